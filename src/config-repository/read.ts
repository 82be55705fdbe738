import { RequestError } from '@octokit/request-error'
import { field } from './answer.ts'
import type { GitHubClient } from './client.ts'
import { ConfigRepositoryError, RaceLostError, UnexpectedAnswerError } from './errors.ts'
import { isOwnWork } from './own-commits.ts'
import type { BaseState, BranchState, ProposalState, PullRequest, RepositoryFile, Target } from './state.ts'

/** The first look, two requests at the same time: the file on the base branch and the pull request of the branch. */
export async function readBase(client: GitHubClient, target: Target): Promise<BaseState> {
  const [file, pullRequest] = await inOrder(
    readFile(client, target, target.base),
    readPullRequest(client, target),
  )
  return { file, pullRequest }
}

/**
 * The second look, when something is to be written: the base at one commit and the pull request branch.
 * @param mayExist the branch may exist: it has or had a pull request, or creating it failed
 * @throws RaceLostError when the base branch's file is no longer the one of the first look
 */
export async function readProposal(
  client: GitHubClient,
  target: Target,
  first: BaseState,
  mayExist: boolean,
): Promise<ProposalState> {
  const { owner, repo } = target
  const repository =
    first.pullRequest ?? (target.base && !mayExist ? undefined : await readRepository(client, target))
  const base = target.base ?? repository!.defaultBranch
  const request = 'GET /repos/{owner}/{repo}/branches/{branch}'
  const { data } = await client.rest.repos.getBranch({ owner, repo, branch: base })
  const baseCommit = field(request, field(request, data, 'commit', 'object'), 'sha', 'string')
  if (!mayExist) return { base, baseCommit, branch: undefined }

  const [branch, atCommit] = await inOrder(
    readBranch(client, target, baseCommit, repository!.repositoryId),
    readFile(client, target, baseCommit),
  )
  if (atCommit?.blob !== first.file?.blob)
    throw new RaceLostError(`${target.path} changed on ${base} while it was read`)
  return { base, baseCommit, branch }
}

/**
 * A file at a commit or branch.
 * @returns undefined when there is none
 * @see https://docs.github.com/en/rest/repos/contents#get-repository-content
 */
async function readFile(
  client: GitHubClient,
  target: Target,
  ref: string | undefined,
): Promise<RepositoryFile | undefined> {
  const { owner, repo, path } = target
  const request = 'GET /repos/{owner}/{repo}/contents/{path}'
  const answer = await unlessMissing(
    client.rest.repos.getContent({ owner, repo, path, ...(ref ? { ref } : {}) }),
    /^Not Found/,
  )
  if (!answer) return undefined
  if (Array.isArray(answer.data) || field(request, answer.data, 'type', 'string') !== 'file') {
    throw new ConfigRepositoryError(
      `config-path: "${path}" is a folder, a link or a submodule in ${owner}/${repo}. Name a file.`,
    )
  }
  const blob = field(request, answer.data, 'sha', 'string')
  const encoding = field(request, answer.data, 'encoding', 'string')
  if (encoding === 'none') return { blob, bytes: await readBlob(client, target, blob) }
  return { blob, bytes: Buffer.from(field(request, answer.data, 'content', 'string'), 'base64') }
}

/**
 * Content that is too large for the contents API to inline.
 * @see https://docs.github.com/en/rest/git/blobs#get-a-blob
 */
async function readBlob(client: GitHubClient, { owner, repo }: Target, blob: string): Promise<Uint8Array> {
  const { data } = await client.rest.git.getBlob({ owner, repo, file_sha: blob })
  return Buffer.from(
    field('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', data, 'content', 'string'),
    'base64',
  )
}

/**
 * The open pull request of the branch, else its latest one.
 * @see https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
 */
