import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { readCertificateCredential } from '../../src/app-registration/identity.ts'
import { type Authority, createAuthority, type IssuedCertificate } from '../stand-ins/certificates/index.ts'

const DAY = 86_400_000
const now = Date.now()
let authority: Authority
let own: IssuedCertificate
let other: IssuedCertificate
beforeAll(async () => {
  authority = await createAuthority()
  own = await authority.issue({ hosts: ['own'], kind: 'client' })
  other = await authority.issue({ hosts: ['other'], kind: 'client' })
})
const said = (pem: string, at = now) => {
  const credential = readCertificateCredential(pem, at)
  return 'what' in credential ? credential.what : credential.thumbprintSha256
}

test('the certificate of the key is found among others, in any order, with Windows line ends', () => {
  const thumbprint = said(`${own.key}${own.certificate}`)
  expect(thumbprint).toMatch(/^[0-9A-F]{64}$/)
  expect(said(`${authority.certificate}\n${other.certificate}\n${own.certificate}\n${own.key}`)).toBe(
    thumbprint,
  )
  expect(said(`Bag Attributes\n${own.key}${own.certificate}`.replaceAll('\n', '\r\n'))).toBe(thumbprint)
})

test('what can not be used is refused without quoting any of it', () => {
  expect(said(own.certificate)).toBe('The value holds 0 private keys and 1 certificates in PEM form.')
  expect(said(`${own.key}${own.key}${own.certificate}`)).toBe(
    'The value holds 2 private keys and 1 certificates in PEM form.',
  )
  expect(said(`${own.key}${other.certificate}`)).toBe('No certificate belongs to the private key.')
  expect(said(`${own.key}${own.certificate}`, now + 1000 * DAY)).toMatch(/^The certificate expired on \d{4}-/)
  const block = (label: string) => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`
  expect(said(`${block('ENCRYPTED PRIVATE KEY')}${own.certificate}`)).toBe(
    'The private key can not be read: it is encrypted, or its line breaks were lost.',
  )
  expect(
    said(
      `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: x\n\nAAAA\n-----END RSA PRIVATE KEY-----`,
    ),
  ).toBe('The private key can not be read: it is encrypted, or its line breaks were lost.')
  expect(said(`${own.key}${block('CERTIFICATE')}`)).toBe('No certificate belongs to the private key.')
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ec = privateKey.export({ type: 'pkcs8', format: 'pem' })
  expect(said(`${ec}${own.certificate}`)).toBe('The private key is not an RSA key.')
})
