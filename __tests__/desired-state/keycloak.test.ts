import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  desiredState,
  parseProviderProperties,
  settingName,
  type ValueInputs,
} from '../../src/desired-state/index.ts'
import { problemText } from '../../src/problems.ts'
import { NO_VALUES } from './no-values.ts'

const REALM = 'https://sso.example.com/auth/realms/connections'
const OIDC = `${REALM}/protocol/openid-connect`

const table = (name: string) =>
  readFileSync(join(import.meta.dirname, '../fixtures', name), 'utf8')
    .replaceAll('{keycloak_server}', 'sso.example.com')
    .replaceAll('{realm}', 'connections')
    .replaceAll('{client_id}', 'connections_web')
    .replaceAll('{client_secret}', 'very-secret-indeed')

type Given = Partial<Omit<ValueInputs, 'providerProperties'>> & { properties?: string }
const stateOf = ({ properties = table('keycloak-corrected.tsv'), ...given }: Given = {}) =>
  desiredState({ ...NO_VALUES, providerProperties: parseProviderProperties(properties), ...given })
const valuesOf = (given?: Given) =>
  Object.fromEntries(
    stateOf(given).settings.map((setting) => [settingName(setting).split('/')[1], setting.value]),
  )
const problemsOf = (given?: Given) => stateOf(given).problems.map(problemText)

describe("with the vendor's Keycloak table", () => {
  test('the client ID comes from the input, and the scopes are as the vendor prints them', () => {
    const given = { clientId: 'connections_social_mobile' }
    expect(problemsOf(given)).toEqual([])
    expect(stateOf(given).findings).toEqual([])
    expect(stateOf(given).keptClientId).toBeUndefined()
    expect(valuesOf(given)).toEqual({
      '@enabled': 'true',
      AuthType: 'OAuth',
      OAuthAuthorizationURL: `${OIDC}/auth`,
      OAuthTokenURL: `${OIDC}/token`,
      OAuthClientId: 'connections_social_mobile',
      OAuthScopes: 'openid profile email',
    })
  })

  test("WebSphere's client is not written, and a notice names the property that was not used", () => {
    const { settings, signIn, findings, problems, keptClientId } = stateOf()
    expect(problems).toEqual([])
    expect(settings.map(settingName)).not.toContain('SecuritySettings/OAuthClientId')
    expect(JSON.stringify(settings)).not.toContain('connections_web')
    expect(signIn.clientId).toBeUndefined()
    expect(keptClientId).toEqual({ value: 'connections_web', source: 'provider_1.clientId' })
    expect(findings).toMatchObject([
      {
        id: 'MSSO130',
        severity: 'notice',
        where: 'provider_1.clientId',
        what: expect.stringContaining('provider_1.clientId was not used'),
        cure: expect.stringContaining('connections_social_mobile'),
      },
    ])
  })

  test('the scope follows from Keycloak where none is given', () => {
    const given = { properties: '', authorizeEndpointUrl: `${OIDC}/auth`, tokenEndpointUrl: `${OIDC}/token` }
    expect(problemsOf(given)).toEqual([])
    expect(valuesOf(given)).toMatchObject({ OAuthScopes: 'openid profile email' })
    expect(stateOf(given).findings).toMatchObject([{ id: 'MSSO130', where: 'input client-id' }])
  })

  test('a scope that asks for offline_access keeps it', () => {
    expect(valuesOf({ scope: 'openid offline_access email' })).toMatchObject({
      OAuthScopes: 'openid offline_access email',
    })
  })

  test('no text speaks of Entra', () => {
    const faults: Given[] = [
      {},
      { clientId: 'with blank' },
      { clientId: 'x', scope: 'a,b' },
      { properties: table('keycloak-corrected.tsv').replaceAll(/^provider_\d\.userIdentifier.*\n/gm, '') },
      { properties: table('keycloak-as-printed.tsv'), providerId: 'provider_3' },
      { properties: table('keycloak-as-printed.tsv').replaceAll('connections/protocol', '{realm}/protocol') },
      { properties: `provider_1.authorizeEndpointUrl=${OIDC}/auth` },
      { properties: `provider_1.tokenEndpointUrl=${OIDC}/token` },
      { tokenEndpointUrl: `${OIDC}/auth` },
      { authorizeEndpointUrl: `${OIDC}/token` },
      { authorizeEndpointUrl: 'sso.example.com/auth/realms/connections/protocol/openid-connect/auth' },
      { properties: table('keycloak-corrected.tsv').replaceAll(/^provider_1\.identifier.*\n/gm, '') },
    ]
    const told = faults.map((given) => {
      const { problems, findings } = stateOf(given)
      return [...problems.map(problemText), ...findings.map(({ title, what, cure }) => title + what + cure)]
    })
    expect(told.every((each) => each.length > 0)).toBe(true)
    expect(told.flat().join('\n')).not.toMatch(/entra|azure|microsoft|tenant/i)
  })
})

