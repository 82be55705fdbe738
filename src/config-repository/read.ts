import { field } from './answer.ts'
import type { GitHubClient } from './client.ts'
import { ConfigRepositoryError, RaceLostError } from './errors.ts'
import { inOrder } from './in-order.ts'
import { readKept } from './marker.ts'
import { readPullRequests } from './pull-requests.ts'
import { readBranch, readBranchHead, readHead } from './read-branch.ts'
import { readFile, readScript } from './read-file.ts'
import type { BaseState, ProposalState, Target } from './state.ts'

/** The first look, at the same time: the file on the base branch, the wsadmin script, the pull requests of the branch. */
export async function readBase(client: GitHubClient, target: Target): Promise<BaseState> {
  const [file, script, pullRequests] = await inOrder(
    readFile(client, target, target.base),
    readScript(client, target, target.base),
    readPullRequests(client, target),
  )
  return { file, script, ...pullRequests }
}

/**
 * The second look, when something is to be written: the base at one commit and the pull request branch.
 * @param mayExist the branch may exist: it has or had a pull request, or a race was lost
 * @throws ConfigRepositoryError when the branch is one that no run may write to
 * @throws RaceLostError when the base branch's file is no longer the one of the first look
 */
export async function readProposal(
  client: GitHubClient,
  target: Target,
  first: BaseState,
  mayExist: boolean,
): Promise<ProposalState> {
  const { pullRequest } = first
  const repository =
    pullRequest ?? (target.base && !mayExist ? undefined : await readRepository(client, target))
  const base = target.base ?? repository!.defaultBranch
  refuseBranch(target, base, repository?.defaultBranch)
  const [{ commit: baseCommit }, head] = await inOrder(
    readHead(client, target, base),
    mayExist ? readBranchHead(client, target) : NOT_LOOKED_AT,
  )
  const isMarked = pullRequest !== undefined && readKept(pullRequest.body) !== undefined
  const [branch] = await inOrder(
    head
      ? readBranch(client, target, { head, baseCommit, isMarked, repositoryId: repository!.repositoryId })
      : NOT_LOOKED_AT,
    // The commit of one file on a new branch compares it. Of two files one may be as wanted, and then no commit does.
    mayExist || target.scriptPath
      ? refuseChangedBase(client, target, base, baseCommit, first)
      : NOT_LOOKED_AT,
  )
  return { base, baseCommit, branch }
}

const NOT_LOOKED_AT = Promise.resolve(undefined)

/** @throws RaceLostError when the base's files at a commit are not those of the first look */
async function refuseChangedBase(
  client: GitHubClient,
  target: Target,
  base: string,
  commit: string,
  first: BaseState,
): Promise<void> {
  const [file, script] = await inOrder(readFile(client, target, commit), readScript(client, target, commit))
  if (file?.blob === first.file?.blob && script?.blob === first.script?.blob) return
  const names = [target.path, ...(target.scriptPath ? [target.scriptPath] : [])]
  throw new RaceLostError(`${names.join(' or ')} changed on ${base} while it was read.`)
}

/**
 * Refuses a pull request branch whose commits would not have to wait for a pull request.
 * @param base as it turned out, where the input does not name it
 * @throws ConfigRepositoryError
 */
export function refuseBranch({ owner, repo, branch }: Target, base: string, defaultBranch?: string): void {
  if (branch !== base && branch !== defaultBranch) return
  const role = branch === base ? 'the base' : 'the default branch'
  throw new ConfigRepositoryError(
    `branch: "${branch}" is ${role} of ${owner}/${repo}, so a run would commit to it without a pull request. Leave the input out, or name a branch for the pull request alone.`,
  )
}

/** @see https://docs.github.com/en/rest/repos/repos#get-a-repository */
export async function readRepository(client: GitHubClient, { owner, repo }: Target) {
  const request = 'GET /repos/{owner}/{repo}'
  const { data } = await client.rest.repos.get({ owner, repo })
  return {
    defaultBranch: field(request, data, 'default_branch', 'string'),
    repositoryId: field(request, data, 'node_id', 'string'),
  }
}
