import { constants, type X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { isIP, type Socket } from 'node:net'
import { addAbortSignal } from 'node:stream'
import { connect, type TLSSocket } from 'node:tls'
import {
  AnswerTooLargeError,
  failureKind,
  openTunnel,
  type ProxyEnvironment,
  proxyFor,
  REQUEST_TIMEOUT,
  wholeBody,
} from '../network/index.ts'
import { certificateFacts, trustOf } from './certificate-facts.ts'
import { connectionFailure } from './connection-failure.ts'
import {
  type LiveAnswer,
  type ServerAddress,
  type ServerObservation,
  serverAddress,
  type TlsObservation,
} from './observation.ts'

interface ServerToObserve {
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
 * Looks at a server as a phone would, over one connection: its certificate and TLS, then what it tells everybody.
 * Goes through the proxy that `https_proxy`, `HTTPS_PROXY` and `no_proxy` name. What fails is part of what comes back.
 * @param asked which of its addresses
 * @throws TypeError when the URL is not valid
 */
export async function observeServer(
  { url, roots, environment, timeoutSeconds = REQUEST_TIMEOUT }: ServerToObserve,
  asked: 'securityConfigurationUrl' | 'openidConfigurationUrl' = 'securityConfigurationUrl',
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
    const live = await askAnonymously(socket, address[asked], timeoutSeconds)
    return { kind: 'connected', address, tls, proxy: proxy?.host, live }
  } catch (error) {
    return { kind: 'unreachable', address, failure: connectionFailure(error, haveKeys), proxy: proxy?.host }
  } finally {
    for (const socket of opened) socket.destroy()
  }
}

/** The answer to what the desktop plug-ins ask, over a connection of its own. @throws TypeError when the URL is not valid */
export async function askForPlugIns(server: ServerToObserve): Promise<LiveAnswer> {
  const observation = await observeServer(server, 'openidConfigurationUrl')
  return observation.kind === 'connected'
    ? observation.live
    : { kind: 'none', reason: 'broken', detail: observation.failure.detail }
}

/**
 * OpenSSL leaves out weak keys, hashes and versions by itself, and then there is nothing to look at: here it must not.
 * Naming no suite of TLS 1.3 would switch that version off.
 * @see https://docs.openssl.org/3.0/man3/SSL_CTX_set_security_level/
 */
const CIPHERS =
  'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:DEFAULT@SECLEVEL=0'

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

/** Certificates that are looked at; real servers send two to four. */
const MAX_CHAIN = 10

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

/** Bytes of an answer that are read, once it is unpacked; the settings are some hundred. */
const MAX_BODY = 1_000_000

/** Refusals whose page may say that a client certificate is missed. */
const REASONED: readonly number[] = [400, 401, 403]

/** Asks as one who has not signed in: no cookie, no token, no redirect followed. Never throws; the connection cannot be used again. */
async function askAnonymously(socket: TLSSocket, url: string, timeoutSeconds: number): Promise<LiveAnswer> {
  const signal = AbortSignal.timeout(timeoutSeconds * 1000)
  try {
    const answer = await send(socket, url, signal)
    const { statusCode: status = 0, headers } = answer
    const read = async () => (await wholeBody(addAbortSignal(signal, answer), url, MAX_BODY)).toString()
    // Any other status says enough, and what is wrong with the page that comes along would hide it.
    const page = REASONED.includes(status) ? await read().catch(() => '') : ''
    const body = status === 200 ? await read() : page
    const contentType = headers['content-type'] ?? ''
    return { kind: 'answer', status, location: headers.location, contentType, body }
  } catch (error) {
    if (signal.aborted) return { kind: 'none', reason: 'timeout', detail: '' }
    if (error instanceof AnswerTooLargeError) return { kind: 'none', reason: 'too large', detail: '' }
    return { kind: 'none', reason: 'broken', detail: failureKind(error).code }
  }
}

async function send(socket: TLSSocket, url: string, signal: AbortSignal): Promise<IncomingMessage> {
  const outgoing = request(url, {
    createConnection: () => socket,
    headers: {
      // Node.js takes the port of a connection that it did not open for 80.
      host: new URL(url).host,
      accept: 'application/json',
      'accept-encoding': 'identity',
      // Web application firewalls refuse those who do not say what they are.
      'user-agent': 'mobile-sso-config',
    },
  })
  // What fails once nobody waits any more is no news.
  outgoing.on('error', () => {})
  outgoing.end()
  const [answer] = (await once(outgoing, 'response', { signal })) as [IncomingMessage]
  return answer
}