describe("an endpoint of Keycloak's", () => {
  test.each([
    ['tokenEndpointUrl', `${OIDC}/tokenn`, `${OIDC}/token`],
    ['authorizeEndpointUrl', `${OIDC}/authh`, `${OIDC}/auth`],
    ['authorizeEndpointUrl', `${OIDC}/authorize`, `${OIDC}/auth`],
    ['tokenEndpointUrl', `${OIDC}/certs`, `${OIDC}/token`],
    ['tokenEndpointUrl', `${OIDC}/token/introspect`, `${OIDC}/token`],
  ])('that Keycloak does not have is refused: %s %s', (input, address, meant) => {
    expect(problemsOf({ clientId: 'x', [input]: address })).toEqual([
      `input ${input === 'tokenEndpointUrl' ? 'token' : 'authorize'}-endpoint-url: "${address}" is not a Keycloak endpoint. Did you mean "${meant}"?`,
    ])
  })

  test.each([
    ['tokenEndpointUrl', `${OIDC}/auth`, 'authorization', `${OIDC}/token`],
    ['authorizeEndpointUrl', `${OIDC}/token?a=b`, 'token', `${OIDC}/auth?a=b`],
  ])('that is swapped is shown as it should be: %s %s', (input, address, is, meant) => {
    expect(problemsOf({ clientId: 'x', [input]: address })).toEqual([
      expect.stringContaining(`"${address}" is the ${is} endpoint. Did you mean "${meant}"?`),
    ])
  })

  test('of a provider of the table that has the slip is refused', () => {
    const given = { clientId: 'x', properties: table('keycloak-as-printed.tsv'), providerId: 'provider_3' }
    expect(problemsOf(given)).toEqual([expect.stringContaining(`Did you mean "${OIDC}/token"?`)])
  })
})

describe('with endpoints of another provider', () => {
  const other = {
    properties: 'provider_1.clientId=web\nprovider_1.scope=openid',
    authorizeEndpointUrl: 'https://connections.example.org/oauth2/endpoint/connectionsProvider/authorize',
    tokenEndpointUrl: 'https://connections.example.org/oauth2/endpoint/connectionsProvider/token',
  }

  test('the client ID of the properties is not written either', () => {
    expect(problemsOf(other)).toEqual([])
    expect(valuesOf(other)).not.toHaveProperty('OAuthClientId')
    expect(stateOf(other).findings.map(({ id }) => id)).toEqual(['MSSO130'])
  })
})

describe('who signs people in', () => {
  test.each([
    [{}, { kind: 'keycloak', name: 'Keycloak' }],
    [{ properties: '', tenantId: 'contoso.com', clientId: 'x' }, { kind: 'entra' }],
    [
      {
        properties: '',
        authorizeEndpointUrl: 'https://idp.example.com:8443/a',
        tokenEndpointUrl: 'https://idp.example.com:8443/t',
      },
      { kind: 'other', name: 'idp.example.com:8443' },
    ],
  ])('follows from the endpoints: %j', (given, provider) => {
    expect(stateOf(given).provider).toMatchObject(provider)
  })
})
