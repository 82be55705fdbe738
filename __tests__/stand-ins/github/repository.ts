import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Git, type Identity } from './git.ts'
import { type Policy, usualPolicy } from './policy.ts'

export interface PullRequestState {
  readonly number: number
  title: string
  body: string | null
  state: 'open' | 'closed'
  draft: boolean
  merged: boolean
  readonly login: string
  readonly base: { ref: string }
  /** Of the repository itself, or of a fork by its full name. */
  readonly head: { readonly ref: string; sha: string; readonly fork?: string }
  readonly labels: string[]
  readonly assignees: string[]
  readonly reviewers: string[]
  readonly teamReviewers: string[]
  readonly comments: { readonly login: string; readonly body: string }[]
}

export interface RepositoryOptions {
  readonly defaultBranch?: string
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  readonly private?: boolean
  readonly archived?: boolean
  /** No commit at all. */
  readonly empty?: boolean
}

/** The login of whoever acts in the browser and on the command line. */
const PERSON = 'octocat'
const PAT: Identity = { name: 'Pat Person', email: 'pat@example.com' }

/** "owner:branch", the owner being the fork's for a fork. */
export function headLabel({ fullName }: RepositoryStandIn, { ref, fork }: PullRequestState['head']): string {
  return `${(fork ?? fullName).split('/')[0]}:${ref}`
}

/** One repository: git objects and refs on disk, everything else in memory. */
export class RepositoryStandIn {
  /** The present name first, then those that it had. */
  readonly names: string[]
  readonly nodeId = `R_${randomUUID()}`
  readonly defaultBranch: string
  readonly isPrivate: boolean
  readonly isArchived: boolean
  readonly objects: Git
  readonly policy: Policy = usualPolicy()
  readonly #pulls: PullRequestState[] = []
  /** By number of the pull request: the logins that have closed it. */
  #closings: Readonly<Record<number, readonly string[]>> = {}
  readonly #hidden = new Map<string, number>()
  #queue: Promise<unknown> = Promise.resolve()

  private constructor(fullName: string, gitDir: string, options: RepositoryOptions) {
    this.names = [fullName]
    this.objects = new Git(gitDir)
    this.defaultBranch = options.defaultBranch ?? 'main'
    this.isPrivate = options.private ?? false
    this.isArchived = options.archived ?? false
  }

  static async create(
    folder: string,
    fullName: string,
    options: RepositoryOptions,
  ): Promise<RepositoryStandIn> {
    const repository = new RepositoryStandIn(
      fullName,
      join(folder, `${fullName.replace('/', '--')}.git`),
      options,
    )
    await repository.objects.run(['init', '--quiet', '--bare', '--initial-branch', repository.defaultBranch])
    if (!options.empty)
      await repository.push(repository.defaultBranch, options.files ?? {}, { message: 'Initial commit' })
    return repository
  }

  get fullName(): string {
    return this.names[0]!
  }

  get gitDir(): string {
    return this.objects.gitDir
  }

