import { type Inventory, problemsOfAll } from '../inputs/index.ts'
import { messageOf, ProblemsError } from '../problems.ts'
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
  const environments: EnvironmentResult[] = []
  const left = runs.entries()
  const lane = async () => {
    for (const [index, { name, run }] of left) {
      environments[index] = { name, result: await checkOne(run) }
      // For the report of a run that is broken off before its end.
      const named = run.progress.findings.map((each) => ({ ...each, where: `${name}: ${each.where}` }))
      shared.progress.findings = [...shared.progress.findings, ...named]
    }
  }
  const { deadline } = shared.world
  deadline.allow(EACH * runs.length)
  await deadline.over(() => Promise.all(Array.from({ length: AT_ONCE }, lane)))
  return { failsOnDrift: runs[0]!.run.inputs.failOnDrift, environments }
}

function prepareAll(shared: Surroundings, { environments, problems }: Inventory) {
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
  return tried.flatMap(({ environment: { name }, run }) => (run ? [{ name, run }] : []))
}

async function checkOne(run: Run): Promise<EnvironmentResult['result']> {
  try {
    return await checkForDrift(run)
  } catch (error) {
    const { findings, registration } = run.progress
    return { failure: messageOf(error), findings, registration }
  }
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
