import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Azure, startAzure } from '../../__tests__/stand-ins/azure.ts'
import { createAuthority } from '../../__tests__/stand-ins/certificates/index.ts'
import {
  type GitHubStandIn,
  type RepositoryStandIn,
  startGitHub,
} from '../../__tests__/stand-ins/github/index.ts'
import type { Registration } from '../../__tests__/stand-ins/graph/index.ts'
import type { AzureCredential, AzureSettings, GitHubSettings } from './settings.ts'
import { type AzureSide, addressOf, type GitHubSide, GRAPH, LOGIN } from './world.ts'

const REPOSITORY = 'acme/connections-config-acceptance'
const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
const CALLER = '0f3c1a52-77b1-4c7e-9b60-2d5a3f4e8c11'
const SECRET = 'Zt8~Q.client-secret-of-the-caller_4x'

/**
 * @param like the real one that it is compared with: the same kind of server and of token
 * @param name of its repository
 */
export async function standInGitHub(
  like?: Pick<GitHubSettings, 'apiUrl' | 'token'>,
  name = REPOSITORY,
): Promise<GitHubSide & { readonly server: GitHubStandIn; readonly stored: RepositoryStandIn }> {
  const { pathname } = new URL(like?.apiUrl ?? 'https://api.github.com')
  const host = pathname === '/' ? 'api.github.com' : 'github.acme.example'
  const authority = await createAuthority()
  const { key, chain } = await authority.issue({ hosts: [host] })
  const github = await startGitHub({ enterprise: pathname !== '/', tls: { key, cert: chain.join('') } })
  const stored = await github.createRepository(name, {
    private: true,
    files: { 'README.md': 'For tests.\n' },
  })
  const isApp = like?.token.startsWith('ghs_') ?? false
  const token = github.createToken({
    login: isApp ? 'acceptance[bot]' : 'octocat',
    kind: isApp ? 'installation' : 'user',
    permissions: { [name]: { contents: 'write', pull_requests: 'write' } },
  })
  const standIn = { port: Number(new URL(github.apiUrl).port), certificate: authority.certificate }
  return {
    isReal: false,
    apiUrl: `https://${host}${pathname === '/' ? '' : pathname}`,
    serverUrl: pathname === '/' ? 'https://github.com' : `https://${host}`,
    repository: name,
    server: github,
    stored,
    token,
    service: { name: 'github', host, standIn },
    violations: () => github.violations,
    stop: () => github.stop(),
  }
}

/**
 * @param like the real one that it is compared with: signed in to in the same way
 * @param displayName of its app registration
 */
export async function standInAzure(
  like?: Pick<AzureSettings, 'credential'>,
  displayName = 'Connections-acceptance',
): Promise<AzureSide & { readonly server: Azure; readonly stored: Registration }> {
  const azure = await startAzure()
  const { entra, graph, oidc, tenant } = azure
  entra.addApplication({
    tenant: tenant.id,
    clientId: CALLER,
    secrets: [{ value: SECRET, expires: new Date(Date.now() + 86_400_000) }],
    federatedCredentials: azure.federatedCredentials,
    roles: ['Application.ReadWrite.OwnedBy'],
  })
  const stored = graph.addApplication({ appId: CLIENT, displayName }, { owners: [CALLER] })
  const at = ({ port }: { readonly port: number }) => ({
    standIn: { port, certificate: azure.authority.certificate },
  })
  const requestUrl = 'https://token.actions.githubusercontent.com/token?api-version=2.0'
  const requestToken = oidc.environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN
  const credential: AzureCredential =
    like?.credential.kind === 'secret'
      ? { kind: 'secret', secret: SECRET }
      : { kind: 'federated', requestUrl, requestToken }
  return {
    isReal: false,
    server: azure,
    stored,
    tenantId: tenant.id,
    clientId: CLIENT,
    callerId: CALLER,
    credential,
    entra: { name: 'entra', host: LOGIN, ...at(entra) },
    graph: { name: 'graph', host: GRAPH, ...at(graph) },
    runner:
      credential.kind === 'federated' ? { name: 'runner', ...addressOf(requestUrl), ...at(oidc) } : undefined,
    violations: () => azure.violations(),
    stop: () => azure.stop(),
  }
}

/** The file that the stories start from: comments, tabs, CRLF. */
export const CONFIG = readFileSync(join(import.meta.dirname, '../../__tests__/fixtures/mobile-config.xml'))
