import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import { insufficientPrivileges, Refusal } from './refusal.ts'

/** Who calls, from a verified access token. */
export interface Caller {
  readonly clientId: string
  readonly tenant: string
  readonly roles: readonly string[]
}

/** The caller of a request, or 401. The token must be meant for the address that was called. */
export async function authenticate(
  authorization: string | undefined,
  { jwks, audience }: { readonly jwks: JSONWebKeySet; readonly audience: string },
): Promise<Caller> {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]
  if (!token) throw invalidToken('Access token is empty.')
  if (!token.includes('.'))
    throw invalidToken(
      "IDX14100: JWT is not well formed, there are no dots (.).\nThe token needs to be in JWS or JWE Compact Serialization Format. (JWS): 'EncodedHeader.EndcodedPayload.EncodedSignature'. (JWE): 'EncodedProtectedHeader.EncodedEncryptedKey.EncodedInitializationVector.EncodedCiphertext.EncodedAuthenticationTag'.",
    )
  const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), {
    audience,
    algorithms: ['RS256'],
  }).catch((error) => {
    throw invalidToken(reason(error))
  })
  return {
    clientId: String(payload['appid']),
    tenant: String(payload['tid']),
    roles: (payload['roles'] as readonly string[] | undefined) ?? [],
  }
}

function reason(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'Lifetime validation failed, the token is expired.'
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud')
    return 'Access token validation failure. Invalid audience.'
  return 'Access token validation failure.'
}

function invalidToken(message: string): Refusal {
  return new Refusal(401, 'InvalidAuthenticationToken', message)
}

/** Refuses a caller that has none of the permissions. */
export function demandRole({ roles }: Caller, accepted: readonly string[]): void {
  if (!roles.some((role) => accepted.includes(role))) throw insufficientPrivileges()
}
