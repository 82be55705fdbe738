/**
 * Loaded before dist/index.js where faults are tried: waits are shorter, and the public names of the services lead to the
 * stand-ins. The action itself knows nothing of it.
 */
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import tls from 'node:tls'

const { FAULTS_HOSTS = '{}', FAULTS_RUN_LIMIT = '120' } = process.env
const ports: Readonly<Record<string, number>> = JSON.parse(FAULTS_HOSTS)

/** Pauses, such as the second between two writes, are told from the limit of the run by their length. */
const LONGEST_PAUSE = 300_000
/** The clock of undici counts its ticks, so that they must not be shorter: its own limits would be. */
const TICK = 499
const PAUSES = 1 / 50
const REQUESTS = 1 / 6

const { setTimeout: wait } = globalThis
globalThis.setTimeout = ((action: () => void, milliseconds = 0, ...rest: []) => {
  const isLimit = milliseconds > LONGEST_PAUSE
  const pause = milliseconds === TICK ? TICK : milliseconds * PAUSES
  return wait(action, isLimit ? Number(FAULTS_RUN_LIMIT) * 1000 : pause, ...rest)
}) as typeof setTimeout

const { timeout } = AbortSignal
AbortSignal.timeout = (milliseconds) => timeout.call(AbortSignal, milliseconds * REQUESTS)

interface Address {
  readonly host?: string
  readonly port?: number | string
  readonly socket?: unknown
  readonly servername?: string
}

/** What is not among the names leads nowhere. */
function directed(options: Address): Address {
  const { host = '' } = options
  if (options.socket || host === '127.0.0.1') return options
  return { ...options, servername: options.servername || host, host: '127.0.0.1', port: ports[host] ?? 9 }
}

const { connect: connectSecurely } = tls
tls.connect = ((options: Address, ...rest: []) =>
  connectSecurely(directed(options) as tls.ConnectionOptions, ...rest)) as typeof tls.connect
const { connect } = net
net.connect = ((options: Address, ...rest: []) =>
  connect(directed(options) as net.NetConnectOpts, ...rest)) as typeof net.connect
syncBuiltinESMExports()
