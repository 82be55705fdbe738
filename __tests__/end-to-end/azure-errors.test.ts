import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import type { Fault } from '../stand-ins/faults.ts'
import { type AzureOptions, type AzureScenario, failureOf, SECRET, useAzureAndGitHub } from './azure-world.ts'

const { scenario } = useAzureAndGitHub()

interface Case {
  readonly what: string
  readonly options?: AzureOptions
  readonly inputs?: Readonly<Record<string, string>>
  /** What an administrator has changed before the run. */
  readonly prepare?: (story: AzureScenario) => Promise<unknown> | unknown
  /** Answered in the place of Graph. */
  readonly graph?: { readonly method: string; readonly fault: Fault; readonly times?: number }
  readonly environment?: Readonly<Record<string, string>>
  readonly error: string
}

const UNREGISTERED = '99999999-0000-4000-8000-000000000001'
const withSecret = { 'azure-client-secret': SECRET }

const SIGN_IN: readonly Case[] = [
  {
    what: 'a job without the permission to ask for its token',
    error: `The job may not ask GitHub for its OIDC token, with which CALLER signs in to Entra. Give the job the permission:
permissions:
  contents: write
  pull-requests: write
  id-token: write
Pull requests from forks get neither the token nor secrets, so do not set azure-reconcile there. Without GitHub's OIDC use azure-client-secret or azure-client-certificate.`,
  },
  {
    what: 'a wrong client secret (AADSTS7000215)',
    inputs: { 'azure-client-secret': 'not-the-secret-of-anybody' },
    error:
      "The client secret of CALLER is wrong. Check that azure-client-secret holds the secret's value and not its ID, and that it belongs to this application.\nEntra said: AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app 'CALLER'.",
  },
  {
    what: 'an expired client secret (AADSTS7000222)',
    inputs: withSecret,
    prepare: ({ caller }) => {
      caller.secrets = [{ value: SECRET, expires: new Date(Date.now() - 1000) }]
    },
    error:
      "The client secret of CALLER has expired. Make a new one in the app registration, Certificates & secrets, and store it as the secret that azure-client-secret takes; or use workload identity federation, where nothing expires.\nEntra said: AADSTS7000222: The provided client secret keys for app 'CALLER' are expired.",
  },
  {
    what: 'a caller that the tenant does not have (AADSTS700016)',
    inputs: { ...withSecret, 'azure-client-id': UNREGISTERED },
    error: `There is no application ${UNREGISTERED} in tenant TENANT. Check azure-client-id and azure-tenant-id; an application of another tenant needs an enterprise application (service principal) here.\nEntra said: AADSTS700016: Application with identifier '${UNREGISTERED}' was not found in the directory`,
  },
  {
    what: 'a tenant that does not exist (AADSTS90002)',
    inputs: { ...withSecret, 'azure-tenant-id': 'no-such-tenant.example' },
    error:
      'There is no tenant no-such-tenant.example at ENTRA. Check azure-tenant-id (or tenant-id), and azure-authority-host for a national cloud.',
  },
  {
    what: 'a login service that nobody knows',
    inputs: { ...withSecret, 'azure-authority-host': 'login.invalid' },
    environment: { https_proxy: '' },
    error: 'https://login.invalid gave no answer: its name cannot be resolved (',
  },
  {
    what: 'a login service whose certificate is not trusted',
    inputs: withSecret,
    environment: { NODE_EXTRA_CA_CERTS: '' },
    error:
      "ENTRA gave no answer: its certificate is not from an authority that Node.js trusts (UNABLE_TO_VERIFY_LEAF_SIGNATURE). Behind a proxy that inspects TLS give the runner the company's certificate authority with NODE_EXTRA_CA_CERTS.",
  },
]

