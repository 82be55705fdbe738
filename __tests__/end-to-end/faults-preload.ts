/**
 * Loaded before dist/index.js where faults are tried: requests are given up sooner, and the public names of the services lead to
 * the stand-ins. The action itself knows nothing of it.
 */
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import tls from 'node:tls'

const { FAULTS_HOSTS = '{}' } = process.env
const ports: Readonly<Record<string, number>> = JSON.parse(FAULTS_HOSTS)

const REQUESTS = 1 / 6

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
