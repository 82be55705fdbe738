import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'
import { field } from './answer.ts'
import type { GitHubClient } from './client.ts'
import { RaceLostError } from './errors.ts'
import type { BranchState, RepositoryFile, Target } from './state.ts'

/** A commit to make: the file's new content and the message. */
export interface NewCommit {
  readonly bytes: Uint8Array
  readonly message: string
}

/** Deletes a ref in {@link moveBranch}. */
const NO_COMMIT = '0'.repeat(40)

/**
 * Creates the branch.
 * @throws RaceLostError when it exists
 * @see https://docs.github.com/en/rest/git/refs#create-a-reference
 */
export async function createBranch(
  client: GitHubClient,
  { owner, repo, branch }: Target,
  commit: string,
): Promise<void> {
  await asRace(
    /Reference already exists/,
    client.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: commit }),
  )
}

/**
 * Commits the file on top of the branch. GitHub compares the object name of the file that is replaced, so nobody's change to
 * it is lost, and signs the commit when the token is an app's, because no author is given.
 * @returns the commit's SHA
 * @throws RaceLostError when the branch's file is no longer the replaced one
 * @see https://docs.github.com/en/rest/repos/contents#create-or-update-file-contents
 */
export async function commitFile(
  client: GitHubClient,
  { owner, repo, path, branch }: Target,
  replaced: RepositoryFile | undefined,
  { bytes, message }: NewCommit,
): Promise<string> {
  const content = Buffer.from(bytes).toString('base64')
  const sha = replaced ? { sha: replaced.blob } : {}
  const answer = client.rest.repos.createOrUpdateFileContents({
    owner,
    repo,
    path,
    branch,
    message,
    content,
    ...sha,
  })
  const { data } = await asRace(
    /does not match|wasn't supplied|is at [0-9a-f]+ but expected|Branch .* not found/,
    answer,
  )
  const request = 'PUT /repos/{owner}/{repo}/contents/{path}'
  return field(request, field(request, data, 'commit', 'object'), 'sha', 'string')
}

/**
 * Makes the branch one commit on the base.
 * @returns the commit's SHA
 * @throws RaceLostError when somebody pushed to the branch after it was read
 * @see https://docs.github.com/en/rest/git/commits#create-a-commit
 */
export async function rebuildBranch(
  client: GitHubClient,
  target: Target,
  { head, baseTree, repositoryId }: BranchState,
  baseCommit: string,
  { bytes, message }: NewCommit,
): Promise<string> {
  const { owner, repo, path } = target
  const content = Buffer.from(bytes).toString('base64')
  const blob = await client.rest.git.createBlob({ owner, repo, content, encoding: 'base64' })
  const entry = {
    path,
    mode: '100644',
    type: 'blob',
    sha: field('POST /repos/{owner}/{repo}/git/blobs', blob.data, 'sha', 'string'),
  } as const
  const tree = await client.rest.git.createTree({ owner, repo, base_tree: baseTree, tree: [entry] })
  const treeSha = field('POST /repos/{owner}/{repo}/git/trees', tree.data, 'sha', 'string')
  const commit = await client.rest.git.createCommit({
    owner,
    repo,
    message,
    tree: treeSha,
    parents: [baseCommit],
  })
  const sha = field('POST /repos/{owner}/{repo}/git/commits', commit.data, 'sha', 'string')
  await moveBranch(client, target, repositoryId, head, sha)
  return sha
}

/** Deletes the branch if it still is where it was read. @throws RaceLostError when it is not */
export async function deleteBranch(
  client: GitHubClient,
  target: Target,
  { head, repositoryId }: Pick<BranchState, 'head' | 'repositoryId'>,
): Promise<void> {
  await moveBranch(client, target, repositoryId, head, NO_COMMIT)
}

/**
 * Moves a branch from one commit to another, only if it is still at the first. REST can force a ref but not compare it, and
 * so would lose a commit that was pushed in between; this GraphQL mutation is `git push --force-with-lease`.
 * @see https://docs.github.com/en/graphql/reference/mutations#updaterefs
 */
async function moveBranch(
  client: GitHubClient,
  { branch }: Target,
  repositoryId: string,
  from: string,
  to: string,
): Promise<void> {
  const update = { name: `refs/heads/${branch}`, beforeOid: from, afterOid: to, force: true }
  const mutation = 'mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }'
  try {
    await client.graphql(mutation, { input: { repositoryId, refUpdates: [update] } })
  } catch (error) {
    if (error instanceof GraphqlResponseError && !isRefusal(error)) throw new RaceLostError(error.message)
    throw error
  }
}

function isRefusal({ errors }: GraphqlResponseError<unknown>): boolean {
  return (errors ?? []).some(
    ({ type, message }) =>
      type === 'FORBIDDEN' || /not accessible|protected|rule violation|doesn't exist/i.test(message),
  )
}

/** Turns a 409 or 422 that a simultaneous write explains into {@link RaceLostError}. */
export async function asRace<T>(message: RegExp, answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    const isRace =
      error instanceof RequestError && [404, 409, 422].includes(error.status) && message.test(error.message)
    throw isRace ? new RaceLostError(error.message) : error
  }
}
