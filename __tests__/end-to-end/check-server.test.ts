import { describe, test } from 'vitest'
import {
  type Behaviour,
  type ConnectionsStandIn,
  type ServedCertificate,
  startConnections,
} from '../stand-ins/connections/index.ts'
import { CALLER, SECRET, useCompany } from './company-world.ts'
import { nameOfRequest } from './request-names.ts'
import { CONFIG } from './world.ts'

const { company, authorityFile, azure } = useCompany()
const HOST = 'connections.example.com'

/** A Connections server with that certificate behind the company's proxy, and a check of it: with the sources, if not said otherwise. */
async function checked(
  certificate: ServedCertificate = 'good',
  {
    file,
    prepare,
    tls = {},
    inputs = {},
    isHere = true,
  }: {
    file?: string | Uint8Array
    prepare?: (server: ConnectionsStandIn) => void
    tls?: NonNullable<Parameters<typeof startConnections>[0]['tls']>
    inputs?: Record<string, string>
    isHere?: boolean
  } = {},
) {
  const connections = await startConnections({
    authority: azure().authority,
    certificate,
    hosts: [HOST],
    tls,
  })
  const story = await company({
    hosts: { [HOST]: connections.port },
    files: { 'mobile-config.xml': file ?? CONFIG },
  })
  const wanted = {
    enabled: 'true',
    AuthType: 'OAuth',
    OAuthAuthorizationURL: `https://login.microsoftonline.com/${story.azure.tenant.id}/oauth2/v2.0/authorize`,
    OAuthTokenURL: `https://login.microsoftonline.com/${story.azure.tenant.id}/oauth2/v2.0/token`,
    OAuthClientId: story.clientId,
    OAuthScopes: `openid profile email api://${story.clientId}/default offline_access`,
  }
  connections.checkIn(wanted)
  connections.restartMobile()
  prepare?.(connections)
  const run = (more: Record<string, string> = {}) =>
    story.run({
      inputs: {
        mode: 'check',
        'tenant-id': story.azure.tenant.id,
        'client-id': story.clientId,
        'connections-url': `https://${HOST}`,
        ...inputs,
        ...more,
      },
      environment: (proxy) => ({ https_proxy: proxy.url, MOBILE_SSO_TEST_ROOTS: authorityFile() }),
      isHere,
    })
  const result = await run()
  const close = async () => {
    await story.proxy.stop()
    await connections.stop()
  }
  const findings: { id: string; place: string; what: string; cure: string }[] = result.outputs['report']
    ? JSON.parse(result.outputs['report']).findings
    : []
  return { result, findings, story, connections, run, close }
}

const idsOf = (findings: readonly { id: string; place: string }[], ...places: string[]) =>
  findings.filter(({ place }) => places.includes(place)).map(({ id }) => id)

describe.concurrent('what the desktop plug-ins ask at connections-url', () => {
  const PATH = '/.well-known/openid-configuration'
  const missing = (server: ConnectionsStandIn) => {
    server.discovery = { kind: 'status', status: 404 }
  }

  test('is asked for anonymously, and is in order as the vendor has it redirected', async ({ expect }) => {
    const { findings, connections, run, story, close } = await checked()
    const document = `https://login.microsoftonline.com/${story.azure.tenant.id}/v2.0${PATH}`
    connections.discovery = { kind: 'redirect', location: document }
    const { outputs } = await run()
    await close()
    expect(idsOf(findings, 'server')).toEqual([])
    expect(JSON.parse(outputs['report']!).findings).toEqual(findings)
    expect(connections.requests.filter(({ path }) => path === PATH)).toHaveLength(2)
    expect(connections.violations).toEqual([])
  })

  test('is a note where it is missing', async ({ expect }) => {
    const { findings, close } = await checked('good', { prepare: missing })
    await close()
    expect(idsOf(findings, 'server')).toEqual(['MSSO132'])
  })

  test('is drift where redirect-uris has the desktop plug-ins', async ({ expect }) => {
    const inputs = { 'redirect-uris': 'mobile, desktop' }
    const { result, findings, close } = await checked('good', { prepare: missing, inputs })
    await close()
    expect(idsOf(findings, 'server')).toEqual(['MSSO133'])
    expect(result.outputs['drift']).toBe('true')
  })
})

