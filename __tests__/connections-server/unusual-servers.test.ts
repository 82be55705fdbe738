import { once } from 'node:events'
import { createSecureServer } from 'node:http2'
import { createServer as createHttpsServer, type ServerOptions } from 'node:https'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { certificateFindings, liveFindings, observeServer } from '../../src/connections-server/index.ts'
import type { DesiredSetting } from '../../src/desired-state/index.ts'
import { type Authority, createAuthority } from '../stand-ins/certificates/index.ts'

/** Servers and proxies as they are met, which the stand-in of Connections is too well-behaved for. */

const WANTED: readonly DesiredSetting[] = [
  { elements: ['SecuritySettings', 'AuthType'], value: 'OAuth', source: 'test' },
]
const JSON_TYPE = { 'content-type': 'application/json' }
const GOOD = JSON.stringify({ SecuritySettings: { AuthType: 'OAuth' } })

let authority: Authority
let served: Pick<ServerOptions, 'key' | 'cert'>
beforeAll(async () => {
  authority = await createAuthority({ name: 'Public Root' })
  const { key, chain } = await authority.issue({ hosts: ['localhost', '::1'] })
  served = { key, cert: chain.join('') }
})

const running: Server[] = []
afterEach(() => {
  for (const server of running.splice(0)) server.close()
})

async function look(server: Server, host = 'localhost', interface_ = '127.0.0.1') {
  running.push(server)
  server.listen(0, interface_)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const url = `https://${host}:${port}`
  return observeServer({ url, roots: [authority.certificate], environment: {}, timeoutSeconds: 5 })
}

/** Identifiers and texts of everything that is found. */
async function found(...server: Parameters<typeof look>): Promise<string[]> {
  const observation = await look(...server)
  const certificate = certificateFindings(observation, { now: new Date(), warningDays: 30 })
  return [...certificate, ...liveFindings(observation, WANTED, true)].map(({ id, what }) => `${id} ${what}`)
}

function answering(headers: Record<string, string>, body: string | Buffer, options: ServerOptions = {}) {
  return createHttpsServer({ ...served, ...options }, (_, response) => {
    response.writeHead(200, headers).end(body)
  })
}

describe('an answer that is packed although nobody asked for it', () => {
  test.each([
    ['gzip', gzipSync(GOOD)],
    ['X-GZIP', gzipSync(GOOD)],
    ['deflate', deflateSync(GOOD)],
    ['br', brotliCompressSync(GOOD)],
  ])('is unpacked as the apps do: %s', async (encoding, body) => {
    expect(await found(answering({ ...JSON_TYPE, 'content-encoding': encoding }, body))).toEqual([])
  })

  test('is given up where it swells', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000, ' '))
    const [text] = await found(answering({ ...JSON_TYPE, 'content-encoding': 'gzip' }, bomb))
    expect(text).toContain('MSSO066 The answer is longer than 1 MB')
  })

  test('and cut is no whole answer', async () => {
    const cut = gzipSync(GOOD).subarray(0, -9)
    const [text] = await found(answering({ ...JSON_TYPE, 'content-encoding': 'gzip' }, cut))
    expect(text).toContain('MSSO066 The connection broke')
  })

  test('according to its header alone is not taken for an empty one', async () => {
    const [text] = await found(answering({ ...JSON_TYPE, 'content-encoding': 'gzip' }, GOOD))
    expect(text).toContain('MSSO066 The connection broke before the answer was complete (Z_DATA_ERROR)')
  })
})

test.each([
  ['too long', 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 3000000\r\n\r\n', 3_000_000, 'MSSO061'],
  ['cut', 'HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 50\r\n\r\n', 5, 'MSSO060'],
  ['packed wrongly', 'HTTP/1.1 404 No\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\n', 5, 'MSSO062'],
])('a page that is %s does not hide the status that it comes with', async (_, head, length, id) => {
  const server = createTlsServer(served, (socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.write(head + 'x'.repeat(length)))
  })
  const [text] = await found(server)
  expect(text).toContain(id)
})

test('a server is told what asks, because firewalls refuse those who do not say', async () => {
  let userAgent: string | undefined
  const server = createHttpsServer(served, (request, response) => {
    userAgent = request.headers['user-agent']
    response.end(GOOD)
  })
  await look(server)
  expect(userAgent).toBe('mobile-sso-config')
})

