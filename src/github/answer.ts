import { UnexpectedAnswerError } from './errors.ts'
import { foldersOf, type PullRequest, pathsOf, type Target } from './state.ts'

/**
 * A part of an answer, whose fields are checked as they are read. GitHub's description promises their types, but a proxy or a
 * misconfigured GITHUB_API_URL answers anything, and a wrong type must not become a wrong decision.
 * All methods but `has` throw UnexpectedAnswerError.
 */
export class AnswerPart {
  readonly #fields: Readonly<Record<string, unknown>>
  readonly #request: string

  /** @param request "GET /repos/{owner}/{repo}", for the error */
  constructor(answer: unknown, request = 'POST /graphql') {
    this.#fields = Object(answer)
    this.#request = request
  }

  has(name: string): boolean {
    return (this.#fields[name] ?? undefined) !== undefined
  }

  /** @param form where the text becomes a part of something else */
  text(name: string, form = /^/): string {
    return this.#checked<string>(name, (value) => typeof value === 'string' && form.test(value))
  }

  /** The name of an object in git, which becomes a part of what is written. */
  oid(name = 'oid'): string {
    return this.text(name, /^[0-9a-f]{40}$/)
  }

  /** It becomes a link in what people read. */
  webAddress(name: string): string {
    return this.text(name, /^https?:\/\/[^\s()<>[\]"`|\\]+$/)
  }

  /** A whole number. */
  number(name: string, least = 0): number {
    return this.#checked<number>(name, (value) => Number.isSafeInteger(value) && Number(value) >= least)
  }

  flag(name: string): boolean {
    return this.#checked<boolean>(name, (value) => typeof value === 'boolean')
  }

  part(name: string): AnswerPart {
    return new AnswerPart(
      this.#checked(name, (value) => Object(value) === value),
      this.#request,
    )
  }

  /** @returns undefined for null, which the schema allows there */
  optional(name: string): AnswerPart | undefined {
    return this.#fields[name] === null ? undefined : this.part(name)
  }

  list(name: string): readonly AnswerPart[] {
    const list = this.#checked<unknown[]>(name, Array.isArray)
    return list.map((each) => new AnswerPart(each, this.#request))
  }

  /** The list in a connection of GraphQL. */
  nodes(name: string): readonly AnswerPart[] {
    return this.part(name).list('nodes')
  }

  #checked<T>(name: string, isUsable: (value: unknown) => boolean): T {
    const value = this.#fields[name]
    if (isUsable(value)) return value as T
    throw new UnexpectedAnswerError(this.#request, `no usable "${name}"`)
  }
}

export type CheckAnswer = ReturnType<typeof readCheck>

/** What a check looks at. @throws UnexpectedAnswerError for what GitHub's schema rules out */
export function readCheck(repository: AnswerPart, target: Target) {
  const object = repository.optional('base')
  const commit = object?.has('target') ? object.optional('target') : object
  // Of what is no commit the query asks for nothing.
  const base = commit?.has('oid') ? readTip(commit, target) : undefined
  return { ...readRepository(repository, target), base }
}

export type DecisionAnswer = ReturnType<typeof readDecision>

/** What a decision is made upon. @throws UnexpectedAnswerError for what GitHub's schema rules out */
export function readDecision(repository: AnswerPart, target: Target) {
  const [base, branch] = ['base', 'branch'].map((name) => repository.optional(name)?.part('target'))
  const folders = foldersOf(target)
  const steps = branch?.nodes('history').map((step) => readStep(step, target))
  return {
    ...readRepository(repository, target, readPullRequests(repository, 'closedPullRequests')),
    base: base && readTip(base, target, folders),
    /** The last hundred commits. */
    baseHistory: new Set(base?.nodes('history').map((step) => step.oid())),
    /** With its last ten commits by their names. */
    branch: branch && {
      ...readTip(branch, target, folders),
      history: new Map(steps?.map((step) => [step.commit, step])),
    },
  }
}

function readRepository(repository: AnswerPart, target: Target, closed?: Page) {
  const open = readPullRequests(repository, 'openPullRequests')
  return {
    target: underCurrentName(target, repository),
    repositoryId: repository.text('id'),
    /** Undefined for a repository without a commit. */
    defaultBranch: repository.optional('defaultBranchRef')?.text('name'),
    /** Of this repository's branch, the open ones first, and the latest first. */
    pullRequests: [...open.found, ...(closed?.found ?? [])],
    hasMoreOpen: open.hasMore,
    hasMoreClosed: closed?.hasMore ?? false,
    /** Where their next pages begin. */
    next: { openAfter: open.endCursor, closedAfter: closed?.endCursor },
  }
}

/** GraphQL answers for a repository that was renamed by its old name, too. It becomes a part of addresses. */
function underCurrentName(target: Target, repository: AnswerPart): Target {
  const name = repository.text('nameWithOwner', /^\w[\w-]*\/(?!\.{1,2}$)[\w.-]+$/)
  const [owner, repo] = name.split('/') as [string, string]
  const isSame = name.toLowerCase() === `${target.owner}/${target.repo}`.toLowerCase()
  return isSame ? target : { ...target, owner, repo }
}

export type Tip = ReturnType<typeof readTip>

/** @param folders those that the question is about, see {@link foldersOf} */
function readTip(commit: AnswerPart, target: Target, folders: readonly string[] = []) {
  const isOther = (entry: AnswerPart | undefined) => entry !== undefined && entry.text('type') !== 'tree'
  return {
    ...readCommit(commit, target, readContent),
    tree: commit.part('tree').oid(),
    /** Where a file ought to be in a folder and there is something else, which a commit would delete. */
    inTheWay: folders.find((_, index) => isOther(commit.optional(`folder${index}`))),
  }
}

/** One commit of the pull request branch. */
export type Step = ReturnType<typeof readStep>

function readStep(step: AnswerPart, target: Target) {
  const count = 'changedFilesIfAvailable'
  return {
    ...readCommit(step, target, readEntry),
    message: step.text('message'),
    changedFiles: step.has(count) ? step.number(count) : undefined,
    parents: step.nodes('parents').map((parent) => readCommit(parent, target, readEntry)),
  }
}

/** What a commit has at each of {@link pathsOf}; undefined for what is not there. */
function readCommit<E>(commit: AnswerPart, target: Target, read: (entry: AnswerPart) => E) {
  const name = commit.oid()
  const entries = pathsOf(target).map((_, index) => commit.optional(`file${index}`))
  return { commit: name, entries: entries.map((entry) => entry && read(entry)) }
}

const readEntry = (entry: AnswerPart) => ({ blob: entry.oid(), mode: entry.number('mode') })

export type ContentEntry = ReturnType<typeof readContent>

function readContent(entry: AnswerPart) {
  const type = entry.text('type')
  const blob = type === 'blob' ? entry.part('object') : undefined
  return {
    ...readEntry(entry),
    /** "blob", "tree" or "commit" */
    type,
    /** Undefined where GitHub takes the content for none. It need not be the content: encodings are guessed, and long ones cut. */
    text: blob?.has('text') ? blob.text('text') : undefined,
  }
}

type Page = ReturnType<typeof readPullRequests>

function readPullRequests(repository: AnswerPart, name: string) {
  const own = repository.text('id')
  const page = repository.part(name).part('pageInfo')
  return {
    // The head is looked for by the branch's name alone, in forks, too.
    found: repository.nodes(name).flatMap((node) => {
      const pull = readPullRequest(node)
      return node.optional('headRepository')?.text('id') === own ? [pull] : []
    }),
    hasMore: page.flag('hasNextPage'),
    endCursor: page.has('endCursor') ? page.text('endCursor') : undefined,
  }
}

function readPullRequest(node: AnswerPart): PullRequest {
  return {
    number: node.number('number', 1),
    id: node.text('id'),
    url: node.webAddress('url'),
    state: readState(node),
    title: node.text('title'),
    body: node.text('body'),
    labels: (node.optional('labels')?.list('nodes') ?? []).map((label) => label.text('name')),
    base: node.text('baseRefName'),
    comments: node.has('comments') ? node.nodes('comments').map((comment) => comment.text('body')) : [],
  }
}

/** Who closed it last decides: a bot for stale pull requests decides nothing about the values. */
function readState(node: AnswerPart): PullRequest['state'] {
  const state = node.text('state')
  if (state === 'OPEN') return 'open'
  if (state === 'MERGED') return 'merged'
  const actor = node.nodes('timelineItems')[0]?.optional('actor')
  return actor?.text('__typename') === 'Bot' ? 'closed by a bot' : 'closed'
}
