import { describe, test } from 'vitest'
import { useGitHub, VALUES } from './end-to-end/world.ts'
import { startConnections } from './stand-ins/connections/index.ts'
import { useAzure } from './stand-ins/use-azure.ts'

const { scenario } = useGitHub()
const azure = useAzure()
const SECRET = 'Zt8~Q.client-secret-of-the-caller_4x'

/** Endpoints that are none of Entra's, so that nothing is asked about them outside of this machine. */
const ELSEWHERE = {
  'tenant-id': '',
  'authorize-endpoint-url': 'https://idp.example.com/oauth2/authorize',
  'token-endpoint-url': 'https://idp.example.com/oauth2/token',
  scope: 'openid',
}

function azureInputs(application: Record<string, unknown> = {}) {
  const { entra, graph, tenant } = azure()
  const caller = entra.addApplication({
    tenant: tenant.id,
    secrets: [{ value: SECRET, expires: new Date(Date.now() + 86_400_000) }],
    roles: ['Application.ReadWrite.All'],
  })
  const registration = graph.addApplication(application)
  return {
    registration,
    inputs: {
      'client-id': registration.appId,
      'azure-client-id': caller.clientId,
      'azure-client-secret': SECRET,
      'azure-tenant-id': tenant.id,
      'azure-authority-host': entra.url,
      'graph-url': graph.url,
    },
  }
}

describe.concurrent('in this process a check', () => {
  test('of everything at once says what differs, and writes nothing', async ({ expect }) => {
    const story = await scenario()
    const { registration, inputs } = azureInputs()
    const before = registration.application
    const server = await startConnections({ authority: azure().authority, certificate: 'self-signed' })
    const { failure, outputs, written, annotations } = await story.runSources({
      ...ELSEWHERE,
      ...inputs,
      mode: 'check',
      'azure-reconcile': 'apply',
      'connections-url': server.url,
      'certificate-warning-days': '10',
    })
    await server.stop()
    expect(failure).toContain('Not everything is as wanted (file, azure, certificate, server)')
    expect(outputs).toMatchObject({ drift: 'true', changed: 'false', 'azure-changed': 'false' })
    expect(written).toContain('| Certificate | ❌ no | The certificate is self-signed |')
    expect(written).toContain('| Endpoints at Entra | ➖ | not checked |')
    expect(annotations.map(([, { title }]) => title?.slice(0, 7))).toContain('MSSO041')
    expect(registration.application).toBe(before)
  })

  test('names the open pull request, and is content when it is merged', async ({ expect }) => {
    const story = await scenario()
    const opened = await story.runSources({ ...ELSEWHERE })
    const check = { ...ELSEWHERE, mode: 'check' }
    const proposed = await story.runSources(check)
    expect(proposed.written).toContain('Open: [pull request #1]')
    const other = await story.runSources({ ...check, scope: 'openid email', 'fail-on-drift': 'false' })
    expect(other.failure).toBeUndefined()
    const branch = opened.outputs['branch']!
    const file = await story.repository.read(`${branch}:mobile-config.xml`)
    await story.repository.push('main', { 'mobile-config.xml': file })
    const { failure, outputs, written } = await story.runSources(check)
    expect(failure).toBeUndefined()
    expect(outputs['drift']).toBe('false')
    expect(written).toContain('everything is as wanted')
  })

  test('of a server that reports no setting at all does not call it as wanted', async ({ expect }) => {
    const story = await scenario()
    const server = await startConnections({ authority: azure().authority })
    server.before(({ path }) =>
      path.includes('SecurityConfiguration') ? { status: 200, body: { error: 'not signed in' } } : undefined,
    )
    const { written, outputs } = await story.runSources({
      ...ELSEWHERE,
      mode: 'check',
      'connections-url': server.url,
    })
    await server.stop()
    expect(written).toContain('| Live server | ➖ | not checked<br>The live settings could not be compared |')
    expect(JSON.parse(outputs['report']!).checked).toEqual(['values', 'file', 'certificate'])
  })

  test('of a server that is not there claims nothing else about it', async ({ expect }) => {
    const story = await scenario({ files: { 'README.md': 'x' } })
    const { written } = await story.runSources({
      ...ELSEWHERE,
      mode: 'check',
      'connections-url': 'https://127.0.0.1:9',
    })
    expect(written).toContain('| Live server | ➖ | not checked |')
    expect(written).toContain('The file is missing')
  })
})

