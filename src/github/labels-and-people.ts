import { RequestError } from '@octokit/request-error'
import { type Finding, finding } from '../findings.ts'
import { field } from './answer.ts'
import type { GitHubClient } from './client.ts'
import { UnexpectedAnswerError } from './errors.ts'
import type { PullRequest, Target } from './state.ts'

export interface LabelsAndPeople {
  readonly labels: readonly string[]
  /** By login, teams by slug. */
  readonly assignees: readonly string[]
  readonly reviewers: readonly string[]
  readonly teamReviewers: readonly string[]
}

/** Everything that GitHub takes only for a pull request that is there. */
export async function addLabelsAndPeople(
  client: GitHubClient,
  target: Target,
  pullRequest: PullRequest,
  wanted: LabelsAndPeople,
): Promise<readonly Finding[]> {
  return [
    ...(await addLabels(client, target, pullRequest, wanted.labels)),
    ...(await addAssignees(client, target, pullRequest, wanted.assignees)),
    ...(await requestReviews(client, target, pullRequest, wanted)),
  ]
}

/** @see https://docs.github.com/en/rest/issues/labels#add-labels-to-an-issue */
export async function addLabels(
  client: GitHubClient,
  { owner, repo }: Target,
  { number, url }: PullRequest,
  labels: readonly string[],
): Promise<readonly Finding[]> {
  if (labels.length === 0) return []
  const names = { labels: [...labels] }
  const refusal = await refusalOf(
    client.rest.issues.addLabels({ owner, repo, issue_number: number, ...names }),
  )
  return refusal ? [notSet(url, 'labels', labels, refusal)] : []
}

const ASSIGN = 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees'

/**
 * GitHub leaves out, without a word, who may not be assigned.
 * @see https://docs.github.com/en/rest/issues/assignees#add-assignees-to-an-issue
 */
async function addAssignees(
  client: GitHubClient,
  { owner, repo }: Target,
  { number, url }: PullRequest,
  assignees: readonly string[],
): Promise<readonly Finding[]> {
  if (assignees.length === 0) return []
  const names = { assignees: [...assignees] }
  const request = client.rest.issues.addAssignees({ owner, repo, issue_number: number, ...names })
  const refusal = await refusalOf(request)
  if (refusal) return [notSet(url, 'assignees', assignees, refusal)]
  const { data } = await request
  const assigned = new Set(
    field(ASSIGN, data, 'assignees', 'array').map((each) =>
      field(ASSIGN, each, 'login', 'string').toLowerCase(),
    ),
  )
  const left = assignees.filter((login) => !assigned.has(login.toLowerCase()))
  if (left.length === 0) return []
  return [finding('MSSO022', { where: url, what: `GitHub did not assign ${quoted(left)}.`, cure: CURE })]
}

/**
 * GitHub requests the review of all of them or, when one name is wrong, of nobody: then each is asked for alone.
 * @see https://docs.github.com/en/rest/pulls/review-requests#request-reviewers-for-a-pull-request
 */
async function requestReviews(
  client: GitHubClient,
  { owner, repo }: Target,
  { number, url }: PullRequest,
  { reviewers, teamReviewers }: LabelsAndPeople,
): Promise<readonly Finding[]> {
  const request = (people: readonly string[], teams: readonly string[]) => {
    const names = { reviewers: [...people], team_reviewers: [...teams] }
    return refusalOf(client.rest.pulls.requestReviewers({ owner, repo, pull_number: number, ...names }))
  }
  const names = [...reviewers, ...teamReviewers]
  const refusal = names.length > 0 ? await request(reviewers, teamReviewers) : undefined
  if (!refusal) return []
  if (!('status' in refusal) || refusal.status !== 422 || names.length === 1)
    return [notSet(url, 'reviewers', names, refusal)]
  const findings: Finding[] = []
  for (const name of names) {
    const own = await (reviewers.includes(name) ? request([name], []) : request([], [name]))
    if (own) findings.push(notSet(url, 'reviewers', [name], own))
  }
  return findings
}

/** The pull request is there; that something beside it fails is worth a warning and not a failure. */
async function refusalOf(request: Promise<unknown>): Promise<Refusal | undefined> {
  try {
    await request
    return undefined
  } catch (error) {
    if (error instanceof RequestError || error instanceof UnexpectedAnswerError) return error
    throw error
  }
}

type Refusal = RequestError | UnexpectedAnswerError

const CURE =
  'Check the names, that they have access to the repository, and that the token may write pull requests and issues; team reviewers need a token with members: read.'

/** Only labels are looked after later: whoever has reviewed, or does not want to, is not to be asked again. */
const LATER = {
  labels: 'GitHub has trouble. Run again, which adds the labels that are missing.',
  others:
    'GitHub has trouble. Set them by hand if they are missing: later runs ask nobody for a pull request that is there.',
}

function notSet(where: string, kind: string, names: readonly string[], refusal: Refusal): Finding {
  const what = `The ${kind} ${quoted(names)} could not be set: ${refusal.message.split(' - http')[0]!.replace(/\.$/, '')}.`
  const isTrouble = !('status' in refusal) || refusal.status >= 500 || refusal.status === 429
  const trouble = kind === 'labels' ? LATER.labels : LATER.others
  return finding('MSSO022', { where, what, cure: isTrouble ? trouble : CURE })
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
