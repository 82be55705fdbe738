import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { type Problem, ProblemsError } from '../problems.ts'
import { holdsGitFolder } from './git-folder.ts'

/** The files of the job's workspace; nothing outside of it can be reached, also not over symbolic links. */
export interface Workspace {
  /** @returns undefined when there is no such file. @throws ProblemsError when the path leads out or can't be read */
  read(path: string, input: string): Buffer | undefined
  /**
   * Replaces files as a whole, so that nobody ever sees half of one. None is replaced before all of them are ready to be.
   * @throws ProblemsError
   */
  write(...files: readonly WorkspaceFile[]): void
  exists(path: string): boolean
}

/** A file to write. */
export interface WorkspaceFile {
  readonly path: string
  readonly bytes: Uint8Array
  /** The input that names it, for errors. */
  readonly input: string
}

/** @param root the runner's GITHUB_WORKSPACE, or the current folder when the action is run by hand */
export function openWorkspace(root: string): Workspace {
  const base = resolve(root)
  return {
    exists: (path) => placeOf(base, path) === 'inside' && existsSync(resolve(base, path)),
    read(path, input) {
      const file = locate(base, path, input)
      if (!existsSync(file)) return undefined
      return attempt(path, input, () => readFile(file))
    },
    write(...files) {
      const ready: ReadyFile[] = []
      try {
        for (const { path, bytes, input } of files) {
          const file = locate(base, path, input)
          ready.push({ path, input, ...attempt(path, input, () => makeReady(file, bytes)) })
        }
        for (const { path, input, temporary, target } of ready)
          attempt(path, input, () => renameSync(temporary, target))
      } finally {
        for (const { temporary } of ready) rmSync(temporary, { force: true })
      }
    },
  }
}

function locate(base: string, path: string, input: string): string {
  const place = placeOf(base, path)
  if (place === 'outside') throw new ProblemsError([leadsOut(path, input)])
  if (place === 'git') throw new ProblemsError([leadsToGit(path, input)])
  return resolve(base, path)
}

/** What is not there yet is judged by what it would be made in, and so is a workspace that is not there. */
function placeOf(base: string, path: string): 'inside' | 'outside' | 'git' {
  const file = resolve(base, path)
  const [root, real] = [realPath(base), realPath(file)]
  if (root === undefined || real === undefined) return 'outside'
  if (!isBelow(file, base) || !isBelow(real, root)) return 'outside'
  return holdsGitFolder(relative(root, real)) ? 'git' : 'inside'
}

/** Without symbolic links, also for what is not there yet. Undefined behind a link to nothing, which may lead anywhere. */
function realPath(file: string): string | undefined {
  let existing = file
  while (!isThere(existing) && existing !== dirname(existing)) existing = dirname(existing)
  return existsSync(existing) ? resolve(realpathSync(existing), relative(existing, file)) : undefined
}

function isBelow(file: string, folder: string): boolean {
  const way = relative(folder, file)
  // On Windows there is no relative way to another drive.
  return !isAbsolute(way) && !/^\.\.($|[\\/])/.test(way)
}

/** Also for a link that leads nowhere. */
function isThere(file: string): boolean {
  try {
    lstatSync(file)
    return true
  } catch {
    return false
  }
}

/** Bytes of a file that are read; what the workspace is asked for has some thousand. */
const LONGEST_FILE = 20_000_000

/** A pipe or a device would never end. */
function readFile(file: string): Buffer {
  const stat = statSync(file)
  if (!stat.isFile() && !stat.isDirectory()) throw withCode('not a file')
  if (stat.size > LONGEST_FILE) throw withCode(`${stat.size} bytes`)
  return readFileSync(file)
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code })
}

/** The new content beside the file that it is to replace. */
interface ReadyFile {
  readonly path: string
  readonly input: string
  readonly temporary: string
  readonly target: string
}

function makeReady(file: string, bytes: Uint8Array): Pick<ReadyFile, 'temporary' | 'target'> {
  const target = existsSync(file) ? realpathSync(file) : file
  const mode = existsSync(target) ? statSync(target).mode : undefined
  if (existsSync(target) && !statSync(target).isFile()) throw withCode('not a file')
  mkdirSync(dirname(target), { recursive: true })
  const temporary = `${target}.${randomUUID()}.tmp`
  try {
    writeFileSync(temporary, bytes, { mode })
    // The umask has taken rights away that the file had.
    if (mode !== undefined) chmodSync(temporary, mode)
    return { temporary, target }
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

function attempt<T>(path: string, input: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException
    const what = `"${path}" in the workspace can't be used (${code}).`
    throw new ProblemsError([
      { where: `input ${input}`, what, cure: 'Check that it is a file that the job may read and write.' },
    ])
  }
}

function leadsOut(path: string, input: string): Problem {
  return {
    where: `input ${input}`,
    what: `"${path}" leads out of the workspace.`,
    cure: 'Give a path below the workspace, with "/" and without "..".',
  }
}

function leadsToGit(path: string, input: string): Problem {
  return {
    where: `input ${input}`,
    what: `"${path}" lies in git's own folder.`,
    cure: 'Give another path.',
  }
}
