import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Azure, startAzure } from '../stand-ins/azure.ts'
import { type GitHubStandIn, startGitHub } from '../stand-ins/github/index.ts'
import { type ProxyOptions, type ProxyStandIn, startProxy } from '../stand-ins/proxy/index.ts'
import { MOBILE } from './azure-world.ts'
import { runAction } from './run-action.ts'
import { CONFIG } from './world.ts'

const CALLER = '0f3c1a52-77b1-4c7e-9b60-2d5a3f4e8c11'
const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
const REPOSITORY = 'acme/connections-config'
/** A name that only {@link RESOLVE_TEST} resolves. */
const DIRECT_HOST = 'graph.test'

const folder = mkdtempSync(join(tmpdir(), 'proxy-'))
let azure: Azure
let github: GitHubStandIn
let token: string
let count = 0

beforeAll(async () => {
  azure = await startAzure([DIRECT_HOST])
  writeFileSync(join(folder, 'authority.pem'), azure.authority.certificate)
  const { key, chain } = await azure.authority.issue({ hosts: ['api.github.com'] })
  github = await startGitHub({ tls: { key, cert: chain.join('') } })
  token = github.createToken({
    login: 'github-actions[bot]',
    kind: 'installation',
    permissions: { [REPOSITORY]: { contents: 'write', pull_requests: 'write' } },
  })
  azure.entra.addApplication({
    tenant: azure.tenant.id,
    clientId: CALLER,
    federatedCredentials: [
      { issuer: azure.oidc.issuer, subject: azure.oidc.subject, audience: 'api://AzureADTokenExchange' },
    ],
    roles: ['Application.ReadWrite.All'],
  })
  azure.entra.resources.add(`https://${DIRECT_HOST}:${azure.graph.port}`)
})
afterAll(async () => {
  await github.stop()
  await azure.stop()
  rmSync(folder, { recursive: true })
})

/** A company's network: nothing but the proxy leads out, and names can't be resolved. */
async function inCompany(
  variables: (proxy: ProxyStandIn) => Record<string, string>,
  { inputs = {}, options = {} }: { inputs?: Record<string, string>; options?: ProxyOptions } = {},
  nodeArguments: readonly string[] = [],
) {
  await github.createRepository(REPOSITORY, { files: { 'mobile-config.xml': CONFIG }, private: true })
  const clientId = CLIENT.replace(/.{12}$/, String(++count).padStart(12, '0'))
  const registration = azure.graph.addApplication({ appId: clientId })
  const proxy = await startProxy({
    hosts: {
      'api.github.com': Number(new URL(github.apiUrl).port),
      'token.actions.githubusercontent.com': azure.oidc.port,
      'login.microsoftonline.com': azure.entra.port,
      'login.microsoftonline.us': azure.entra.port,
      'graph.microsoft.com': azure.graph.port,
      'graph.microsoft.us': azure.graph.port,
    },
    ...options,
  })
  const before = { azure: azure.graph.requests.length, github: github.requests.length }
  const result = await runAction({
    inputs: {
      token,
      'tenant-id': azure.tenant.id,
      'client-id': clientId,
      'azure-reconcile': 'apply',
      'azure-client-id': CALLER,
      ...inputs,
    },
    environment: {
      GITHUB_API_URL: 'https://api.github.com',
      GITHUB_REPOSITORY: REPOSITORY,
      NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem'),
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.actions.githubusercontent.com/token?api-version=2.0',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: azure.oidc.environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
      ...variables(proxy),
    },
    nodeArguments,
  })
  await proxy.stop()
  return {
    ...result,
    registration,
    targets: [...new Set(proxy.requests.map(({ target, status }) => `${target} ${status}`))].toSorted(),
    graphHosts: new Set(azure.graph.requests.slice(before.azure).map(({ host }) => host)),
    githubRequests: github.requests.length - before.github,
  }
}

