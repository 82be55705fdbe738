/** What a commit of the pull request branch must show to be recognised as this action's. */
export interface CommitSummary {
  readonly message: string
  readonly parents: number
}

const PATH_TRAILER = 'Mobile-SSO-Path'
const BLOB_TRAILER = 'Mobile-SSO-Blob'
const SCRIPT_TRAILER = 'Mobile-SSO-Script'
const BLOB_LINE = new RegExp(`^${BLOB_TRAILER}: ([0-9a-f]{40})$`)
const SCRIPT_LINE = new RegExp(`^${SCRIPT_TRAILER}: ([0-9a-f]{40}) (.+)$`)

/** A file as a commit has it. */
export interface CommittedFile {
  readonly path: string
  /** Its object name, so that an amended commit is not taken for the action's own. */
  readonly blob: string
}

/**
 * The message of a commit that {@link isOwnWork} recognises. Git's trailers are used because they survive every way in which
 * a commit travels, and because the author is no proof: with a personal token it is a person.
 * @param file the mobile-config.xml in the commit, whether the commit changes it or not
 * @param script the wsadmin script, where the action has written it
 * @see https://git-scm.com/docs/git-interpret-trailers
 */
export function commitMessage(text: string, file: CommittedFile, script?: CommittedFile): string {
  const trailers = [`${PATH_TRAILER}: ${file.path}`, `${BLOB_TRAILER}: ${file.blob}`]
  if (script) trailers.push(`${SCRIPT_TRAILER}: ${script.blob} ${script.path}`)
  return `${text.trimEnd()}\n\n${trailers.join('\n')}\n`
}

/**
 * Whether a branch holds nothing but this action's work, so that it may be rebuilt or deleted. A branch without a commit of its
 * own shows nobody's work: somebody may have made it for a purpose that can't be seen.
 * @param commits everything that the branch has and its base has not, oldest first
 * @param files what these commits change, as it is at the head of the branch
 * @param path of mobile-config.xml
 */
export function isOwnWork(
  commits: readonly CommitSummary[],
  files: readonly CommittedFile[],
  path: string,
): boolean {
  const written = commits.map(({ message, parents }) =>
    parents === 1 ? writtenFiles(message, path) : undefined,
  )
  const last = written.at(-1)
  if (!last || written.includes(undefined)) return false
  return files.every((file) => last.some((own) => own.path === file.path && own.blob === file.blob))
}

function writtenFiles(message: string, path: string): readonly CommittedFile[] | undefined {
  const lines = message.trimEnd().split('\n')
  const script = SCRIPT_LINE.exec(lines.at(-1)!)
  const [pathLine, blobLine = ''] = (script ? lines.slice(0, -1) : lines).slice(-2)
  const blob = BLOB_LINE.exec(blobLine)?.[1]
  if (pathLine !== `${PATH_TRAILER}: ${path}` || !blob) return undefined
  return [{ path, blob }, ...(script ? [{ path: script[2]!, blob: script[1]! }] : [])]
}
