/** An error, and what it was caused by, the innermost last. */
export function causesOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : []
}

/** The code that Node.js gives to the innermost cause, such as ENOTFOUND; empty where there is none. */
export function errorCode(error: unknown): string {
  let code = ''
  for (const cause of causesOf(error)) {
    const { code: own } = cause as NodeJS.ErrnoException
    if (typeof own === 'string') code = own
    if (cause instanceof AggregateError) code = errorCode(cause.errors[0]) || code
  }
  return code
}

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
 * The codes of TLS or of a certificate that is not in order, which fail the next connection in the same way.
 * @see https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
export const TLS_FAILURE = new RegExp(`CERT|TLS|SSL|^(?:EPROTO|${X509_CODES.join('|')})$`)
