import { describe, expect, test } from 'vitest'
import { readEndpoint } from '../../src/desired-state/endpoint.ts'
import { type Endpoint, parseProviderProperties } from '../../src/desired-state/index.ts'
import {
  type RegistrationInputs,
  type RegistrationRequest,
  type RegistrationRequestResult,
  registrationRequest,
} from '../../src/entra/request.ts'
import { type Problem, ProblemsError } from '../../src/problems.ts'
import { NO_VALUES } from '../desired-state/no-values.ts'
import { CLIENT, MOBILE } from './registrations.ts'

const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
const inputs: RegistrationInputs = {
  reconcile: 'check',
  tenantId: '',
  clientId: CLIENT,
  credential: { kind: 'federated' },
  authority: '',
  graphUrl: '',
}

const others = { redirectUris: [MOBILE], values: NO_VALUES, connectionsUrl: '' }

function made(result: RegistrationRequestResult): RegistrationRequest {
  if (!result.ok) throw new ProblemsError(result.problems)
  return result.request
}

function problemsOf(result: RegistrationRequestResult): readonly Problem[] {
  expect(result.ok).toBe(false)
  return result.ok ? [] : result.problems
}

function request(more: Partial<typeof inputs> = {}, host = 'login.microsoftonline.com', tenant = TENANT) {
  const value = `https://${host}/${tenant}/oauth2/v2.0/authorize`
  const authorize = readEndpoint('authorize', { value, source: 'test' }) as Endpoint
  const signIn = { clientId: CLIENT, scopes: ['openid'], authorize, token: undefined }
  return registrationRequest({ ...inputs, ...more }, signIn, others)
}

describe('the cloud', () => {
  test.each([
    ['login.microsoftonline.com', 'https://login.microsoftonline.com', 'https://graph.microsoft.com'],
    ['login.windows.net', 'https://login.microsoftonline.com', 'https://graph.microsoft.com'],
    ['login.microsoft.com', 'https://login.microsoftonline.com', 'https://graph.microsoft.com'],
    ['sts.windows.net', 'https://login.microsoftonline.com', 'https://graph.microsoft.com'],
    ['login.microsoftonline.us', 'https://login.microsoftonline.us', 'https://graph.microsoft.us'],
    ['login.usgovcloudapi.net', 'https://login.microsoftonline.us', 'https://graph.microsoft.us'],
    [
      'login.chinacloudapi.cn',
      'https://login.partner.microsoftonline.cn',
      'https://microsoftgraph.chinacloudapi.cn',
    ],
    ['contoso.ciamlogin.com', 'https://login.microsoftonline.com', 'https://graph.microsoft.com'],
  ])('of the endpoints on %s is followed', (host, authority, graphUrl) => {
    expect(made(request({}, host)).identity).toMatchObject({ authority, graphUrl })
  })

  test('is signed in to at its current host, also where an input names another one of it', () => {
    expect(made(request({ authority: 'https://sts.windows.net' })).identity.authority).toBe(
      'https://login.microsoftonline.com',
    )
  })

  test.each([
    [{ authority: 'https://login.microsoftonline.us' }, 'https://graph.microsoft.us'],
    [{ graphUrl: 'https://graph.microsoft.us' }, 'https://graph.microsoft.us'],
    [{ authority: 'https://login.test', graphUrl: 'https://graph.test' }, 'https://graph.test'],
    [{ graphUrl: 'https://graph.test' }, 'https://graph.test'],
  ])('of the inputs %j goes first', (more, graphUrl) => {
    expect(made(request(more, 'login.microsoftonline.us')).identity.graphUrl).toBe(graphUrl)
  })

  test.each([
    [{ authority: 'https://login.microsoftonline.us' }, 'input azure-authority-host'],
    [{ graphUrl: 'https://graph.microsoft.us' }, 'input azure-authority-host'],
    [
      { authority: 'https://login.microsoftonline.com', graphUrl: 'https://graph.microsoft.us' },
      'input graph-url',
    ],
  ])('of the inputs %j has to be the one of the endpoints, and one', (more, where) => {
    expect(problemsOf(request(more))).toMatchObject([{ where }])
  })

  test('of an unknown login host does not tell where Graph is', () => {
    expect(problemsOf(request({ authority: 'https://login.test' }))).toEqual([
      {
        where: 'input graph-url',
        what: 'It is not known where Microsoft Graph is for "https://login.test".',
        cure: 'Set graph-url as well.',
      },
    ])
  })
})

