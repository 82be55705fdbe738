import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadedOfDist, TELL_LOADED } from '../../__tests__/end-to-end/preload.ts'
import { median, table } from './table.ts'

const ROOT = join(import.meta.dirname, '../..')
const DIST = join(ROOT, 'dist')
const REPEATED = 15

const VALUES = {
  'INPUT_TENANT-ID': 'b6c7fc02-7489-4729-a3c2-1af11e623345',
  'INPUT_CLIENT-ID': 'b850bc0a-0893-4cd7-8e22-9738a43c585d',
  INPUT_TOKEN: 'ghs_not-a-real-token',
}

/**
 * From the start of the process to the first request, or to the end in mode render, against a process that does nothing; and what
 * of dist is loaded for it.
 */
export async function coldStart(): Promise<string> {
  const server = await silentServer()
  const modes = {
    'node -e 0': { parameters: ['-e', '0'], variables: {} },
    'mode render, whole run': {
      parameters: [join(DIST, 'index.js')],
      variables: { ...VALUES, INPUT_MODE: 'render' },
    },
    'mode pull-request, to its first request': {
      parameters: [join(DIST, 'index.js')],
      variables: { ...VALUES, GITHUB_REPOSITORY: 'acme/config', GITHUB_API_URL: server.url },
    },
  }
  const times = new Map<string, number[]>()
  try {
    // In turns, so that what else the machine does falls on all of them.
    for (let round = 0; round < REPEATED; round++) {
      for (const [name, { parameters, variables }] of Object.entries(modes)) {
        const milliseconds = await timed(parameters, variables, server.arrived)
        times.set(name, [...(times.get(name) ?? []), milliseconds])
      }
    }
  } finally {
    server.stop()
  }
  const nothing = median(times.get('node -e 0')!)
  const rows = [...times].map(([name, all]) => [
    name,
    `${Math.round(median(all))} ms`,
    (median(all) / nothing).toFixed(1),
  ])
  return table(['from the start of the process', 'median', 'ratio'], rows)
}

/** Sizes of the files of dist that are loaded. */
export async function loadedBytes(): Promise<string> {
  const server = await silentServer()
  const dead = { https_proxy: 'http://127.0.0.1:9' }
  const repository = { ...VALUES, ...dead, GITHUB_REPOSITORY: 'acme/config', GITHUB_API_URL: server.url }
  const modes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    render: { ...VALUES, INPUT_MODE: 'render' },
    'render, new file': { ...VALUES, INPUT_MODE: 'render', 'INPUT_CONFIG-PATH': 'new.xml' },
    'pull-request': repository,
    check: { ...repository, INPUT_MODE: 'check', 'INPUT_CONNECTIONS-URL': 'https://127.0.0.1:9' },
    'check with Azure': {
      ...repository,
      INPUT_MODE: 'check',
      'INPUT_AZURE-RECONCILE': 'check',
      'INPUT_AZURE-CLIENT-ID': VALUES['INPUT_CLIENT-ID'],
      'INPUT_AZURE-CLIENT-SECRET': 'not-a-real-secret',
    },
  }
  const rows = []
  for (const [name, variables] of Object.entries(modes)) {
    const child = start([...TELL_LOADED, join(DIST, 'index.js')], variables)
    let log = ''
    child.process.stderr!.on('data', (piece) => {
      log += piece
    })
    await Promise.race([once(child.process, 'close'), new Promise((resolve) => setTimeout(resolve, 3000))])
    child.stop()
    const own = loadedOfDist(log)
    rows.push([name, own.length, own.reduce((sum, file) => sum + statSync(file).size, 0)])
  }
  server.stop()
  const whole = readdirSync(DIST).filter((name) => name.endsWith('.js'))
  const size = whole.reduce((sum, name) => sum + statSync(join(DIST, name)).size, 0)
  return table(['mode', 'files of dist', 'bytes'], [...rows, ['all of dist', whole.length, size]])
}

/** Takes requests and never answers, so that the action goes no further. */
async function silentServer() {
  let arrive: () => void = () => undefined
  const server = createServer(() => arrive()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    arrived: () =>
      new Promise<void>((resolve) => {
        arrive = resolve
      }),
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** @returns milliseconds to the first request or the end, whichever comes first */
async function timed(
  parameters: readonly string[],
  variables: Readonly<Record<string, string>>,
  arrived: () => Promise<void>,
): Promise<number> {
  const request = arrived()
  const begin = performance.now()
  const child = start(parameters, variables)
  await Promise.race([request, once(child.process, 'close')])
  const milliseconds = performance.now() - begin
  child.stop()
  return milliseconds
}

function start(parameters: readonly string[], variables: Readonly<Record<string, string>>) {
  const workspace = mkdtempSync(join(tmpdir(), 'bench-'))
  cpSync(join(ROOT, '__tests__/fixtures/mobile-config.xml'), join(workspace, 'mobile-config.xml'))
  const child = spawn(process.execPath, parameters, {
    cwd: workspace,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], GITHUB_WORKSPACE: workspace, ...variables },
  })
  child.stderr.resume()
  return {
    process: child,
    stop() {
      child.kill('SIGKILL')
      rmSync(workspace, { recursive: true, force: true })
    },
  }
}
