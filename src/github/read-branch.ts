import { field, unlessMissing } from './answer.ts'
import type { GitHubClient } from './client.ts'
import { RaceLostError } from './errors.ts'
import type { BranchState, Target } from './state.ts'

/**
 * The commit that a branch is at. GitHub answers for a branch that was renamed with the new one, so the name is returned as well.
 * @see https://docs.github.com/en/rest/branches/branches#get-a-branch
 */
async function readHead(client: GitHubClient, target: Target, branch: string) {
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
  if (tip?.name !== target.branch || messageOf(tip.commit).trimEnd() !== message.trimEnd()) return undefined
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

function messageOf(commit: object): string {
  return field(BRANCH, field(BRANCH, commit, 'commit', 'object'), 'message', 'string')
}