const GRAPH: readonly Case[] = [
  {
    what: 'a caller that may not read (403)',
    options: { roles: [] },
    error:
      'Reading the app registration of CLIENT was answered with 403: Insufficient privileges to complete the operation. Grant CALLER the application permission Application.Read.All, or for azure-reconcile: apply Application.ReadWrite.OwnedBy with CALLER as an owner of the app registration; then grant admin consent.',
  },
  {
    what: 'a caller with OwnedBy that is not an owner (403)',
    options: { owns: false },
    error:
      'Changing the app registration of CLIENT was answered with 403: Insufficient privileges to complete the operation. Grant CALLER the application permission Application.ReadWrite.OwnedBy and make it an owner of the app registration CLIENT (without ownership OwnedBy does not help), or grant Application.ReadWrite.All; then grant admin consent.',
  },
  {
    what: 'an app registration that is not there (404)',
    inputs: { 'client-id': UNREGISTERED },
    error: `There is no app registration with client ID ${UNREGISTERED} in tenant TENANT. Check client-id, and that azure-tenant-id is the tenant in which it is registered.`,
  },
  {
    what: 'a token that Graph does not take (401)',
    graph: {
      method: 'GET',
      fault: {
        status: 401,
        body: { error: { code: 'InvalidAuthenticationToken', message: 'Access token validation failure.' } },
      },
    },
    error:
      'Reading the app registration of CLIENT was answered with 401: Access token validation failure. Graph does not take the token. Check that graph-url (GRAPH) and azure-authority-host belong to the same cloud.',
  },
  {
    what: 'a rate limit that lasts (429)',
    graph: {
      method: 'GET',
      fault: {
        status: 429,
        headers: { 'retry-after': '900' },
        body: { error: { code: 'TooManyRequests', message: 'Too many requests.' } },
      },
    },
    error:
      'Reading the app registration of CLIENT was answered with 429: Too many requests. Graph limits requests. Run again later, or spread the runs.',
  },
  {
    what: 'trouble that stays (503)',
    graph: {
      method: 'PATCH',
      fault: {
        status: 503,
        headers: { 'retry-after': '0' },
        body: { error: { code: 'ServiceUnavailable', message: 'The service is not available.' } },
      },
    },
    error:
      'Changing the app registration of CLIENT was answered with 503: The service is not available. Graph is having problems. It is safe to run again.',
  },
  {
    what: 'a web page in the place of Graph',
    graph: { method: 'GET', fault: { status: 200, body: '<html>Sign in to the proxy</html>' } },
    error:
      "GRAPH answered with 200 and something that is not JSON. Check azure-authority-host and graph-url, and that no proxy answers in the service's place.",
  },
  {
    what: 'an answer without what is asked for',
    graph: { method: 'GET', fault: { status: 200, body: { displayName: 'x' } } },
    error:
      'Microsoft Graph answered with no usable "id". Check azure-authority-host and graph-url, and that no proxy answers in the service\'s place.',
  },
].map((each) => ({ ...each, inputs: { ...withSecret, ...each.inputs } }) as Case)

describe.concurrent('the run fails with a cure, and writes nothing, for', () => {
  test.each([...SIGN_IN, ...GRAPH])(
    '$what',
    async ({ options, inputs, prepare, graph, environment = {}, error }) => {
      const story = await scenario(options)
      await prepare?.(story)
      const remove = story.azure.graph.before(({ method, path }) =>
        method === graph?.method && (path.includes(story.clientId) || path.includes(story.registration.id))
          ? graph.fault
          : undefined,
      )
      const application = story.registration.application
      // Whom a process trusts is said when it starts.
      const run = 'NODE_EXTRA_CA_CERTS' in environment ? story.run : story.runHere
      const result = await run(inputs, { environment })
      remove()
      const { entra, graph: service, tenant } = story.azure
      const said = failureOf(result)
        .replaceAll(story.callerId, 'CALLER')
        .replaceAll(story.clientId, 'CLIENT')
        .replaceAll(tenant.id, 'TENANT')
        .replaceAll(entra.url, 'ENTRA')
        .replaceAll(service.url, 'GRAPH')
      assert.ok(said.includes(error), `${said}\n\ndoes not say\n\n${error}`)
      assert.equal(result.exitCode, 1)
      assert.equal(result.outputs['azure-changed'], 'false')
      assert.deepEqual(story.registration.application, application)
      assert.deepEqual(story.github.repository.pulls(), [])
      assert.ok(result.summary.includes('failed'))
    },
  )
})

