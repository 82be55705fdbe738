import type { CertificateFacts } from '../../src/connections-server/certificate-facts.ts'
import {
  type ConnectedServer,
  type LiveAnswer,
  serverAddress,
  type TlsObservation,
  type UnreachableServer,
} from '../../src/connections-server/observation.ts'

export const ADDRESS = serverAddress('https://connections.example.com')
export const SHA256 = '1.2.840.113549.1.1.11'

/** The server's own certificate, with nothing wrong. */
export const OWN: CertificateFacts = {
  subject: 'CN=connections.example.com',
  issuer: 'C=US, O=Example Trust, CN=Example Issuing CA',
  validFrom: new Date('2026-01-01T00:00:00Z'),
  validTo: new Date('2026-12-31T00:00:00Z'),
  subjectAltName: 'DNS:connections.example.com, DNS:*.example.org',
  key: { type: 'rsa', bits: 2048 },
  signatureAlgorithm: SHA256,
  caIssuers: ['http://ca.example/issuing.cer'],
  isSelfSigned: false,
  isLogged: true,
}

export const INTERMEDIATE: CertificateFacts = {
  ...OWN,
  subject: OWN.issuer,
  issuer: 'C=US, O=Example Trust, CN=Example Root',
  validFrom: new Date('2020-01-01T00:00:00Z'),
  validTo: new Date('2030-12-31T00:00:00Z'),
  subjectAltName: '',
  caIssuers: ['http://ca.example/root.cer'],
  isLogged: false,
}

export function connected(
  tls: Partial<TlsObservation> = {},
  live: Partial<LiveAnswer> = {},
): ConnectedServer {
  return {
    kind: 'connected',
    address: ADDRESS,
    tls: {
      protocol: 'TLSv1.3',
      authorizationError: undefined,
      chain: [OWN, INTERMEDIATE],
      path: [0, 1],
      trust: 'trusted',
      ...tls,
    },
    proxy: undefined,
    live: {
      kind: 'answer',
      status: 200,
      location: undefined,
      contentType: 'application/json',
      body: '{}',
      ...live,
    } as LiveAnswer,
  }
}

export function unreachable(
  kind: UnreachableServer['failure']['kind'],
  detail: string,
  proxy?: string,
): UnreachableServer {
  return { kind: 'unreachable', address: ADDRESS, failure: { kind, detail }, proxy }
}
