import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  callbackPaths,
  desiredState,
  identifiesByEmail,
  parseProviderProperties,
} from '../../src/desired-state/index.ts'
import { problemText } from '../../src/problems.ts'
import { Secrets } from '../../src/text/secrets.ts'
import { EXPORT_SCRIPT } from '../../src/wsadmin-script/index.ts'
import { NO_VALUES } from '../desired-state/no-values.ts'
import { hostileText } from './hostile-text.ts'
import type { FuzzTarget } from './target.ts'

export interface PropertiesCase {
  readonly content: string | Uint8Array
  /** The client secret that stands in it in a form that people paste; undefined where nothing promises to recognise it. */
  readonly secret?: string | undefined
  /** The secret is not the value of a property: its line is not shown, and nothing of it is masked. */
  readonly isNameless?: boolean
}

/** As Entra makes them, and as people make them. */
const SECRETS = [
  'Zt8~Q.client-secret_4x',
  'abC8Q~x1.Y-z_9KdLmN',
  '~.~_-12345',
  'hunter2hunter2',
  'p@ss:w0rd&<>x',
]
const name = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      'provider_1.clientId',
      'provider_1.scope',
      'provider_1.authorizeEndpointUrl',
      'provider_1.tokenEndpointUrl',
      'provider_2.clientId',
    ),
  },
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.constantFrom('provider_1', 'provider_2', '__proto__'),
        fc.constantFrom(
          'interceptedPathFilter',
          'excludedPathFilter',
          'callbackServletContext',
          'identifier',
          'issuerIdentifier',
          'jwkEndpointUrl',
          'discoveryEndpointUrl',
          'userIdentifier',
          'useJwtFromRequest',
          'audiences',
          'signatureAlgorithm',
          'constructor',
        ),
      )
      .map((parts) => parts.join('.')),
  },
  { weight: 1, arbitrary: fc.constantFrom('__proto__.constructor', 'constructor', 'a.b.c', 'x', '-.-', '') },
)
const plain = fc.constantFrom(
  'b850bc0a-0893-4cd7-8e22-9738a43c585d',
  'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize',
  'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token',
  'https://user:pass@evil.test/authorize',
  'openid profile',
  'javascript:alert(1)',
  '',
)
/** What the rules for providers take apart: addresses near to known ones, and patterns that would take for ever if they were run. */
const judged = fc.oneof(
  fc.constantFrom(
    'https://login.microsoftlonline.com/contoso.com/oauth2/v2.0/tokenn',
    'https://user:pass@login.microsoftlonline.com/x',
    'https://sso.test/realms/x/protocol/openid-connect/certss',
    'https://login.microsoftonline.com/{tenant}/v2.0',
    'constructor',
    '__proto__',
  ),
  fc
    .array(
      fc.constantFrom('/mobile/', '.*', '.', '(a+)+', '|', ',', '*', '[', '\\\\', '^', '$', 'homepage/x'),
      {
        maxLength: 40,
      },
    )
    .map((parts) => parts.join('')),
)
const value = fc.oneof(plain, hostileText, judged)

/** A property in one of the forms that people paste. */
function written(key: string, text: string): fc.Arbitrary<string> {
  return fc.constantFrom(
    `${key}=${text}`,
    `${key}: ${text}`,
    `${key}\t${text}\trequired`,
    `| ${key} | ${text} |`,
    `${key}    ${text}`,
    `"${key}": "${text}",`,
    `{"${key}":"${text}"}`,
    `[name ${key}] [value ${text}]`,
    `[[name "${key}"] [value "${text}"] [required false]]`,
    `AdminTask.x('-customProperties ["${key}=${text}"]')`,
    `"${key}=${text}"`,
    `${key}=${text.replaceAll(/[^ -~]|\\/g, escaped)}`,
  )
}

/** As export-mobile-config.py writes a character. */
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

