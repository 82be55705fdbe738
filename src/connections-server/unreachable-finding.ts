import { type Finding, finding } from '../findings.ts'
import { FAILURES } from '../network/index.ts'
import { CLIENT_CERTIFICATE_CURE } from './answer.ts'
import type { ConnectionFailure, UnreachableServer } from './observation.ts'

type NotReached = Exclude<ConnectionFailure['kind'], 'tls' | 'untrusted' | 'client certificate'>

const CURES: Record<NotReached, string> = {
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

/** A server without a TLS connection: nothing about its certificate is known. */
export function unreachableFinding({ address, failure, proxy }: UnreachableServer): Finding {
  const { kind, detail } = failure
  const where = address.server
  const code = detail && ` (${detail})`
  if (kind === 'client certificate')
    return finding('MSSO053', {
      where,
      what: `The server ends the handshake because the client has no certificate${code}, so the server's own certificate is unknown.`,
      cure: CLIENT_CERTIFICATE_CURE,
    })
  if (kind === 'tls' || kind === 'untrusted')
    return finding('MSSO051', {
      where,
      what: `The server refuses a client that accepts TLS 1.0 and later${code}; phones accept less, so they cannot connect either.`,
      cure: 'Serve TLS 1.2 or 1.3 at this address with the usual ciphers.',
    })
  return finding('MSSO040', {
    where,
    what: `${reasonOf(kind, proxy)}${code}, so its certificate is unknown.`,
    cure: CURES[kind],
  })
}

function reasonOf(kind: NotReached, proxy: string | undefined): string {
  if (kind === 'proxy') return `The proxy "${proxy}" does not open a connection to it`
  const through = proxy ? ` through the proxy "${proxy}"` : ''
  if (kind === 'http version')
    return `It speaks only HTTP/2, which phones support but this check does not${through}`
  const { reason } = FAILURES[kind]
  const stage = kind === 'broken' ? ' before TLS was set up' : ''
  return `${reason[0]!.toUpperCase()}${reason.slice(1)}${stage}${through}`
}
