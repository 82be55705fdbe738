import { type Finding, finding } from '../findings.ts'
import type { GitHubClient } from './client.ts'
import { closePullRequest } from './close.ts'
import type { CommitPlan, NewBranch, Plan } from './decide.ts'
import { RaceLostError } from './errors.ts'
import { addLabels, addLabelsAndPeople, type LabelsAndPeople } from './labels-and-people.ts'
import { deleteBranch } from './move-branch.ts'
import { openPullRequest } from './open-pull-request.ts'
import { refuseEdited } from './pull-requests.ts'
import { isRefusal } from './races.ts'
import { readRepository, refuseBranch } from './read.ts'
import type { PullRequest, Target } from './state.ts'
import { commitFile, createBranch, type NewCommit, rebuildBranch } from './write.ts'

/** The texts and people of a pull request. */
export interface PullRequestDetails extends LabelsAndPeople {
  readonly title: string
  readonly body: string
  readonly closingComment: string
  readonly draft: boolean
}

/** The commit for each start: the base branch's files, or the pull request branch's. */
export interface Commits {
  readonly onBase: NewCommit
  readonly onBranch: NewCommit | undefined
}

/** What was done, in the words of the outputs. */
export interface Outcome {
  readonly operation: 'created' | 'updated' | 'closed' | 'none'
  readonly pullRequest: Pick<PullRequest, 'number' | 'url'> | undefined
  readonly commitSha: string | undefined
  readonly findings: readonly Finding[]
}

/** Does what was decided. @throws RaceLostError when somebody else wrote at the same time: read and decide again */
export async function carryOut(
  client: GitHubClient,
  target: Target,
  plan: Plan,
  commits: Commits,
  details: PullRequestDetails,
): Promise<Outcome> {
  if (plan.kind === 'nothing') return nothing(plan, target)
  refuseBranch(target, plan.kind === 'create' ? plan.base : plan.pullRequest.base)
  if (plan.kind === 'close') {
    const { number, url } = plan.pullRequest
    await closePullRequest(client, target, plan, details.closingComment)
    return { operation: 'closed', pullRequest: { number, url }, commitSha: undefined, findings: [] }
  }
  if (plan.kind === 'create') return create(client, target, plan, commits, details)
  const commitSha = plan.commit && (await commit(client, target, plan.commit, commits))
  await update(client, target, plan, commitSha)
  const findings = await addLabels(client, target, plan.pullRequest, plan.labels)
  return { operation: commitSha ? 'updated' : 'none', pullRequest: plan.pullRequest, commitSha, findings }
}

function nothing(plan: Plan & { kind: 'nothing' }, { branch }: Target): Outcome {
  const outcome = { operation: 'none', pullRequest: undefined, commitSha: undefined } as const
  if (plan.because === 'as wanted') return { ...outcome, findings: [] }
  const { pullRequest } = plan
  const where = pullRequest.url
  const number = `#${pullRequest.number}`
  if (plan.because === 'closed by a person') {
    const what = `Pull request ${number} with the same values was closed without being merged, so no new one is opened.`
    const cure =
      'Reopen it to have it kept up to date; a new one is opened as soon as a wanted value changes.'
    return { ...outcome, findings: [finding('MSSO020', { where, what, cure })] }
  }
  if (plan.because === 'closed without a marker') {
    const what = `Pull request ${number} was closed without being merged, and its text no longer tells which values it stood for, so no new one is opened.`
    const cure = `Reopen it to have it kept up to date; or delete its branch ${branch}, or name another one with the branch input, to have a new one opened.`
    return { ...outcome, findings: [finding('MSSO020', { where, what, cure })] }
  }
  const what = `The base branch is as wanted, but branch ${branch} of pull request ${number} holds commits that are not this action's or was there before it, so it is left open.`
  const cure = 'Merge it or close it.'
  return { ...outcome, pullRequest, findings: [finding('MSSO021', { where, what, cure })] }
}

async function commit(
  client: GitHubClient,
  target: Target,
  plan: CommitPlan,
  { onBase, onBranch }: Commits,
): Promise<string> {
  if (plan.kind === 'rebuild') return rebuildBranch(client, target, plan.branch, plan.baseCommit, onBase)
  let head = plan.branch.head
  for (const file of onBranch!.files) head = await commitFile(client, target, file)
  return head
}

async function create(
  client: GitHubClient,
  target: Target,
  plan: Plan & { kind: 'create' },
  commits: Commits,
  details: PullRequestDetails,
): Promise<Outcome> {
  const opened =
    plan.commit?.kind === 'start'
      ? await createWithBranch(client, target, plan.base, plan.commit, commits.onBase, details)
      : await createOnBranch(client, target, plan.base, plan.commit, commits, details)
  const findings = await addLabelsAndPeople(client, target, opened.pullRequest, details)
  return { operation: 'created', ...opened, findings }
}

/** A pull request with the commit that this run made for it. */
interface Opened {
  readonly pullRequest: PullRequest
  readonly commitSha: string | undefined
}

async function createOnBranch(
  client: GitHubClient,
  target: Target,
  base: string,
  plan: CommitPlan | undefined,
  commits: Commits,
  details: PullRequestDetails,
): Promise<Opened> {
  const commitSha = plan && (await commit(client, target, plan, commits))
  return { commitSha, pullRequest: await openPullRequest(client, target, base, details) }
}

/**
 * A new branch with its pull request, or neither: when GitHub refuses the second step the first is taken back. Not when nobody
 * knows whether it was done: a pull request whose branch goes is closed, and would be taken for one that a person has closed.
 */
async function createWithBranch(
  client: GitHubClient,
  target: Target,
  base: string,
  { baseCommit }: NewBranch,
  newCommit: NewCommit,
  details: PullRequestDetails,
): Promise<Opened> {
  await createBranch(client, target, baseCommit)
  let head = baseCommit
  try {
    for (const file of newCommit.files) head = await commitFile(client, target, file)
    return { commitSha: head, pullRequest: await openPullRequest(client, target, base, details) }
  } catch (error) {
    if (error instanceof RaceLostError) throw error
    if (isRefusal(error)) await withdraw(client, target, head)
    throw error
  }
}

/** Deletes the branch of this run. Where that fails too, the branch is among what the failed run says that it has written. */
async function withdraw(client: GitHubClient, target: Target, head: string): Promise<void> {
  try {
    const { repositoryId } = await readRepository(client, target)
    await deleteBranch(client, target, { head, repositoryId })
  } catch {
    // The first error is the one to tell.
  }
}

/**
 * @param commitSha what was committed for it
 * @throws RaceLostError when a person has edited, closed or merged it since it was read
 * @see https://docs.github.com/en/rest/pulls/pulls#update-a-pull-request
 */
async function update(
  client: GitHubClient,
  target: Target,
  plan: Plan & { kind: 'update' },
  commitSha: string | undefined,
): Promise<void> {
  const { owner, repo } = target
  const { title, body, pullRequest } = plan
  if (title === undefined && body === undefined) return
  await refuseEdited(client, target, pullRequest, commitSha)
  const texts = { ...(title === undefined ? {} : { title }), ...(body === undefined ? {} : { body }) }
  await client.rest.pulls.update({ owner, repo, pull_number: pullRequest.number, ...texts })
}
