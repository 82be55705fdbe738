/** What a commit of the pull request branch must show to be recognised as this action's. */
export interface CommitSummary {
  readonly message: string
  readonly parents: number
}

const PATH_TRAILER = 'Mobile-SSO-Path'
const BLOB_TRAILER = 'Mobile-SSO-Blob'

/**
 * The message of a commit that {@link isOwnWork} recognises. Git's trailers are used because they survive every way in which
 * a commit travels, and because the author is no proof: with a personal token it is a person.
 * @param blob object name of the file in the commit, so that an amended commit is not taken for the action's own
 * @see https://git-scm.com/docs/git-interpret-trailers
 */
export function commitMessage(text: string, path: string, blob: string): string {
  return `${text.trimEnd()}\n\n${PATH_TRAILER}: ${path}\n${BLOB_TRAILER}: ${blob}\n`
}

/**
 * Whether a branch holds nothing but this action's work, so that it may be rebuilt or deleted. A branch without a commit of its
 * own shows nobody's work: somebody may have made it for a purpose that can't be seen.
 * @param commits everything that the branch has and its base has not, oldest first
 * @param files what these commits change: paths with their object names at the head of the branch
 */
export function isOwnWork(
  commits: readonly CommitSummary[],
  files: readonly { readonly path: string; readonly blob: string }[],
  path: string,
): boolean {
  const blobs = commits.map(({ message, parents }) =>
    parents === 1 ? writtenBlob(message, path) : undefined,
  )
  if (blobs.length === 0 || blobs.includes(undefined)) return false
  return files.every((file) => file.path === path && file.blob === blobs.at(-1))
}

function writtenBlob(message: string, path: string): string | undefined {
  const lines = message.trimEnd().split('\n').slice(-2)
  if (lines[0] !== `${PATH_TRAILER}: ${path}`) return undefined
  return new RegExp(`^${BLOB_TRAILER}: ([0-9a-f]{40})$`).exec(lines[1] ?? '')?.[1]
}
