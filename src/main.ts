import { openWorkspace, readInventory } from './inputs/index.ts'
import { prepare } from './modes/prepare.ts'
import { renderInWorkspace } from './modes/render.ts'
import { noProgress, type Run, type World } from './modes/run.ts'
import { documentationUrl, Reporter } from './report/index.ts'
import { Secrets } from './text/secrets.ts'

/** One run of the action, from its inputs to its report. Never throws: what goes wrong is reported and fails the step. */
export async function main(world: World): Promise<void> {
  const { environment, currentFolder, deadline } = world
  const secrets = new Secrets()
  const reporter = new Reporter(world.core, {
    hasSummary: Boolean(environment.GITHUB_STEP_SUMMARY),
    documentation: documentationUrl(environment),
    secrets,
  })
  const progress = noProgress()
  try {
    const workspace = openWorkspace(environment.GITHUB_WORKSPACE || currentFolder)
    // Inputs that are secrets are masked in the log, and kept out of everything else.
    const mask = (secret: string) => {
      world.core.setSecret(secret)
      secrets.add(secret)
    }
    const core = { getInput: (name: string) => world.core.getInput(name), setSecret: mask }
    const surroundings = { world, log: reporter, workspace, secrets, mask, progress, signIns: new Map() }
    const inventory = readInventory(core, environment, workspace)
    if (inventory) {
      const { checkFleet } = await import('./modes/fleet.ts')
      await reporter.succeedForAll(await checkFleet(surroundings, inventory))
    } else {
      const run = prepare(surroundings, core)
      await reporter.succeed(await deadline.over(() => MODES[run.inputs.mode](run)))
    }
  } catch (error) {
    await reporter.fail(error, progress)
  }
}

/** Each loads what it needs: a file in the workspace needs no client of GitHub. */
const MODES = {
  'pull-request': async (run: Run) => (await import('./modes/pull-request.ts')).proposePullRequest(run),
  check: async (run: Run) => (await import('./modes/check.ts')).checkForDrift(run),
  render: renderInWorkspace,
} as const
