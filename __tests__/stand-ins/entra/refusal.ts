import { randomUUID } from 'node:crypto'
import type { Answer } from '../https-server.ts'

/** A refusal as Entra ID words it. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: number
  readonly status: number
  readonly error: string

  constructor(code: number, message: string, { status = 400, error = 'invalid_request' } = {}) {
    super(message)
    this.code = code
    this.status = status
    this.error = error
  }
}

/** 401 invalid_client: the credential is at fault. */
export function invalidClient(code: number, message: string): Refusal {
  return new Refusal(code, message, { status: 401, error: 'invalid_client' })
}

/**
 * The answer to a refused request.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes
 */
export function refused(
  { code, message, status, error }: Refusal,
  { host, correlationId }: { readonly host: string; readonly correlationId: string },
): Answer {
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`
  const traceId = randomUUID()
  return {
    status,
    headers: { 'cache-control': 'no-store, no-cache', 'x-ms-request-id': traceId },
    body: {
      error,
      error_description: `AADSTS${code}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://${host}/error?code=${code}`,
    },
  }
}
