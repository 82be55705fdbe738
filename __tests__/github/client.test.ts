import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getOctokit } from '@actions/github'
import { expect, test } from 'vitest'
import { connect, type Pace, Writes } from '../../src/github/index.ts'
import { isInDoubt, isRefusal } from '../../src/github/races.ts'
import { Deadline, DeadlineError, type Fetch, fetchWhole } from '../../src/network/index.ts'
import { NO_PAUSES } from '../end-to-end/no-pauses.ts'

const silent = () => undefined

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

/** Octokit's methods, as far as they tell what they send. */
type Methods = Readonly<Record<string, Readonly<Record<string, { endpoint: { DEFAULTS: object } }>>>>

test("each method sends what Octokit's own method of that name sends", () => {
  const own = getOctokit('token').rest as unknown as Methods
  for (const [scope, methods] of Object.entries(clientOf(9).rest as unknown as Methods))
    for (const [name, { endpoint }] of Object.entries(methods)) {
      const { method, url } = own[scope]![name]!.endpoint.DEFAULTS as Readonly<Record<string, unknown>>
      expect(endpoint.DEFAULTS, name).toMatchObject({ method, url })
    }
})

test('a second passes between two writes, and the queues that make that pause can be given', async () => {
  const arrivals: number[] = []
  const { port, stop } = await listening((_, response) => {
    arrivals.push(performance.now())
    response.writeHead(201, { 'content-type': 'application/json' }).end('{}')
  })
  const write = async (repo: string, pace: Pace | undefined) => {
    const client = clientOf(port, { pace, repository: `acme/${repo}` })
    for (const sha of ['a', 'b'])
      await client.rest.git.createRef({ owner: 'acme', repo, ref: `refs/heads/${sha}`, sha: sha.repeat(40) })
  }
  // From before the first one: when that arrives late, the pause seems to be shorter than it was.
  const start = performance.now()
  await write('slow', undefined)
  // A timer may be a moment early.
  expect(arrivals[1]! - start).toBeGreaterThan(990)
  await write('quick', NO_PAUSES)
  stop()
  expect(NO_PAUSES.queues.write.keys()).toContain('acme/quick')
  expect(NO_PAUSES.queues.write.keys()).not.toContain('acme/slow')
})

test('what is refused at once is a refusal, whatever happened to the requests before it', async () => {
  const { port, stop } = await listening((_, response) => {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"Branch not found"}')
  })
  const client = clientOf(port)
  const branch = { owner: 'acme', repo: 'config', branch: 'sso' }
  for (const _ of ['first', 'second', 'third']) {
    const error = await client.rest.repos.getBranch(branch).catch((refused: unknown) => refused)
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
  const error = await clientOf(port)
    .rest.git.createRef(ref)
    .catch((refused: unknown) => refused)
  stop()
  expect(coming).toEqual([])
  expect(isInDoubt(error)).toBe(isLost)
  expect(isRefusal(error)).toBe(!isLost)
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
    await expect(client.rest.repos.get({ owner: 'acme', repo: `config-${code}` })).rejects.toThrow('x')
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
  await client.rest.git.getBlob({ ...repository, file_sha: 'a'.repeat(40) })
  await client.rest.pulls.list(repository)
  await client.rest.repos.compareCommitsWithBasehead({ ...repository, basehead: 'a...b' })
  await client.request('GET /repos/{owner}/{repo}/contents/{path}', { ...repository, path: 'conf/pulls.xml' })
  await client.rest.repos.get(repository)
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
  for (const repo of ['renamed', 'config']) await client.rest.repos.get({ owner: 'acme', repo })
  elsewhere.stop()
  redirecting.stop()
  expect(seen).toEqual(['token token', undefined])
})

test.each([
  'null',
  '{}',
  '{"full_name":5}',
  '{"full_name":"../user"}',
  '{"full_name":"acme/.."}',
  '{"full_name":"acme/config/x"}',
])(
  'a repository that was renamed to %s is an error in words, and nothing is asked under that name',
  async (repository) => {
    const asked: string[] = []
    const { port, stop } = await listening(({ url = '' }, response) => {
      asked.push(url)
      const isByName = url.startsWith('/repos/')
      if (isByName)
        response.writeHead(301, { location: url.replace('/repos/acme/config', '/repositories/1') })
      else response.writeHead(200, { 'content-type': 'application/json' })
      response.end(isByName ? '' : url === '/repositories/1' ? repository : '[]')
    })
    const list = clientOf(port).rest.pulls.list({ owner: 'acme', repo: 'config', head: 'acme:sso' })
    await expect(list).rejects.toThrow('GET /repos/{owner}/{repo} was answered with no usable "full_name".')
    stop()
    expect(asked.every((url) => /^\/(repos\/acme\/config|repositories\/1)\b/.test(url))).toBe(true)
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
    held = client.rest.git.createRef(reference)
    return held
  })
  await expect(run).rejects.toBeInstanceOf(DeadlineError)
  await expect(held).rejects.toThrow()
  expect({ sent, made: writes.made, unknown: writes.unknown }).toEqual({ sent: [], made: [], unknown: [] })
})
