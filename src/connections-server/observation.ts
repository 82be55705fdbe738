import type { FailureKind } from '../network/index.ts'
import type { ServerAddress } from './address.ts'
import type { CertificateFacts, TrustPath } from './certificate-facts.ts'

/** What was seen of the Connections server, as plain values: nothing is judged yet. */
export type ServerObservation = UnreachableServer | ConnectedServer

export interface UnreachableServer {
  readonly kind: 'unreachable'
  readonly address: ServerAddress
  readonly failure: ConnectionFailure
  /** "host:port" of the proxy that was to be used. */
  readonly proxy: string | undefined
}

export interface ConnectedServer {
  readonly kind: 'connected'
  readonly address: ServerAddress
  readonly tls: TlsObservation
  /** "host:port" of the proxy that was used, which may have shown a certificate of its own. */
  readonly proxy: string | undefined
  readonly live: LiveAnswer
}

/** Why there is no TLS connection. */
export interface ConnectionFailure {
  readonly kind: FailureKind | 'proxy' | 'http version' | 'client certificate'
  /** Code of the error, or the status with which the proxy answered. */
  readonly detail: string
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
