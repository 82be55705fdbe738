import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startAzure } from '../stand-ins/azure.ts'
import { startConnections } from '../stand-ins/connections/index.ts'
import { startGitHub } from '../stand-ins/github/index.ts'
import { exposedScope } from '../stand-ins/graph/index.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { SECRET } from './azure-world.ts'
import { CLIENT, CONFIG, TENANT } from './world.ts'

const CALLER = '0f3c1a52-77b1-4c7e-9b60-2d5a3f4e8c11'
const REPOSITORY = 'acme/connections-config'
const CONNECTIONS = 'connections.example.com'

export const SERVICES = ['github', 'oidc', 'entra', 'graph', 'connections'] as const
export type Service = (typeof SERVICES)[number]

/** The public names of the services. */
export const HOSTS: Readonly<Record<Service, string>> = {
  github: 'api.github.com',
  oidc: 'token.actions.githubusercontent.com',
  entra: 'login.microsoftonline.com',
  graph: 'graph.microsoft.com',
  connections: CONNECTIONS,
}

/** The app registration before a run; the same everywhere, because what is there afterwards is compared. */
const REGISTERED = {
  id: '5d1f8d2e-52d1-4c0e-9a5c-3f0f7e9b6a10',
  appId: CLIENT,
  displayName: 'HCL Connections',
  identifierUris: [`api://${CLIENT}`],
  api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [exposedScope('default')] },
  publicClient: { redirectUris: ['http://localhost'] },
  isFallbackPublicClient: null,
  web: { redirectUris: [`https://${CONNECTIONS}/oidcclient/redirect`] },
}

/** Another environment of the same company, in a tenant of its own. */
const OTHER_TENANT = '6f7a1c55-0c1e-4a55-9f57-1d8d1f7d20c4'
const OTHER_CLIENT = '93f1b6de-5a0b-4c05-8b7a-0f6f0a8f3e21'
const OTHER_PATH = 'production/mobile-config.xml'

/** The app registration as it is wanted. */
const AS_WANTED = {
  publicClient: { redirectUris: ['http://localhost', 'com.ibm.ibmscp://com.ibm.mobile.connections/token'] },
  isFallbackPublicClient: true,
}

/** What the live server has after the change. */
const ENDPOINT = `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0`
const LIVE = {
  enabled: 'true',
  AuthType: 'OAuth',
  OAuthAuthorizationURL: `${ENDPOINT}/authorize`,
  OAuthTokenURL: `${ENDPOINT}/token`,
  OAuthClientId: CLIENT,
  OAuthScopes: `openid profile email api://${CLIENT}/default offline_access`,
}

export type FaultServices = Awaited<ReturnType<typeof startFaultServices>>

/** Every service that a run speaks to, under its public name, and what a job has to speak to it. */
export async function startFaultServices() {
  const folder = temporaryFolder('faults-')
  const azure = await startAzure()
  const { authority } = azure
  const authorityFile = join(folder, 'authority.pem')
  writeFileSync(authorityFile, authority.certificate)
  const { key, chain } = await authority.issue({ hosts: ['api.github.com'] })
  const github = await startGitHub({ tls: { key, cert: chain.join('') } })
  const connections = await startConnections({ authority, hosts: [CONNECTIONS] })
  connections.checkIn(LIVE)
  connections.restartMobile()

  const client = await authority.issue({ hosts: ['caller'], kind: 'client' })
  azure.entra.addApplication({
    tenant: azure.entra.addTenant({ id: TENANT }).id,
    clientId: CALLER,
    federatedCredentials: azure.federatedCredentials,
    secrets: [{ value: SECRET, expires: new Date(Date.now() + 86_400_000) }],
    certificates: [client.certificate],
    roles: ['Application.ReadWrite.OwnedBy'],
  })
  const registration = azure.graph.addApplication(REGISTERED, { owners: [CALLER] })
  azure.entra.addTenant({ id: OTHER_TENANT })
  const other = {
    id: OTHER_CLIENT,
    appId: OTHER_CLIENT,
    identifierUris: [`api://${OTHER_CLIENT}`],
    // Its users are in another tenant than the registration.
    signInAudience: 'AzureADMultipleOrgs',
  }
  azure.graph.addApplication({ ...REGISTERED, ...AS_WANTED, ...other }, { owners: [CALLER] })
  const files = { 'mobile-config.xml': CONFIG }
  const repository = await github.createRepository(REPOSITORY, { files, private: true })

  const environments = [
    {
      name: 'test',
      'config-path': 'mobile-config.xml',
      'tenant-id': TENANT,
      'client-id': CLIENT,
      'connections-url': `https://${CONNECTIONS}`,
    },
    {
      name: 'production',
      'config-path': OTHER_PATH,
      'tenant-id': OTHER_TENANT,
      'client-id': OTHER_CLIENT,
    },
  ]
  writeFileSync(join(folder, 'environments.json'), JSON.stringify(environments))

  const hosts = {
    [HOSTS.github]: Number(new URL(github.apiUrl).port),
    [HOSTS.oidc]: azure.oidc.port,
    [HOSTS.entra]: azure.entra.port,
    [HOSTS.graph]: azure.graph.port,
    [HOSTS.connections]: connections.port,
  }
  return {
    hosts,
    authority: authority.certificate,
    azure,
    servers: { github, oidc: azure.oidc, entra: azure.entra, graph: azure.graph, connections },
    repository,
    registration,
    token: github.createJobToken(REPOSITORY),
    certificate: `${client.key}\n${client.certificate}`,
    /** Inputs that name the services. */
    inputs: {
      'tenant-id': TENANT,
      'client-id': CLIENT,
      'azure-client-id': CALLER,
      'connections-url': `https://${CONNECTIONS}`,
    },
    /** Inputs for all environments at once: the tenant and the client ID of each are in the inventory. */
    inputsForAll: {
      environments: 'environments.json',
      'azure-client-id': CALLER,
      'azure-tenant-id': TENANT,
    },
    /** Variables that lead there. */
    environment: {
      GITHUB_WORKSPACE: folder,
      GITHUB_API_URL: 'https://api.github.com',
      GITHUB_REPOSITORY: REPOSITORY,
      NODE_EXTRA_CA_CERTS: authorityFile,
      MOBILE_SSO_TEST_ROOTS: authorityFile,
      no_proxy: '*',
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
      FAULTS_HOSTS: JSON.stringify(hosts),
    },
    /** Variables of a job with "id-token: write". */
    federation: {
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.actions.githubusercontent.com/token?api-version=2.0',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: azure.oidc.environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
    },
    violations: () => [...azure.violations(), ...github.violations, ...connections.violations],
    async stop() {
      await Promise.all([github.stop(), azure.stop(), connections.stop()])
      rmSync(folder, { recursive: true })
    },
  }
}

/** Brings the app registration to where it was, or to where it is wanted. */
export function resetRegistration({ registration }: FaultServices, isAsWanted: boolean): void {
  registration.edit(
    isAsWanted ? AS_WANTED : { publicClient: REGISTERED.publicClient, isFallbackPublicClient: null },
  )
}

/** Adds the file of the other environment, which has what the first one has, with values of its own. */
export async function addEnvironment({ repository }: FaultServices): Promise<void> {
  const file = (await repository.read('main:mobile-config.xml')).toString()
  await repository.push('main', {
    [OTHER_PATH]: file.replaceAll(TENANT, OTHER_TENANT).replaceAll(CLIENT, OTHER_CLIENT),
  })
}
