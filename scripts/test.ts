/**
 * Runs the tests and ends with the line "N passed, N failed", taken from vitest's own JSON report. Arguments are handed to vitest:
 * `npm test -- desired-state`. Coverage takes a fifth more time, so it is measured where its limits are checked: `.ci/run` says
 * `--coverage`.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'vitest-'))
const report = join(folder, 'report.json')
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
)

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
}
const { numPassedTests, numFailedTests, numPendingTests }: Report = JSON.parse(readFileSync(report, 'utf8'))
rmSync(folder, { recursive: true })
const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''
console.log(`${numPassedTests} passed, ${numFailedTests} failed${skipped}`)
process.exitCode = status ?? 1
