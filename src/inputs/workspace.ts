import { randomUUID } from 'node:crypto'
import * as fs from 'node:fs'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { inputProblem, ProblemsError } from '../problems.ts'
import { withoutUnseen } from '../text/invisible.ts'

/** The files of the job's workspace; nothing outside of it can be reached, also not over symbolic links. */
export interface Workspace {
  /** @returns undefined when there is no such file. @throws ProblemsError when the path leads out or cannot be read */
  read(path: string, input: string): Buffer | undefined
  /**
   * Replaces files as a whole, so that nobody ever sees half of one. None is replaced before all of them are ready to be.
   * @throws ProblemsError
   */
  write(...files: readonly WorkspaceFile[]): void
  exists(path: string): boolean
}

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
    exists: (path) => !refusal(base, path) && fs.existsSync(resolve(base, path)),
    read: (path, input) =>
      using(base, path, input, (file) => (fs.existsSync(file) ? readFile(file) : undefined)),
    write(...files) {
      const ready: (WorkspaceFile & Replacement)[] = []
      try {
        for (const file of files)
          ready.push({ ...file, ...using(base, file.path, file.input, (at) => prepare(at, file.bytes)) })
        for (const { path, input, temporary, target } of ready)
          using(base, path, input, () => fs.renameSync(temporary, target))
      } finally {
        for (const { temporary } of ready) fs.rmSync(temporary, { force: true })
      }
    },
  }
}

/** Does something with the file at a path. @throws ProblemsError */
function using<T>(base: string, path: string, input: string, action: (file: string) => T): T {
  const refused = (what: string, cure: string) =>
    new ProblemsError([inputProblem(input, `"${path}" ${what}`, cure)])
  const known = refusal(base, path)
  if (known) throw refused(...known)
  try {
    return action(resolve(base, path))
  } catch (error) {
    const what = `in the workspace cannot be used (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`
    throw refused(what, 'Check that it is a file that the job can read and write.')
  }
}

/**
 * Why a path, without its symbolic links, is not used. What is not there yet is judged by what it would be made in, and so is a
 * workspace that is not there.
 */
function refusal(base: string, path: string): readonly [what: string, cure: string] | undefined {
  const file = resolve(base, path)
  const [root, real] = [realPath(base), realPath(file)]
  if (root === undefined || real === undefined || !isBelow(file, base) || !isBelow(real, root))
    return ['is outside the workspace.', 'Use a path inside the workspace, with "/" and without "..".']
  return isInGitFolder(relative(root, real)) ? GIT_FOLDER : undefined
}

/** What is said of a path in git's own folder. */
export const GIT_FOLDER = ["is in git's own folder.", 'Use a different path.'] as const

/** Undefined behind a link to nothing, which may lead anywhere. */
function realPath(file: string): string | undefined {
  let existing = file
  while (!isThere(existing) && existing !== dirname(existing)) existing = dirname(existing)
  return fs.existsSync(existing) ? resolve(fs.realpathSync(existing), relative(existing, file)) : undefined
}

function isBelow(file: string, folder: string): boolean {
  const way = relative(folder, file)
  // On Windows there is no relative way to another drive.
  return !isAbsolute(way) && !/^\.\.($|[\\/])/.test(way)
}

/** Also for a link that leads nowhere. */
function isThere(file: string): boolean {
  try {
    fs.lstatSync(file)
    return true
  } catch {
    return false
  }
}

/**
 * Whether a path goes through git's own folder, under any of the names that it has on Windows and macOS: with spaces and dots
 * behind it, as a short name, as a stream of it, with invisible characters in it, which some file systems leave out.
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-coreprotectNTFS
 */
export function isInGitFolder(path: string): boolean {
  return path
    .split(/[\\/]/)
    .some((segment) => /^(?:\.git|git~\d+)[. ]*(?::.*)?$/i.test(withoutUnseen(segment)))
}

/** Bytes of a file that are read; what the workspace is asked for has some thousand. */
const MAX_FILE_SIZE = 20_000_000

function readFile(file: string): Buffer {
  const stat = fs.statSync(file)
  // A pipe or a device would never end.
  if (!stat.isFile() && !stat.isDirectory()) throw withCode('not a file')
  if (stat.size > MAX_FILE_SIZE) throw withCode(`${stat.size} bytes`)
  return fs.readFileSync(file)
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code })
}

type Replacement = ReturnType<typeof prepare>

/** Writes the new content beside the file that it is to replace. */
function prepare(file: string, bytes: Uint8Array) {
  const target = fs.existsSync(file) ? fs.realpathSync(file) : file
  const existing = fs.statSync(target, { throwIfNoEntry: false })
  if (existing && !existing.isFile()) throw withCode('not a file')
  fs.mkdirSync(dirname(target), { recursive: true })
  const temporary = `${target}.${randomUUID()}.tmp`
  try {
    fs.writeFileSync(temporary, bytes, { mode: existing?.mode })
    // The umask has taken rights away that the file had.
    if (existing) fs.chmodSync(temporary, existing.mode)
    return { temporary, target }
  } catch (error) {
    fs.rmSync(temporary, { force: true })
    throw error
  }
}