async function readPullRequest(
  client: GitHubClient,
  { owner, repo, branch, base }: Target,
): Promise<PullRequest | undefined> {
  const { data } = await client.rest.pulls.list({
    owner,
    repo,
    head: `${owner}:${branch}`,
    state: 'all',
    per_page: 100,
  })
  if (!Array.isArray(data)) throw new UnexpectedAnswerError(PULLS, 'something that is not a list')
  const pullRequests = data
    .map(toPullRequest)
    .filter((candidate) => candidate.base === (base ?? candidate.defaultBranch))
  return (
    pullRequests.find(({ state }) => state === 'open') ??
    pullRequests.toSorted((a, b) => b.number - a.number)[0]
  )
}

const PULLS = 'GET /repos/{owner}/{repo}/pulls'

/** What the rest of the folder needs of a pull request in an answer. */
export function toPullRequest(answer: unknown): PullRequest {
  const base = field(PULLS, answer, 'base', 'object')
  const repository = field(PULLS, base, 'repo', 'object')
  const { body, merged_at } = answer as { body?: unknown; merged_at?: unknown }
  const isOpen = field(PULLS, answer, 'state', 'string') === 'open'
  return {
    number: field(PULLS, answer, 'number', 'number'),
    url: field(PULLS, answer, 'html_url', 'string'),
    state: isOpen ? 'open' : merged_at ? 'merged' : 'closed',
    title: field(PULLS, answer, 'title', 'string'),
    body: typeof body === 'string' ? body : '',
    labels: field(PULLS, answer, 'labels', 'array').map((label) => field(PULLS, label, 'name', 'string')),
    base: field(PULLS, base, 'ref', 'string'),
    defaultBranch: field(PULLS, repository, 'default_branch', 'string'),
    repositoryId: field(PULLS, repository, 'node_id', 'string'),
  }
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

/**
 * What the branch has that the base has not.
 * @see https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */
async function readBranch(
  client: GitHubClient,
  target: Target,
  baseCommit: string,
  repositoryId: string,
): Promise<BranchState | undefined> {
  const { owner, repo, path, branch } = target
  const request = 'GET /repos/{owner}/{repo}/compare/{basehead}'
  const comparison = client.rest.repos.compareCommitsWithBasehead({
    owner,
    repo,
    basehead: `${baseCommit}...${branch}`,
    per_page: 100,
  })
  const answer = await unlessMissing(comparison, /^Not Found/)
  if (!answer) return undefined
  const commits = field(request, answer.data, 'commits', 'array')
  const mergeBase = field(
    request,
    field(request, answer.data, 'merge_base_commit', 'object'),
    'sha',
    'string',
  )
  const head = commits.length > 0 ? field(request, commits.at(-1), 'sha', 'string') : mergeBase
  const isComplete = field(request, answer.data, 'total_commits', 'number') === commits.length
  const files = field(request, answer.data, 'files', 'array').map((file) => ({
    path: field(request, file, 'filename', 'string'),
    blob: field(request, file, 'sha', 'string'),
  }))
  return {
    head,
    baseTree: treeOf(request, field(request, answer.data, 'base_commit', 'object')),
    isBehind: field(request, answer.data, 'behind_by', 'number') > 0,
    isOwnWork:
      isComplete &&
      isOwnWork(
        commits.map((commit) => summary(request, commit)),
        files,
        path,
      ),
    file: await readFile(client, target, head),
    repositoryId,
  }
}

function treeOf(request: string, commit: object): string {
  return field(
    request,
    field(request, field(request, commit, 'commit', 'object'), 'tree', 'object'),
    'sha',
    'string',
  )
}

function summary(request: string, commit: unknown) {
  return {
    message: field(request, field(request, commit, 'commit', 'object'), 'message', 'string'),
    parents: field(request, commit, 'parents', 'array').length,
  }
}

/** An answer, or undefined when GitHub says 404 with such a message; "This repository is empty." for one is another matter. */
async function unlessMissing<T>(answer: Promise<T>, message: RegExp): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof RequestError && error.status === 404 && message.test(error.message)) return undefined
    throw error
  }
}

/** Both results of two simultaneous requests; when both fail, always the first one's error, whichever came sooner. */
async function inOrder<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second])
  return [await first, await second]
}
