import { type Dispatcher, ProxyAgent, fetch as send } from 'undici'
import { credentialsOf, type ProxyEnvironment, proxyFor } from './proxy.ts'

/** Seconds after which a request without a complete answer is given up. */
export const REQUEST_TIMEOUT = 30

/** Bytes of an answer's body, unpacked. Whatever a service packs small would else fill the runner's memory. */
const LARGEST_ANSWER = 5_000_000

export interface RequestOptions extends RequestInit {
  /** Bytes of the answer's body at the most, where it may be larger than others. */
  readonly largestAnswer?: number
}

/** What the clients of the services send with; the answer's body has been received completely. */
export type Fetch = (url: string, options?: RequestOptions) => Promise<Response>

/** An answer is larger than what a service has to say; the rest of it was not read. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError'
  readonly reason: string
  readonly cure = 'Check that the address is right and that no proxy answers in the place of the service.'

  constructor(request: string, limit: number) {
    const reason = `the answer is larger than ${limit / 1_000_000} MB`
    super(`${request}: ${reason}.`)
    this.reason = reason
  }
}

const dispatchers = new Map<string, Dispatcher | undefined>()

/**
 * The one way out: every request goes through the proxy of the environment for its host, and has to be answered in time. The
 * body is received here, so that a connection that breaks in the middle of it is an error of the request like any other.
 * @param environment with the proxies; without it requests go out directly
 * @throws TypeError when there is no answer, DOMException "TimeoutError" when it takes too long, AnswerTooLargeError, the reason
 * of the given signal
 */
export async function fetchWhole(
  url: string,
  { largestAnswer = LARGEST_ANSWER, ...options }: RequestOptions = {},
  environment: ProxyEnvironment = {},
): Promise<Response> {
  const dispatcher = dispatcherFor(url, environment)
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT * 1000)
  const answer = await send(url, {
    ...(options as object),
    ...(dispatcher ? { dispatcher } : {}),
    signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
  })
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of answer.body ?? []) {
    pieces.push(piece)
    length += piece.length
    if (length <= largestAnswer) continue
    const { origin, pathname } = new URL(url)
    throw new AnswerTooLargeError(`${options.method ?? 'GET'} ${origin}${pathname}`, largestAnswer)
  }
  const { status, statusText, headers } = answer
  const body = length > 0 ? Buffer.concat(pieces) : null
  const whole = new Response(body, { status, statusText, headers: [...headers] })
  // Tells a redirect, as an answer of fetch does.
  return Object.defineProperty(whole, 'url', { value: answer.url })
}

/** Ends every connection, so that the process does not outlive its report: a proxy may hold a tunnel open for minutes. */
export async function closeConnections(): Promise<void> {
  const all = [...dispatchers.values()]
  dispatchers.clear()
  await Promise.all(all.map((dispatcher) => dispatcher?.destroy()))
}

/** One connection pool for each origin; undefined where the request goes out directly. */
function dispatcherFor(url: string, environment: ProxyEnvironment): Dispatcher | undefined {
  const { origin } = new URL(url)
  if (!dispatchers.has(origin)) dispatchers.set(origin, agentOf(proxyFor(origin, environment)))
  return dispatchers.get(origin)
}

/** The agent would take user name and password out of the address still percent-encoded. */
function agentOf(proxy: URL | undefined): Dispatcher | undefined {
  if (!proxy) return undefined
  const token = credentialsOf(proxy)
  return new ProxyAgent({ uri: proxy.origin, pipelining: 0, ...(token ? { token } : {}) })
}
