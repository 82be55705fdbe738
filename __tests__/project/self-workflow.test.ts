import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, test } from 'vitest'
import { parse } from 'yaml'
import { runAction } from '../end-to-end/run-action.ts'
import { useGitHub } from '../end-to-end/world.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
const CONFIG = '__tests__/fixtures/mobile-config.xml'

type Texts = Readonly<Record<string, string>>
interface Step {
  readonly id?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly env?: Texts
}
interface Workflow {
  readonly env: Texts
  readonly jobs: Readonly<Record<string, { readonly permissions?: Texts; readonly steps: readonly Step[] }>>
}
interface Declared {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>
}

const read = (path: string) => parse(readFileSync(join(ROOT, path), 'utf8'))
const { env, jobs }: Workflow = read('.github/workflows/self.yml')
const { inputs: declared }: Declared = read('action.yml')
const { scenario } = useGitHub()
const temporary = temporaryFolder('self-')
afterAll(() => rmSync(temporary, { recursive: true, force: true }))

/** A checkout with the fixture, as the job's first step makes it. */
function checkOut(): string {
  const folder = mkdtempSync(join(temporary, 'checkout-'))
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' })
  mkdirSync(dirname(join(folder, CONFIG)), { recursive: true })
  writeFileSync(join(folder, '.gitattributes'), '* -text\n')
  writeFileSync(join(folder, CONFIG), readFileSync(join(ROOT, CONFIG)))
  git('init', '--quiet')
  git('add', '.')
  git('-c', 'user.name=Runner', '-c', 'user.email=runner@example.com', 'commit', '--quiet', '-m', 'Files')
  return folder
}

function substitute(value: unknown, context: Texts): string {
  return String(value).replaceAll(/\$\{\{ *(.*?) *\}\}/g, (_, expression: string) => {
    const known = context[expression]
    if (known === undefined) throw new Error(`nothing is known of ${expression}`)
    return known
  })
}

/** Runs the steps of a job in their order, with `act` for the action; outputs go where later steps look for them. */
async function runJob(
  name: string,
  given: Texts,
  act: (
    inputs: Texts,
    workspace: string,
  ) => Promise<{ exitCode: number | null; log: string; outputs: Texts }>,
): Promise<string[]> {
  const workspace = checkOut()
  const context: Record<string, string> = { ...given }
  for (const [key, value] of Object.entries(env)) context[`env.${key}`] = value
  const failures: string[] = []
  for (const { id, uses, run, with: values = {}, env: own = {} } of jobs[name]!.steps) {
    if (uses === './') {
      const defaults = Object.entries(declared).map(([key, value]) => [key, value.default ?? ''])
      const inputs = Object.entries({ ...Object.fromEntries(defaults), ...values })
      const replaced = inputs.map(([key, value]) => [key, substitute(value, context)])
      const { exitCode, log, outputs } = await act(Object.fromEntries(replaced), workspace)
      if (exitCode !== 0) failures.push(log)
      for (const [key, value] of Object.entries(outputs)) context[`steps.${id}.outputs.${key}`] = value
    } else if (run) {
      const variables = Object.entries(own).map(([key, value]) => [key, substitute(value, context)])
      const { status, stderr } = spawnSync('bash', ['-e', '-c', run], {
        cwd: workspace,
        encoding: 'utf8',
        env: { ...process.env, ...env, ...Object.fromEntries(variables) },
      })
      if (status !== 0) failures.push(stderr)
    }
  }
  return failures
}

// Where "bash" may be the Windows subsystem for Linux, the runner's own is out of reach.
describe.skipIf(process.platform === 'win32')('the action used on itself', () => {
  test('renders the fixture without a token, as the steps after it expect', async ({ expect }) => {
    expect(jobs['render']!.permissions).toBeUndefined()
    const failures = await runJob('render', { 'github.token': '' }, (inputs, workspace) =>
      runAction({ inputs, workspace }),
    )
    expect(failures).toEqual([])
  })

  test('checks the fixture with the permissions of its job, as the steps after it expect', async ({
    expect,
  }) => {
    const permissions = Object.fromEntries(
      Object.entries(jobs['check']!.permissions!).map(([name, level]) => [name.replace('-', '_'), level]),
    )
    const story = await scenario({ files: { [CONFIG]: readFileSync(join(ROOT, CONFIG)) }, permissions })
    const context = {
      'github.token': story.token,
      'github.sha': await story.repository.git('rev-parse', 'main'),
    }
    expect(await runJob('check', context, (inputs) => story.run(inputs))).toEqual([])
  })

  test('fails when an output is not as it should be', async ({ expect }) => {
    const outputs = { changed: 'false', 'pull-request-operation': 'none' }
    const failures = await runJob('render', { 'github.token': '' }, async () => ({
      exitCode: 0,
      log: '',
      outputs,
    }))
    expect(failures).toEqual([expect.stringContaining('test false = true')])
  })
})
