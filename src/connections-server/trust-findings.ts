import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import { type Finding, finding } from '../findings.ts'
import type { ServerAddress } from './address.ts'
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

/** Names that are shown. */
const MAX_NAMES = 10

/** The certificate is for another server. Its common name does not count: phones look at the alternative names only. */
export function nameFindings({ host, server }: ServerAddress, { chain: [own] }: TlsObservation): Finding[] {
  const names = { subject: {}, subjectaltname: own.subjectAltName } as PeerCertificate
  if (!checkServerIdentity(host, names)) return []
  const found = own.subjectAltName ? own.subjectAltName.split(', ').map(nameOf) : []
  const shown = found.slice(0, MAX_NAMES).map((name) => `"${name}"`)
  const more = found.length > MAX_NAMES ? ` and ${found.length - MAX_NAMES} more` : ''
  const what =
    found.length > 0
      ? `The certificate is for ${shown.join(', ')}${more}, not for "${host}".`
      : `The certificate "${own.subject}" has no subject alternative name; a name in its subject does not count.`
  return [
    finding('MSSO044', {
      where: server,
      what: `${what} Phones refuse it; a desktop browser lets people go on.`,
      cure: `Have a certificate issued that has "${host}" among its subject alternative names; or use the name that people's phones use in connections-url.`,
      wanted: host,
      found: found.join(' '),
    }),
  ]
}

/** "DNS:a.example" is "a.example". */
function nameOf(entry: string): string {
  return entry.slice(entry.indexOf(':') + 1).replaceAll('"', '')
}
