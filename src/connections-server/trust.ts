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

interface Outcome {
  readonly trust: Trust
  readonly path: readonly number[]
}

/**
 * Follows the signatures from the server's own certificate up. OpenSSL does that as well but tells one error only, the last:
 * a certificate that is expired and from an unknown authority is "expired" to it. Authorities are renewed and vouch for each other
 * under the same name and key, so a way that ends nowhere does not mean that there is none, and of two the later one counts.
 * @param chain what the server sent, its own first
 * @param roots PEM
 */
export function trustOf(
  chain: readonly [X509Certificate, ...X509Certificate[]],
  roots: readonly string[],
): Outcome {
  const anchors = roots.map((root) => new X509Certificate(root))
  const seen = new Set([0])
  const latestFirst = [...chain.keys()].toSorted((a, b) => expiryOf(chain[b]!) - expiryOf(chain[a]!) || a - b)
  const climb = (path: readonly [number, ...number[]]): Outcome => {
    const last = chain[path.at(-1)!]!
    if (anchors.some((root) => isSame(root, last) || isIssuedBy(last, root)))
      return { trust: 'trusted', path }
    if (isSelfSigned(last)) return { trust: path.length === 1 ? 'self-signed' : 'unknown root', path }
    let first: Outcome | undefined
    for (const next of latestFirst) {
      if (seen.has(next) || !isIssuedBy(last, chain[next]!)) continue
      seen.add(next)
      const outcome = climb([...path, next])
      if (outcome.trust === 'trusted') return outcome
      first ??= outcome
    }
    return first ?? { trust: 'issuer missing', path }
  }
  return climb([0])
}

/** Zero where the certificate holds no date. */
function expiryOf({ validTo }: X509Certificate): number {
  return Date.parse(validTo) || 0
}

function isSame(one: X509Certificate, other: X509Certificate): boolean {
  return one.fingerprint256 === other.fingerprint256
}
