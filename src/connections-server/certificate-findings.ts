import { type Finding, type FindingId, finding } from '../findings.ts'
import type { CertificateFacts } from './certificate-facts.ts'
import type { ServerObservation, TlsObservation } from './observation.ts'
import { strengthFindings } from './strength-findings.ts'
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
      what: `A public authority stands behind the certificate "${tls.chain[0].subject}", but it does not pass verification (${code}); phones refuse it as well.`,
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
    const report = (id: FindingId, what: string, found: Date) =>
      finding(id, { where, what, cure: cureFor(certificate, position), found: found.toISOString() })
    const daysLeft = Math.floor((validTo.getTime() - now.getTime()) / DAY)
    if (validTo < now)
      return [
        report(
          'MSSO045',
          `The certificate "${subject}" expired on ${day(validTo)}. Phones refuse it; a desktop browser lets people go on.`,
          validTo,
        ),
      ]
    if (validFrom > now)
      return [
        report(
          'MSSO046',
          `The certificate "${subject}" is valid from ${day(validFrom)} only. Phones refuse it until then; a desktop browser lets people go on.`,
          validFrom,
        ),
      ]
    // Dates that can't be read are neither; OpenSSL has an error of its own for them.
    if (!(daysLeft < warningDays)) return []
    const left = daysLeft === 0 ? 'in less than a day' : daysLeft === 1 ? 'in 1 day' : `in ${daysLeft} days`
    return [
      report(
        'MSSO047',
        `The certificate "${subject}" expires on ${day(validTo)}, ${left}; phones refuse it then.`,
        validTo,
      ),
    ]
  })
}

function cureFor({ isSelfSigned }: CertificateFacts, position: number): string {
  if (position === 0)
    return 'Have it renewed, and install the new one with its intermediate certificates where TLS ends.'
  return isSelfSigned
    ? 'Have a certificate issued that a current authority stands behind.'
    : 'Replace it by the current one of the authority where TLS ends; it is one of the intermediate certificates.'
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}
