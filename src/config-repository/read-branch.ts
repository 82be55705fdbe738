import { field, unlessMissing } from './answer.ts'
import type { GitHubClient } from './client.ts'
import { RaceLostError } from './errors.ts'
import { inOrder } from './in-order.ts'
import { isOwnWork } from './own-commits.ts'
import { readFile, readScript } from './read-file.ts'
import type { BranchState, Target } from './state.ts'

/**
 * The commit that a branch is at. GitHub answers for a branch that was renamed with the new one, so the name is returned as well.
 * @see https://docs.github.com/en/rest/branches/branches#get-a-branch
 */
export async function readHead(client: GitHubClient, target: Target, branch: string) {
  const { name, commit } = await readTip(client, target, branch)
  return { name, commit: field(BRANCH, commit, 'sha', 'string') }
}

/** A commit that was added to the pull request branch. */
export interface AddedCommit {
  readonly sha: string
  /** The commit that the branch was at; undefined for the first commit of all. */
  readonly parent: string | undefined
}

/** Reads it out of an answer. @param request "GET /repos/{owner}/{repo}", for the error */
export function addedCommit(request: string, commit: unknown): AddedCommit {
  const [parent] = field(request, commit, 'parents', 'array')
  const sha = field(request, commit, 'sha', 'string')
  return { sha, parent: parent === undefined ? undefined : field(request, parent, 'sha', 'string') }
}

/** The commit that the pull request branch is at, if it has this message; undefined for any other, and without a branch. */
export async function readCommitOf(
  client: GitHubClient,
  target: Target,
  message: string,
): Promise<AddedCommit | undefined> {
  const tip = await unlessMissing(readTip(client, target, target.branch), NO_BRANCH)
  if (tip?.name !== target.branch || summary(BRANCH, tip.commit).message.trimEnd() !== message.trimEnd())
    return undefined
  return addedCommit(BRANCH, tip.commit)
}

const BRANCH = 'GET /repos/{owner}/{repo}/branches/{branch}'
const NO_BRANCH = /^Branch not found/

async function readTip(client: GitHubClient, { owner, repo }: Target, branch: string) {
  const { data } = await client.rest.repos.getBranch({ owner, repo, branch })
  return { name: field(BRANCH, data, 'name', 'string'), commit: field(BRANCH, data, 'commit', 'object') }
}

/** The commit that the pull request branch is at; undefined when there is no such branch. */
export async function readBranchHead(client: GitHubClient, target: Target): Promise<string | undefined> {
  const head = await unlessMissing(readHead(client, target, target.branch), NO_BRANCH)
  return head?.name === target.branch ? head.commit : undefined
}

/** @throws RaceLostError when the pull request branch is no longer where it was read */
export async function refuseMoved(
  client: GitHubClient,
  target: Target,
  { head }: BranchState,
): Promise<void> {
  if ((await readBranchHead(client, target)) !== head)
    throw new RaceLostError(`branch ${target.branch} was moved after it was read.`)
}

/** Where a branch is looked at. */
export interface BranchToRead {
  /** Read before, because a comparison holds the oldest commits only and ends before the head where they are many. */
  readonly head: string
  readonly baseCommit: string
  /** The branch's pull request bears this action's marker. */
  readonly isMarked: boolean
  readonly repositoryId: string
}

/**
 * What the pull request branch has that the base has not.
 * @see https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */
export async function readBranch(
  client: GitHubClient,
  target: Target,
  { head, baseCommit, isMarked, repositoryId }: BranchToRead,
): Promise<BranchState> {
  const { owner, repo, path, scriptPath } = target
  const basehead = `${baseCommit}...${head}`
  const [{ data }, file, script] = await inOrder(
    client.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead, per_page: 100 }),
    readFile(client, target, head),
    readScript(client, target, head),
  )
  const { commits, ahead, files } = changesIn(data)
  return {
    head,
    baseTree: treeOf(field(COMPARE, data, 'base_commit', 'object')),
    isBehind: field(COMPARE, data, 'behind_by', 'number') > 0,
    isAhead: ahead > 0,
    isOwnWork:
      ahead > 0
        ? ahead === commits.length && isOwnWork(commits, files, path)
        : isMarked &&
          isOwnWork([summary(COMPARE, field(COMPARE, data, 'merge_base_commit', 'object'))], [], path),
    hasLeftovers: files.some((changed) => changed.path !== path && changed.path !== scriptPath),
    file,
    script,
    repositoryId,
  }
}

const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}'

function changesIn(comparison: unknown) {
  const files = field(COMPARE, comparison, 'files', 'array').map((file) => ({
    path: field(COMPARE, file, 'filename', 'string'),
    blob: field(COMPARE, file, 'sha', 'string'),
  }))
  const commits = field(COMPARE, comparison, 'commits', 'array').map((commit) => summary(COMPARE, commit))
  return { commits, files, ahead: field(COMPARE, comparison, 'total_commits', 'number') }
}

function treeOf(commit: object): string {
  const tree = field(COMPARE, field(COMPARE, commit, 'commit', 'object'), 'tree', 'object')
  return field(COMPARE, tree, 'sha', 'string')
}

function summary(request: string, commit: unknown) {
  return {
    message: field(request, field(request, commit, 'commit', 'object'), 'message', 'string'),
    parents: field(request, commit, 'parents', 'array').length,
  }
}
