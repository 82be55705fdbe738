import { expect, test } from 'vitest'
import { Secrets } from '../src/secrets.ts'

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

test('the longest secret is taken out first, and every time', () => {
  const secrets = new Secrets()
  secrets.add('abcd')
  secrets.add('abcdefgh')
  expect(secrets.redact('abcdefgh abcd abcdefgh')).toBe('*** *** ***')
})

test('what is too short to be a secret does not make texts unreadable', () => {
  expect(redact('x', 'xyz')).toBe('xyz')
})
