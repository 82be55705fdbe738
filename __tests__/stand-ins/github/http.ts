import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LateFault } from '../faults.ts'
import { sendOverWire } from '../wire.ts'
import type { Fault } from './faults.ts'
import type { Refusal } from './refusal.ts'
import type { Answer } from './route.ts'

export async function readText(incoming: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of incoming) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString()
}

export function refused({ status, message, errors, headers }: Refusal): Answer {
  const documentation = 'https://docs.github.com/rest'
  return {
    status,
    headers,
    body: {
      message,
      ...(errors ? { errors } : {}),
      documentation_url: documentation,
      status: String(status),
    },
  }
}

export function send(
  response: ServerResponse,
  { status, body, headers = {} }: Answer,
  fault?: LateFault,
): void {
  const text = JSON.stringify(body)
  const usual = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
    'x-github-request-id': '0000:000000:0000000:0000000:00000000',
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
  }
  sendOverWire(response, { status, headers: { ...usual, ...headers }, text }, fault)
}

export function sendFault(
  response: ServerResponse,
  fault: Exclude<Fault, LateFault>,
  recorded: { status: number | undefined },
): void {
  if ('hang' in fault) return
  if ('status' in fault) {
    recorded.status = fault.status
    const isText = typeof fault.body === 'string'
    response.writeHead(fault.status, {
      'content-type': isText ? 'text/html' : 'application/json; charset=utf-8',
      ...fault.headers,
    })
    response.end(isText ? fault.body : JSON.stringify(fault.body ?? { message: 'fault' }))
    return
  }
  response.destroy()
}
