import { expect, test } from 'vitest'
import { failureOf, ProxyError } from '../../src/network/index.ts'

const failed = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })

test.each([
  ['ENOTFOUND', 'its name cannot be resolved (ENOTFOUND)', 'name resolution'],
  ['EAI_AGAIN', 'its name cannot be resolved (EAI_AGAIN)', 'name resolution'],
  ['ECONNREFUSED', 'it refuses the connection or cannot be reached (ECONNREFUSED)', 'https_proxy'],
  [
    'SELF_SIGNED_CERT_IN_CHAIN',
    'its certificate is not from an authority that Node.js trusts',
    'NODE_EXTRA_CA_CERTS',
  ],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate is not from an authority', 'NODE_EXTRA_CA_CERTS'],
  ['CERT_HAS_EXPIRED', 'its certificate or its TLS is not in order (CERT_HAS_EXPIRED)', 'clock'],
  ['INVALID_CA', 'its certificate or its TLS is not in order (INVALID_CA)', 'clock'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate or its TLS is not in order', 'address'],
  ['ETIMEDOUT', 'it does not answer in time', 'firewall'],
  ['ECONNRESET', 'the connection broke (ECONNRESET)', 'Run again'],
])('%s is explained', (code, reason, cure) => {
  expect(failureOf(failed(code)).reason).toContain(reason)
  expect(failureOf(failed(code)).cure).toContain(cure)
})

test('an answer that does not come is explained', () => {
  const error = Object.assign(new Error('aborted'), { name: 'TimeoutError' })
  expect(failureOf(error).reason).toBe('there is no answer after 30 seconds')
})

test('addresses that are tried one after the other fail with the reason of the first', () => {
  const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' })
  const error = new TypeError('fetch failed', { cause: new AggregateError([refused]) })
  expect(failureOf(error).reason).toContain('ECONNREFUSED')
})

test('a proxy that opens no tunnel is named', () => {
  expect(failureOf(new ProxyError(407)).reason).toBe('the connection broke: the proxy answered with 407')
  const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' })
  expect(failureOf(new ProxyError(undefined, refused)).reason).toContain('refuses the connection')
  expect(failureOf('odd').reason).toBe('the connection broke')
})
