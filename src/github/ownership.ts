import { AnswerPart, type Step } from './answer.ts'
import type { GitHub } from './client.ts'
import {
  type BranchState,
  blobSha,
  type CommitState,
  type NewCommit,
  type NewFile,
  pathsOf,
  type Target,
  type Wanted,
} from './state.ts'

const PATH_TRAILER = 'Mobile-SSO-Path'
const BLOB_TRAILER = 'Mobile-SSO-Blob'
const SCRIPT_TRAILER = 'Mobile-SSO-Script'
const BLOB_LINE = new RegExp(`^${BLOB_TRAILER}: ([0-9a-f]{40})$`)
const SCRIPT_LINE = new RegExp(`^${SCRIPT_TRAILER}: ([0-9a-f]{40}) (.+)$`)

/** A file as a commit has it, by its name in git, so that an amended commit is not taken for the action's own. */
interface CommittedFile {
  readonly path: string
  readonly blob: string
}

/**
 * The message of a commit that {@link isOwnWork} recognises. Git's trailers are used because they survive every way in which
 * a commit travels, and because the author is no proof: with a personal token it is a person.
 * @param file the mobile-config.xml in the commit, whether the commit changes it or not
 * @param scripts the wsadmin scripts, where the action has written them
 * @see https://git-scm.com/docs/git-interpret-trailers
 */
export function commitMessage(
  text: string,
  file: CommittedFile,
  ...scripts: readonly CommittedFile[]
): string {
  const trailers = [`${PATH_TRAILER}: ${file.path}`, `${BLOB_TRAILER}: ${file.blob}`]
  for (const script of scripts) trailers.push(`${SCRIPT_TRAILER}: ${script.blob} ${script.path}`)
  return `${text.trimEnd()}\n\n${trailers.join('\n')}\n`
}

/** A commit of the files that differ. @param isRecognisable later runs may take it for the action's */
export function newCommit(
  target: Target,
  wanted: Wanted,
  on: CommitState,
  isRecognisable: boolean,
): NewCommit {
  const before = [on.file, ...on.scripts]
  const file = { path: target.path, bytes: wanted.file.bytes }
  const all = [named(file), ...wanted.scripts.map(named)] as const
  const files = all.flatMap(({ path, bytes, blob }, index): NewFile[] => {
    const replaced = before[index]
    return replaced?.blob === blob ? [] : [{ path, bytes, mode: replaced?.mode ?? '100644' }]
  })
  const isAboutScripts = wanted.scripts.length > 0 && files[0]?.path !== target.path
  const text = isAboutScripts ? wanted.scriptsMessage : wanted.file.message
  const message = isRecognisable ? commitMessage(text, ...all) : text
  return { files, message, parent: on.commit, tree: on.tree }
}

const named = (file: Pick<NewFile, 'path' | 'bytes'>) => ({ ...file, blob: blobSha(file.bytes) })

/** What a commit says, and how many parents it has. */
interface CommitSummary {
  readonly message: string
  readonly parents: number
}

/**
 * Whether a branch holds nothing but this action's work, so that it may be rebuilt or deleted. A branch without a commit of its
 * own shows nobody's work: somebody may have made it for a purpose that cannot be seen.
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
  const end = lines.findLastIndex((line) => !SCRIPT_LINE.test(line)) + 1
  const scripts = lines.slice(end).map((line) => SCRIPT_LINE.exec(line)!)
  const [pathLine, blobLine = ''] = lines.slice(0, end).slice(-2)
  const blob = BLOB_LINE.exec(blobLine)?.[1]
  if (pathLine !== `${PATH_TRAILER}: ${path}` || !blob) return undefined
  return [{ path, blob }, ...scripts.map((script) => ({ path: script[2]!, blob: script[1]! }))]
}

interface Tips {
  readonly head: string
  readonly baseCommit: string
  /** The branch's pull request bears this action's marker. */
  readonly isMarked: boolean
}

/** How the pull request branch stands to the base, and whose work it is. */
type BranchWork = Pick<BranchState, 'isBehind' | 'isAhead' | 'isOwnWork' | 'hasLeftovers'>

/** A branch that has been merged and has nothing of its own shows by its last commit and the marker whose it was. */
const isMergedWork = (last: CommitSummary, { isMarked }: Tips, { path }: Target) =>
  isMarked && isOwnWork([last], [], path)

/**
 * What the branch has that the base has not, from the last commits of both: commit by commit down to one that the base has.
 * @returns undefined where these do not tell: the base has gone on for long, something was merged into the branch, or a commit that
 * says that it is this action's changes something else
 */
export function workOf(
  history: ReadonlyMap<string, Step>,
  baseHistory: ReadonlySet<string>,
  tips: Tips,
  target: Target,
): BranchWork | undefined {
  const added: Step[] = []
  let at = tips.head
  while (!baseHistory.has(at)) {
    const step = history.get(at)
    const [parent, other] = step?.parents ?? []
    // The last is for an answer that goes round in circles.
    if (!step || !parent || other || added.length === history.size) return undefined
    added.unshift(step)
    at = parent.commit
  }
  const last = history.get(tips.head)
  if (!last) return undefined
  const known = { isBehind: at !== tips.baseCommit, isAhead: added.length > 0, hasLeftovers: false }
  const [first] = added
  if (!first) return { ...known, isOwnWork: isMergedWork(summary(last), tips, target) }
  const commits = added.map(summary)
  const isCounted = (step: Step) => step.changedFiles === changes(step, step, target).length
  if (isOwnWork(commits, [], target.path) && !added.every(isCounted)) return undefined
  return { ...known, isOwnWork: isOwnWork(commits, changes(first, last, target), target.path) }
}

const summary = ({ message, parents }: Step): CommitSummary => ({ message, parents: parents.length })

/** The files of this action that differ between the parent of one commit and another, as this has them; one that has gone has no name. */
function changes({ parents }: Step, { entries }: Step, target: Target): CommittedFile[] {
  return pathsOf(target).flatMap((path, index) => {
    const [from, to] = [parents[0]?.entries[index], entries[index]]
    return from?.blob === to?.blob && from?.mode === to?.mode ? [] : [{ path, blob: to?.blob ?? '' }]
  })
}

const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}'

/**
 * The same by a comparison, which goes further back and names every file.
 * @see https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */
export async function compareBranch(github: GitHub, target: Target, tips: Tips): Promise<BranchWork> {
  const { owner, repo, path } = target
  const basehead = `${tips.baseCommit}...${tips.head}`
  const { data } = await github.request(COMPARE, { owner, repo, basehead, per_page: 100 })
  const compared = new AnswerPart(data, COMPARE)
  const commits = compared.list('commits').map(comparedCommit)
  const files = compared
    .list('files')
    .map((file) => ({ path: file.text('filename'), blob: file.text('sha') }))
  const ahead = compared.number('total_commits')
  return {
    isBehind: compared.number('behind_by') > 0,
    isAhead: ahead > 0,
    isOwnWork:
      ahead === 0
        ? isMergedWork(comparedCommit(compared.part('merge_base_commit')), tips, target)
        : ahead === commits.length && isOwnWork(commits, files, path),
    hasLeftovers: files.some((changed) => !pathsOf(target).includes(changed.path)),
  }
}

const comparedCommit = (commit: AnswerPart): CommitSummary => ({
  message: commit.part('commit').text('message'),
  parents: commit.list('parents').length,
})
