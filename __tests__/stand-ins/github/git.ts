import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { answerHere, Refused } from './git-here.ts'
import { runGit } from './git-process.ts'
import { AskGit, GitStore } from './git-store.ts'

export interface Identity {
  readonly name: string
  readonly email: string
}

export interface CommitDetails {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Identity
  readonly committer: Identity
  readonly message: string
}

export interface TreeEntry {
  readonly path: string
  readonly mode: string
  readonly sha: string
}

/** Git refused a command; the message is git's own. */
export class GitError extends Error {
  override readonly name = 'GitError'
}

/** Of people whose name git takes as it is. */
const PLAIN = /^[\w[][\w@+[\] .-]*[\w\]]$/
const SHA_LINE = /^[0-9a-f]{40}\n$/
/** A commit, or what lies between two. */
const OBJECTS = /^[0-9a-f]{40}(?:\.\.[0-9a-f]{40})?$/
const READING = new Set(['cat-file', 'diff-tree', 'ls-tree', 'merge-base', 'rev-list', 'show'])

/** Objects never change, so neither does what git reads from them alone. */
function isLasting([command = '', ...others]: readonly string[]): boolean {
  if (!READING.has(command)) return false
  const end = others.indexOf('--')
  const named = (end < 0 ? others : others.slice(0, end)).filter((each) => !/^-|^blob$/.test(each))
  return named.length > 0 && named.every((each) => OBJECTS.test(each))
}

/** A bare repository, over git's plumbing. */
export class Git {
  readonly gitDir: string
  readonly #details = new Map<string, Promise<CommitDetails>>()
  /** Answers of git that never change, by its arguments; a process for each is most of what the stand-in costs. */
  readonly #lasting = new Map<string, Buffer>()

  readonly #store: GitStore

  constructor(gitDir: string) {
    this.gitDir = gitDir
    this.#store = new GitStore(gitDir)
  }

  async run(
    args: readonly string[],
    options: { input?: Uint8Array | string; environment?: Record<string, string> } = {},
  ): Promise<Buffer> {
    const here = this.#answerHere(args, Buffer.from(options.input ?? ''))
    if (here && !options.environment) return here
    const key = isLasting(args) ? args.join('\0') : undefined
    const known = key === undefined ? undefined : this.#lasting.get(key)
    if (known) return Buffer.from(known)
    const { code, output, errors } = await runGit({
      args: ['--git-dir', this.gitDir, ...args],
      environment: { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...options.environment },
      input: options.input ?? '',
    })
    if (code !== 0) throw new GitError(`git ${args[0]}: ${errors}`)
    if (key !== undefined) this.#lasting.set(key, Buffer.from(output))
    return Buffer.from(output)
  }

  #answerHere(args: readonly string[], input: Buffer): Buffer | undefined {
    try {
      return answerHere(this.#store, args, input)
    } catch (error) {
      throw error instanceof Refused ? new GitError(`git ${args[0]}: ${error.message}`) : error
    }
  }

  async text(...args: string[]): Promise<string> {
    return (await this.run(args)).toString().trimEnd()
  }

  /** The commit that a branch or SHA names; undefined when there is none. */
  async commit(name: string): Promise<string | undefined> {
    const candidates = /^[0-9a-f]{40}$/.test(name)
      ? [name]
      : name === 'HEAD'
        ? [name]
        : [`refs/heads/${name}`, `refs/tags/${name}`]
    for (const candidate of candidates) {
      const loose = await this.#looseRef(candidate)
      if (loose === 'none') continue
      if (loose) return loose
      const sha = await this.text('rev-parse', '--verify', '--quiet', `${candidate}^{commit}`).catch(
        () => undefined,
      )
      if (sha) return sha
    }
    return undefined
  }

  /**
   * What `git update-ref` has written; a ref is read far more often than anything else.
   * @returns undefined where git has to be asked
   */
  async #looseRef(name: string): Promise<string | 'none' | undefined> {
    if (!/^refs\/(?:heads|tags)\//.test(name)) return undefined
    const text = await readFile(join(this.gitDir, name), 'utf8').catch(() => undefined)
    if (text === undefined) return existsSync(join(this.gitDir, 'packed-refs')) ? undefined : 'none'
    return name.startsWith('refs/heads/') && SHA_LINE.test(text) ? text.trim() : undefined
  }

  /** A commit never changes, so it is read once. */
  details(sha: string): Promise<CommitDetails> {
    const known = this.#details.get(sha) ?? this.#readDetails(sha)
    this.#details.set(sha, known)
    return known
  }

