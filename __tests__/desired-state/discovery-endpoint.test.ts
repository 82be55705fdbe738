import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { desiredState, parseProviderProperties, type ValueInputs } from '../../src/desired-state/index.ts'
import { problemText } from '../../src/problems.ts'
import { NO_VALUES } from './no-values.ts'

const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
const LOGIN = 'https://login.microsoftonline.com'
const KEYCLOAK = 'https://sso.example.com/realms/connections'
const DOCUMENT = '.well-known/openid-configuration'

function stateOf(address: string, given: Partial<ValueInputs> = {}, more = '') {
  const properties = `provider_1.discoveryEndpointUrl=${address}\nprovider_1.useDiscovery=true\n${more}`
  const providerProperties = parseProviderProperties(properties)
  return desiredState({ ...NO_VALUES, clientId: CLIENT, scope: 'openid', providerProperties, ...given })
}
function endpointsOf(...given: Parameters<typeof stateOf>): (string | undefined)[] {
  const { authorize, token } = stateOf(...given).signIn
  return [authorize?.value, token?.value]
}
const problemsOf = (...given: Parameters<typeof stateOf>) => stateOf(...given).problems.map(problemText)

describe('discoveryEndpointUrl gives the endpoints', () => {
  test.each([
    [`${LOGIN}/${TENANT}/v2.0/${DOCUMENT}`, `${LOGIN}/${TENANT}/oauth2/v2.0/`, 'authorize'],
    [`${LOGIN}/${TENANT}/v2.0/${DOCUMENT}?appid=${CLIENT}`, `${LOGIN}/${TENANT}/oauth2/v2.0/`, 'authorize'],
    [`${LOGIN}/contoso.com/${DOCUMENT}`, `${LOGIN}/contoso.com/oauth2/`, 'authorize'],
    [
      `https://login.microsoftonline.us/${TENANT}/v2.0/${DOCUMENT}`,
      `https://login.microsoftonline.us/${TENANT}/oauth2/v2.0/`,
      'authorize',
    ],
    [
      `https://acme.b2clogin.com/acme.onmicrosoft.com/b2c_1_in/v2.0/${DOCUMENT}`,
      'https://acme.b2clogin.com/acme.onmicrosoft.com/b2c_1_in/oauth2/v2.0/',
      'authorize',
    ],
    [`${KEYCLOAK}/${DOCUMENT}`, `${KEYCLOAK}/protocol/openid-connect/`, 'auth'],
    [
      `https://sso.example.com:8443/auth/realms/a%20b/${DOCUMENT}`,
      'https://sso.example.com:8443/auth/realms/a%20b/protocol/openid-connect/',
      'auth',
    ],
  ])('%s', (address, base, authorize) => {
    expect(problemsOf(address)).toEqual([])
    expect(endpointsOf(address)).toEqual([`${base}${authorize}`, `${base}token`])
    const { source } = stateOf(address).signIn.token!
    expect(source).toBe('provider_1.discoveryEndpointUrl')
  })

  test('where the policy of Azure AD B2C is a parameter, it stays one', () => {
    const b2c = 'https://acme.b2clogin.com/acme.onmicrosoft.com'
    expect(endpointsOf(`${b2c}/v2.0/${DOCUMENT}?appid=x&p=b2c_1_in`)).toEqual([
      `${b2c}/oauth2/v2.0/authorize?p=b2c_1_in`,
      `${b2c}/oauth2/v2.0/token?p=b2c_1_in`,
    ])
  })

  test("from HCL's automation, which sets nothing else", () => {
    const text = readFileSync(join(import.meta.dirname, '../fixtures/ansible-interceptor.txt'), 'utf8')
    const filled = text
      .replaceAll('{keycloak_server}', 'sso.example.com')
      .replaceAll('{realm}', 'connections')
    const { problems, settings } = desiredState({
      ...NO_VALUES,
      providerProperties: parseProviderProperties(filled),
      providerId: 'provider_3',
      clientId: 'connections_social_mobile',
    })
    expect(problems).toEqual([])
    expect(settings.map(({ value }) => value)).toEqual([
      'true',
      'OAuth',
      `${KEYCLOAK}/protocol/openid-connect/auth`,
      `${KEYCLOAK}/protocol/openid-connect/token`,
      'connections_social_mobile',
      'openid profile email',
    ])
  })
})

