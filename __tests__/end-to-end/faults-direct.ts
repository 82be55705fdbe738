import { AsyncLocalStorage } from 'node:async_hooks'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import tls from 'node:tls'
import { type Fetch, fetchWhole } from '../../src/network/index.ts'
import { HOSTS, type Service } from './faults-services.ts'

/** Ports of the stand-ins by the public names of the services. */
type Hosts = Readonly<Record<string, number>>

interface Address {
  readonly host?: string
  readonly port?: number | string
  readonly socket?: unknown
  readonly servername?: string
}

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost']

/**
 * For runs of the sources in this process: public names lead to the stand-ins and other names nowhere, and the stand-ins'
 * authority is trusted. What faults-preload.ts is for dist; one world at a time, because clients keep connections by their names.
 */
export function direct(hosts: Hosts, authority: string): void {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), authority])
  const directed = (options: Address): Address => {
    const { host = '' } = options
    if (options.socket || LOOPBACK.includes(host)) return options
    return { ...options, servername: options.servername || host, host: '127.0.0.1', port: hosts[host] ?? 9 }
  }
  const { connect: connectSecurely } = tls
  tls.connect = ((options: Address, ...rest: []) =>
    connectSecurely(directed(options) as tls.ConnectionOptions, ...rest)) as typeof tls.connect
  const { connect } = net
  net.connect = ((options: Address, ...rest: []) =>
    connect(directed(options) as net.NetConnectOpts, ...rest)) as typeof net.connect
  syncBuiltinESMExports()
}

/** Whoever makes a time limit there sends with the fetch of {@link Patience}, which can end each request; else it is the inspection. */
const FETCHING = new AsyncLocalStorage<boolean>()

/** What a client says when an answer takes too long. */
const timeUp = () => new DOMException('The operation was aborted due to timeout', 'TimeoutError')

/**
 * The time limits of requests in this process. They end when the stand-in has decided that it does not answer, and not sooner: a busy
 * machine gives no request up, and nobody waits for a silence.
 */
export class Patience {
  readonly #requests = new Set<{ readonly url: string; readonly end: AbortController }>()
  #inspection = new AbortController()

  constructor() {
    const { timeout } = AbortSignal
    AbortSignal.timeout = (milliseconds) => {
      const limit = timeout.call(AbortSignal, milliseconds)
      return FETCHING.getStore() ? limit : AbortSignal.any([limit, this.#inspection.signal])
    }
  }

  /** @param sending is told of each try before it is sent */
  readonly fetch = (sending: (host: string) => Promise<void>): Fetch => {
    return async (url, options = {}) => {
      await sending(new URL(url).hostname)
      const request = { url, end: new AbortController() }
      this.#requests.add(request)
      const { signal } = request.end
      try {
        const given = options.signal ? AbortSignal.any([options.signal, signal]) : signal
        return await FETCHING.run(true, () => fetchWhole(url, { ...options, signal: given }))
      } finally {
        this.#requests.delete(request)
      }
    }
  }

  /** The request is not answered. @param path with its query */
  endOf(service: Service, path: string): void {
    if (service === 'connections') {
      const ended = this.#inspection
      this.#inspection = new AbortController()
      ended.abort(timeUp())
    }
    const address = new URL(path, `https://${HOSTS[service]}`).href
    for (const { url, end } of this.#requests) if (new URL(url).href === address) end.abort(timeUp())
  }
}
