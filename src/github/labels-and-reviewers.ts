import { RequestError } from '@octokit/request-error'
import { type Finding, finding } from '../findings.ts'
import { AnswerPart } from './answer.ts'
import type { GitHub } from './client.ts'
import { UnexpectedAnswerError } from './errors.ts'
import type { LabelsAndReviewers } from './plan.ts'
import type { PullRequest, Target } from './state.ts'
import { type WriteOptions, writing } from './writes.ts'

/** As much of a pull request as its labels need. */
export type Numbered = Pick<PullRequest, 'number' | 'url'>

/**
 * Everything that GitHub takes only for a pull request that is there. Where it fails, the pull request is there all the same, which is
 * worth a warning and not a failure.
 */
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
  names: readonly string[],
): Promise<readonly Finding[]> {
  if (names.length === 0) return []
  const issue = { owner, repo, issue_number: number, labels: [...names] }
  const { refusal } = await tried(github, `labels added to pull request #${number}`, (request) =>
    github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', { ...issue, request }),
  )
  return refusal ? [notSet(url, 'labels', names, refusal)] : []
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
  names: readonly string[],
): Promise<readonly Finding[]> {
  if (names.length === 0) return []
  const issue = { owner, repo, issue_number: number, assignees: [...names] }
  const { data, refusal } = await tried(github, `pull request #${number} assigned`, (request) =>
    github.request(ASSIGN, { ...issue, request }),
  )
  if (refusal) return [notSet(url, 'assignees', names, refusal)]
  const assigned = new AnswerPart(data, ASSIGN)
    .list('assignees')
    .map((each) => each.text('login').toLowerCase())
  const left = names.filter((login) => !assigned.includes(login.toLowerCase()))
  const what = `GitHub did not assign ${quoted(left)}.`
  return left.length === 0 ? [] : [finding('MSSO022', { where: url, what, cure: CURE })]
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
  const ask = async (users: readonly string[], teams: readonly string[]) => {
    const names = { reviewers: [...users], team_reviewers: [...teams] }
    const pull = { owner, repo, pull_number: number, ...names }
    const route = 'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers'
    return tried(github, `reviews of pull request #${number} requested`, (request) =>
      github.request(route, { ...pull, request }),
    )
  }
  const names = [...reviewers, ...teamReviewers]
  if (names.length === 0) return []
  const { refusal } = await ask(reviewers, teamReviewers)
  if (!refusal) return []
  if (!('status' in refusal) || refusal.status !== 422 || names.length === 1)
    return [notSet(url, 'reviewers', names, refusal)]
  const findings: Finding[] = []
  for (const name of names) {
    const own = await (reviewers.includes(name) ? ask([name], []) : ask([], [name]))
    if (own.refusal) findings.push(notSet(url, 'reviewers', [name], own.refusal))
  }
  return findings
}

async function tried(
  { writes }: GitHub,
  what: string,
  send: (request: WriteOptions) => Promise<{ readonly data: unknown }>,
): Promise<{ readonly data?: unknown; readonly refusal?: Error }> {
  try {
    return { data: (await writing(writes, what, send)).data }
  } catch (error) {
    if (error instanceof RequestError || error instanceof UnexpectedAnswerError) return { refusal: error }
    throw error
  }
}

const CURE =
  'Check the names, their access to the repository, and that the token can write pull requests and issues. Team reviewers need a token with members: read.'

/** Only labels are looked after later: whoever has reviewed, or does not want to, is not to be asked again. */
function notSet(where: string, kind: string, names: readonly string[], refusal: Error): Finding {
  const what = `The ${kind} ${quoted(names)} could not be set: ${refusal.message.split(' - http')[0]!.replace(/\.$/, '')}.`
  const isTrouble = !('status' in refusal) || Number(refusal.status) >= 500 || refusal.status === 429
  const later =
    kind === 'labels'
      ? 'Run again: the action adds the missing labels.'
      : 'If they are missing, set them by hand: for an existing pull request, later runs do not set them.'
  return finding('MSSO022', { where, what, cure: isTrouble ? `GitHub is having problems. ${later}` : CURE })
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ')
