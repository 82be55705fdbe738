import { describe, expect, test } from 'vitest'
import { tenantFault } from '../../src/desired-state/index.ts'
import {
  originOf,
  validateBranch,
  validateClientId,
  validateConnectionsUrl,
  validateLabel,
  validateOrigin,
  validatePath,
  validateProse,
  validateRedirectUri,
  validateTitle,
} from '../../src/inputs/rules.ts'

describe('a redirect URI', () => {
  test.each([
    'com.ibm.ibmscp://com.ibm.mobile.connections/token',
    'com.ibm.ibmscp://com.ibm.desktop.connections',
    'http://localhost:3000',
    'http://127.0.0.1/x',
    'https://example.com/a?b=c',
    'urn:ietf:wg:oauth:2.0:oob',
  ])('%s is taken', (uri) => {
    expect(validateRedirectUri(uri)).toBeUndefined()
  })

  test.each([
    ['app://a b', 'contains spaces or line breaks'],
    [`app://${'x'.repeat(260)}`, 'more than 256 characters'],
    ['app', 'is not a redirect URI'],
    ['tablet', 'is not a redirect URI'],
    ['constructor', 'is not a redirect URI'],
    ['app://x#y', 'contains a fragment'],
    ['app://*', 'contains a wildcard'],
    ['https://u:p4ssword@example.com', 'contains a user name or password'],
    ['app://x(y)', 'contains a character that is not supported'],
    ["app://it's;x", 'contains a character that is not supported'],
    ['https://büro.example/x', 'contains a character that is not supported'],
    ['javascript://x', 'has a scheme that is not supported'],
    ['data://x', 'has a scheme that is not supported'],
    ['http://example.com', 'is not encrypted'],
  ])('%s is refused as Entra would', (uri, what) => {
    const complaint = validateRedirectUri(uri)
    expect(complaint?.[0]).toContain(what)
    expect(complaint?.join()).not.toContain('p4ssword')
  })
})

test.each([
  ['login.microsoftonline.us', 'https://login.microsoftonline.us'],
  ['https://localhost:8443/', 'https://localhost:8443'],
  ['', ''],
  ['http://graph.microsoft.com', ''],
  ['https://graph.microsoft.com/v1.0', ''],
  ['a b', ''],
])('the origin of "%s" is "%s"', (value, origin) => {
  expect(originOf(value)).toBe(origin)
  if (value) expect(validateOrigin(value) === undefined).toBe(origin !== '')
})

test.each(['https://connections.example.com', 'https://example.com/connections'])(
  'connections-url may be %s',
  (value) => {
    expect(validateConnectionsUrl(value)).toBeUndefined()
  },
)

test.each([
  ['http://connections.example.com', 'is not the https address'],
  ['https://example.com/?x=1', 'is not the https address'],
  ['https://example.com/#x', 'is not the https address'],
  ['connections', 'is not the https address'],
  ['https://u:p@example.com', 'contains a user name or password'],
  ['https://u@example.com', 'contains a user name or password'],
])('as connections-url, %s %s', (value, what) => {
  expect(validateConnectionsUrl(value)?.[0]).toContain(what)
})

test('the identity that calls Graph is named by GUIDs or domains', () => {
  expect(validateClientId('0f3c1a52-77b1-4c7e-9b60-2d5a3f4e8c11')).toBeUndefined()
  expect(validateClientId('me')?.[0]).toContain('which is a GUID')
  expect(tenantFault('contoso.example')).toBeUndefined()
  expect(tenantFault('my tenant')?.[0]).toContain('is not a tenant')
})

test.each(['.git/x', 'a/.GIT/x', '.git./x', '.git /x', 'git~1/x', '.git::$INDEX_ALLOCATION/x'])(
  "the path %s is in git's own folder on some system",
  (path) => {
    expect(validatePath(path)?.[0]).toContain("git's own folder")
  },
)

