import { execFile, spawnSync } from 'node:child_process'
import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { temporaryFolder } from '../temporary-folder.ts'

const EXAMPLES = join(import.meta.dirname, '../../examples')
const RUN = 'https://github.com/acme/config/actions/runs/1'
const HOSTILE = '`id` $(id) "quoted"; ::error::x\n### test\n\n| a | b |\n%s \\n'

interface Step {
  readonly id?: string
  readonly if?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

/** What the action's step has set; without a step that ran, nothing. */
interface Outputs {
  readonly drift: string
  readonly 'issue-body': string
}

/**
 * Runs the steps about the issue as the runner would, with a `gh` that knows of one issue.
 * @returns what it was asked for, and the body that it was given
 */
async function steps(example: string, outputs: Outputs, open: { title: string; number: number }[]) {
  const { jobs } = parse(await readFile(join(EXAMPLES, example), 'utf8'))
  const all: readonly Step[] = jobs.check.steps
  const folder = temporaryFolder('drift-issue-')
  const log = join(folder, 'log')
  await writeFile(log, '')
  // The list is answered by jq, as gh does it.
  const list = `jq --raw-output "\${@: -1}" <<< '${JSON.stringify(open)}'`
  const script = `#!/bin/bash\nif [ "$2" = list ]; then ${list}; else echo "$@" >> '${log}'; fi\n`
  await writeFile(join(folder, 'gh'), script)
  await chmod(join(folder, 'gh'), 0o755)
  for (const step of all.filter(({ run }) => run?.includes('gh issue'))) {
    if (!isRun(step.if!, outputs)) continue
    const given = Object.entries(step.env!).map(([name, value]) => [
      name,
      value
        .replace('${{ steps.sso.outputs.issue-body }}', () => outputs['issue-body'])
        .replace(/^\$\{\{ github.server_url \}\}.*$/, RUN),
    ])
    const env = {
      PATH: `${folder}:${process.env['PATH']}`,
      RUNNER_TEMP: folder,
      ...Object.fromEntries(given),
    }
    await promisify(execFile)('bash', ['-e', '-c', step.run!], { env })
  }
  const asked = (await readFile(log, 'utf8')).split('\n').filter(Boolean)
  const body = await readFile(join(folder, 'issue.md'), 'utf8').catch(() => undefined)
  await rm(folder, { recursive: true })
  return { asked: asked.map((line) => line.replace(folder, '')), body }
}

/** The conditions of the examples, for a run that nobody cancels. */
function isRun(condition: string, outputs: Outputs): boolean {
  const expression = condition.replace(/^\$\{\{ !cancelled\(\) && (.*) \}\}$/, '$1')
  const [, name, operator, value] = /^steps\.sso\.outputs\.([\w-]+) (==|!=) '(\w*)'$/.exec(expression)!
  return (outputs[name as keyof Outputs] === value) === (operator === '==')
}

const DRIFT: Outputs = { drift: 'true', 'issue-body': HOSTILE }
const FAILED: Outputs = { drift: '', 'issue-body': HOSTILE }
const FINE: Outputs = { drift: 'false', 'issue-body': '' }

const hasJq = spawnSync('jq', ['--version']).status === 0

describe.skipIf(!hasJq).each([
  ['scheduled-drift-check.yml', 'Mobile single sign-on needs attention'],
  ['fleet.yml', 'Mobile single sign-on of the fleet needs attention'],
])('the issue of %s', (example, title) => {
  const others = [{ title: `${title} again`, number: 3 }]
  const open = [...others, { title, number: 7 }]

  test.each([
    ['drift', DRIFT],
    ['a check that failed', FAILED],
  ])('is opened for %s, with what the action says', async (_, outputs) => {
    const { asked, body } = await steps(example, outputs, others)
    expect(asked).toEqual([`issue create --title ${title} --body-file /issue.md`])
    expect(body).toBe(`${HOSTILE}\n\nFound by ${RUN}\n`)
  })

  test('is edited and not commented while it is open', async () => {
    const { asked, body } = await steps(example, DRIFT, open)
    expect(asked).toEqual(['issue edit 7 --body-file /issue.md'])
    expect(body).toContain(HOSTILE)
  })

  test('is closed when all is well', async () => {
    const { asked } = await steps(example, FINE, open)
    expect(asked).toEqual([`issue close 7 --comment All is well again: ${RUN}`])
  })

  test('is none when all is well and none is open', async () => {
    expect((await steps(example, FINE, others)).asked).toEqual([])
  })

  test('stays as it is when the action itself did not run', async () => {
    expect((await steps(example, { drift: '', 'issue-body': '' }, open)).asked).toEqual([])
  })

  test('is given texts of files through environment variables only', async () => {
    const { jobs } = parse(await readFile(join(EXAMPLES, example), 'utf8'))
    const scripts = (jobs.check.steps as readonly Step[]).flatMap(({ run }) => run ?? [])
    expect(scripts).toHaveLength(2)
    expect(scripts.join('\n')).not.toContain('${{')
  })
})
