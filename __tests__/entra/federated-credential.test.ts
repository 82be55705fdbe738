import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { planRegistration, type RegistrationWorld } from '../../src/entra/reconcile.ts'
import type { RegistrationRequest } from '../../src/entra/request.ts'
import { fetchWhole } from '../../src/network/index.ts'
import { useAzure } from '../stand-ins/use-azure.ts'
import { MOBILE, NO_PROPERTIES } from './registrations.ts'

interface Parameters {
  readonly issuer: string
  readonly subject: string
  readonly audiences: readonly string[]
}

const SETUP = readFileSync(join(import.meta.dirname, '../../docs/azure-setup.md'), 'utf8')
const hasTools = ['bash', 'jq'].every((tool) => spawnSync(tool, ['--version']).status === 0)

describe.each(['names', 'ids'] as const)('a job whose subject is made of %s', (subjects) => {
  const azure = useAzure([], { subjects })

  /** A caller with nothing but its permission. */
  function story() {
    const { entra, graph, oidc, tenant } = azure()
    const caller = entra.addApplication({ tenant: tenant.id, roles: ['Application.Read.All'] })
    const { appId: clientId } = graph.addApplication()
    const request: RegistrationRequest = {
      reconcile: 'apply',
      identity: {
        tenantId: tenant.id,
        clientId: caller.clientId,
        credential: { kind: 'federated' },
        authority: entra.url,
        graphUrl: graph.url,
      },
      signIn: { clientId, scopes: ['openid'], tenant: tenant.id, version: 'v2' },
      relyingParty: NO_PROPERTIES,
      wanted: { redirectUris: [MOBILE] },
    }
    const world: RegistrationWorld = {
      fetch: fetchWhole,
      fetchOnce: fetchWhole,
      environment: oidc.environment,
      mask: () => {},
      wait: async () => {},
      inDoubt: () => {},
      changed: () => {},
    }
    const run = () => planRegistration(request, world)
    /** As the Azure CLI does. */
    const create = (id: string, parameters: string) => {
      expect(id).toBe(caller.clientId)
      const { issuer, subject, audiences }: Parameters = JSON.parse(parameters)
      caller.federatedCredentials = [{ issuer, subject, audience: audiences[0]! }]
    }
    return { caller, run, create }
  }

  test('signs in after the command that its first run has printed', async () => {
    const { run, create } = story()
    const { message } = await run().then(
      () => expect.unreachable(),
      (error: Error) => error,
    )
    const [, id = '', parameters = ''] =
      /federated-credential create --id (\S+) --parameters '(.*)'$/m.exec(message) ?? []
    create(id, parameters)
    await expect(run()).resolves.toBeDefined()
  })

  test.skipIf(!hasTools)('signs in after the commands of docs/azure-setup.md', async () => {
    const { caller, run, create } = story()
    const { repository, customization } = azure().oidc
    const commands = /```sh\n( *repository=.*?)```/s.exec(SETUP)![1]!
    const tools = [
      'gh() { case "$2" in',
      `  repos/acme/connections-config) printf %s '${JSON.stringify(repository)}' ;;`,
      `  repos/acme/connections-config/actions/oidc/customization/sub) printf %s '${JSON.stringify(customization)}' ;;`,
      '  *) exit 1 ;; esac | jq --raw-output "$4"; }',
      `az() { printf '%s\\0' "$@"; }`,
    ].join('\n')
    const { stdout, stderr } = spawnSync(
      'bash',
      ['--norc', '-euc', `${tools}\ncaller=${caller.clientId}\n${commands}`],
      {
        encoding: 'utf8',
      },
    )
    expect(stderr).toBe('')
    const words = stdout.split('\0')
    expect(words.slice(0, 4)).toEqual(['ad', 'app', 'federated-credential', 'create'])
    create(words[words.indexOf('--id') + 1]!, words[words.indexOf('--parameters') + 1]!)
    await expect(run()).resolves.toBeDefined()
  })
})
