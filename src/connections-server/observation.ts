import type { FailureKind } from '../network/index.ts'
import type { CertificateFacts, TrustPath } from './certificate-facts.ts'

/** What was seen of the Connections server, as plain values: nothing is judged yet. */
export type ServerObservation = UnreachableServer | ConnectedServer

interface Observed {
  readonly address: ServerAddress
  /** "host:port" of the proxy on the way, which may have shown a certificate of its own. */
  readonly proxy: string | undefined
}

export interface UnreachableServer extends Observed {
  readonly kind: 'unreachable'
  /** Why there is no TLS connection. */
  readonly failure: {
    readonly kind: FailureKind | 'proxy' | 'http version' | 'client certificate'
    /** Code of the error, or the status with which the proxy answered. */
    readonly detail: string
  }
}

export interface ConnectedServer extends Observed {
  readonly kind: 'connected'
  readonly tls: TlsObservation
  readonly live: LiveAnswer
}

export interface TlsObservation extends TrustPath {
  /** Highest version that both sides know: "TLSv1.2". */
  readonly protocol: string
  /** What OpenSSL has against the certificate with those roots, undefined when nothing; the host name is not looked at. */
  readonly authorizationError: string | undefined
  /** Exactly what the server sent, in its order; the first is its own. */
  readonly chain: readonly [CertificateFacts, ...CertificateFacts[]]
}

/** What came back from the address that was asked. */
export type LiveAnswer = HttpAnswer | NoAnswer

export interface HttpAnswer {
  readonly kind: 'answer'
  readonly status: number
  readonly location: string | undefined
  readonly contentType: string
  /** Empty where the status says enough. */
  readonly body: string
}

export interface NoAnswer {
  readonly kind: 'none'
  readonly reason: 'timeout' | 'broken' | 'too large'
  /** Code of the error; may be empty. */
  readonly detail: string
}

/** Where the apps find the Connections server, from `connections-url`. */
export type ServerAddress = Readonly<ReturnType<typeof serverAddress>>

/**
 * @param connectionsUrl an https URL; a path in it is where Connections lives behind the proxy
 * @throws TypeError when it is no URL
 */
export function serverAddress(connectionsUrl: string) {
  const { hostname, host, port, pathname } = new URL(connectionsUrl)
  const base = `https://${host}${pathname.replace(/(?<!\/)\/+$/, '')}`
  return {
    /** Name or IP address, without the brackets of IPv6. */
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port || 443),
    /** "host:port", for people and for proxies. */
    server: `${hostname}:${port || 443}`,
    /** What the apps ask before anybody has signed in; `debug` makes the answer readable. */
    securityConfigurationUrl: `${base}/mobile/homepage/SecurityConfiguration?debug=true`,
    /** What the desktop plug-ins ask, also before anybody has signed in. */
    openidConfigurationUrl: `${base}/.well-known/openid-configuration`,
  }
}