describe('discoveryEndpointUrl takes its place', () => {
  const address = `${LOGIN}/${TENANT}/v2.0/${DOCUMENT}`
  const [authorize, token] = ['authorize', 'token'].map((kind) => `${LOGIN}/${TENANT}/oauth2/v2.0/${kind}`)

  test('behind the inputs', () => {
    const own = `${LOGIN}/common/oauth2/v2.0/authorize`
    expect(endpointsOf(address, { authorizeEndpointUrl: own })).toEqual([own, token])
  })

  test('behind the properties of the endpoints', () => {
    const own = `${LOGIN}/common/oauth2/v2.0/token`
    expect(endpointsOf(address, {}, `provider_1.tokenEndpointUrl=${own}`)).toEqual([authorize, own])
  })

  test('before the tenant', () => {
    const state = stateOf(address, { tenantId: 'common' })
    expect(state.signIn.authorize?.value).toBe(authorize)
    expect(state.findings.map(({ id }) => id)).toEqual(['MSSO004'])
  })

  test('and none where useDiscovery is false', () => {
    const providerProperties = parseProviderProperties(
      `provider_1.discoveryEndpointUrl=${address}\nprovider_1.useDiscovery=False`,
    )
    const { signIn } = stateOf(address, { providerProperties, tenantId: 'contoso.com' })
    expect(signIn.token?.source).toBe('input tenant-id')
  })
})

describe('discoveryEndpointUrl passes the same gate as an endpoint', () => {
  test.each([
    [`http://sso.example.com/realms/x/${DOCUMENT}`, 'does not start with https. Phones send'],
    [`https://user:pw@sso.example.com/realms/x/${DOCUMENT}`, 'The URL contains a user name or password.'],
    [`${LOGIN}/{tenant}/v2.0/${DOCUMENT}`, 'contains a placeholder.'],
    [
      `https://login.microsoftlonline.com/${TENANT}/v2.0/${DOCUMENT}`,
      `Did you mean "${LOGIN}/${TENANT}/v2.0/`,
    ],
    [`https://sso.example.com./realms/x/${DOCUMENT}`, 'sso.example.com'],
    [`https://sso.example.com/realms/x/${DOCUMENT}#here`, 'contains a fragment.'],
    [`https://sso.example.com/realms/\u200bx/${DOCUMENT}`, 'U+200B'],
    [`sso.example.com/realms/x/${DOCUMENT}`, 'is not an absolute URL.'],
    [`${LOGIN}/consumers/v2.0/${DOCUMENT}`, 'is for personal Microsoft accounts.'],
  ])('%s', (address, text) => {
    const told = problemsOf(address)
    expect(told).toEqual([expect.stringContaining(text)])
    expect(told[0]).toMatch(/^provider_1\.discoveryEndpointUrl: /)
    expect(told[0]).not.toContain('user:pw')
  })

  test.each([
    `https://idp.example.com/${DOCUMENT}`,
    `https://idp.example.com/oauth2/default/${DOCUMENT}`,
    `${LOGIN}/a/b/c/v2.0/${DOCUMENT}`,
    KEYCLOAK,
    `${KEYCLOAK}/protocol/openid-connect/auth`,
  ])('and an address whose endpoints are not known asks for them: %s', (address) => {
    const told = `provider_1.discoveryEndpointUrl: The endpoints cannot be derived from "${address}". Set authorize-endpoint-url and token-endpoint-url to authorization_endpoint and token_endpoint in the document at that address.`
    expect(problemsOf(address)).toEqual([told])
    const [authorizeEndpointUrl, tokenEndpointUrl] = ['a', 't'].map(
      (path) => `https://idp.example.com/${path}`,
    )
    expect(problemsOf(address, { authorizeEndpointUrl: authorizeEndpointUrl! })).toEqual([told])
    expect(
      problemsOf(address, {
        authorizeEndpointUrl: authorizeEndpointUrl!,
        tokenEndpointUrl: tokenEndpointUrl!,
      }),
    ).toEqual([])
  })
})
