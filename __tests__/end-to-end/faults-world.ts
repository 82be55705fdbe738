import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { derivedBranch } from '../../src/input-rules.ts'
import { startAzure } from '../stand-ins/azure.ts'
import { startConnections } from '../stand-ins/connections/index.ts'
import { type Fault, startGitHub } from '../stand-ins/github/index.ts'
import { exposedScope } from '../stand-ins/graph/index.ts'
import { DIRECT } from './faults-preloaded.ts'
import { leaksOf, secretsOf } from './leaks.ts'
import { type ActionResult, runAction } from './run-action.ts'
import { CLIENT, CONFIG, TENANT } from './world.ts'

const CALLER = '0f3c1a52-77b1-4c7e-9b60-2d5a3f4e8c11'
const REPOSITORY = 'acme/connections-config'
const CONNECTIONS = 'connections.example.com'
const BRANCH = derivedBranch('mobile-config.xml', undefined)

export const SERVICES = ['github', 'oidc', 'entra', 'graph', 'connections'] as const
export type Service = (typeof SERVICES)[number]

/** The jobs whose requests are disturbed. */
export const STORIES = ['creating', 'updating', 'closing', 'checking'] as const
export type Story = (typeof STORIES)[number]

/** One request of a run, by what it is rather than by when it comes: some are sent at the same time. */
export interface Arrival {
  readonly service: Service
  /** "POST /repos/{owner}/{repo}/pulls 1": the first such request. */
  readonly request: string
}

/** What a run could have changed, without what differs from run to run. */
export interface State {
  readonly branches: string
  readonly pulls: string
  readonly registration: string
}

export type FaultWorld = Awaited<ReturnType<typeof startFaultWorld>>

