import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ActionResult, runAction } from '../__tests__/end-to-end/run-action.ts'
import { startAzure } from '../__tests__/stand-ins/azure.ts'
import { type RepositoryStandIn, startGitHub } from '../__tests__/stand-ins/github/index.ts'
import { exposedScope } from '../__tests__/stand-ins/graph/index.ts'

const REPOSITORY = 'acme/connections-config'
const PATH = 'LotusConnections-config/mobile-config.xml'
const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
/** The application that calls Graph. */
const CALLER = '0f3c1a52-77b1-4c7e-9b60-2d5a3f4e8c11'

/** As an administrator copies them from the console; the secret is masked and goes nowhere. */
const PROVIDER_PROPERTIES = [
  'provider_1.identifier\tazure',
  `provider_1.clientId\t${CLIENT}`,
  'provider_1.clientSecret\tnot~a~real~secret',
  `provider_1.authorizeEndpointUrl\thttps://login.microsoftonline.com/${TENANT}/oauth2/v2.0/authorize`,
  `provider_1.tokenEndpointUrl\thttps://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
  `provider_1.scope\topenid profile email api://${CLIENT}/default`,
].join('\n')

export interface DemoWorld {
  readonly repository: RepositoryStandIn
  /** Runs the main job. @throws when it fails */
  run(): Promise<ActionResult>
}

/** The stand-ins of GitHub, Entra ID, Graph and the runner's OIDC endpoint, as long as they are needed. */
export async function withDemoWorld<T>(use: (world: DemoWorld) => Promise<T>): Promise<T> {
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
    const config = readFileSync(join(import.meta.dirname, '../__tests__/fixtures/mobile-config.xml'))
    const repository = await github.createRepository(REPOSITORY, { files: { [PATH]: config }, private: true })
    const token = github.createToken({
      login: 'github-actions[bot]',
      kind: 'installation',
      permissions: { [REPOSITORY]: { contents: 'write', pull_requests: 'write' } },
    })
    const run = async () => {
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
        },
        environment: {
          ...github.variablesOf(REPOSITORY),
          NODE_EXTRA_CA_CERTS: authorityFile,
          ...azure.oidc.environment,
        },
      })
      if (result.exitCode !== 0) throw new Error(`The action failed:\n${result.log}`)
      return result
    }
    return await use({ repository, run })
  } finally {
    await github.stop()
    await azure.stop()
    rmSync(folder, { recursive: true })
  }
}
