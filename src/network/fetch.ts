import { HttpClient } from '@actions/http-client'
import { type Dispatcher, fetch as send } from 'undici'

/** Seconds after which a request without a complete answer is given up. */
export const REQUEST_TIMEOUT = 30

/** What the clients of the services send with; the answer's body has been received completely. */
export type Fetch = (url: string, options?: RequestInit) => Promise<Response>

const dispatchers = new Map<string, Dispatcher | undefined>()

/**
 * The one way out: every request goes through the proxy that `https_proxy`, `HTTPS_PROXY` and `no_proxy` name for its host,
 * and has to be answered in time. The body is received here, so that a connection that breaks in the middle of it is an
 * error of the request like any other.
 * @throws TypeError when there is no answer, DOMException "TimeoutError" when it takes too long, the reason of the given signal
 * @see https://github.com/actions/toolkit/tree/main/packages/http-client
 */
export async function fetchWhole(url: string, options: RequestInit = {}): Promise<Response> {
  const dispatcher = proxyFor(url)
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT * 1000)
  const answer = await send(url, {
    ...(options as object),
    ...(dispatcher ? { dispatcher } : {}),
    signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
  })
  const body = await answer.arrayBuffer()
  const { status, statusText, headers } = answer
  const whole = new Response(body.byteLength > 0 ? body : null, { status, statusText, headers: [...headers] })
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
function proxyFor(url: string): Dispatcher | undefined {
  const { origin } = new URL(url)
  if (!dispatchers.has(origin)) dispatchers.set(origin, new HttpClient().getAgentDispatcher(origin))
  return dispatchers.get(origin)
}
