import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { constants, createGzip, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { fetchWhole } from '../../src/network/fetch.ts'
import { failureOf } from '../../src/network/index.ts'

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
