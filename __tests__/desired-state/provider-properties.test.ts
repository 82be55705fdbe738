import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseProviderProperties } from '../../src/desired-state/provider-properties.ts'

const URL = 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize?a=b'
const pairs = (text: string) =>
  parseProviderProperties(text).properties.map(({ name, value }) => [name, value])

describe('a property is read from', () => {
  test.each([
    ['name=value', `provider_1.authorizeEndpointUrl=${URL}`],
    ['name = value', `provider_1.authorizeEndpointUrl = ${URL} `],
    ['name: value', `provider_1.authorizeEndpointUrl: ${URL}`],
    ['a quoted value', `provider_1.authorizeEndpointUrl="${URL}"`],
    ['a table with tabs', `provider_1.authorizeEndpointUrl\t${URL}\tThe endpoint\ttrue`],
    ['a table with bars', `| provider_1.authorizeEndpointUrl | ${URL} | The endpoint |`],
    ['a table without outer bars', `provider_1.authorizeEndpointUrl | ${URL}`],
    ['a table in escaped Markdown', `| provider\\_1.authorizeEndpointUrl | ${URL} |`],
    ['a list of wsadmin', `[name provider_1.authorizeEndpointUrl] [value ${URL}]`],
    [
      'a nested list of wsadmin',
      `[properties "[[[description []] [name provider_1.authorizeEndpointUrl] [required false] [value ${URL}]]]"]`,
    ],
    [
      'a list over several lines',
      `[description []]\n[name provider_1.authorizeEndpointUrl]\n[required false]\n[value ${URL}]`,
    ],
    [
      'text with a byte order mark, CRLF and no-break spaces',
      `\uFEFFprovider_1.authorizeEndpointUrl:\u00A0${URL}\r\n`,
    ],
  ])('%s', (_, text) => {
    expect(pairs(text)).toEqual([['provider_1.authorizeEndpointUrl', URL]])
    expect(parseProviderProperties(text).ignoredLines).toEqual([])
  })
})

test('lists hold several properties, with blanks in quotes and empty values', () => {
  const text =
    '[[[name provider_1.scope] [value "openid profile"]] [[name provider_1.a] [value []]] [[name provider_1.b] [value ""]]]'
  expect(pairs(text)).toEqual([
    ['provider_1.scope', 'openid profile'],
    ['provider_1.a', ''],
    ['provider_1.b', ''],
  ])
})

test('headers, rules, comments and blank lines are no properties and no mistakes', () => {
  const text = '# comment\n! comment\n\n| Name | Value |\n| --- | :-- |\nProperty name\tValue\n[\n]\n'
  expect(parseProviderProperties(text)).toEqual({ properties: [], secrets: [], ignoredLines: [] })
})

test('lines that are not understood are counted, not shown', () => {
  expect(parseProviderProperties('General Properties\nprovider_1.a=b\nfoo\n').ignoredLines).toEqual([1, 3])
})

test('the line of a property is told', () => {
  expect(parseProviderProperties('\n\nprovider_1.a=b').properties).toEqual([
    { name: 'provider_1.a', value: 'b', line: 3 },
  ])
})

describe('secrets', () => {
  test.each([
    ['a client secret of any provider', 'provider_2.clientSecret=abc~def', ['abc~def']],
    ['a quoted one', 'provider_1.clientSecret: "abc~def"', ['abc~def']],
    ['one in a list', '[name provider_1.clientSecret] [value abc~def]', ['abc~def']],
    ['a password', 'provider_1.keyPassword=abc~def', ['abc~def']],
    [
      'what stands on a line that is not understood',
      'my client secret is abc~def~ghi',
      ['client', 'abc~def~ghi'],
    ],
  ])('%s is to be masked', (_, text, secrets) => {
    expect(parseProviderProperties(text).secrets).toEqual(expect.arrayContaining([secrets.at(-1)]))
  })

  test('there are none in ordinary properties', () => {
    expect(parseProviderProperties('provider_1.clientId=abc').secrets).toEqual([])
  })
})

test('every form of the same properties gives the same list', () => {
  const name = fc.stringMatching(/^provider_[1-9]\.[a-zA-Z]{1,12}$/)
  const value = fc.stringMatching(/^[A-Za-z0-9:/.?=&~-]{1,30}$/)
  const list = fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(list, (properties) => {
      const forms = [
        (key: string, text: string) => `${key}=${text}`,
        (key: string, text: string) => `${key}: ${text}`,
        (key: string, text: string) => `${key}\t${text}`,
        (key: string, text: string) => `| ${key} | ${text} |`,
        (key: string, text: string) => `[[name ${key}] [required false] [value ${text}]]`,
      ]
      for (const form of forms) {
        expect(pairs(properties.map(([key, text]) => form(key, text)).join('\n'))).toEqual(properties)
      }
    }),
    { numRuns: 200 },
  )
})

test('no text makes it throw, and every property comes from its line', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.stringMatching(/^([[\]|=:\t "a-z.\n_\\]|name|value|secret){0,60}$/),
  )
  fc.assert(
    fc.property(text, (pasted) => {
      const { properties, ignoredLines } = parseProviderProperties(pasted)
      const lines = pasted.split(/\r\n|\r|\n/).length
      for (const line of [...properties.map((property) => property.line), ...ignoredLines])
        expect(line).toBeLessThanOrEqual(lines)
    }),
    { numRuns: 1000 },
  )
})