describe('the tenant', () => {
  test('is the input, else the one of the endpoints', () => {
    expect(made(request({ tenantId: 'contoso.example' })).identity.tenantId).toBe('contoso.example')
    expect(made(request()).identity.tenantId).toBe(TENANT)
  })

  test.each(['common', 'organizations'])('can not be %s', (tenant) => {
    expect(problemsOf(request({}, 'login.microsoftonline.com', tenant))).toMatchObject([
      { what: `"${tenant}" is not one tenant, so it is not known where the app registration is.` },
    ])
  })

  const withAuthorize = (authorize: Endpoint | undefined) =>
    problemsOf(
      registrationRequest(inputs, { clientId: CLIENT, scopes: [], authorize, token: undefined }, others),
    )

  test('has to be known', () => {
    const value = 'https://idp.example.com/auth'
    const authorize = readEndpoint('authorize', { value, source: 'x' }) as Endpoint
    expect(withAuthorize(authorize)).toMatchObject([
      { what: 'It is not known in which tenant the app registration is.' },
    ])
  })

  test('is not asked for where the endpoints are missing too, which is told already', () => {
    expect(withAuthorize(undefined)).toEqual([])
  })
})

test('without a usable credential there is no request, and what is wrong with it is told already', () => {
  expect(request({ credential: undefined })).toEqual({ ok: false, problems: [] })
})

test('the caller has to be named', () => {
  expect(problemsOf(request({ clientId: '' }))).toMatchObject([{ where: 'input azure-client-id' }])
})

test('a client ID that is not of Entra has no app registration', () => {
  const signIn = { clientId: 'connections', scopes: [], authorize: undefined, token: undefined }
  expect(problemsOf(registrationRequest({ ...inputs, tenantId: TENANT }, signIn, others))).toMatchObject([
    { where: 'input azure-reconcile' },
  ])
})

test("Keycloak's endpoints leave no app registration to look at, and nothing else is asked for", () => {
  const value = 'https://sso.example.com/realms/connections/protocol/openid-connect/auth'
  const authorize = readEndpoint('authorize', { value, source: 'test' }) as Endpoint
  const signIn = { clientId: 'connections_social_mobile', scopes: [], authorize, token: undefined }
  expect(problemsOf(registrationRequest({ ...inputs, clientId: '' }, signIn, others))).toEqual([
    {
      where: 'input azure-reconcile',
      what: 'The apps sign in at "sso.example.com", so there is no app registration to look at.',
      cure: 'Leave azure-reconcile out, or set client-id to the ID of the application in Entra.',
    },
  ])
})

test.each([
  [CLIENT, []],
  ['', [{ where: 'input azure-reconcile' }]],
])('an address of the customer may be Entra where the client ID is a GUID: "%s"', (clientId, problems) => {
  const value = 'https://login.acme.example/authorize'
  const authorize = readEndpoint('authorize', { value, source: 'test' }) as Endpoint
  const signIn = { clientId, scopes: [], authorize, token: undefined }
  const result = registrationRequest({ ...inputs, tenantId: TENANT }, signIn, others)
  expect(result).toMatchObject(problems.length > 0 ? { ok: false, problems } : { ok: true })
})

test('how WebSphere signs people in follows from the provider properties and connections-url', () => {
  const pasted = 'provider_2.identifier=azuread\nprovider_2.userIdentifier=upn'
  const values = { providerProperties: parseProviderProperties(pasted), providerId: 'provider_2' }
  const signIn = { clientId: CLIENT, scopes: [], authorize: undefined, token: undefined }
  const relyingParty = (connectionsUrl: string) =>
    made(registrationRequest({ ...inputs, tenantId: TENANT }, signIn, { ...others, values, connectionsUrl }))
      .relyingParty
  expect(relyingParty('https://Connections.example.com:443/mobile')).toEqual({
    callbacks: [{ provider: 'provider_2', path: '/oidcclient/azuread' }],
    host: 'connections.example.com',
    identifiesByEmail: false,
  })
  expect(relyingParty('').host).toBeUndefined()
})
