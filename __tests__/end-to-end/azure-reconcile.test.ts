import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { permissions } from '../stand-ins/graph/index.ts'
import { type AzureScenario, MOBILE, SECRET, useAzureAndGitHub } from './azure-world.ts'
import { bytesOfDist, TELL_LOADED } from './preload.ts'
import { withoutScript } from './run-action.ts'

const { scenario } = useAzureAndGitHub()
const VENDORS_TABLE = readFileSync(join(import.meta.dirname, '../fixtures/table-1-as-printed.tsv'), 'utf8')
const DESKTOP = 'com.ibm.ibmscp://com.ibm.desktop.connections'

/** The three ways to sign in, as inputs and environment. */
const CREDENTIALS = {
  'workload identity federation': async ({ oidc }: AzureScenario) => ({ inputs: {}, environment: oidc }),
  'a client secret': async () => ({ inputs: { 'azure-client-secret': SECRET }, environment: {} }),
  'a client certificate': async ({ azure, caller }: AzureScenario) => {
    const { key, certificate } = await azure.authority.issue({ hosts: ['caller'], kind: 'client' })
    caller.certificates = [certificate]
    return { inputs: { 'azure-client-certificate': `${key}\n${certificate}` }, environment: {} }
  },
}
type Way = keyof typeof CREDENTIALS
const WAYS = Object.keys(CREDENTIALS) as Way[]

/** With the sources in this process, if not said otherwise. */
async function reconcile(
  story: AzureScenario,
  way: Way,
  inputs: Record<string, string> = {},
  run: AzureScenario['runHere'] = story.runHere,
) {
  const { inputs: credential, environment } = await CREDENTIALS[way](story)
  return run({ ...credential, ...inputs }, { environment })
}

const requestsTo = ({ azure, clientId, registration }: AzureScenario) =>
  azure.graph.requests
    .filter(({ path }) => path.includes(clientId) || path.includes(registration.id))
    .map(({ method }) => method)

describe.concurrent('azure-reconcile: apply', () => {
  test.each(WAYS)('with %s adds what is missing and leaves everything else as it was', async (way) => {
    const story = await scenario()
    const before = story.registration.application
    const result = await reconcile(story, way, {}, story.run)
    assert.equal(result.exitCode, 0, result.log)
    assert.deepEqual(story.registration.application, {
      ...before,
      publicClient: { redirectUris: ['http://localhost', MOBILE] },
      isFallbackPublicClient: true,
    })
    assert.equal(result.outputs['azure-changed'], 'true')
    assert.equal(result.outputs['pull-request-operation'], 'created')
    assert.deepEqual(requestsTo(story), ['GET', 'GET', 'PATCH', 'GET'])
    const patch = story.azure.graph.requests.find(
      ({ method, path }) => method === 'PATCH' && path.includes(story.registration.id),
    )
    assert.deepEqual(patch?.body, {
      publicClient: { redirectUris: ['http://localhost', MOBILE] },
      isFallbackPublicClient: true,
    })
  })

  test('with everything in place writes nothing, with one token request and one look', async ({ expect }) => {
    const story = await scenario({
      application: { publicClient: { redirectUris: [MOBILE] }, isFallbackPublicClient: true },
    })
    const { outputs, log } = await reconcile(story, 'a client secret')
    expect(outputs).toMatchObject({ 'azure-changed': 'false', 'pull-request-operation': 'created' })
    expect(log).toContain('App registration HCL Connections: up to date.')
    expect(requestsTo(story)).toEqual(['GET'])
    const tokens = story.azure.entra.requests.filter(
      ({ body }) => (body as Record<string, string> | undefined)?.['client_id'] === story.callerId,
    )
    expect(tokens).toHaveLength(1)
  })

  test('takes the redirect URIs of the input, the one of the desktop plug-ins too', async ({ expect }) => {
    const story = await scenario()
    await reconcile(story, 'a client secret', { 'redirect-uris': `${MOBILE}, ${DESKTOP}` })
    expect(story.registration.application).toMatchObject({
      publicClient: { redirectUris: ['http://localhost', MOBILE, DESKTOP] },
    })
  })

  test('waits until the change shows', async ({ expect }) => {
    const story = await scenario()
    story.registration.staleReads = 2
    const { exitCode } = await reconcile(story, 'a client secret')
    expect(exitCode).toBe(0)
    expect(requestsTo(story)).toEqual(['GET', 'GET', 'PATCH', 'GET', 'GET', 'GET'])
  })

  test('fails when the change does not take, and opens no pull request', async ({ expect }) => {
    const story = await scenario()
    story.registration.ignoresPatches = true
    const result = await reconcile(story, 'a client secret')
    expect(result.exitCode).toBe(1)
    expect(result.log).toContain(
      `Graph accepted the change to the app registration of ${story.clientId}, but it is still not visible after 5 checks.`,
    )
    expect(result.outputs['azure-changed']).toBe('true')
    expect(story.github.repository.pulls()).toEqual([])
  })

  test('explains in the pull request, the summary and the report what was changed', async ({ expect }) => {
    const story = await scenario({ application: { api: { requestedAccessTokenVersion: null } } })
    const { outputs, summary } = await reconcile(story, 'a client secret')
    const neutral = (text: string) =>
      withoutScript(text)
        .replaceAll(story.clientId, 'CLIENT')
        .replaceAll(story.azure.tenant.id, 'TENANT')
        .replaceAll(story.registration.id, 'OBJECT')
        .replaceAll(/"wanted":"[0-9a-f]+"/g, '"wanted":"HASH"')
        .replaceAll(/(\["SecuritySettings\/[^"]+",")[0-9a-f]{12}/g, '$1HASH')
        .replaceAll(story.github.name, 'REPOSITORY')
        .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'SERVER')
    expect(neutral(story.github.repository.pulls()[0]!.body!)).toMatchSnapshot('body')
    expect(neutral(summary).replaceAll(/```diff.*?```/gs, 'DIFF')).toMatchSnapshot('summary')
    expect(JSON.parse(neutral(outputs['report']!)).azure).toMatchSnapshot('report')
  })

  test('changes nothing in a second run, and keeps what the first one said', async ({ expect }) => {
    const story = await scenario()
    await reconcile(story, 'a client secret')
    const [first] = story.github.repository.pulls()
    const { outputs } = await reconcile(story, 'a client secret')
    expect(outputs).toMatchObject({ changed: 'false', 'azure-changed': 'false' })
    expect(story.github.repository.pulls()[0]!.body).toBe(first!.body)
  })
})

