import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { agentFor, type Connecting, clientFor } from './agents.ts'
import type { ProxyEnvironment } from './environment.ts'

/** Seconds after which a request without a complete answer is given up. */
export const REQUEST_TIMEOUT = 30

/** Seconds for the connection alone: a firewall that drops packets is found out sooner. */
const CONNECTION_TIMEOUT = 10

/** Bytes of an answer's body, unpacked. Whatever a service packs small would else fill the runner's memory. */
const MAX_ANSWER = 5_000_000

const MAX_REDIRECTS = 20

export interface RequestOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** "manual": a redirect is an answer like any other. */
  readonly redirect?: 'follow' | 'manual'
  readonly signal?: AbortSignal
  /** Bytes of the answer's body at the most, where it may be larger than others. */
  readonly largestAnswer?: number
}

/** An answer, received completely: the part of a `Response` that the clients use. Node.js takes as long to load its own as to start. */
export interface Answer {
  readonly status: number
  /** The status is 2xx. */
  readonly ok: boolean
  /** Where it came from in the end. */
  readonly url: string
  readonly headers: Pick<Headers, 'get'> & Iterable<[name: string, value: string]>
  text(): Promise<string>
  json(): Promise<unknown>
  arrayBuffer(): Promise<ArrayBuffer>
  clone(): Answer
}

/** What the clients of the services send with. */
export type Fetch = (url: string, options?: RequestOptions) => Promise<Answer>

/** An answer is larger than what a service has to say; the rest of it was not read. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError'
  readonly reason: string
  readonly cure = 'Check that the address is right and that no proxy answers instead of the service.'

  constructor(request: string, limit: number) {
    const reason = `the answer is larger than ${limit / 1_000_000} MB`
    super(`${request}: ${reason}.`)
    this.reason = reason
  }
}

/**
 * The one way out, over Node's own client: every request goes through the proxy of the environment for its host, and has to be
 * answered in time. The body is received here, so that a connection that breaks in the middle of it is an error of the request
 * like any other. Redirects are followed as browsers do, but what a request carries goes to no other origin.
 * @param environment with the proxies; without it requests go out directly
 * @throws the error of Node.js or a ProxyError when there is no answer, DOMException "TimeoutError" when it takes too long,
 * AnswerTooLargeError, the reason of the given signal
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export async function fetchWhole(
  url: string,
  options: RequestOptions = {},
  environment: ProxyEnvironment = {},
): Promise<Answer> {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT * 1000)
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout
  try {
    let request: Request = { ...options, url: new URL(url), signal }
    for (let redirects = 0; ; redirects++) {
      const answer = await exchange(request, environment)
      const next = options.redirect === 'manual' ? undefined : redirected(request, answer)
      if (!next) return answer
      if (redirects === MAX_REDIRECTS) throw new Error(`redirected more than ${MAX_REDIRECTS} times`)
      request = next
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  }
}

interface Request extends RequestOptions {
  readonly url: URL
  readonly signal: AbortSignal
}

/**
 * The request that a redirect asks for, as browsers understand it. To another origin goes neither a credential nor a body, and nothing
 * goes from https to http.
 * @returns undefined for any other answer, and for a redirect that is not followed
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export function redirected(
  request: Request,
  { status, headers }: Pick<Answer, 'status' | 'headers'>,
): Request | undefined {
  const location = headers.get('location')
  const url = location && URL.parse(location, request.url.href)
  if (!url || ![301, 302, 303, 307, 308].includes(status)) return undefined
  const { method = 'GET', body, headers: sent = {}, ...others } = request
  const becomesGet = status < 303 ? method === 'POST' : status === 303
  const next = becomesGet ? { ...others, headers: sent } : request
  if (url.origin === request.url.origin) return { ...next, url }
  const isAsSafe = url.protocol === 'https:' || (url.protocol === 'http:' && request.url.protocol === 'http:')
  if (!isAsSafe || !(becomesGet || method === 'GET')) return undefined
  const carried = Object.entries(sent).filter(([name]) => !/^(?:authorization|cookie)$/i.test(name))
  return { ...next, url, headers: Object.fromEntries(carried) }
}

async function exchange(request: Request, environment: ProxyEnvironment): Promise<Answer> {
  const { url, method = 'GET', signal, largestAnswer = MAX_ANSWER } = request
  signal.throwIfAborted()
  const incoming = await send(request, environment)
  const body = await wholeBody(incoming, `${method} ${url.origin}${url.pathname}`, largestAnswer)
  return answerOf(incoming, url, body)
}

/** The body of an answer, unpacked. @param limit in bytes @throws AnswerTooLargeError, the error of Node.js */
export async function wholeBody(incoming: IncomingMessage, request: string, limit: number): Promise<Buffer> {
  const stream = await unpacked(incoming)
  const pieces: Buffer[] = []
  let length = 0
  try {
    for await (const piece of stream) {
      pieces.push(piece)
      length += piece.length
      if (length > limit) throw new AnswerTooLargeError(request, limit)
    }
  } catch (error) {
    // Where there is no body nothing was packed, whatever the headers say: it ends too soon, before its first byte.
    const isEmpty = stream.bytesWritten === 0 && (error as NodeJS.ErrnoException).code === 'Z_BUF_ERROR'
    if (!isEmpty) throw error
  }
  return Buffer.concat(pieces)
}

