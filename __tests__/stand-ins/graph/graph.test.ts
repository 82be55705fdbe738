import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ClientApplication } from '../entra/index.ts'
import { useAzure } from '../use-azure.ts'
import { badGateway, permissions, type Registration, serverError, throttled } from './index.ts'

const azure = useAzure()
const MOBILE = 'com.ibm.ibmscp://com.ibm.mobile.connections/token'

let writer: ClientApplication
beforeAll(() => {
  writer = client('Application.ReadWrite.All')
})

function client(...roles: string[]): ClientApplication {
  return azure().entra.addApplication({ tenant: azure().tenant.id, roles })
}

interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it
  readonly body: any
}

async function call(
  method: string,
  path: string,
  { as = writer, body, ...rest }: { as?: ClientApplication; body?: unknown; token?: string } = {},
): Promise<Answer> {
  const { entra, graph } = azure()
  const token = rest.token ?? (await entra.accessToken({ application: as, audience: graph.url, method: '1' }))
  const response = await fetch(`${graph.url}/v1.0${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

const byAppId = ({ appId }: Registration) => `/applications(appId='${appId}')`
const byId = ({ id }: Registration) => `/applications/${id}`

describe('reading an application', () => {
  test('answers what was selected, by client ID', async () => {
    const registration = azure().graph.addApplication({ publicClient: { redirectUris: [MOBILE] } })
    const { status, body } = await call('GET', `${byAppId(registration)}?$select=id,publicClient`)
    expect(status).toBe(200)
    expect(body).toEqual({
      '@odata.context': `${azure().graph.url}/v1.0/$metadata#applications(id,publicClient)/$entity`,
      id: registration.id,
      publicClient: { redirectUris: [MOBILE] },
    })
  })

  test('answers every property without a selection, by object ID', async () => {
    const registration = azure().graph.addApplication()
    const { body } = await call('GET', byId(registration))
    expect(body).toMatchObject(registration.application)
    expect(body.isFallbackPublicClient).toBeNull()
  })

  test.each(['Application.Read.All', 'Application.ReadWrite.All', 'Application.ReadWrite.OwnedBy'])(
    'is allowed with %s',
    async (role) => {
      const registration = azure().graph.addApplication()
      expect((await call('GET', byId(registration), { as: client(role) })).status).toBe(200)
    },
  )

  test('is refused without a permission', async () => {
    const registration = azure().graph.addApplication()
    const { status, headers, body } = await call('GET', byId(registration), { as: client('User.Read.All') })
    expect(status).toBe(403)
    expect(body).toEqual({
      error: {
        code: 'Authorization_RequestDenied',
        message: 'Insufficient privileges to complete the operation.',
        innerError: {
          date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
          'request-id': headers.get('request-id'),
          'client-request-id': headers.get('client-request-id'),
        },
      },
    })
  })

  test('of one that is not there answers 404', async () => {
    const appId = randomUUID()
    expect(await call('GET', `/applications(appId='${appId}')`)).toMatchObject({
      status: 404,
      body: {
        error: {
          code: 'Request_ResourceNotFound',
          message: `Resource '${appId}' does not exist or one of its queried reference-property objects are not present.`,
        },
      },
    })
  })

  test('of one of another tenant answers 404', async () => {
    const registration = azure().graph.addApplication({}, { tenant: randomUUID() })
    expect((await call('GET', byAppId(registration))).status).toBe(404)
  })

  test.each([
    [
      'an unknown property',
      (own: Registration) => `${byId(own)}?$select=id,redirects`,
      'BadRequest',
      /named 'redirects'/,
    ],
    [
      'a property of beta',
      (own: Registration) => `${byId(own)}?$select=id,authenticationBehaviors`,
      'BadRequest',
      /named 'authenticationBehaviors'/,
    ],
    [
      'a malformed client ID',
      () => "/applications(appId='connections')",
      'Request_BadRequest',
      /property 'appId'/,
    ],
    [
      'a malformed object ID',
      () => '/applications/connections',
      'Request_BadRequest',
      /Invalid object identifier/,
    ],
  ])('refuses %s', async (_, path, code, message) => {
    const { status, body } = await call('GET', path(azure().graph.addApplication()))
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ code, message: expect.stringMatching(message) })
  })
})