describe.concurrent('in this process a check of values that do not fit together', () => {
  test('is not content although the file has them all', async ({ expect }) => {
    const story = await scenario()
    const foreign = { ...ELSEWHERE, scope: 'openid api://aaaaaaaa-0893-4cd7-8e22-9738a43c585d/default' }
    const { outputs: opened } = await story.runSources(foreign)
    const file = await story.repository.read(`${opened['branch']}:mobile-config.xml`)
    await story.repository.push('main', { 'mobile-config.xml': file })
    const { failure, outputs, written } = await story.runSources({ ...foreign, mode: 'check' })
    expect(failure).toContain('Not everything is as wanted (values)')
    expect(outputs['drift']).toBe('true')
    expect(written).toContain('| Values | ⚠️ look | The scope belongs to another application |')
  })
})

describe.concurrent('in this process a check that fails', () => {
  const unreadable = { files: { 'mobile-config.xml': '<config>' } }

  test('before anything was found to differ does not say whether there is drift', async ({ expect }) => {
    const story = await scenario(unreadable)
    const { failure, outputs } = await story.runSources({ ...ELSEWHERE, mode: 'check' })
    expect(failure).toBe('1 problem; nothing was written.')
    expect(outputs['drift']).toBe('')
  })

  test('over the file says what the server has, and that there is drift', async ({ expect }) => {
    const story = await scenario(unreadable)
    const server = await startConnections({ authority: azure().authority })
    const { failure, outputs, annotations, written } = await story.runSources({
      ...ELSEWHERE,
      mode: 'check',
      'connections-url': server.url,
    })
    await server.stop()
    expect(failure).toBe('1 problem; nothing was written.')
    expect(outputs).toMatchObject({ drift: 'true', report: '' })
    expect(annotations.map(([, { title }]) => title?.slice(0, 7))).toContain('MSSO067')
    expect(written).toContain('It is not known whether the repository is up to date.')
  })

  test('over the app registration says what of the file differs', async ({ expect }) => {
    const story = await scenario()
    const { inputs } = azureInputs()
    const wrong = { 'azure-client-secret': 'wrong' }
    const { failure, outputs, written } = await story.runSources({
      ...ELSEWHERE,
      ...inputs,
      ...wrong,
      mode: 'check',
      'azure-reconcile': 'check',
    })
    expect(failure).toContain('AADSTS7000215')
    expect(outputs).toMatchObject({ drift: 'true', report: '' })
    expect(written).toContain('"SecuritySettings/AuthType"'.replaceAll('"', '`'))
  })
})

describe.concurrent('in this process a run that fails after it has compared', () => {
  test('says that there is drift where the file was to be changed', async ({ expect }) => {
    const story = await scenario()
    story.repository.policy.actionsMayCreatePullRequests = false
    const { failure, outputs } = await story.runSources(ELSEWHERE)
    expect(failure).toContain('Switch on "Allow GitHub Actions to create and approve pull requests"')
    expect(outputs['drift']).toBe('true')
  })

  test('says that there is drift where the app registration can not be given what is missing', async ({
    expect,
  }) => {
    const story = await scenario({ files: { 'mobile-config.xml': '<config>' } })
    const { inputs } = azureInputs({
      isFallbackPublicClient: true,
      publicClient: { redirectUris: [] },
      spa: { redirectUris: ['com.ibm.ibmscp://com.ibm.mobile.connections/token'] },
    })
    const { outputs } = await story.runSources({ ...ELSEWHERE, ...inputs, 'azure-reconcile': 'apply' })
    expect(outputs['drift']).toBe('true')
  })

  test('tells a server that is behind from a repository that is wrong', async ({ expect }) => {
    const story = await scenario()
    story.repository.policy.actionsMayCreatePullRequests = false
    const server = await startConnections({ authority: azure().authority })
    const { written } = await story.runSources({ ...ELSEWHERE, 'connections-url': server.url })
    await server.stop()
    expect(written).toContain('The repository is not up to date yet, so merge first.')
    expect(written).not.toContain('Whether the repository')
  })
})

