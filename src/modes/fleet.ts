import { type Environment, type Inventory, problemsOfAll } from '../inputs/index.ts'
import { ProblemsError } from '../problems.ts'
import type { EnvironmentResult, FleetResult } from '../report/index.ts'
import { checkForDrift } from './check.ts'
import { prepare } from './prepare.ts'
import { type Log, noProgress, type Run, type Surroundings } from './run.ts'

/** Environments that are looked at, at the same time. */
export const AT_ONCE = 4

/** Seconds that are added to a run's time for each environment: a server that gives no answer takes two minutes in its lane. */
const EACH = 30

/**
 * Mode `check` for all environments of an inventory. One that cannot be checked is told as such, and the others go on.
 * @throws ProblemsError with everything that is wrong with the inventory and the inputs, before anything is asked of anybody
 */
export async function checkFleet(shared: Surroundings, inventory: Inventory): Promise<FleetResult> {
  const runs = prepareAll(shared, inventory)
  const { deadline } = shared.world
  deadline.allow(EACH * runs.length)
  const environments = await deadline.over(() =>
    inLanes(runs, async (each) => {
      const result = await checkOne(each)
      const { environment, run } = each
      const named = run.progress.findings.map((found) => ({
        ...found,
        where: `${environment.name}: ${found.where}`,
      }))
      // For the report of a run that is broken off before its end.
      shared.progress.findings = [...shared.progress.findings, ...named]
      return result
    }),
  )
  return { failsOnDrift: runs[0]!.run.inputs.failOnDrift, environments }
}

interface Prepared {
  readonly environment: Environment
  readonly run: Run
}

function prepareAll(shared: Surroundings, { environments, problems }: Inventory): readonly Prepared[] {
  const said = new Set<string>()
  const tried = environments.map((environment) => {
    const { name, core } = environment
    const own = { ...shared, log: logOf(name, shared.log, said), progress: noProgress() }
    try {
      return { environment, run: prepare(own, core), problems: [] }
    } catch (error) {
      if (!(error instanceof ProblemsError)) throw error
      return { environment, run: undefined, problems: error.problems }
    }
  })
  const wrong = [...problems, ...problemsOfAll(tried)]
  if (wrong.length > 0) throw new ProblemsError(wrong)
  return tried.flatMap(({ environment, run }) => (run ? [{ environment, run }] : []))
}

async function checkOne({ environment: { name }, run }: Prepared): Promise<EnvironmentResult> {
  try {
    return { name, result: await checkForDrift(run) }
  } catch (error) {
    const { findings, registration } = run.progress
    const failure = error instanceof Error ? error.message : String(error)
    return { name, result: { failure, findings, registration } }
  }
}

/** The outcomes of all, in their order. */
async function inLanes<T, R>(all: readonly T[], work: (each: T) => Promise<R>): Promise<R[]> {
  const outcomes: R[] = []
  const left = all.entries()
  const lane = async () => {
    for (const [index, each] of left) outcomes[index] = await work(each)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return outcomes
}

/**
 * Warnings name what they are about themselves; what concerns all environments, such as a limit of GitHub's, is told once.
 * @param said the warnings so far
 */
function logOf(name: string, log: Log, said: Set<string>): Log {
  return {
    debug: (message) => log.debug(`${name}: ${message}`),
    info: (message) => log.info(`${name}: ${message}`),
    warning: (message) => {
      if (!said.has(message)) log.warning(message)
      said.add(message)
    },
  }
}