describe.concurrent('a federated credential that does not match', () => {
  test('is answered with what the job presented, ready to paste', async ({ expect }) => {
    const story = await scenario()
    story.caller.federatedCredentials = []
    const result = await story.run({}, { environment: story.oidc })
    const said = failureOf(result)
    const { issuer, subject } = story.azure.oidc
    expect(
      said.replace(/mobile-sso-[0-9a-f]{8}/, 'mobile-sso-HASH'),
    ).toContain(`The application ${story.callerId} has no federated credential for this job. The job presented:
  issuer:   ${issuer}
  subject:  ${subject}
  audience: api://AzureADTokenExchange
Add it in the app registration, Certificates & secrets, Federated credentials, or with the Azure CLI:
  az ad app federated-credential create --id ${story.callerId} --parameters '{"name":"mobile-sso-HASH","issuer":"${issuer}","subject":"${subject}","audiences":["api://AzureADTokenExchange"]}'
Entra said: AADSTS700`)
    expect(result.summary).toContain('```\n  issuer:')
  })

  test.each([
    ['subject', { subject: 'repo:acme/other:ref:refs/heads/main' }],
    ['issuer', { issuer: 'https://token.example' }],
    ['audience', { audience: 'api://other' }],
  ])('in its %s is told the same way', async (_, other) => {
    const story = await scenario()
    story.caller.federatedCredentials = story.caller.federatedCredentials.map((each) => ({
      ...each,
      ...other,
    }))
    const result = await story.runHere({}, { environment: story.oidc })
    assert.equal(result.exitCode, 1)
    assert.match(failureOf(result), /has no federated credential for this job/)
    assert.match(failureOf(result), new RegExp(story.azure.oidc.subject))
  })
})

test('a generic refusal of Entra (AADSTS70021) is told with what the job presented', async ({ expect }) => {
  const story = await scenario()
  story.caller.federatedCredentials = story.caller.federatedCredentials.map((each) => ({
    ...each,
    subject: 'repo:acme/other:ref:refs/heads/main',
  }))
  const remove = story.azure.entra.before(({ body }) =>
    (body as Record<string, string> | undefined)?.['client_id'] === story.callerId
      ? {
          status: 400,
          body: {
            error: 'invalid_request',
            error_description:
              'AADSTS70021: No matching federated identity record found for presented assertion. Trace ID: 1',
          },
        }
      : undefined,
  )
  const result = await story.runHere({}, { environment: story.oidc })
  remove()
  expect(failureOf(result)).toContain(`subject:  ${story.azure.oidc.subject}`)
  expect(failureOf(result)).toContain('Entra said: AADSTS70021: No matching')
})

test.for([
  [503, 'Entra is having problems or limits requests'],
  [429, 'Entra is having problems or limits requests'],
] as const)('an Entra that answers with %i for long is told', async ([status, text], { expect }) => {
  const story = await scenario()
  const remove = story.azure.entra.before(({ body }) =>
    (body as Record<string, string> | undefined)?.['client_id'] === story.callerId
      ? { status, headers: { 'retry-after': '900' }, body: { error: 'temporarily_unavailable' } }
      : undefined,
  )
  const result = await story.runHere({ 'azure-client-secret': SECRET })
  remove()
  expect(failureOf(result)).toContain(`${story.azure.entra.url} answered with ${status}. ${text}`)
})

