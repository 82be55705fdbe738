import type { Git, TreeEntry } from './git.ts'

export interface GitObject {
  readonly oid: string
  readonly type: string
}

/** What an expression such as "main", "main:path" or the name of an object stands for. */
export async function resolveObject(objects: Git, expression: string): Promise<GitObject | undefined> {
  if (/[\n\0]/.test(expression)) return undefined
  const line = (await objects.run(['cat-file', '--batch-check'], { input: `${expression}\n` })).toString()
  const match = /^([0-9a-f]{40}) (commit|tree|blob|tag) \d+$/m.exec(line)
  return match ? { oid: match[1]!, type: match[2]! } : undefined
}

/** Where a ref is, by its full name. */
export async function refTarget(objects: Git, name: string): Promise<string | undefined> {
  return objects.text('show-ref', '--verify', '--hash', name).catch(() => undefined)
}

/** Commits that can be reached from some and not from others, the newest first. */
export async function history(
  objects: Git,
  from: readonly string[],
  {
    without = [],
    reverse = false,
  }: { readonly without?: readonly string[]; readonly reverse?: boolean } = {},
): Promise<string[]> {
  const exclusions = without.map((commit) => `^${commit}`)
  const direction = reverse ? ['--reverse'] : []
  return lines(await objects.text('rev-list', '--topo-order', ...direction, ...from, ...exclusions, '--'))
}

export interface ChangedPath {
  readonly status: string
  readonly path: string
}

/** Between two commits; without a first one everything is added. */
export async function compared(objects: Git, from: string | undefined, to: string): Promise<ChangedPath[]> {
  const base = from ?? (await objects.run(['hash-object', '-t', 'tree', '--stdin', '-w'])).toString().trim()
  const text = await objects.text('diff-tree', '-r', '-z', '--name-status', '--no-renames', base, to)
  const parts = text.split('\0').filter(Boolean)
  return Array.from({ length: parts.length / 2 }, (_, index) => ({
    status: parts[index * 2]!,
    path: parts[index * 2 + 1]!,
  }))
}

/** From where the two went apart. */
export async function mergeBase(objects: Git, left: string, right: string): Promise<string | undefined> {
  return objects.text('merge-base', left, right).catch(() => undefined)
}

export async function listTree(
  objects: Git,
  tree: string,
): Promise<(TreeEntry & { readonly type: string })[]> {
  const text = await objects.text('ls-tree', '-z', tree)
  return text
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const [, mode, type, sha, path] = /^(\d+) (\w+) ([0-9a-f]{40})\t(.*)$/s.exec(line)!
      return { path: path!, mode: mode!, type: type!, sha: sha! }
    })
}

const lines = (text: string) => text.split('\n').filter(Boolean)
