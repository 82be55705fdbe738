import { once } from 'node:events'
import type { Agent, ClientRequestArgs, IncomingMessage } from 'node:http'
import { isIP, type Socket } from 'node:net'
import { credentialsOf, type ProxyEnvironment, proxyFor } from './environment.ts'

/** Seconds after which a connection that nobody uses is closed; services keep one for longer. */
const KEPT = 4

const agents = new Map<string, Agent>()

/** What a request says to its agent: what ends the connection while it is still being made through a proxy. */
export type Connecting = { readonly while: AbortSignal }

/** Node's client for a protocol, loaded when it is needed. */
export const clientFor = (protocol: string) =>
  protocol === 'https:' ? import('node:https') : import('node:http')

/** Keeps the connections to the hosts that are reached directly, or through one proxy. */
export async function agentFor(url: URL, environment: ProxyEnvironment): Promise<Agent> {
  const { Agent } = await clientFor(url.protocol)
  const proxy = proxyFor(url.href, environment)
  const key = `${url.protocol} ${proxy?.href}`
  const agent = agents.get(key) ?? new Agent({ keepAlive: true, timeout: KEPT * 1000 })
  if (proxy && !agents.has(key)) leadThrough(proxy, agent, url.protocol === 'https:')
  agents.set(key, agent)
  return agent
}

/** Ends every connection, so that the process does not outlive its report: a proxy may hold a tunnel open for minutes. */
export function closeConnections(): void {
  for (const agent of agents.values()) agent.destroy()
  agents.clear()
}

function leadThrough(proxy: URL, agent: Agent, isSecure: boolean): void {
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (options: ClientRequestArgs & Partial<Connecting>, done) => {
    const host = String(options.host)
    const server = `${host.includes(':') ? `[${host}]` : host}:${options.port}`
    openTunnel(proxy, server, options.while!).then(
      (socket) => done?.(null, isSecure ? connect({ ...options, socket } as ClientRequestArgs)! : socket),
      (error) => done?.(error, undefined as never),
    )
    return undefined
  }
}

/** The proxy did not let the connection through. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError'
  /** Of the proxy's answer; undefined when there was none. */
  readonly status: number | undefined

  constructor(status: number | undefined, cause?: unknown) {
    super(`the proxy answered with ${status ?? 'nothing'}`, { cause })
    this.status = status
  }
}

type Connected = [answer: IncomingMessage, socket: Socket, head: Buffer]

/**
 * A connection to a server through a proxy.
 * @param proxy with user name and password where it wants them
 * @param server "host:port", with brackets around an IPv6 address
 * @throws ProxyError, and the signal's error
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-connect
 */
export async function openTunnel(proxy: URL, server: string, signal: AbortSignal): Promise<Socket> {
  const { request } = await clientFor(proxy.protocol)
  const host = proxy.hostname.replace(/^\[(.*)\]$/, '$1')
  const credentials = credentialsOf(proxy)
  const outgoing = request({
    host,
    // Else the name in the Host header, the server's, would be looked for in the certificate of the proxy.
    servername: isIP(host) ? '' : host,
    port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
    method: 'CONNECT',
    path: server,
    headers: { host: server, ...(credentials ? { 'proxy-authorization': credentials } : {}) },
    // One connection that ends here or carries the tunnel; nothing is pooled.
    agent: false,
  })
  // What fails once nobody waits any more is no news.
  outgoing.on('error', () => {})
  outgoing.end()
  try {
    const [{ statusCode = 0 }, socket, head] = (await once(outgoing, 'connect', { signal })) as Connected
    // Any 2xx opens the tunnel.
    if (statusCode < 200 || statusCode > 299) {
      socket.destroy()
      throw new ProxyError(statusCode)
    }
    if (head.length > 0) socket.unshift(head)
    return socket
  } catch (error) {
    outgoing.destroy()
    throw error instanceof ProxyError || signal.aborted ? error : new ProxyError(undefined, error)
  }
}
