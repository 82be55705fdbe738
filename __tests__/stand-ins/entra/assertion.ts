import { decodeJwt, decodeProtectedHeader, type JWTHeaderParameters, type JWTPayload } from 'jose'
import { invalidClient, Refusal } from './refusal.ts'

/** Clocks may differ by that much. */
const SKEW_SECONDS = 300

export interface Assertion {
  readonly jwt: string
  readonly header: JWTHeaderParameters
  readonly claims: JWTPayload
}

/** A client assertion, not yet verified. */
export function parseAssertion(jwt: string): Assertion {
  try {
    return { jwt, header: decodeProtectedHeader(jwt) as JWTHeaderParameters, claims: decodeJwt(jwt) }
  } catch {
    throw malformed()
  }
}

export function malformed(): Refusal {
  return new Refusal(50027, 'JWT token is invalid or malformed.')
}

/** Refuses an assertion that is not valid now. */
export function checkTime({ claims: { nbf, exp } }: Assertion): void {
  if (exp === undefined) throw malformed()
  const now = Date.now() / 1000
  if (now <= exp + SKEW_SECONDS && now >= (nbf ?? 0) - SKEW_SECONDS) return
  const text = (seconds: number) => `${new Date(seconds * 1000).toISOString().slice(0, -1)}0000Z`
  throw invalidClient(
    700024,
    `Client assertion is not within its valid time range. Current time: ${text(now)}, assertion valid from ${text(nbf ?? 0)}, expiry time of assertion ${text(exp)}. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .`,
  )
}
