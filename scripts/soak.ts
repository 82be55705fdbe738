/**
 * Runs the tests again and again while other programs keep the machine busy, and prints a line for each run: a test that passes only
 * on an idle machine fails here. `npm run soak` runs all of them ten times beside four busy loops; `-- --runs 3 --loops 8 network`
 * runs a part of them otherwise. The words after the numbers are handed to vitest.
 */
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '10' }, loops: { type: 'string', default: '4' } },
  allowPositionals: true,
})
const [runs, loops] = [values.runs, values.loops].map(Number)
if (!Number.isInteger(runs) || !Number.isInteger(loops)) throw new Error('--runs and --loops take a number.')

const vitest = join(import.meta.dirname, '../node_modules/vitest/vitest.mjs')
const busy = Array.from({ length: loops! }, () =>
  spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
)
let failed = 0
try {
  for (let run = 1; run <= runs!; run++) {
    const start = performance.now()
    const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', ...positionals], {
      cwd: join(import.meta.dirname, '..'),
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    })
    const seconds = Math.round((performance.now() - start) / 1000)
    console.log(`run ${run} of ${runs}: ${status === 0 ? 'passed' : 'FAILED'} after ${seconds} seconds`)
    if (status === 0) continue
    failed += 1
    console.error(`${stdout}\n${stderr}`)
  }
} finally {
  for (const loop of busy) loop.kill()
}
console.log(`${runs! - failed} of ${runs} runs passed, with ${loops} busy loops beside them.`)
process.exitCode = failed > 0 ? 1 : 0
