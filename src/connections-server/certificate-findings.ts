import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import { type Fault, type Finding, type FindingId, findingsAt } from '../findings.ts'
import type { CertificateFacts } from './certificate-facts.ts'
import { unreachable } from './connection-failure.ts'
import type { ServerAddress, ServerObservation, TlsObservation } from './observation.ts'

/** When the certificates are looked at. */
interface Validity {
  readonly now: Date
  /** How long before its expiry a certificate is named. */
  readonly warningDays: number
}

/**
 * Why phones will not connect to the server, or soon will not any more. What follows from something else is not repeated.
 * @see https://support.apple.com/en-us/103769
 * @see https://developer.android.com/privacy-and-security/security-ssl
 */
export function certificateFindings(observation: ServerObservation, validity: Validity): Finding[] {
  const where = observation.address.server
  if (observation.kind === 'unreachable') return findingsAt(where, [unreachable(observation)])
  const { address, tls, proxy } = observation
  const path = tls.path.map((position) => tls.chain[position]!)
  const dates = path.map((certificate, index) => dateFault(certificate, index === 0, validity))
  return findingsAt(where, [
    trustFault(tls, path.at(-1)!, proxy),
    nameFault(address, tls.chain[0]),
    ...dates,
    protocolFault(tls),
    ...path.map(keyFault),
    ...path.map(signatureFault),
    otherFault(tls, dates.some(Boolean)),
  ])
}

const PUBLIC_CERTIFICATE =
  'Install a certificate from a public authority, with its intermediate certificates, where TLS ends: on the server, or on the proxy in front of it.'

/** Nobody whom phones trust vouches for the server. @param last of the certificates that vouch for each other */
function trustFault({ trust, chain: [own] }: TlsObservation, last: CertificateFacts, proxy?: string): Fault {
  if (trust === 'trusted') return undefined
  const wanted = 'a public authority'
  if (trust === 'self-signed')
    return {
      id: 'MSSO041',
      what: `The certificate "${own.subject}" is self-signed. Phones trust only public authorities; a desktop browser may have it installed, or let people continue.`,
      cure: PUBLIC_CERTIFICATE,
      wanted,
      found: own.issuer,
    }
  const [uri] = last.caIssuers
  const offered = uri ? ` (the authority offers it at "${uri}")` : ''
  // Without the certificate of the issuer both look alike. Public authorities log what they issue, private ones do not.
  if (trust === 'issuer missing' && own.isLogged)
    return {
      id: 'MSSO043',
      what: `The server does not send the certificate of "${last.issuer}", which signed "${last.subject}". Phones do not fetch it; a desktop browser does, or knows it from another site.`,
      cure: `Add that certificate${offered} after the server's own where TLS ends: in the key store of the web server, or in the chain file of the proxy in front of it.`,
      wanted: last.issuer,
    }
  const authority = last.isSelfSigned ? last.subject : last.issuer
  const perhaps = last.isSelfSigned
    ? ''
    : ` If "${authority}" belongs to a public authority after all, the server does not send its certificate${offered}.`
  const inspected = proxy
    ? ` It was read through the proxy "${proxy}": a proxy that inspects TLS shows its own certificate, and phones may see a different one.`
    : ''
  const otherRunner = proxy
    ? 'Add the server to no_proxy, or check from a runner that does not need this proxy. If the certificate stays the same: '
    : ''
  return {
    id: 'MSSO042',
    what: `"${authority}", which issued the certificate, is not a public authority. Phones trust only public authorities; the company's computers may have it installed, so their browsers do not complain.${perhaps}${inspected}`,
    cure: otherRunner + PUBLIC_CERTIFICATE,
    wanted,
    found: authority,
  }
}

const MAX_SHOWN_NAMES = 10

/** The certificate is for another server. Its common name does not count: phones look at the alternative names only. */
function nameFault({ host }: ServerAddress, { subject, subjectAltName }: CertificateFacts): Fault {
  const certificate = { subject: {}, subjectaltname: subjectAltName } as PeerCertificate
  if (!checkServerIdentity(host, certificate)) return undefined
  // "DNS:a.example" is "a.example".
  const names = subjectAltName
    .split(', ')
    .filter(Boolean)
    .map((entry) => entry.slice(entry.indexOf(':') + 1).replaceAll('"', ''))
  const shown = names.slice(0, MAX_SHOWN_NAMES).map((name) => `"${name}"`)
  const more = names.length > MAX_SHOWN_NAMES ? ` and ${names.length - MAX_SHOWN_NAMES} more` : ''
  const what =
    names.length > 0
      ? `The certificate is for ${shown.join(', ')}${more}, not for "${host}".`
      : `The certificate "${subject}" has no subject alternative name; a name in its subject does not count.`
  return {
    id: 'MSSO044',
    what: `${what} Phones refuse it; a desktop browser lets people continue.`,
    cure: `Get a certificate that has "${host}" among its subject alternative names, or set connections-url to the name that phones use.`,
    wanted: host,
    found: names.join(' '),
  }
}

