import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { loadedOfDist, TELL_LOADED } from '../../__tests__/end-to-end/preload.ts'
import { CLIENT_ID, DIST, type Started, start, VALUES } from './process.ts'
import { checkedServer, silentServer } from './servers.ts'
import { median, table } from './table.ts'

const ROUNDS = 15

/** What no check over TLS can be faster than. */
const OVER_TLS = "require('node:https').get(process.env.GITHUB_API_URL, (answer) => answer.resume())"

/** A process that is timed: to its first request, where there is one, or to its end. */
interface Timed {
  readonly parameters: readonly string[]
  readonly variables?: Readonly<Record<string, string>>
  /** Also when it has sent a request. */
  readonly isWhole?: true
}

/**
 * What is timed against a process that does nothing. BEFORE has the folder of an earlier dist to compare with, PEERS the entry points of
 * other actions, separated by colons.
 */
function timedProcesses(silent: string, checked: Readonly<Record<string, string>>): Record<string, Timed> {
  const { BEFORE, PEERS = '' } = process.env
  const repository = { ...VALUES, GITHUB_REPOSITORY: 'acme/config', GITHUB_API_URL: silent }
  const rendering = { ...VALUES, INPUT_MODE: 'render' }
  const modes = (dist: string, when = ''): Record<string, Timed> => {
    const parameters = [join(dist, 'index.js')]
    return {
      [`mode render, whole run${when}`]: { parameters, variables: rendering, isWhole: true },
      [`mode pull-request, to its first request${when}`]: { parameters, variables: repository },
      [`mode check over TLS, whole run${when}`]: { parameters, variables: checked, isWhole: true },
    }
  }
  const peer = (file: string): [string, Timed] => {
    const variables = { ...repository, 'INPUT_APP-ID': '1', 'INPUT_PRIVATE-KEY': 'none' }
    return [
      `${basename(dirname(dirname(file)))}, to its first request or its end`,
      { parameters: [file], variables },
    ]
  }
  return {
    'node -e 0': { parameters: ['-e', '0'] },
    'a request over node:http': { parameters: ['-e', `require('node:http').get('${silent}')`] },
    'a request over fetch': { parameters: ['-e', `fetch('${silent}')`] },
    'a request over node:https, whole run': {
      parameters: ['-e', OVER_TLS],
      variables: checked,
      isWhole: true,
    },
    ...(BEFORE ? modes(BEFORE, ', before') : {}),
    ...modes(DIST),
    ...Object.fromEntries(PEERS.split(':').filter(Boolean).map(peer)),
  }
}

/** From the start of the process, in turns, so that what else the machine does falls on all of them. */
export async function coldStart(): Promise<string> {
  const server = await silentServer()
  const checked = await checkedServer()
  const times = new Map<string, number[]>()
  try {
    const processes = timedProcesses(server.url, checked.variables)
    for (let round = 0; round < ROUNDS; round++)
      for (const [name, { parameters, variables = {}, isWhole }] of Object.entries(processes)) {
        const arrived = isWhole ? new Promise<void>(() => undefined) : server.arrived()
        const milliseconds = await timed(() => start(parameters, variables), arrived)
        times.set(name, [...(times.get(name) ?? []), milliseconds])
      }
  } finally {
    await Promise.all([server.stop(), checked.stop()])
  }
  const nothing = times.get('node -e 0')!
  const rows = [...times].map(([name, all]) => [
    name,
    `${Math.round(median(all))} ms`,
    median(all.map((milliseconds, round) => milliseconds / nothing[round]!)).toFixed(1),
  ])
  return table(['from the start of the process', 'median', 'ratio'], rows)
}

/** @returns milliseconds to the first request or the end, whichever comes first */
async function timed(begin: () => Started, arrived: Promise<void>): Promise<number> {
  const from = performance.now()
  const child = begin()
  await Promise.race([arrived, child.ended])
  const milliseconds = performance.now() - from
  await child.stop()
  return milliseconds
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
      'INPUT_AZURE-CLIENT-ID': CLIENT_ID,
      'INPUT_AZURE-CLIENT-SECRET': 'not-a-real-secret',
    },
  }
  const rows = []
  for (const [name, variables] of Object.entries(modes)) {
    const child = start([...TELL_LOADED, join(DIST, 'index.js')], variables)
    await Promise.race([child.ended, new Promise((resolve) => setTimeout(resolve, 3000))])
    await child.stop()
    const own = loadedOfDist(child.errors())
    rows.push([name, own.length, own.reduce((sum, file) => sum + statSync(file).size, 0)])
  }
  await server.stop()
  const whole = readdirSync(DIST).filter((name) => name.endsWith('.js'))
  const size = whole.reduce((sum, name) => sum + statSync(join(DIST, name)).size, 0)
  return table(['mode', 'files of dist', 'bytes'], [...rows, ['all of dist', whole.length, size]])
}
