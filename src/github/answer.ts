import { UnexpectedAnswerError } from './errors.ts'
import { foldersOf, type PullRequest, type Target } from './state.ts'

export const QUERY = 'POST /graphql'

/**
 * Reads one field of an answer and checks its type. GitHub's description promises the types, but a proxy or a misconfigured
 * GITHUB_API_URL answers anything; a wrong type must not become a wrong decision.
 * @param request "GET /repos/{owner}/{repo}", for the error
 * @throws UnexpectedAnswerError
 */
export function field<T extends keyof FieldTypes>(
  request: string,
  answer: unknown,
  name: string,
  type: T,
): FieldTypes[T] {
  const value =
    typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>)[name] : undefined
  const matches = type === 'array' ? Array.isArray(value) : typeof value === type && value !== null
  if (!matches) throw new UnexpectedAnswerError(request, `no usable "${name}"`)
  return value as FieldTypes[T]
}

interface FieldTypes {
  readonly string: string
  readonly number: number
  readonly object: object
  readonly array: readonly unknown[]
}

/** The same for an answer of GraphQL. @returns undefined for null, which the schema allows there */
export function optional<T>(holder: unknown, name: string, read: (value: object) => T): T | undefined {
  const { [name]: value } = (holder ?? {}) as Readonly<Record<string, unknown>>
  return value === null ? undefined : read(field(QUERY, holder, name, 'object'))
}

export const nodesOf = (connection: unknown) => field(QUERY, connection, 'nodes', 'array')

/** The name of an object in git, which becomes a part of what is written. */
export function oid(object: unknown, request = QUERY, name = 'oid'): string {
  const value = field(request, object, name, 'string')
  if (/^[0-9a-f]{40}$/.test(value)) return value
  throw new UnexpectedAnswerError(request, `no usable "${name}"`)
}

/** It becomes a part of the addresses that are written to. */
export function pullNumber(request: string, answer: unknown): number {
  const number = field(request, answer, 'number', 'number')
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new UnexpectedAnswerError(request, 'no usable "number"')
}

