import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { FEDERATION_AUDIENCE } from './azure.ts'
import { startProxy } from './proxy/index.ts'
import { useAzure } from './use-azure.ts'

const azure = useAzure()
const publicClient = { redirectUris: ['com.ibm.ibmscp://com.ibm.mobile.connections/token'] }

let folder: string
beforeAll(async () => {
  folder = temporaryFolder('chain-')
  await writeFile(join(folder, 'root.pem'), azure().authority.certificate)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs the program with the OIDC token of a workflow that may change the application. */
async function run(environment: Readonly<Record<string, string>>): Promise<unknown> {
  const { entra, graph, oidc, tenant } = azure()
  const { clientId } = entra.addApplication({
    tenant: tenant.id,
    roles: ['Application.ReadWrite.OwnedBy'],
    federatedCredentials: [{ issuer: oidc.issuer, subject: oidc.subject, audience: FEDERATION_AUDIENCE }],
  })
  const { appId } = graph.addApplication({}, { owners: [clientId], tenant: tenant.id })
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, 'chain-program.ts')],
    {
      env: {
        ...(process.env['SystemRoot'] ? { SystemRoot: process.env['SystemRoot'] } : {}),
        NODE_EXTRA_CA_CERTS: join(folder, 'root.pem'),
        TENANT: tenant.id,
        CLIENT: clientId,
        APP: appId,
        PROPERTIES: JSON.stringify({ publicClient }),
        ...oidc.environment,
        ...environment,
      },
    },
  )
  return JSON.parse(/^result (.+)$/m.exec(stdout)![1]!)
}

test('a workflow signs in with its own token and changes the application that it owns', async () => {
  const { entra, graph } = azure()
  expect(await run({ LOGIN: entra.url, GRAPH: graph.url })).toEqual({
    before: { redirectUris: [] },
    after: publicClient,
  })
})

test('behind a proxy the same works under the public names', async () => {
  const { entra, graph } = azure()
  const proxy = await startProxy({
    hosts: { 'login.microsoftonline.com': entra.port, 'graph.microsoft.com': graph.port },
    credentials: 'ada:lovelace',
  })
  expect(
    await run({
      LOGIN: 'https://login.microsoftonline.com',
      GRAPH: 'https://graph.microsoft.com',
      HTTPS_PROXY: proxy.urlWithCredentials,
      NO_PROXY: 'localhost',
      NODE_USE_ENV_PROXY: '1',
    }),
  ).toEqual({ before: { redirectUris: [] }, after: publicClient })
  expect(new Set(proxy.requests.map(({ target, status }) => `${target} ${status}`))).toEqual(
    new Set(['login.microsoftonline.com:443 200', 'graph.microsoft.com:443 200']),
  )
  expect(entra.requests.at(-1)).toMatchObject({ host: 'login.microsoftonline.com', status: 200 })
  await proxy.stop()
})