describe.concurrent('the certificate of connections-url', () => {
  test('that phones trust has no findings, and is looked at through the proxy', async ({ expect }) => {
    const { result, findings, story, close } = await checked('good', { isHere: false })
    await close()
    expect(idsOf(findings, 'certificate', 'server', 'discovery')).toEqual([])
    expect(story.tunnels()).toContain(`${HOST}:443 200`)
    expect(result.log).toContain(
      `of https://${HOST} are checked through the proxy ${new URL(story.proxy.url).host}.`,
    )
    expect(result.log).toContain('MOBILE_SSO_TEST_ROOTS is set')
    expect(result.summary).toContain('| Certificate | ✅ up to date |')
  })

  test.for<[ServedCertificate, string]>([
    ['self-signed', 'MSSO041'],
    ['of an unknown authority', 'MSSO042'],
    ['without its intermediate', 'MSSO043'],
    ['for another name', 'MSSO044'],
    ['expired', 'MSSO045'],
    ['not valid yet', 'MSSO046'],
    [{ expiresInDays: 10 }, 'MSSO047'],
    ['with 1024 bits', 'MSSO049'],
    ['signed with SHA-1', 'MSSO050'],
    ['for clients', 'MSSO052'],
  ])('that is %o is a finding with its cure', async ([certificate, id], { expect }) => {
    const { result, findings, close } = await checked(certificate)
    await close()
    expect(idsOf(findings, 'certificate', 'server'), JSON.stringify(findings)).toEqual([id])
    expect(result.exitCode).toBe(1)
    const kind = id === 'MSSO047' ? 'warning' : 'error'
    expect(result.log).toMatch(new RegExp(`^::${kind} title=${id} .*#${id.toLowerCase()}-`, 'm'))
  })

  test('of a server that knows TLS 1.1 only is a finding', async ({ expect }) => {
    const { findings, close } = await checked('good', {
      tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' },
      isHere: false,
    })
    await close()
    expect(idsOf(findings, 'certificate', 'server')).toEqual(['MSSO048'])
  })

  test.for([
    ['TLSv1.2', 'MSSO053', '| Certificate | ➖ not checked<br>'],
    ['TLSv1.3', 'MSSO072', '| Certificate | ✅ up to date |'],
  ] as const)(
    'of a server that wants one of its clients over %s is noted, and the check is green',
    async ([version, id, row], { expect }) => {
      const tls = { requestCert: true, rejectUnauthorized: true, minVersion: version, maxVersion: version }
      const { findings, story, run, close } = await checked('good', { tls, isHere: false })
      expect(idsOf(findings, 'certificate', 'server')).toEqual([id])
      const { outputs } = await run({ mode: 'pull-request' })
      const file = await story.github.read(`${outputs['branch']}:mobile-config.xml`)
      await story.github.push('main', { 'mobile-config.xml': file })
      const { exitCode, log, summary } = await run()
      await close()
      expect(exitCode, log).toBe(0)
      expect(log).toMatch(new RegExp(`^::notice title=${id} `, 'm'))
      expect(summary).toContain(row)
      expect(summary).toContain('| Live server | ➖ not checked')
    },
  )

  test('that is behind an inspecting proxy names the proxy, and says that phones may see another one', async ({
    expect,
  }) => {
    const { findings, story, close } = await checked('of an unknown authority')
    await close()
    const { host } = new URL(story.proxy.url)
    expect(findings.find(({ id }) => id === 'MSSO042')).toMatchObject({
      what: expect.stringContaining(
        `It was read through the proxy "${host}": a proxy that inspects TLS shows its own certificate, and phones may see a different one.`,
      ),
      cure: expect.stringMatching(
        /^Add the server to no_proxy, .* Install a certificate from a public authority/,
      ),
    })
  })

  test('of a server that is not there leads to no other claim about it', async ({ expect }) => {
    const { result, findings, close } = await checked('good', {
      inputs: { 'connections-url': 'https://nowhere.example.com' },
      isHere: false,
    })
    await close()
    expect(idsOf(findings, 'certificate', 'server')).toEqual(['MSSO040'])
    expect(result.summary).toContain('| Live server | ➖ not checked |')
  })

  test('is warned about as early as asked for', async ({ expect }) => {
    const { findings, run, close } = await checked(
      { expiresInDays: 10 },
      {
        inputs: { 'certificate-warning-days': '5' },
      },
    )
    expect(idsOf(findings, 'certificate')).toEqual([])
    const { log, exitCode } = await run({ 'certificate-warning-days': 'soon' })
    await close()
    expect(exitCode).toBe(1)
    expect(log).toContain('input certificate-warning-days: "soon" is not a whole number')
  })
})

