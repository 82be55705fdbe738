import { field } from './answer.ts'
import type { GitHubClient } from './client.ts'
import { RaceLostError } from './errors.ts'
import { moveBranch } from './move-branch.ts'
import { isInDoubt, raceOr } from './races.ts'
import { type AddedCommit, addedCommit, readBranchHead, readCommitOf } from './read-branch.ts'
import type { BranchState, RepositoryFile, Target } from './state.ts'

/** A file to commit. */
export interface NewFile {
  readonly path: string
  readonly bytes: Uint8Array
  /** What is there now; undefined when nothing is. */
  readonly replaced: RepositoryFile | undefined
  /** For a commit of this file, after those of the files before it. */
  readonly message: string
}

/** What is to be committed: the files that change, and the message of one commit with all of them. */
export interface NewCommit {
  readonly files: readonly NewFile[]
  readonly message: string
}

/**
 * Creates the branch.
 * @throws RaceLostError when it exists
 * @see https://docs.github.com/en/rest/git/refs#create-a-reference
 */
export async function createBranch(client: GitHubClient, target: Target, commit: string): Promise<void> {
  const { owner, repo, branch } = target
  try {
    await client.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: commit })
  } catch (error) {
    if (isInDoubt(error) && (await readBranchHead(client, target)) === commit) return
    throw raceOr(error, /Reference already exists/)
  }
}

/**
 * Commits the file on top of the branch. GitHub compares the object name of the file that is replaced, so nobody's change to
 * it is lost, and signs the commit when the token is an app's, because no author is given. When the repetition of a request is
 * refused, the branch tells whether its first try was carried out.
 * @throws RaceLostError when the branch's file is no longer the replaced one
 * @see https://docs.github.com/en/rest/repos/contents#create-or-update-file-contents
 */
export async function commitFile(
  client: GitHubClient,
  target: Target,
  { path, bytes, replaced, message }: NewFile,
): Promise<AddedCommit> {
  const { owner, repo, branch } = target
  const content = Buffer.from(bytes).toString('base64')
  const sha = replaced ? { sha: replaced.blob } : {}
  const file = { owner, repo, path, branch, message, content, ...sha }
  try {
    const { data } = await client.rest.repos.createOrUpdateFileContents(file)
    const request = 'PUT /repos/{owner}/{repo}/contents/{path}'
    return addedCommit(request, field(request, data, 'commit', 'object'))
  } catch (error) {
    const race = raceOr(
      error,
      /does not match|wasn't supplied|is at [0-9a-f]+ but expected|Branch .{1,300} not found/,
    )
    const isPerhapsDone = race instanceof RaceLostError && isInDoubt(error)
    const own = isPerhapsDone ? await readCommitOf(client, target, message) : undefined
    if (own) return own
    throw race
  }
}

/**
 * Makes the branch one commit on the base; the files keep the modes that they have there.
 * @returns the commit's SHA
 * @throws RaceLostError when somebody pushed to the branch after it was read
 * @see https://docs.github.com/en/rest/git/commits#create-a-commit
 */
export async function rebuildBranch(
  client: GitHubClient,
  target: Target,
  { head, baseTree, repositoryId }: BranchState,
  baseCommit: string,
  { files, message }: NewCommit,
): Promise<string> {
  const { owner, repo } = target
  const entries = []
  for (const file of files) {
    const { path, replaced } = file
    const mode = replaced?.mode ?? '100644'
    entries.push({ path, mode, type: 'blob', sha: await createBlob(client, target, file) } as const)
  }
  const tree = await client.rest.git.createTree({ owner, repo, base_tree: baseTree, tree: entries })
  const treeSha = field('POST /repos/{owner}/{repo}/git/trees', tree.data, 'sha', 'string')
  const parents = [baseCommit]
  const commit = await client.rest.git.createCommit({ owner, repo, message, tree: treeSha, parents })
  const sha = field('POST /repos/{owner}/{repo}/git/commits', commit.data, 'sha', 'string')
  await moveBranch(client, target, repositoryId, head, sha)
  return sha
}

/** @see https://docs.github.com/en/rest/git/blobs#create-a-blob */
async function createBlob(
  client: GitHubClient,
  { owner, repo }: Target,
  { bytes }: NewFile,
): Promise<string> {
  const content = Buffer.from(bytes).toString('base64')
  const { data } = await client.rest.git.createBlob({ owner, repo, content, encoding: 'base64' })
  return field('POST /repos/{owner}/{repo}/git/blobs', data, 'sha', 'string')
}
