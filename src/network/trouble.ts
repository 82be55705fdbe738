import { causesOf, errorCode, TLS_FAILURE } from './error-code.ts'
import { AnswerTooLargeError, REQUEST_TIMEOUT } from './fetch.ts'
import { ProxyError } from './tunnel.ts'

/** Why a request got no answer, and what to do. */
export interface Trouble {
  /** Without a full stop. */
  readonly reason: string
  /** A sentence. */
  readonly cure: string
}

const KINDS: readonly (readonly [codes: RegExp, reason: string, cure: string])[] = [
  [
    /^(ENOTFOUND|EAI_)/,
    'its name can not be resolved',
    'Check the name, and the name resolution of the runner; in a company network set https_proxy for the job.',
  ],
  [
    /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)/,
    'it refuses the connection or can not be reached',
    'Check that a firewall lets the runner out; in a company network set https_proxy and no_proxy for the job.',
  ],
  [
    /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|DEPTH_ZERO|CERT_UNTRUSTED)/,
    'its certificate is not from an authority that Node.js trusts',
    "Behind a proxy that inspects TLS give the runner the company's certificate authority with NODE_EXTRA_CA_CERTS.",
  ],
  [
    TLS_FAILURE,
    'its certificate or its TLS is not in order',
    'Check the address, the clock of the runner, and what stands between the runner and the service.',
  ],
  [
    /^ETIMEDOUT/,
    'it does not answer in time',
    'Check that a firewall lets the runner out and that no proxy is needed; then run again.',
  ],
]

/** An error of {@link fetchWhole} for people. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return {
      reason: `there is no answer after ${REQUEST_TIMEOUT} seconds`,
      cure: 'Check that a firewall lets the runner out and that no proxy is needed; then run again.',
    }
  }
  const tooLarge = causesOf(error).find((cause) => cause instanceof AnswerTooLargeError)
  if (tooLarge) return tooLarge
  const code = errorCode(error)
  const kind = KINDS.find(([codes]) => codes.test(code))
  if (kind) return { reason: `${kind[1]} (${code})`, cure: kind[2] }
  return {
    reason: `the connection broke${code && ` (${code})`}${proxyRefusal(error)}`,
    cure: 'Run again; if it stays, check the proxies and firewalls between the runner and the service.',
  }
}

/** What a proxy said that did not open the tunnel. */
function proxyRefusal(error: unknown): string {
  const refused = causesOf(error).find((cause) => cause instanceof ProxyError)
  return refused?.status ? `: ${refused.message}` : ''
}
