import { describe, expect, test } from 'vitest'
import type { Credential } from '../../src/entra/credential.ts'
import { readCertificateCredential } from '../../src/entra/credential.ts'
import { applyRegistration, planRegistration, type RegistrationWorld } from '../../src/entra/reconcile.ts'
import type { RegistrationRequest } from '../../src/entra/request.ts'
import { fetchWhole } from '../../src/network/index.ts'
import type { Application } from '../stand-ins/graph/index.ts'
import { useAzure } from '../stand-ins/use-azure.ts'
import { MOBILE, NO_PROPERTIES } from './registrations.ts'

const azure = useAzure()
const SECRET = 'Zt8~Q.client-secret-of-the-caller_4x'

/** A caller with an app registration, and what a run would ask for. */
function story(application: Application = {}, credential: Credential = { kind: 'secret', secret: SECRET }) {
  const { entra, graph, oidc, tenant, federatedCredentials } = azure()
  const caller = entra.addApplication({
    tenant: tenant.id,
    secrets: [{ value: SECRET, expires: new Date(Date.now() + 86_400_000) }],
    federatedCredentials,
    roles: ['Application.ReadWrite.OwnedBy'],
  })
  const registration = graph.addApplication(application, { owners: [caller.clientId] })
  const request: RegistrationRequest = {
    reconcile: 'apply',
    identity: {
      tenantId: tenant.id,
      clientId: caller.clientId,
      credential,
      authority: entra.url,
      graphUrl: graph.url,
    },
    signIn: { clientId: registration.appId, scopes: ['openid'], tenant: tenant.id, version: 'v2' },
    relyingParty: NO_PROPERTIES,
    wanted: { redirectUris: [MOBILE] },
  }
  const secrets: string[] = []
  const waits: number[] = []
  let changes = 0
  const world: RegistrationWorld = {
    fetch: fetchWhole,
    fetchOnce: fetchWhole,
    environment: oidc.environment,
    mask: (secret) => secrets.push(secret),
    wait: async (seconds) => {
      waits.push(seconds)
    },
    inDoubt: () => {},
    changed: () => {
      changes++
    },
  }
  return { caller, registration, request, world, secrets, waits, changes: () => changes }
}

async function failure(action: Promise<unknown>): Promise<string> {
  try {
    await action
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`
  }
  return 'did not fail'
}

describe('signing in', () => {
  test('with a secret or the token of the job reads the registration, and masks the access token', async () => {
    for (const credential of [{ kind: 'secret', secret: SECRET }, { kind: 'federated' }] as const) {
      const { request, world, registration, secrets } = story({}, credential)
      const planned = await planRegistration(request, world)
      expect(planned.registration.objectId).toBe(registration.id)
      expect(secrets.at(-1)).toMatch(/^eyJ/)
    }
  })

  test('with a certificate reads the registration', async () => {
    const { key, certificate } = await azure().authority.issue({ hosts: ['caller'], kind: 'client' })
    const credential = readCertificateCredential(`${key}${certificate}`, Date.now())
    if (!('kind' in credential)) throw new Error(credential.what)
    const { request, world, caller, registration } = story({}, credential)
    caller.certificates = [certificate]
    expect((await planRegistration(request, world)).registration.objectId).toBe(registration.id)
  })

  test('without the permission to ask for the token says which lines the job lacks', async () => {
    const { request, world } = story({}, { kind: 'federated' })
    for (const environment of [{}, { ...world.environment, ACTIONS_ID_TOKEN_REQUEST_URL: 'nonsense' }])
      expect(await failure(planRegistration(request, { ...world, environment }))).toContain('id-token: write')
  })

  test('says what is the matter with the OIDC endpoint', async () => {
    const { request, world } = story({}, { kind: 'federated' })
    const { oidc } = azure()
    const wrong = { ...world.environment, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'wrong' }
    expect(await failure(planRegistration(request, { ...world, environment: wrong }))).toContain(
      `The runner's OIDC endpoint ${oidc.url} answered with 401 but without a token.`,
    )
    oidc.next(1, { destroy: true })
    expect(await failure(planRegistration(request, world))).toContain(`${oidc.url} did not answer`)
    oidc.next(1, { status: 200, body: { value: 'nonsense' } })
    expect(await failure(planRegistration(request, world))).toMatch(/was refused: AADSTS50027/)
  })

  test('at a service that redirects goes no further: the credential stays', async () => {
    const { request, world } = story()
    const headers = { location: 'http://elsewhere.example/steal?x=1' }
    azure().entra.next(1, { status: 307, headers, body: {} })
    expect(await failure(planRegistration(request, world))).toContain(
      'redirects to http://elsewhere.example.',
    )
  })

  test('at a tenant that does not exist says so, although MSAL does not', async () => {
    const { request, world } = story()
    const identity = { ...request.identity, tenantId: 'no-such.example' }
    expect(await failure(planRegistration({ ...request, identity }, world))).toContain(
      'There is no tenant no-such.example at',
    )
  })

  test('at a service that is down or not well says that running again is safe', async () => {
    const { request, world } = story()
    const { entra } = azure()
    entra.next(1, { status: 503, body: { error: 'temporarily_unavailable' } })
    expect(await failure(planRegistration(request, world))).toContain(
      'answered with 503. Entra is having problems',
    )
    entra.next(1, { status: 502, body: '<html>Bad Gateway</html>' })
    expect(await failure(planRegistration(request, world))).toContain('The service is having problems')
    entra.next(1, { status: 200, body: '<html>Sign in</html>' })
    expect(await failure(planRegistration(request, world))).toContain('no proxy answers')
    entra.next(1, { destroy: true })
    expect(await failure(planRegistration(request, world))).toContain('did not answer: the connection broke')
  })

  test.each(['GET', 'POST'])('at a service that answers %s with nothing suspects a proxy', async (method) => {
    const { request, world } = story()
    const fetch: typeof fetchWhole = async (url, options) => {
      const answer = await fetchWhole(url, options)
      const empty: typeof answer = { ...answer, status: 204, text: async () => '', clone: () => empty }
      return options?.method === method ? empty : answer
    }
    expect(await failure(planRegistration(request, { ...world, fetch }))).toContain('no proxy answers')
  })

  test('at something that is not Entra fails with what MSAL says', async () => {
    const { request, world } = story()
    azure().entra.next(1, { status: 200, body: { hello: 'world' } })
    expect(await failure(planRegistration(request, world))).toMatch(
      /The sign-in at .* failed: .*Check azure-/,
    )
  })
})

