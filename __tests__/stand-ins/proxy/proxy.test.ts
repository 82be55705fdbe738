import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { useAzure } from '../use-azure.ts'
import { type ProxyOptions, type ProxyStandIn, startProxy } from './index.ts'

const azure = useAzure()

const proxies: ProxyStandIn[] = []
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.stop()
})

async function start(options: ProxyOptions = {}): Promise<ProxyStandIn> {
  const proxy = await startProxy({ hosts: { 'login.microsoftonline.com': azure().entra.port }, ...options })
  proxies.push(proxy)
  return proxy
}

/** GET through a tunnel, as "status: body", or the proxy's refusal. */
async function get(address: string, proxy: ProxyStandIn, authorization?: string): Promise<string> {
  const { hostname, port, pathname } = new URL(address)
  const target = `${hostname}:${port || 443}`
  return new Promise((resolve, reject) => {
    const outgoing = request(proxy.url, {
      method: 'CONNECT',
      path: target,
      headers: authorization ? { 'proxy-authorization': authorization } : {},
    })
    outgoing.on('connect', (answer, socket) => {
      if (answer.statusCode !== 200) return resolve(`proxy: ${answer.statusCode}`)
      const secure = connect({ socket, servername: hostname })
      secure.on('error', reject)
      request(
        { path: pathname, headers: { host: hostname }, createConnection: () => secure },
        async (response) => resolve(`${response.statusCode}: ${await text(response)}`),
      ).end()
    })
    outgoing.on('error', reject).end()
  })
}

async function text(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of response) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString()
}

describe('a tunnel', () => {
  test('to a public name ends at the stand-in, which calls itself by that name', async () => {
    const proxy = await start()
    const answer = await get(
      'https://login.microsoftonline.com/acme.example/v2.0/.well-known/openid-configuration',
      proxy,
    )
    const { id } = azure().tenant
    expect(answer).toMatch(/^200: /)
    expect(JSON.parse(answer.slice(5)).issuer).toBe(`https://login.microsoftonline.com/${id}/v2.0`)
    expect(proxy.requests).toEqual([
      { method: 'CONNECT', target: 'login.microsoftonline.com:443', status: 200 },
    ])
  })

  test('to loopback goes where it says', async () => {
    const { url } = azure().oidc
    expect(await get(`${url}/.well-known/jwks`, await start())).toMatch(/^200: \{"keys"/)
  })

  test('to any other name does not come about', async () => {
    const proxy = await start()
    expect(await get('https://example.com/', proxy)).toBe('proxy: 502')
    expect(proxy.requests).toEqual([{ method: 'CONNECT', target: 'example.com:443', status: 502 }])
  })

  test('needs the credentials where the proxy has some', async () => {
    const proxy = await start({ credentials: 'ada:lovelace' })
    const address = `${azure().oidc.url}/.well-known/jwks`
    expect(await get(address, proxy)).toBe('proxy: 407')
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
    expect(await get(address, proxy, basic('ada:byron'))).toBe('proxy: 407')
    expect(await get(address, proxy, basic('ada:lovelace'))).toMatch(/^200: /)
    expect(proxy.urlWithCredentials).toMatch(/^http:\/\/ada:lovelace@127\.0\.0\.1:\d+$/)
  })
})

describe('a plain request', () => {
  async function plain(proxy: ProxyStandIn, path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      request(proxy.url, { path, method: 'POST' }, async (response) =>
        resolve(`${response.statusCode}: ${await text(response)}`),
      )
        .on('error', reject)
        .end('ping')
    })
  }

  test('to loopback is forwarded', async () => {
    const server = createServer(async (incoming, response) =>
      response.end(`${incoming.url} ${await text(incoming)}`),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const proxy = await start()
    expect(await plain(proxy, `http://127.0.0.1:${port}/a?b`)).toBe('200: /a?b ping')
    expect(proxy.requests).toEqual([{ method: 'POST', target: `http://127.0.0.1:${port}/a?b`, status: 200 }])
    server.close()
  })

  test.each([
    ['for HTTPS', 'https://login.microsoftonline.com/', '501: '],
    ['to any other name', 'http://example.com/', '502: '],
  ])('%s is refused', async (_, address, answer) => {
    expect(await plain(await start(), address)).toBe(answer)
  })

  test('to the proxy itself is a violation', async () => {
    const proxy = await start()
    expect(await plain(proxy, '/')).toBe('400: ')
    expect(proxy.violations).toEqual(['a request to the proxy itself: POST /'])
  })
})
