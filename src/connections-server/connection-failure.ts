import type { Fault } from '../findings.ts'
import { FAILURES, failureKind, ProxyError } from '../network/index.ts'
import type { UnreachableServer } from './observation.ts'

/** Alerts that are about a certificate of the client: it has shown none. */
const ABOUT_CERTIFICATE = /ALERT_(?:NO_CERTIFICATE|BAD_CERTIFICATE|CERTIFICATE_\w+|UNKNOWN_CA)$/
/** Alerts that are about it when they come after the keys were agreed on: nothing else is left to refuse. */
const PERHAPS_ABOUT_CERTIFICATE = /ALERT_(?:HANDSHAKE_FAILURE|ACCESS_DENIED)$/

/**
 * Whether a handshake failed because the client has no certificate. Node.js does not tell that one was asked for.
 * @param haveKeys client and server had agreed on keys, which is where a server without a common version or cipher never comes
 * @see https://www.rfc-editor.org/rfc/rfc8446#section-6.2
 */
export function wantsCertificate(code: string, haveKeys: boolean): boolean {
  return ABOUT_CERTIFICATE.test(code) || (haveKeys && PERHAPS_ABOUT_CERTIFICATE.test(code))
}

/** What nobody has to do where the phones have a certificate. */
export const CLIENT_CERTIFICATE_CURE =
  'If the phones have a client certificate, you need to do nothing: the apps present it together with OAuth since version 6.0.7. If they have none, do not require one at this address.'

/** Why there is no TLS connection. @param haveKeys the handshake went as far as the keys */
export function connectionFailure(error: unknown, haveKeys: boolean): UnreachableServer['failure'] {
  const { kind, code: detail } = failureKind(error)
  if (error instanceof ProxyError) return { kind: 'proxy', detail: String(error.status ?? detail) }
  if (error instanceof Error && error.name === 'AbortError') return { kind: 'timeout', detail: '' }
  if (wantsCertificate(detail, haveKeys)) return { kind: 'client certificate', detail }
  return { kind: detail.includes('NO_APPLICATION_PROTOCOL') ? 'http version' : kind, detail }
}

const CURES = {
  name: 'Check connections-url and the DNS of the runner. In a company network, set https_proxy for the job.',
  refused:
    "Check that the server runs and that the firewall lets the runner through, or use a runner in the server's network.",
  timeout:
    "Check that the firewall lets the runner through and that no proxy is needed, or use a runner in the server's network.",
  'http version': 'Enable HTTP/1.1 too where TLS ends.',
  broken:
    'Check that this port serves TLS, and check the firewalls and proxies between the runner and the server.',
  proxy:
    'Have the proxy allow it (407 means that it needs a user name and password, in the URL of https_proxy), or add the server to no_proxy.',
}

/** Nothing is known of the certificate. */
export function unreachable({ failure: { kind, detail }, proxy }: UnreachableServer): Fault {
  const code = detail && ` (${detail})`
  if (kind === 'client certificate')
    return {
      id: 'MSSO053',
      what: `The server ends the handshake because the client has no certificate${code}, so the server's own certificate is unknown.`,
      cure: CLIENT_CERTIFICATE_CURE,
    }
  if (kind === 'tls' || kind === 'untrusted')
    return {
      id: 'MSSO051',
      what: `The server refuses a client that accepts TLS 1.0 and later${code}; phones accept less, so they cannot connect either.`,
      cure: 'Serve TLS 1.2 or 1.3 at this address with the usual ciphers.',
    }
  const what = `${reasonOf(kind, proxy)}${code}, so its certificate is unknown.`
  return { id: 'MSSO040', what, cure: CURES[kind] }
}

function reasonOf(kind: keyof typeof CURES, proxy: string | undefined): string {
  if (kind === 'proxy') return `The proxy "${proxy}" does not open a connection to it`
  const through = proxy ? ` through the proxy "${proxy}"` : ''
  if (kind === 'http version')
    return `It speaks only HTTP/2, which phones support but this check does not${through}`
  const { reason } = FAILURES[kind]
  const stage = kind === 'broken' ? ' before TLS was set up' : ''
  return `${reason[0]!.toUpperCase()}${reason.slice(1)}${stage}${through}`
}