describe('reading and writing', () => {
  test('a registration that is as wanted is not written', async () => {
    const { request, world, changes } = story({
      publicClient: { redirectUris: [MOBILE] },
      isFallbackPublicClient: true,
    })
    const planned = await planRegistration(request, world)
    expect(planned.plan.patch).toBeUndefined()
    await applyRegistration(planned, request, world)
    expect(changes()).toBe(0)
  })

  test('what is missing is written, and looked at until it shows', async () => {
    const { request, world, registration, waits, changes } = story()
    registration.staleReads = 2
    await applyRegistration(await planRegistration(request, world), request, world)
    expect(registration.application).toMatchObject({ isFallbackPublicClient: true })
    expect(waits).toEqual([0, 1, 2])
    expect(changes()).toBe(1)
  })

  test('what an administrator adds between two attempts is never lost', async () => {
    const { request, world, registration } = story()
    const planned = await planRegistration(request, world)
    let isFirst = true
    const remove = azure().graph.before(({ method, path }) => {
      if (method !== 'PATCH' || !path.includes(registration.id) || !isFirst) return undefined
      isFirst = false
      registration.edit({ publicClient: { redirectUris: ['colleague.app://added'] } })
      return { status: 429, headers: { 'retry-after': '3' }, body: { error: { code: 'x', message: 'y' } } }
    })
    await applyRegistration(planned, request, world)
    remove()
    expect(registration.application['publicClient']).toEqual({
      redirectUris: ['colleague.app://added', MOBILE],
    })
  })

  test('a change whose answer is lost is found to have been made', async () => {
    const { request, world, registration, changes, waits } = story()
    const planned = await planRegistration(request, world)
    const remove = azure().graph.before(({ method, path }) =>
      method === 'PATCH' && path.includes(registration.id) ? { destroyAfterBytes: 0 } : undefined,
    )
    await applyRegistration(planned, request, world)
    remove()
    expect(changes()).toBe(1)
    expect(waits).toEqual([1, 0])
  })

  test('a copy that does not have the application yet is asked again', async () => {
    const { request, world, registration } = story()
    const planned = await planRegistration(request, world)
    let isPatched = false
    let isLagging = true
    const remove = azure().graph.before(({ method, path }) => {
      if (method === 'PATCH' && path.includes(registration.id)) isPatched = true
      if (method !== 'GET' || !isPatched || !isLagging) return undefined
      isLagging = false
      return { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: 'not yet' } } }
    })
    await applyRegistration(planned, request, world)
    remove()
    expect(isLagging).toBe(false)
  })

  test.each([
    [503, {}, 'Graph is having problems'],
    [429, { 'retry-after': '900' }, 'Graph limits requests.'],
    [400, {}, 'Nothing was changed.'],
  ])('a change that is answered with %i every time is given up', async (status, headers, text) => {
    const { request, world, registration, changes } = story()
    const planned = await planRegistration(request, world)
    const remove = azure().graph.before(({ method, path }) =>
      method === 'PATCH' && path.includes(registration.id)
        ? { status, headers, body: { error: { code: 'x', message: 'As it is' } } }
        : undefined,
    )
    expect(await failure(applyRegistration(planned, request, world))).toContain(text)
    remove()
    expect(changes()).toBe(0)
  })

  test('a change that never shows is an error', async () => {
    const { request, world, registration, waits } = story()
    registration.ignoresPatches = true
    const planned = await planRegistration(request, world)
    expect(await failure(applyRegistration(planned, request, world))).toContain(
      'is still not visible after 5 checks',
    )
    expect(waits).toEqual([0, 1, 2, 4, 8])
  })

  test('a refusal tells which permission is missing', async () => {
    const { request, world, registration, caller, changes } = story()
    registration.owners = []
    const planned = await planRegistration(request, world)
    expect(await failure(applyRegistration(planned, request, world))).toContain(
      'Application.ReadWrite.OwnedBy and make it an owner',
    )
    expect(changes()).toBe(0)
    caller.roles = []
    expect(await failure(planRegistration(request, world))).toContain('Application.Read.All')
  })

  test.each([
    [400, 'Nothing was changed.'],
    [401, 'belong to the same cloud'],
    [404, 'There is no app registration with client ID'],
    [418, 'This response is unexpected'],
    [429, 'Graph limits requests.'],
    [500, 'Graph is having problems. It is safe to run again.'],
  ])('an answer with %i is explained', async (status, text) => {
    const { request, world } = story()
    azure().graph.next(1, { status, body: { error: { code: 'x', message: 'As it is' } } })
    expect(await failure(planRegistration(request, world))).toContain(text)
  })
})
