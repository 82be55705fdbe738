import { describe, expect, test } from 'vitest'
import { Secrets } from '../../src/text/secrets.ts'

function redact(secret: string, text: string): string {
  const secrets = new Secrets()
  secrets.add(secret)
  return secrets.redact(text)
}

test.each([
  ['as it is', 'a"b&c<d', 'x a"b&c<d y'],
  ['in JSON', 'a"b&c<d', 'x a\\"b&c<d y'],
  ['in XML', 'a"b&c<d', 'x a"b&amp;c&lt;d y'],
  ['in a URL', 'a"b&c<d', 'x a%22b%26c%3Cd y'],
  ['one line of several', '-----BEGIN X-----\nabcdef\nghijkl', 'x ghijkl y'],
])('a secret is taken out %s', (_, secret, text) => {
  expect(redact(secret, text)).toBe('x *** y')
})

const SECRET = `p@ss w+r/d "<&>'~`
const BASE64 = Buffer.from(SECRET).toString('base64')
const inJson = (text: string) => JSON.stringify(text).slice(1, -1)

test.each([
  ['in JSON within JSON', inJson(inJson(SECRET))],
  [
    'in JSON with every sign as its number',
    SECRET.replaceAll(/[^a-z]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
  ],
  ['in XML with named references', 'p@ss w+r/d &quot;&lt;&amp;&gt;&apos;~'],
  ['in XML with some of them', `p@ss w+r/d "&lt;&amp;>'~`],
  ['in HTML with numbers', 'p@ss w&#43;r&#x2F;d &#34;&#60;&#38;&#62;&#39;~'],
  ['in HTML with longer numbers', 'p@ss w&#x2b;r&#x2f;d &#034;&#060;&#x026;&#062;&#039;~'],
  ['in XML within XML', 'p@ss w+r/d &amp;quot;&amp;lt;&amp;amp;&amp;gt;&amp;apos;~'],
  ['in a URL', encodeURIComponent(SECRET)],
  ['in a URL in lower case', encodeURIComponent(SECRET).toLowerCase()],
  ['in a form', new URLSearchParams({ x: SECRET }).toString().slice(2)],
  ['in a form in lower case', new URLSearchParams({ x: SECRET }).toString().slice(2).toLowerCase()],
  ['in Markdown', `p@ss w+r/d "\\<\\&\\>'\\~`],
  ['in base64', BASE64],
  ['in base64 without padding', BASE64.replaceAll('=', '')],
  ['in base64url', Buffer.from(SECRET).toString('base64url')],
  ['in base64 in a URL', encodeURIComponent(BASE64)],
  [
    'in base64 in a URL in lower case',
    encodeURIComponent(BASE64).replaceAll(/%../g, (sign) => sign.toLowerCase()),
  ],
])('a secret is taken out %s', (_, form) => {
  expect(redact(SECRET, `<x>${form}</x>`)).toBe('<x>***</x>')
})

test('a secret beyond ASCII is taken out in every form', () => {
  const secret = 'pässwörd\u{1f600}€'
  const forms = [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(secret).toLowerCase(),
    Buffer.from(secret).toString('base64url'),
    [...secret]
      .map((sign) => `&#${sign.codePointAt(0)};`)
      .join('')
      .replaceAll('&#112;', 'p'),
    secret.replaceAll(/[^\w]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ]
  for (const form of forms.filter((each) => !each.includes('&#115;')))
    expect(redact(secret, `(${form})`)).toBe('(***)')
})

describe('base64 of a text that has a secret in it', () => {
  const secret = 'x9Q~secret-value'
  const hidden = Array.from(
    { length: 7 },
    (_, index) => 'user:'.slice(0, index) + 'y'.repeat(Math.max(0, index - 5)),
  )
  test.each(hidden)('behind %j shows none of it', (before) => {
    for (const after of ['', 'a', 'ab', 'abc', ' and more'])
      for (const encoding of ['base64', 'base64url'] as const) {
        const text = redact(secret, Buffer.from(before + secret + after).toString(encoding))
        expect(text).toContain('***')
        expect(Buffer.from(text, 'base64').toString()).not.toMatch(/x9|9Q|Q~|cret|valu/)
        expect(text.length).toBeLessThanOrEqual(((before + after).length * 4) / 3 + 9)
      }
  })

  test('of a short secret is taken out only where it stands alone', () => {
    expect(redact('abcd', 'x YWJjZA== YWJjZA y')).toBe('x *** *** y')
    expect(redact('abcd', 'xYWJjZA== YWJjZAy')).toBe('xYWJjZA== YWJjZAy')
  })
})

test('a certificate in base64 is taken out, also line by line', () => {
  const pem = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkq+/kiG9w0BAQEFAASC'.repeat(2)}\nAgEAAoIBAQC7VJTUt9Us8cKj\n-----END PRIVATE KEY-----`
  for (const text of [pem, pem.replaceAll('\n', '\r\n'), inJson(pem), Buffer.from(pem).toString('base64')])
    expect(redact(pem, `x ${text} y`)).toBe('x *** y')
  const lines = Buffer.from(pem.replaceAll('\n', '\r\n')).toString('base64')
  expect(redact(pem, lines).match(/\*{3}/g)).toHaveLength(2)
})

test('looking for secrets takes time in proportion to the text, whatever the two are', () => {
  for (const secret of [
    '\\'.repeat(50),
    'a'.repeat(50),
    '"'.repeat(50),
    '&#38;'.repeat(20),
    ' '.repeat(50),
  ]) {
    const forms = new Secrets()
    forms.add(`${secret}!`)
    expect(forms.redact(secret.repeat(20_000))).toBe(secret.repeat(20_000))
  }
})

test('the longest secret is taken out first, and every time', () => {
  const secrets = new Secrets()
  secrets.add('abcd')
  secrets.add('abcdefgh')
  expect(secrets.redact('abcdefgh abcd abcdefgh')).toBe('*** *** ***')
})

test('what is too short to be a secret does not make texts unreadable', () => {
  expect(redact('x', 'xyz')).toBe('xyz')
})
