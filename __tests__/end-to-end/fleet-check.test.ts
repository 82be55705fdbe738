import { expect, test } from 'vitest'
import { REQUESTS } from '../../scripts/fleet-cost.ts'
import { exposedScope } from '../stand-ins/graph/index.ts'
import { CALLER, failureOf, MOBILE, SECRET, useAzureAndGitHub } from './azure-world.ts'
import { nameOfRequest } from './request-names.ts'
import { CONFIG } from './world.ts'

const { scenario, github, azure } = useAzureAndGitHub()

type Story = Awaited<ReturnType<typeof scenario>>
type Entry = Readonly<Record<string, unknown>>

const ANOTHER_CALLER = CALLER.replace(/.{12}$/, 'aaaaaaaaaaaa')
const pathOf = (name: string) => `${name}/mobile-config.xml`
const names = (count: number) => Array.from({ length: count }, (_, index) => `test-${index + 1}`)
const entriesFor = (all: readonly string[]): Entry[] =>
  all.map((name) => ({ name, 'config-path': pathOf(name) }))

/** A check of an inventory, with whatever it asked of whom. */
async function check(
  story: Story,
  entries: unknown,
  inputs: Readonly<Record<string, string>> = {},
  isSlow = false,
) {
  const asked = { github: github().requests.length, entra: azure().entra.requests.length }
  const result = await story.run(
    {
      mode: 'check',
      environments: 'fleet.json',
      'azure-reconcile': 'check',
      'azure-client-secret': SECRET,
      ...inputs,
    },
    { isSlow, files: { 'fleet.json': typeof entries === 'string' ? entries : JSON.stringify(entries) } },
  )
  const report: {
    readonly environments: readonly (Entry & { readonly findings: readonly { readonly id: string }[] })[]
  } = JSON.parse(result.outputs['report'] || '{"environments":[]}')
  return {
    ...result,
    environments: report.environments,
    toGitHub: github().requests.slice(asked.github).map(nameOfRequest),
    signIns: azure()
      .entra.requests.slice(asked.entra)
      .filter(({ method }) => method === 'POST'),
  }
}

/** The file as the story's inputs want it. */
async function wantedFile(story: Story): Promise<Buffer> {
  const { read } = await story.github.run(
    { mode: 'render', 'tenant-id': story.azure.tenant.id, 'client-id': story.clientId },
    { files: { 'mobile-config.xml': CONFIG } },
  )
  return read('mobile-config.xml')
}

/** A registration as it is wanted, and a repository with the files of so many environments. */
async function fleetOf(all: readonly string[], isWanted: (name: string) => boolean): Promise<Story> {
  const story = await scenario({
    application: {
      publicClient: { redirectUris: [MOBILE] },
      isFallbackPublicClient: true,
      api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [exposedScope('default')] },
    },
  })
  const wanted = await wantedFile(story)
  const files = all.map((name) => [pathOf(name), isWanted(name) ? wanted : CONFIG] as const)
  await story.github.repository.push('main', Object.fromEntries(files))
  return story
}

test('30 environments are checked in one run, with one question for each and one sign-in for each caller', async () => {
  const all = names(30)
  const story = await fleetOf(all, (name) => !['test-2', 'test-30'].includes(name))
  azure().entra.addApplication({
    tenant: azure().tenant.id,
    clientId: ANOTHER_CALLER,
    secrets: [{ value: SECRET, expires: new Date(Date.now() + 86_400_000) }],
    federatedCredentials: [],
    roles: ['Application.Read.All'],
  })
  const entries = entriesFor(all).map((entry, index) =>
    index < 10 ? { ...entry, 'azure-client-id': ANOTHER_CALLER } : entry,
  )
  const { exitCode, log, outputs, summary, environments, toGitHub, signIns } = await check(story, entries)

  expect(toGitHub).toEqual(Array.from({ length: 30 * REQUESTS.check.all }, () => 'POST /graphql repository'))
  expect(signIns).toHaveLength(2)
  expect(exitCode, log).toBe(1)
  expect(outputs).toMatchObject({
    drift: 'true',
    changed: 'false',
    'azure-changed': 'false',
    'pull-request-operation': 'none',
    'pull-request-number': '',
    branch: '',
  })
  expect(summary).toContain('## Mobile single sign-on: drift in 2 of 30 environments')
  expect(summary).toContain('| Environment | File | Registration | Server | Certificate |')
  expect(summary.match(/^\| test-\d+ \|/gm)).toHaveLength(30)
  expect(summary).toMatch(
    /^\| test-2 \| ⚠️ A setting is missing or has the wrong value \(6\) \| ✅ \| ➖ \| ➖ \|$/m,
  )
  expect(environments.map(({ name }) => name)).toEqual(all)
  const drifted = environments.filter(({ findings }) => findings.some(({ id }) => id === 'MSSO012'))
  expect(drifted.map(({ name }) => name)).toEqual(['test-2', 'test-30'])
  expect(environments.every(({ azure: registration }) => registration !== null)).toBe(true)
})

test('the questions about different files do not wait for the second that GitHub asks for between writes', async () => {
  const all = names(12)
  const story = await fleetOf(all, () => true)
  const times: number[] = []
  github().before(async () => {
    times.push(Date.now())
    return undefined
  })
  // Another provider's endpoints: Entra, which this test's runner cannot reach, would be asked again after a pause.
  const endpoint = 'https://sso.example.com/auth'
  const elsewhere = {
    'authorize-endpoint-url': endpoint,
    'token-endpoint-url': `${endpoint}/token`,
    scope: 'openid',
  }
  await check(story, entriesFor(all), { ...elsewhere, 'azure-reconcile': 'off' }, true)
  expect(times).toHaveLength(12)
  expect(times.at(-1)! - times[0]!).toBeLessThan(11_000)
})

