import { RequestError } from '@octokit/request-error'
import { type Finding, finding } from '../findings.ts'
import type { GitHubClient } from './client.ts'
import type { CommitPlan, Plan } from './decide.ts'
import { HalfDoneError, RaceLostError } from './errors.ts'
import { markClosed } from './marker.ts'
import { toPullRequest } from './pull-requests.ts'
import { readRepository } from './read.ts'
import type { BaseState, PullRequest, Target } from './state.ts'
import { asRace, commitFile, createBranch, deleteBranch, type NewCommit, rebuildBranch } from './write.ts'

/** The texts and people of a pull request. */
export interface PullRequestDetails {
  readonly title: string
  readonly body: string
  readonly closingComment: string
  readonly draft: boolean
  readonly labels: readonly string[]
  readonly assignees: readonly string[]
  readonly reviewers: readonly string[]
  readonly teamReviewers: readonly string[]
}

/** The commit for each start: the base branch's file, or the pull request branch's. */
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
  first: BaseState,
  plan: Plan,
  commits: Commits,
  details: PullRequestDetails,
): Promise<Outcome> {
  if (plan.kind === 'nothing') return nothing(plan, target)
  if (plan.kind === 'close') return close(client, target, plan, details.closingComment)
  if (plan.kind === 'create') return create(client, target, first, plan, commits, details)
  const commitSha = plan.commit && (await commit(client, target, plan.commit, commits))
  await update(client, target, plan)
  const findings = await addLabels(client, target, plan.pullRequest, plan.labels)
  return { operation: commitSha ? 'updated' : 'none', pullRequest: plan.pullRequest, commitSha, findings }
}

function nothing(plan: Plan & { kind: 'nothing' }, { branch }: Target): Outcome {
  const outcome = { operation: 'none', pullRequest: undefined, commitSha: undefined } as const
  if (plan.because === 'as wanted') return { ...outcome, findings: [] }
  const { pullRequest } = plan
  const where = pullRequest.url
  if (plan.because === 'closed by a person') {
    const what = `Pull request #${pullRequest.number} with the same values was closed without being merged, so no new one is opened.`
    const cure =
      'Reopen it to have it kept up to date; a new one is opened as soon as a wanted value changes.'
    return { ...outcome, findings: [finding('MSSO020', { where, what, cure })] }
  }
  const what = `The base branch is as wanted, but branch ${branch} of pull request #${pullRequest.number} holds commits that are not this action's, so it is left open.`
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
  return commitFile(client, target, plan.branch.file, onBranch!)
}

async function create(
  client: GitHubClient,
  target: Target,
  first: BaseState,
  plan: Plan & { kind: 'create' },
  commits: Commits,
  details: PullRequestDetails,
): Promise<Outcome> {
  if (plan.commit?.kind === 'start') {
    return createWithBranch(client, target, first, plan.base, plan.commit.baseCommit, commits.onBase, details)
  }
  const commitSha = plan.commit && (await commit(client, target, plan.commit, commits))
  return openPullRequest(client, target, plan.base, details, commitSha)
}

/** A new branch with its pull request, or neither: when GitHub refuses the second step the first is taken back. */
async function createWithBranch(
  client: GitHubClient,
  target: Target,
  first: BaseState,
  base: string,
  baseCommit: string,
  newCommit: NewCommit,
  details: PullRequestDetails,
): Promise<Outcome> {
  await createBranch(client, target, baseCommit)
  let head = baseCommit
  try {
    head = await commitFile(client, target, first.file, newCommit)
    return await openPullRequest(client, target, base, details, head)
  } catch (error) {
    if (error instanceof RaceLostError) throw error
    throw await withdraw(client, target, head, error)
  }
}

/** Deletes the branch of this run. @returns the error that was the reason, with what could not be taken back */
async function withdraw(
  client: GitHubClient,
  target: Target,
  head: string,
  reason: unknown,
): Promise<unknown> {
  try {
    const { repositoryId } = await readRepository(client, target)
    await deleteBranch(client, target, { head, repositoryId })
  } catch {
    return new HalfDoneError(`Branch ${target.branch} was created and stays; running again uses it.`, reason)
  }
  return reason
}

/** @see https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request */
async function openPullRequest(
  client: GitHubClient,
  target: Target,
  base: string,
  details: PullRequestDetails,
  commitSha: string | undefined,
): Promise<Outcome> {
  const { owner, repo, branch: head } = target
  const { title, body, draft } = details
  const answer = client.rest.pulls.create({ owner, repo, head, base, title, body, draft })
  const { data } = await asRace(/A pull request already exists|No commits between/, answer)
  const pullRequest = toPullRequest(data)
  const findings = [
    ...(await addLabels(client, target, pullRequest, details.labels)),
    ...(await addAssignees(client, target, pullRequest, details.assignees)),
    ...(await requestReviews(client, target, pullRequest, details)),
  ]
  return { operation: 'created', pullRequest, commitSha, findings }
}