const DAY = 86_400_000

function dateFault(certificate: CertificateFacts, isOwn: boolean, { now, warningDays }: Validity): Fault {
  const { subject, validFrom, validTo, isSelfSigned } = certificate
  const intermediateCure = isSelfSigned
    ? 'Get a certificate from a current authority.'
    : "It is an intermediate certificate: where TLS ends, replace it with the authority's current one."
  const cure = isOwn
    ? 'Renew it, and install the new one with its intermediate certificates where TLS ends.'
    : intermediateCure
  const report = (id: FindingId, date: Date, verb: string, consequence: string) => {
    const found = date.toISOString()
    return {
      id,
      what: `The certificate "${subject}" ${verb} ${found.slice(0, 10)}${consequence}`,
      cure,
      found,
    }
  }
  const desktop = 'a desktop browser lets people continue.'
  if (validTo < now) return report('MSSO045', validTo, 'expired on', `. Phones refuse it; ${desktop}`)
  if (validFrom > now)
    return report('MSSO046', validFrom, 'is not valid before', `. Phones refuse it until then; ${desktop}`)
  const daysLeft = Math.floor((validTo.getTime() - now.getTime()) / DAY)
  // Dates that cannot be read are neither; OpenSSL has an error of its own for them.
  if (!(daysLeft < warningDays)) return undefined
  const left = ['in less than a day', 'in 1 day'][daysLeft] ?? `in ${daysLeft} days`
  return report('MSSO047', validTo, 'expires on', `, ${left}; after that, phones refuse it.`)
}

function protocolFault({ protocol }: TlsObservation): Fault {
  if (/^TLSv1\.[2-9]$/.test(protocol)) return undefined
  return {
    id: 'MSSO048',
    what: `The newest version that the server accepts is ${protocol}. Apps on iOS and current ones on Android need TLS 1.2 or later; an old desktop browser may accept less.`,
    cure: 'Enable TLS 1.2 and 1.3 where TLS ends: in the SSL settings of the web server, or on the proxy in front of it.',
    wanted: 'TLSv1.2',
    found: protocol,
  }
}

/** Bits below which iOS and iPadOS refuse a key. @see https://support.apple.com/en-us/103769 */
const MIN_KEY_BITS: Readonly<Record<string, number>> = { rsa: 2048, 'rsa-pss': 2048, ec: 256 }

function keyFault({ subject, key: { type, bits } }: CertificateFacts): Fault {
  const minimum = MIN_KEY_BITS[type]
  if (minimum === undefined || bits === undefined || bits >= minimum) return undefined
  return {
    id: 'MSSO049',
    what: `The ${type.toUpperCase()} key of the certificate "${subject}" has ${bits} bits. iOS refuses fewer than ${minimum}; an old desktop browser may not.`,
    cure: 'Get a certificate for a new key: RSA with 2048 bits or more, or ECDSA with 256.',
    wanted: String(minimum),
    found: String(bits),
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc8017#appendix-A.2.4 */
const WEAK_SIGNATURES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'MD2',
  '1.2.840.113549.1.1.4': 'MD5',
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.2.840.10040.4.3': 'SHA-1',
  '1.2.840.10045.4.1': 'SHA-1',
}

/** A certificate that vouches for itself is not believed because of its signature, so that one does not matter. */
function signatureFault({ subject, signatureAlgorithm, isSelfSigned }: CertificateFacts): Fault {
  const hash = WEAK_SIGNATURES[signatureAlgorithm]
  if (!hash || isSelfSigned) return undefined
  return {
    id: 'MSSO050',
    what: `The certificate "${subject}" is signed with ${hash}. iOS and Android refuse it; browsers on the company's computers may be configured to accept it.`,
    cure: 'Have the authority issue a new certificate, signed with SHA-256.',
    wanted: 'SHA-256',
    found: hash,
  }
}

/** What OpenSSL has against the certificate beside what the other faults say. */
function otherFault(
  { trust, authorizationError: code, path, chain }: TlsObservation,
  isDated: boolean,
): Fault {
  const isDate = code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID'
  const isWrongWay = code === 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' || code === 'SELF_SIGNED_CERT_IN_CHAIN'
  // It took another of the certificates that were sent, and does not turn back; phones do.
  const isExplained = (isDate && isDated) || (isWrongWay && path.length < chain.length)
  if (!code || trust !== 'trusted' || isExplained) return undefined
  return {
    id: 'MSSO052',
    what: `The certificate "${chain[0].subject}" comes from a public authority but fails verification (${code}); phones refuse it too.`,
    cure: 'Have the authority issue a certificate for a TLS server, and install it with its intermediate certificates.',
    found: code,
  }
}
