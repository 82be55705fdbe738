import type { Target } from './config-repository/index.ts'
import { type DesiredState, desiredState } from './desired-state/index.ts'
import { type Finding, finding } from './findings.ts'
import { type InputCore, type Inputs, readInputs } from './inputs.ts'
import { type Rendered, renderMobileConfig, skeleton } from './mobile-config/index.ts'
import { throwIfAny } from './problems.ts'
import {
  createReporter,
  pullRequestBody,
  type Reporter,
  type ReportingCore,
  type RunResult,
} from './report/index.ts'
import { openWorkspace, type Workspace } from './workspace.ts'

/** Everything outside of this action that a run reads or changes. */
export interface World {
  readonly core: InputCore & ReportingCore
  /** The runner's environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly currentFolder: string
}

/** One run of the action, from its inputs to its report. Never throws: what goes wrong is reported and fails the step. */
export async function main({ core, environment, currentFolder }: World): Promise<void> {
  const reporter = createReporter(core, Boolean(environment.GITHUB_STEP_SUMMARY))
  try {
    const workspace = openWorkspace(environment.GITHUB_WORKSPACE || currentFolder)
    const { inputs, problems } = readInputs(core, environment, workspace)
    const desired = desiredState(inputs.values)
    throwIfAny([...problems, ...desired.problems])
    const result =
      inputs.mode === 'render'
        ? renderInWorkspace(inputs, desired, workspace)
        : await proposePullRequest(inputs, desired, workspace, environment, reporter)
    await reporter.succeed(result)
  } catch (error) {
    await reporter.fail(error)
  }
}

/** Mode `render`: the file in the workspace, no token and no network. */
function renderInWorkspace(inputs: Inputs, desired: DesiredState, workspace: Workspace): RunResult {
  const { configPath } = inputs
  const rendered = render(inputs, desired, workspace.read(configPath, 'config-path'), configPath)
  if (rendered.isChanged) workspace.write(configPath, rendered.bytes, 'config-path')
  return resultOf(inputs, desired, rendered, configPath)
}

/** Mode `pull-request`: read everything, decide, then write. */
async function proposePullRequest(
  inputs: Inputs,
  desired: DesiredState,
  workspace: Workspace,
  environment: World['environment'],
  reporter: Reporter,
): Promise<RunResult> {
  const { carryOutPlan, connect, explain, planPullRequest } = await import('./config-repository/index.ts')
  const { configRepository, configPath, branch, base, token } = inputs
  const target: Target = { ...configRepository, path: configPath, branch, base }
  const repository = `${target.owner}/${target.repo}`
  const apiUrl = environment.GITHUB_API_URL || 'https://api.github.com'
  const client = connect({ token, apiUrl, repository, log: reporter })
  const proposal = await proposalFor(inputs, desired)
  try {
    const planned = await planPullRequest(client, target, proposal)
    const { rendered, operation, pullRequest, commitSha, findings } = await carryOutPlan(
      client,
      target,
      proposal,
      planned,
    )
    const isCheckedOut = repository === environment.GITHUB_REPOSITORY && workspace.exists(configPath)
    return {
      ...resultOf(inputs, desired, rendered, isCheckedOut ? configPath : undefined, findings),
      repository,
      pullRequest: { operation, number: pullRequest?.number, url: pullRequest?.url, branch, commitSha },
    }
  } catch (error) {
    throw explain(error, target)
  }
}

/** What the pull request is to say and hold, in terms of the file that is found. */
async function proposalFor(inputs: Inputs, desired: DesiredState) {
  const { fingerprint, markerText } = await import('./config-repository/index.ts')
  const wanted = fingerprint(inputs.configPath, desired.settings)
  const {
    title,
    body: introduction,
    configPath: path,
    labels,
    assignees,
    reviewers,
    teamReviewers,
    draft,
  } = inputs
  return {
    fingerprint: wanted,
    render: (bytes: Uint8Array | undefined, where: string) => render(inputs, desired, bytes, where),
    commitMessage: ({ changes }: Rendered) =>
      inputs.commitMessage || [inputs.title, '', ...changes.map(({ setting }) => `- ${setting}`)].join('\n'),
    describe: ({ changes, findings }: Rendered) => ({
      title,
      body: (existing: string) =>
        pullRequestBody(
          {
            introduction,
            path,
            changes,
            findings: [...desired.findings, ...findings],
            marker: markerText({ wanted, closedByAction: false }),
          },
          existing,
        ),
      closingComment: `The base branch says what is wanted, so this pull request is no longer needed.`,
      draft,
      labels,
      assignees,
      reviewers,
      teamReviewers,
    }),
  }
}

/** The file as wanted; a missing one starts from the template, else from the built-in skeleton. */
function render(
  { template }: Inputs,
  { settings }: DesiredState,
  bytes: Uint8Array | undefined,
  path: string,
): NewOrRendered {
  if (bytes) {
    const rendered = renderMobileConfig({ path, bytes }, settings)
    return { ...rendered, isChanged: rendered.changes.length > 0 }
  }
  const start = template ?? { path, bytes: skeleton() }
  const rendered = renderMobileConfig(start, settings)
  const findings = template ? rendered.findings : [fromSkeleton(path), ...rendered.findings]
  return { ...rendered, before: '', findings, isChanged: true }
}

type NewOrRendered = Rendered & { readonly isChanged: boolean }

function fromSkeleton(path: string): Finding {
  return finding('MSSO010', {
    where: path,
    what: 'There was no such file, so it was made from the built-in skeleton, which holds the security section only.',
    cure: 'Check the complete file out of the server with wsadmin and commit it, or name it with the template input.',
  })
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
    pullRequest: undefined,
  }
}
