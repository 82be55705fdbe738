import { errorCode, ProxyError } from '../network/index.ts'
import { wantsCertificateInHandshake } from './client-certificate.ts'
import type { ConnectionFailure } from './observation.ts'

const KINDS: readonly (readonly [codes: RegExp, kind: ConnectionFailure['kind']])[] = [
  [/^(ENOTFOUND|EAI_)/, 'name'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/, 'refused'],
  [/^ETIMEDOUT$/, 'timeout'],
  [/NO_APPLICATION_PROTOCOL/, 'http version'],
  [/SSL|TLS|EPROTO/, 'handshake'],
]

/**
 * Sorts what the attempt to connect failed with.
 * @param haveKeys the handshake went as far as the keys
 */
export function connectionFailure(error: unknown, haveKeys: boolean): ConnectionFailure {
  const code = errorCode(error)
  if (error instanceof ProxyError) return { kind: 'proxy', detail: String(error.status ?? code) }
  if (error instanceof Error && error.name === 'AbortError') return { kind: 'timeout', detail: '' }
  if (wantsCertificateInHandshake(code, haveKeys)) return { kind: 'client certificate', detail: code }
  return { kind: KINDS.find(([codes]) => codes.test(code))?.[1] ?? 'reset', detail: code }
}
