import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { temporaryFolder } from '../temporary-folder.ts'
import { NO_WAY_OUT } from './no-pauses.ts'
import { preload } from './preload.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Nobody waits for the pauses between requests; that they are made, and how long, is told in network and main.test.ts. */
const QUICK = preload('quick-preload.ts')

/** What Node.js has compiled of dist is kept between the many runs; it changes nothing but their start. */
const COMPILED = join(ROOT, 'node_modules/.cache/mobile-sso-config')

const isReport = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync(join(ROOT, 'docs/report.schema.json'), 'utf8')),
)

/** The report of every run is as its schema says. */
export function demandReport({ report }: Readonly<Record<string, string>>): void {
  if (report && !isReport(JSON.parse(report)))
    throw new Error(`The report is not as its schema says: ${JSON.stringify(isReport.errors)}`)
}

export interface ActionRun {
  /** Inputs by their names in action.yml. */
  readonly inputs?: Readonly<Record<string, string>>
  /** Environment variables beside those that the runner always sets. */
  readonly environment?: Readonly<Record<string, string>>
  /** Files of the workspace by their paths. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  /** A workspace that exists; it is left as it is afterwards. Without it a new one is made and removed. */
  readonly workspace?: string
  /** Arguments for node itself, such as --import. */
  readonly nodeArguments?: readonly string[]
  /** The pauses between requests are as long as they are. */
  readonly isSlow?: boolean
  /** Is given the process when it has started. */
  readonly started?: (child: ChildProcess) => void
}

export interface ActionResult {
  readonly exitCode: number | null
  /** Standard output and error in the order they came: what the runner shows and reads commands from. */
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** Content of workspace files after the run. */
  readonly read: (path: string) => Promise<Buffer>
}

/** A text with the wsadmin script, which is the same in every run and has tests of its own, left out. */
export const withoutScript = (text: string) => text.replaceAll(/```python\n.*?\n```/gs, '```python\n…\n```')

/** Runs dist/index.js on the Node.js that runs the tests, as the runner would: inputs and files over the environment, nothing else. */
export async function runAction({
  inputs = {},
  environment = {},
  files = {},
  workspace,
  nodeArguments = [],
  isSlow = false,
  started,
}: ActionRun): Promise<ActionResult> {
  const folder = temporaryFolder('action-')
  const root = workspace ?? join(folder, 'workspace')
  await mkdir(root, { recursive: true })
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), content)
  }
  const outputFile = join(folder, 'output')
  const summaryFile = join(folder, 'summary')
  await writeFile(outputFile, '')
  await writeFile(summaryFile, '')
  const kept = new Map<string, Buffer>()
  try {
    const { exitCode, log } = await execute(
      [...(isSlow ? [] : QUICK), ...nodeArguments, join(ROOT, 'dist/index.js')],
      {
        PATH: process.env['PATH'] ?? '',
        ...(process.env['SystemRoot'] ? { SystemRoot: process.env['SystemRoot'] } : {}),
        CI: 'true',
        NODE_COMPILE_CACHE: COMPILED,
        GITHUB_ACTIONS: 'true',
        GITHUB_REPOSITORY: 'acme/connections-config',
        GITHUB_WORKSPACE: root,
        GITHUB_OUTPUT: outputFile,
        GITHUB_STEP_SUMMARY: summaryFile,
        ...(environment['HTTPS_PROXY'] ? {} : { https_proxy: NO_WAY_OUT }),
        ...environment,
        ...inputVariables(inputs),
      },
      root,
      started,
    )
    for (const path of new Set([...Object.keys(files), inputs['config-path'] ?? 'mobile-config.xml'])) {
      await readFile(join(root, path)).then(
        (bytes) => kept.set(path, bytes),
        () => undefined,
      )
    }
    const outputs = parseOutputs(await readFile(outputFile, 'utf8'))
    demandReport(outputs)
    return {
      exitCode,
      log,
      outputs,
      summary: await readFile(summaryFile, 'utf8'),
      read: async (path) => kept.get(path) ?? readFile(join(root, path)),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The runner's convention: upper case, blanks to underscores, hyphens kept. */
function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  )
}

function execute(
  args: readonly string[],
  env: Record<string, string>,
  cwd: string,
  started?: (child: ChildProcess) => void,
): Promise<{ exitCode: number | null; log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    started?.(child)
    const pieces: Buffer[] = []
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece))
    child.stderr.on('data', (piece: Buffer) => pieces.push(piece))
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, log: Buffer.concat(pieces).toString('utf8') }))
  })
}

/**
 * The format of GITHUB_OUTPUT for values of any content.
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#multiline-strings
 */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  const lines = text.split(/\r?\n/)
  for (let index = 0; index < lines.length; index++) {
    const start = /^([^<=]+)<<(.+)$/.exec(lines[index]!)
    if (!start) continue
    const end = lines.indexOf(start[2]!, index + 1)
    outputs[start[1]!] = lines.slice(index + 1, end).join('\n')
    index = end
  }
  return outputs
}
