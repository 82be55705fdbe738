import type { Token } from './access.ts'
import { invalid, Refusal } from './refusal.ts'
import type { PullRequestState, RepositoryStandIn } from './repository.ts'

/** What REST and GraphQL do alike with pull requests, and refuse with the same words. */

type Proposed = Pick<PullRequestState, 'title' | 'body' | 'draft'> & {
  readonly head: string
  readonly base: string
}

/** @throws Refusal */
export async function proposePull(
  repository: RepositoryStandIn,
  token: Token,
  { head, base, title, body, draft }: Proposed,
): Promise<PullRequestState> {
  const { objects, policy, fullName } = repository
  if (!policy.actionsMayCreatePullRequests && token.login === 'github-actions[bot]') {
    throw new Refusal(403, 'GitHub Actions is not permitted to create or approve pull requests.')
  }
  const [owner] = fullName.split('/')
  const [headCommit, baseCommit] = await Promise.all([repository.commitSeen(head), objects.commit(base)])
  if (!baseCommit) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' })
  if (!headCommit) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' })
  const refuse = (message: string) => invalid({ resource: 'PullRequest', code: 'custom', message })
  const isOpen = repository
    .pulls()
    .some((pull) => pull.state === 'open' && headIs(pull, head) && pull.base.ref === base)
  if (isOpen) throw refuse(`A pull request already exists for ${owner}:${head}.`)
  if (await objects.isAncestor(headCommit, baseCommit)) throw refuse(`No commits between ${base} and ${head}`)
  if (draft && !policy.draftsSupported)
    throw new Refusal(422, 'Draft pull requests are not supported in this repository.')
  refuseLong(body)
  return repository.addPull({
    title,
    body,
    state: 'open',
    draft,
    merged: false,
    login: token.login,
    base: { ref: base },
    head: { ref: head, sha: headCommit },
    labels: [],
    assignees: [],
    reviewers: [],
    teamReviewers: [],
    comments: [],
  })
}

const headIs = ({ head }: PullRequestState, branch: string) => head.ref === branch && !head.fork

/** @throws Refusal */
export function refuseLong(text: string | null): void {
  if (text === null || text.length <= 65_536) return
  const message = 'body is too long (maximum is 65536 characters)'
  throw invalid({ resource: 'Issue', code: 'custom', field: 'body', message })
}

/**
 * @param union whether those who have been asked before stay so
 * @throws Refusal
 */
export function requestReviews(
  { policy, fullName }: RepositoryStandIn,
  pull: PullRequestState,
  { users, teams }: { readonly users: readonly string[]; readonly teams: readonly string[] },
  union: boolean,
): void {
  if (users.includes(pull.login))
    throw new Refusal(422, 'Review cannot be requested from pull request author.')
  const isOutside = (login: string) => !policy.collaborators.has(login)
  if (users.some(isOutside) || teams.some((team) => !policy.teams.has(team))) {
    const message = `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${fullName} repository.`
    throw new Refusal(422, message)
  }
  if (!union) {
    pull.reviewers.length = 0
    pull.teamReviewers.length = 0
  }
  add(pull.reviewers, users)
  add(pull.teamReviewers, teams)
}

export function addLabels(pull: PullRequestState, names: readonly string[]): void {
  add(pull.labels, names)
}

/** Whoever has no access is left out without a word. */
export function addAssignees(
  { policy }: RepositoryStandIn,
  pull: PullRequestState,
  logins: readonly string[],
): void {
  add(
    pull.assignees,
    logins.filter((login) => policy.collaborators.has(login)),
  )
}

export function addComment(pull: PullRequestState, { login }: Token, body: string): void {
  pull.comments.push({ login, body })
}

/** Who or what is there already is not there twice. */
function add(names: string[], more: readonly string[]): void {
  names.push(...more.filter((name) => !names.includes(name)))
}
