import type { AlteredAnswer, Fault } from '../stand-ins/faults.ts'

/** One way for a request to fail. */
export interface FaultKind {
  readonly name: string
  /** Undefined: connections are refused. */
  readonly fault: Fault | undefined
  /** What its repetition meets. */
  readonly next?: Fault
  /** Only GitHub fails so; for another service it is a refusal. */
  readonly isOfGitHub?: true
  /** It is tried for good as well, from one request of a service on. */
  readonly mayLast: boolean
}

const PAGE = '<!DOCTYPE html><html><head><title>Please sign in</title></head><body></body></html>'
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }
const HTML = { 'content-type': 'text/html; charset=utf-8' }

const once = (name: string, fault: Fault): FaultKind => ({ name, fault, mayLast: false })
const lasting = (name: string, fault: Fault | undefined): FaultKind => ({ name, fault, mayLast: true })
const altered = (alter: AlteredAnswer['alter']): Fault => ({ alter })
const withText = (text: (whole: string) => string): Fault =>
  altered((answer) => {
    const body = text(answer.text)
    const headers = { ...answer.headers, 'content-length': String(Buffer.byteLength(body)) }
    if (answer.status !== 204 || body === '') return { ...answer, headers, text: body }
    return { status: 200, headers: { ...headers, ...JSON_TYPE }, text: body }
  })

const message = { message: 'Try again later.' }

/** Everything that a network, a gateway or a service that is not well makes of a request. */
export const FAULT_KINDS: readonly FaultKind[] = [
  lasting('connection refused', undefined),
  once('connection reset before the service acts', { destroy: true }),
  once(
    'connection reset half-way through the body',
    altered((answer) => (answer.text ? { ...answer, cutAfter: answer.text.length >> 1 } : 'cut')),
  ),
  once(
    'connection reset when the service has acted',
    altered(() => 'cut'),
  ),
  lasting('no answer in time', { hang: true }),
  once(
    'no answer in time when the service has acted',
    altered(() => 'hang'),
  ),
  once('429 with Retry-After', { status: 429, headers: { 'retry-after': '1' }, body: message }),
  lasting('429 without Retry-After', { status: 429, body: message }),
  once('429 with a Retry-After of an hour', {
    status: 429,
    headers: { 'retry-after': '3600' },
    body: message,
  }),
  {
    name: 'no answer when the service has acted, and then a rate limit',
    fault: altered(() => 'cut'),
    next: {
      status: 403,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' },
      body: { message: 'API rate limit exceeded' },
    },
    isOfGitHub: true,
    mayLast: false,
  },
  once('500', { status: 500, body: message }),
  once('502 with a web page', { status: 502, headers: HTML, body: PAGE }),
  once(
    '502 with a web page when the service has acted',
    altered(() => ({ status: 502, headers: HTML, text: PAGE })),
  ),
  lasting('503', { status: 503, body: message }),
  once(
    'malformed JSON',
    withText(() => '{"message": oops}'),
  ),
  lasting('malformed JSON before the service acts', {
    status: 200,
    headers: JSON_TYPE,
    body: '{"message": oops}',
  }),
  once(
    'truncated JSON',
    withText((whole) => whole.slice(0, Math.ceil(whole.length / 2)) || '{"val'),
  ),
  once('a web page with 200', { status: 200, headers: HTML, body: PAGE }),
  once(
    'the right JSON with the wrong content type',
    altered((answer) => ({ ...answer, headers: { ...answer.headers, ...HTML } })),
  ),
  once(
    'an empty body',
    withText(() => ''),
  ),
]