test('an environment that cannot be checked is told as such, and the others go on', async () => {
  const all = names(3)
  const story = await fleetOf(all, () => true)
  const [first, ...others] = entriesFor(all)
  const entries = [{ ...first, 'config-repository': 'acme/not-there' }, ...others]
  const result = await check(story, entries, { 'fail-on-drift': 'false' })
  const { exitCode, outputs, summary, environments } = result

  expect(exitCode).toBe(1)
  expect(failureOf(result)).toContain('No drift in 2 of 3 environments, 1 could not be checked (test-1).')
  expect(result.log).toMatch(/^::error::test-1: could not be checked: .*acme\/not-there/m)
  // An all-clear for two is none for three.
  expect(outputs['drift']).toBe('')
  expect(summary).toMatch(/^\| test-1 \| ❌ could not be checked: .* \| ➖ \| ➖ \| ➖ \|$/m)
  expect(summary).toMatch(/^\| test-3 \| ✅ \| ✅ \| ➖ \| ➖ \|$/m)
  expect(environments[0]).toMatchObject({ name: 'test-1', drift: null, failure: expect.any(String) })
  expect(environments[1]).toMatchObject({ name: 'test-2', drift: false, checked: expect.any(Array) })
  expect(outputs['issue-body']).toContain('### test-1')
  expect(outputs['issue-body']).not.toContain('test-2')
})

test('a sign-in that Entra refuses is asked for once, and every environment says so beside what its file tells', async () => {
  const story = await fleetOf(names(3), (name) => name !== 'test-2')
  const wrong = `${SECRET}-of-last-year`
  const { exitCode, outputs, summary, signIns } = await check(story, entriesFor(names(3)), {
    'azure-client-secret': wrong,
  })
  expect(signIns).toHaveLength(1)
  expect(exitCode).toBe(1)
  expect(summary).toContain('drift in 1 of 3 environments, 3 could not be checked')
  expect(summary.match(/^\| test-\d \| ❌ could not be checked: The client secret of/gm)).toHaveLength(3)
  expect(summary).toMatch(/^\| test-2 \| .*<br>⚠️ A setting is missing or has the wrong value \(6\) \|/m)
  expect(outputs['drift']).toBe('true')
})

test('drift in a fleet passes with fail-on-drift: false, and the issue names environment, difference and cure', async () => {
  const story = await fleetOf(names(2), (name) => name === 'test-2')
  const { exitCode, outputs, log } = await check(story, entriesFor(names(2)), { 'fail-on-drift': 'false' })
  expect(exitCode, log).toBe(0)
  expect(outputs['drift']).toBe('true')
  const issue = outputs['issue-body']
  expect(issue).toContain('**drift in 1 of 2 environments**')
  expect(issue).toContain('### test-1\n\n`test-1/mobile-config.xml` in')
  expect(issue).toContain('Run the action in mode pull-request, which proposes the change.')
  expect(issue).toMatch(/`SecuritySettings\/AuthType`.*<br>old: `Form`<br>new: `OAuth`$/m)
  expect(issue).not.toContain('test-2')
  expect(log).toMatch(/^::error .*::test-1: |^::error::test-1: /m)
})

test('a fleet in which all is well has nothing for an issue', async () => {
  const story = await fleetOf(names(2), () => true)
  const { exitCode, outputs, summary, log } = await check(story, entriesFor(names(2)))
  expect(exitCode, log).toBe(0)
  expect(outputs).toMatchObject({ drift: 'false', 'issue-body': '' })
  expect(summary).toContain('no drift in 2 of 2 environments')
})

test('whatever is wrong with an inventory and its inputs is told together, before anything is asked of anybody', async () => {
  const story = await scenario()
  const [first, second, third] = entriesFor(names(3))
  const entries = [
    { ...first, 'connections-url': 'http://connections.example.com' },
    { ...second, 'provider-properties-file': 'not-there.txt' },
    { ...third, tenant_id: 'x', token: 'hunter2-hunter2' },
  ]
  const { exitCode, log, outputs, summary, toGitHub, signIns } = await check(story, entries, {
    'azure-client-id': 'no-guid',
  })
  expect(exitCode).toBe(1)
  expect([...toGitHub, ...signIns]).toEqual([])
  for (const start of [
    'fleet.json, entry 1 ("test-1"), connections-url: ',
    'fleet.json, entry 2 ("test-2"), provider-properties-file: The file "not-there.txt" is not in the workspace.',
    'fleet.json, entry 3 ("test-3"), tenant_id: The field is unknown. Write "tenant-id".',
    'fleet.json, entry 3 ("test-3"), token: An inventory must not contain secrets.',
    'input azure-client-id: ',
  ])
    expect(log.split(`::error::${start}`), start).toHaveLength(2)
  expect(log + summary + JSON.stringify(outputs)).not.toContain('hunter2')
  expect(outputs).toMatchObject({ drift: '', changed: 'false', report: '' })
  expect(outputs['issue-body']).toContain('fleet.json, entry 1')
})

test('an inventory that is no JSON is told with its line and column', async () => {
  const { exitCode, log } = await check(await scenario(), '[\n  {"name": "test-1",}\n]')
  expect(exitCode).toBe(1)
  expect(log).toContain('::error::fleet.json:2:21: It is not JSON.')
})