/** Every service that a run speaks to, under their public names and for one run at a time. */
export async function startFaultWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'faults-'))
  const azure = await startAzure()
  const authorityFile = join(folder, 'authority.pem')
  writeFileSync(authorityFile, azure.authority.certificate)
  const { key, chain } = await azure.authority.issue({ hosts: ['api.github.com'] })
  const github = await startGitHub({ tls: { key, cert: chain.join('') } })
  const connections = await startConnections({ authority: azure.authority, hosts: [CONNECTIONS] })
  const servers = { github, oidc: azure.oidc, entra: azure.entra, graph: azure.graph, connections }
  azure.entra.addApplication({
    tenant: azure.entra.addTenant({ id: TENANT }).id,
    clientId: CALLER,
    federatedCredentials: azure.federatedCredentials,
    roles: ['Application.ReadWrite.OwnedBy'],
  })
  const registered = {
    // The same in every world: what they hold is compared.
    id: '5d1f8d2e-52d1-4c0e-9a5c-3f0f7e9b6a10',
    appId: CLIENT,
    displayName: 'HCL Connections',
    identifierUris: [`api://${CLIENT}`],
    api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [exposedScope('default')] },
    publicClient: { redirectUris: ['http://localhost'] },
    isFallbackPublicClient: null,
    web: { redirectUris: [`https://${CONNECTIONS}/oidcclient/redirect`] },
  }
  const registration = azure.graph.addApplication(registered, { owners: [CALLER] })
  const repository = await github.createRepository(REPOSITORY, {
    files: { 'mobile-config.xml': CONFIG },
    private: true,
  })
  const token = github.createJobToken(REPOSITORY)
  const port = (url: string) => Number(new URL(url).port)
  const hosts = {
    'api.github.com': port(github.apiUrl),
    'token.actions.githubusercontent.com': azure.oidc.port,
    'login.microsoftonline.com': azure.entra.port,
    'graph.microsoft.com': azure.graph.port,
    [CONNECTIONS]: connections.port,
  }
  const endpoint = `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0`
  connections.checkIn({
    enabled: 'true',
    AuthType: 'OAuth',
    OAuthAuthorizationURL: `${endpoint}/authorize`,
    OAuthTokenURL: `${endpoint}/token`,
    OAuthClientId: CLIENT,
    OAuthScopes: `openid profile email api://${CLIENT}/default offline_access`,
  })
  connections.restartMobile()

  const inputs = {
    token,
    'tenant-id': TENANT,
    'client-id': CLIENT,
    'azure-client-id': CALLER,
    'connections-url': `https://${CONNECTIONS}`,
    'azure-reconcile': 'apply',
    labels: 'sso',
    assignees: 'octocat',
    reviewers: 'hubot',
  }
  const INPUTS: Record<Story, Readonly<Record<string, string>>> = {
    creating: inputs,
    updating: { ...inputs, scope: 'openid', title: 'Phones', labels: 'sso, phones' },
    closing: inputs,
    checking: { ...inputs, mode: 'check', 'azure-reconcile': 'check' },
  }

  /** Is asked before each request, with its number among those that look the same. */
  let inject: ((arrival: Arrival) => Fault | undefined) | undefined
  const seen = new Map<string, number>()
  for (const service of SERVICES) {
    servers[service].before((request: { method: string; path: string; route?: string }) => {
      const route = request.route ?? request.path.replace(/\?.*$/, '')
      // Entra's own look at the keys of the issuer is no request of the run.
      if (service === 'oidc' && route.startsWith('/.well-known/')) return undefined
      const name = `${service} ${request.method} ${route}`
      const count = (seen.get(name) ?? 0) + 1
      seen.set(name, count)
      return inject?.({ service, request: `${request.method} ${route} ${count}` })
    })
  }

  const environment = (runLimit: number) => ({
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_REPOSITORY: REPOSITORY,
    NODE_EXTRA_CA_CERTS: authorityFile,
    MOBILE_SSO_TEST_ROOTS: authorityFile,
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.actions.githubusercontent.com/token?api-version=2.0',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: azure.oidc.environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
    RUNNER_DEBUG: '1',
    no_proxy: '*',
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
    FAULTS_HOSTS: JSON.stringify(hosts),
    RUN_LIMIT: String(runLimit),
  })

  /** Runs dist/index.js. @returns what came of it, and the secrets that it let out */
  async function run(story: Story, injection?: typeof inject, runLimit = 120) {
    seen.clear()
    inject = injection
    const requests = SERVICES.filter((service) => service !== 'github').map(
      (service) => servers[service].requests as unknown[],
    )
    for (const list of requests) list.length = 0
    const result = await runAction({
      inputs: INPUTS[story],
      environment: environment(runLimit),
      nodeArguments: DIRECT,
    })
    inject = undefined
    const leaks = await leaksOf(result, repository, [token, ...secretsOf(INPUTS[story], azure)])
    return { ...result, leaks }
  }

  async function state(): Promise<State> {
    const names = (await repository.git('for-each-ref', '--format=%(refname)')).trim().split('\n')
    const branches = await Promise.all(
      names.map((name) =>
        repository.git('log', `--format=${name} %T %s`, name === 'refs/heads/main' ? name : `main..${name}`),
      ),
    )
    const pulls = repository.pulls().map(({ head: _, body, comments, ...pull }) => ({
      ...pull,
      marker: /<!-- mobile-sso-config wanted=.*-->/.exec(body ?? '')?.[0],
      comments: comments.length,
    }))
    const { publicClient, isFallbackPublicClient } = registration.application as Record<string, unknown>
    return {
      branches: branches.join(''),
      pulls: JSON.stringify(pulls, undefined, 1),
      registration: JSON.stringify({ publicClient, isFallbackPublicClient }),
    }
  }

  const succeeded = ({ exitCode, log }: ActionResult) => {
    if (exitCode !== 0) throw new Error(`The world could not be made:\n${log}`)
  }
  const before = {
    registration: { publicClient: registered.publicClient, isFallbackPublicClient: null },
    restore: await repository.keep(),
  }
  const starts = new Map<Story, () => Promise<void>>([['creating', before.restore]])
  /** What was there before each of the stories. */
  const PREPARATIONS: Record<Exclude<Story, 'creating'>, () => Promise<void>> = {
    async updating() {
      succeeded(await run('creating'))
      await repository.push('main', { 'NOTES.md': 'The base moves.' })
    },
    async closing() {
      succeeded(await run('creating'))
      await repository.push('main', {
        'mobile-config.xml': await repository.read(`${BRANCH}:mobile-config.xml`),
      })
    },
    async checking() {
      succeeded(await run('creating'))
      await repository.mergePull(1)
      await repository.deleteBranch(BRANCH)
    },
  }

  /** Brings everything to where a story starts. */
  async function begin(story: Story): Promise<void> {
    registration.edit(before.registration)
    const start = starts.get(story)
    if (start) await start()
    else {
      await before.restore()
      await PREPARATIONS[story as Exclude<Story, 'creating'>]()
      starts.set(story, await repository.keep())
    }
    if (story !== 'checking') registration.edit(before.registration)
    else
      registration.edit({
        publicClient: {
          redirectUris: ['http://localhost', 'com.ibm.ibmscp://com.ibm.mobile.connections/token'],
        },
        isFallbackPublicClient: true,
      })
  }

  return {
    begin,
    run,
    state,
    refuse: (service: Service) => servers[service].refuse(),
    violations: () => [...azure.violations(), ...github.violations, ...connections.violations],
    async stop() {
      await Promise.all([github.stop(), azure.stop(), connections.stop()])
      rmSync(folder, { recursive: true })
    },
  }
}
