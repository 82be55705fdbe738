import 'reflect-metadata'
import type { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import {
  AuthorityInfoAccessExtension,
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
} from '@peculiar/x509'

/** @see https://www.rfc-editor.org/rfc/rfc6962#section-3.3 */
const TIMESTAMPS = '1.3.6.1.4.1.11129.2.4.2'
/** An octet string with an empty list: no log knows these certificates. */
const NO_TIMESTAMPS = new Uint8Array([4, 2, 0, 0])

/** @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1 */
export async function authorityExtensions(
  publicKey: webcrypto.CryptoKey,
  signer: webcrypto.CryptoKey,
): Promise<Extension[]> {
  return [
    new BasicConstraintsExtension(true, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ...(await keyIdentifiers(publicKey, signer)),
  ]
}

export async function leafExtensions({
  publicKey,
  signer,
  hosts,
  kind,
  caIssuers,
  isLogged,
}: {
  readonly publicKey: webcrypto.CryptoKey
  readonly signer: webcrypto.CryptoKey
  readonly hosts: readonly string[]
  readonly kind: 'server' | 'client'
  readonly caIssuers: string | undefined
  readonly isLogged: boolean
}): Promise<Extension[]> {
  const names = hosts.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value }))
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
    new ExtendedKeyUsageExtension([
      kind === 'server' ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth,
    ]),
    ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : []),
    ...(caIssuers ? [new AuthorityInfoAccessExtension({ caIssuers: [caIssuers] })] : []),
    ...(isLogged ? [new Extension(TIMESTAMPS, false, NO_TIMESTAMPS)] : []),
    ...(await keyIdentifiers(publicKey, signer)),
  ]
}

async function keyIdentifiers(
  publicKey: webcrypto.CryptoKey,
  signer: webcrypto.CryptoKey,
): Promise<Extension[]> {
  return [
    await SubjectKeyIdentifierExtension.create(publicKey),
    await AuthorityKeyIdentifierExtension.create(signer),
  ]
}
