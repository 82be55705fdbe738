import { AskGit, type GitStore } from './git-store.ts'

/** Git would refuse it. */
export class Refused extends Error {}

type Command = (store: GitStore, args: readonly string[], input: Buffer) => string | Buffer

const NONE = '0'.repeat(40)
const SHA = /^[0-9a-f]{40}$/

/**
 * What git would answer to the commands that the stand-in uses most, from the files of the repository: a process for each is most of
 * what the stand-in would cost. git-here.test.ts holds them against git.
 * @returns undefined where git has to be asked
 * @throws Refused where git would fail
 */
export function answerHere(store: GitStore, args: readonly string[], input: Buffer): Buffer | undefined {
  const [name = '', ...rest] = args
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) return undefined
  try {
    return Buffer.from(command(store, rest, input))
  } catch (error) {
    if (error instanceof AskGit) return undefined
    throw error
  }
}

function askGit(): never {
  throw new AskGit()
}

const COMMANDS: Readonly<Record<string, Command>> = {
  'show-ref'(store, args) {
    const name = args.length === 3 && args[0] === '--verify' && args[1] === '--hash' ? args[2]! : askGit()
    const sha = store.ref(name)
    if (!sha) throw new Refused(`fatal: '${name}' - not a valid ref`)
    return `${sha}\n`
  },

  'rev-parse'(store, args) {
    const [expression = ''] = args.length === 1 ? args : askGit()
    return `${store.resolve(expression) ?? askGit()}\n`
  },

  'cat-file'(store, args, input) {
    const [option, expression = ''] = args
    if (option === '--batch-check' && args.length === 1) {
      const asked = /^([^\n]+)\n$/.exec(input.toString())?.[1] ?? askGit()
      const sha = store.resolve(asked)
      if (sha === undefined) return `${asked} missing\n`
      const { type, bytes } = store.read(sha)
      return `${sha} ${type} ${bytes.length}\n`
    }
    if (args.length !== 2 || expression.startsWith('-')) askGit()
    const { type, bytes } = store.read(store.resolve(expression) ?? askGit())
    if (option === '-t') return `${type}\n`
    return option === type && type === 'blob' ? bytes : askGit()
  },

  'hash-object'(store, args, input) {
    const options = args.toSorted().join(' ')
    if (options === '--stdin -w') return `${store.write('blob', input)}\n`
    return options === '--stdin -t -w tree' && input.length === 0
      ? `${store.write('tree', input)}\n`
      : askGit()
  },

  'for-each-ref'(store, args) {
    const refs = store.refs()
    switch (args.join(' ')) {
      case '--format=%(refname) %(objectname)':
        return refs.map((ref) => `${ref.join(' ')}\n`).join('')
      case '--format=%(refname)':
        return refs.map(([name]) => `${name}\n`).join('')
      case '--format=%(refname:lstrip=2) refs/heads':
        return refs
          .filter(([name]) => name.startsWith('refs/heads/'))
          .map(([name]) => `${name.slice('refs/heads/'.length)}\n`)
          .join('')
      default:
        return askGit()
    }
  },

  'update-ref'(store, args, input) {
    const [first, second, third] = args
    if (first === '--stdin') updateRefs(store, input.toString().split('\n').slice(0, -1))
    else if (first === '-d') updateRefs(store, [`delete ${args.slice(1).join(' ')}`])
    else updateRefs(store, [`update ${[first, second, third].filter(Boolean).join(' ')}`])
    return ''
  },

  'merge-base'(store, args) {
    const isQuestion = args[0] === '--is-ancestor'
    const names = isQuestion ? args.slice(1) : args
    if (names.length !== 2) askGit()
    const [left, right] = names.map((each) => store.resolve(each) ?? askGit()) as [string, string]
    const ofRight = store.reachable([right])
    if (isQuestion) {
      if (!ofRight.has(left)) throw new Refused('')
      return ''
    }
    const common = [...store.reachable([left])].filter((each) => ofRight.has(each))
    const behind = store.reachable(common.flatMap((each) => store.parents(each)))
    const best = common.filter((each) => !behind.has(each))
    return best.length === 1 ? `${best[0]}\n` : askGit()
  },

  'rev-list'(store, args) {
    const names = args.filter((each) => each !== '--topo-order' && each !== '--reverse' && each !== '--')
    const without = names.filter((each) => each.startsWith('^')).map((each) => each.slice(1))
    const from = names.filter((each) => !each.startsWith('^'))
    if (from.length !== 1 || !names.every((each) => SHA.test(each.replace('^', '')))) askGit()
    const excluded = store.reachable(without)
    const found: string[] = []
    for (let next = from[0]; next !== undefined && !excluded.has(next); ) {
      found.push(next)
      const parents = store.parents(next)
      // In which order two lines come is git's to say.
      if (parents.length > 1) askGit()
      next = parents[0]
    }
    const ordered = args.includes('--reverse') ? found.toReversed() : found
    return ordered.map((each) => `${each}\n`).join('')
  },

  'ls-tree'(store, args) {
    const [option, from = '', dashes, path] = args
    if (option !== '-z' || !SHA.test(from) || (dashes !== undefined && dashes !== '--')) askGit()
    const line = ({ mode, sha }: { mode: string; sha: string }, name: string) =>
      `${mode.padStart(6, '0')} ${mode === '160000' ? 'commit' : store.read(sha).type} ${sha}\t${name}\0`
    if (dashes === undefined)
      return store
        .entries(store.treeOf(from))
        .map((each) => line(each, each.name))
        .join('')
    if (path === undefined || args.length > 4) return askGit()
    const entry = store.entry(from, path)
    return entry ? line(entry, path) : ''
  },

  'diff-tree'(store, args) {
    const [from = '', to = ''] = args.slice(-2)
    if (args.slice(0, -2).join(' ') !== '-r -z --name-status --no-renames') askGit()
    const [before, after] = [from, to].map((each) => files(store, store.treeOf(each))) as [Files, Files]
    return [...new Set([...before.keys(), ...after.keys()])]
      .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .filter((path) => before.get(path) !== after.get(path))
      .map((path) => `${before.has(path) ? (after.has(path) ? 'M' : 'D') : 'A'}\0${path}\0`)
      .join('')
  },

  show(store, args) {
    const [option, format, sha = ''] = args
    const isKnown = option === '--no-patch' && format === '--format=%T%n%P%n%an%n%ae%n%cn%n%ce%n%B'
    if (!isKnown || !SHA.test(sha) || store.header(sha, 'encoding').length > 0) askGit()
    const people = ['author', 'committer'].flatMap((role) => {
      const [, name, email] = /^(.*) <(.*)> \d+ [+-]\d+$/.exec(store.header(sha, role)[0]!) ?? askGit()
      return [name, email]
    })
    const text = store.read(sha).bytes.toString()
    const message = text.slice(text.indexOf('\n\n') + 2)
    return [store.treeOf(sha), store.parents(sha).join(' '), ...people, message, ''].join('\n')
  },
}

