import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ActionResult, runAction } from '../__tests__/end-to-end/run-action.ts'
import { startAzure } from '../__tests__/stand-ins/azure.ts'
import {
  type GitHubStandIn,
  type RepositoryStandIn,
  startGitHub,
} from '../__tests__/stand-ins/github/index.ts'
import { exposedScope } from '../__tests__/stand-ins/graph/index.ts'

const REPOSITORY = 'acme/connections-config'
export const PATH = 'LotusConnections-config/mobile-config.xml'
export const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
export const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
/** The application that calls Graph. */
const CALLER = '0f3c1a52-77b1-4c7e-9b60-2d5a3f4e8c11'

/** It is masked and goes nowhere. */
export const SECRET = 'not~a~real~secret'

/** As an administrator copies them from the console. */
const PROVIDER_PROPERTIES = [
  'provider_1.identifier\tazure',
  `provider_1.clientId\t${CLIENT}`,
  `provider_1.clientSecret\t${SECRET}`,
  `provider_1.authorizeEndpointUrl\thttps://login.microsoftonline.com/${TENANT}/oauth2/v2.0/authorize`,
  `provider_1.tokenEndpointUrl\thttps://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
  `provider_1.scope\topenid profile email api://${CLIENT}/default`,
].join('\n')

export interface DemoWorld {
  readonly github: GitHubStandIn
  readonly repository: RepositoryStandIn
  /** Runs the main job, with these inputs instead of its own. @throws when it does not end with this exit code */
  run(inputs?: Readonly<Record<string, string>>, exitCode?: number): Promise<ActionResult>
}

/** The file of the demo's repository, as the deployment manager had it. */
export const MOBILE_CONFIG = readFileSync(
  join(import.meta.dirname, '../__tests__/fixtures/mobile-config.xml'),
)

/**
 * The stand-ins of GitHub, Entra ID, Graph and the runner's OIDC endpoint, as long as they are needed.
 * @param file of the repository; null for a repository without it
 */
export async function withDemoWorld<T>(
  use: (world: DemoWorld) => Promise<T>,
  file: Uint8Array | null = MOBILE_CONFIG,
): Promise<T> {
  const github = await startGitHub()
  const azure = await startAzure()
  const folder = mkdtempSync(join(tmpdir(), 'demo-'))
  try {
    const authorityFile = join(folder, 'authority.pem')
    writeFileSync(authorityFile, azure.authority.certificate)
    azure.entra.addApplication({
      tenant: azure.entra.addTenant({ id: TENANT }).id,
      clientId: CALLER,
      federatedCredentials: azure.federatedCredentials,
      roles: ['Application.ReadWrite.OwnedBy'],
    })
    azure.graph.addApplication(
      {
        appId: CLIENT,
        displayName: 'HCL Connections',
        identifierUris: [`api://${CLIENT}`],
        api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [exposedScope('default')] },
        web: { redirectUris: ['https://connections.example.com/oidcclient/azure'] },
      },
      { owners: [CALLER] },
    )
    const files = file ? { [PATH]: file } : { 'README.md': 'Configuration of the mobile clients.\n' }
    const repository = await github.createRepository(REPOSITORY, { files, private: true })
    const token = github.createToken({
      login: 'github-actions[bot]',
      kind: 'installation',
      permissions: { [REPOSITORY]: { contents: 'write', pull_requests: 'write' } },
    })
    const run = async (inputs: Readonly<Record<string, string>> = {}, exitCode = 0) => {
      const result = await runAction({
        inputs: {
          token,
          'config-path': PATH,
          'provider-properties': PROVIDER_PROPERTIES,
          labels: 'mobile-sso',
          'azure-reconcile': 'apply',
          'azure-client-id': CALLER,
          'azure-authority-host': azure.entra.url,
          'graph-url': azure.graph.url,
          ...inputs,
        },
        environment: {
          ...github.variablesOf(REPOSITORY),
          NODE_EXTRA_CA_CERTS: authorityFile,
          ...azure.oidc.environment,
        },
      })
      if (result.exitCode !== exitCode) throw new Error(`The action ended otherwise:\n${result.log}`)
      return result
    }
    return await use({ github, repository, run })
  } finally {
    await github.stop()
    await azure.stop()
    rmSync(folder, { recursive: true })
  }
}
