import { desiredState } from './desired-state/index.ts'
import { registrationRequest } from './entra/index.ts'
import { openWorkspace, readInputs } from './inputs/index.ts'
import { networkProblems } from './modes/network.ts'
import { renderInWorkspace } from './modes/render.ts'
import { masking, type Run, type World } from './modes/run.ts'
import { workspaceProblems } from './modes/wanted-file.ts'
import { type Problem, ProblemsError } from './problems.ts'
import { createReporter, documentationUrl, type Progress } from './report/index.ts'
import { Secrets } from './text/secrets.ts'

/** One run of the action, from its inputs to its report. Never throws: what goes wrong is reported and fails the step. */
export async function main(world: World): Promise<void> {
  const { core, environment, currentFolder } = world
  const secrets = new Secrets()
  const reporter = createReporter(core, {
    hasSummary: Boolean(environment.GITHUB_STEP_SUMMARY),
    documentation: documentationUrl(environment),
    secrets,
  })
  const progress: Progress = {
    azureChanged: false,
    azureInDoubt: false,
    writes: undefined,
    registration: undefined,
    findings: [],
  }
  try {
    const workspace = openWorkspace(environment.GITHUB_WORKSPACE || currentFolder)
    const { inputs, problems } = readInputs(masking(core, secrets), environment, workspace)
    const desired = desiredState(inputs.values)
    progress.findings = desired.findings
    const registration =
      inputs.azureReconcile === 'off' ? undefined : registrationRequest(inputs.azure, desired.signIn, inputs)
    const request = registration?.request
    const run = { world, reporter, workspace, inputs, desired, request, secrets, progress }
    const wrong = [
      ...problems,
      ...desired.problems,
      ...(registration?.problems ?? []),
      ...(inputs.mode === 'render' ? [] : networkProblems(run)),
    ]
    if (wrong.length > 0) {
      // What is wrong with a path by itself is told already.
      const isTold = ({ where }: Problem) => wrong.some((problem) => problem.where === where)
      const ofFiles = workspaceProblems(inputs, desired, workspace)
      throw new ProblemsError([...wrong, ...ofFiles.filter((problem) => !isTold(problem))])
    }
    await reporter.succeed(await world.deadline.over(() => MODES[inputs.mode](run)))
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