/** All of them or none. */
function updateRefs(store: GitStore, lines: readonly string[]): void {
  const moves = lines.map((line) => {
    const [verb = '', name = '', ...shas] = line.split(' ')
    if (!['update', 'delete'].includes(verb) || shas.length > 2 || !shas.every((sha) => SHA.test(sha)))
      askGit()
    const [to, from] = verb === 'update' ? shas : [NONE, ...shas]
    const now = store.ref(name) ?? NONE
    if (to !== NONE && store.read(to ?? askGit()).type !== 'commit') askGit()
    if (from !== undefined && from !== now)
      throw new Refused(`fatal: cannot lock ref '${name}': is at ${now} but expected ${from}`)
    return { name, now, to }
  })
  // A new one may be in the way of another, which git has to say before anything is moved.
  for (const { name, now, to } of moves.toSorted((a, b) => Number(a.now !== NONE) - Number(b.now !== NONE)))
    if (to !== NONE) store.setRef(name, to)
    else if (now !== NONE) store.setRef(name, undefined)
}

/** Mode and name of the object by path. */
type Files = ReadonlyMap<string, string>

function files(store: GitStore, tree: string, folder = ''): Files {
  return new Map(
    store.entries(tree).flatMap(({ mode, name, sha }): (readonly [string, string])[] => {
      const path = `${folder}${name}`
      return mode === '40000' ? [...files(store, sha, `${path}/`)] : [[path, `${mode} ${sha}`]]
    }),
  )
}
