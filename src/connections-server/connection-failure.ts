import { errorCode } from '../network/index.ts'
import type { ConnectionFailure } from './observation.ts'
import { ProxyError } from './tunnel.ts'

const KINDS: readonly (readonly [codes: RegExp, kind: ConnectionFailure['kind']])[] = [
  [/^(ENOTFOUND|EAI_)/, 'name'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/, 'refused'],
  [/^ETIMEDOUT$/, 'timeout'],
  [/NO_APPLICATION_PROTOCOL/, 'http version'],
  [/SSL|TLS|EPROTO/, 'handshake'],
]

/** Sorts what the attempt to connect failed with. */
export function connectionFailure(error: unknown): ConnectionFailure {
  const code = errorCode(error)
  if (error instanceof ProxyError) return { kind: 'proxy', detail: String(error.status ?? code) }
  if (error instanceof Error && error.name === 'AbortError') return { kind: 'timeout', detail: '' }
  return { kind: KINDS.find(([codes]) => codes.test(code))?.[1] ?? 'reset', detail: code }
}
