import { type Finding, finding } from '../findings.ts'
import type { CertificateFacts } from './certificate-facts.ts'
import type { TlsObservation } from './observation.ts'

const PUBLIC_CERTIFICATE =
  'Install a certificate of a public authority, with its intermediate certificates, where TLS ends: on the server, or on the proxy before it.'

/**
 * Nobody whom phones trust vouches for the server.
 * @param proxy "host:port" of the proxy that the certificate came through
 */
export function trustFindings(
  where: string,
  { trust, chain, path }: TlsObservation,
  proxy: string | undefined,
): Finding[] {
  if (trust === 'trusted') return []
  const [own] = chain
  const last = chain[path.at(-1)!]!
  if (trust === 'self-signed') return [selfSigned(where, own)]
  // Without the certificate of the issuer both look alike. Public authorities log what they issue, private ones do not.
  return trust === 'issuer missing' && own.isLogged
    ? [missingIntermediate(where, last)]
    : [unknownAuthority(where, last, proxy)]
}

function selfSigned(where: string, { subject, issuer }: CertificateFacts): Finding {
  return finding('MSSO041', {
    where,
    what: `The certificate "${subject}" vouches for itself. Phones trust public authorities only; a desktop browser may have it installed, or let people go on.`,
    cure: PUBLIC_CERTIFICATE,
    wanted: 'a public authority',
    found: issuer,
  })
}

function unknownAuthority(where: string, last: CertificateFacts, proxy: string | undefined): Finding {
  const isRoot = last.isSelfSigned
  const authority = isRoot ? last.subject : last.issuer
  const perhaps = isRoot
    ? ''
    : ` If "${authority}" belongs to a public authority after all, the server does not send its certificate${offeredAt(last)}.`
  const inspected = proxy
    ? ` It was looked at through the proxy "${proxy}": a proxy that inspects TLS shows a certificate of its own, and phones may see another one.`
    : ''
  return finding('MSSO042', {
    where,
    what: `"${authority}", which stands behind the certificate, is no public authority. Phones trust those only; computers of the company may have it installed, and then their browsers do not complain.${perhaps}${inspected}`,
    cure: proxy
      ? `Name the server in no_proxy, or check from a runner that needs no such proxy. If the certificate stays the same: ${PUBLIC_CERTIFICATE}`
      : PUBLIC_CERTIFICATE,
    wanted: 'a public authority',
    found: authority,
  })
}

function missingIntermediate(where: string, last: CertificateFacts): Finding {
  return finding('MSSO043', {
    where,
    what: `The server does not send the certificate of "${last.issuer}", which has signed "${last.subject}". Phones do not fetch it; a desktop browser does, or knows it from another site.`,
    cure: `Add that certificate${offeredAt(last)} after the server's own where TLS ends: in the key store of the web server, or in the chain file of the proxy before it.`,
    wanted: last.issuer,
  })
}

function offeredAt({ caIssuers: [uri] }: CertificateFacts): string {
  return uri ? ` (the authority offers it at "${uri}")` : ''
}
