import { type Finding, finding } from '../findings.ts'
import type { TlsObservation } from './observation.ts'

/**
 * Bits below which iOS and iPadOS refuse a key.
 * @see https://support.apple.com/en-us/103769
 * @see https://developer.apple.com/documentation/security/preventing-insecure-network-connections
 */
const SHORTEST_KEYS: Readonly<Record<string, number>> = { rsa: 2048, 'rsa-pss': 2048, ec: 256 }

/** @see https://www.rfc-editor.org/rfc/rfc8017#appendix-A.2.4 */
const WEAK_SIGNATURES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'MD2',
  '1.2.840.113549.1.1.4': 'MD5',
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.2.840.10040.4.3': 'SHA-1',
  '1.2.840.10045.4.1': 'SHA-1',
}

/** What is older than phones accept: the version of TLS, short keys, hashes that can be forged. */
export function strengthFindings(where: string, tls: TlsObservation): Finding[] {
  return [...protocolFindings(where, tls), ...keyFindings(where, tls), ...signatureFindings(where, tls)]
}

function protocolFindings(where: string, { protocol }: TlsObservation): Finding[] {
  if (/^TLSv1\.[2-9]$/.test(protocol)) return []
  return [
    finding('MSSO048', {
      where,
      what: `The newest version that the server agrees to is ${protocol}. Apps on iOS connect from TLS 1.2 up, and so do current ones on Android; an old desktop browser may do with less.`,
      cure: 'Switch TLS 1.2 and 1.3 on where TLS ends: in the SSL settings of the web server, or on the proxy before it.',
      wanted: 'TLSv1.2',
      found: protocol,
    }),
  ]
}

function keyFindings(where: string, { chain, path }: TlsObservation): Finding[] {
  return path.flatMap((position) => {
    const { subject, key } = chain[position]!
    const shortest = SHORTEST_KEYS[key.type]
    if (shortest === undefined || key.bits === undefined || key.bits >= shortest) return []
    return [
      finding('MSSO049', {
        where,
        what: `The ${key.type.toUpperCase()} key of the certificate "${subject}" has ${key.bits} bits. iOS refuses it below ${shortest}; an old desktop browser may not.`,
        cure: `Have a certificate issued for a new key: RSA with 2048 bits or more, or ECDSA with 256.`,
        wanted: String(shortest),
        found: String(key.bits),
      }),
    ]
  })
}

/** A certificate that vouches for itself is not believed because of its signature, so that one does not matter. */
function signatureFindings(where: string, { chain, path }: TlsObservation): Finding[] {
  return path.flatMap((position) => {
    const { subject, signatureAlgorithm, isSelfSigned } = chain[position]!
    const hash = WEAK_SIGNATURES[signatureAlgorithm]
    if (!hash || isSelfSigned) return []
    return [
      finding('MSSO050', {
        where,
        what: `The certificate "${subject}" is signed with ${hash}. iOS and Android refuse it; a browser on a computer of the company may be told not to.`,
        cure: 'Have the authority issue a new certificate, signed with SHA-256.',
        wanted: 'SHA-256',
        found: hash,
      }),
    ]
  })
}
