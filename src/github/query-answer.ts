import { field } from './answer.ts'
import { UnexpectedAnswerError } from './errors.ts'
import { toUrl, usablePullNumber } from './pull-requests.ts'
import type { PullRequest, Target } from './state.ts'

export const QUERY = 'POST /graphql'

/** What a commit has at a path. */
export interface Entry {
  readonly blob: string
  readonly mode: number
}

/** The same with what it takes to read it. */
export interface ContentEntry extends Entry {
  /** "blob", "tree" or "commit" */
  readonly type: string
  /** Undefined where GitHub takes the content for none. It need not be the content: encodings are guessed, and long ones cut. */
  readonly text: string | undefined
}

/** A commit with what it has at both paths; undefined for what is not there, or not wanted. */
interface Files<E extends Entry> {
  readonly file: E | undefined
  readonly script: E | undefined
}

export interface BaseAnswer extends Files<ContentEntry> {
  readonly commit: string
  readonly tree: string
}

/** One commit of the pull request branch, or of what is below it. */
export interface StepAnswer extends Files<Entry> {
  readonly message: string
  readonly changedFiles: number | undefined
  /** No more than two. */
  readonly parents: readonly (Files<Entry> & { readonly commit: string })[]
}

/** The last hundred commits of the base, and those of the branch by their names; a few, of which the first ones are of interest. */
export interface BranchAnswer extends BaseAnswer {
  readonly history: ReadonlyMap<string, StepAnswer>
}

export interface RepositoryAnswer {
  readonly repositoryId: string
  /** Undefined for a repository without a commit. */
  readonly defaultBranch: string | undefined
  readonly base: BaseAnswer | undefined
  /** Of whatever repository the branch is in, the latest first. */
  readonly open: PullRequestsAnswer
}

export interface DecisionAnswer extends RepositoryAnswer {
  readonly baseHistory: ReadonlySet<string>
  readonly branch: BranchAnswer | undefined
  readonly closed: PullRequestsAnswer
}

export interface PullRequestsAnswer {
  readonly found: readonly PullRequest[]
  readonly hasMore: boolean
}

/** @throws UnexpectedAnswerError for what GitHub's schema rules out */
export function readCheckAnswer(answer: unknown, target: Target): RepositoryAnswer {
  const repository = field(QUERY, answer, 'repository', 'object')
  const object = optional(repository, 'base', (at) => at)
  const commit = object && 'target' in object ? optional(object, 'target', (at) => at) : object
  // Of what is no commit the query asks for nothing.
  const isCommit = commit !== undefined && 'oid' in commit
  return { ...readRepository(repository), base: isCommit ? readBase(commit, target) : undefined }
}

/** @throws UnexpectedAnswerError for what GitHub's schema rules out */
export function readDecisionAnswer(answer: unknown, target: Target): DecisionAnswer {
  const repository = field(QUERY, answer, 'repository', 'object')
  const common = readRepository(repository)
  const tipOf = (name: string) => optional(repository, name, (ref) => field(QUERY, ref, 'target', 'object'))
  const [base, branch] = [tipOf('base'), tipOf('branch')]
  return {
    ...common,
    base: base && readBase(base, target),
    baseHistory: new Set(base ? historyOf(base).map((step) => oid(step)) : []),
    branch: branch && {
      ...readBase(branch, target),
      history: new Map(historyOf(branch).map((step) => [oid(step), readStep(step, target)])),
    },
    closed: readPullRequests(repository, 'closedPullRequests', common),
  }
}

function readRepository(repository: object) {
  const common = {
    repositoryId: field(QUERY, repository, 'id', 'string'),
    defaultBranch: optional(repository, 'defaultBranchRef', (ref) => field(QUERY, ref, 'name', 'string')),
  }
  return { ...common, open: readPullRequests(repository, 'openPullRequests', common) }
}

function readBase(commit: object, target: Target): BaseAnswer {
  return {
    commit: oid(commit),
    tree: oid(field(QUERY, commit, 'tree', 'object')),
    ...readFiles(commit, target, readContent),
  }
}