/** Resolves the one name, as a company's own name server does for what is inside. */
const RESOLVE_TEST = [
  '--import',
  `data:text/javascript,${encodeURIComponent(`
    import dns from 'node:dns'
    import { syncBuiltinESMExports } from 'node:module'
    const { lookup } = dns
    dns.lookup = (host, options, callback) => lookup(host === '${DIRECT_HOST}' ? '127.0.0.1' : host, options, callback)
    syncBuiltinESMExports()`)}`,
]

describe('behind a proxy', () => {
  test.each(['https_proxy', 'HTTPS_PROXY'])(
    'that %s names, every request to GitHub, the OIDC endpoint, Entra and Graph goes through it',
    async (variable) => {
      const { exitCode, log, outputs, registration, targets, graphHosts } = await inCompany((proxy) => ({
        [variable]: proxy.url,
      }))
      if (exitCode !== 0) throw new Error(log)
      if (outputs['pull-request-operation'] !== 'created') throw new Error(log)
      const { publicClient } = registration.application as { publicClient: { redirectUris: string[] } }
      if (!publicClient.redirectUris.includes(MOBILE)) throw new Error(log)
      const wanted = [
        'api.github.com:443 200',
        'graph.microsoft.com:443 200',
        'login.microsoftonline.com:443 200',
        'token.actions.githubusercontent.com:443 200',
      ]
      if (JSON.stringify(targets) !== JSON.stringify(wanted)) throw new Error(targets.join('\n'))
      if ([...graphHosts].join() !== 'graph.microsoft.com') throw new Error([...graphHosts].join())
    },
  )

  test('a host that no_proxy names is reached directly, the others through the proxy', async ({ expect }) => {
    const { exitCode, log, targets, graphHosts } = await inCompany(
      (proxy) => ({ https_proxy: proxy.url, no_proxy: `other.example,${DIRECT_HOST}` }),
      { inputs: { 'graph-url': `https://${DIRECT_HOST}:${azure.graph.port}` } },
      RESOLVE_TEST,
    )
    expect(exitCode, log).toBe(0)
    expect(targets).toEqual([
      'api.github.com:443 200',
      'login.microsoftonline.com:443 200',
      'token.actions.githubusercontent.com:443 200',
    ])
    expect([...graphHosts]).toEqual([`${DIRECT_HOST}:${azure.graph.port}`])
  })

  test('that wants credentials, they are taken from the address', async ({ expect }) => {
    const { exitCode, log } = await inCompany((proxy) => ({ https_proxy: proxy.urlWithCredentials }), {
      options: { credentials: 'runner:pa55word' },
    })
    expect(exitCode, log).toBe(0)
    expect(log).not.toContain('pa55word')
  })

  test('that refuses, the error names the proxy', async ({ expect }) => {
    const { exitCode, log, githubRequests } = await inCompany((proxy) => ({ https_proxy: proxy.url }), {
      inputs: { 'azure-reconcile': 'off' },
      options: { credentials: 'runner:pa55word' },
    })
    expect(exitCode).toBe(1)
    expect(log).toContain('got no answer from GitHub: the connection broke')
    expect(log).toContain('the proxy answered with 407')
    expect(githubRequests).toBe(0)
  })

  test('the national cloud of the authorization endpoint is followed', async ({ expect }) => {
    const endpoint = (kind: string) =>
      `https://login.microsoftonline.us/${azure.tenant.id}/oauth2/v2.0/${kind}`
    const { exitCode, log, targets } = await inCompany((proxy) => ({ https_proxy: proxy.url }), {
      inputs: {
        'tenant-id': '',
        'authorize-endpoint-url': endpoint('authorize'),
        'token-endpoint-url': endpoint('token'),
      },
    })
    expect(exitCode, log).toBe(0)
    expect(targets).toContain('login.microsoftonline.us:443 200')
    expect(targets).toContain('graph.microsoft.us:443 200')
    expect(targets).not.toContain('graph.microsoft.com:443 200')
  })
})
