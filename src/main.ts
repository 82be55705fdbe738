import { desiredState } from './desired-state/index.ts'
import { registrationRequest } from './entra/index.ts'
import { openWorkspace, readInputs } from './inputs/index.ts'
import { networkProblems } from './modes/network.ts'
import { planRegistration } from './modes/registration.ts'
import { render, workspaceProblems } from './modes/rendering.ts'
import { connectRepository } from './modes/repository.ts'
import { masking, noted, type Run, resultOf, together, type World } from './modes/run.ts'
import { scriptsToWrite } from './modes/script.ts'
import { inspectSurroundings } from './modes/server.ts'
import { type Problem, ProblemsError } from './problems.ts'
import { createReporter, documentationUrl, type Progress, type RunResult } from './report/index.ts'
import { Secrets } from './text/secrets.ts'
import { wantedScript } from './wsadmin-script/index.ts'

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
    azure: 'unchanged',
    writes: undefined,
    registration: undefined,
    findings: [],
  }
  try {
    const workspace = openWorkspace(environment.GITHUB_WORKSPACE || currentFolder)
    const read = readInputs(masking(core, secrets), environment, workspace)
    const desired = desiredState(read.inputs.values)
    progress.findings = desired.findings
    const { azure } = read.inputs
    const registration = azure && registrationRequest(azure, desired.signIn, read.inputs)
    const request = registration?.ok ? registration.request : undefined
    const shared = { world, reporter, workspace, desired, request, secrets, progress }
    const wrong = [
      ...(read.ok ? [] : read.problems),
      ...desired.problems,
      ...(registration?.ok === false ? registration.problems : []),
      ...(read.inputs.mode === 'render' ? [] : networkProblems({ ...shared, inputs: read.inputs })),
    ]
    if (!read.ok || registration?.ok === false || wrong.length > 0) {
      // What is wrong with a path by itself is told already.
      const isTold = ({ where }: Problem) => wrong.some((problem) => problem.where === where)
      const ofFiles = workspaceProblems(read.inputs, desired, workspace)
      throw new ProblemsError([...wrong, ...ofFiles.filter((problem) => !isTold(problem))])
    }
    const run = { ...shared, inputs: read.inputs }
    await reporter.succeed(await world.deadline.over(() => MODES[run.inputs.mode](run)))
  } catch (error) {
    await reporter.fail(error, progress)
  }
}

const MODES = {
  'pull-request': proposePullRequest,
  check: checkForDrift,
  render: renderInWorkspace,
} as const

/** Mode `render`: the file in the workspace, no token and no network. */
async function renderInWorkspace({ inputs, desired, workspace, progress }: Run): Promise<RunResult> {
  const { configPath } = inputs
  const rendered = await render(inputs, desired, workspace.read(configPath, 'config-path'), configPath)
  progress.differs = rendered.isChanged
  const file = { path: configPath, bytes: rendered.bytes, input: 'config-path' }
  const scripts = scriptsToWrite(inputs, workspace)
  workspace.write(...(rendered.isChanged ? [file] : []), ...scripts)
  const wanted = wantedScript(inputs.wsadminScript)
  return {
    ...resultOf(inputs, desired, rendered),
    mode: 'render',
    workspacePath: configPath,
    script: wanted && { ...wanted, written: scripts.map(({ path }) => path) },
  }
}

/** Mode `check`: everything is read and nothing is written, anywhere. */
async function checkForDrift(run: Run): Promise<RunResult> {
  const { fileDrift, lookAtRepository } = await import('./github/index.ts')
  const { proposalFor } = await import('./modes/proposal.ts')
  const { inputs, desired, progress } = run
  const { client, target, repository, workspacePath, explained } = await connectRepository(run)
  const proposal = proposalFor(run, async () => undefined)

  const [looked, registered, surroundings] = await together(
    noted(progress, lookAtRepository(client, target, proposal).catch(explained), (read) =>
      fileDrift(target, read),
    ),
    planRegistration(run),
    noted(progress, inspectSurroundings(run), (seen) => seen.findings(undefined)),
  )

  const { rendered, openPullRequest, isMissing } = looked
  const findings = [
    ...fileDrift(target, looked),
    ...(isMissing ? [] : rendered.findings.filter(({ id }) => id === 'MSSO010')),
    ...rendered.findings.filter(({ id }) => id === 'MSSO131'),
    ...(registered?.reported.findings ?? []),
    ...surroundings.findings(!rendered.isChanged),
  ]
  return {
    ...resultOf(inputs, desired, { ...rendered, findings: [] }, findings),
    mode: 'check',
    workspacePath,
    repository,
    checked: [
      ...desired.checked,
      'file',
      ...(registered ? (['azure'] as const) : []),
      ...surroundings.checked,
    ],
    failsOnDrift: inputs.failOnDrift,
    registration: registered?.reported,
    branch: target.branch,
    openPullRequest,
  }
}

/**
 * Mode `pull-request`: read everything, decide, then write. The app registration is written first: its change is additive and
 * harmless while the server runs the old configuration, while a merged pull request without it would lock the phones out.
 */
async function proposePullRequest(run: Run): Promise<RunResult> {
  const { carryOutPlan, planPullRequest } = await import('./github/index.ts')
  const { proposalFor } = await import('./modes/proposal.ts')
  const { inputs, desired, progress } = run
  const { client, target, repository, workspacePath, explained } = await connectRepository(run)

  const registration = planRegistration(run)
  const proposal = proposalFor(run, async () => (await registration)?.reported)
  const [planned, registered, surroundings] = await together(
    noted(progress, planPullRequest(client, target, proposal).catch(explained), ({ rendered }) => {
      progress.differs ||= rendered.isChanged
      return []
    }),
    registration,
    noted(progress, inspectSurroundings(run), (seen) => seen.findings(undefined)),
  )
  const seen = ({ isChanged }: { readonly isChanged: boolean }) => [
    ...(registered?.reported.findings ?? []),
    ...surroundings.findings(!isChanged),
  ]
  progress.findings = [...desired.findings, ...seen(planned.rendered)]

  if (run.request?.reconcile === 'apply') await registered?.apply()
  const outcome = await carryOutPlan(client, target, proposal, planned).catch(explained)

  const { rendered, findings, ...done } = outcome
  const { made = [], unknown = [] } = progress.writes ?? {}
  return {
    ...resultOf(inputs, desired, rendered, [...seen(rendered), ...findings]),
    ...done,
    mode: 'pull-request',
    workspacePath,
    repository,
    checked: [
      ...desired.checked,
      'file',
      ...(registered ? (['azure'] as const) : []),
      ...surroundings.checked,
    ],
    registration: registered && { ...registered.reported, isChanged: progress.azure === 'changed' },
    branch: target.branch,
    hasWritten: done.operation !== 'none' || done.commitSha !== undefined || made.length + unknown.length > 0,
    script: wantedScript(inputs.wsadminScript),
  }
}
