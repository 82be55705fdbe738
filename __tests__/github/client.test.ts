import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { isRefusal, UnexpectedAnswerError } from '../../src/github/errors.ts'
import { connect, type Pace, readState, Writes } from '../../src/github/index.ts'
import { writing } from '../../src/github/mutate.ts'
import { Deadline, DeadlineError, type Fetch, fetchWhole } from '../../src/network/index.ts'
import { NO_PAUSES } from '../end-to-end/no-pauses.ts'

const silent = () => undefined
const CREATE_REF = 'POST /repos/{owner}/{repo}/git/refs'
const GET = 'GET /repos/{owner}/{repo}'

interface Special {
  readonly repository?: string
  readonly pace?: Pace | undefined
  readonly fetch?: Fetch
  readonly deadline?: Deadline
  readonly writes?: Writes
}

const clientOf = (port: number, more: Special = {}) =>
  connect({
    token: 'token',
    apiUrl: `http://127.0.0.1:${port}`,
    repository: 'acme/config',
    fetch: fetchWhole,
    deadline: new Deadline(60),
    writes: new Writes(),
    log: { debug: silent, info: silent, warning: silent },
    wait: async () => undefined,
    pace: NO_PAUSES,
    ...more,
  })

async function listening(handle: RequestListener) {
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return { port: (server.address() as AddressInfo).port, stop }
}

test('a second passes between two writes, and the queues that make that pause can be given', async () => {
  const arrivals: number[] = []
  const { port, stop } = await listening((_, response) => {
    arrivals.push(performance.now())
    response.writeHead(201, { 'content-type': 'application/json' }).end('{}')
  })
  const write = async (repo: string, pace: Pace | undefined) => {
    const client = clientOf(port, { pace, repository: `acme/${repo}` })
    for (const sha of ['a', 'b'])
      await client.request(CREATE_REF, { owner: 'acme', repo, ref: `refs/heads/${sha}`, sha: sha.repeat(40) })
  }
  // From before the first one: when that arrives late, the pause seems to be shorter than it was.
  const start = performance.now()
  await write('slow', undefined)
  // A timer may be a moment early.
  expect(arrivals[1]! - start).toBeGreaterThan(990)
  await write('quick', NO_PAUSES)
  stop()
  expect(NO_PAUSES.write.keys()).toContain('acme/quick')
  expect(NO_PAUSES.write.keys()).not.toContain('acme/slow')
})

test('what is refused at once is a refusal, whatever happened to the requests before it', async () => {
  const { port, stop } = await listening((_, response) => {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"Branch not found"}')
  })
  const client = clientOf(port)
  const branch = { owner: 'acme', repo: 'config', branch: 'sso' }
  for (const _ of ['first', 'second', 'third']) {
    const error = await client
      .request('GET /repos/{owner}/{repo}/branches/{branch}', branch)
      .catch((refused: unknown) => refused)
    expect(isRefusal(error)).toBe(true)
  }
  stop()
})

test.each([
  ['at once', [], false],
  ['after a rate limit', ['limit'], false],
  ['after a lost answer', ['lost'], true],
  ['after a lost answer and a rate limit', ['lost', 'limit'], true],
  ['after a rate limit and a lost answer', ['limit', 'lost'], true],
])('what is refused %s is in doubt only where an answer was lost', async (_, before, isLost) => {
  const coming = [...before]
  const { port, stop } = await listening((__, response) => {
    const json = { 'content-type': 'application/json' }
    const next = coming.shift()
    if (next === 'lost') response.writeHead(502, json).end('{"message":"Bad gateway"}')
    else if (next === 'limit') {
      const limit = { ...json, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }
      response.writeHead(403, limit).end('{"message":"API rate limit exceeded"}')
    } else response.writeHead(422, json).end('{"message":"Reference already exists"}')
  })
  const ref = {
    owner: 'acme',
    repo: `config-${before.join('-')}`,
    ref: 'refs/heads/sso',
    sha: 'a'.repeat(40),
  }
  const writes = new Writes()
  const client = clientOf(port, { writes })
  const sent = writing(client, 'branch sso created', CREATE_REF, ref)
  await expect(sent).rejects.toThrow('Reference already exists')
  stop()
  expect(coming).toEqual([])
  expect(writes.unknown).toEqual(isLost ? ['branch sso created'] : [])
})

test.each([304, 999])(
  "an answer with status %i that is not GitHub's is an error in words",
  async (status) => {
    const { port, stop } = await listening((_, response) => {
      response.socket?.end(`HTTP/1.1 ${status} Strange\r\nContent-Length: 4\r\n\r\nnull`)
    })
    const client = clientOf(port, { repository: `acme/config-${status}` })
    const asked = client.request(GET, { owner: 'acme', repo: 'config' })
    const isNamed = status === 304 ? /Not modified/ : /an answer that is not GitHub's/
    await expect(asked).rejects.toThrow(isNamed)
    stop()
  },
)

