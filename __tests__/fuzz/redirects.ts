import assert from 'node:assert/strict'
import fc from 'fast-check'
import { redirected } from '../../src/network/fetch.ts'
import { hostileText } from './hostile-text.ts'
import type { FuzzTarget } from './target.ts'

interface RedirectsCase {
  readonly from: string
  readonly method: string
  readonly status: number
  readonly location: string
}

const FROM = ['https://api.github.com/repos/acme/config', 'http://github.acme:8080/api/v3/graphql']

const part = fc.constantFrom(
  'https:',
  'HTTP:',
  'ftp:',
  'javascript:',
  '//',
  '\\\\',
  '/',
  '..',
  'api.github.com',
  'api.github.com.',
  'github.acme:8080',
  'user:pass@',
  '@',
  ':443',
  '[::1]',
  '?',
  '#',
  '\t',
  '%2f',
)
const location = fc.oneof(
  fc.array(part, { maxLength: 6 }).map((parts) => parts.join('')),
  fc.webUrl(),
  hostileText,
)

/** What a service, or somebody in its place, leads requests to. */
export const redirects: FuzzTarget<RedirectsCase> = {
  name: 'redirects',
  share: 1,
  input: fc.record({
    from: fc.constantFrom(...FROM),
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
    status: fc.oneof(fc.constantFrom(301, 302, 303, 307, 308), fc.nat(599)),
    location,
  }),
  check({ from, method, status, location: value }) {
    const headers = { Authorization: 'token x', cookie: 'y', accept: 'z' }
    const request = { url: new URL(from), method, headers, signal: AbortSignal.any([]) }
    const sent = method === 'GET' ? request : { ...request, body: 'a file' }
    const get = (name: string) => (name === 'location' ? value : null)
    const next = redirected(sent, { status, headers: { get, [Symbol.iterator]: () => [].values() } })
    if (!next) return
    assert.match(next.url.protocol, /^https?:$/)
    assert.ok(next.url.protocol === 'https:' || request.url.protocol === 'http:', 'TLS is given up')
    if (next.url.origin === request.url.origin) {
      assert.deepEqual(next.headers, headers)
      return
    }
    assert.deepEqual(next.headers, { accept: 'z' })
    assert.equal(next.body, undefined)
    assert.equal(next.method ?? 'GET', 'GET')
  },
}
