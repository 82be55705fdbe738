import { type Finding, finding } from '../findings.ts'
import { FAILURES } from '../network/index.ts'
import { CLIENT_CERTIFICATE_CURE } from './answer.ts'
import type { ConnectionFailure, UnreachableServer } from './observation.ts'

type NotReached = Exclude<ConnectionFailure['kind'], 'tls' | 'untrusted' | 'client certificate'>

const CURES: Record<NotReached, string> = {
  name: 'Check connections-url, and the name resolution of the runner; in a company network set https_proxy for the job.',
  refused:
    'Check that the server runs and that a firewall lets the runner through, or use a runner in the network of the server.',
  timeout:
    'Check that a firewall lets the runner through and that no proxy is needed, or use a runner in the network of the server.',
  'http version': 'Switch HTTP/1.1 on as well where TLS ends.',
  broken:
    'Check that TLS is served at this port, and what the firewalls and proxies between the runner and the server do.',
  proxy:
    'Have the proxy allow it (407 asks for user name and password, in the URL of https_proxy), or name the server in no_proxy.',
}

/** A server without a TLS connection: nothing about its certificate is known. */
export function unreachableFinding({ address, failure, proxy }: UnreachableServer): Finding {
  const { kind, detail } = failure
  const where = address.server
  const code = detail && ` (${detail})`
  if (kind === 'client certificate')
    return finding('MSSO053', {
      where,
      what: `The server ends the handshake because the client has no certificate${code}, so nothing is known about its own certificate.`,
      cure: CLIENT_CERTIFICATE_CURE,
    })
  if (kind === 'tls' || kind === 'untrusted')
    return finding('MSSO051', {
      where,
      what: `The server and a client that accepts everything from TLS 1.0 up do not agree on a connection${code}; phones, which accept less, do not get one either.`,
      cure: 'Serve TLS 1.2 or 1.3 at this address with its usual ciphers.',
    })
  return finding('MSSO040', {
    where,
    what: `${reasonOf(kind, proxy)}${code}, so nothing is known about its certificate.`,
    cure: CURES[kind],
  })
}

function reasonOf(kind: NotReached, proxy: string | undefined): string {
  if (kind === 'proxy') return `The proxy "${proxy}" opens no connection to it`
  const through = proxy ? ` through the proxy "${proxy}"` : ''
  if (kind === 'http version')
    return `It speaks HTTP/2 only, which phones do and this check does not${through}`
  const { reason } = FAILURES[kind]
  const stage = kind === 'broken' ? ' before TLS was set up' : ''
  return `${reason[0]!.toUpperCase()}${reason.slice(1)}${stage}${through}`
}
