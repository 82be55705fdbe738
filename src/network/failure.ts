import { ProxyError } from './agents.ts'
import { AnswerTooLargeError, REQUEST_TIMEOUT } from './fetch.ts'

/**
 * How a connection fails, by the codes of Node.js; the first one that matches counts.
 * @see https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
export const FAILURES = {
  name: {
    codes: /^(ENOTFOUND|EAI_)/,
    reason: 'its host name cannot be resolved',
    cure: 'Check the name and the DNS of the runner. In a company network, set https_proxy for the job.',
  },
  refused: {
    codes: /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)/,
    reason: 'it refuses connections or cannot be reached',
    cure: 'Check that the firewall lets the runner out. In a company network, set https_proxy and no_proxy for the job.',
  },
  untrusted: {
    codes: /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|DEPTH_ZERO|CERT_UNTRUSTED)/,
    reason: 'its certificate comes from an authority that Node.js does not trust',
    cure: "Behind a proxy that inspects TLS, set NODE_EXTRA_CA_CERTS to a file with the company's certificate authority.",
  },
  tls: {
    codes:
      /CERT|CRL|TLS|SSL|^(EPROTO|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|UNABLE_TO_DECODE_ISSUER)/,
    reason: 'its certificate or its TLS configuration is faulty',
    cure: 'Check the address, the clock of the runner, and the proxies and firewalls between the runner and the service.',
  },
  timeout: {
    codes: /^ETIMEDOUT/,
    reason: 'it does not answer in time',
    cure: 'Check that the firewall lets the runner out and that no proxy is needed, then run again.',
  },
  broken: {
    codes: /^/,
    reason: 'the connection broke',
    cure: 'Run again; if it happens again, check the proxies and firewalls between the runner and the service.',
  },
} as const

export type FailureKind = keyof typeof FAILURES

/** @returns the kind, and the code that Node.js gives to the innermost cause, such as ENOTFOUND; empty where there is none */
export function failureKind(error: unknown): { readonly kind: FailureKind; readonly code: string } {
  const codes = causesOf(error).map((cause) => (cause as NodeJS.ErrnoException).code)
  const code = codes.findLast((each) => typeof each === 'string') ?? ''
  const kinds = Object.keys(FAILURES) as FailureKind[]
  return { kind: kinds.find((kind) => FAILURES[kind].codes.test(code))!, code }
}

/**
 * An error of {@link fetchWhole} for people.
 * @returns why a request got no answer, without a full stop, and what to do, as a sentence
 */
export function failureOf(error: unknown): { readonly reason: string; readonly cure: string } {
  if (error instanceof Error && error.name === 'TimeoutError')
    return { ...FAILURES.timeout, reason: `there was no answer within ${REQUEST_TIMEOUT} seconds` }
  const causes = causesOf(error)
  const tooLarge = causes.find((cause) => cause instanceof AnswerTooLargeError)
  if (tooLarge) return tooLarge
  const { kind, code } = failureKind(error)
  const { reason, cure } = FAILURES[kind]
  const refused = causes.find((cause) => cause instanceof ProxyError)
  const proxy = refused?.status ? `: ${refused.message}` : ''
  return { reason: `${reason}${code && ` (${code})`}${proxy}`, cure }
}

/** An error, and what it was caused by, the innermost last. Of addresses that were tried one after the other the first counts. */
export function causesOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return []
  return [error, ...causesOf(error instanceof AggregateError ? error.errors[0] : error.cause)]
}
