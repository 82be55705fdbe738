import { describe, expect, test } from 'vitest'
import type { Credential } from '../../src/app-registration/identity.ts'
import { readCertificateCredential } from '../../src/app-registration/identity.ts'
import {
  applyRegistration,
  planRegistration,
  type RegistrationWorld,
} from '../../src/app-registration/reconcile.ts'
import type { RegistrationRequest } from '../../src/app-registration/request.ts'
import { fetchWhole } from '../../src/network/index.ts'
import type { Application } from '../stand-ins/graph/index.ts'
import { useAzure } from '../stand-ins/use-azure.ts'
import { MOBILE } from './registrations.ts'

const azure = useAzure()
const SECRET = 'Zt8~Q.client-secret-of-the-caller_4x'

/** A caller with an app registration, and what a run would ask for. */
function story(application: Application = {}, credential: Credential = { kind: 'secret', secret: SECRET }) {
  const { entra, graph, oidc, tenant } = azure()
  const caller = entra.addApplication({
    tenant: tenant.id,
    secrets: [{ value: SECRET, expires: new Date(Date.now() + 86_400_000) }],
    federatedCredentials: [
      { issuer: oidc.issuer, subject: oidc.subject, audience: 'api://AzureADTokenExchange' },
    ],
    roles: ['Application.ReadWrite.OwnedBy'],
  })
  const registration = graph.addApplication(application, { owners: [caller.clientId] })
  const request: RegistrationRequest = {
    identity: {
      tenantId: tenant.id,
      clientId: caller.clientId,
      credential,
      authority: entra.url,
      graphUrl: graph.url,
    },
    signIn: { clientId: registration.appId, scopes: ['openid'], tenant: tenant.id, version: 'v2' },
    wanted: { redirectUris: [MOBILE] },
  }
  const secrets: string[] = []
  const waits: number[] = []
  let changes = 0
  const world: RegistrationWorld = {
    fetch: fetchWhole,
    getIdToken: (audience) => oidc.token(audience),
    mask: (secret) => secrets.push(secret),
    wait: async (seconds) => {
      waits.push(seconds)
    },
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
    const getIdToken = async () => {
      throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable')
    }
    expect(await failure(planRegistration(request, { ...world, getIdToken }))).toContain('id-token: write')
  })

  test('says what the OIDC endpoint answered', async () => {
    const { request, world } = story({}, { kind: 'federated' })
    const getIdToken = () => Promise.reject('odd')
    expect(await failure(planRegistration(request, { ...world, getIdToken }))).toContain(
      "The runner's OIDC endpoint gave no token: odd.",
    )
  })

  test('with a token that is no token presents nothing, and the refusal is told', async () => {
    const { request, world } = story({}, { kind: 'federated' })
    expect(
      await failure(planRegistration(request, { ...world, getIdToken: async () => 'nonsense' })),
    ).toMatch(/AppRegistrationError: The sign-in at .* was refused: AADSTS50027/)
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
    expect(await failure(planRegistration(request, world))).toContain('answered with 503. Entra has trouble')
    entra.next(1, { status: 502, body: '<html>Bad Gateway</html>' })
    expect(await failure(planRegistration(request, world))).toContain('The service has trouble')
    entra.next(1, { status: 200, body: '<html>Sign in</html>' })
    expect(await failure(planRegistration(request, world))).toContain('no proxy answers')
    entra.next(1, { destroy: true })
    expect(await failure(planRegistration(request, world))).toContain('gave no answer: the connection broke')
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

  test('a change that never shows is an error', async () => {
    const { request, world, registration, waits } = story()
    registration.ignoresPatches = true
    const planned = await planRegistration(request, world)
    expect(await failure(applyRegistration(planned, request, world))).toContain('does not show after 5 looks')
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
    [418, 'This answer is not expected'],
    [429, 'Graph limits requests.'],
    [500, 'Graph has trouble; running again is safe.'],
  ])('an answer with %i is explained', async (status, text) => {
    const { request, world } = story()
    azure().graph.next(1, { status, body: { error: { code: 'x', message: 'As it is' } } })
    expect(await failure(planRegistration(request, world))).toContain(text)
  })
})
