import { AnswerTooLargeError, REQUEST_TIMEOUT } from './fetch.ts'
import { ProxyError } from './tunnel.ts'

/** Of certificates, beside those whose names say CERT. */
const X509_CODES = [
  'UNABLE_TO_GET_CRL',
  'UNABLE_TO_DECRYPT_CRL_SIGNATURE',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CRL_SIGNATURE_FAILURE',
  'CRL_NOT_YET_VALID',
  'CRL_HAS_EXPIRED',
  'ERROR_IN_CRL_LAST_UPDATE_FIELD',
  'ERROR_IN_CRL_NEXT_UPDATE_FIELD',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'HOSTNAME_MISMATCH',
]

/**
 * How a connection fails, by the codes of Node.js; the first one that matches counts.
 * @see https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
export const FAILURES = {
  name: {
    codes: /^(ENOTFOUND|EAI_)/,
    reason: 'its name cannot be resolved',
    cure: 'Check the name, and the name resolution of the runner; in a company network set https_proxy for the job.',
  },
  refused: {
    codes: /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)/,
    reason: 'it refuses the connection or cannot be reached',
    cure: 'Check that a firewall lets the runner out; in a company network set https_proxy and no_proxy for the job.',
  },
  untrusted: {
    codes: /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|DEPTH_ZERO|CERT_UNTRUSTED)/,
    reason: 'its certificate is not from an authority that Node.js trusts',
    cure: "Behind a proxy that inspects TLS give the runner the company's certificate authority with NODE_EXTRA_CA_CERTS.",
  },
  tls: {
    codes: new RegExp(`CERT|TLS|SSL|^(?:EPROTO|${X509_CODES.join('|')})$`),
    reason: 'its certificate or its TLS is not in order',
    cure: 'Check the address, the clock of the runner, and what stands between the runner and the service.',
  },
  timeout: {
    codes: /^ETIMEDOUT/,
    reason: 'it does not answer in time',
    cure: 'Check that a firewall lets the runner out and that no proxy is needed; then run again.',
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
  const code = errorCode(error)
  const kinds = Object.keys(FAILURES) as FailureKind[]
  return { kind: kinds.find((kind) => FAILURES[kind].codes.test(code))!, code }
}

/** Why a request got no answer, and what to do. */
export interface Failure {
  /** Without a full stop. */
  readonly reason: string
  /** A sentence. */
  readonly cure: string
}

/** An error of {@link fetchWhole} for people. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Error && error.name === 'TimeoutError')
    return { ...FAILURES.timeout, reason: `there is no answer after ${REQUEST_TIMEOUT} seconds` }
  const tooLarge = causesOf(error).find((cause) => cause instanceof AnswerTooLargeError)
  if (tooLarge) return tooLarge
  const { kind, code } = failureKind(error)
  const { reason, cure } = FAILURES[kind]
  return { reason: `${reason}${code && ` (${code})`}${proxyRefusal(error)}`, cure }
}

/** What a proxy said that did not open the tunnel. */
function proxyRefusal(error: unknown): string {
  const refused = causesOf(error).find((cause) => cause instanceof ProxyError)
  return refused?.status ? `: ${refused.message}` : ''
}

/** An error, and what it was caused by, the innermost last. */
export function causesOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : []
}

export function errorCode(error: unknown): string {
  let code = ''
  for (const cause of causesOf(error)) {
    const { code: own } = cause as NodeJS.ErrnoException
    if (typeof own === 'string') code = own
    if (cause instanceof AggregateError) code = errorCode(cause.errors[0]) || code
  }
  return code
}
