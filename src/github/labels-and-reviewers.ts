import { RequestError } from '@octokit/request-error'
import { type Finding, finding } from '../findings.ts'
import { AnswerPart } from './answer.ts'
import type { GitHub } from './client.ts'
import { UnexpectedAnswerError } from './errors.ts'
import { type Place, writing } from './mutate.ts'
import type { LabelsAndReviewers, PullRequest } from './state.ts'

/** As much of a pull request as its labels need. */
export type Numbered = Pick<PullRequest, 'number' | 'url'>

const LABEL = 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels'
const ASSIGN = 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees'
const REQUEST = 'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers'

/**
 * Everything that GitHub takes only for a pull request that is there. Where it fails, the pull request is there all the same, which is
 * worth a warning and not a failure.
 * @see https://docs.github.com/en/rest/issues/labels#add-labels-to-an-issue
 * @see https://docs.github.com/en/rest/issues/assignees#add-assignees-to-an-issue
 */
export async function addLabelsAndReviewers(
  place: Place,
  pullRequest: Numbered,
  wanted: Partial<LabelsAndReviewers>,
): Promise<readonly Finding[]> {
  const { labels = [], assignees = [], reviewers = [], teamReviewers = [] } = wanted
  const { github, target } = place
  const { number, url } = pullRequest
  const issue = { owner: target.owner, repo: target.repo, issue_number: number }
  const findings: Finding[] = []
  if (labels.length > 0) {
    const what = `labels added to pull request #${number}`
    const { refusal } = await tried(github, what, LABEL, { ...issue, labels })
    if (refusal) findings.push(notSet(url, 'labels', labels, refusal))
  }
  if (assignees.length > 0) {
    const what = `pull request #${number} assigned`
    const { data, refusal } = await tried(github, what, ASSIGN, { ...issue, assignees })
    if (refusal) findings.push(notSet(url, 'assignees', assignees, refusal))
    else findings.push(...leftOut(url, assignees, data))
  }
  return [...findings, ...(await requestReviews(place, pullRequest, reviewers, teamReviewers))]
}

/** GitHub leaves out, without a word, who may not be assigned. */
function leftOut(where: string, assignees: readonly string[], data: unknown): readonly Finding[] {
  const assigned = new AnswerPart(data, ASSIGN).list('assignees').map((each) => each.text('login'))
  const names = new Set(assigned.map((login) => login.toLowerCase()))
  const left = assignees.filter((login) => !names.has(login.toLowerCase()))
  const what = `GitHub did not assign ${quoted(left)}.`
  return left.length === 0 ? [] : [finding('MSSO022', { where, what, cure: CURE })]
}

/**
 * GitHub requests the review of all of them or, when one name is wrong, of nobody: then each is asked for alone.
 * @see https://docs.github.com/en/rest/pulls/review-requests#request-reviewers-for-a-pull-request
 */
async function requestReviews(
  { github, target }: Place,
  { number, url }: Numbered,
  users: readonly string[],
  teams: readonly string[],
): Promise<readonly Finding[]> {
  const ask = async (reviewers: readonly string[], team_reviewers: readonly string[]) => {
    const { owner, repo } = target
    const pull = { owner, repo, pull_number: number, reviewers, team_reviewers }
    const { refusal } = await tried(github, `reviews of pull request #${number} requested`, REQUEST, pull)
    return (
      refusal && { refusal, finding: notSet(url, 'reviewers', [...reviewers, ...team_reviewers], refusal) }
    )
  }
  const count = users.length + teams.length
  const refused = count === 0 ? undefined : await ask(users, teams)
  if (!refused) return []
  if (!('status' in refused.refusal) || refused.refusal.status !== 422 || count === 1)
    return [refused.finding]
  const each = []
  for (const user of users) each.push(await ask([user], []))
  for (const team of teams) each.push(await ask([], [team]))
  return each.flatMap((own) => (own ? [own.finding] : []))
}

async function tried(
  github: GitHub,
  what: string,
  route: string,
  parameters: object,
): Promise<{ readonly data?: unknown; readonly refusal?: Error }> {
  try {
    return await writing(github, what, route, parameters)
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
