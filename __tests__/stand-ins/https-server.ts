import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type Answer, send, sendFault } from './answer.ts'
import type { Authority } from './certificates/index.ts'
import { type Fault, isLate } from './faults.ts'
import { refuseConnections } from './wire.ts'

export type { Answer } from './answer.ts'

export interface RecordedRequest {
  readonly method: string
  /** Path and query as they came. */
  readonly path: string
  /** The name that the client thinks it speaks to. */
  readonly host: string
  readonly headers: IncomingHttpHeaders
  /** Form fields by name, the JSON value, or the text as it came; undefined without a body. */
  readonly body: unknown
  status: number | undefined
  /** The whole answer has gone out. */
  isAnswered: boolean
}

/** A recorded request with what a handler needs to look at besides. */
export interface ReceivedRequest extends RecordedRequest {
  readonly url: URL
  readonly text: string
}

export type BeforeHandler = (request: RecordedRequest) => Promise<Fault | undefined> | Fault | undefined

/** Listens on loopback with a certificate for localhost, 127.0.0.1 and the hosts. */
export async function listen(authority: Authority, hosts: readonly string[] = []): Promise<Server> {
  const { key, chain } = await authority.issue({ hosts: ['localhost', '127.0.0.1', ...hosts] })
  return listenWith({ key, cert: chain.join('') })
}

/** Listens on loopback with any certificate, good or bad. */
export async function listenWith(options: ServerOptions): Promise<Server> {
  const server = createServer(options)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

/** What every HTTPS stand-in has: it records requests, can be told to fail, and answers the rest itself. */
export abstract class HttpsStandIn {
  readonly url: string
  readonly port: number
  readonly requests: RecordedRequest[] = []
  /** What a correct client never does. */
  readonly violations: string[] = []
  readonly #server: Server
  readonly #before = new Set<BeforeHandler>()

  protected constructor(server: Server) {
    this.#server = server
    this.port = (server.address() as AddressInfo).port
    this.url = `https://localhost:${this.port}`
    server.on('request', (request, response) => void this.#receive(request, response))
  }

  protected abstract answer(request: ReceivedRequest): Promise<Answer> | Answer

  /** Calls the handler before each request is executed: to change state in between, or to answer with a fault. */
  before(handler: BeforeHandler): () => void {
    this.#before.add(handler)
    return () => this.#before.delete(handler)
  }

  /** The next requests get the fault. */
  next(count: number, fault: Fault): void {
    let left = count
    const remove = this.before(() => {
      left--
      if (left === 0) remove()
      return fault
    })
  }

  /** Refuses connections. @returns listens again */
  refuse(): () => Promise<void> {
    return refuseConnections(this.#server)
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const request = await this.#record(incoming)
      response.once('finish', () => {
        request.isAnswered = true
      })
      const fault = await this.#fault(request)
      if (fault && !isLate(fault)) return sendFault(response, fault, request)
      const answer = await this.answer(request)
      request.status = answer.status
      send(response, answer, fault)
    } catch (error) {
      // A client that went away in the middle of its request is no fault of anybody's.
      if (incoming.complete) this.violations.push(`stand-in: ${error instanceof Error ? error.stack : error}`)
      response.destroy()
    }
  }

  async #record(incoming: IncomingMessage): Promise<ReceivedRequest> {
    const pieces: Buffer[] = []
    for await (const piece of incoming) pieces.push(piece as Buffer)
    const text = Buffer.concat(pieces).toString()
    const request: ReceivedRequest = {
      method: incoming.method!,
      path: incoming.url!,
      host: incoming.headers.host ?? '',
      headers: incoming.headers,
      body: decode(incoming.headers['content-type'] ?? '', text),
      status: undefined,
      isAnswered: false,
      url: new URL(`https://${incoming.headers.host ?? 'localhost'}${incoming.url}`),
      text,
    }
    this.requests.push(request)
    return request
  }

  async #fault(request: RecordedRequest): Promise<Fault | undefined> {
    for (const handler of this.#before) {
      const fault = await handler(request)
      if (fault) return fault
    }
    return undefined
  }
}

function decode(contentType: string, text: string): unknown {
  if (text === '') return undefined
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType))
    return Object.fromEntries(new URLSearchParams(text))
  try {
    return /^application\/json\b/i.test(contentType) ? JSON.parse(text) : text
  } catch {
    return text
  }
}
