import { X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { expect, test } from 'vitest'
import { certificateFacts } from '../../src/connections-server/certificate-facts.ts'

const roots = rootCertificates.map((root) => certificateFacts(new X509Certificate(root)))

test('every public root signs itself, and its key is one that phones accept', () => {
  for (const { subject, isSelfSigned, key, validFrom, validTo } of roots) {
    expect(isSelfSigned, subject).toBe(true)
    expect(key, subject).toEqual({ type: expect.any(String), bits: expect.any(Number) })
    expect(key.bits, subject).toBeGreaterThanOrEqual(key.type === 'ec' ? 256 : 2048)
    expect(validTo.getTime(), subject).toBeGreaterThan(validFrom.getTime())
  }
})

test('names are one line each', () => {
  expect(roots.map(({ subject }) => subject)).toContain(
    'C=US, O=Internet Security Research Group, CN=ISRG Root X1',
  )
})
