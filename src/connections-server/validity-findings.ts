import { type Finding, type FindingId, finding } from '../findings.ts'
import type { CertificateFacts } from './certificate-facts.ts'
import type { TlsObservation } from './observation.ts'

const DAY = 86_400_000

/** When the certificates are looked at. */
export interface Validity {
  readonly now: Date
  /** How long before its expiry a certificate is named. */
  readonly warningDays: number
}

/** OpenSSL's names for what is found here with the dates told. */
export const DATE_ERRORS: readonly string[] = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']

/** The dates of the server's own certificate and of those that stand behind it. */
export function validityFindings(
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