describe('an access token', () => {
  const grant = () => ({ application: writer, audience: azure().graph.url, method: '1' as const })
  const now = Math.floor(Date.now() / 1000)

  test.each([
    [
      'that has expired',
      () => azure().entra.accessToken(grant(), { exp: now - 1 }),
      'Lifetime validation failed',
    ],
    [
      'for another address',
      () => azure().entra.accessToken({ ...grant(), audience: 'https://graph.microsoft.com' }),
      'Invalid audience',
    ],
    [
      'that was tampered with',
      async () => {
        const [header, , signature] = (await azure().entra.accessToken(grant())).split('.')
        const [, payload] = (await azure().entra.accessToken(grant(), { roles: [] })).split('.')
        return `${header}.${payload}.${signature}`
      },
      'Access token validation failure.',
    ],
    ['that is none', async () => 'secret', 'IDX14100'],
  ])('%s is refused', async (_, token, message) => {
    const registration = azure().graph.addApplication()
    const { status, body } = await call('GET', byId(registration), { token: await token() })
    expect(status).toBe(401)
    expect(body.error.code).toBe('InvalidAuthenticationToken')
    expect(body.error.message).toContain(message)
  })
})

describe('changing an application', () => {
  test('answers 204 without a body and leaves every other property as it was', async () => {
    const registration = azure().graph.addApplication()
    const before = registration.application
    const patch = { publicClient: { redirectUris: [MOBILE] }, isFallbackPublicClient: true }
    expect(await call('PATCH', byId(registration), { body: patch })).toMatchObject({ status: 204, body: '' })
    expect(registration.application).toEqual({ ...before, ...patch })
  })

  test('replaces the whole list of redirect URIs', async () => {
    const registration = azure().graph.addApplication({
      publicClient: { redirectUris: ['https://old.example'] },
    })
    await call('PATCH', byAppId(registration), { body: { publicClient: { redirectUris: [MOBILE] } } })
    expect(registration.application['publicClient']).toEqual({ redirectUris: [MOBILE] })
  })

  test('replaces a whole complex property: what is left out is unset', async () => {
    const registration = azure().graph.addApplication()
    await call('PATCH', byId(registration), { body: { web: { logoutUrl: 'https://acme.example/bye' } } })
    expect(registration.application['web']).toEqual({
      homePageUrl: null,
      logoutUrl: 'https://acme.example/bye',
      redirectUris: [],
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
      redirectUriSettings: [],
    })
  })

  test('is refused for a redirect URI that stands under another platform, and changes nothing', async () => {
    const registration = azure().graph.addApplication({ spa: { redirectUris: ['https://acme.example/a'] } })
    const before = registration.application
    const { status, body } = await call('PATCH', byId(registration), {
      body: { isFallbackPublicClient: true, publicClient: { redirectUris: ['https://acme.example/a'] } },
    })
    expect(status).toBe(400)
    expect(body.error).toMatchObject({
      code: 'Request_BadRequest',
      message: 'Redirect URIs must have distinct values.',
    })
    expect(registration.application).toEqual(before)
  })

  test.each([
    ['a relative address', 'publicClient', 'token'],
    ['a wildcard', 'publicClient', 'https://*.acme.example/a'],
    ['a fragment', 'publicClient', 'https://acme.example/#a'],
    ['a script', 'publicClient', 'javascript:alert(1)'],
    ['more than 256 characters', 'publicClient', `https://acme.example/${'a'.repeat(236)}`],
    ['plain HTTP', 'web', 'http://acme.example/a'],
    ['an app scheme for a browser', 'spa', MOBILE],
  ])('is refused for %s', async (_, platform, uri) => {
    const registration = azure().graph.addApplication()
    const body = { [platform]: { redirectUris: [uri] } }
    expect(await call('PATCH', byId(registration), { body })).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'Request_BadRequest',
          message: `Invalid value specified for property '${platform}' of resource 'Application'.`,
        },
      },
    })
  })

  test.each([
    ['an app scheme', 'publicClient', MOBILE],
    ['loopback', 'publicClient', 'http://localhost'],
    ['256 characters', 'publicClient', `https://acme.example/${'a'.repeat(235)}`],
    ['loopback with a port', 'web', 'http://localhost:3000/a'],
    ['HTTPS', 'spa', 'https://acme.example/b'],
  ])('is accepted for %s', async (_, platform, uri) => {
    const registration = azure().graph.addApplication()
    const body = { [platform]: { redirectUris: [uri] } }
    expect((await call('PATCH', byId(registration), { body })).status).toBe(204)
  })

  test('is refused for more than 256 redirect URIs over all platforms', async () => {
    const web = { redirectUris: Array.from({ length: 256 }, (_, index) => `https://acme.example/${index}`) }
    const registration = azure().graph.addApplication({ web })
    const body = { publicClient: { redirectUris: [MOBILE] } }
    expect(await call('PATCH', byId(registration), { body })).toMatchObject({
      status: 400,
      body: { error: { code: 'Directory_ResourceSizeExceeded' } },
    })
  })

  test('completes optional claims, keeps delegated permissions, and answers null for claims that are unset', async () => {
    const registration = azure().graph.addApplication()
    const requiredResourceAccess = permissions(['openid'])
    const optionalClaims = { accessToken: [{ name: 'email' }] }
    const select = `${byId(registration)}?$select=optionalClaims,requiredResourceAccess`
    await call('PATCH', byId(registration), { body: { optionalClaims, requiredResourceAccess } })
    expect((await call('GET', select)).body).toMatchObject({
      optionalClaims: {
        idToken: [],
        accessToken: [{ name: 'email', source: null, essential: false, additionalProperties: [] }],
        saml2Token: [],
      },
      requiredResourceAccess,
    })
    await call('PATCH', byId(registration), { body: { optionalClaims: null } })
    expect((await call('GET', select)).body.optionalClaims).toBeNull()
  })

  test.each([
    ['optionalClaims', []],
    ['optionalClaims', { accessToken: {} }],
    ['optionalClaims', { accessToken: ['email'] }],
    ['optionalClaims', { accessToken: [{ essential: true }] }],
    ['optionalClaims', { accessToken: [{ name: 'email', essential: 'yes' }] }],
    ['requiredResourceAccess', null],
    ['requiredResourceAccess', {}],
    ['requiredResourceAccess', [{ resourceAccess: [] }]],
    ['requiredResourceAccess', [{ resourceAppId: 'Graph', resourceAccess: [] }]],
    ['requiredResourceAccess', [{ resourceAppId: randomUUID(), resourceAccess: [{ id: 'email' }] }]],
    [
      'requiredResourceAccess',
      [{ resourceAppId: randomUUID(), resourceAccess: [{ id: randomUUID(), type: 'Delegated' }] }],
    ],
  ])('is refused for a malformed "%s": %j', async (name, value) => {
    const answer = await call('PATCH', byId(azure().graph.addApplication()), { body: { [name]: value } })
    expect(answer.body.error).toMatchObject({
      code: 'Request_BadRequest',
      message: `Invalid value specified for property '${name}' of resource 'Application'.`,
    })
  })

  test.each([
    [
      'an unknown property',
      { redirectUris: [MOBILE] },
      /'redirectUris' does not exist on type 'microsoft\.graph\.application'/,
    ],
    [
      'an unknown member',
      { publicClient: { uris: [] } },
      /'uris' does not exist on type 'microsoft\.graph\.publicClient/,
    ],
    ['a property that is read-only', { appId: randomUUID() }, /'appId' is read-only/],
    ['a value of another type', { isFallbackPublicClient: 'true' }, /property 'isFallbackPublicClient'/],
    ['nothing where something must be', { publicClient: null }, /property 'publicClient'/],
  ])('is refused for %s', async (_, body, message) => {
    const answer = await call('PATCH', byId(azure().graph.addApplication()), { body })
    expect(answer.status).toBe(400)
    expect(answer.body.error).toMatchObject({
      code: 'Request_BadRequest',
      message: expect.stringMatching(message),
    })
  })

  const patch = { isFallbackPublicClient: true }
  test('is refused with a permission to read only', async () => {
    const registration = azure().graph.addApplication()
    const as = client('Application.Read.All')
    expect((await call('PATCH', byId(registration), { as, body: patch })).status).toBe(403)
  })

  test('of an application that one does not own is refused with OwnedBy, and allowed to its owner', async () => {
    const as = client('Application.ReadWrite.OwnedBy')
    const registration = azure().graph.addApplication()
    expect((await call('PATCH', byId(registration), { as, body: patch })).status).toBe(403)
    registration.owners = [as.clientId]
    expect((await call('PATCH', byId(registration), { as, body: patch })).status).toBe(204)
  })

  test('takes another content type for a violation', async () => {
    const { graph, entra } = azure()
    const registration = graph.addApplication()
    const token = await entra.accessToken({ application: writer, audience: graph.url, method: '1' })
    const response = await fetch(`${graph.url}/v1.0${byId(registration)}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
      body: '{}',
    })
    expect(response.status).toBe(400)
    expect(graph.violations.splice(0)).toEqual(['a PATCH as text/plain'])
  })
})

describe('a Graph that is told to', () => {
  const patch = { isFallbackPublicClient: true }
  const isPublic = async (registration: Registration) =>
    (await call('GET', `${byId(registration)}?$select=isFallbackPublicClient`)).body.isFallbackPublicClient

  test('be eventually consistent answers the old state to so many reads after a change', async () => {
    const registration = azure().graph.addApplication()
    registration.staleReads = 2
    await call('PATCH', byId(registration), { body: patch })
    registration.staleReads = 0
    expect([
      await isPublic(registration),
      await isPublic(registration),
      await isPublic(registration),
    ]).toEqual([null, null, true])
  })

  test('ignore changes accepts them and never has them', async () => {
    const registration = azure().graph.addApplication()
    registration.ignoresPatches = true
    expect((await call('PATCH', byId(registration), { body: patch })).status).toBe(204)
    registration.ignoresPatches = false
    expect(await isPublic(registration)).toBeNull()
  })

  test.each([
    ['throttle', throttled({ retryAfter: 3 }), 429, '3'],
    ['throttle without a time', throttled(), 429, null],
    ['fail', serverError(), 503, null],
    ['stand behind a broken gateway', badGateway(), 502, null],
  ])('%s does so for as many requests as it is told', async (_, fault, status, retryAfter) => {
    const registration = azure().graph.addApplication()
    azure().graph.next(1, fault)
    const answer = await call('GET', byId(registration))
    expect(answer.status).toBe(status)
    expect(answer.headers.get('retry-after')).toBe(retryAfter)
    expect((await call('GET', byId(registration))).status).toBe(200)
  })

  test('serve an unknown route refuses and notes the violation', async () => {
    expect((await call('GET', '/users')).status).toBe(400)
    expect((await call('DELETE', byId(azure().graph.addApplication()))).status).toBe(400)
    expect(azure().graph.violations.splice(0)).toEqual([
      'unknown route GET /v1.0/users',
      expect.stringMatching(/^unknown route DELETE \/v1\.0\/applications\//),
    ])
  })
})