test('a certificate that the application does not have is named (AADSTS700027)', async ({ expect }) => {
  const story = await scenario()
  const { key, certificate } = await story.azure.authority.issue({ hosts: ['caller'], kind: 'client' })
  const result = await story.runHere({ 'azure-client-certificate': `${key}\n${certificate}` })
  expect(failureOf(result)).toContain(
    `The certificate is not one of ${story.callerId}'s. Upload the certificate of azure-client-certificate`,
  )
})

describe.concurrent('a bad moment is waited for', () => {
  test.each([
    ['a 429 with Retry-After', { status: 429, headers: { 'retry-after': '3' }, body: { error: {} } }],
    ['a 502 with a web page', { status: 502, body: '<html>Bad Gateway</html>' }],
    ['a connection that is cut', { destroy: true }],
    ['an answer that is cut', { destroyAfterBytes: 10 }],
  ] as const)('%s at reading and at writing', async (_, fault) => {
    const story = await scenario()
    const left = new Set(['GET', 'PATCH'])
    const remove = story.azure.graph.before(({ method, path }) =>
      (path.includes(story.clientId) || path.includes(story.registration.id)) && left.delete(method)
        ? fault
        : undefined,
    )
    const { exitCode, log, outputs } = await story.runHere(withSecret)
    remove()
    assert.equal(exitCode, 0, log)
    assert.equal(outputs['azure-changed'], 'true')
    assert.match(
      log,
      /::warning::GET https:\/\/localhost:\d+\/v1\.0\/applications.*trying again in [13] seconds/,
    )
  })
})

describe.concurrent('inputs that can not be right are refused before anything is asked', () => {
  test.each([
    [{ mode: 'render' }, 'input azure-reconcile: Mode render reaches no network.'],
    [
      { 'azure-reconcile': 'yes' },
      'input azure-reconcile: "yes" is not known. Use one of: off, check, apply.',
    ],
    [
      { 'azure-client-id': '' },
      'input azure-client-id: It is not known which application calls Microsoft Graph.',
    ],
    [
      { 'azure-client-id': 'me' },
      'input azure-client-id: "me" is not an application (client) ID, which is a GUID.',
    ],
    [{ 'azure-tenant-id': 'my tenant' }, 'input azure-tenant-id: "my tenant" is not a tenant.'],
    [{ 'azure-tenant-id': 'common' }, 'input azure-tenant-id: "common" is not one tenant'],
    [
      { 'azure-client-certificate': 'x'.repeat(20), 'azure-client-secret': SECRET },
      'input azure-client-certificate: azure-client-secret is set as well.',
    ],
    [
      { 'azure-client-certificate': 'not a certificate' },
      'input azure-client-certificate: The value holds 0 private keys and 0 certificates in PEM form.',
    ],
    [
      { 'graph-url': 'http://graph.microsoft.com' },
      'input graph-url: "http://graph.microsoft.com" is not the address',
    ],
    [
      { 'azure-authority-host': 'login/x' },
      'input azure-authority-host: "login/x" is not the address of a service.',
    ],
    [{ 'redirect-uris': 'app' }, 'input redirect-uris: "app" is not a redirect URI.'],
    [{ 'redirect-uris': 'app://x#y' }, 'input redirect-uris: The redirect URI "app://x#y" holds a fragment.'],
    [{ 'redirect-uris': 'app://*' }, 'input redirect-uris: The redirect URI "app://*" holds a wildcard.'],
    [{ 'redirect-uris': 'http://example.com' }, 'The redirect URI "http://example.com" is not encrypted.'],
    [{ 'redirect-uris': 'app://a b' }, 'The redirect URI "app://a b" holds white space.'],
  ])('%j', async (inputs, error) => {
    const story = await scenario()
    const { log, exitCode } = await story.runHere(inputs)
    assert.equal(exitCode, 1)
    const errors = log.split('\n').filter((line) => line.startsWith('::error'))
    assert.ok(
      errors.some((line) => line.includes(error)),
      `${errors.join('\n')}\n\ndoes not say\n\n${error}`,
    )
    assert.deepEqual(story.github.requests(), [])
  })
})