test('a server that sends two certificates of its authority is not refused for the first of them', async () => {
  const retired = await createAuthority({ name: 'Retired Root' })
  const issuing = await authority.intermediate('Issuing')
  const { key, chain } = await issuing.issue({ hosts: ['localhost'] })
  const [leaf, direct] = chain as [string, string]
  const old = await issuing.crossSignedBy(retired, new Date(Date.now() + 9000 * 86_400_000))
  const foundWith = (...sent: string[]) => found(answering(JSON_TYPE, GOOD, { key, cert: sent.join('') }))
  expect(await foundWith(leaf, old, direct)).toEqual([])
  expect(await foundWith(leaf, old, retired.certificate, direct)).toEqual([])
  expect(await foundWith(leaf, old)).toHaveLength(1)
})

test('a server can go by its IPv6 address', async () => {
  expect(await found(answering(JSON_TYPE, GOOD), '[::1]', '::1')).toEqual([])
})

test('a server that does not know RFC 5746 is not refused, for phones do not refuse it', async () => {
  // A ServerHello of TLS 1.2 without any extension; what follows never comes.
  const hello = Buffer.concat([
    Buffer.from('0303', 'hex'),
    Buffer.alloc(32, 7),
    Buffer.from('00c02f00', 'hex'),
  ])
  const message = Buffer.concat([Buffer.from([2, 0, 0, hello.length]), hello])
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () =>
      socket.end(Buffer.concat([Buffer.from([22, 3, 3, 0, message.length]), message])),
    )
  })
  const observation = await look(server)
  expect(observation).toMatchObject({ kind: 'unreachable', failure: { kind: 'broken' } })
})

test('a server that speaks HTTP/2 only is not said to refuse phones', async () => {
  const [text, ...others] = await found(createSecureServer({ ...served, ALPNProtocols: ['h2'] }))
  expect(text).toContain('MSSO040 It speaks only HTTP/2')
  expect(others).toEqual([])
})

describe('a server that wants a certificate of the client is no fault', () => {
  const STRICT = { requestCert: true, rejectUnauthorized: true } as const
  const CODE = /\(ERR_SSL_\S*ALERT_HANDSHAKE_FAILURE\)/

  test('over TLS 1.2, where the handshake fails', async () => {
    const [text, ...others] = await found(answering(JSON_TYPE, GOOD, { ...STRICT, maxVersion: 'TLSv1.2' }))
    expect(text).toMatch(/^MSSO053 The server ends the handshake because the client has no certificate \(/)
    expect(text).toMatch(CODE)
    expect(others).toEqual([])
  })

  test('over TLS 1.3, where it is missed after the handshake', async () => {
    expect(await found(answering(JSON_TYPE, GOOD, { ...STRICT, minVersion: 'TLSv1.3' }))).toEqual([
      'MSSO072 It requires a client certificate, so the settings of the server are unknown.',
    ])
  })

  test('and one that breaks off before the keys are agreed on is one', async () => {
    const ciphers = 'ECDHE-ECDSA-AES128-GCM-SHA256'
    const [text] = await found(answering(JSON_TYPE, GOOD, { ...STRICT, maxVersion: 'TLSv1.2', ciphers }))
    expect(text).toContain('MSSO051 ')
    expect(text).toMatch(CODE)
  })
})

test('a certificate with dates that are none does not pass, and does not end the run', async () => {
  const { key, certificate } = await authority.issue({ hosts: ['localhost'] })
  const der = Buffer.from(certificate.replaceAll(/-----.*-----|\s/g, ''), 'base64')
  const second = der.indexOf('Z', der.indexOf('Z', 40) + 1)
  const broken = Buffer.concat([der.subarray(0, second - 8), Buffer.from('99999999'), der.subarray(second)])
  const cert = `-----BEGIN CERTIFICATE-----\n${broken.toString('base64')}\n-----END CERTIFICATE-----\n`
  const [text] = await found(answering(JSON_TYPE, GOOD, { key, cert }))
  expect(text).toMatch(/^MSSO04[23] /)
})
