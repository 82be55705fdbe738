import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'

const LOOPBACK = ['localhost', '127.0.0.1']
const CHALLENGE = 'Basic realm="proxy"'

export interface ProxyOptions {
  /** Loopback port that stands in for the HTTPS port of a public host. */
  readonly hosts?: Readonly<Record<string, number>>
  /** "user:password" that every request must bring. */
  readonly credentials?: string
  /** It speaks TLS itself, at localhost. */
  readonly tls?: { readonly key: string; readonly cert: string }
  /** It takes every request and never answers. */
  readonly hangs?: boolean
}

export interface ProxiedRequest {
  readonly method: string
  /** "host:port" of a CONNECT, else the address. */
  readonly target: string
  status: number | undefined
}

export async function startProxy(options: ProxyOptions = {}): Promise<ProxyStandIn> {
  const server = options.tls ? createTlsServer(options.tls) : createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return new ProxyStandIn(server, options)
}

/** A corporate forward proxy: the only way out, by CONNECT for HTTPS and by whole addresses for plain HTTP. */
export class ProxyStandIn {
  readonly url: string
  /** With the credentials, where the proxy wants some. */
  readonly urlWithCredentials: string
  readonly requests: ProxiedRequest[] = []
  readonly violations: string[] = []
  readonly #server: Server
  readonly #hosts: Readonly<Record<string, number>>
  readonly #authorization: string | undefined
  readonly #hangs: boolean
  readonly #sockets = new Set<Duplex>()

  constructor(server: Server, { hosts = {}, credentials, tls, hangs = false }: ProxyOptions) {
    this.#server = server
    this.#hosts = hosts
    const { port } = server.address() as AddressInfo
    const [scheme, host] = tls ? ['https', 'localhost'] : ['http', '127.0.0.1']
    this.url = `${scheme}://${host}:${port}`
    this.urlWithCredentials = `${scheme}://${credentials ? `${credentials}@` : ''}${host}:${port}`
    this.#hangs = hangs
    this.#authorization = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`
    server.on('connect', (incoming, socket, head) => this.#tunnel(incoming, socket, head))
    server.on('request', (incoming, response) => this.#forward(incoming, response))
  }

  openConnections(): number {
    return [...this.#sockets].filter(({ destroyed }) => !destroyed).length
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #tunnel(incoming: IncomingMessage, client: Duplex, head: Buffer): void {
    const recorded = this.#record('CONNECT', incoming.url!)
    this.#keep(client)
    if (this.#hangs) {
      client.resume().on('end', () => client.destroy())
      return
    }
    const answer = (status: number) => {
      recorded.status = status
      const challenge = status === 407 ? `Proxy-Authenticate: ${CHALLENGE}\r\n` : ''
      const reason = STATUS_CODES[status]
      client.end(`HTTP/1.1 ${status} ${reason}\r\n${challenge}Content-Length: 0\r\nConnection: close\r\n\r\n`)
    }
    const port = this.#portOf(incoming.url!)
    if (!this.#isAuthorized(incoming) || port === undefined) {
      answer(this.#isAuthorized(incoming) ? 502 : 407)
      return
    }
    const upstream = connect(port, '127.0.0.1', () => {
      recorded.status = 200
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(client).pipe(upstream)
    })
    this.#keep(upstream)
    upstream.on('error', () => {
      if (recorded.status === undefined) answer(502)
    })
    upstream.on('close', () => {
      if (recorded.status === 200) client.destroy()
    })
    client.on('close', () => upstream.destroy())
  }

  #forward(incoming: IncomingMessage, response: ServerResponse): void {
    const recorded = this.#record(incoming.method!, incoming.url!)
    const answer = (status: number) => {
      recorded.status = status
      response.writeHead(status, status === 407 ? { 'proxy-authenticate': CHALLENGE } : {}).end()
    }
    const refusal = this.#refusalOf(incoming)
    if (refusal !== undefined) {
      answer(refusal)
      return
    }
    const { 'proxy-authorization': _, 'proxy-connection': __, ...headers } = incoming.headers
    const options = { method: incoming.method!, headers, agent: false }
    const outgoing = request(incoming.url!, options, (upstream) => {
      recorded.status = upstream.statusCode
      response.writeHead(upstream.statusCode!, upstream.headers)
      upstream.pipe(response)
    })
    outgoing.on('error', () => {
      if (response.headersSent) response.destroy()
      else answer(502)
    })
    incoming.pipe(outgoing)
  }

  /** Why a plain request is not forwarded. */
  #refusalOf(incoming: IncomingMessage): number | undefined {
    if (!this.#isAuthorized(incoming)) return 407
    const url = URL.parse(incoming.url!)
    if (!url) {
      this.violations.push(`a request to the proxy itself: ${incoming.method} ${incoming.url}`)
      return 400
    }
    if (url.protocol !== 'http:') return 501
    return LOOPBACK.includes(url.hostname) ? undefined : 502
  }

  /** Loopback port behind "host:port". */
  #portOf(target: string): number | undefined {
    const [host, port] = target.split(':') as [string, string]
    if (LOOPBACK.includes(host)) return Number(port)
    return port === '443' ? this.#hosts[host] : undefined
  }

  #record(method: string, target: string): ProxiedRequest {
    const recorded = { method, target, status: undefined }
    this.requests.push(recorded)
    return recorded
  }

  #isAuthorized({ headers }: IncomingMessage): boolean {
    return this.#authorization === undefined || headers['proxy-authorization'] === this.#authorization
  }

  #keep(socket: Duplex): void {
    this.#sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#sockets.delete(socket))
  }
}
