import 'reflect-metadata'
import type { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
} from '@peculiar/x509'

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
}: {
  readonly publicKey: webcrypto.CryptoKey
  readonly signer: webcrypto.CryptoKey
  readonly hosts: readonly string[]
  readonly kind: 'server' | 'client'
}): Promise<Extension[]> {
  const names = hosts.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value }))
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
    new ExtendedKeyUsageExtension([
      kind === 'server' ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth,
    ]),
    ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : []),
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
