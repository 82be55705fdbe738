import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type Exchange, messageOf, requestName } from './exchange.ts'
import { type Service, send, unpacked } from './service.ts'

export interface RecordingProxy {
  /** For `https_proxy`. */
  readonly url: string
  readonly exchanges: readonly Exchange[]
  /** Where the action wanted to go and may not, as "host:port", and what went wrong on the way. */
  readonly troubles: readonly string[]
  stop(): Promise<void>
}

export interface RecordingOptions {
  readonly story: string
  readonly services: readonly Service[]
  /** Key and certificate for every service's name, of an authority that only the action under test trusts. */
  readonly tls: { readonly key: string; readonly cert: string }
}

/** Of one connection, and not of what is sent over it. */
const OF_THE_CONNECTION = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'te',
]

/**
 * The action's only way out. It reads every request, sends it on to the service, real or stand-in, byte for byte, and keeps the shape of what
 * was said. The action sees the services under their own names; what it must trust is the authority of `tls`.
 */
export async function startRecordingProxy(options: RecordingOptions): Promise<RecordingProxy> {
  const { story, services, tls } = options
  const exchanges: Exchange[] = []
  const troubles: string[] = []
  const sockets = new Set<Duplex>()
  const serviceAt = (target: string | undefined) =>
    services.find(({ host, port = 443 }) => target === `${host}:${port}` || (port === 443 && target === host))

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = incoming
    const service = serviceAt(headers.host)
    if (!service) throw new Error(`a request to ${headers.host} in the tunnel to another host`)
    const pieces: Buffer[] = []
    for await (const piece of incoming) pieces.push(piece as Buffer)
    const body = Buffer.concat(pieces)
    const answered = await send(service, { method, url, headers: passedOn(headers), body })
    exchanges.push({
      story,
      service: service.name,
      // The runner's endpoint has another path on every runner.
      request: requestName(method, service.name === 'runner' ? url.replace(/^[^?]*/, '/') : url, body),
      status: answered.status,
      sent: messageOf({ headers, body }),
      answered: messageOf({ headers: answered.headers, body: unpacked(answered) }),
    })
    response.writeHead(answered.status, {
      ...passedOn(answered.headers),
      ...(answered.body.length > 0 ? { 'content-length': answered.body.length } : {}),
    })
    response.end(answered.body)
  }

  const inside = createTlsServer({ ...tls }, (incoming, response) => {
    answer(incoming, response).catch((error: Error) => {
      troubles.push(error.message)
      response.destroy()
    })
  })
  const server = createServer((_, response) => response.writeHead(501).end())
  server.on('connect', ({ url }: IncomingMessage, socket: Duplex) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    if (!serviceAt(url)) {
      troubles.push(`${url} is no service that this run knows`)
      socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
      return
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    inside.emit('connection', socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    troubles,
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function passedOn<T>(headers: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.includes(name)))
}
