import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { callbackPaths, identifiesByEmail, parseProviderProperties } from '../../src/desired-state/index.ts'

const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
const table = readFileSync(join(import.meta.dirname, '../fixtures/table-1-as-printed.tsv'), 'utf8')
const paths = (text: string) =>
  callbackPaths(parseProviderProperties(text).properties, CLIENT).map(
    ({ provider, path }) => `${provider} ${path}`,
  )

describe('the callback path of a provider', () => {
  const VENDOR = [
    'provider_1 /oidcclient_apps/azuread',
    'provider_2 /oidcclient_infra/azuread',
    'provider_3 /oidcclient_push/azuread',
    'provider_4 /oidcclient_util/azuread',
  ]
  test("is its callbackServletContext and its identifier, for each provider of the vendor's table", () => {
    expect(paths(table.replaceAll('{client_id}', CLIENT.toUpperCase()))).toEqual(VENDOR)
  })

  test('does not need the placeholders of the table to be replaced', () => {
    expect(paths(table)).toEqual(VENDOR)
  })

  test("starts with WebSphere's /oidcclient where there is no context, and has one slash between its parts", () => {
    expect(paths('provider_1.identifier=a')).toEqual(['provider_1 /oidcclient/a'])
    expect(paths('provider_1.identifier=a\nprovider_1.callbackServletContext=oidc//x/')).toEqual([
      'provider_1 /oidc/x/a',
    ])
    expect(paths('provider_1.identifier=a\nprovider_1.callbackServletContext=/')).toEqual(['provider_1 /a'])
  })

  test.each([
    [
      'whose identifier was not pasted',
      'provider_1.clientId=x\nprovider_1.callbackServletContext=/oidcclient',
    ],
    ['whose identifier is a placeholder', 'provider_1.identifier={id}'],
    ['of another application', 'provider_1.identifier=a\nprovider_1.clientId=connections-in-keycloak'],
  ])('is not known for a provider %s', (_, text) => {
    expect(paths(text)).toEqual([])
  })

  test('is told once, by the first line, where lines are repeated', () => {
    expect(paths('provider_1.identifier=a\nprovider_1.identifier=b')).toEqual(['provider_1 /oidcclient/a'])
  })
})

describe('people are found by their email', () => {
  const byEmail = (text: string) => identifiesByEmail(parseProviderProperties(text).properties, 'provider_1')
  test.each([
    ["as in the vendor's table", table, true],
    ['where nothing was pasted', '', true],
    ['where four lines were pasted and userIdentifier is not among them', 'provider_1.clientId=x', true],
    ['but not by another claim', 'provider_1.userIdentifier=upn', false],
    [
      "but not by another provider's",
      'provider_1.userIdentifier=upn\nprovider_2.userIdentifier=email',
      false,
    ],
    [
      "but by WebSphere's own claim where the whole provider was pasted without one",
      'provider_1.interceptedPathFilter=/mobile/.*',
      false,
    ],
  ])('%s', (_, text, isSo) => {
    expect(byEmail(text)).toBe(isSo)
  })
})
