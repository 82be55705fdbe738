import type { X509Certificate } from 'node:crypto'
import { signatureAlgorithm } from './signature-algorithm.ts'

/** What a certificate says. */
export interface CertificateFacts {
  /** Distinguished name in one line: "C=US, O=Example, CN=Example Issuing CA". */
  readonly subject: string
  readonly issuer: string
  readonly validFrom: Date
  readonly validTo: Date
  /** As Node.js writes it: "DNS:a.example, IP Address:127.0.0.1"; empty without the extension. */
  readonly subjectAltName: string
  /** Bits of the modulus, or of the order of the curve; undefined for keys that have one size only. */
  readonly key: { readonly type: string; readonly bits: number | undefined }
  /** Object identifier. */
  readonly signatureAlgorithm: string
  /** SHA-256, "AB:CD:…". */
  readonly fingerprint: string
  /** Where the authority offers the certificate that signed this one. */
  readonly caIssuers: readonly string[]
  readonly isSelfSigned: boolean
  /** It holds timestamps of Certificate Transparency logs. Public authorities log what they issue, private ones do not. */
  readonly isLogged: boolean
}

/** DER of 1.3.6.1.4.1.11129.2.4.2, the extension that holds the timestamps; Node.js does not show extensions. */
const TIMESTAMPS = Buffer.from('060a2b06010401d679020402', 'hex')

/** @see https://nodejs.org/api/crypto.html#class-x509certificate */
export function certificateFacts(certificate: X509Certificate): CertificateFacts {
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    validFrom: new Date(certificate.validFrom),
    validTo: new Date(certificate.validTo),
    subjectAltName: certificate.subjectAltName ?? '',
    key: keyOf(certificate),
    signatureAlgorithm: signatureAlgorithm(certificate.raw),
    fingerprint: certificate.fingerprint256,
    caIssuers: [...(certificate.infoAccess ?? '').matchAll(/^CA Issuers - URI:(\S+)$/gm)].map(
      ([, uri]) => uri!,
    ),
    isSelfSigned: isSelfSigned(certificate),
    isLogged: certificate.raw.includes(TIMESTAMPS),
  }
}

/** Whether the names, the extensions and the signature say that one has signed the other. The dates are not looked at. */
export function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && isSignedBy(certificate, issuer)
}

/** A server's own certificate has no extension that lets it sign others, so only name and signature count. */
export function isSelfSigned(certificate: X509Certificate): boolean {
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

function keyOf(certificate: X509Certificate): CertificateFacts['key'] {
  try {
    const { bits } = certificate.toLegacyObject() as { readonly bits?: number }
    return { type: certificate.publicKey.asymmetricKeyType ?? 'unknown', bits }
  } catch {
    return { type: 'unknown', bits: undefined }
  }
}

function oneLine(distinguishedName: string | undefined): string {
  return (distinguishedName ?? '').replaceAll('\n', ', ')
}
