import { randomUUID } from 'node:crypto'
import type { Fault } from '../faults.ts'

export const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A refusal as Microsoft Graph words it. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export function badRequest(message: string, code = 'Request_BadRequest'): Refusal {
  return new Refusal(400, code, message)
}

export function notFound(id: string): Refusal {
  return new Refusal(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  )
}

export function insufficientPrivileges(): Refusal {
  return new Refusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
}

/** @see https://learn.microsoft.com/en-us/graph/errors#error-resource-type */
export function errorBody(code: string, message: string, requestId: string, clientRequestId: string): object {
  return {
    error: {
      code,
      message,
      innerError: {
        date: new Date().toISOString().slice(0, 19),
        'request-id': requestId,
        'client-request-id': clientRequestId,
      },
    },
  }
}

/**
 * Too many requests, with or without the seconds to wait.
 * @see https://learn.microsoft.com/en-us/graph/throttling
 */
export function throttled({ retryAfter }: { readonly retryAfter?: number } = {}): Fault {
  return {
    status: 429,
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
    body: faultBody('TooManyRequests', 'Too many requests'),
  }
}

export function serverError(status: 500 | 503 | 504 = 503): Fault {
  const [code, message] = {
    500: ['InternalServerError', 'An internal server error occurred. The operation failed.'],
    503: ['ServiceUnavailable', 'The service is temporarily unavailable. Please retry.'],
    504: ['UnknownError', 'Gateway timeout'],
  }[status] as [string, string]
  return { status, body: faultBody(code, message) }
}

/** What a gateway before the service answers: not JSON. */
export function badGateway(): Fault {
  return {
    status: 502,
    body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>Microsoft-Azure-Application-Gateway/v2</center>\r\n</body>\r\n</html>\r\n',
  }
}

function faultBody(code: string, message: string): object {
  const requestId = randomUUID()
  return errorBody(code, message, requestId, requestId)
}
