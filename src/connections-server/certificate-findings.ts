import { type Finding, type FindingId, finding } from '../findings.ts'
import type { CertificateFacts } from './certificate-facts.ts'
import type { ServerObservation, TlsObservation } from './observation.ts'
import { nameFindings, trustFindings } from './trust-findings.ts'
import { unreachableFinding } from './unreachable-finding.ts'

/** When the certificates are looked at. */
interface Validity {
  readonly now: Date
  /** How long before its expiry a certificate is named. */
  readonly warningDays: number
}

/** OpenSSL's names for what is found here with the dates told. */
const DATE_ERRORS: readonly string[] = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']

/** OpenSSL's names for a way from certificate to certificate that ends at no root. */
const WRONG_WAY: readonly string[] = ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'SELF_SIGNED_CERT_IN_CHAIN']

/**
 * Why phones will not connect to the server, or soon will not any more. What follows from something else is not repeated.
 * @see https://support.apple.com/en-us/103769
 * @see https://developer.android.com/privacy-and-security/security-ssl
 */
export function certificateFindings(observation: ServerObservation, validity: Validity): Finding[] {
  if (observation.kind === 'unreachable') return [unreachableFinding(observation)]
  const { address, tls, proxy } = observation
  const dates = validityFindings(address.server, tls, validity)
  const findings = [
    ...trustFindings(address.server, tls, proxy),
    ...nameFindings(address, tls),
    ...dates,
    ...strengthFindings(address.server, tls),
  ]
  const { authorizationError: code = '', trust, path, chain } = tls
  const isExplained =
    trust !== 'trusted' ||
    (DATE_ERRORS.includes(code) && dates.length > 0) ||
    // It took another of the certificates that were sent, and does not turn back; phones do.
    (WRONG_WAY.includes(code) && path.length < chain.length)
  if (!code || isExplained) return findings
  return [
    ...findings,
    finding('MSSO052', {
      where: address.server,
      what: `The certificate "${tls.chain[0].subject}" comes from a public authority but fails verification (${code}); phones refuse it too.`,
      cure: 'Have the authority issue a certificate for a TLS server, and install it with its intermediate certificates.',
      found: code,
    }),
  ]
}

const DAY = 86_400_000

/** The dates of the server's own certificate and of those that stand behind it. */
function validityFindings(
  where: string,
  { chain, path }: TlsObservation,
  { now, warningDays }: Validity,
): Finding[] {
  return path.flatMap((position) => {
    const certificate = chain[position]!
    const { subject, validFrom, validTo } = certificate
    const report = (id: FindingId, predicate: string, found: Date) => {
      const what = `The certificate "${subject}" ${predicate}`
      return [finding(id, { where, what, cure: cureFor(certificate, position), found: found.toISOString() })]
    }
    if (validTo < now) {
      const desktop = 'Phones refuse it; a desktop browser lets people continue.'
      return report('MSSO045', `expired on ${day(validTo)}. ${desktop}`, validTo)
    }
    if (validFrom > now) {
      const desktop = 'Phones refuse it until then; a desktop browser lets people continue.'
      return report('MSSO046', `is not valid before ${day(validFrom)}. ${desktop}`, validFrom)
    }
    const daysLeft = Math.floor((validTo.getTime() - now.getTime()) / DAY)
    // Dates that cannot be read are neither; OpenSSL has an error of its own for them.
    if (!(daysLeft < warningDays)) return []
    const left = daysLeft === 0 ? 'in less than a day' : daysLeft === 1 ? 'in 1 day' : `in ${daysLeft} days`
    return report('MSSO047', `expires on ${day(validTo)}, ${left}; after that, phones refuse it.`, validTo)
  })
}

function cureFor({ isSelfSigned }: CertificateFacts, position: number): string {
  if (position === 0)
    return 'Renew it, and install the new one with its intermediate certificates where TLS ends.'
  return isSelfSigned
    ? 'Get a certificate from a current authority.'
    : "It is an intermediate certificate: where TLS ends, replace it with the authority's current one."
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}

/**
 * Bits below which iOS and iPadOS refuse a key.
 * @see https://support.apple.com/en-us/103769
 * @see https://developer.apple.com/documentation/security/preventing-insecure-network-connections
 */
const MIN_KEY_BITS: Readonly<Record<string, number>> = { rsa: 2048, 'rsa-pss': 2048, ec: 256 }

/** @see https://www.rfc-editor.org/rfc/rfc8017#appendix-A.2.4 */
const WEAK_SIGNATURES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'MD2',
  '1.2.840.113549.1.1.4': 'MD5',
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.2.840.10040.4.3': 'SHA-1',
  '1.2.840.10045.4.1': 'SHA-1',
}

/** What is older than phones accept: the version of TLS, short keys, hashes that can be forged. */
function strengthFindings(where: string, tls: TlsObservation): Finding[] {
  return [...protocolFindings(where, tls), ...keyFindings(where, tls), ...signatureFindings(where, tls)]
}

function protocolFindings(where: string, { protocol }: TlsObservation): Finding[] {
  if (/^TLSv1\.[2-9]$/.test(protocol)) return []
  return [
    finding('MSSO048', {
      where,
      what: `The newest version that the server accepts is ${protocol}. Apps on iOS and current ones on Android need TLS 1.2 or later; an old desktop browser may accept less.`,
      cure: 'Enable TLS 1.2 and 1.3 where TLS ends: in the SSL settings of the web server, or on the proxy in front of it.',
      wanted: 'TLSv1.2',
      found: protocol,
    }),
  ]
}

function keyFindings(where: string, { chain, path }: TlsObservation): Finding[] {
  return path.flatMap((position) => {
    const { subject, key } = chain[position]!
    const minimum = MIN_KEY_BITS[key.type]
    if (minimum === undefined || key.bits === undefined || key.bits >= minimum) return []
    return [
      finding('MSSO049', {
        where,
        what: `The ${key.type.toUpperCase()} key of the certificate "${subject}" has ${key.bits} bits. iOS refuses fewer than ${minimum}; an old desktop browser may not.`,
        cure: `Get a certificate for a new key: RSA with 2048 bits or more, or ECDSA with 256.`,
        wanted: String(minimum),
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
        what: `The certificate "${subject}" is signed with ${hash}. iOS and Android refuse it; browsers on the company's computers may be configured to accept it.`,
        cure: 'Have the authority issue a new certificate, signed with SHA-256.',
        wanted: 'SHA-256',
        found: hash,
      }),
    ]
  })
}
