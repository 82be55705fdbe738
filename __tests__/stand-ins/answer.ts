import type { ServerResponse } from 'node:http'
import type { Fault, LateFault } from './faults.ts'
import { sendOverWire } from './wire.ts'

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** An object is sent as JSON, a text as it is. */
  readonly body?: unknown
}

export function send(
  response: ServerResponse,
  { status, headers = {}, body }: Answer,
  fault?: LateFault,
): void {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  const contentType =
    typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8'
  const described =
    body === undefined
      ? {}
      : { 'content-type': contentType, 'content-length': String(Buffer.byteLength(text)) }
  sendOverWire(response, { status, headers: { ...described, ...headers }, text }, fault)
}

export function sendFault(
  response: ServerResponse,
  fault: Exclude<Fault, LateFault>,
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
