import { type ChildProcessByStdio, execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { EXPORT_SCRIPT, WSADMIN_SCRIPT } from '../../../src/wsadmin-script/index.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

/** A cell of WebSphere Network Deployment as the stand-in for wsadmin keeps it, see wsadmin.py. */
export interface Cell {
  readonly name: string
  readonly nodes: readonly CellNode[]
  /** What checkInConfig does instead of its work; unset, it checks in. */
  readonly checkIn?:
    | 'prints an error'
    | 'loses the answer'
    | 'is in conflict'
    | 'leaves the save to the caller'
  /** The application has another name, or the user may not see it. */
  readonly lacksMobile?: boolean
  /** The trust association interceptors that its security configuration has. */
  readonly interceptors?: readonly Interceptor[]
  /** What becomes of the exit code of a script that fails; unset, wsadmin ends with it. */
  readonly exitCodes?: 'lost' | 'always 105'
  readonly events?: readonly string[]
}

export interface Interceptor {
  readonly className: string
  /** Where it is configured, as the middle of its configuration ID says it; unset, in the global security of the cell. */
  readonly place?: string
  /** Names and values; null where a property has no value. */
  readonly properties: readonly (readonly [name: string, value: string | null])[]
}

export interface CellNode {
  readonly name: string
  /** One that hangs is listed and does not answer. */
  readonly agent: 'up' | 'down' | 'hangs'
  /** The node agent answers that it could not synchronise. */
  readonly refusesSync?: boolean
  readonly servers: readonly CellServer[]
}

export interface CellServer {
  readonly name: string
  readonly mobile: 'running' | 'stopped' | 'not installed'
  readonly down?: boolean
  /** It has Mobile as a member of a cluster. */
  readonly isMember?: boolean
  readonly failsToStop?: boolean
  readonly failsToStart?: boolean
  /** The start comes back without an error, and the application does not run. */
  readonly staysDown?: boolean
  /** SHA-256 of the file that Mobile was started with last. */
  readonly startedWith?: string
}

/** How a script ended, and what it wrote to standard output and error. */
export interface Ended {
  readonly code: number | null
  readonly log: string
}

/** A deployment manager's profile in a folder of its own. */
export interface Profile {
  readonly cell: Cell
  /** Folder from which wsadmin is started. */
  readonly bin: string
  /** The file that holds the cell. */
  readonly state: string
  /** The file of the master configuration. */
  readonly master: string
  /** Folders with backups, oldest first, with what is in them. */
  backups(): readonly { readonly name: string; readonly content: string }[]
  /** Writes a file to be given to the script. @returns its path */
  file(name: string, content: string): string
  /** Runs a script as `wsadmin -lang jython -f` does, in a virtual machine that runs others after it. */
  wsadmin(script: string, ...paths: string[]): Promise<Ended>
  /** The same in a process of its own, where the window may have a locale. */
  wsadminAlone(locale: string | undefined, script: string, ...paths: string[]): Promise<Ended>
  remove(): void
}

const JAR = '/usr/share/java/jython.jar'

/**
 * Jython as its package starts it, but with a virtual machine that is made for short runs: half of the work of a start would go
 * into making code faster that runs once.
 */
export function jython(...parameters: readonly string[]): readonly [string, readonly string[]] {
  if (!existsSync(JAR)) return ['jython', parameters]
  const quick = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']
  return ['java', [...quick, '-jar', JAR, '-Dpython.home=/usr/share/jython', ...parameters]]
}

/** The script is run for real where Jython is installed: `apt-get install jython`. */
export const hasJython =
  spawnSync(...(existsSync(JAR) ? (['java', ['-version']] as const) : jython('--version'))).status === 0

export const sha256 = (content: string) => createHash('sha256').update(content).digest('hex')

const HERE = import.meta.dirname
const harness = join(HERE, 'wsadmin.py')

/** @param content of the mobile-config.xml that the deployment manager and its nodes have */
export function createProfile(cell: Cell, content: string): Profile {
  const root = temporaryFolder('dmgr profile ')
  const folder = (...names: string[]) => {
    const path = join(root, ...names)
    mkdirSync(path, { recursive: true })
    return path
  }
  const bin = folder('bin')
  writeFileSync(join(bin, 'mobileAdmin.py'), readFileSync(join(HERE, 'mobileAdmin.py')))
  const config = folder('config', 'cells', cell.name, 'LotusConnections-config')
  const state = join(root, 'cell.json')
  writeFileSync(join(config, 'mobile-config.xml'), content)
  writeFileSync(state, JSON.stringify(cell))
  for (const { name } of cell.nodes) writeFileSync(join(folder('nodes', name), 'mobile-config.xml'), content)
  return {
    get cell() {
      return JSON.parse(readFileSync(state, 'utf8')) as Cell
    },
    get master() {
      return readFileSync(join(config, 'mobile-config.xml'), 'utf8')
    },
    backups: () =>
      readdirSync(folder('mobile-config-backups'))
        .sort()
        .map((name) => join(root, 'mobile-config-backups', name, 'mobile-config.xml'))
        .map((name) => ({ name, content: readFileSync(name, 'utf8') })),
    file(name, content) {
      const path = join(folder('merged'), name)
      writeFileSync(path, content)
      return path
    },
    bin,
    state,
    wsadmin: (script, ...paths) => {
      const parameters = [harness, state, script, ...paths]
      return existsSync(JAR) ? runNext(root, parameters) : runAlone(bin, parameters)
    },
    wsadminAlone: (locale, script, ...paths) => runAlone(bin, [harness, state, script, ...paths], locale),
    remove: () => rmSync(root, { recursive: true }),
  }
}

/** @returns the path of the script, written beside the files that it is given */
export function savedScript(profile: Profile): string {
  return profile.file('apply-mobile-config.py', WSADMIN_SCRIPT)
}

/** The same for the script that exports. */
export function savedExportScript(profile: Profile): string {
  return profile.file('export-mobile-config.py', EXPORT_SCRIPT)
}

const commands: Server[] = []

/** Between the arguments that `wsadmin.sh` hands on; no argument has it. */
const SEPARATOR = '\x1f'

/**
 * Puts the command `wsadmin.sh -lang jython -f` into the profile, for scripts that call it. It has {@link Profile.wsadmin} run what it is
 * given, so that it needs no virtual machine of its own.
 */
export async function installCommand(profile: Profile): Promise<void> {
  const server = createServer(async (caller) => {
    const { value } = await createInterface(caller)[Symbol.asyncIterator]().next()
    const [script, ...paths] = String(value).split(SEPARATOR)
    const { code, log } = await profile.wsadmin(script!, ...paths)
    caller.end(`${code}\n${log}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const command = `#!/bin/bash
[ "$1 $2 $3" = '-lang jython -f' ] || exit 2
shift 3
exec 3<> /dev/tcp/127.0.0.1/${port}
(IFS=$'\\x1f'; echo "$*" >&3)
read -r code <&3
cat <&3
exit "$code"
`
  writeFileSync(join(profile.bin, 'wsadmin.sh'), command, { mode: 0o755 })
  commands.push(server)
}

/** What java.util.Properties, in a real Java virtual machine, reads from a file. */
export function javaProperties(path: string): Record<string, string> {
  const program = `import json, sys
from java.io import FileInputStream
from java.util import Properties
properties = Properties()
properties.load(FileInputStream(sys.argv[1]))
print json.dumps(dict([(name, properties.getProperty(name)) for name in properties.stringPropertyNames()]))
`
  const [command, parameters] = jython('-c', program, path)
  return JSON.parse(execFileSync(command, parameters, { encoding: 'utf8' }))
}

function runAlone(cwd: string, parameters: readonly string[], locale?: string): Promise<Ended> {
  const env = { ...process.env, ...(locale ? { LC_ALL: locale } : {}) }
  const child = spawn(...jython(...parameters), { cwd, env })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  // Nobody answers a question.
  child.stdin.end()
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, log: Buffer.concat(chunks).toString() }))
  })
}

/** The virtual machine that runs one script after the other, and where it thinks that its profile is. */
interface Machine {
  readonly profile: string
  readonly child: ChildProcessByStdio<Writable, Readable, null>
  readonly answers: AsyncIterator<string>
}
let machine: Machine | undefined
let last: Promise<unknown> = Promise.resolve()

/** A virtual machine never leaves the folder in which it was started, so each run finds another profile behind the same name. */
function startMachine(): Machine {
  const profile = join(temporaryFolder('dmgr '), 'profile')
  const [command, parameters] = jython(join(HERE, 'many-runs.py'))
  const child = spawn(command, [`-Duser.dir=${join(profile, 'bin')}`, ...parameters], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  return { profile, child, answers: createInterface(child.stdout)[Symbol.asyncIterator]() }
}

function runNext(root: string, parameters: readonly string[]): Promise<Ended> {
  const next = last.then(async () => {
    machine ??= startMachine()
    const { profile, child, answers } = machine
    rmSync(profile, { force: true })
    symlinkSync(root, profile)
    child.stdin.write(`${JSON.stringify({ parameters })}\n`)
    const { value, done } = await answers.next()
    if (done) throw new Error('Jython has ended.')
    return JSON.parse(value) as Ended
  })
  last = next.catch(() => undefined)
  return next
}

/** Ends what {@link Profile.wsadmin} and {@link installCommand} have started; each file that uses them does so at its end. */
export function stopWsadmin(): void {
  for (const server of commands.splice(0)) server.close()
  machine?.child.kill()
  machine = undefined
}
