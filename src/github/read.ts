import { type Answer, AnswerPart, type ContentEntry, type DecisionAnswer, type Tip } from './answer.ts'
import type { GitHub } from './client.ts'
import { ConfigRepositoryError, UnexpectedAnswerError } from './errors.ts'
import { readKept } from './marker.ts'
import { compareBranch, workOf } from './ownership.ts'
import { askForCheck, askForDecision } from './query.ts'
import {
  type BranchState,
  blobSha,
  type FileEntry,
  type PullRequest,
  pathsOf,
  type RepositoryState,
  type Target,
} from './state.ts'

/**
 * The file at the base, which may be any ref, and the open pull request of the branch for it.
 * @throws ConfigRepositoryError when the base is missing or the path is not a file; RequestError and GraphqlResponseError
 */
export async function readForCheck(github: GitHub, asked: Target) {
  const answer = await askForCheck(github, asked)
  const { target } = answer
  const [entry] = knownBase(answer, 'branch, tag or commit').entries
  const file = entry && (await readFile(github, target, entry))
  return { target, file, open: openPullRequest(answer) }
}

/** What {@link readState} has found, with what the same answer tells about the pull request branch. */
export interface Found extends RepositoryState {
  readonly answer: DecisionAnswer
}

/**
 * Asks for everything that the decision needs, at one moment.
 * @throws ConfigRepositoryError when the base is missing or one of the paths is not a file; RequestError and GraphqlResponseError
 */
export async function readState(github: GitHub, asked: Target): Promise<Found> {
  const answer = await askForDecision(github, asked)
  const { target, repositoryId, defaultBranch } = answer
  const { commit, tree, entries, inTheWay } = knownBase(answer, 'branch')
  assertFolders(target, inTheWay)
  const [file, ...scripts] = await Promise.all(
    entries.map((entry, index) => entry && readFile(github, target, entry, index)),
  )
  return {
    answer,
    target,
    repositoryId,
    defaultBranch,
    base: { name: target.base ?? defaultBranch ?? '', commit, tree, file, scripts },
    ...choosePullRequests(answer),
  }
}

/** The pull request branch, for which GitHub has to compare where the answer does not tell enough; undefined where there is none. */
export async function readBranch(github: GitHub, found: Found): Promise<BranchState | undefined> {
  const { answer, target, base, pullRequest } = found
  const { branch, baseHistory } = answer
  if (!branch) return undefined
  const { commit, tree, entries, inTheWay, history } = branch
  assertFolders(target, inTheWay)
  const isMarked = pullRequest !== undefined && readKept(pullRequest.body) !== undefined
  const tips = { head: commit, baseCommit: base.commit, isMarked }
  const work = workOf(history, baseHistory, tips, target) ?? (await compareBranch(github, target, tips))
  const [file, ...scripts] = entries.map((entry, index) => entry && asFile(target, entry, index))
  return { commit, tree, file, scripts, ...work }
}

/** mobile-config.xml as the pull request branch has it. */
export async function readBranchFile(github: GitHub, { answer, target }: Found) {
  const file = answer.branch?.entries[0]
  return file && readFile(github, target, file)
}

export type Seen = Awaited<ReturnType<typeof lookAgain>>

/** What the branch and its pull request are now: where a write that was not answered is looked for. */
export async function lookAgain(github: GitHub, target: Target) {
  const answer = await askForDecision(github, target)
  const head = answer.branch?.commit
  const tip = answer.branch?.history.get(answer.branch.commit)
  return { head, message: tip?.message, parent: tip?.parents[0]?.commit, open: openPullRequest(answer) }
}

/** @param kinds what the base may be */
function knownBase({ base, target }: Answer, kinds: string): Tip {
  const name = `${target.owner}/${target.repo}`
  if (base) return base
  throw new ConfigRepositoryError(
    target.base === undefined
      ? `${name} has no commit on its default branch, so a pull request has nothing to start from. Commit a README to it first. If it has other branches, choose a different default branch in its settings, or set the base input.`
      : `${name} has no ${kinds} "${target.base}". Correct the base input.`,
  )
}

function choosePullRequests({ target, defaultBranch, pullRequests }: Answer) {
  const isOpen = ({ state }: PullRequest) => state === 'open'
  const isForBase = ({ base }: PullRequest) => base === (target.base ?? defaultBranch)
  const forBase = pullRequests.filter(isForBase)
  return {
    pullRequest: forBase.find(isOpen) ?? forBase.toSorted((a, b) => b.number - a.number)[0],
    elsewhere: pullRequests.find((each) => isOpen(each) && !isForBase(each)),
  }
}

function openPullRequest(answer: Answer): PullRequest | undefined {
  const { pullRequest } = choosePullRequests(answer)
  return pullRequest?.state === 'open' ? pullRequest : undefined
}

/** For errors. */
const nameOf = (target: Target, index: number) =>
  `${index === 0 ? 'config-path' : 'wsadmin-script'}: "${pathsOf(target)[index]}"`

const TYPE_BITS = 0o170000
const REGULAR_FILE = 0o100000
const EXECUTABLE = 0o111

/** A new file below a path that is no folder would delete what is there. @throws ConfigRepositoryError */
function assertFolders(target: Target, inTheWay: string | undefined): void {
  if (inTheWay === undefined) return
  const below = pathsOf(target).findIndex((path) => path.startsWith(`${inTheWay}/`))
  throw new ConfigRepositoryError(
    `${nameOf(target, below)} cannot be there: "${inTheWay}" is no folder in ${target.owner}/${target.repo} but a file, a link or a submodule. Name another path.`,
  )
}

function asFile(target: Target, { blob, mode, type }: ContentEntry, index: number): FileEntry {
  if (type !== 'blob' || (mode & TYPE_BITS) !== REGULAR_FILE) {
    throw new ConfigRepositoryError(
      `${nameOf(target, index)} is a folder, a link or a submodule in ${target.owner}/${target.repo}. Name a file.`,
    )
  }
  return { blob, mode: mode & EXECUTABLE ? '100755' : '100644' }
}

/** @param index of its path among {@link pathsOf} */
async function readFile(github: GitHub, target: Target, entry: ContentEntry, index = 0) {
  const file: FileEntry = asFile(target, entry, index)
  return { ...file, bytes: bytesOf(entry) ?? (await readBlob(github, target, entry.blob)) }
}

/** A text that is the whole content, with or without the byte order mark that GitHub takes away; half a file must not become a commit. */
function bytesOf({ text, blob }: ContentEntry): Uint8Array | undefined {
  if (text === undefined) return undefined
  return [text, `\uFEFF${text}`].map((each) => Buffer.from(each)).find((bytes) => blobSha(bytes) === blob)
}

const BLOB = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}'

/** @see https://docs.github.com/en/rest/git/blobs#get-a-blob */
async function readBlob(github: GitHub, { owner, repo }: Target, blob: string): Promise<Uint8Array> {
  const { data } = await github.request(BLOB, { owner, repo, file_sha: blob })
  const bytes = Buffer.from(new AnswerPart(data, BLOB).text('content'), 'base64')
  if (blobSha(bytes) === blob) return bytes
  throw new UnexpectedAnswerError(BLOB, 'content that does not match its "sha"')
}