  async #readDetails(sha: string): Promise<CommitDetails> {
    const [tree, parents, an, ae, cn, ce, ...message] = (
      await this.run(['show', '--no-patch', '--format=%T%n%P%n%an%n%ae%n%cn%n%ce%n%B', sha])
    )
      .toString()
      .split('\n')
    return {
      sha,
      tree: tree!,
      parents: parents!.split(' ').filter(Boolean),
      author: { name: an!, email: ae! },
      committer: { name: cn!, email: ce! },
      message: message.join('\n').replace(/\n+$/, ''),
    }
  }

  /** Those that any branch has. */
  async commitsOfBranches(): Promise<CommitDetails[]> {
    const tips = await this.text('for-each-ref', '--format=%(refname) %(objectname)')
    const heads = [...tips.matchAll(/^refs\/heads\/\S+ (\S+)$/gm)].map(([, sha]) => sha!)
    return Promise.all([...this.#store.reachable(heads)].map((sha) => this.details(sha)))
  }

  async blob(bytes: Uint8Array): Promise<string> {
    return (await this.run(['hash-object', '-w', '--stdin'], { input: bytes })).toString().trim()
  }

  async exists(sha: string, type: 'blob' | 'tree' | 'commit'): Promise<boolean> {
    return (await this.text('cat-file', '-t', sha).catch(() => '')) === type
  }

  /** The entry at a path; undefined when there is none. */
  async entry(commit: string, path: string): Promise<(TreeEntry & { readonly type: string }) | undefined> {
    const line = await this.text('ls-tree', '-z', commit, '--', path)
    const match = /^(\d+) (\w+) ([0-9a-f]{40})\t/.exec(line)
    return match ? { path, mode: match[1]!, type: match[2]!, sha: match[3]! } : undefined
  }

  /** A tree made from another one with some entries replaced (sha null: removed). */
  async tree(
    base: string | undefined,
    entries: readonly { path: string; mode: string; sha: string | null }[],
  ): Promise<string> {
    const here = this.#treeHere(base, entries)
    if (here) return here
    const index = join(this.gitDir, `index-${randomUUID()}`)
    const environment = { GIT_INDEX_FILE: index }
    const lines = entries.map(({ path, mode, sha }) =>
      sha ? `${mode} ${sha}\t${path}\0` : `0 ${'0'.repeat(40)}\t${path}\0`,
    )
    try {
      if (base) await this.run(['read-tree', base], { environment })
      await this.run(['update-index', '-z', '--index-info'], { environment, input: lines.join('') })
      return (await this.run(['write-tree'], { environment })).toString().trim()
    } finally {
      await rm(index, { force: true })
    }
  }

  /** @returns undefined where git has to make it */
  #treeHere(
    base: string | undefined,
    entries: readonly { path: string; mode: string; sha: string | null }[],
  ): string | undefined {
    const isPlain = ({ path, mode }: { path: string; mode: string }) =>
      ['100644', '100755', '120000'].includes(mode) && !/(^|\/)(\.|$)|^$/.test(path)
    if (!entries.every(isPlain)) return undefined
    try {
      for (const { sha } of entries) if (sha) this.#store.read(sha)
      return this.#store.changedTree(
        base && this.#store.treeOf(base),
        entries.map(({ path, mode, sha }) => [path, mode, sha] as const),
      )
    } catch (error) {
      if (error instanceof AskGit) return undefined
      throw error
    }
  }

  async commitTree(
    tree: string,
    parents: readonly string[],
    message: string,
    author: Identity,
    committer: Identity,
  ): Promise<string> {
    if ([author, committer].every(({ name, email }) => PLAIN.test(name) && PLAIN.test(email))) {
      const time = `${Math.floor(Date.now() / 1000)} +0000`
      const lines = [
        `tree ${tree}`,
        ...parents.map((parent) => `parent ${parent}`),
        `author ${author.name} <${author.email}> ${time}`,
        `committer ${committer.name} <${committer.email}> ${time}`,
      ]
      return this.#store.write('commit', Buffer.from(`${lines.join('\n')}\n\n${message}`))
    }
    const environment = {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_COMMITTER_NAME: committer.name,
      GIT_COMMITTER_EMAIL: committer.email,
    }
    const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent])]
    return (await this.run(args, { environment, input: message })).toString().trim()
  }

  /** Moves a branch from one commit to another (undefined: does not exist); git refuses when it is elsewhere. */
  async moveBranch(branch: string, from: string | undefined, to: string | undefined): Promise<void> {
    const zero = '0'.repeat(40)
    if (to) await this.run(['update-ref', `refs/heads/${branch}`, to, from ?? zero])
    else await this.run(['update-ref', '-d', `refs/heads/${branch}`, from ?? zero])
  }

  async isAncestor(ancestor: string, commit: string): Promise<boolean> {
    return this.run(['merge-base', '--is-ancestor', ancestor, commit]).then(
      () => true,
      () => false,
    )
  }
}
