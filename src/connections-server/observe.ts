import { constants, type X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { isIP, type Socket } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import {
  failureKind,
  openTunnel,
  type ProxyEnvironment,
  ProxyError,
  proxyFor,
  REQUEST_TIMEOUT,
} from '../network/index.ts'
import { type ServerAddress, serverAddress } from './address.ts'
import { wantsCertificateInHandshake } from './answer.ts'
import { certificateFacts, trustOf } from './certificate-facts.ts'
import { askAnonymously } from './live-answer.ts'
import type { ConnectionFailure, LiveAnswer, ServerObservation, TlsObservation } from './observation.ts'

/** Certificates that are looked at; real servers send two to four. */
const MAX_CHAIN = 10

export interface ServerToObserve {
  /** The input `connections-url`: https, with the path below which Connections lives where it has one. */
  readonly url: string
  /** PEM of every authority that phones trust. Neither the runner's store nor NODE_EXTRA_CA_CERTS: phones have neither. */
  readonly roots: readonly string[]
  /** With the proxies. */
  readonly environment: ProxyEnvironment
  /** For connecting, and again for the answer. */
  readonly timeoutSeconds?: number
}

/**
 * OpenSSL leaves out weak keys, hashes and versions by itself, and then there is nothing to look at: here it must not.
 * Naming no suite of TLS 1.3 would switch that version off.
 * @see https://docs.openssl.org/3.0/man3/SSL_CTX_set_security_level/
 */
const CIPHERS =
  'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:DEFAULT@SECLEVEL=0'

/**
 * Looks at a server as a phone would, over one connection: its certificate and TLS, then the settings that it tells everybody.
 * Goes through the proxy that `https_proxy`, `HTTPS_PROXY` and `no_proxy` name. What fails is part of what comes back.
 * @throws TypeError when the URL is not valid
 */
export function observeServer(server: ServerToObserve): Promise<ServerObservation> {
  return observe(server, ({ securityConfigurationUrl }) => securityConfigurationUrl)
}

/**
 * The answer to what the desktop plug-ins ask, over a connection of its own.
 * @throws TypeError when the URL is not valid
 */
export async function askForPlugIns(server: ServerToObserve): Promise<LiveAnswer> {
  const observation = await observe(server, ({ openidConfigurationUrl }) => openidConfigurationUrl)
  return observation.kind === 'connected'
    ? observation.live
    : { kind: 'none', reason: 'broken', detail: observation.failure.detail }
}

async function observe(
  { url, roots, environment, timeoutSeconds = REQUEST_TIMEOUT }: ServerToObserve,
  askedOf: (address: ServerAddress) => string,
): Promise<ServerObservation> {
  const address = serverAddress(url)
  const proxy = proxyFor(url, environment)
  const signal = AbortSignal.timeout(timeoutSeconds * 1000)
  const opened: Socket[] = []
  let haveKeys = false
  try {
    const tunnel = proxy && (await openTunnel(proxy, address.server, signal))
    if (tunnel) opened.push(tunnel)
    const socket = shakeHands(address, tunnel, roots)
    opened.push(socket)
    socket.once('keylog', () => {
      haveKeys = true
    })
    await once(socket, 'secureConnect', { signal })
    const tls = observeTls(socket, roots)
    // Also where the certificate is bad: nothing secret is sent, and whoever mends the certificate wants to know the rest too.
    const live = await askAnonymously(socket, askedOf(address), timeoutSeconds)
    return { kind: 'connected', address, tls, proxy: proxy?.host, live }
  } catch (error) {
    return { kind: 'unreachable', address, failure: connectionFailure(error, haveKeys), proxy: proxy?.host }
  } finally {
    for (const socket of opened) socket.destroy()
  }
}

/** @param haveKeys the handshake went as far as the keys */
function connectionFailure(error: unknown, haveKeys: boolean): ConnectionFailure {
  const { kind, code: detail } = failureKind(error)
  if (error instanceof ProxyError) return { kind: 'proxy', detail: String(error.status ?? detail) }
  if (error instanceof Error && error.name === 'AbortError') return { kind: 'timeout', detail: '' }
  if (wantsCertificateInHandshake(detail, haveKeys)) return { kind: 'client certificate', detail }
  return { kind: detail.includes('NO_APPLICATION_PROTOCOL') ? 'http version' : kind, detail }
}

function shakeHands({ host, port }: ServerAddress, tunnel: Socket | undefined, roots: readonly string[]) {
  const socket = connect({
    ...(tunnel ? { socket: tunnel } : { host, port }),
    // An IP address must not be sent as a name: RFC 6066, section 3.
    ...(isIP(host) ? {} : { servername: host }),
    ca: [...roots],
    // Bad certificates are what is looked for. Nothing that is received here is believed, nor is anything secret sent.
    rejectUnauthorized: false,
    // The name is compared later, so that it does not hide what else is wrong.
    checkServerIdentity: () => undefined,
    minVersion: 'TLSv1',
    ciphers: CIPHERS,
    // OpenSSL leaves servers alone that do not know RFC 5746; the TLS of phones does not.
    secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
    ALPNProtocols: ['http/1.1'],
  })
  // What fails once nobody waits any more is no news.
  socket.on('error', () => {})
  return socket
}

function observeTls(socket: TLSSocket, roots: readonly string[]): TlsObservation {
  const chain = sentChain(socket)
  const [own, ...others] = chain
  return {
    protocol: socket.getProtocol() ?? '',
    authorizationError: socket.authorizationError ? String(socket.authorizationError) : undefined,
    chain: [certificateFacts(own), ...others.map(certificateFacts)],
    ...trustOf(chain, roots),
  }
}

/**
 * The certificates that came over the wire. `getPeerCertificate(true)` adds what it finds among the roots, which hides that
 * one is missing; this one does not, but takes the list out of the connection: it can be read once.
 * @see https://nodejs.org/api/tls.html#tlssocketgetpeerx509certificate
 */
function sentChain(socket: TLSSocket): [X509Certificate, ...X509Certificate[]] {
  const own = socket.getPeerX509Certificate()
  if (!own) throw new Error('the server sent no certificate')
  const chain: [X509Certificate, ...X509Certificate[]] = [own]
  for (let next = own.issuerCertificate; next && chain.length < MAX_CHAIN; next = next.issuerCertificate)
    chain.push(next)
  return chain
}
