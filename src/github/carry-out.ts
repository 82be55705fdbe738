import type { Finding } from '../findings.ts'
import { field } from './answer.ts'
import type { GitHubClient } from './client.ts'
import { closePullRequest } from './close.ts'
import type { CommitPlan, NewBranch, Plan } from './decide.ts'
import { RaceLostError } from './errors.ts'
import { inOrder } from './in-order.ts'
import { addLabels, addLabelsAndPeople, type LabelsAndPeople } from './labels-and-people.ts'
import { deleteBranch } from './move-branch.ts'
import { openPullRequest } from './open-pull-request.ts'
import { refuseEdited } from './pull-requests.ts'
import { isRefusal } from './races.ts'
import { readRepository, refuseBranch } from './read.ts'
import { refuseMoved } from './read-branch.ts'
import type { PullRequest, Target } from './state.ts'
import { whyNothing } from './why-nothing.ts'
import { commitFile, createBranch, type NewCommit, rebuildBranch } from './write.ts'

/** The texts and people of a pull request. */
export interface PullRequestDetails extends LabelsAndPeople {
  readonly title: string
  readonly body: string
  readonly closingComment: string
  /** "Where possible": some plans have no drafts. */
  readonly draft: boolean | 'where possible'
}

/** The commit for each start: the base branch's files, or the pull request branch's. */
export interface Commits {
  readonly onBase: NewCommit
  readonly onBranch: NewCommit | undefined
}

/** What was done, in the words of the outputs. */
export type Outcome = Done & {
  readonly commitSha: string | undefined
  readonly findings: readonly Finding[]
}

/** With "none" the pull request is the one that is open. */
type Done =
  | { readonly operation: 'created' | 'updated' | 'closed'; readonly pullRequest: PullRequestLink }
  | { readonly operation: 'none'; readonly pullRequest: PullRequestLink | undefined }

type PullRequestLink = Pick<PullRequest, 'number' | 'url'>

/** What it takes to carry a plan out. */
export interface Job {
  readonly client: GitHubClient
  readonly target: Target
  readonly commits: Commits
  readonly details: PullRequestDetails
  /** Is told of each commit as soon as it is on the branch: what comes after it may fail. */
  committed(sha: string): void
}

/** Does what was decided. @throws RaceLostError when somebody else wrote at the same time: read and decide again */
export async function carryOut(job: Job, plan: Plan): Promise<Outcome> {
  const { client, target, details } = job
  if (plan.kind === 'nothing') return nothing(plan, target)
  refuseBranch(target, plan.kind === 'create' ? plan.base : plan.pullRequest.base)
  if (plan.kind === 'close') {
    const { number, url } = plan.pullRequest
    const findings = await closePullRequest(client, target, plan, details.closingComment)
    return { operation: 'closed', pullRequest: { number, url }, commitSha: undefined, findings }
  }
  if (plan.kind === 'create') return create(job, plan)
  const commitSha = await commit(job, plan.commit)
  await update(job, plan)
  const findings = await addLabels(client, target, plan.pullRequest, plan.labels)
  return { operation: commitSha ? 'updated' : 'none', pullRequest: plan.pullRequest, commitSha, findings }
}

function nothing(plan: Plan & { kind: 'nothing' }, target: Target): Outcome {
  const open =
    plan.because !== 'as wanted' && plan.pullRequest.state === 'open' ? plan.pullRequest : undefined
  return { operation: 'none', pullRequest: open, commitSha: undefined, findings: whyNothing(plan, target) }
}

/** @returns the head of the branch when this run has made it */
async function commit(job: Job, plan: CommitPlan): Promise<string | undefined> {
  const { client, target, commits, committed } = job
  if (plan.kind === 'keep') return undefined
  if (plan.kind === 'add') return commitFiles(job, commits.onBranch!, plan.branch.head)
  const sha = await rebuildBranch(client, target, plan.branch, plan.baseCommit, commits.onBase)
  committed(sha)
  return sha
}

/**
 * A commit for each file. GitHub compares the one file only, and a branch that somebody has moved may lack another one.
 * @returns the head of the branch after them
 * @throws RaceLostError when the branch was not where it was read, or where the commit before was made
 */
async function commitFiles({ client, target, committed }: Job, { files }: NewCommit, start: string) {
  let head = start
  for (const file of files) {
    const { sha, parent } = await commitFile(client, target, file)
    committed(sha)
    if (parent !== head)
      throw new RaceLostError(`branch ${target.branch} was moved before "${file.path}" was committed.`)
    head = sha
  }
  return head
}

async function create(job: Job, plan: Plan & { kind: 'create' }): Promise<Outcome> {
  const { client, target, details } = job
  const opened =
    plan.commit.kind === 'start'
      ? await createWithBranch(job, plan.base, plan.commit)
      : await createOnBranch(job, plan.base, plan.commit)
  const findings = await addLabelsAndPeople(client, target, opened.pullRequest, details)
  return { operation: 'created', ...opened, findings }
}

/** A pull request with the commit that this run made for it. */
interface Opened {
  readonly pullRequest: PullRequest
  readonly commitSha: string | undefined
}

async function createOnBranch(job: Job, base: string, plan: CommitPlan): Promise<Opened> {
  const { client, target, details } = job
  const commitSha = await commit(job, plan)
  if (plan.kind === 'keep') await refuseMoved(client, target, plan.branch)
  return { commitSha, pullRequest: await openPullRequest(client, target, base, details) }
}

/**
 * A new branch with its pull request, or neither: when GitHub refuses the second step the first is taken back. Not when nobody
 * knows whether it was done: a pull request whose branch goes is closed, and would be taken for one that a person has closed.
 * After a lost race a branch without a commit is taken back, too: the next attempt could not tell it from somebody else's.
 */
async function createWithBranch(job: Job, base: string, { baseCommit }: NewBranch): Promise<Opened> {
  const { client, target, commits, details } = job
  await createBranch(client, target, baseCommit)
  let head = baseCommit
  const committed = (sha: string) => {
    head = sha
    job.committed(sha)
  }
  try {
    const commitSha = await commitFiles({ ...job, committed }, commits.onBase, baseCommit)
    return { commitSha, pullRequest: await openPullRequest(client, target, base, details) }
  } catch (error) {
    const isUnused = error instanceof RaceLostError && head === baseCommit
    if (isUnused || isRefusal(error)) await withdraw(client, target, head)
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
 * Replaces the texts of the pull request.
 * @throws RaceLostError when a person has edited, closed or merged it since it was read, or has moved the branch that it is about
 * @see https://docs.github.com/en/rest/pulls/pulls#update-a-pull-request
 */
async function update({ client, target }: Job, plan: Plan & { kind: 'update' }): Promise<void> {
  const { owner, repo } = target
  const { title, body, pullRequest, commit } = plan
  if (title === undefined && body === undefined) return
  const looks = [refuseEdited(client, target, pullRequest)]
  if (commit.kind === 'keep') looks.push(refuseMoved(client, target, commit.branch))
  await inOrder(...looks)
  const texts = { ...(title === undefined ? {} : { title }), ...(body === undefined ? {} : { body }) }
  const { number } = pullRequest
  const { data } = await client.rest.pulls.update({ owner, repo, pull_number: number, ...texts })
  if (field('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', data, 'state', 'string') !== 'open')
    throw new RaceLostError(`pull request #${number} was closed or merged in between.`)
}
