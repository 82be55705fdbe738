import { X509Certificate } from 'node:crypto'

/** What a certificate says. */
export type CertificateFacts = Readonly<ReturnType<typeof certificateFacts>>

/** DER of 1.3.6.1.4.1.11129.2.4.2, the extension that holds the timestamps; Node.js does not show extensions. */
const TIMESTAMPS = Buffer.from('060a2b06010401d679020402', 'hex')

/** @see https://nodejs.org/api/crypto.html#class-x509certificate */
export function certificateFacts(certificate: X509Certificate) {
  const inOneLine = (distinguishedName = '') => distinguishedName.replaceAll('\n', ', ')
  const offers = certificate.infoAccess?.matchAll(/^CA Issuers - URI:(\S+)$/gm) ?? []
  return {
    /** Distinguished name in one line: "C=US, O=Example, CN=Example Issuing CA". */
    subject: inOneLine(certificate.subject),
    issuer: inOneLine(certificate.issuer),
    validFrom: new Date(certificate.validFrom),
    validTo: new Date(certificate.validTo),
    /** As Node.js writes it: "DNS:a.example, IP Address:127.0.0.1"; empty without the extension. */
    subjectAltName: certificate.subjectAltName ?? '',
    key: keyOf(certificate),
    /** Object identifier; empty where Node.js does not tell it, as versions before 24.9. */
    signatureAlgorithm: certificate.signatureAlgorithmOid ?? '',
    /** Where the authority offers the certificate that signed this one. */
    caIssuers: Array.from(offers, ([, uri]) => uri!) as readonly string[],
    isSelfSigned: isSelfSigned(certificate),
    /** It holds timestamps of Certificate Transparency logs. Public authorities log what they issue, private ones do not. */
    isLogged: certificate.raw.includes(TIMESTAMPS),
  }
}

/** Bits of the modulus, or of the order of the curve; undefined for keys that have one size only. */
function keyOf(certificate: X509Certificate): { readonly type: string; readonly bits: number | undefined } {
  try {
    const { bits } = certificate.toLegacyObject() as { readonly bits?: number }
    return { type: certificate.publicKey.asymmetricKeyType ?? 'unknown', bits }
  } catch {
    return { type: 'unknown', bits: undefined }
  }
}

/** Whether the names, the extensions and the signature say that one has signed the other. The dates are not looked at. */
function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && isSignedBy(certificate, issuer)
}

/** A server's own certificate has no extension that lets it sign others, so only name and signature count. */
function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer && isSignedBy(certificate, certificate)
}

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey)
  } catch {
    // A key or a signature of a kind that OpenSSL does not know.
    return false
  }
}

/** Who stands behind the server's certificate, whatever the dates, and over which of those that were sent. */
export interface TrustPath {
  /** "unknown root": the server sent a root that is none of the roots; "issuer missing": it did not send who signed the last one. */
  readonly trust: 'trusted' | 'self-signed' | 'unknown root' | 'issuer missing'
  /** Positions in the chain of the certificates that vouch for each other, from the server's own up. */
  readonly path: readonly number[]
}

/**
 * Follows the signatures from the server's own certificate up. OpenSSL does that as well but tells one error only, the last:
 * a certificate that is expired and from an unknown authority is "expired" to it. Authorities are renewed and vouch for each other
 * under the same name and key, so a way that ends nowhere does not mean that there is none, and of two the later one counts.
 * @param chain what the server sent, its own first
 * @param roots PEM
 */
export function trustOf(
  chain: readonly [X509Certificate, ...X509Certificate[]],
  roots: readonly string[],
): TrustPath {
  const anchors = roots.map((root) => new X509Certificate(root))
  const seen = new Set([0])
  const latestFirst = [...chain.keys()].toSorted((a, b) => expiryOf(chain[b]!) - expiryOf(chain[a]!) || a - b)
  const climb = (path: readonly [number, ...number[]]): TrustPath => {
    const last = chain[path.at(-1)!]!
    const isAnchored = (root: X509Certificate) => root.raw.equals(last.raw) || isIssuedBy(last, root)
    if (anchors.some(isAnchored)) return { trust: 'trusted', path }
    if (isSelfSigned(last)) return { trust: path.length === 1 ? 'self-signed' : 'unknown root', path }
    let first: TrustPath | undefined
    for (const next of latestFirst) {
      if (seen.has(next) || !isIssuedBy(last, chain[next]!)) continue
      seen.add(next)
      const found = climb([...path, next])
      if (found.trust === 'trusted') return found
      first ??= found
    }
    return first ?? { trust: 'issuer missing', path }
  }
  return climb([0])
}

/** Zero where the certificate holds no date. */
function expiryOf({ validTo }: X509Certificate): number {
  return Date.parse(validTo) || 0
}