describe.concurrent('the live server', () => {
  test.for<[Behaviour, string[]]>([
    [{ kind: 'settings', shape: 'nested' }, []],
    [{ kind: 'settings', shape: 'pairs' }, ['MSSO069']],
    [{ kind: 'redirect', location: 'https://login.example.com/adfs/ls?wctx=secret' }, ['MSSO060']],
    [{ kind: 'status', status: 401 }, ['MSSO061']],
    [{ kind: 'status', status: 403 }, ['MSSO061']],
    [{ kind: 'no client certificate', server: 'nginx' }, ['MSSO072']],
    [{ kind: 'no client certificate', server: 'Apache' }, ['MSSO072']],
    [{ kind: 'no client certificate', server: 'IIS' }, ['MSSO072']],
    [{ kind: 'status', status: 404 }, ['MSSO062']],
    [{ kind: 'status', status: 503 }, ['MSSO063']],
    [{ kind: 'web page' }, ['MSSO064']],
    [{ kind: 'truncated' }, ['MSSO065']],
    [{ kind: 'endless', bytes: 3_000_000 }, ['MSSO066']],
  ])('that answers with %o is judged', async ([behaviour, ids], { expect }) => {
    const { result, findings, close } = await checked('good', {
      prepare: (server) => {
        server.behaviour = behaviour
      },
    })
    await close()
    expect(idsOf(findings, 'server'), JSON.stringify(findings)).toEqual(ids)
    expect(result.log).not.toContain('wctx')
  })

  test('that breaks off is judged', async ({ expect }) => {
    const { findings, close } = await checked('good', {
      prepare: (server) => {
        server.before(() => ({ destroyAfterBytes: 20 }))
      },
    })
    await close()
    expect(idsOf(findings, 'server')).toEqual(['MSSO066'])
  })

  test('with old values says what is missing, depending on the repository', async ({ expect }) => {
    const old = (server: ConnectionsStandIn) => {
      server.checkIn({ enabled: 'true', AuthType: 'Form' })
      server.restartMobile()
    }
    const wrong = await checked('good', { prepare: old })
    expect(wrong.findings.find(({ id }) => id === 'MSSO067')!.cure).toMatch(/[Mm]erg/)
    const proposed = await wrong.run({ mode: 'pull-request' })
    const branch = proposed.outputs['branch']!
    const file = await wrong.story.github.read(`${branch}:mobile-config.xml`)
    await wrong.story.github.push('main', { 'mobile-config.xml': file })
    const { log, outputs } = await wrong.run()
    await wrong.close()
    expect(outputs['drift']).toBe('true')
    expect(log).not.toContain('MSSO012')
    expect(log).toMatch(/^::error title=MSSO067 .*restart/m)
    expect(proposed.log).toContain('title=MSSO067')
  })
})

describe.concurrent("Entra's discovery document", () => {
  test('tells that the tenant does not exist', async ({ expect }) => {
    const { findings, close } = await checked('good', { inputs: { 'tenant-id': 'no-such-tenant.example' } })
    await close()
    expect(idsOf(findings, 'discovery')).toEqual(['MSSO080'])
  })

  test('tells endpoints of another tenant', async ({ expect }) => {
    const other = azure().entra.addTenant({ domains: ['other.example'] })
    const endpoint = `https://login.microsoftonline.com/${other.id}/oauth2/v2.0/token`
    const { findings, close } = await checked('good', { inputs: { 'token-endpoint-url': endpoint } })
    await close()
    expect(idsOf(findings, 'discovery')).toEqual(['MSSO081'])
  })

  test('that can not be reached is a note, and no drift', async ({ expect }) => {
    const story = await company({ hosts: { 'login.microsoftonline.com': 9 } })
    const inputs = { 'tenant-id': story.azure.tenant.id, 'client-id': story.clientId }
    const { outputs } = await story.run({ inputs })
    const file = await story.github.read(`${outputs['branch']}:mobile-config.xml`)
    await story.github.push('main', { 'mobile-config.xml': file })
    const { exitCode, log, outputs: after } = await story.run({ inputs: { ...inputs, mode: 'check' } })
    await story.proxy.stop()
    expect(exitCode, log).toBe(0)
    expect(log).toMatch(/^::notice title=MSSO082 /m)
    expect(after['drift']).toBe('false')
  })
})

test('four drifts at once stand in one summary: file, app registration, server, certificate', async ({
  expect,
}) => {
  const tried: string[] = []
  const refuseWrites = ({ method, path }: { method: string; path: string }) => {
    if (method === 'GET' || path.includes('/oauth2/')) return undefined
    tried.push(`${method} ${path}`)
    return { status: 403, body: { message: 'nothing may be written' } }
  }
  azure().graph.before(refuseWrites)
  azure().entra.before(refuseWrites)
  const { result, story, close } = await checked(
    { expiresInDays: 10 },
    {
      inputs: {
        'azure-reconcile': 'check',
        'azure-client-id': CALLER,
        'azure-client-secret': SECRET,
      },
      prepare: (server) => {
        server.before(refuseWrites)
        server.checkIn({ enabled: 'true', AuthType: 'Form' })
        server.restartMobile()
      },
      isHere: false,
    },
  )
  await close()
  expect(result.exitCode).toBe(1)
  expect(result.outputs['drift']).toBe('true')
  expect(tried).toEqual([])
  expect(story.githubRequests().map(nameOfRequest)).toEqual(['POST /graphql repository'])
  expect(result.log).toContain('Drift found: file, azure, certificate, server.')
  const neutral = result.summary
    .replaceAll(story.clientId, 'CLIENT')
    .replaceAll(story.azure.tenant.id, 'TENANT')
    .replaceAll(/\d{4}-\d\d-\d\d/g, 'DATE')
    .replaceAll(/```diff.*?```/gs, 'DIFF')
  expect(neutral).toMatchSnapshot()
})
