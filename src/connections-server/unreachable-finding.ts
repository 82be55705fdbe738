import { type Finding, finding } from '../findings.ts'
import { CLIENT_CERTIFICATE_CURE } from './client-certificate.ts'
import type { ConnectionFailure, UnreachableServer } from './observation.ts'

const REASONS: Record<
  Exclude<ConnectionFailure['kind'], 'proxy' | 'handshake' | 'client certificate'>,
  { what: string; cure: string }
> = {
  name: {
    what: 'Its name can not be resolved',
    cure: 'Check connections-url, and the name resolution of the runner; in a company network set https_proxy for the job.',
  },
  refused: {
    what: 'It refuses the connection or there is no way to it',
    cure: 'Check that the server runs and that a firewall lets the runner through, or use a runner in the network of the server.',
  },
  timeout: {
    what: 'It does not answer in time',
    cure: 'Check that a firewall lets the runner through and that no proxy is needed, or use a runner in the network of the server.',
  },
  'http version': {
    what: 'It speaks HTTP/2 only, which phones do and this check does not',
    cure: 'Switch HTTP/1.1 on as well where TLS ends.',
  },
  reset: {
    what: 'The connection broke before TLS was set up',
    cure: 'Check that TLS is served at this port, and what the firewalls and proxies between the runner and the server do.',
  },
}

/** A server without a TLS connection: nothing about its certificate is known. */
export function unreachableFinding({ address: { server }, failure, proxy }: UnreachableServer): Finding {
  const { kind, detail } = failure
  const code = detail && ` (${detail})`
  if (kind === 'client certificate') {
    return finding('MSSO053', {
      where: server,
      what: `The server ends the handshake because the client has no certificate${code}, so nothing is known about its own certificate.`,
      cure: CLIENT_CERTIFICATE_CURE,
    })
  }
  if (kind === 'handshake') {
    return finding('MSSO051', {
      where: server,
      what: `The server and a client that accepts everything from TLS 1.0 up do not agree on a connection${code}; phones, which accept less, do not get one either.`,
      cure: 'Serve TLS 1.2 or 1.3 at this address with its usual ciphers.',
    })
  }
  if (kind === 'proxy') {
    return finding('MSSO040', {
      where: server,
      what: `The proxy "${proxy}" opens no connection to it${code}, so nothing is known about its certificate.`,
      cure: 'Have the proxy allow it (407 asks for user name and password, in the URL of https_proxy), or name the server in no_proxy.',
    })
  }
  const { what, cure } = REASONS[kind]
  const by = proxy ? ` through the proxy "${proxy}"` : ''
  return finding('MSSO040', {
    where: server,
    what: `${what}${by}${code}, so nothing is known about its certificate.`,
    cure,
  })
}
