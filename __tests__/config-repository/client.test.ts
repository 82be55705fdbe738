import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { connect, Writes } from '../../src/config-repository/index.ts'
import { isRefusal } from '../../src/config-repository/races.ts'
import { Deadline, fetchWhole } from '../../src/network/index.ts'

const silent = () => undefined

const clientOf = (port: number) =>
  connect({
    token: 'token',
    apiUrl: `http://127.0.0.1:${port}`,
    repository: 'acme/config',
    fetch: fetchWhole,
    deadline: new Deadline(60),
    writes: new Writes(),
    log: { debug: silent, info: silent, warning: silent },
    wait: async () => undefined,
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