describe.concurrent('in this process wait-for-server-minutes', () => {
  const started = () => startConnections({ authority: azure().authority, certificate: 'self-signed' })
  const wanted = {
    enabled: 'true',
    AuthType: 'OAuth',
    OAuthAuthorizationURL: ELSEWHERE['authorize-endpoint-url'],
    OAuthTokenURL: ELSEWHERE['token-endpoint-url'],
    OAuthClientId: VALUES['client-id'],
    OAuthScopes: 'openid offline_access',
  }
  const asked = (url: string) => ({
    ...ELSEWHERE,
    mode: 'check',
    'connections-url': url,
    'wait-for-server-minutes': '2',
  })

  test('looks until the server has the new values', async ({ expect }) => {
    const story = await scenario()
    const server = await started()
    server.checkIn(wanted)
    let waits = 0
    const { annotations, lines } = await story.runSources(asked(server.url), () => {
      waits += 1
      server.behaviour = { kind: 'status', status: 503 }
      if (waits === 3) server.behaviour = { kind: 'settings', shape: 'nested' }
      if (waits === 3) server.restartMobile()
    })
    await server.stop()
    expect(waits).toBe(3)
    // What the desktop plug-ins ask is looked at once.
    expect(server.requests).toHaveLength(4 + 1)
    expect(annotations.map(([, { title }]) => title?.slice(0, 7))).not.toContain('MSSO067')
    expect(lines.filter((line) => line.includes('does not have the wanted values yet'))).toHaveLength(3)
  })

  test('gives up when the time is over, and reports what it saw last', async ({ expect }) => {
    const story = await scenario()
    const server = await started()
    let waits = 0
    const { annotations, failure } = await story.runSources(asked(server.url), () => {
      waits += 1
    })
    await server.stop()
    expect(waits).toBe(8)
    expect(failure).toContain('server')
    expect(annotations.map(([, { title }]) => title?.slice(0, 7))).toContain('MSSO067')
  })

  test('is not content with a server that never reports a setting', async ({ expect }) => {
    const story = await scenario()
    const server = await started()
    server.checkIn({})
    server.restartMobile()
    server.behaviour = { kind: 'settings', shape: 'flat' }
    const { annotations, failure } = await story.runSources(asked(server.url))
    await server.stop()
    expect(annotations.map(([, { title }]) => title?.slice(0, 7))).toContain('MSSO071')
    expect(failure).toContain('server')
  })

  test('waits for a server that is not there at all', async ({ expect }) => {
    const story = await scenario()
    const { lines } = await story.runSources(asked('https://127.0.0.1:9'))
    expect(lines.filter((line) => line.includes('(no connection)'))).toHaveLength(8)
  })
})

describe.concurrent('in this process mode pull-request with the app registration', () => {
  test('writes Azure first, and says so when the pull request is refused after that', async ({ expect }) => {
    const story = await scenario()
    const { registration, inputs } = azureInputs()
    story.repository.policy.actionsMayCreatePullRequests = false
    const apply = { ...ELSEWHERE, ...inputs, 'azure-reconcile': 'apply' }
    const refused = await story.runSources(apply)
    expect(refused.failure).toContain('The app registration was updated before that')
    expect(refused.written).toContain('This action changed the app registration')
    expect(refused.outputs).toMatchObject({ changed: 'true', 'azure-changed': 'true' })
    expect(registration.application).toMatchObject({ isFallbackPublicClient: true })
    story.repository.policy.actionsMayCreatePullRequests = true
    const again = await story.runSources(apply)
    expect(again.outputs).toMatchObject({ 'azure-changed': 'false', 'pull-request-operation': 'created' })
  })

  test('tells the problems of the file and of the registration together', async ({ expect }) => {
    const story = await scenario({ files: { 'mobile-config.xml': '<config>' } })
    const { inputs } = azureInputs({
      publicClient: { redirectUris: [] },
      spa: { redirectUris: ['com.ibm.ibmscp://com.ibm.mobile.connections/token'] },
    })
    const { errors, failure } = await story.runSources({
      ...ELSEWHERE,
      ...inputs,
      'azure-reconcile': 'apply',
    })
    expect(errors).toHaveLength(2)
    expect(failure).toBe('2 problems; nothing was written.')
  })

  test('reports only, with azure-reconcile: check', async ({ expect }) => {
    const story = await scenario()
    const { inputs } = azureInputs()
    const { outputs, written } = await story.runSources({
      ...ELSEWHERE,
      ...inputs,
      'azure-reconcile': 'check',
    })
    expect(outputs['azure-changed']).toBe('false')
    expect(written.split('\n')[0]).toContain('opened; app registration not as wanted')
  })
})