  /** Requests to one repository are executed one after the other, as the service's locks do. */
  async exclusively<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(action)
    this.#queue = result.catch(() => undefined)
    return result
  }

  async git(...args: string[]): Promise<string> {
    return (await this.objects.run(args)).toString()
  }

  /** Content of "branch:path". */
  async read(refAndPath: string): Promise<Buffer> {
    return this.objects.run(['cat-file', 'blob', refAndPath])
  }

  /** A person pushes one commit; a branch that does not exist starts at the default branch. Null removes a file. */
  async push(
    branch: string,
    files: Readonly<Record<string, string | Uint8Array | null>>,
    {
      message = 'Change something',
      amend = false,
      executable = false,
    }: { readonly message?: string; readonly amend?: boolean; readonly executable?: boolean } = {},
  ): Promise<string> {
    const existing = await this.objects.commit(branch)
    const parent = existing ?? (await this.objects.commit(this.defaultBranch))
    const entries = await Promise.all(
      Object.entries(files).map(async ([path, content]) => ({
        path,
        mode: executable ? '100755' : '100644',
        sha: content === null ? null : await this.objects.blob(Buffer.from(content)),
      })),
    )
    const tree = await this.objects.tree(parent, entries)
    const replaced = amend && parent ? await this.objects.details(parent) : undefined
    const parents = replaced ? replaced.parents : parent ? [parent] : []
    const commit = await this.objects.commitTree(tree, parents, replaced?.message ?? message, PAT, PAT)
    await this.objects.moveBranch(branch, existing, commit)
    await this.followBranch(branch)
    return commit
  }

  /** Everything that requests can change. @returns brings it back */
  async keep(): Promise<() => Promise<void>> {
    const refs = await this.#refs()
    const pulls = structuredClone(this.#pulls)
    const closings = this.#closings
    return async () => {
      const deletions = Object.keys(await this.#refs()).map((ref) => `delete ${ref}\n`)
      const updates = Object.entries(refs).map(([ref, sha]) => `update ${ref} ${sha}\n`)
      const gone = deletions.filter((line) => !(line.slice(7, -1) in refs))
      await this.objects.run(['update-ref', '--stdin'], { input: [...gone, ...updates].join('') })
      this.#pulls.splice(0, Number.POSITIVE_INFINITY, ...structuredClone(pulls))
      this.#closings = closings
    }
  }

  async #refs(): Promise<Record<string, string>> {
    const text = await this.objects.text('for-each-ref', '--format=%(refname) %(objectname)')
    return Object.fromEntries(text.split('\n').map((line) => line.split(' ') as [string, string]))
  }

  pulls(): readonly PullRequestState[] {
    return this.#pulls
  }

  pull(number: number): PullRequestState {
    const pull = this.#pulls.find((candidate) => candidate.number === number)
    if (!pull) throw new Error(`${this.fullName} has no pull request #${number}`)
    return pull
  }

  addPull(pull: Omit<PullRequestState, 'number'>): PullRequestState {
    const added = { number: this.#pulls.length + 1, ...pull }
    this.#pulls.push(added)
    return added
  }

  /** What a person does in the browser. */
  openPull({ title, base, head }: Pick<PullRequestState, 'title' | 'base' | 'head'>): PullRequestState {
    const people = { labels: [], assignees: [], reviewers: [], teamReviewers: [], comments: [] }
    const state = { body: null, state: 'open', draft: false, merged: false } as const
    return this.addPull({ title, base, head, login: PERSON, ...state, ...people })
  }

  setPullState(pull: PullRequestState, state: PullRequestState['state'], login: string): void {
    if (pull.state === state) return
    pull.state = state
    if (state === 'closed')
      this.#closings = { ...this.#closings, [pull.number]: [...this.closings(pull.number), login] }
  }

  /** Who has closed a pull request, each time. */
  closings(number: number): readonly string[] {
    return this.#closings[number] ?? []
  }

  /** Those that exist, by name. */
  labels(): string[] {
    return [...new Set([...this.policy.labels, ...this.#pulls.flatMap(({ labels }) => labels)])]
  }

  closePull(number: number, login = PERSON): void {
    this.setPullState(this.pull(number), 'closed', login)
  }

  hideNewBranch(branch: string): void {
    this.#hidden.set(branch, this.policy.hidesNewBranchFor)
  }

  /** The commit that a branch is at, for a route that may not see it yet; each look counts. */
  async commitSeen(branch: string): Promise<string | undefined> {
    const left = this.#hidden.get(branch) ?? 0
    if (left === 0) return this.objects.commit(branch)
    this.#hidden.set(branch, left - 1)
    return undefined
  }

  reopenPull(number: number): void {
    this.setPullState(this.pull(number), 'open', PERSON)
  }

  retargetPull(number: number, base: string): void {
    this.pull(number).base.ref = base
  }

  editPull(number: number, texts: { readonly title?: string; readonly body?: string }): void {
    Object.assign(this.pull(number), texts)
  }

  async mergePull(number: number): Promise<void> {
    const pull = this.pull(number)
    const base = (await this.objects.commit(pull.base.ref))!
    const head = (await this.objects.commit(pull.head.ref))!
    const tree = await this.objects.text('merge-tree', '--write-tree', base, head)
    const merge = await this.objects.commitTree(tree, [base, head], `Merge pull request #${number}`, PAT, PAT)
    await this.objects.moveBranch(pull.base.ref, base, merge)
    pull.merged = true
    this.setPullState(pull, 'closed', PERSON)
  }

  async deleteBranch(branch: string): Promise<void> {
    await this.objects.moveBranch(branch, await this.objects.commit(branch), undefined)
    await this.followBranch(branch)
  }

  /** Open pull requests follow their head branch; one that is deleted or has nothing to propose closes them. */
  async followBranch(branch: string, login = PERSON): Promise<void> {
    const head = await this.objects.commit(branch)
    const isFollowing = ({ state, head: { ref, fork } }: PullRequestState) =>
      state === 'open' && ref === branch && !fork
    for (const pull of this.#pulls.filter(isFollowing)) {
      const base = await this.objects.commit(pull.base.ref)
      if (head) pull.head.sha = head
      if (!head || (base && (await this.objects.isAncestor(head, base))))
        this.setPullState(pull, 'closed', login)
    }
  }
}
