import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'

export interface StoredObject {
  readonly type: string
  readonly bytes: Buffer
}

export interface StoredEntry {
  readonly mode: string
  readonly name: string
  readonly sha: string
}

/** A loose object that is not there, packed refs, or a name whose meaning is git's to tell. */
export class AskGit extends Error {}

const SHA = /^[0-9a-f]{40}$/
const PLAIN_REF = /^refs\/(?:heads|tags)\/(?!.*(?:\/\/|\.\.|\/\.|\.lock(?:\/|$)|\.$|\/$))[\w-][\w./-]*$/
const TREE = '40000'

/**
 * Loose objects and refs of a repository, read and written as git does.
 * @see https://git-scm.com/docs/gitrepository-layout
 */
export class GitStore {
  readonly #gitDir: string
  readonly #objects = new Map<string, StoredObject>()

  constructor(gitDir: string) {
    this.#gitDir = gitDir
  }

  /** @throws AskGit when the object is not loose */
  read(sha: string): StoredObject {
    const known = this.#objects.get(sha) ?? this.#readLoose(sha)
    this.#objects.set(sha, known)
    return known
  }

  #readLoose(sha: string): StoredObject {
    const path = this.#path(sha)
    if (!existsSync(path)) throw new AskGit()
    const whole = inflateSync(readFileSync(path))
    const end = whole.indexOf(0)
    return { type: whole.toString('latin1', 0, whole.indexOf(32)), bytes: whole.subarray(end + 1) }
  }

  write(type: string, bytes: Uint8Array): string {
    const whole = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes])
    const sha = createHash('sha1').update(whole).digest('hex')
    const path = this.#path(sha)
    if (!existsSync(path)) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, deflateSync(whole, { level: 1 }))
    }
    this.#objects.set(sha, { type, bytes: Buffer.from(bytes) })
    return sha
  }

  #path(sha: string): string {
    return join(this.#gitDir, 'objects', sha.slice(0, 2), sha.slice(2))
  }

  /** Where a ref is, by its full name. */
  ref(name: string): string | undefined {
    if (!PLAIN_REF.test(name) || this.#isPacked()) throw new AskGit()
    const path = join(this.#gitDir, name)
    const found = statSync(path, { throwIfNoEntry: false })
    if (!found) return undefined
    // A folder of others.
    if (found.isDirectory()) throw new AskGit()
    return asSha(readFileSync(path, 'utf8'))
  }

  /** Those of branches and tags, by name. */
  refs(): [name: string, sha: string][] {
    if (this.#isPacked()) throw new AskGit()
    return readdirSync(join(this.#gitDir, 'refs'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path): [string, string] => [
        path.slice(this.#gitDir.length + 1).replaceAll('\\', '/'),
        asSha(readFileSync(path, 'utf8')),
      ])
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
  }

  /** @param to undefined: it is deleted */
  setRef(name: string, to: string | undefined): void {
    const path = join(this.#gitDir, name)
    if (to === undefined) {
      rmSync(path)
      return
    }
    if (this.read(to).type !== 'commit') throw new AskGit()
    try {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, `${to}\n`)
    } catch {
      // A branch of that name would be a folder of others, or the other way round.
      throw new AskGit()
    }
  }

  #isPacked(): boolean {
    return existsSync(join(this.#gitDir, 'packed-refs'))
  }

  /** What "main", "main:path" or the name of an object stands for; undefined where there is no such path. */
  resolve(expression: string): string | undefined {
    const [, name = '', path] = /^([^:]+)(?::(.+))?$/.exec(expression) ?? []
    const sha = this.#named(name)
    return path === undefined ? sha : this.entry(sha, path)?.sha
  }

  #named(name: string): string {
    if (SHA.test(name)) {
      this.read(name)
      return name
    }
    const head = name === 'HEAD' ? readFileSync(join(this.#gitDir, 'HEAD'), 'utf8').slice(5).trim() : name
    const places = head.startsWith('refs/') ? [head] : [`refs/tags/${head}`, `refs/heads/${head}`]
    const found = places.map((place) => this.ref(place)).find((sha) => sha !== undefined)
    if (found === undefined) throw new AskGit()
    return found
  }

  /** @param from a commit or a tree */
  entry(from: string, path: string): StoredEntry | undefined {
    let tree = this.treeOf(from)
    const names = path.split('/')
    if (names.some((name) => name === '' || name === '.' || name === '..')) throw new AskGit()
    for (const [index, name] of names.entries()) {
      const found = this.entries(tree).find((each) => each.name === name)
      if (!found || index === names.length - 1) return found
      if (found.mode !== TREE) return undefined
      tree = found.sha
    }
    return undefined
  }

  treeOf(sha: string): string {
    const { type } = this.read(sha)
    if (type === 'tree') return sha
    if (type !== 'commit') throw new AskGit()
    return this.header(sha, 'tree')[0]!
  }

  entries(tree: string): StoredEntry[] {
    const { bytes } = this.read(tree)
    const found: StoredEntry[] = []
    for (let at = 0; at < bytes.length; ) {
      const [blank, end] = [bytes.indexOf(32, at), bytes.indexOf(0, at)]
      found.push({
        mode: bytes.toString('latin1', at, blank),
        name: bytes.toString('utf8', blank + 1, end),
        sha: bytes.toString('hex', end + 1, end + 21),
      })
      at = end + 21
    }
    return found
  }

  /** A tree with some entries replaced (sha null: removed); one without entries is none. */
  changedTree(
    base: string | undefined,
    changes: readonly (readonly [path: string, mode: string, sha: string | null])[],
  ): string {
    const entries = new Map((base ? this.entries(base) : []).map((each) => [each.name, each]))
    const below = Map.groupBy(changes, ([path]) => path.split('/')[0]!)
    for (const [name, of] of below) {
      const existing = entries.get(name)
      const isFolder = of.some(([path]) => path.includes('/'))
      if (isFolder !== of.every(([path]) => path.includes('/'))) throw new AskGit()
      if (existing && isFolder !== (existing.mode === TREE)) throw new AskGit()
      const [, mode, sha] = of.at(-1)!
      const inner = of.map(([path, ...rest]) => [path.slice(name.length + 1), ...rest] as const)
      const made = isFolder ? this.changedTree(existing?.sha, inner) : sha
      if (made === null || (isFolder && this.read(made).bytes.length === 0)) entries.delete(name)
      else entries.set(name, { name, mode: isFolder ? TREE : mode, sha: made })
    }
    const sortedAs = ({ name, mode }: StoredEntry) => Buffer.from(mode === TREE ? `${name}/` : name)
    const sorted = [...entries.values()].toSorted((a, b) => Buffer.compare(sortedAs(a), sortedAs(b)))
    return this.write(
      'tree',
      Buffer.concat(
        sorted.flatMap(({ mode, name, sha }) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(sha, 'hex')]),
      ),
    )
  }

  /** Values of a header of a commit, such as "parent". */
  header(commit: string, name: string): string[] {
    const { type, bytes } = this.read(commit)
    if (type !== 'commit') throw new AskGit()
    const [head = ''] = bytes.toString().split('\n\n', 1)
    return head
      .split('\n')
      .filter((line) => line.startsWith(`${name} `))
      .map((line) => line.slice(name.length + 1))
  }

  parents(commit: string): string[] {
    return this.header(commit, 'parent')
  }

  /** The commits and all that they were made from. */
  reachable(commits: readonly string[]): Set<string> {
    const found = new Set<string>()
    const left = [...commits]
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      if (found.has(next)) continue
      found.add(next)
      left.push(...this.parents(next))
    }
    return found
  }
}

function asSha(text: string): string {
  if (!SHA.test(text.trim())) throw new AskGit()
  return text.trim()
}
