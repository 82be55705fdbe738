import type { ServerResponse } from 'node:http'
import type { Fault } from './faults.ts'

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** An object is sent as JSON, a text as it is. */
  readonly body?: unknown
}

/** Cut off after that many bytes of the body, where given. */
export function send(
  response: ServerResponse,
  { status, headers = {}, body }: Answer,
  cutAfter?: number,
): void {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  response.writeHead(status, {
    ...(body === undefined
      ? {}
      : {
          'content-type':
            typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
          'content-length': String(Buffer.byteLength(text)),
        }),
    ...headers,
  })
  if (cutAfter === undefined) response.end(text)
  else response.write(text.slice(0, cutAfter), () => response.destroy())
}

export function sendFault(
  response: ServerResponse,
  fault: Exclude<Fault, { readonly destroyAfterBytes: number }>,
  recorded: { status: number | undefined },
): void {
  if ('hang' in fault) return
  if ('destroy' in fault) {
    response.destroy()
    return
  }
  recorded.status = fault.status
  send(response, fault)
}
