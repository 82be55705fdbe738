import { execFile } from 'node:child_process'
import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { temporaryFolder } from '../temporary-folder.ts'

const EXAMPLE = join(import.meta.dirname, '../../examples/scheduled-drift-check.yml')

/** Runs the example's last step with a `gh` that finds that issue, and records what it is asked for besides. */
async function step(result: string, number: string): Promise<string[]> {
  const { jobs } = parse(await readFile(EXAMPLE, 'utf8'))
  const folder = temporaryFolder('drift-issue-')
  const log = join(folder, 'log')
  const gh = join(folder, 'gh')
  await writeFile(log, '')
  await writeFile(gh, `#!/bin/sh\nif [ "$2" = list ]; then echo '${number}'; fi\necho "$@" >> '${log}'\n`)
  await chmod(gh, 0o755)
  const env = { PATH: `${folder}:${process.env['PATH']}`, RESULT: result, RUN: 'https://run' }
  await promisify(execFile)('bash', ['-e', '-c', jobs.issue.steps[0].run], { env })
  const lines = (await readFile(log, 'utf8')).trim().split('\n')
  await rm(folder, { recursive: true })
  return lines
}

test.each([
  ['failure', '', 'issue create --title Mobile single sign-on is not as wanted'],
  ['failure', '7', 'issue comment 7'],
  ['cancelled', '', 'issue create'],
  ['success', '7', 'issue close 7'],
])(
  'the issue of the drift check is kept as it has to be when that ends as %s and "%s" is open',
  async (result, number, expected) => {
    const [list, change, ...others] = await step(result, number)
    expect(list).toContain('select(.title == "Mobile single sign-on is not as wanted")')
    expect(change).toContain(expected)
    expect(others).toEqual([])
  },
)

test('nothing is done when all is well and no issue is open', async () => {
  expect(await step('success', '')).toHaveLength(1)
})
