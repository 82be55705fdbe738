import type { PullRequestDetails } from './carry-out.ts'
import type { GitHubClient } from './client.ts'
import { isSameText } from './decide.ts'
import { readPullRequests, toPullRequest } from './pull-requests.ts'
import { isRefusal, raceOr } from './races.ts'
import type { PullRequest, Target } from './state.ts'

/** What GitHub says where the repository's plan has none. */
const NO_DRAFTS = /Draft pull requests are not supported/

type Found = Partial<Awaited<ReturnType<typeof readPullRequests>>>

/**
 * Opens a pull request for a branch that is there. When the answer to that is lost, or the repetition hears that there is one
 * already, the one that is there is this run's own if it says what this run says.
 * @throws RaceLostError when somebody else opened one first, merged the branch or deleted it
 * @see https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request
 */
export async function openPullRequest(
  client: GitHubClient,
  target: Target,
  base: string,
  { title, body, draft }: Pick<PullRequestDetails, 'title' | 'body' | 'draft'>,
): Promise<PullRequest> {
  const { owner, repo, branch: head } = target
  const create = (isDraft: boolean) =>
    client.rest.pulls.create({ owner, repo, head, base, title, body, draft: isDraft })
  try {
    const { data } = await create(draft !== false).catch((error: unknown) => {
      if (draft === 'where possible' && isRefusal(error) && NO_DRAFTS.test(String(error)))
        return create(false)
      throw error
    })
    return toPullRequest(data)
  } catch (error) {
    const { pullRequest }: Found = isRefusal(error)
      ? {}
      : await readPullRequests(client, target).catch(() => ({}) as Found)
    const isOwn =
      pullRequest?.state === 'open' && pullRequest.title === title && isSameText(pullRequest.body, body)
    if (isOwn) return pullRequest
    throw raceOr(error, /A pull request already exists|No commits between|"field":"head","code":"invalid"/)
  }
}
