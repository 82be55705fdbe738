import type { IncomingHttpHeaders } from 'node:http'
import { Agent, request } from 'node:https'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { ServiceName } from './exchange.ts'

/** A service under the name by which the action knows it. */
export interface Service {
  readonly name: ServiceName
  readonly host: string
  /** Port of 443 unless given. */
  readonly port?: number
  /** Where it really is, when it is a stand-in on this machine. */
  readonly standIn?: { readonly port: number; readonly certificate: string }
}

export interface Sent {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

export interface Answered {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** As it came, packed or not. */
  readonly body: Buffer
}

/** The way out of this machine, through the proxy of the environment where it has one. */
const way = new Agent({ keepAlive: true, proxyEnv: process.env })
const loopback = new Agent({ keepAlive: true })

/** For all that a service does not answer in. */
const TIMEOUT = 30_000

/** Sends a request to a service. The certificate of the real one is verified as always. */
export async function send(service: Service, { method, url, headers, body }: Sent): Promise<Answered> {
  const { host, port = 443, standIn } = service
  const there = standIn
    ? { host: '127.0.0.1', port: standIn.port, servername: host, ca: standIn.certificate, agent: loopback }
    : { host, port, agent: way }
  const sentHeaders = { ...headers, host: port === 443 ? host : `${host}:${port}` }
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { ...there, method, path: url, headers: sentHeaders, timeout: TIMEOUT },
      (incoming) => {
        const pieces: Buffer[] = []
        incoming.on('data', (piece: Buffer) => pieces.push(piece))
        incoming.on('error', reject)
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode!, headers: incoming.headers, body: Buffer.concat(pieces) }),
        )
      },
    )
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${host} does not answer`)))
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** The body as it was before it was packed. */
export function unpacked({ headers, body }: Pick<Answered, 'headers' | 'body'>): Buffer {
  if (body.length === 0) return body
  switch (headers['content-encoding']) {
    case 'gzip':
      return gunzipSync(body)
    case 'br':
      return brotliDecompressSync(body)
    case 'deflate':
      return inflateSync(body)
    default:
      return body
  }
}

/** Ends the connections that are kept. */
export function hangUp(): void {
  way.destroy()
  loopback.destroy()
}
