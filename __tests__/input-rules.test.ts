import { describe, expect, test } from 'vitest'
import {
  complainAboutBranch,
  complainAboutClientId,
  complainAboutConnectionsUrl,
  complainAboutOrigin,
  complainAboutPath,
  complainAboutRedirectUri,
  complainAboutTenant,
  originOf,
} from '../src/input-rules.ts'

describe('a redirect URI', () => {
  test.each([
    'com.ibm.ibmscp://com.ibm.mobile.connections/token',
    'com.ibm.ibmscp://com.ibm.desktop.connections',
    'http://localhost:3000',
    'http://127.0.0.1/x',
    'https://example.com/a?b=c',
    'urn:ietf:wg:oauth:2.0:oob',
  ])('%s is taken', (uri) => {
    expect(complainAboutRedirectUri(uri)).toBeUndefined()
  })

  test.each([
    ['app://a b', 'holds white space'],
    [`app://${'x'.repeat(260)}`, 'more than 256 characters'],
    ['app', 'is not a redirect URI'],
    ['tablet', 'is not a redirect URI'],
    ['constructor', 'is not a redirect URI'],
    ['app://x#y', 'holds a fragment'],
    ['app://*', 'holds a wildcard'],
    ['https://u:p4ssword@example.com', 'holds a user name or password'],
    ['app://x(y)', 'holds a character that is not supported'],
    ["app://it's;x", 'holds a character that is not supported'],
    ['https://büro.example/x', 'holds a character that is not supported'],
    ['javascript://x', 'has a scheme that is not supported'],
    ['data://x', 'has a scheme that is not supported'],
    ['http://example.com', 'is not encrypted'],
  ])('%s is refused as Entra would', (uri, what) => {
    const complaint = complainAboutRedirectUri(uri)
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
  if (value) expect(complainAboutOrigin(value) === undefined).toBe(origin !== '')
})

test.each([
  ['https://connections.example.com', undefined],
  ['https://example.com/connections', undefined],
  ['http://connections.example.com', 'is not the https address'],
  ['https://example.com/?x=1', 'is not the https address'],
  ['https://example.com/#x', 'is not the https address'],
  ['connections', 'is not the https address'],
  ['https://u:p@example.com', 'holds a user name or password'],
  ['https://u@example.com', 'holds a user name or password'],
])('connections-url %s: %s', (value, what) => {
  const complaint = complainAboutConnectionsUrl(value)
  if (what) expect(complaint?.[0]).toContain(what)
  else expect(complaint).toBeUndefined()
})

test('the identity that calls Graph is named by GUIDs or domains', () => {
  expect(complainAboutClientId('0f3c1a52-77b1-4c7e-9b60-2d5a3f4e8c11')).toBeUndefined()
  expect(complainAboutClientId('me')?.[0]).toContain('which is a GUID')
  expect(complainAboutTenant('contoso.example')).toBeUndefined()
  expect(complainAboutTenant('my tenant')?.[0]).toContain('is not a tenant')
})

test.each(['.git/x', 'a/.GIT/x', '.git./x', '.git /x', 'git~1/x', '.git::$INDEX_ALLOCATION/x'])(
  "the path %s lies in git's own folder on some system",
  (path) => {
    expect(complainAboutPath(path)?.[0]).toContain("git's own folder")
  },
)

test.each(['a\u202elmx.xml', 'a\u200cb', 'a\u2028b'])(
  'a path or branch with a character that can not be seen is refused: %j',
  (name) => {
    expect(complainAboutPath(name)?.[0]).toContain('can not be seen')
    expect(complainAboutBranch(name)?.[0]).toContain('can not be seen')
  },
)