const line = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(name, value).chain(([key, text]) => written(key, text)) },
  { weight: 1, arbitrary: hostileText },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '[name provider_1.clientSecret]',
      '[value x]',
      '[name provider_1.scope',
      '[[[[[[',
      ']]]]',
      '"""""',
      "'a.b='a.b='",
      '\\"a.b=\\"',
      'provider_1.a provider_2.b=',
      '# provider_1.clientId=x',
      '| --- | --- |',
      'Name\tValue',
      '',
    ),
  },
)
const lines = fc.array(line, { maxLength: 6 })
const ending = fc.constantFrom('\n', '\r\n', '\r', '\u2028')
/** Of a file that export-mobile-config.py has made, whatever people did to the rest of it. */
const head = fc.constantFrom('', `${/^FIRST_LINE = '(.*)'$/m.exec(EXPORT_SCRIPT)![1]}\n`)

const pasted: fc.Arbitrary<PropertiesCase> = fc
  .tuple(head, lines, ending)
  .map(([first, all, end]) => ({ content: first + all.join(end) }))

/** The secret stands on a line of its own, between whatever other lines. */
const withSecret: fc.Arbitrary<PropertiesCase> = fc
  .tuple(
    head,
    lines,
    fc
      .constantFrom(
        'provider_1.clientSecret',
        'provider_2.clientSecret',
        'provider_1.someOtherPassword',
        'clientSecret',
      )
      .chain((key) =>
        fc
          .constantFrom(...SECRETS)
          .chain((secret) =>
            written(key, secret).map((text) => ({ text, secret, isNameless: !key.includes('.') })),
          ),
      ),
    lines,
  )
  .map(([first, before, { text, secret, isNameless }, after]) => ({
    // A list that an earlier line has opened takes the next value for itself.
    content: first + [...before, '[name a.b] [value c]', text, ...after].join('\n'),
    secret,
    isNameless,
  }))

const file: fc.Arbitrary<PropertiesCase> = fc
  .tuple(
    pasted,
    fc.constantFrom('utf8', 'utf16le', 'marked', 'swapped', 'latin1'),
    fc.uint8Array({ maxLength: 3 }),
  )
  .map(([{ content }, encoding, tail]) => {
    const text = content as string
    const bytes =
      encoding === 'swapped'
        ? Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
        : encoding === 'marked'
          ? Buffer.from(`\ufeff${text}`, 'utf16le')
          : Buffer.from(text, encoding as BufferEncoding)
    return { content: Buffer.concat([bytes, tail]) }
  })

/** Whatever is pasted, values or the reasons against them come out, of bounded length, and no secret with them. */
function check({ content, secret, isNameless }: PropertiesCase): void {
  const parsed = parseProviderProperties(content)
  const length = content.length
  const count = typeof content === 'string' ? content.split(/\r\n|\r|\n/).length : length + 1
  const numbers = [...parsed.properties.map(({ line: number }) => number), ...parsed.ignoredLines]
  for (const number of numbers) assert.ok(number >= 1 && number <= count, `there is no line ${number}`)
  const size = parsed.properties.reduce((sum, each) => sum + each.name.length + each.value.length, 0)
  assert.ok(size <= 2 * length + 100, 'the properties are longer than what was pasted')
  const state = desiredState({ ...NO_VALUES, providerProperties: parsed })
  for (const { where, what, cure } of [...state.problems, ...state.findings])
    for (const text of [where, what, cure]) assert.equal(typeof text, 'string')
  for (const { provider, path } of callbackPaths(parsed.properties, 'b850bc0a-0893-4cd7-8e22-9738a43c585d')) {
    assert.match(path, /^\//)
    assert.ok(parsed.properties.some(({ name }) => name === `${provider}.identifier`))
  }
  assert.equal(typeof identifiesByEmail(parsed.properties, 'provider_1'), 'boolean')
  const told = [
    ...state.problems.map(problemText),
    ...state.findings.map(({ what, cure }) => what + cure),
  ].join('\n')
  assert.ok(told.length <= 20 * length + 10_000, `${told.length} characters are told about ${length}`)
  if (!secret) return
  assert.ok(!told.includes(secret), 'a problem tells the secret')
  const secrets = new Secrets()
  for (const each of parsed.secrets) secrets.add(each)
  if (!isNameless) assert.ok(!secrets.redact(content as string).includes(secret), 'the secret is not masked')
}

export const providerProperties: FuzzTarget<PropertiesCase> = {
  name: 'provider-properties',
  share: 34,
  input: fc.oneof(pasted, withSecret, file),
  check,
}
