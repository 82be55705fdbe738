import type { Agent, ClientRequestArgs } from 'node:http'
import { type ProxyEnvironment, proxyFor } from './proxy.ts'
import { openTunnel } from './tunnel.ts'

/** Seconds after which a connection that nobody uses is closed; services keep one for longer. */
const KEPT = 4

const agents = new Map<string, Agent>()

/** What a request says to its agent. */
export interface Connecting {
  /** Ends the connection while it is still being made through a proxy. */
  readonly while: AbortSignal
}

/** Keeps the connections to the hosts that are reached directly, or through one proxy. */
export async function agentFor(url: URL, environment: ProxyEnvironment): Promise<Agent> {
  const { Agent } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'))
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
