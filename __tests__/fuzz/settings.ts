import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { type DesiredSetting, isManaged, settingName } from '../../src/desired-state/index.ts'
import { readSettingsLines } from '../../src/desired-state/setting.ts'
import { problemText } from '../../src/problems.ts'
import { renderNow } from '../mobile-config/render-now.ts'
import { HOSTILE, hostileText } from './hostile-text.ts'
import { assertProblems, type FuzzTarget } from './target.ts'

/** In the place of a password that somebody has put there: problems must not quote it. */
const VALUE = 'p4ssw0rd-of-somebody'

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      'Push',
      'MobileAdmin',
      'Applications',
      'Application',
      'SecuritySettings',
      'AuthType',
      'OAuthScopes',
      'OAuthLogoutURL',
      'TermsOfUsageURL',
      'RejectUntrustedCertificates',
      'A',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'valueOf',
      'config',
      'm:A',
      'xmlns',
      'xml',
      '..',
      '.',
      '*',
      '',
      '@enabled',
      'A[1]',
      'A[text()="x"]',
      'ä',
      '𐐷',
      'A.B-C_1',
      '1A',
      'A B',
      'text()',
    ),
  },
  { weight: 1, arbitrary: hostileText },
)
const path = fc
  .tuple(
    fc.array(step, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('', '', '', '/@enabled', '/@__proto__', '/@xmlns:a', '/@ä', '@', '/'),
  )
  .map(([steps, end]) => steps.join('/') + end)
const value = fc.oneof(fc.constantFrom('true', VALUE, `a=${VALUE}`, ''), hostileText)
const line = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(path, fc.constantFrom('=', ' = ', '=', '\t=\u00a0'), value)
      .map((all) => all.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('# comment', '', '=', '= x', 'A', ...HOSTILE) },
)
const text = fc
  .tuple(fc.array(line, { maxLength: 5 }), fc.constantFrom('\n', '\r\n', '\r'))
  .map(([lines, end]) => lines.join(end))

const CONFIG = readFileSync(join(import.meta.dirname, '../fixtures/mobile-config.xml'))

/** Every line is one setting of the file's own, a comment, or refused with a reason; and the file gets what was accepted. */
function check(given: string): void {
  const { settings, problems } = readSettingsLines(given)
  for (const { where, what, cure } of problems) {
    assert.match(where, /^settings( line \d+)?$/)
    for (const part of [what, cure]) assert.equal(typeof part, 'string')
    assert.ok(!(what + cure).includes(VALUE), 'a problem quotes a value')
  }
  const told = problems.map(problemText).join('\n')
  assert.ok(told.length <= 5 * given.length + 400 * problems.length)
  assert.ok(settings.length + problems.length <= 3 * given.split(/\r\n|\r|\n/).length)
  for (const setting of settings) assertOwn(setting, given)
  if (problems.length === 0) assertRendered(settings)
}

function assertOwn(setting: DesiredSetting, given: string): void {
  const { elements, attribute, value: wanted } = setting
  assert.equal(isManaged(setting), false)
  for (const name of [...elements, ...(attribute === undefined ? [] : [attribute])])
    assert.match(name, /^[^\s:/@[\]<>&"'=\u0000-\u001f]+$/u)
  assert.doesNotMatch(wanted, /[\r\n]/)
  assert.ok(given.includes(wanted))
}

/** Control characters are refused later, together with those of all other values. */
function assertRendered(settings: readonly DesiredSetting[]): void {
  if (
    settings.some(
      ({ value: wanted }) => /[\u0000-\u001f\u007f\ufffe\uffff]/.test(wanted) || !wanted.isWellFormed(),
    )
  )
    return
  try {
    const { bytes, after } = renderNow({ path: 'm.xml', bytes: CONFIG }, settings)
    assert.ok(
      after.length <=
        CONFIG.length +
          settings.reduce(
            (sum, each) => sum + 10 * each.value.length + 20 * settingName(each).length + 1_000,
            0,
          ),
    )
    assert.equal(renderNow({ path: 'm.xml', bytes }, settings).bytes, bytes)
  } catch (error) {
    assertProblems(error, /^m\.xml:\d+:\d+$/, 100_000)
  }
}

export const settings: FuzzTarget<string> = { name: 'settings', share: 20, input: text, check }
