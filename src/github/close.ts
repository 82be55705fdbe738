import { type Finding, finding } from '../findings.ts'
import { field } from './answer.ts'
import type { GitHubClient } from './client.ts'
import type { Plan } from './decide.ts'
import { RaceLostError } from './errors.ts'
import { deleteBranch } from './move-branch.ts'
import { refuseEdited } from './pull-requests.ts'
import { isRefusal } from './races.ts'
import type { BranchState, Target } from './state.ts'

/** How often the comment is sent when its answer is lost and it is not there. */
const ATTEMPTS = 3

const COMMENTS = `query ($repositoryId: ID!, $number: Int!) {
  node(id: $repositoryId) {
    ... on Repository { pullRequest(number: $number) { comments(last: 100) { nodes { body } } } }
  }
}`

/**
 * Closes a pull request with a comment and deletes its branch. Each step leaves it open for the next run to go on, until the
 * branch is gone: what was closed before that would not be looked at again. That the action closes it is written down first,
 * because GitHub closes a pull request by itself when its branch goes. A commit that somebody pushes meanwhile keeps the branch.
 * @returns that the branch was kept
 * @see https://docs.github.com/en/rest/pulls/pulls#update-a-pull-request
 */
export async function closePullRequest(
  client: GitHubClient,
  target: Target,
  { pullRequest, branch, body: marked }: Plan & { kind: 'close' },
  comment: string,
): Promise<readonly Finding[]> {
  const { number, body, url } = pullRequest
  const { owner, repo } = target
  const pull = { owner, repo, pull_number: number }
  // A body that is marked already is from a run that did not come to its end, which may have commented.
  const isGoingOn = body === marked
  if (!isGoingOn) {
    await refuseEdited(client, target, pullRequest)
    await client.rest.pulls.update({ ...pull, body: marked })
  }
  const isThere = () => hasComment(client, branch.repositoryId, number, comment)
  if (!(isGoingOn && (await isThere()))) await addComment(client, target, number, comment, isThere)
  const isDeleted = await deletesBranch(client, target, branch)
  await client.rest.pulls.update({ ...pull, state: 'closed' })
  if (isDeleted) return []
  const what = `While pull request #${number} was closed, somebody pushed to its branch ${target.branch}, so the branch is kept.`
  const cure = 'Reopen the pull request where the commit is wanted; delete the branch where it is not.'
  return [finding('MSSO021', { where: url, what, cure })]
}

/** @returns whether the branch is gone: it stays when somebody has pushed to it since it was read */
async function deletesBranch(client: GitHubClient, target: Target, branch: BranchState): Promise<boolean> {
  try {
    await deleteBranch(client, target, branch)
    return true
  } catch (error) {
    if (!(error instanceof RaceLostError)) throw error
    return false
  }
}

/**
 * Nothing tells GitHub that a comment is the same as one before, so it is not simply repeated when its answer is lost.
 * @see https://docs.github.com/en/rest/issues/comments#create-an-issue-comment
 */
async function addComment(
  client: GitHubClient,
  { owner, repo }: Target,
  number: number,
  body: string,
  isThere: () => Promise<boolean>,
): Promise<void> {
  const once = { owner, repo, issue_number: number, body, request: { retries: 0 } }
  for (let attempt = 1; ; attempt++) {
    try {
      await client.rest.issues.createComment(once)
      return
    } catch (error) {
      if (isRefusal(error)) throw error
      if (await isThere()) return
      if (attempt === ATTEMPTS) throw error
    }
  }
}

/** @see https://docs.github.com/en/graphql/reference/objects#pullrequest */
async function hasComment(
  client: GitHubClient,
  repositoryId: string,
  number: number,
  comment: string,
): Promise<boolean> {
  const request = 'POST /graphql'
  const answer = await client.graphql(COMMENTS, { repositoryId, number })
  const comments = ['node', 'pullRequest', 'comments'].reduce<unknown>(
    (found, name) => field(request, found, name, 'object'),
    answer,
  )
  return field(request, comments, 'nodes', 'array').some(
    (node) => field(request, node, 'body', 'string').trim() === comment.trim(),
  )
}
