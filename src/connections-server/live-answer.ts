import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { addAbortSignal, pipeline, type Readable, type Transform } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { failureKind } from '../network/index.ts'
import type { LiveAnswer } from './observation.ts'

/** Bytes of an answer that are read, once it is unpacked; the settings are some hundred. */
const MAX_BODY = 1_000_000

/** Refusals whose page may say that a client certificate is missed. */
const REASONED: readonly number[] = [400, 401, 403]

/**
 * Asks the server as the apps and the desktop plug-ins do before anybody has signed in: no cookie, no token, no redirect followed.
 * Never throws; the connection cannot be used again.
 */
export async function askAnonymously(
  socket: TLSSocket,
  url: string,
  timeoutSeconds: number,
): Promise<LiveAnswer> {
  const signal = AbortSignal.timeout(timeoutSeconds * 1000)
  try {
    const answer = await send(socket, url, signal)
    const { statusCode: status = 0, headers } = answer
    // Any other status says enough, and what is wrong with the page that comes along would hide it.
    const page = REASONED.includes(status) ? ((await readBody(answer, signal).catch(() => '')) ?? '') : ''
    const body = status === 200 ? await readBody(answer, signal) : page
    if (body === undefined) return { kind: 'none', reason: 'too large', detail: '' }
    return {
      kind: 'answer',
      status,
      location: headers.location,
      contentType: headers['content-type'] ?? '',
      body,
    }
  } catch (error) {
    return signal.aborted
      ? { kind: 'none', reason: 'timeout', detail: '' }
      : { kind: 'none', reason: 'broken', detail: failureKind(error).code }
  }
}

async function send(socket: TLSSocket, url: string, signal: AbortSignal): Promise<IncomingMessage> {
  const outgoing = request(url, {
    createConnection: () => socket,
    // Node.js takes the port of a connection that it did not open for 80.
    headers: {
      host: new URL(url).host,
      accept: 'application/json',
      'accept-encoding': 'identity',
      // Web application firewalls refuse those who do not say what they are.
      'user-agent': 'mobile-sso-config',
    },
  })
  // What fails once nobody waits any more is no news.
  outgoing.on('error', () => {})
  outgoing.end()
  const [answer] = (await once(outgoing, 'response', { signal })) as [IncomingMessage]
  return answer
}

/** Undefined when it is too long. */
async function readBody(answer: IncomingMessage, signal: AbortSignal): Promise<string | undefined> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of unpacked(addAbortSignal(signal, answer))) {
    pieces.push(piece as Buffer)
    length += (piece as Buffer).length
    if (length > MAX_BODY) return undefined
  }
  return Buffer.concat(pieces).toString()
}

const UNPACKING: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/** Some proxies pack what nobody has asked them to pack, and the apps unpack it without a word. */
function unpacked(answer: IncomingMessage): Readable {
  const unpack = UNPACKING[answer.headers['content-encoding']?.trim().toLowerCase() ?? '']
  // What goes wrong in the one comes out of the other.
  return unpack ? pipeline(answer, unpack(), () => {}) : answer
}
