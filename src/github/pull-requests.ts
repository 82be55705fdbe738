import { field } from './answer.ts'
import type { GitHubClient } from './client.ts'
import { RaceLostError, UnexpectedAnswerError } from './errors.ts'
import { isRefusal } from './races.ts'
import type { BaseState, PullRequest, Target } from './state.ts'

const PULLS = 'GET /repos/{owner}/{repo}/pulls'

/**
 * The pull requests of the branch. GitHub finds them by the owner of the head, and a fork of the same owner may have a branch of
 * the same name, so the head's repository is compared as well.
 * @see https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
 */
export async function readPullRequests(
  client: GitHubClient,
  { owner, repo, branch, base }: Target,
): Promise<Pick<BaseState, 'pullRequest' | 'elsewhere'>> {
  const { data } = await client.rest.pulls.list({
    owner,
    repo,
    head: `${owner}:${branch}`,
    state: 'all',
    per_page: 100,
  })
  if (!Array.isArray(data)) throw new UnexpectedAnswerError(PULLS, 'something that is not a list')
  return choosePullRequests({ base }, data.map(toPullRequest))
}

/** @param found those of a branch of this name, in this repository or another one, in any state */
export function choosePullRequests(
  { base }: Pick<Target, 'base'>,
  found: readonly PullRequest[],
): Pick<BaseState, 'pullRequest' | 'elsewhere'> {
  const ofBranch = found.filter(({ headRepositoryId, repositoryId }) => headRepositoryId === repositoryId)
  const isForBase = (candidate: PullRequest) => candidate.base === (base ?? candidate.defaultBranch)
  const forBase = ofBranch.filter(isForBase)
  return {
    pullRequest: forBase.find(isOpen) ?? forBase.toSorted((a, b) => b.number - a.number)[0],
    elsewhere: ofBranch.find((candidate) => isOpen(candidate) && !isForBase(candidate)),
  }
}

/**
 * A closed pull request with who closed it, as far as the token may see that: a bot for stale pull requests decides nothing about
 * the values.
 * @see https://docs.github.com/en/rest/issues/issues#get-an-issue
 */
export async function readWhoClosed(
  client: GitHubClient,
  { owner, repo }: Target,
  pullRequest: PullRequest,
): Promise<PullRequest> {
  const issue = { owner, repo, issue_number: pullRequest.number }
  const { data } = await client.rest.issues.get(issue).catch((error: unknown) => {
    if (isRefusal(error)) return { data: null }
    throw error
  })
  const isBot = data?.closed_by?.type === 'Bot'
  return isBot ? { ...pullRequest, state: 'closed by a bot' } : pullRequest
}

/**
 * Looks at a pull request right before its texts are replaced: GitHub can't compare them, so what a person has written, closed or
 * merged since it was read would be written over.
 * @throws RaceLostError when it is not as it was read
 */
export async function refuseEdited(
  client: GitHubClient,
  target: Target,
  { number, title, body }: PullRequest,
): Promise<void> {
  const { pullRequest } = await readPullRequests(client, target)
  const isAsRead =
    pullRequest?.number === number &&
    isOpen(pullRequest) &&
    pullRequest.title === title &&
    pullRequest.body === body
  if (!isAsRead) throw new RaceLostError(`pull request #${number} was edited, closed or merged in between.`)
}

const isOpen = ({ state }: PullRequest) => state === 'open'

/** What the rest of the folder needs of a pull request in an answer of REST. */
export function toPullRequest(answer: unknown): PullRequest {
  const base = field(PULLS, answer, 'base', 'object')
  const repository = field(PULLS, base, 'repo', 'object')
  const { body, merged_at } = answer as { body?: unknown; merged_at?: unknown }
  const state = field(PULLS, answer, 'state', 'string')
  return {
    number: usablePullNumber(PULLS, answer),
    url: toUrl(PULLS, answer, 'html_url'),
    state: state === 'open' ? 'open' : merged_at ? 'merged' : 'closed',
    title: field(PULLS, answer, 'title', 'string'),
    body: typeof body === 'string' ? body : '',
    labels: field(PULLS, answer, 'labels', 'array').map((label) => field(PULLS, label, 'name', 'string')),
    base: field(PULLS, base, 'ref', 'string'),
    defaultBranch: field(PULLS, repository, 'default_branch', 'string'),
    repositoryId: field(PULLS, repository, 'node_id', 'string'),
    headRepositoryId: headRepositoryId(answer),
  }
}

/** It becomes a part of the addresses that are written to. */
export function usablePullNumber(request: string, answer: unknown): number {
  const number = field(request, answer, 'number', 'number')
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new UnexpectedAnswerError(request, 'no usable "number"')
}

/** It becomes a link in what people read. */
export function toUrl(request: string, answer: unknown, name: string): string {
  const url = field(request, answer, name, 'string')
  if (/^https?:\/\/[^\s()<>[\]"`|\\]+$/.test(url)) return url
  throw new UnexpectedAnswerError(request, `no usable "${name}"`)
}

/** GitHub gives null for the repository of a fork that was deleted. */
function headRepositoryId(answer: unknown): string | undefined {
  const head = field(PULLS, answer, 'head', 'object') as { readonly repo?: unknown }
  return head.repo === null
    ? undefined
    : field(PULLS, field(PULLS, head, 'repo', 'object'), 'node_id', 'string')
}
