import {
  loadReconcile,
  type RegistrationRequest,
  type RegistrationWorld,
  registrationRequest,
} from './app-registration/index.ts'
import type { Target } from './config-repository/index.ts'
import { type DesiredState, desiredState } from './desired-state/index.ts'
import type { Finding } from './findings.ts'
import type { InputCore } from './input-reader.ts'
import { type AzureReconcile, type Inputs, readInputs } from './inputs.ts'
import type { Fetch } from './network/index.ts'
import { retrying } from './network/index.ts'
import { ProblemsError, throwIfAny } from './problems.ts'
import { type NewOrRendered, render, workspaceProblems } from './rendering.ts'
import {
  createReporter,
  type Progress,
  type ReportedRegistration,
  type Reporter,
  type ReportingCore,
  type RunResult,
} from './report/index.ts'
import { Secrets } from './secrets.ts'
import { openWorkspace, type Workspace } from './workspace.ts'

/** Everything outside of this action that a run reads or changes. */
export interface World {
  readonly core: InputCore & ReportingCore & { getIDToken(audience: string): Promise<string> }
  /** The runner's environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly currentFolder: string
  readonly fetch: Fetch
  /** @param seconds how long */
  wait(seconds: number): Promise<void>
}

/** What the parts of a run share. */
interface Run {
  readonly world: World
  readonly reporter: Reporter
  readonly workspace: Workspace
  readonly inputs: Inputs
  readonly desired: DesiredState
  /** Undefined where the app registration is none of the run's business. */
  readonly request: RegistrationRequest | undefined
  readonly secrets: Secrets
  readonly progress: Progress
}

/** One run of the action, from its inputs to its report. Never throws: what goes wrong is reported and fails the step. */
export async function main(world: World): Promise<void> {
  const { core, environment, currentFolder } = world
  const secrets = new Secrets()
  const reporter = createReporter(core, Boolean(environment.GITHUB_STEP_SUMMARY), secrets)
  const progress: Progress = { azureChanged: false, findings: [] }
  try {
    const workspace = openWorkspace(environment.GITHUB_WORKSPACE || currentFolder)
    const { inputs, problems } = readInputs(masking(core, secrets), environment, workspace)
    const desired = desiredState(inputs.values)
    progress.findings = desired.findings
    const registration =
      inputs.azureReconcile === 'off' ? undefined : registrationRequest(inputs.azure, desired.signIn)
    const wrong = [...problems, ...desired.problems, ...(registration?.problems ?? [])]
    if (wrong.length > 0)
      throw new ProblemsError([...wrong, ...workspaceProblems(inputs, desired, workspace)])
    const request = registration?.request
    const run = { world, reporter, workspace, inputs, desired, request, secrets, progress }
    await reporter.succeed(inputs.mode === 'render' ? renderInWorkspace(run) : await proposePullRequest(run))
  } catch (error) {
    await reporter.fail(error, progress)
  }
}

/** Inputs that are secrets are masked in the log, and kept out of everything else. */
function masking(core: InputCore, secrets: Secrets): InputCore {
  return {
    getInput: (name) => core.getInput(name),
    setSecret: (secret) => {
      core.setSecret(secret)
      secrets.add(secret)
    },
  }
}

/** Mode `render`: the file in the workspace, no token and no network. */
function renderInWorkspace({ inputs, desired, workspace }: Run): RunResult {
  const { configPath } = inputs
  const rendered = render(inputs, desired, workspace.read(configPath, 'config-path'), configPath)
  if (rendered.isChanged) workspace.write(configPath, rendered.bytes, 'config-path')
  return resultOf(inputs, desired, rendered, configPath)
}

/**
 * Mode `pull-request`: read everything, decide, then write. The app registration is written first: its change is additive and
 * harmless while the server runs the old configuration, while a merged pull request without it would lock the phones out.
 */
