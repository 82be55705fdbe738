import { RequestError } from '@octokit/request-error'
import { type Finding, finding } from '../findings.ts'
import { field } from './answer.ts'
import type { GitHub } from './client.ts'
import { UnexpectedAnswerError } from './errors.ts'
import type { LabelsAndReviewers } from './plan.ts'
import type { PullRequest, Target } from './state.ts'
import { type WriteOptions, writing } from './writes.ts'

/** As much of a pull request as its labels need. */
export type Numbered = Pick<PullRequest, 'number' | 'url'>

/** Everything that GitHub takes only for a pull request that is there. */
export async function addLabelsAndReviewers(
  github: GitHub,
  target: Target,
  pullRequest: Numbered,
  wanted: LabelsAndReviewers,
): Promise<readonly Finding[]> {
  return [
    ...(await addLabels(github, target, pullRequest, wanted.labels)),
    ...(await addAssignees(github, target, pullRequest, wanted.assignees)),
    ...(await requestReviews(github, target, pullRequest, wanted)),
  ]
}

/** @see https://docs.github.com/en/rest/issues/labels#add-labels-to-an-issue */
export async function addLabels(
  github: GitHub,
  { owner, repo }: Target,
  { number, url }: Numbered,
  labels: readonly string[],
): Promise<readonly Finding[]> {
  if (labels.length === 0) return []
  const refusal = await refusalOf(github, `labels added to pull request #${number}`, (request) => {
    const issue = { owner, repo, issue_number: number, labels: [...labels], request }
    return github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', issue)
  })
  return refusal ? [notSet(url, 'labels', labels, refusal)] : []
}

const ASSIGN = 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees'

/**
 * GitHub leaves out, without a word, who may not be assigned.
 * @see https://docs.github.com/en/rest/issues/assignees#add-assignees-to-an-issue
 */
async function addAssignees(
  github: GitHub,
  { owner, repo }: Target,
  { number, url }: Numbered,
  assignees: readonly string[],
): Promise<readonly Finding[]> {
  if (assignees.length === 0) return []
  let answer: unknown
  const refusal = await refusalOf(github, `pull request #${number} assigned`, async (request) => {
    const issue = { owner, repo, issue_number: number, assignees: [...assignees], request }
    answer = (await github.request(ASSIGN, issue)).data
  })
  if (refusal) return [notSet(url, 'assignees', assignees, refusal)]
  const logins = field(ASSIGN, answer, 'assignees', 'array').map((each) =>
    field(ASSIGN, each, 'login', 'string').toLowerCase(),
  )
  const left = assignees.filter((login) => !logins.includes(login.toLowerCase()))
  if (left.length === 0) return []
  return [finding('MSSO022', { where: url, what: `GitHub did not assign ${quoted(left)}.`, cure: CURE })]
}

/**
 * GitHub requests the review of all of them or, when one name is wrong, of nobody: then each is asked for alone.
 * @see https://docs.github.com/en/rest/pulls/review-requests#request-reviewers-for-a-pull-request
 */
async function requestReviews(
  github: GitHub,
  { owner, repo }: Target,
  { number, url }: Numbered,
  { reviewers, teamReviewers }: LabelsAndReviewers,
): Promise<readonly Finding[]> {
  const ask = async (users: readonly string[], teams: readonly string[]) =>
    refusalOf(github, `reviews of pull request #${number} requested`, (request) => {
      const names = { reviewers: [...users], team_reviewers: [...teams] }
      const pull = { owner, repo, pull_number: number, ...names, request }
      return github.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', pull)
    })
  const names = [...reviewers, ...teamReviewers]
  const refusal = names.length > 0 ? await ask(reviewers, teamReviewers) : undefined
  if (!refusal) return []
  const isOfName = 'status' in refusal && refusal.status === 422
  if (!isOfName || names.length === 1) return [notSet(url, 'reviewers', names, refusal)]
  const findings: Finding[] = []
  for (const name of names) {
    const own = await (reviewers.includes(name) ? ask([name], []) : ask([], [name]))
    if (own) findings.push(notSet(url, 'reviewers', [name], own))
  }
  return findings
}

/** The pull request is there; that something beside it fails is worth a warning and not a failure. */
async function refusalOf(
  github: GitHub,
  what: string,
  send: (request: WriteOptions) => Promise<unknown>,
): Promise<Error | undefined> {
  try {
    await writing(github.writes, what, send)
    return undefined
  } catch (error) {
    if (error instanceof RequestError || error instanceof UnexpectedAnswerError) return error
    throw error
  }
}

const CURE =
  'Check the names, that they have access to the repository, and that the token may write pull requests and issues; team reviewers need a token with members: read.'

/** Only labels are looked after later: whoever has reviewed, or does not want to, is not to be asked again. */
const LATER = {
  labels: 'GitHub has trouble. Run again, which adds the labels that are missing.',
  others:
    'GitHub has trouble. Set them by hand if they are missing: later runs ask nobody for a pull request that is there.',
}

function notSet(where: string, kind: string, names: readonly string[], refusal: Error): Finding {
  const what = `The ${kind} ${quoted(names)} could not be set: ${refusal.message.split(' - http')[0]!.replace(/\.$/, '')}.`
  const isTrouble = !('status' in refusal) || Number(refusal.status) >= 500 || refusal.status === 429
  const trouble = kind === 'labels' ? LATER.labels : LATER.others
  return finding('MSSO022', { where, what, cure: isTrouble ? trouble : CURE })
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
