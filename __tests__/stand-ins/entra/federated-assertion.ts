import { compactVerify, createLocalJWKSet } from 'jose'
import { type Assertion, checkTime, malformed } from './assertion.ts'
import type { ClientApplication } from './directory.ts'
import type { IssuerKeys } from './issuer-keys.ts'
import { invalidClient, Refusal } from './refusal.ts'

const DOCUMENTATION = 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation'
const CHECK = `Check your federated identity credential Subject, Audience and Issuer against the presented assertion. ${DOCUMENTATION}`
const NO_MATCH = 'No matching federated identity record found for presented assertion'

/**
 * Verifies an assertion of another identity provider: its issuer, subject and audience must be those of one federated
 * credential, to the letter, and its signature by a key that the issuer publishes.
 * @see https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation
 */
export async function verifyFederatedAssertion(
  assertion: Assertion,
  application: ClientApplication,
  { issuerKeys, words }: { readonly issuerKeys: IssuerKeys; readonly words: 'specific' | 'generic' },
): Promise<void> {
  const { iss, sub, aud } = assertion.claims
  if (!iss || !sub || typeof aud !== 'string' || assertion.header.alg !== 'RS256') throw malformed()
  const refusal = mismatch({ issuer: iss, subject: sub, audience: aud }, application)
  if (refusal) throw words === 'specific' ? refusal : genericMismatch(iss, sub, aud)
  const jwks = await issuerKeys.of(iss).catch(() => {
    throw new Refusal(90061, 'Request to External OIDC endpoint failed.')
  })
  await compactVerify(assertion.jwt, createLocalJWKSet(jwks)).catch(() => {
    throw invalidClient(50013, 'Assertion failed signature validation. [Reason - The key was not found.].')
  })
  checkTime(assertion)
}

interface Presented {
  readonly issuer: string
  readonly subject: string
  readonly audience: string
}

/** Which of the three is the first that no credential has. */
function mismatch(
  { issuer, subject, audience }: Presented,
  { clientId, displayName, federatedCredentials }: ClientApplication,
): Refusal | undefined {
  if (federatedCredentials.length === 0)
    return invalidClient(
      70025,
      `The client '${clientId}'(${displayName}) has no configured federated identity credentials.`,
    )
  const ofIssuer = federatedCredentials.filter((credential) => credential.issuer === issuer)
  const ofSubject = ofIssuer.filter((credential) => credential.subject === subject)
  if (ofSubject.some((credential) => credential.audience === audience)) return undefined
  if (ofSubject.length > 0) return invalidClient(700212, `${NO_MATCH} audience '${audience}'. ${CHECK}`)
  const differsInCase = ofIssuer.some(
    (credential) => credential.subject.toLowerCase() === subject.toLowerCase(),
  )
  if (differsInCase)
    return invalidClient(
      7002138,
      `${NO_MATCH} subject '${subject}'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. See documentation at: ${DOCUMENTATION}. See breaking change notification and remediation at: https://learn.microsoft.com/en-us/entra/identity-platform/reference-breaking-changes#august-2024.`,
    )
  if (ofIssuer.length > 0) return invalidClient(700213, `${NO_MATCH} subject '${subject}'. ${CHECK}`)
  const anything = federatedCredentials.some(
    (credential) => credential.subject === subject || credential.audience === audience,
  )
  return anything
    ? invalidClient(700211, `${NO_MATCH} issuer '${issuer}'. ${CHECK}`)
    : genericMismatch(issuer, subject, audience)
}

function genericMismatch(issuer: string, subject: string, audience: string): Refusal {
  return new Refusal(
    70021,
    `${NO_MATCH}. Assertion Issuer: '${issuer}'. Assertion Subject: '${subject}'. Assertion Audience: '${audience}'. https://docs.microsoft.com/en-us/azure/active-directory/develop/workload-identity-federation`,
  )
}
