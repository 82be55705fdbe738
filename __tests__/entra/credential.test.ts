import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { readCertificateCredential } from '../../src/entra/credential.ts'
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
  expect(said(own.certificate)).toBe('The value contains a certificate but no private key.')
  expect(said(own.key)).toBe('The value contains a private key but no certificate.')
  expect(said(`${own.key}${own.key}${own.certificate}`)).toBe(
    'The value contains 2 private keys and 1 certificates in PEM form.',
  )
  expect(said(`${own.key}${other.certificate}`)).toBe('None of the certificates belongs to the private key.')
  expect(said(`${own.key}${own.certificate}`, now + 1000 * DAY)).toMatch(/^The certificate expired on \d{4}-/)
  const block = (label: string) => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`
  expect(said(`${block('ENCRYPTED PRIVATE KEY')}${own.certificate}`)).toBe('The private key is encrypted.')
  expect(said(`${block('PRIVATE KEY')}${own.certificate}`)).toBe(
    'The private key cannot be read: part of it is missing or has changed.',
  )
  expect(
    said(
      `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: x\n\nAAAA\n-----END RSA PRIVATE KEY-----`,
    ),
  ).toBe('The private key is encrypted.')
  expect(said(`${own.key}${block('CERTIFICATE')}`)).toBe(
    'None of the certificates belongs to the private key.',
  )
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ec = privateKey.export({ type: 'pkcs8', format: 'pem' })
  expect(said(`${ec}${own.certificate}`)).toBe('The private key is not an RSA key.')
})

test('a key that was cut off on its way into the secret, or is in the form of OpenSSH, is named as that', () => {
  const cut = own.key.slice(0, own.key.length / 2)
  for (const value of [cut, `${cut}\n${own.certificate}`, JSON.stringify(`${own.certificate}${cut}`)])
    expect(said(value)).toBe(
      'A block that starts with "-----BEGIN …" has no end, or contains something other than base64.',
    )
  const openssh = '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n'
  expect(readCertificateCredential(`${openssh}${own.certificate}`, now)).toEqual({
    what: "The private key is in OpenSSH's own format.",
    cure: expect.stringContaining("ssh-keygen -p -N '' -m PKCS8 -f key"),
  })
})

/** What becomes of a file on its way into a secret. */
const MANGLED: Readonly<Record<string, (pem: string) => string>> = {
  'with its line breaks written out': (pem) => pem.replaceAll('\n', '\\n'),
  'with Windows line breaks written out': (pem) => pem.replaceAll('\n', '\\r\\n'),
  'in the quotes of JSON': (pem) => JSON.stringify(pem),
  'in JSON twice': (pem) => JSON.stringify(JSON.stringify(pem)),
  'indented, as in a YAML block': (pem) => pem.replaceAll(/^/gm, '    '),
  'indented with tabs': (pem) => pem.replaceAll(/^/gm, '\t'),
  'on one line': (pem) => pem.replaceAll('\n', ' '),
  'with empty lines between its lines': (pem) => pem.replaceAll('\n', '\n\n'),
  'as base64 in one line': (pem) => Buffer.from(pem).toString('base64'),
  'as base64 in lines, as the tool writes it': (pem) =>
    Buffer.from(pem).toString('base64').replaceAll(/.{76}/g, '$&\n'),
}

test.each(Object.keys(MANGLED))('a key and its certificate %s are the same credential', (how) => {
  const pem = `${own.key}${own.certificate}`
  const mangled = MANGLED[how]!(pem)
  expect(mangled).not.toBe(pem)
  expect(readCertificateCredential(mangled, now)).toEqual(readCertificateCredential(pem, now))
})

test.each(Object.keys(MANGLED))('an encrypted key %s is named as that, with the command', (how) => {
  const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'secret',
  })
  expect(readCertificateCredential(MANGLED[how]!(`${pem}${own.certificate}`), now)).toEqual({
    what: 'The private key is encrypted.',
    cure: 'Remove its passphrase with "openssl pkey -in key.pem -out plain.pem", and store plain.pem together with the certificate.',
  })
})

/** Begins as RFC 7292 says: a sequence, its length in any of DER's and BER's forms, and version 3. */
test.each(['308209f4', '30820a00', '30818f', '307f', '3080'])(
  'a PKCS#12 file (%s…) is named as what it is, with the command that converts it',
  (start) => {
    const file = Buffer.concat([Buffer.from(`${start}0201033082`, 'hex'), Buffer.alloc(120, 7)])
    for (const value of [file.toString('base64'), file.toString('base64').replaceAll(/.{64}/g, '$&\n')])
      expect(readCertificateCredential(value, now)).toMatchObject({
        what: 'The value is a PKCS#12 file (.pfx or .p12).',
        cure: expect.stringContaining('"openssl pkcs12 -in file.pfx -nodes -out both.pem"'),
      })
  },
)

test('a key or a certificate that lost its armour is named as DER', () => {
  for (const pem of [own.key, own.certificate])
    expect(said(pem.replaceAll(/-----.*-----|\s/g, ''))).toBe(
      'The value is a key or a certificate in DER format, without its "-----BEGIN …" line.',
    )
})