function readStep(step: unknown, target: Target): StepAnswer {
  const { changedFilesIfAvailable } = step as { readonly changedFilesIfAvailable?: unknown }
  const parents = nodesOf(field(QUERY, step, 'parents', 'object'))
  return {
    message: field(QUERY, step, 'message', 'string'),
    changedFiles:
      changedFilesIfAvailable === null ? undefined : field(QUERY, step, 'changedFilesIfAvailable', 'number'),
    parents: parents.map((parent) => ({ commit: oid(parent), ...readFiles(parent, target, readEntry) })),
    ...readFiles(step, target, readEntry),
  }
}

function readFiles<E extends Entry>(
  commit: unknown,
  { scriptPath }: Target,
  read: (entry: object) => E,
): Files<E> {
  const script = scriptPath === undefined ? undefined : optional(commit, 'script', read)
  return { file: optional(commit, 'file', read), script }
}

function readEntry(entry: object): Entry {
  return { blob: oid(entry), mode: field(QUERY, entry, 'mode', 'number') }
}

function readContent(entry: object): ContentEntry {
  const type = field(QUERY, entry, 'type', 'string')
  const blob = type === 'blob' ? field(QUERY, entry, 'object', 'object') : {}
  const { text } = blob as { readonly text?: unknown }
  return { ...readEntry(entry), type, text: typeof text === 'string' ? text : undefined }
}

function readPullRequests(
  repository: object,
  name: string,
  common: Pick<RepositoryAnswer, 'repositoryId' | 'defaultBranch'>,
): PullRequestsAnswer {
  const connection = field(QUERY, repository, name, 'object')
  const page = field(QUERY, connection, 'pageInfo', 'object')
  return {
    found: nodesOf(connection).map((node) => readPullRequest(node, common)),
    hasMore: (page as { readonly hasNextPage?: unknown }).hasNextPage !== false,
  }
}

function readPullRequest(
  node: unknown,
  { repositoryId, defaultBranch = '' }: Pick<RepositoryAnswer, 'repositoryId' | 'defaultBranch'>,
): PullRequest {
  return {
    number: usablePullNumber(QUERY, node),
    url: toUrl(QUERY, node, 'url'),
    state: readState(node),
    title: field(QUERY, node, 'title', 'string'),
    body: field(QUERY, node, 'body', 'string'),
    labels: (optional(node, 'labels', nodesOf) ?? []).map((label) => field(QUERY, label, 'name', 'string')),
    base: field(QUERY, node, 'baseRefName', 'string'),
    defaultBranch,
    repositoryId,
    headRepositoryId: optional(node, 'headRepository', (head) => field(QUERY, head, 'id', 'string')),
  }
}

/** Who closed it last decides: a bot for stale pull requests decides nothing about the values. */
function readState(node: unknown): PullRequest['state'] {
  const state = field(QUERY, node, 'state', 'string')
  if (state === 'OPEN') return 'open'
  if (state === 'MERGED') return 'merged'
  const [closing] = nodesOf(field(QUERY, node, 'timelineItems', 'object'))
  const actor = closing === undefined ? undefined : optional(closing, 'actor', (who) => who)
  const kind = actor && field(QUERY, actor, '__typename', 'string')
  return kind === 'Bot' ? 'closed by a bot' : 'closed'
}

const historyOf = (commit: object) => nodesOf(field(QUERY, commit, 'history', 'object'))

const nodesOf = (connection: unknown) => field(QUERY, connection, 'nodes', 'array')

/** The name of an object in git, which becomes a part of what is written. */
function oid(object: unknown): string {
  const name = field(QUERY, object, 'oid', 'string')
  if (/^[0-9a-f]{40}$/.test(name)) return name
  throw new UnexpectedAnswerError(QUERY, 'no usable "oid"')
}

/** @returns undefined for null, which the schema allows there */
function optional<T>(holder: unknown, name: string, read: (value: object) => T): T | undefined {
  const { [name]: value } = (holder ?? {}) as Readonly<Record<string, unknown>>
  return value === null ? undefined : read(field(QUERY, holder, name, 'object'))
}
