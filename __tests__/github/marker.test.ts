import { describe, expect, test } from 'vitest'
import {
  isForSameValues,
  type Kept,
  keptText,
  markClosed,
  readKept,
  SECTION_BEGIN,
  SECTION_END,
} from '../../src/github/marker.ts'
import { fingerprint } from '../../src/modes/proposal.ts'

const setting = { elements: ['SecuritySettings', 'AuthType'], value: 'OAuth', source: 'this action' }
const KEPT: Kept = { wanted: '0123456789abcdef', closedByAction: false, registration: undefined }
const NULLS = '0000000000000000'
const sectionOf = (...lines: string[]) => [SECTION_BEGIN, ...lines, SECTION_END].join('\n')

describe('what a run keeps in the body', () => {
  const registration = {
    clientId: 'b850bc0a-0893-4cd7-8e22-9738a43c585d',
    displayName: '-->\n<!-- mobile-sso-config end -->\u202e \\ @octocat `x` {}',
    changes: [
      { property: 'publicClient.redirectUris', before: 7, after: { added: ['app://a--b'], more: 2 } },
      { property: 'isFallbackPublicClient', before: null, after: true },
      { property: 'publicClient.redirectUris', before: [], after: ['app://one'] },
    ],
  }

  test.each<Kept>([
    KEPT,
    { ...KEPT, wanted: '0123456789abcdef-fedcba9876543210', closedByAction: true },
    { ...KEPT, registration },
    { ...KEPT, registration: 'unknown' },
  ])('is read back from it: %j', (kept) => {
    expect(readKept(`Intro\n${sectionOf('text', keptText(kept))}\nmore`)).toEqual(kept)
    expect(readKept(`Intro\r\n${sectionOf(keptText(kept)).replaceAll('\n', '\r\n')}`)).toEqual(kept)
  })

  test('is one comment on one line, of plain signs, that nothing in it can end', () => {
    expect(keptText({ ...KEPT, registration })).toMatch(
      /^<!-- mobile-sso-config \{(?:(?!--)[ \w.,:/"\\[\]{}-])*\} -->$/,
    )
    expect(keptText(KEPT)).toBe(
      '<!-- mobile-sso-config {"wanted":"0123456789abcdef","closedByAction":false} -->',
    )
  })

  test.each<[string, unknown]>([
    ['no object', ['0123456789abcdef']],
    ['null', null],
    ['no name of values', { closedByAction: false }],
    ['another name than a fingerprint', { wanted: 'x'.repeat(16), closedByAction: false }],
    ['a longer name', { wanted: '0'.repeat(64), closedByAction: false }],
    ['a text for a truth', { wanted: NULLS, closedByAction: 'false' }],
  ])('is as if there were none where it is odd: %s', (_, state) => {
    const text = `<!-- mobile-sso-config ${JSON.stringify(state)} -->`
    expect(readKept(sectionOf(text))).toBeUndefined()
    expect(readKept(sectionOf(keptText(KEPT), text))).toEqual(KEPT)
  })
})

describe('what is kept is looked for', () => {
  const other = keptText({ ...KEPT, wanted: NULLS, closedByAction: true })
  const earlier = `<!-- mobile-sso-config wanted=${NULLS} closed-by-action -->`

  test.each([other, earlier])('inside of the own section only, not beside it: %s', (marker) => {
    expect(readKept(`${marker}\n${sectionOf(keptText(KEPT))}\n${marker}`)).toEqual(KEPT)
    expect(readKept(`${marker}\n`)).toBeUndefined()
    expect(readKept(`${SECTION_BEGIN}\n${marker}`)).toBeUndefined()
    expect(readKept(`${SECTION_END}\n${marker}\n${SECTION_BEGIN}`)).toBeUndefined()
  })

  test.each([other, earlier])('at the start of a line only: %s', (marker) => {
    const section = sectionOf(`| \`${marker}\` |`, ` ${marker}`, keptText(KEPT), `x ${marker}`)
    expect(readKept(section)).toEqual(KEPT)
    expect(readKept(sectionOf(`| ${marker} |`))).toBeUndefined()
  })

  test.each([other, earlier])('and the last one counts: %s', (marker) => {
    expect(readKept(sectionOf(marker, keptText(KEPT)))).toEqual(KEPT)
  })

  test('in the last section, which ends where its first end is', () => {
    const first = sectionOf(other)
    expect(readKept(`${first}\n${sectionOf(keptText(KEPT))}\n${other}\n${SECTION_END}`)).toEqual(KEPT)
  })
})

describe('a body of an earlier release', () => {
  test.each([
    [`wanted=${NULLS}`, NULLS, false],
    [`wanted=${NULLS}-0123456789abcdef closed-by-action`, `${NULLS}-0123456789abcdef`, true],
  ])('with %s is understood', (text, wanted, closedByAction) => {
    expect(readKept(sectionOf(`<!-- mobile-sso-config ${text} -->`))).toEqual({
      ...KEPT,
      wanted,
      closedByAction,
    })
  })

  test('says that the app registration was changed, and nothing more of it', () => {
    const marker = `<!-- mobile-sso-config wanted=${NULLS} -->`
    const begin = '<!-- mobile-sso-config registration begin -->'
    expect(readKept(sectionOf(begin, '@acme/admins', marker))?.registration).toBe('unknown')
    expect(readKept(sectionOf(`| \`${begin}\` |`, marker))?.registration).toBeUndefined()
    expect(readKept(`${begin}\n${sectionOf(marker)}`)?.registration).toBeUndefined()
  })
})

const script = (path: string, text: string) => ({ path, bytes: Buffer.from(text) })

test.each([false, true])(
  'scripts beside the file have parts of their own in the name of the values (closed: %s)',
  (closedByAction) => {
    const values = fingerprint('mobile-config.xml', [setting])
    const wanted = fingerprint('mobile-config.xml', [setting], [script('apply.py', 'one')])
    expect(readKept(sectionOf(keptText({ wanted, closedByAction })))).toEqual({ wanted, closedByAction })
    expect(wanted).not.toBe(values)
    expect(isForSameValues(wanted, values)).toBe(true)
    expect(isForSameValues(wanted, fingerprint('other.xml', [setting]))).toBe(false)
    const both = fingerprint('mobile-config.xml', [setting], [script('a.py', 'one'), script('b.py', 'two')])
    expect(readKept(sectionOf(keptText({ wanted: both, closedByAction })))).toEqual({
      wanted: both,
      closedByAction,
    })
    expect(isForSameValues(both, values)).toBe(true)
    for (const other of [script('other.py', 'one'), script('apply.py', 'two')])
      expect(fingerprint('mobile-config.xml', [setting], [other])).not.toBe(wanted)
  },
)

test('values that mean the same have the same marker, and others have another', () => {
  const scopes = (value: string) =>
    fingerprint('mobile-config.xml', [{ elements: ['SecuritySettings', 'OAuthScopes'], value, source: 'x' }])
  expect(scopes('openid email')).toBe(scopes('email openid'))
  expect(scopes('openid email')).not.toBe(scopes('openid'))
})

describe('closing is remembered', () => {
  test('where the rest is kept, and nowhere else', () => {
    const body = `Intro\n${sectionOf('text', keptText(KEPT))}\nmore`
    const closed = markClosed(body, 'fedcba9876543210')
    expect(readKept(closed)).toEqual({ ...KEPT, closedByAction: true })
    expect(closed.replace('"closedByAction":true', '"closedByAction":false')).toBe(body)
    expect(markClosed(closed, 'fedcba9876543210')).toBe(closed)
  })

  test('in a body of an earlier release', () => {
    const body = sectionOf(`<!-- mobile-sso-config wanted=${NULLS} -->`)
    expect(markClosed(body, 'fedcba9876543210')).toBe(
      sectionOf(keptText({ wanted: NULLS, closedByAction: true })),
    )
  })

  const marker = keptText({ wanted: '0123456789abcdef', closedByAction: true })
  test.each([
    ['Mine.\r\n', `Mine.\n\n${sectionOf(marker)}`],
    ['', sectionOf(marker)],
    [sectionOf('text'), sectionOf('text', marker)],
    [`Mine.\n\n${marker}`, `Mine.\n\n${marker}\n\n${sectionOf(marker)}`],
  ])('in a body %j that has lost what was kept', (body, closed) => {
    expect(markClosed(body, '0123456789abcdef')).toBe(closed)
    expect(markClosed(closed, '0123456789abcdef')).toBe(closed)
  })
})

test('the fingerprint changes with the path and each value, and not with where a value came from', () => {
  const one = fingerprint('mobile-config.xml', [setting])
  expect(one).toMatch(/^[0-9a-f]{16}$/)
  expect(fingerprint('mobile-config.xml', [{ ...setting, source: 'elsewhere' }])).toBe(one)
  expect(fingerprint('other.xml', [setting])).not.toBe(one)
  expect(fingerprint('mobile-config.xml', [{ ...setting, value: 'Form' }])).not.toBe(one)
})

test('the fingerprint changes with the path and the text of a script that is kept beside the file', () => {
  const one = fingerprint('mobile-config.xml', [setting])
  const withScripts = (...scripts: ReturnType<typeof script>[]) =>
    fingerprint('mobile-config.xml', [setting], scripts)
  const withScript = withScripts(script('ops/apply.py', 'print(1)'))
  expect(withScript).not.toBe(one)
  expect(withScripts()).toBe(one)
  expect(withScripts(script('apply.py', 'print(1)'))).not.toBe(withScript)
  expect(withScripts(script('ops/apply.py', 'print(2)'))).not.toBe(withScript)
  expect(withScripts(script('ops/apply.py', 'print(1)'), script('b.py', ''))).not.toBe(withScript)
})

test('the fingerprint is the same in every release, so that what a person has closed stays closed', () => {
  expect(fingerprint('mobile-config.xml', [setting])).toBe('0d2a40eeef59124e')
})

test('the fingerprint of what was made from the skeleton is another one, and from a template it is that of the file', () => {
  const one = fingerprint('mobile-config.xml', [setting])
  expect(fingerprint('mobile-config.xml', [setting], undefined, 'skeleton')).not.toBe(one)
  expect(fingerprint('mobile-config.xml', [setting], undefined, 'template')).toBe(one)
})
