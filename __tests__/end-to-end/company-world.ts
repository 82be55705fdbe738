import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import tls from 'node:tls'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Azure, startAzure } from '../stand-ins/azure.ts'
import { type GitHubStandIn, startGitHub } from '../stand-ins/github/index.ts'
import { type Application, exposedScope } from '../stand-ins/graph/index.ts'
import { type ProxyOptions, type ProxyStandIn, startProxy } from '../stand-ins/proxy/index.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { leaksOf, secretsOf } from './leaks.ts'
import { runAction } from './run-action.ts'
import { runHere } from './run-here.ts'
import { CONFIG } from './world.ts'

export const CALLER = '0f3c1a52-77b1-4c7e-9b60-2d5a3f4e8c11'
export const SECRET = 'Zt8~Q.client-secret-of-the-caller_4x'
const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
/** What reaches out to everything: GitHub, the OIDC endpoint, Entra and Graph. */
export function reachingOut({
  azure,
  clientId,
}: {
  readonly azure: Pick<Azure, 'tenant'>
  readonly clientId: string
}) {
  return {
    'tenant-id': azure.tenant.id,
    'client-id': clientId,
    'azure-reconcile': 'apply',
    'azure-client-id': CALLER,
  }
}

/** A name that only a company's own name server resolves; see proxy.test.ts. */
export const DIRECT_HOST = 'graph.test'

export interface CompanyRun {
  readonly inputs?: Readonly<Record<string, string>>
  readonly environment?: (proxy: ProxyStandIn) => Record<string, string>
  readonly nodeArguments?: readonly string[]
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  /** With the sources in this process, which is quicker; else with dist. */
  readonly isHere?: boolean
}

/**
 * A company's network with the public services under their real names: nothing but the proxy leads out, and names can't be
 * resolved. So what the action sends goes through the proxy, or nowhere.
 */
export function useCompany() {
  const folder = temporaryFolder('company-')
  let azure: Azure
  let github: GitHubStandIn
  let count = 0
  const leaks: string[] = []
  beforeAll(async () => {
    azure = await startAzure([DIRECT_HOST])
    writeFileSync(join(folder, 'authority.pem'), azure.authority.certificate)
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), azure.authority.certificate])
    const { key, chain } = await azure.authority.issue({ hosts: ['api.github.com'] })
    github = await startGitHub({ tls: { key, cert: chain.join('') } })
    azure.entra.addApplication({
      tenant: azure.tenant.id,
      clientId: CALLER,
      secrets: [{ value: SECRET, expires: new Date(Date.now() + 86_400_000) }],
      federatedCredentials: azure.federatedCredentials,
      roles: ['Application.ReadWrite.All'],
    })
    azure.entra.resources.add(`https://${DIRECT_HOST}:${azure.graph.port}`)
  })
  afterAll(async () => {
    await github.stop()
    await azure.stop()
    rmSync(folder, { recursive: true })
    expect([...azure.violations(), ...github.violations, ...leaks]).toEqual([])
  })

  /** A repository, an app registration and a proxy of its own. */
  const company = async ({
    repository: name = `acme/config-${count + 1}`,
    files = { 'mobile-config.xml': CONFIG },
    application = {},
    hosts = {},
    proxy: options = {},
  }: {
    repository?: string
    files?: Readonly<Record<string, string | Uint8Array>>
    application?: Application
    hosts?: Readonly<Record<string, number>>
    proxy?: ProxyOptions
  } = {}) => {
    const clientId = CLIENT.replace(/.{12}$/, String(++count).padStart(12, '0'))
    const repository = await github.createRepository(name, { files: { ...files }, private: true })
    const token = github.createJobToken(name)
    const registration = azure.graph.addApplication({
      appId: clientId,
      identifierUris: [`api://${clientId}`],
      api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [exposedScope('default')] },
      ...application,
    })
    const proxy = await startProxy({
      hosts: {
        'api.github.com': Number(new URL(github.apiUrl).port),
        'token.actions.githubusercontent.com': azure.oidc.port,
        'login.microsoftonline.com': azure.entra.port,
        'login.microsoftonline.us': azure.entra.port,
        'graph.microsoft.com': azure.graph.port,
        'graph.microsoft.us': azure.graph.port,
        ...hosts,
      },
      ...options,
    })
    const graphRequests = azure.graph.requests.length
    return {
      azure,
      github: repository,
      githubPort: Number(new URL(github.apiUrl).port),
      githubRequests: () => github.requests.filter((request) => request.repository === name),
      registration,
      clientId,
      token,
      proxy,
      /** "host:port status" of every tunnel. */
      tunnels: () =>
        [...new Set(proxy.requests.map(({ target, status }) => `${target} ${status}`))].toSorted(),
      graphHosts: () => [...new Set(azure.graph.requests.slice(graphRequests).map(({ host }) => host))],
      async run({
        inputs = {},
        environment,
        nodeArguments = [],
        files: workspace = {},
        isHere = false,
      }: CompanyRun = {}) {
        const job = {
          inputs: { token, ...inputs },
          environment: {
            GITHUB_API_URL: 'https://api.github.com',
            GITHUB_REPOSITORY: name,
            NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem'),
            ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.actions.githubusercontent.com/token?api-version=2.0',
            ACTIONS_ID_TOKEN_REQUEST_TOKEN: azure.oidc.environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
            RUNNER_DEBUG: '1',
            ...(environment?.(proxy) ?? { https_proxy: proxy.url }),
          },
        }
        const result = await (isHere ? runHere(job) : runAction({ ...job, nodeArguments, files: workspace }))
        const password = options.credentials?.split(':')[1]
        const secrets = [...secretsOf(inputs, azure), ...(password ? [password] : [])]
        leaks.push(...(await leaksOf(result, repository, secrets)))
        return result
      },
    }
  }
  return { company, azure: () => azure, authorityFile: () => join(folder, 'authority.pem') }
}
