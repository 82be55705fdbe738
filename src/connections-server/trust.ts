import { X509Certificate } from 'node:crypto'
import { isIssuedBy, isSelfSigned } from './certificate-facts.ts'

/** Where what the server sent leads to, whatever the dates. */
export type Trust =
  /** To one of the roots. */
  | 'trusted'
  /** The server's own certificate vouches for itself. */
  | 'self-signed'
  /** The server sent a root that is none of the roots. */
  | 'unknown root'
  /** The server did not send who has signed the last one, and none of the roots has. */
  | 'issuer missing'

/**
 * Follows the signatures from the server's own certificate up. OpenSSL does that as well but tells one error only, the last:
 * a certificate that is expired and from an unknown authority is "expired" to it.
 * @param chain what the server sent, its own first
 * @param roots PEM
 */
export function trustOf(
  chain: readonly [X509Certificate, ...X509Certificate[]],
  roots: readonly string[],
): { readonly trust: Trust; readonly path: readonly number[] } {
  const anchors = roots.map((root) => new X509Certificate(root))
  const path = [0]
  for (;;) {
    const last = chain[path.at(-1)!]!
    if (anchors.some((root) => isSame(root, last) || isIssuedBy(last, root)))
      return { trust: 'trusted', path }
    if (isSelfSigned(last)) return { trust: path.length === 1 ? 'self-signed' : 'unknown root', path }
    const next = chain.findIndex((issuer, index) => !path.includes(index) && isIssuedBy(last, issuer))
    if (next < 0) return { trust: 'issuer missing', path }
    path.push(next)
  }
}

function isSame(one: X509Certificate, other: X509Certificate): boolean {
  return one.fingerprint256 === other.fingerprint256
}
