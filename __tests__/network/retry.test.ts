import { describe, expect, test } from 'vitest'
import { AnswerTooLargeError } from '../../src/network/fetch.ts'
import { DeadlineError, MAX_WAIT, retrying } from '../../src/network/index.ts'

type Outcome = Response | Error

/** Sends to a list of outcomes, and records what was waited for. */
async function retried(outcomes: Outcome[]) {
  const waits: number[] = []
  const warnings: string[] = []
  const rest = [...outcomes]
  const send = retrying(
    async () => {
      const outcome = rest.shift()!
      if (outcome instanceof Error) throw outcome
      return outcome
    },
    {
      warning: (message) => warnings.push(message),
      wait: async (seconds) => {
        waits.push(seconds)
      },
    },
  )
  const result = await send('https://graph.test/v1.0/x?secret=1', { method: 'PATCH' }).catch((error) => error)
  return { result, waits, warnings, sent: outcomes.length - rest.length }
}

const status = (code: number, headers: Record<string, string> = {}) =>
  new Response('{}', { status: code, headers })
const failure = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) })

test('an answer that is not temporary is handed on at once', async () => {
  for (const code of [200, 204, 400, 401, 403, 404])
    expect(await retried([code === 204 ? new Response(null, { status: 204 }) : status(code)])).toMatchObject({
      waits: [],
      sent: 1,
    })
})

test.each([429, 500, 502, 503, 504])(
  'a %i is repeated after 1, 2 and 4 seconds, then handed on',
  async (code) => {
    const { result, waits, sent } = await retried([status(code), status(code), status(code), status(code)])
    expect(waits).toEqual([1, 2, 4])
    expect(sent).toBe(4)
    expect((result as Response).status).toBe(code)
  },
)

describe('Retry-After', () => {
  test('in seconds is waited for, and said', async () => {
    const { waits, warnings } = await retried([status(429, { 'retry-after': '17' }), status(200)])
    expect(waits).toEqual([17])
    expect(warnings).toEqual([
      'PATCH https://graph.test/v1.0/x: the service answered with 429; trying again in 17 seconds.',
    ])
  })

  test('as a date is waited for', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString()
    const { waits } = await retried([status(503, { 'retry-after': date }), status(200)])
    expect(waits[0]).toBeGreaterThan(50)
    expect(waits[0]).toBeLessThanOrEqual(61)
  })

  test('in the past or without meaning does not wait for ever', async () => {
    const past = new Date(Date.now() - 60_000).toUTCString()
    expect((await retried([status(429, { 'retry-after': past }), status(200)])).waits).toEqual([0])
    expect((await retried([status(429, { 'retry-after': 'soon' }), status(200)])).waits).toEqual([1])
  })

  test('beyond what a run can wait for is handed on', async () => {
    const { waits, sent } = await retried([status(429, { 'retry-after': String(MAX_WAIT + 1) })])
    expect({ waits, sent }).toEqual({ waits: [], sent: 1 })
  })
})

test('a broken connection is repeated, and the last error is thrown', async () => {
  const { result, waits } = await retried(Array.from({ length: 4 }, () => failure('ECONNRESET')))
  expect(waits).toEqual([1, 2, 4])
  expect(result).toBeInstanceOf(TypeError)
})

/** Every code of https://nodejs.org/api/tls.html#x509-certificate-error-codes but OUT_OF_MEM, and some of TLS itself. */
const LASTING = [
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_CRL',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_DECRYPT_CRL_SIGNATURE',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
  'CRL_SIGNATURE_FAILURE',
  'CERT_NOT_YET_VALID',
  'CERT_HAS_EXPIRED',
  'CRL_NOT_YET_VALID',
  'CRL_HAS_EXPIRED',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'ERROR_IN_CRL_LAST_UPDATE_FIELD',
  'ERROR_IN_CRL_NEXT_UPDATE_FIELD',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'CERT_CHAIN_TOO_LONG',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'EPROTO',
]

test.each(LASTING)('%s does not go away by waiting, so the request is not repeated', async (code) => {
  expect(await retried([failure(code)])).toMatchObject({ waits: [], sent: 1 })
})

test('an answer that is too large, or the end of the run, does not go away by waiting either', async () => {
  for (const error of [new AnswerTooLargeError('GET https://graph.test/', 5_000_000), new DeadlineError('x')])
    expect(await retried([new TypeError('fetch failed', { cause: error })])).toMatchObject({ waits: [] })
})