test.each([
  ['a\u202elmx.xml', 'U+202E (right-to-left override)'],
  ['a\u200cb', 'U+200C (zero width non-joiner)'],
  ['a\u2028b', 'U+2028 (line separator)'],
  ['a\tb', 'a tab'],
  ['a\u{e0041}b', 'U+E0041'],
  ['a\u0000b', 'U+0000 (control character)'],
])(
  'a path, branch, title or label with a character that cannot be seen is refused, which is named: %j',
  (name, what) => {
    for (const complain of [validatePath, validateBranch]) {
      expect(complain(name)?.[0]).toContain(`contains ${what} at character 2.`)
    }
    expect(tenantFault(name)?.[0]).toBe(`The tenant contains ${what} at character 2.`)
    expect(validateRedirectUri(`app://x${name}`)?.[0]).toContain(`contains ${what} at character 9.`)
    if (name.includes('\u200c')) return
    expect(validateTitle(name)?.[0]).toBe(`The title contains ${what} at character 2.`)
    expect(validateLabel(name)?.[0]).toBe(`The label contains ${what} at character 2.`)
  },
)

test('a text for people may have lines, tabs and joined emoji, and no mark that turns the direction of writing', () => {
  expect(validateProse('One\r\n\ttwo \u{1f468}\u200d\u{1f469} \u2764\ufe0f')).toBeUndefined()
  for (const mark of ['\u202e', '\u2066', '\u200f', '\u061c', '\u2028', '\u0007', '\ud800']) {
    expect(validateProse(`One\n${mark}two`)?.[0]).toContain('at character 5.')
  }
})

test('a label or title may have joined emoji', () => {
  expect(validateLabel('\u{1f468}\u200d\u{1f469}')).toBeUndefined()
  expect(validateTitle('\u2764\ufe0f')).toBeUndefined()
})

describe('an address that a credential is sent to', () => {
  test.each([
    ['login.microsoft\u200bonline.us', 'contains U+200B (zero width space) at character 24.'],
    ['login.microsoftonline.us.', 'ends in a dot.'],
    ['login.microsoftonline%2Eus', 'is not in its normal form.'],
    ['login.microsoftonline.us:443', 'is not in its normal form.'],
    ['login.microsoftonline.us:8443', 'names the port 8443, which Microsoft does not use.'],
    ['login.microsoftonline\u3002us', 'which is not an ASCII character.'],
    ['login.microsoftonl\u0456ne.us', 'contains "\u0456" (U+0456), which is not an ASCII character.'],
    ['https://login.xn--microsoftonlne-hbm.us', 'is not "login.microsoftonline.us" but looks like it.'],
    ['login.rnicrosoftonline.us', 'is not "login.microsoftonline.us" but looks like it.'],
  ])('is refused as %s, and the right one is proposed', (value, what) => {
    const [told, cure] = validateOrigin(value) ?? []
    expect(told).toContain(what)
    expect(cure).toBe('Did you mean "https://login.microsoftonline.us/"?')
    expect(originOf(value)).toBe('')
  })

  test('of Graph is told from its doubles too', () => {
    expect(validateOrigin('https://graph.rnicrosoft.com')).toEqual([
      'The host of "https://graph.rnicrosoft.com" is not "graph.microsoft.com" but looks like it.',
      'Did you mean "https://graph.microsoft.com/"?',
    ])
    expect(validateOrigin('https://graph.microsoft.us')).toBeUndefined()
  })

  test('may be at a port of its own where nobody knows its host', () => {
    expect(validateOrigin('https://localhost:8443')).toBeUndefined()
  })
})

describe('connections-url', () => {
  test.each([
    ['https://bücher.example/x', 'which is not an ASCII character.', 'https://xn--bcher-kva.example/x'],
    [
      'https://connections\u00ad.example.com',
      'contains U+00AD (soft hyphen)',
      'https://connections.example.com/',
    ],
    ['https://connections.example.com./', 'ends in a dot.', 'https://connections.example.com/'],
    ['https://connections.example.com/a/../b', 'in its normal form.', 'https://connections.example.com/b'],
    ['https://connections.example.com:443', 'in its normal form.', 'https://connections.example.com/'],
  ])('%s is refused, and its plain form is proposed', (value, what, plain) => {
    const [told, cure] = validateConnectionsUrl(value) ?? []
    expect(told).toContain(what)
    expect(cure).toBe(`Did you mean "${plain}"?`)
    expect(validateConnectionsUrl(plain)).toBeUndefined()
  })

  test.each([
    'https://xn--bcher-kva.example/x',
    'HTTPS://Connections.Example.com',
    'https://c.example:9443/x/',
  ])('%s is taken', (value) => {
    expect(validateConnectionsUrl(value)).toBeUndefined()
  })

  test('with a mark that turns the direction of writing is refused without a proposal', () => {
    expect(validateConnectionsUrl('https://a\u202e.example.com')?.[1]).not.toContain('Did you mean')
  })
})
