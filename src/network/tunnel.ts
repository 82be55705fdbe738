import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { isIP, type Socket } from 'node:net'
import { credentialsOf } from './proxy.ts'

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

/** Any 2xx opens the tunnel. */
const isSuccess = ({ statusCode = 0 }: IncomingMessage) => statusCode >= 200 && statusCode < 300

/**
 * A connection to a server through a proxy.
 * @param proxy with user name and password where it wants them
 * @param server "host:port", with brackets around an IPv6 address
 * @throws ProxyError, and the signal's error
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-connect
 */
export async function openTunnel(proxy: URL, server: string, signal: AbortSignal): Promise<Socket> {
  const isSecure = proxy.protocol === 'https:'
  const { request } = await (isSecure ? import('node:https') : import('node:http'))
  const host = proxy.hostname.replace(/^\[(.*)\]$/, '$1')
  const credentials = credentialsOf(proxy)
  const outgoing = request({
    host,
    // Else the name in the Host header, the server's, would be looked for in the certificate of the proxy.
    servername: isIP(host) ? '' : host,
    port: proxy.port || (isSecure ? 443 : 80),
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
    const [answer, socket, head] = (await once(outgoing, 'connect', { signal })) as [
      IncomingMessage,
      Socket,
      Buffer,
    ]
    if (!isSuccess(answer)) {
      socket.destroy()
      throw new ProxyError(answer.statusCode)
    }
    if (head.length > 0) socket.unshift(head)
    return socket
  } catch (error) {
    outgoing.destroy()
    throw error instanceof ProxyError || signal.aborted ? error : new ProxyError(undefined, error)
  }
}
