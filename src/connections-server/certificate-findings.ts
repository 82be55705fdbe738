import { type Finding, finding } from '../findings.ts'
import { nameFindings } from './name-findings.ts'
import type { ServerObservation } from './observation.ts'
import { strengthFindings } from './strength-findings.ts'
import { trustFindings } from './trust-findings.ts'
import { unreachableFinding } from './unreachable-finding.ts'
import { DATE_ERRORS, type Validity, validityFindings } from './validity-findings.ts'

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
