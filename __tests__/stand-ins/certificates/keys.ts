import { webcrypto } from 'node:crypto'
import type { Hash } from './index.ts'

export interface Keys {
  readonly publicKey: webcrypto.CryptoKey
  /** PEM. */
  readonly pkcs8: string
}

/** What a key is for that others may have as well; the keys of different purposes differ. */
export type SharedPurpose = 'intermediate' | 'server' | 'tokens'

const RSA = 'RSASSA-PKCS1-v1_5'

/** As many are made for each purpose in a process; then they are given out again, in the same order. */
const DISTINCT = 6
const made = new Map<string, Promise<Keys>[]>()
const given = new Map<string, number>()

/**
 * Keys that differ from the last ones for the same purpose. To find the primes of one takes as long as a whole run of the action, and for
 * these purposes no test needs a key that nobody has had before.
 */
export function sharedKeys(purpose: SharedPurpose, modulusLength = 2048): Promise<Keys> {
  const kind = `${purpose} ${modulusLength}`
  const count = given.get(kind) ?? 0
  given.set(kind, count + 1)
  const keys = made.get(kind) ?? []
  made.set(kind, keys)
  keys[count % DISTINCT] ??= newKeys(modulusLength)
  return keys[count % DISTINCT]!
}

/** Keys that nobody has had before. */
export async function newKeys(modulusLength = 2048): Promise<Keys> {
  const pair = await webcrypto.subtle.generateKey(
    { name: RSA, modulusLength, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
    true,
    ['sign', 'verify'],
  )
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', pair.privateKey))
  const lines = der.toString('base64').replaceAll(/(.{64})/g, '$1\n')
  return {
    publicKey: pair.publicKey,
    pkcs8: `-----BEGIN PRIVATE KEY-----\n${lines.trimEnd()}\n-----END PRIVATE KEY-----\n`,
  }
}

/** WebCrypto binds a key to one hash, and an authority signs with several. */
export async function importSigningKey({ pkcs8 }: Keys, hash: Hash): Promise<webcrypto.CryptoKey> {
  const der = Buffer.from(pkcs8.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
  return webcrypto.subtle.importKey('pkcs8', der, { name: RSA, hash }, false, ['sign'])
}