const DEFAULT_HEADERS = { 'user-agent': 'mobile-sso-config', accept: '*/*', 'accept-encoding': 'gzip, br' }

/** The answer as soon as its head is there. */
async function send(request: Request, environment: ProxyEnvironment): Promise<IncomingMessage> {
  const { url, method = 'GET', headers, body, signal } = request
  const agent = await agentFor(url, environment)
  const client = await clientFor(url.protocol)
  const connecting: Connecting = { while: signal }
  // Node.js leaves the length out where a method usually has no body.
  const length = body && { 'content-length': Buffer.byteLength(body) }
  const outgoing = client.request(url, {
    ...connecting,
    method,
    headers: { ...DEFAULT_HEADERS, ...headers, ...length },
    // No user name and password of an address.
    auth: null,
    agent,
    signal,
    timeout: CONNECTION_TIMEOUT * 1000,
  })
  outgoing.on('timeout', () => {
    const code = 'ETIMEDOUT'
    if (outgoing.socket?.connecting) outgoing.destroy(Object.assign(new Error(`connect ${code}`), { code }))
  })
  return new Promise((resolve, reject) => {
    outgoing.on('response', resolve).on('error', reject)
    // Without a listener Node.js closes the connection and says nothing.
    outgoing.on('upgrade', ({ statusCode }, socket) => {
      socket.destroy()
      reject(new Error(`answered with ${statusCode}, which nobody has asked for`))
    })
    outgoing.end(body)
  })
}

/** The body as it was before it was packed, and how much of it was. Some proxies pack what nobody has asked them to pack. */
async function unpacked(incoming: IncomingMessage): Promise<Readable & { readonly bytesWritten?: number }> {
  const encoding = incoming.headers['content-encoding']?.trim().toLowerCase() ?? ''
  const packed = /^(?:x-)?(gzip|br|deflate)$/.exec(encoding)?.[1] as 'gzip' | 'br' | 'deflate' | undefined
  if (!packed) return incoming
  const zlib = await import('node:zlib')
  const { pipeline } = await import('node:stream')
  const unpack = { gzip: zlib.createGunzip, br: zlib.createBrotliDecompress, deflate: zlib.createInflate }
  // Whoever reads from the end of it gets the errors.
  return pipeline(incoming, unpack[packed](), () => {})
}

function answerOf({ statusCode = 0, headers: received }: IncomingMessage, url: URL, body: Buffer): Answer {
  const headers = new Map(Object.entries(received).map(([name, value]) => [name, String(value)]))
  const answer: Answer = {
    status: statusCode,
    ok: statusCode >= 200 && statusCode < 300,
    url: url.href,
    headers: {
      get: (name) => headers.get(name.toLowerCase()) ?? null,
      [Symbol.iterator]: () => headers.entries(),
    },
    text: async () => new TextDecoder().decode(body),
    json: async () => JSON.parse(await answer.text()),
    arrayBuffer: async () => new Uint8Array(body).buffer,
    clone: () => answer,
  }
  return answer
}