/** @see https://docs.github.com/en/rest/pulls/pulls#update-a-pull-request */
async function update(
  client: GitHubClient,
  { owner, repo }: Target,
  plan: Plan & { kind: 'update' },
): Promise<void> {
  const { title, body, pullRequest } = plan
  if (title === undefined && body === undefined) return
  const texts = { ...(title === undefined ? {} : { title }), ...(body === undefined ? {} : { body }) }
  await client.rest.pulls.update({ owner, repo, pull_number: pullRequest.number, ...texts })
}

/**
 * Closes first and deletes the branch after: a commit that somebody pushes in between keeps the branch.
 * @see https://docs.github.com/en/rest/issues/comments#create-an-issue-comment
 */
async function close(
  client: GitHubClient,
  target: Target,
  plan: Plan & { kind: 'close' },
  comment: string,
): Promise<Outcome> {
  const { owner, repo } = target
  const { number, body, url } = plan.pullRequest
  await client.rest.issues.createComment({ owner, repo, issue_number: number, body: comment })
  await client.rest.pulls.update({
    owner,
    repo,
    pull_number: number,
    state: 'closed',
    body: markClosed(body),
  })
  try {
    await deleteBranch(client, target, plan.branch)
  } catch (error) {
    if (!(error instanceof RaceLostError)) throw error
  }
  return { operation: 'closed', pullRequest: { number, url }, commitSha: undefined, findings: [] }
}

/** @see https://docs.github.com/en/rest/issues/labels#add-labels-to-an-issue */
async function addLabels(
  client: GitHubClient,
  { owner, repo }: Target,
  { number, url }: PullRequest,
  labels: readonly string[],
) {
  if (labels.length === 0) return []
  const request = client.rest.issues.addLabels({ owner, repo, issue_number: number, labels: [...labels] })
  return unlessRefused(url, `The labels ${quoted(labels)}`, request)
}

/**
 * GitHub leaves out, without a word, who may not be assigned.
 * @see https://docs.github.com/en/rest/issues/assignees#add-assignees-to-an-issue
 */
async function addAssignees(
  client: GitHubClient,
  { owner, repo }: Target,
  { number, url }: PullRequest,
  assignees: readonly string[],
) {
  if (assignees.length === 0) return []
  const request = client.rest.issues.addAssignees({
    owner,
    repo,
    issue_number: number,
    assignees: [...assignees],
  })
  return unlessRefused(url, `The assignees ${quoted(assignees)}`, request, ({ data }) => {
    const assigned = new Set((data.assignees ?? []).map(({ login }) => login.toLowerCase()))
    const left = assignees.filter((login) => !assigned.has(login.toLowerCase()))
    return left.length > 0 ? `GitHub did not assign ${quoted(left)}.` : undefined
  })
}

/** @see https://docs.github.com/en/rest/pulls/review-requests#request-reviewers-for-a-pull-request */
async function requestReviews(
  client: GitHubClient,
  { owner, repo }: Target,
  { number, url }: PullRequest,
  { reviewers, teamReviewers }: PullRequestDetails,
) {
  if (reviewers.length + teamReviewers.length === 0) return []
  const people = { reviewers: [...reviewers], team_reviewers: [...teamReviewers] }
  const request = client.rest.pulls.requestReviewers({ owner, repo, pull_number: number, ...people })
  return unlessRefused(url, `The reviewers ${quoted([...reviewers, ...teamReviewers])}`, request)
}

/** The pull request is there; that a name is wrong is worth a warning and not a failure. */
async function unlessRefused<T>(
  where: string,
  what: string,
  request: Promise<T>,
  shortfall: (answer: T) => string | undefined = () => undefined,
): Promise<readonly Finding[]> {
  const cure =
    'Check the names, that they have access to the repository, and that the token may write pull requests and issues; team reviewers need a token with members: read.'
  try {
    const missing = shortfall(await request)
    return missing ? [finding('MSSO022', { where, what: missing, cure })] : []
  } catch (error) {
    if (!(error instanceof RequestError) || error.status >= 500) throw error
    return [
      finding('MSSO022', {
        where,
        what: `${what} could not be set: ${error.message.split(' - http')[0]}.`,
        cure,
      }),
    ]
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