describe.concurrent('azure-reconcile: check', () => {
  test.each(WAYS)('with %s reports what differs and writes nothing in Azure', async (way) => {
    const story = await scenario({ roles: ['Application.Read.All'], owns: false })
    const before = story.registration.application
    const { exitCode, outputs, log, summary } = await reconcile(story, way, { 'azure-reconcile': 'check' })
    assert.equal(exitCode, 0, log)
    assert.equal(story.registration.application, before)
    assert.deepEqual(requestsTo(story), ['GET'])
    assert.equal(outputs['azure-changed'], 'false')
    assert.match(log, /::error title=MSSO030 A redirect URI is missing::/)
    assert.match(log, /::warning title=MSSO031 Public client flows are not allowed::/)
    assert.match(summary, /`azure-reconcile: apply` would change the app registration HCL Connections/)
    assert.match(story.github.repository.pulls()[0]!.body!, /- \[ \] In the Azure portal/)
  })

  test('finds what keeps people from signing in', async ({ expect }) => {
    const story = await scenario({
      application: {
        identifierUris: [],
        signInAudience: 'AzureADMyOrg',
        web: { redirectUris: [] },
        api: { requestedAccessTokenVersion: null, oauth2PermissionScopes: [] },
        optionalClaims: null,
        requiredResourceAccess: permissions(['User.Read']),
      },
    })
    const { log } = await reconcile(story, 'a client secret', {
      'azure-reconcile': 'check',
      'azure-tenant-id': story.azure.tenant.id,
      'tenant-id': 'organizations',
    })
    const ids = ['MSSO032', 'MSSO033', 'MSSO034', 'MSSO035', 'MSSO038', 'MSSO039', 'MSSO120']
    for (const id of ids) expect(log).toContain(id)
  })

  test("has nothing to say of an app registration that the vendor's procedure makes, and names the callback that is missing", async ({
    expect,
  }) => {
    const callbacks = ['apps', 'infra', 'push', 'util'].map(
      (cluster) => `https://connections.acme.example/oidcclient_${cluster}/azuread`,
    )
    const story = await scenario({
      application: {
        publicClient: { redirectUris: [MOBILE] },
        isFallbackPublicClient: true,
        web: { redirectUris: callbacks },
      },
    })
    const inputs = {
      'azure-reconcile': 'check',
      'provider-properties': VENDORS_TABLE.replaceAll('{client_id}', story.clientId)
        .replaceAll('c270bc0a-0097-48d6-8e65-1728143c5c9e', story.clientId)
        .replaceAll('microsoftlonline', 'microsoftonline')
        .replaceAll('{tenant}', story.azure.tenant.id),
    }
    const azureFindings = async () => {
      const { outputs } = await reconcile(story, 'a client secret', inputs)
      const { findings }: { findings: { id: string; place: string; wanted?: string }[] } = JSON.parse(
        outputs['report']!,
      )
      return findings.filter(({ place }) => place === 'azure').map(({ id, wanted }) => `${id} ${wanted}`)
    }
    expect(await azureFindings()).toEqual([])
    story.registration.edit({ web: { redirectUris: callbacks.toSpliced(1, 1) } })
    expect(await azureFindings()).toEqual(['MSSO036 https://<host>/oidcclient_infra/azuread'])
  })
})

