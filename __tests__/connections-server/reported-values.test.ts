import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isReportable, reportedValues } from '../../src/connections-server/reported-values.ts'

function values(json: unknown): Record<string, string[]> {
  return Object.fromEntries(
    [...reportedValues(json).values].map(([name, found]) => [name, [...found].toSorted()]),
  )
}

describe('a known name is found', () => {
  test.each([
    ['at the top', { AuthType: 'OAuth' }],
    ['in objects', { a: { b: { AuthType: 'OAuth' } } }],
    ['in lists', [[{ x: [{ AuthType: 'OAuth' }] }]]],
    ['with its value in a list', { AuthType: [['OAuth']] }],
    ['as a pair', { properties: [{ name: 'AuthType', value: 'OAuth', type: 'string' }] }],
    ['as a key whose value is a pair', { AuthType: { name: 'AuthType', value: 'OAuth' } }],
    ['twice with one value', [{ AuthType: 'OAuth' }, { AuthType: ' OAuth ' }]],
  ])('%s', (_, json) => {
    expect(values(json)).toEqual({ 'SecuritySettings/AuthType': ['OAuth'] })
  })

  test('with each of its values', () => {
    expect(values([{ AuthType: 'OAuth' }, { name: 'AuthType', value: 'Form' }])).toEqual({
      'SecuritySettings/AuthType': ['Form', 'OAuth'],
    })
  })

  test.each([
    [{ OAuthScopes: ['openid', 'email'] }],
    [{ OAuthScopes: [['openid', 'email']] }],
    [{ name: 'OAuthScopes', value: ['openid', 'email'] }],
    [{ OAuthScopes: ['openid email'] }],
  ])('with the scopes as one value, also where they are a list: %j', (json) => {
    expect(values(json)).toEqual({ 'SecuritySettings/OAuthScopes': ['openid email'] })
  })

  test('with numbers and truth values as text', () => {
    expect(values({ OAuthClientId: 7, AuthType: false })).toEqual({
      'SecuritySettings/OAuthClientId': ['7'],
      'SecuritySettings/AuthType': ['false'],
    })
  })
})

describe('enabled', () => {
  test.each([
    [{ SecuritySettings: { enabled: true } }],
    [{ SecuritySettings: [{ '@enabled': 'true' }] }],
    [{ a: [{ SecuritySettings: { name: 'enabled', value: 'true' } }] }],
    [{ name: 'SecuritySettings', value: { enabled: 'true' } }],
  ])('counts inside of SecuritySettings: %j', (json) => {
    expect(values(json)).toEqual({ 'SecuritySettings/@enabled': ['true'] })
  })

  test.each([
    [{ enabled: true }],
    [{ Push: { enabled: true } }],
    [{ SecuritySettings: { Push: { enabled: true } } }],
  ])('is another one elsewhere: %j', (json) => {
    expect(values(json)).toEqual({})
  })
})

test.each([
  [{ authtype: 'OAuth' }],
  [{ 'OAuth AuthType': 'OAuth' }],
  [{ AuthType: null }],
  [{ AuthType: {} }],
  [{ name: 'AuthType' }],
  [{ name: 'AuthType', value: null }],
  [{ name: 1, value: 'AuthType' }],
  [null],
  ['AuthType'],
])('nothing is found in %j', (json) => {
  expect(values(json)).toEqual({})
})

describe('hostile JSON', () => {
  test('that is nested as deep as it gets is walked through', () => {
    const depth = 45_000
    const [opened, closed] = ['{"a":['.repeat(depth), ']}'.repeat(depth)]
    const text = `${opened}{"AuthType":"OAuth"}${closed}`
    expect(values(JSON.parse(text))).toEqual({ 'SecuritySettings/AuthType': ['OAuth'] })
  })

  test('that is huge is given up', () => {
    expect(reportedValues(Array(100_001).fill(0)).isComplete).toBe(false)
    expect(reportedValues(Array(1000).fill({ a: 1 })).isComplete).toBe(true)
  })

  test('with names of prototypes changes nothing', () => {
    const json = JSON.parse(
      '{"__proto__":{"AuthType":"Form"},"constructor":{"prototype":{"enabled":1}},"toString":"x"}',
    )
    expect(values(json)).toEqual({ 'SecuritySettings/AuthType': ['Form'] })
    expect({}).not.toHaveProperty('AuthType')
  })

  test('of any kind is no error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(reportedValues(json).isComplete).toBe(true)
      }),
    )
  })
})

test.each([
  ['SecuritySettings/AuthType', true],
  ['SecuritySettings/OAuthAuthorizationURL_Parameters', true],
  ['SecuritySettings/@enabled', true],
  ['SecuritySettings/enabled', false],
  ['SecuritySettings/TermsOfUsageURL', false],
  ['SecuritySettings/AuthType/@a', false],
  ['SecuritySettings', false],
  ['Push/@enabled', false],
  ['AuthType', false],
])('whether a server may report %s: %s', (setting, expected) => {
  expect(isReportable(setting)).toBe(expected)
})
