import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import { type Finding, finding } from '../findings.ts'
import type { ServerAddress } from './address.ts'
import type { TlsObservation } from './observation.ts'

/** Names that are shown. */
const MOST_NAMES = 10

/** The certificate is for another server. Its common name does not count: phones look at the alternative names only. */
export function nameFindings({ host, server }: ServerAddress, { chain: [own] }: TlsObservation): Finding[] {
  const names = { subject: {}, subjectaltname: own.subjectAltName } as PeerCertificate
  if (!checkServerIdentity(host, names)) return []
  const found = own.subjectAltName ? own.subjectAltName.split(', ').map(nameOf) : []
  const shown = found.slice(0, MOST_NAMES).map((name) => `"${name}"`)
  const more = found.length > MOST_NAMES ? ` and ${found.length - MOST_NAMES} more` : ''
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
