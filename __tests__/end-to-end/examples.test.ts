import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { parse } from 'yaml'
import { startConnections } from '../stand-ins/connections/index.ts'
import { CALLER, SECRET, useCompany } from './company-world.ts'
import { CONFIG } from './world.ts'

const ROOT = join(import.meta.dirname, '../..')
const ACTION = 'your-organisation/mobile-sso-config@v1'

interface Step {
  readonly uses?: string
  readonly with?: Readonly<Record<string, string | number | boolean>>
}
interface Job {
  /** A job that calls a reusable workflow has none. */
  readonly steps?: readonly Step[]
  readonly strategy?: { readonly matrix: { readonly include: readonly Record<string, string>[] } }
}
interface Workflow {
  readonly jobs: Readonly<Record<string, Job>>
  readonly on: {
    readonly workflow_dispatch?: DeclaredInputs | null
    readonly workflow_call?: DeclaredInputs
  }
}
interface DeclaredInputs {
  readonly inputs?: Readonly<Record<string, { readonly default?: string }>>
}

/** What fleet.yml checks, and calls its reusable workflow with. */
const FLEET: readonly Readonly<Record<string, string>>[] = JSON.parse(
  readFileSync(join(ROOT, 'examples/fleet-environments.json'), 'utf8'),
)

/** The vendor's table with its slips corrected, as docs/keycloak.md has it pasted. */
const KEYCLOAK = readFileSync(join(ROOT, '__tests__/fixtures/keycloak-corrected.tsv'), 'utf8')
  .replaceAll(/^.*clientSecret.*\n/gm, '')
  .replaceAll('{keycloak_server}', 'sso.example.com')
  .replaceAll('{realm}', 'connections')
  .replaceAll('{client_id}', 'connections_web')

const { inputs: declared }: { inputs: Record<string, { default?: string }> } = parse(
  readFileSync(join(ROOT, 'action.yml'), 'utf8'),
)
const { company, azure, authorityFile } = useCompany()
type Story = Awaited<ReturnType<typeof company>>

/** Every step of an example that uses this action, once for each row of its job's matrix. */
const RUNS = readdirSync(join(ROOT, 'examples'))
  .filter((name) => name.endsWith('.yml'))
  .flatMap((name) => {
    const { jobs, on }: Workflow = parse(readFileSync(join(ROOT, 'examples', name), 'utf8'))
    const given = Object.entries((on.workflow_dispatch ?? on.workflow_call)?.inputs ?? {})
    const inputs = prefixed(
      'inputs',
      given.map(([key, value]) => [key, value.default ?? '']),
    )
    return Object.values(jobs).flatMap(({ steps = [], strategy }) =>
      steps
        .filter(({ uses }) => uses === ACTION)
        .flatMap((step) =>
          (strategy?.matrix.include ?? (on.workflow_call ? FLEET : [{}])).map((row) => ({
            title: [name, ...Object.values(row)].join(' '),
            with: step.with ?? {},
            context: {
              ...inputs,
              ...prefixed(on.workflow_call ? 'inputs' : 'matrix', Object.entries(row)),
            },
          })),
        ),
    )
  })

function prefixed(context: string, values: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(values.map(([key, value]) => [`${context}.${key}`, value]))
}

/** What the workflow's own variables, secrets and steps would give. */
function contextOf({ azure, clientId, token }: Story): Record<string, string> {
  const tenant = azure.tenant.id
  const endpoint = `https://login.microsoftonline.com/${tenant}/oauth2/v2.0`
  return {
    'github.token': token,
    'vars.AZURE_TENANT_ID': tenant,
    'vars.CONNECTIONS_CLIENT_ID': clientId,
    'vars.MOBILE_SSO_CALLER_ID': CALLER,
    'vars.CONNECTIONS_URL': 'https://connections.example.com',
    'secrets.MOBILE_SSO_CALLER_SECRET': SECRET,
    'steps.app.outputs.token': token,
    'vars.KEYCLOAK_PROVIDER_PROPERTIES': KEYCLOAK,
    'vars.OIDC_PROVIDER_PROPERTIES': [
      `provider_1.clientId=${clientId}`,
      `provider_1.authorizeEndpointUrl=${endpoint}/authorize`,
      `provider_1.tokenEndpointUrl=${endpoint}/token`,
      `provider_1.scope=openid profile email api://${clientId}/default`,
    ].join('\n'),
  }
}