test.each([
  [503, 2],
  [422, 1],
])('an answer with status %i whose JSON is no object is sent %i times', async (status, times) => {
  let count = 0
  const { port, stop } = await listening((_, response) => {
    const isFirst = count++ === 0
    response.writeHead(isFirst ? status : 200, { 'content-type': 'application/json' })
    response.end(isFirst ? 'null' : '{}')
  })
  const client = clientOf(port, { repository: `acme/config-null-${status}` })
  const error = await client
    .request(GET, { owner: 'acme', repo: 'config' })
    .catch((refused: unknown) => refused)
  stop()
  expect(count).toBe(times)
  expect(error instanceof UnexpectedAnswerError).toBe(times === 1)
  expect(isRefusal(error)).toBe(false)
})

test.each(['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'HOSTNAME_MISMATCH', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
  'a connection that fails with %s is not tried again by any plugin',
  async (code) => {
    let count = 0
    const client = clientOf(9, {
      fetch: async () => {
        count++
        throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) })
      },
    })
    await expect(client.request(GET, { owner: 'acme', repo: `config-${code}` })).rejects.toThrow('x')
    expect(count).toBe(1)
  },
)

test('only the routes whose answers may be large may answer with more than 5 MB', async () => {
  const sizes: Record<string, number | undefined> = {}
  const client = clientOf(9, {
    fetch: async (url, options) => {
      sizes[new URL(url).pathname] = options?.largestAnswer
      return Response.json([])
    },
  })
  const repository = { owner: 'acme', repo: 'config' }
  await client.request(`${GET}/git/blobs/{file_sha}`, { ...repository, file_sha: 'a'.repeat(40) })
  await client.request(`${GET}/pulls`, repository)
  await client.request(`${GET}/compare/{basehead}`, { ...repository, basehead: 'a...b' })
  await client.request(`${GET}/contents/{path}`, { ...repository, path: 'conf/pulls.xml' })
  await client.request(GET, repository)
  expect(sizes).toEqual({
    [`/repos/acme/config/git/blobs/${'a'.repeat(40)}`]: 150_000_000,
    '/repos/acme/config/pulls': 50_000_000,
    '/repos/acme/config/compare/a...b': 50_000_000,
    '/repos/acme/config/contents/conf%2Fpulls.xml': undefined,
    '/repos/acme/config': undefined,
  })
})

test('a change whose answer is none of GitHub may have been made', async () => {
  const { port, stop } = await listening((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('null')
  })
  const error = await clientOf(port)
    .graphql('mutation { x }')
    .catch((refused: unknown) => refused)
  stop()
  expect(isRefusal(error)).toBe(false)
})

test('a redirect to another origin does not take the token along', async () => {
  const seen: (string | undefined)[] = []
  const answer: RequestListener = ({ headers }, response) => {
    seen.push(headers.authorization)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }
  const elsewhere = await listening(answer)
  const redirecting = await listening((request, response) => {
    if (request.url === '/moved') return answer(request, response)
    const origin = request.url?.includes('renamed') ? '' : `http://127.0.0.1:${elsewhere.port}`
    response.writeHead(301, { location: `${origin}/moved` }).end()
  })
  const client = clientOf(redirecting.port)
  for (const repo of ['renamed', 'config']) await client.request(GET, { owner: 'acme', repo })
  elsewhere.stop()
  redirecting.stop()
  expect(seen).toEqual(['token token', undefined])
})

test.each([null, 5, '', '../user', 'acme/..', 'acme/config/x'])(
  'a repository that was renamed to %j is an error in words, and nothing is asked under that name',
  async (nameWithOwner) => {
    const asked: string[] = []
    const { port, stop } = await listening(({ url = '' }, response) => {
      asked.push(url)
      const none = { pageInfo: { hasNextPage: false }, nodes: [] }
      const lists = { openPullRequests: none, closedPullRequests: none }
      const nothing = { defaultBranchRef: null, base: null, branch: null, ...lists }
      const repository = { id: 'R_1', nameWithOwner, ...nothing }
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ data: { repository } }))
    })
    const target = { owner: 'acme', repo: 'config', path: 'm.xml', branch: 'sso', base: undefined }
    const state = readState(clientOf(port), { ...target, scriptPaths: [] })
    await expect(state).rejects.toThrow('POST /graphql was answered with no usable "nameWithOwner".')
    stop()
    expect(asked).toEqual(['/graphql'])
  },
)

test('a write that a cancelled run held back is not told as perhaps made', async () => {
  const deadline = new Deadline(60)
  const writes = new Writes()
  const sent: string[] = []
  const send: Fetch = async (url) => {
    sent.push(url)
    return new Response()
  }
  const client = clientOf(9, { fetch: deadline.fetch(send), deadline, writes })
  const reference = { owner: 'acme', repo: 'config', ref: 'refs/heads/sso', sha: '0'.repeat(40) }
  let held: Promise<unknown> | undefined
  const run = deadline.over(async () => {
    deadline.cancel('SIGTERM')
    held = writing(client, 'branch sso created', CREATE_REF, reference)
    return held
  })
  await expect(run).rejects.toBeInstanceOf(DeadlineError)
  await expect(held).rejects.toThrow()
  expect({ sent, made: writes.made, unknown: writes.unknown }).toEqual({ sent: [], made: [], unknown: [] })
})
