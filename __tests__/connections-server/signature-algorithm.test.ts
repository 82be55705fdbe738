import { X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { expect, test } from 'vitest'
import { signatureAlgorithm } from '../../src/connections-server/signature-algorithm.ts'

test('the algorithm of every public root is the one that Node.js tells', () => {
  const roots = rootCertificates.map((root) => new X509Certificate(root))
  expect(roots.length).toBeGreaterThan(100)
  expect(roots.map(({ raw }) => signatureAlgorithm(raw))).toEqual(
    roots.map(({ signatureAlgorithmOid }) => signatureAlgorithmOid),
  )
})

test.each([[''], ['30'], ['3003'], ['30823082'], ['300330ff06'], ['ffffffffffffffff']])(
  'bytes that are no certificate have none: %s',
  (hex) => {
    expect(signatureAlgorithm(Buffer.from(hex, 'hex'))).toMatch(/^[\d.]*$/)
  },
)
