import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { REQUESTS } from '../../scripts/fleet-cost.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { isReading, nameOfRequest } from './request-names.ts'
import { CONFIG, useGitHub } from './world.ts'

const EXAMPLES = join(import.meta.dirname, '../../examples')
const read = (name: string) => readFileSync(join(EXAMPLES, name), 'utf8')
const fleet = parse(read('fleet.yml'))
const inventory: readonly Readonly<Record<string, string | number>>[] = JSON.parse(
  read('fleet-environments.json'),
)

const ENVIRONMENTS = Array.from({ length: 50 }, (_, index) => `customer-${index + 1}`)
/** As fleet.yml has it. */
const AT_ONCE: number = fleet.jobs.environment.strategy['max-parallel']

const { scenario, github } = useGitHub()
const pathOf = (environment: string) => `${environment}/mobile-config.xml`

/** All environments, so many at a time; with the sources in this process, because nothing here depends on dist. */
async function forAll<T>(run: (environment: string) => Promise<T>): Promise<T[]> {
  const left = [...ENVIRONMENTS]
  const results: T[] = []
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) results.push(await run(next))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return results
}

test('50 environments get a pull request each, within the budget, and none disturbs another', async () => {
  const files = Object.fromEntries(ENVIRONMENTS.map((environment) => [pathOf(environment), CONFIG]))
  const story = await scenario({ files })
  const { repository } = story
  const sent = () => github().requests.filter((request) => request.repository === story.name)
  const runAll = () =>
    forAll((environment) =>
      story.runSources({
        'config-path': pathOf(environment),
        settings: `TermsOfUsageURL = https://${environment}.example.com/terms`,
      }),
    )

  const first = await runAll()
  expect(first.map(({ outputs }) => outputs['pull-request-operation'])).toEqual(
    ENVIRONMENTS.map(() => 'created'),
  )
  const writes = sent().filter((request) => !isReading(nameOfRequest(request))).length
  expect(sent().length).toBe(REQUESTS.open.all * ENVIRONMENTS.length)
  expect(writes).toBe(REQUESTS.open.writes * ENVIRONMENTS.length)
  const pulls = repository.pulls()
  expect(pulls).toHaveLength(ENVIRONMENTS.length)
  expect(new Set(pulls.map(({ head }) => head.ref)).size).toBe(ENVIRONMENTS.length)
  for (const environment of ENVIRONMENTS) {
    const { ref: head } = pulls.find(({ title }) => title.includes(`(${pathOf(environment)})`))!.head
    expect(await repository.git('diff', '--name-only', `main...${head}`)).toBe(`${pathOf(environment)}\n`)
    expect(await repository.git('rev-list', '--count', `main..${head}`)).toBe('1\n')
    expect((await repository.read(`${head}:${pathOf(environment)}`)).toString()).toContain(
      `https://${environment}.example.com/terms`,
    )
  }

  const before = sent().length
  const check = await forAll((environment) =>
    story.runSources({
      mode: 'check',
      'config-path': pathOf(environment),
      settings: `TermsOfUsageURL = https://${environment}.example.com/terms`,
    }),
  )
  expect(check.every(({ outputs }) => outputs['drift'] === 'true')).toBe(true)
  expect(sent().length - before).toBe(REQUESTS.check.all * ENVIRONMENTS.length)
})

describe('the inventory of the example', () => {
  const step: { run: string } = fleet.jobs.inventory.steps[1]
  const hasJq = spawnSync('jq', ['--version']).status === 0

  /** Runs the step's own script as the runner does. */
  function readInventory(environments: unknown, wave: string) {
    const folder = temporaryFolder('inventory-')
    const output = join(folder, 'output')
    const text = typeof environments === 'string' ? environments : JSON.stringify(environments)
    if (text !== undefined) writeFileSync(join(folder, 'fleet-environments.json'), text)
    writeFileSync(output, '')
    const { status, stdout } = spawnSync('bash', ['-eo', 'pipefail', '-c', step.run], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        INVENTORY: 'fleet-environments.json',
        WAVE: wave,
        GITHUB_OUTPUT: output,
      },
    })
    const line = readFileSync(output, 'utf8').replace(/^environments=/, '')
    return {
      status,
      stdout,
      names: line ? (JSON.parse(line) as { name: string }[]).map(({ name }) => name) : [],
    }
  }

  test.skipIf(!hasJq)('gives the environments of one wave', () => {
    expect(readInventory(inventory, '2').names).toEqual(['staging'])
  })

  const [first, second] = inventory
  test.skipIf(!hasJq).each<[string, unknown, string]>([
    ['is missing', undefined, 'There is no file fleet-environments.json at the top of the repository.'],
    [
      'is no JSON',
      '[\n  {"name": "a"\n   "wave": 1}\n]',
      'fleet-environments.json is not JSON: parse error: ',
    ],
    ['is no list', first, 'fleet-environments.json, It is not a list of environments.'],
    [
      'has an entry that is no object',
      [first, 'test'],
      'fleet-environments.json, entry 2: It is not an object.',
    ],
    [
      'has an entry without a tenant',
      [first, { ...second, 'tenant-id': undefined }],
      'fleet-environments.json, entry 2 ("staging"), tenant-id: It is missing.',
    ],
    [
      'has a number for a text',
      [first, { ...second, 'client-id': 7 }],
      'fleet-environments.json, entry 2 ("staging"), client-id: It is number, not text in double quotes.',
    ],
    [
      'has a field that the workflow does not pass on',
      [{ ...first, base: 'release' }],
      'fleet-environments.json, entry 1 ("test"), base: This workflow does not pass it on.',
    ],
    [
      'has a command of the runner as a name',
      [{ ...first, name: 'x\n::add-mask::x', base: '' }],
      String.raw`fleet-environments.json, entry 1 ("x\n::add-mask::x"), base: This`,
    ],
    [
      'has one file twice',
      [...inventory, { ...first, name: 'other' }],
      'fleet-environments.json, config-path: 2 entries have "test/mobile-config.xml".',
    ],
    [
      'has one name twice',
      [...inventory, { ...first, name: 'TEST', 'config-path': 'x.xml' }],
      'fleet-environments.json, name: 2 entries have "test".',
    ],
    [
      'has nothing in the wave',
      [second],
      'fleet-environments.json has 0 environments in wave 1; put 1 to 256',
    ],
    [
      'has more in the wave than a matrix holds',
      Array.from({ length: 257 }, (_, index) => ({ ...first, name: `${index}`, 'config-path': `${index}` })),
      'fleet-environments.json has 257 environments in wave 1; put 1 to 256',
    ],
  ])('that %s is refused, with entry and field', (_, environments, text) => {
    const { status, stdout } = readInventory(environments, '1')
    expect(status).toBe(1)
    expect(stdout.split('\n')).toEqual([expect.stringContaining(`::error::${text}`), ''])
  })

  test('has what the workflow passes on, and that is what the reusable workflow takes', () => {
    const given = Object.entries<string>(fleet.jobs.environment.with)
    const { inputs } = parse(read('fleet-environment.yml')).on.workflow_call
    expect(given.map(([name]) => name).sort()).toEqual(Object.keys(inputs).sort())
    for (const [, value] of given) {
      const column = /^\$\{\{ matrix\.([\w-]+) \}\}$/.exec(value)?.[1]
      if (column) for (const environment of inventory) expect(environment).toHaveProperty([column])
    }
  })
})