describe.concurrent('in the order of writes,', () => {
  test('nothing is written in Azure when the file can not be edited', async ({ expect }) => {
    const story = await scenario()
    await story.github.repository.push('main', { 'mobile-config.xml': '<config>' })
    const { exitCode, log } = await reconcile(story, 'a client secret')
    expect(exitCode).toBe(1)
    expect(log).toContain('The file is not well-formed XML')
    expect(requestsTo(story)).toEqual(['GET'])
  })

  test('problems of the file and of the app registration are told together', async ({ expect }) => {
    const story = await scenario({
      application: { spa: { redirectUris: [MOBILE] }, publicClient: { redirectUris: [] } },
    })
    await story.github.repository.push('main', { 'mobile-config.xml': '<config>' })
    const { log } = await reconcile(story, 'a client secret')
    expect(log).toContain('The file is not well-formed XML')
    expect(log).toContain('is registered under the platform "Single-page application"')
    expect(log).toContain('2 problems; nothing was written.')
  })

  test('a pull request that is refused after Azure was written is said, and running again is safe', async ({
    expect,
  }) => {
    const story = await scenario()
    story.github.repository.policy.actionsMayCreatePullRequests = false
    const failed = await reconcile(story, 'a client secret')
    expect(failed.exitCode).toBe(1)
    expect(failed.log).toContain('not permitted to create or approve pull requests')
    expect(failed.log).toContain('app registration changed, which does no harm')
    expect(failed.outputs).toMatchObject({ changed: 'true', 'azure-changed': 'true' })
    story.github.repository.policy.actionsMayCreatePullRequests = true
    const again = await reconcile(story, 'a client secret')
    expect(again.outputs).toMatchObject({ 'azure-changed': 'false', 'pull-request-operation': 'created' })
  })

  test('Azure is written before GitHub', async ({ expect }) => {
    const story = await scenario()
    const refs: string[] = []
    const remove = story.azure.graph.before(async ({ method, path }) => {
      if (method === 'PATCH' && path.includes(story.registration.id))
        refs.push(await story.github.repository.git('for-each-ref', '--format=%(refname)'))
      return undefined
    })
    await reconcile(story, 'a client secret')
    remove()
    expect(refs).toEqual(['refs/heads/main\n'])
  })
})

describe.concurrent('azure-reconcile: off', () => {
  test('reaches neither Entra nor Graph, and reads of dist two thirds at the most of what a check of Azure reads', async ({
    expect,
  }) => {
    const story = await scenario()
    const bytesFor = async (inputs: Record<string, string>) => {
      const { exitCode, log } = await story.run(inputs, { nodeArguments: TELL_LOADED })
      expect(exitCode).toBe(0)
      return bytesOfDist(log)
    }
    const off = await bytesFor({ 'azure-reconcile': 'off' })
    expect(off).toBeGreaterThan(0)
    expect(requestsTo(story)).toEqual([])
    const check = await bytesFor({ 'azure-reconcile': 'check', 'azure-client-secret': SECRET })
    expect(off).toBeLessThan((check * 2) / 3)
  })
})