/** It becomes a link in what people read. */
export function webAddress(request: string, answer: unknown, name: string): string {
  const url = field(request, answer, name, 'string')
  if (/^https?:\/\/[^\s()<>[\]"`|\\]+$/.test(url)) return url
  throw new UnexpectedAnswerError(request, `no usable "${name}"`)
}

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

/** What a commit has at each path; undefined for what is not there. */
export interface Files<E extends Entry> {
  readonly file: E | undefined
  readonly scripts: readonly (E | undefined)[]
}

export interface Tip extends Files<ContentEntry> {
  readonly commit: string
  readonly tree: string
  /** Where a file ought to be in a folder and there is something else, which a commit would delete. */
  readonly inTheWay: string | undefined
}

/** One commit of the pull request branch. */
export interface Step extends Files<Entry> {
  readonly message: string
  readonly changedFiles: number | undefined
  readonly parents: readonly (Files<Entry> & { readonly commit: string })[]
}

export interface Answer {
  readonly target: Target
  readonly repositoryId: string
  /** Undefined for a repository without a commit. */
  readonly defaultBranch: string | undefined
  readonly base: Tip | undefined
  /** Of this repository's branch, the open ones first, and the latest first. */
  readonly pullRequests: readonly PullRequest[]
  readonly hasMoreOpen: boolean
  readonly hasMoreClosed: boolean
  /** Where their next pages begin. */
  readonly next: { readonly openAfter?: unknown; readonly closedAfter?: unknown }
}

export interface DecisionAnswer extends Answer {
  /** The last hundred commits. */
  readonly baseHistory: ReadonlySet<string>
  /** With its last ten commits by their names. */
  readonly branch: (Tip & { readonly history: ReadonlyMap<string, Step> }) | undefined
}

export function readCheck(repository: object, target: Target): Answer {
  const object = optional(repository, 'base', (at) => at)
  const commit = object && 'target' in object ? optional(object, 'target', (at) => at) : object
  // Of what is no commit the query asks for nothing.
  const isCommit = commit !== undefined && 'oid' in commit
  return {
    ...readRepository(repository, target, false),
    base: isCommit ? readTip(commit, target) : undefined,
  }
}

/** @throws UnexpectedAnswerError for what GitHub's schema rules out */
export function readDecision(repository: object, target: Target): DecisionAnswer {
  const tipOf = (name: string) => optional(repository, name, (ref) => field(QUERY, ref, 'target', 'object'))
  const [base, branch] = [tipOf('base'), tipOf('branch')]
  const folders = foldersOf(target)
  const history = (commit: object) => nodesOf(field(QUERY, commit, 'history', 'object'))
  const steps = branch && history(branch).map((step) => [oid(step), readStep(step, target)] as const)
  return {
    ...readRepository(repository, target, true),
    base: base && readTip(base, target, folders),
    baseHistory: new Set(base ? history(base).map((step) => oid(step)) : []),
    branch: branch && { ...readTip(branch, target, folders), history: new Map(steps) },
  }
}

/** @param hasClosed whether the closed pull requests have been asked for, too */
function readRepository(repository: object, target: Target, hasClosed: boolean) {
  const none = { found: [], hasMore: false, endCursor: undefined }
  const open = readPullRequests(repository, 'openPullRequests')
  const closed = hasClosed ? readPullRequests(repository, 'closedPullRequests') : none
  return {
    target: underCurrentName(target, repository),
    repositoryId: field(QUERY, repository, 'id', 'string'),
    defaultBranch: optional(repository, 'defaultBranchRef', (ref) => field(QUERY, ref, 'name', 'string')),
    pullRequests: [...open.found, ...closed.found],
    hasMoreOpen: open.hasMore,
    hasMoreClosed: closed.hasMore,
    next: { openAfter: open.endCursor, ...(hasClosed ? { closedAfter: closed.endCursor } : {}) },
  }
}

/** GraphQL answers for a repository that was renamed by its old name, too. It becomes a part of addresses. */
function underCurrentName(target: Target, repository: object): Target {
  const name = field(QUERY, repository, 'nameWithOwner', 'string')
  const [, owner, repo] = /^(\w[\w-]*)\/((?!\.{1,2}$)[\w.-]+)$/.exec(name) ?? []
  if (!owner || !repo) throw new UnexpectedAnswerError(QUERY, 'no usable "nameWithOwner"')
  const isSame = name.toLowerCase() === `${target.owner}/${target.repo}`.toLowerCase()
  return isSame ? target : { ...target, owner, repo }
}

/** @param folders those that the question is about, see {@link foldersOf} */
function readTip(commit: object, target: Target, folders: ReadonlyMap<string, string> = new Map()): Tip {
  const isFolder = (entry: object) => field(QUERY, entry, 'type', 'string') === 'tree'
  return {
    inTheWay: [...folders].find(([name]) => optional(commit, name, isFolder) === false)?.[1],
    commit: oid(commit),
    tree: oid(field(QUERY, commit, 'tree', 'object')),
    ...readFiles(commit, target, readContent),
  }
}

function readStep(step: unknown, target: Target): Step {
  const { changedFilesIfAvailable: count } = step as { readonly changedFilesIfAvailable?: unknown }
  const parents = nodesOf(field(QUERY, step, 'parents', 'object'))
  return {
    message: field(QUERY, step, 'message', 'string'),
    changedFiles: count === null ? undefined : field(QUERY, step, 'changedFilesIfAvailable', 'number'),
    parents: parents.map((parent) => ({ commit: oid(parent), ...readFiles(parent, target, readEntry) })),
    ...readFiles(step, target, readEntry),
  }
}

/** The query's name for the script that has this place among the paths. */
export const scriptField = (index: number) => `script${index}`

function readFiles<E extends Entry>(commit: unknown, target: Target, read: (entry: object) => E): Files<E> {
  const scripts = target.scriptPaths.map((_, index) => optional(commit, scriptField(index), read))
  return { file: optional(commit, 'file', read), scripts }
}

const readEntry = (entry: object): Entry => ({
  blob: oid(entry),
  mode: field(QUERY, entry, 'mode', 'number'),
})

function readContent(entry: object): ContentEntry {
  const type = field(QUERY, entry, 'type', 'string')
  const blob = type === 'blob' ? field(QUERY, entry, 'object', 'object') : {}
  const { text } = blob as { readonly text?: unknown }
  return { ...readEntry(entry), type, text: typeof text === 'string' ? text : undefined }
}

function readPullRequests(repository: object, name: string) {
  const connection = field(QUERY, repository, name, 'object')
  const own = field(QUERY, repository, 'id', 'string')
  const found = nodesOf(connection).map((node) => ({
    ...readPullRequest(node),
    headRepository: optional(node, 'headRepository', (head) => field(QUERY, head, 'id', 'string')),
  }))
  const page: { hasNextPage?: unknown; endCursor?: unknown } = field(QUERY, connection, 'pageInfo', 'object')
  return {
    // The head is looked for by the branch's name alone, in forks, too.
    found: found.flatMap(({ headRepository, ...pull }) => (headRepository === own ? [pull] : [])),
    hasMore: page.hasNextPage !== false,
    endCursor: page.endCursor,
  }
}

function readPullRequest(node: unknown): PullRequest {
  const textsOf = (name: string, key: string) =>
    (optional(node, name, nodesOf) ?? []).map((each) => field(QUERY, each, key, 'string'))
  return {
    number: pullNumber(QUERY, node),
    id: field(QUERY, node, 'id', 'string'),
    url: webAddress(QUERY, node, 'url'),
    state: readState(node),
    title: field(QUERY, node, 'title', 'string'),
    body: field(QUERY, node, 'body', 'string'),
    labels: textsOf('labels', 'name'),
    base: field(QUERY, node, 'baseRefName', 'string'),
    comments: 'comments' in (node as object) ? textsOf('comments', 'body') : [],
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
