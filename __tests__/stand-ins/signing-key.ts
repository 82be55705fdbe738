import { randomUUID } from 'node:crypto'
import { type CryptoKey, exportJWK, type JSONWebKeySet, SignJWT } from 'jose'
import { importSigningKey, sharedKeys } from './certificates/keys.ts'

export interface SigningKey {
  readonly kid: string
  readonly privateKey: CryptoKey
  readonly jwks: JSONWebKeySet
}

export async function createSigningKey(): Promise<SigningKey> {
  const keys = await sharedKeys('tokens')
  const privateKey = await importSigningKey(keys, 'SHA-256')
  const kid = randomUUID().replaceAll('-', '').toUpperCase()
  const jwk = { ...(await exportJWK(keys.publicKey)), kid, alg: 'RS256', use: 'sig' }
  return { kid, privateKey, jwks: { keys: [jwk] } }
}

export async function sign(
  { kid, privateKey }: SigningKey,
  claims: Readonly<Record<string, unknown>>,
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid, x5t: kid }).sign(privateKey)
}
