/**
 * Throws a million bad inputs at everything that reads what others wrote, in processes of their own. What is lost is shown with
 * its smallest counterexample and how to repeat it.
 *
 *     npm run fuzz                          # a million cases, a new seed
 *     npm run fuzz -- --cases 5000 --seed 7 # the same cases again
 *     npm run fuzz -- --target xml
 */
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import type { Outcome } from '../__tests__/fuzz/target.ts'
import { casesOf, TARGETS } from '../__tests__/fuzz/targets.ts'

/** Cases that one process tries before the next takes over: none carries what another has left in memory. */
const CHUNK = 10_000
/** Seconds that a chunk may take: far more than it needs, and far less than what never ends. */
const DEADLINE = 600
/** Memory of a process, in megabytes. */
const MEMORY = 1_000

/** A piece of work for one process. */
interface Chunk {
  readonly target: string
  readonly seed: number
  readonly cases: number
}

if (process.send) process.once('message', (chunk: Chunk) => work(chunk))
else await lead()

async function work({ target, seed, cases }: Chunk): Promise<void> {
  const outcome = await TARGETS.find(({ name }) => name === target)!.attack(seed, cases)
  process.send!(outcome, () => process.exit())
}

async function lead(): Promise<void> {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, cases: { type: 'string' }, target: { type: 'string' } },
  })
  const seed = Number(values.seed ?? Date.now() % 2 ** 31)
  const cases = Number(values.cases ?? 1_000_000)
  const chosen = TARGETS.filter(({ name }) => !values.target || name === values.target)
  console.log(`seed ${seed}, ${cases} cases`)
  const chunks = chosen.flatMap((target) =>
    chunksOf(target.name, seed, values.target ? cases : casesOf(target, cases)),
  )
  const totals = new Map(chosen.map(({ name }) => [name, { tried: 0, lost: 0 }]))
  const next = chunks.values()
  const worker = async () => {
    for (const chunk of next) {
      const { tried, lost, report } = await inProcess(chunk)
      const total = totals.get(chunk.target)!
      total.tried += tried
      total.lost += lost
      if (report) console.log(`\n${chunk.target}, ${repeat(chunk)}:\n${report}\n`)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
  for (const [name, { tried, lost }] of totals) console.log(`${name}: ${tried} tried, ${lost} lost`)
  const tried = sum([...totals.values()].map((total) => total.tried))
  const lost = sum([...totals.values()].map((total) => total.lost))
  console.log(`bad inputs tried: ${tried}, lost: ${lost} (${((100 * (tried - lost)) / tried).toFixed(4)} %)`)
  process.exitCode = lost > 0 || tried === 0 ? 1 : 0
}

/** Each chunk has a seed of its own. */
function chunksOf(target: string, seed: number, cases: number): Chunk[] {
  return Array.from({ length: Math.ceil(cases / CHUNK) }, (_, index) => ({
    target,
    seed: seed + index,
    cases: Math.min(CHUNK, cases - index * CHUNK),
  }))
}

/** A process that dies, needs too much memory or does not end has lost an input too. */
function inProcess(chunk: Chunk): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = fork(import.meta.filename, { execArgv: [`--max-old-space-size=${MEMORY}`] })
    let outcome: Outcome | undefined
    const timer = setTimeout(() => child.kill('SIGKILL'), DEADLINE * 1000)
    child.once('message', (message: Outcome) => {
      outcome = message
    })
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      const report = `the process ended with ${signal ?? code}, after at most ${DEADLINE} seconds and ${MEMORY} MB`
      resolve(outcome ?? { tried: chunk.cases, lost: 1, report })
    })
    child.send(chunk)
  })
}

function repeat({ target, seed, cases }: Chunk): string {
  return `npm run fuzz -- --target ${target} --seed ${seed} --cases ${cases}`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