const ownApplication = ({ azure, clientId }: Story) => ({
  'inputs.tenant-id': azure.tenant.id,
  'inputs.client-id': clientId,
})

/** The inventory of the example, with the story's tenant and application. */
const inventoryOf = ({ azure, clientId }: Story) =>
  JSON.stringify(FLEET.map((row) => ({ ...row, 'tenant-id': azure.tenant.id, 'client-id': clientId })))

/** The inputs as the runner gives them: defaults of action.yml, then the `with:` block with its expressions replaced. */
function inputsOf(
  given: Step['with'] = {},
  context: Readonly<Record<string, string>>,
): Record<string, string> {
  const defaults = Object.entries(declared).map(([name, { default: value = '' }]) => [name, value] as const)
  const substitute = (text: string) =>
    text.replaceAll(/\$\{\{ *(.*?) *\}\}/g, (_, expression: string) => {
      const value = context[expression]
      if (value === undefined) throw new Error(`nothing is known of ${expression}`)
      return value
    })
  return Object.fromEntries(
    [...defaults, ...Object.entries(given)].map(([name, value]) => [name, substitute(String(value))]),
  )
}

describe.concurrent('the example', () => {
  test.for(RUNS)('$title does what it says', async ({ with: given, context }, { expect }) => {
    expect(Object.keys(given).filter((name) => !(name in declared))).toEqual([])
    const paths = ['mobile-config.xml', 'LotusConnections-config/mobile-config.xml']
    const environments = ['test', 'staging', 'production'].map((name) => `${name}/mobile-config.xml`)
    const isElsewhere = given['config-repository'] !== undefined
    const hosts = ['connections-test', 'connections-staging', 'connections'].map(
      (name) => `${name}.example.com`,
    )
    const server = await startConnections({ authority: azure().authority, hosts })
    const story = await company({
      hosts: Object.fromEntries(hosts.map((host) => [host, server.port])),
      ...(isElsewhere ? { repository: String(given['config-repository']) } : {}),
      files: Object.fromEntries([...paths, ...environments].map((path) => [path, CONFIG])),
    })
    // The server of this test is never brought up to date; waiting for it is told in check.test.ts.
    const here = { ...contextOf(story), ...context }
    // The inventory names a tenant and an application of its own.
    if ('inputs.tenant-id' in here) Object.assign(here, ownApplication(story))
    const inputs: Record<string, string> = {
      ...inputsOf(given, here),
      'wait-for-server-minutes': '0',
    }
    const { exitCode, log, outputs } = await story.run({
      inputs,
      files: { 'fleet-environments.json': inventoryOf(story) },
      environment: (proxy) => ({ https_proxy: proxy.url, MOBILE_SSO_TEST_ROOTS: authorityFile() }),
    })
    await story.proxy.stop()
    await server.stop()
    const isCheck = inputs['mode'] === 'check'
    expect(exitCode, log).toBe(isCheck ? 1 : 0)
    expect(outputs['drift']).toBe('true')
    expect(outputs['pull-request-operation']).toBe(isCheck ? 'none' : 'created')
    const servers = inputs['environments'] ? FLEET.length : inputs['connections-url'] ? 1 : 0
    expect(server.requests).toHaveLength(2 * servers)
    expect(outputs['azure-changed']).toBe(String(inputs['azure-reconcile'] === 'apply'))
  })
})
