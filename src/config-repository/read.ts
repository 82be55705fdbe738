import { field } from './answer.ts'
import type { GitHubClient } from './client.ts'
import { ConfigRepositoryError, RaceLostError } from './errors.ts'
import { readMarker } from './marker.ts'
import { readPullRequests } from './pull-requests.ts'
import { readBranch, readHead } from './read-branch.ts'
import { readFile, readScript } from './read-file.ts'
import type { BaseState, ProposalState, RepositoryFile, Target } from './state.ts'

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
 * @param mayExist the branch may exist: it has or had a pull request, or creating it failed
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
  const { commit: baseCommit } = await readHead(client, target, base)
  const refuseMoved = (file: RepositoryFile | undefined, script: RepositoryFile | undefined) => {
    if (file?.blob !== first.file?.blob || script?.blob !== first.script?.blob)
      throw new RaceLostError(
        `${[target.path, ...(target.scriptPath ? [target.scriptPath] : [])].join(' or ')} changed on ${base} while it was read.`,
      )
  }
  if (!mayExist) {
    // Of two files one may be as wanted: then no commit compares it.
    if (target.scriptPath)
      refuseMoved(
        ...(await inOrder(readFile(client, target, baseCommit), readScript(client, target, baseCommit))),
      )
    return { base, baseCommit, branch: undefined }
  }

  const isMarked = pullRequest !== undefined && readMarker(pullRequest.body) !== undefined
  const [branch, file, script] = await inOrder(
    readBranch(client, target, baseCommit, isMarked, repository!.repositoryId),
    readFile(client, target, baseCommit),
    readScript(client, target, baseCommit),
  )
  refuseMoved(file, script)
  return { base, baseCommit, branch }
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

/** All results of simultaneous requests; when several fail, always the first one's error, whichever came sooner. */
async function inOrder<T extends readonly unknown[]>(
  ...requests: { [K in keyof T]: Promise<T[K]> }
): Promise<T> {
  await Promise.allSettled(requests)
  const results: unknown[] = []
  for (const request of requests) results.push(await request)
  return results as unknown as T
}
