import { X509Certificate } from 'node:crypto'
import type { Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { connect, type PeerCertificate } from 'node:tls'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { listenWith } from '../https-server.ts'
import { type Authority, createAuthority, type IssuedCertificate } from './index.ts'

const DAY = 86_400_000
/** OpenSSL serves and shows weak certificates only when it is told to. */
const WEAK = 'DEFAULT@SECLEVEL=0'

let authority: Authority
beforeAll(async () => {
  authority = await createAuthority({ name: 'Acme Root' })
})

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** What a client that trusts the root makes of a server with that certificate: undefined, or the error's code. */
async function verdict(
  { key, chain }: IssuedCertificate,
  { servername = 'localhost', ciphers }: { readonly servername?: string; readonly ciphers?: string } = {},
): Promise<string | undefined> {
  const weak = ciphers ? { ciphers } : {}
  const server = await listenWith({ key, cert: chain.join(''), ...weak })
  servers.push(server)
  const { port } = server.address() as AddressInfo
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, servername, ca: authority.certificate, ...weak })
    socket.on('secureConnect', () => {
      socket.destroy()
      resolve(undefined)
    })
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
  })
}

describe('a server with a certificate', () => {
  test('of the authority is trusted, under its names and addresses', async () => {
    const issued = await authority.issue({ hosts: ['localhost', 'login.example.com', '127.0.0.1'] })
    expect(await verdict(issued)).toBeUndefined()
    expect(await verdict(issued, { servername: 'login.example.com' })).toBeUndefined()
    const address = new X509Certificate(issued.certificate)
    expect(address.checkIP('127.0.0.1')).toBe('127.0.0.1')
  })

  test('of an intermediate authority is trusted with the whole chain only', async () => {
    const intermediate = await authority.intermediate('Acme Issuing')
    const issued = await intermediate.issue({ hosts: ['localhost'] })
    expect(issued.chain).toEqual([issued.certificate, intermediate.certificate])
    expect(await verdict(issued)).toBeUndefined()
    expect(await verdict({ ...issued, chain: [issued.certificate] })).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
  })

  test('for another name is not trusted', async () => {
    expect(await verdict(await authority.issue({ hosts: ['other.example'] }))).toBe(
      'ERR_TLS_CERT_ALTNAME_INVALID',
    )
  })

  test('that has expired or is not valid yet is not trusted', async () => {
    const at = (days: number) => new Date(Date.now() + days * DAY)
    const hosts = ['localhost']
    expect(await verdict(await authority.issue({ hosts, notBefore: at(-9), notAfter: at(-1) }))).toBe(
      'CERT_HAS_EXPIRED',
    )
    expect(await verdict(await authority.issue({ hosts, notBefore: at(1), notAfter: at(9) }))).toBe(
      'CERT_NOT_YET_VALID',
    )
  })

  test('that is signed by itself is not trusted', async () => {
    expect(await verdict(await authority.issue({ hosts: ['localhost'], selfSigned: true }))).toBe(
      'DEPTH_ZERO_SELF_SIGNED_CERT',
    )
  })

  test('of another authority is not trusted', async () => {
    const other = await createAuthority()
    expect(await verdict(await other.issue({ hosts: ['localhost'] }))).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
  })

  test('of 1024 bits or signed over SHA-1 can be served to a client that accepts it', async () => {
    const short = await authority.issue({ hosts: ['localhost'], keySize: 1024 })
    const sha1 = await authority.issue({ hosts: ['localhost'], hash: 'SHA-1' })
    expect(new X509Certificate(short.certificate).publicKey.asymmetricKeyDetails?.modulusLength).toBe(1024)
    expect(await verdict(short, { ciphers: WEAK })).toBeUndefined()
    expect(await verdict(sha1, { ciphers: WEAK })).toBeUndefined()
  })

  test('for clients is none for servers', async () => {
    expect(await verdict(await authority.issue({ hosts: ['localhost'], kind: 'client' }))).toBe(
      'INVALID_PURPOSE',
    )
  })
})

test('a certificate has the extensions that verifiers look at', async () => {
  const { certificate } = await authority.issue({ hosts: ['a.example', '127.0.0.1', '::1'] })
  const own = new X509Certificate(certificate)
  const root = new X509Certificate(authority.certificate)
  expect(own.subjectAltName).toBe('DNS:a.example, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1')
  expect(own.ca).toBe(false)
  expect(own.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
  expect(own.issuer).toBe('CN=Acme Root')
  expect(own.checkIssued(root)).toBe(true)
  expect(own.verify(root.publicKey)).toBe(true)
  expect(root.ca).toBe(true)
  const legacy = own.toLegacyObject() as PeerCertificate
  expect(legacy.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/)
})