async function proposePullRequest(run: Run): Promise<RunResult> {
  const { carryOutPlan, connect, explain, planPullRequest } = await import('./config-repository/index.ts')
  const { proposalFor } = await import('./proposal.ts')
  const { world, reporter, workspace, inputs, desired } = run
  const { configRepository, configPath, branch, base, token } = inputs
  const target: Target = { ...configRepository, path: configPath, branch, base }
  const repository = `${target.owner}/${target.repo}`
  const apiUrl = world.environment.GITHUB_API_URL || 'https://api.github.com'
  const client = connect({ token, apiUrl, repository, fetch: world.fetch, log: reporter })
  const explained = (error: unknown) => {
    throw explain(error, target)
  }

  const registration = planRegistration(run)
  const proposal = proposalFor(inputs, desired, run.secrets, async () => (await registration)?.reported)
  const [planned, registered] = await together(
    planPullRequest(client, target, proposal).catch(explained),
    registration,
  )

  if (inputs.azureReconcile === 'apply') await registered?.apply()
  const outcome = await carryOutPlan(client, target, proposal, planned).catch(explained)

  const { rendered, operation, pullRequest, commitSha, findings } = outcome
  const isCheckedOut = repository === world.environment.GITHUB_REPOSITORY && workspace.exists(configPath)
  return {
    ...resultOf(inputs, desired, rendered, isCheckedOut ? configPath : undefined, [
      ...(registered?.reported.findings ?? []),
      ...findings,
    ]),
    repository,
    registration: registered && { ...registered.reported, isChanged: run.progress.azureChanged },
    pullRequest: { operation, number: pullRequest?.number, url: pullRequest?.url, branch, commitSha },
  }
}

/**
 * Reads the app registration and decides; nothing is loaded where it is none of the run's business.
 * @throws ProblemsError when it can't be given what is wanted
 */
async function planRegistration({ world, reporter, inputs, request, secrets, progress }: Run) {
  if (!request) return undefined
  const { applyRegistration, planRegistration: plan } = await loadReconcile()
  const surroundings: RegistrationWorld = {
    fetch: retrying(world.fetch, { warning: reporter.warning, wait: world.wait }),
    getIdToken: (audience) => world.core.getIDToken(audience),
    mask: masking(world.core, secrets).setSecret,
    wait: (seconds) => world.wait(seconds),
    changed: () => {
      progress.azureChanged = true
    },
  }
  const planned = await plan(request, surroundings)
  throwIfAny(planned.plan.problems)
  const { displayName, objectId } = planned.registration
  const reported: ReportedRegistration = {
    reconcile: inputs.azureReconcile as Exclude<AzureReconcile, 'off'>,
    clientId: request.signIn.clientId,
    displayName,
    objectId,
    changes: planned.plan.changes,
    findings: [...(inputs.azureReconcile === 'check' ? planned.drift : []), ...planned.audit],
    isChanged: false,
  }
  return { reported, apply: () => applyRegistration(planned, request, surroundings) }
}

/** Both results of two simultaneous readings. When both fail, the problems of both are told, else the first one's error. */
async function together<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const failures = (await Promise.allSettled([first, second])).flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
  )
  const errors = [...new Set(failures)]
  if (errors.length > 1 && errors.every((error) => error instanceof ProblemsError))
    throw new ProblemsError(errors.flatMap(({ problems }) => problems))
  if (errors.length > 0) throw errors.find((error) => !(error instanceof ProblemsError)) ?? errors[0]
  return [await first, await second]
}

function resultOf(
  { mode, configPath }: Inputs,
  desired: DesiredState,
  { before, after, changes, findings, isChanged }: NewOrRendered,
  workspacePath: string | undefined,
  more: readonly Finding[] = [],
): RunResult {
  return {
    mode,
    path: configPath,
    workspacePath,
    repository: undefined,
    before,
    after,
    isChanged,
    changes,
    findings: [...desired.findings, ...findings, ...more],
    registration: undefined,
    pullRequest: undefined,
  }
}
