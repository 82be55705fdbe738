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
  function readInventory(environments: readonly unknown[], wave: string) {
    const folder = temporaryFolder('inventory-')
    const output = join(folder, 'output')
    writeFileSync(join(folder, 'fleet-environments.json'), JSON.stringify(environments))
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

  test.skipIf(!hasJq)('gives the environments of one wave, or all of them', () => {
    expect(readInventory(inventory, '2').names).toEqual(['staging'])
    expect(readInventory(inventory, '').names).toEqual(['test', 'staging', 'production'])
  })

  test.skipIf(!hasJq).each([
    ['two environments with one file', [...inventory, { ...inventory[0], name: 'other' }], '', 'same name'],
    [
      'two environments with one name',
      [...inventory, { ...inventory[0], 'config-path': 'x.xml' }],
      '',
      'same name',
    ],
    ['an empty wave', inventory, '9', 'holds 0 environments'],
    [
      'more than a matrix holds',
      Array.from({ length: 257 }, (_, index) => ({ name: index, 'config-path': index })),
      '',
      'holds 257',
    ],
  ])('refuses %s', (_, environments, wave, text) => {
    const { status, stdout } = readInventory(environments, wave)
    expect(status).toBe(1)
    expect(stdout).toContain(`::error::`)
    expect(stdout).toContain(text)
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
