import dns from 'node:dns'
import { once } from 'node:events'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import { type AddressInfo, Socket } from 'node:net'
import { brotliCompressSync, constants, createGzip, gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { closeConnections, failureOf, fetchWhole } from '../../src/network/index.ts'
import { startProxy } from '../stand-ins/proxy/index.ts'

/** Fetches what is answered. @returns what came of it, and when the server was left alone */
async function fetched(answer: (response: ServerResponse) => void, largestAnswer?: number) {
  const server = createServer((_, response) => {
    answer(response)
    response.on('close', () => server.emit('left'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const left = once(server, 'left')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/repos/acme?token=secret`
  const options = largestAnswer === undefined ? {} : { largestAnswer }
  const result = await fetchWhole(url, options).catch((error: unknown) => error)
  await left
  server.closeAllConnections()
  server.close()
  return result
}

const MEGABYTE = Buffer.alloc(1_000_000)

test('an answer that unpacks without end is given up at 5 MB, and is not read on', async () => {
  let [packed, unpacked] = [0, 0]
  const error = await fetched((response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    const gzip = createGzip({ level: constants.Z_BEST_COMPRESSION })
    gzip.on('data', (piece: Buffer) => {
      packed += piece.length
    })
    gzip.pipe(response)
    const more = () => {
      while (!response.destroyed && unpacked < 3_000_000_000) {
        unpacked += MEGABYTE.length
        if (!gzip.write(MEGABYTE)) return
      }
      gzip.end()
    }
    gzip.on('drain', more)
    more()
  })
  expect(error).toMatchObject({
    message: expect.stringMatching(
      /^GET http:\/\/127\.0\.0\.1:\d+\/repos\/acme: the answer is larger than 5 MB\.$/,
    ),
  })
  // What is on the way in the buffers of both sides is packed a thousand times.
  expect(packed).toBeLessThan(2_500_000)
})

test('an answer without end that is not packed is not read on either', async () => {
  let sent = 0
  const error = await fetched((response) => {
    const more = () => {
      while (!response.destroyed && sent < 1_000_000_000) {
        sent += MEGABYTE.length
        if (!response.write(MEGABYTE)) return
      }
      response.end()
    }
    response.on('drain', more)
    more()
  })
  expect(failureOf(error)).toMatchObject({ reason: 'the answer is larger than 5 MB' })
  expect(sent).toBeLessThan(50_000_000)
})

test('an answer of just that size is read, and a larger one where it may be', async () => {
  const packed = (megabytes: number) => (response: ServerResponse) =>
    response
      .writeHead(200, { 'content-encoding': 'gzip' })
      .end(gzipSync(Buffer.alloc(megabytes * MEGABYTE.length)))
  const lengthOf = async (answer: unknown) => (await (answer as Response).arrayBuffer()).byteLength
  expect(await lengthOf(await fetched(packed(5)))).toBe(5_000_000)
  expect(await lengthOf(await fetched(packed(6), 6_000_000))).toBe(6_000_000)
  expect(await lengthOf(await fetched((response) => response.writeHead(204).end()))).toBe(0)
})

/** A server with this test's answers, its origin, and how many connections it has taken. */
async function listening(handle: RequestListener) {
  const server = createServer(handle)
  const connections: Socket[] = []
  server.on('connection', (socket) => connections.push(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connections }
}

/** What arrived: method, path, body, authorization. */
async function recording(answer: (path: string, response: ServerResponse) => void) {
  const arrived: string[] = []
  const server = await listening(async (request, response) => {
    const { method, url = '', headers } = request
    const body = (await request.toArray()).join('')
    arrived.push([method, url, body, headers.authorization ?? ''].join(' ').trim())
    answer(url, response)
  })
  return { ...server, arrived }
}

describe('a redirect', () => {
  const SECRET = { authorization: 'token x' }
  const call = (url: string, method: string) =>
    fetchWhole(url, { method, headers: SECRET, ...(method === 'GET' ? {} : { body: 'file' }) })
  const leadingTo = (location: string, status: number) =>
    recording((path, response) =>
      path === '/old' ? response.writeHead(status, { location }).end('moved') : response.end('found'),
    )

  test.for([
    ['GET', 301, 'GET /new  token x'],
    ['POST', 301, 'GET /new  token x'],
    ['POST', 303, 'GET /new  token x'],
    ['PATCH', 302, 'PATCH /new file token x'],
    ['POST', 307, 'POST /new file token x'],
    ['DELETE', 308, 'DELETE /new file token x'],
  ] as const)(
    'of a %s with %i within an origin is followed as browsers do',
    async ([method, status, next]) => {
      const server = await leadingTo('/new', status)
      const answer = await call(`${server.origin}/old`, method)
      expect(server.arrived.slice(1)).toEqual([next])
      expect([await answer.text(), answer.url]).toEqual(['found', `${server.origin}/new`])
    },
  )

  test.for([
    ['GET', 302, ['GET /new']],
    ['POST', 303, ['GET /new']],
    ['POST', 307, []],
    ['PATCH', 301, []],
  ] as const)(
    'of a %s with %i takes neither token nor body to another origin',
    async ([method, status, sent]) => {
      const elsewhere = await recording((_, response) => response.end('found'))
      const server = await leadingTo(`${elsewhere.origin}/new`, status)
      const answer = await call(`${server.origin}/old`, method)
      expect(elsewhere.arrived).toEqual(sent)
      expect(answer.status).toBe(sent.length > 0 ? 200 : status)
    },
  )

  test('that leads nowhere is an answer like any other, and one that goes round in circles an error', async () => {
    const lost = await recording((_, response) => response.writeHead(302).end('lost'))
    expect(await (await fetchWhole(lost.origin)).text()).toBe('lost')
    const server = await leadingTo('/old', 302)
    await expect(fetchWhole(`${server.origin}/old`)).rejects.toThrow('redirected more than 20 times')
    const manual = await fetchWhole(`${server.origin}/old`, { redirect: 'manual' })
    expect([manual.status, manual.headers.get('Location')]).toEqual([302, '/old'])
  })
})

describe('a packed answer', () => {
  const TEXT = 'ä'.repeat(10_000)

  test.for([
    ['gzip', gzipSync(TEXT)],
    ['BR', brotliCompressSync(TEXT)],
    ['X-GZip', gzipSync(TEXT)],
    ['identity', Buffer.from(TEXT)],
  ] as const)('in %s is unpacked', async ([encoding, bytes]) => {
    const { origin } = await listening((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(bytes)
    })
    expect(await (await fetchWhole(origin)).text()).toBe(TEXT)
  })

  test.for([
    ['gzip', gzipSync(TEXT)],
    ['br', brotliCompressSync(TEXT)],
  ] as const)(
    'in %s that ends too soon is an error, also where its length is right',
    async ([encoding, bytes]) => {
      const { origin } = await listening((_, response) => {
        response.writeHead(200, { 'content-encoding': encoding }).end(bytes.subarray(0, bytes.length >> 1))
      })
      await expect(fetchWhole(origin)).rejects.toThrow('unexpected end of file')
    },
  )

  test.for(['gzip', 'br', 'deflate'])(
    'in %s that is something else is an error, and not an empty answer',
    async (encoding) => {
      const { origin } = await listening((_, response) => {
        response.writeHead(200, { 'content-encoding': encoding }).end('{"commit": "not packed at all"}')
      })
      await expect(fetchWhole(origin)).rejects.toMatchObject({ code: expect.stringMatching(/^(Z_|ERR_)/) })
    },
  )

  test.for([
    ['gzip', 204],
    ['gzip', 205],
    ['gzip', 200],
    ['br', 403],
  ] as const)('in %s without a body, with status %i, is read as empty', async ([encoding, status]) => {
    const { origin } = await listening((_, response) => {
      response.writeHead(status, { 'content-encoding': encoding }).end()
    })
    const answer = await fetchWhole(origin)
    expect([answer.status, await answer.text()]).toEqual([status, ''])
  })

  test('to a question about its head alone has no body either', async () => {
    const { origin } = await listening((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': '23' }).end()
    })
    expect(await (await fetchWhole(origin, { method: 'HEAD' })).text()).toBe('')
  })
})

test.for([
  [201, 'behind'],
  [302, 'the proxy answered with 302'],
] as const)('a proxy that answers with %i opens the tunnel only with 2xx', async ([status, expected]) => {
  const proxy = createServer()
  proxy.on('connect', (_, socket) => {
    socket.write(`HTTP/1.1 ${status} As it likes\r\n\r\n`)
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nbehind'))
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const http_proxy = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const told = await fetchWhole('http://api.example/', {}, { http_proxy }).then(
    (answer) => answer.text(),
    (error: Error) => error.message,
  )
  expect(told).toBe(expected)
  closeConnections()
  proxy.close()
})

test('an answer that changes to another protocol is an error, and its connection is closed', async () => {
  const { origin, connections } = await listening(() => undefined)
  const change = 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'
  const fetched = fetchWhole(origin)
  await vi.waitFor(() => expect(connections).toHaveLength(1))
  connections[0]!.write(change)
  await expect(fetched).rejects.toThrow('101')
  await vi.waitFor(() => expect(connections[0]!.destroyed).toBe(true))
})

describe('a connection', () => {
  test('is kept for the next request, and one that the service has closed is made again', async () => {
    const { origin, connections } = await listening((_, response) => response.end())
    for (let count = 0; count < 3; count++) await fetchWhole(origin)
    expect(connections).toHaveLength(1)
    connections[0]!.destroy()
    await vi.waitFor(async () => expect((await fetchWhole(origin)).status).toBe(200))
    expect(connections).toHaveLength(2)
  })

  test('that is not made within its time is given up before the request is', async () => {
    const { setTimeout } = Socket.prototype
    const { lookup } = dns
    onTestFinished(() => {
      Object.assign(Socket.prototype, { setTimeout })
      Object.assign(dns, { lookup })
    })
    Object.assign(dns, { lookup: () => undefined })
    Socket.prototype.setTimeout = function (milliseconds, then) {
      return setTimeout.call(this, milliseconds / 100, then)
    }
    const error = await fetchWhole('http://nowhere.example/').catch((reason: unknown) => reason)
    expect(failureOf(error).reason).toBe('it does not answer in time (ETIMEDOUT)')
  })

  test('carries no name and password of an address', async () => {
    const { origin, arrived } = await recording((_, response) => response.end())
    await fetchWhole(origin.replace('//', '//name:password@'))
    expect(arrived).toEqual(['GET /'])
  })

  test('through a proxy is kept as well, and its tunnel ends with the request that waits for it', async () => {
    const target = await recording((_, response) => response.end('behind'))
    const { port } = new URL(target.origin)
    const proxy = await startProxy({ hosts: { 'api.example': Number(port) } })
    const hanging = await startProxy({ hangs: true })
    onTestFinished(async () => {
      await Promise.all([proxy.stop(), hanging.stop()])
    })
    const through = ({ url }: { readonly url: string }) => ({ http_proxy: url })
    for (const path of ['a', 'b'])
      expect(await (await fetchWhole(`http://api.example:443/${path}`, {}, through(proxy))).text()).toBe(
        'behind',
      )
    expect(proxy.requests).toEqual([{ method: 'CONNECT', target: 'api.example:443', status: 200 }])
    const ending = new AbortController()
    const waiting = fetchWhole('http://api.example:443/', { signal: ending.signal }, through(hanging))
    await vi.waitFor(() => expect(hanging.requests).toHaveLength(1))
    ending.abort(new Error('no longer wanted'))
    await expect(waiting).rejects.toThrow('no longer wanted')
    await vi.waitFor(() => expect(hanging.openConnections()).toBe(0))
    closeConnections()
    await vi.waitFor(() => expect(proxy.openConnections()).toBe(0))
  })
})
