import { webcrypto } from 'node:crypto'
import type { Hash } from './index.ts'

export interface Keys {
  readonly publicKey: webcrypto.CryptoKey
  /** PEM. */
  readonly pkcs8: string
}

const RSA = 'RSASSA-PKCS1-v1_5'

export async function generateKeys(modulusLength: number): Promise<Keys> {
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
