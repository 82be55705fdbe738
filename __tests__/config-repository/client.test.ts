import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { connect, Writes } from '../../src/config-repository/index.ts'
import { isRefusal } from '../../src/config-repository/races.ts'
import { Deadline, fetchWhole } from '../../src/network/index.ts'

test('what is refused at once is a refusal, whatever happened to the requests before it', async () => {
  const refusing = createServer((_, response) => {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"Branch not found"}')
  })
  await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve))
  const { port } = refusing.address() as AddressInfo
  const silent = () => undefined
  const client = connect({
    token: 'token',
    apiUrl: `http://127.0.0.1:${port}`,
    repository: 'acme/config',
    fetch: fetchWhole,
    deadline: new Deadline(60),
    writes: new Writes(),
    log: { debug: silent, info: silent, warning: silent },
    wait: async () => undefined,
  })
  const branch = { owner: 'acme', repo: 'config', branch: 'sso' }
  for (const _ of ['first', 'second', 'third']) {
    const error = await client.rest.repos.getBranch(branch).catch((refused: unknown) => refused)
    expect(isRefusal(error)).toBe(true)
  }
  refusing.closeAllConnections()
  refusing.close()
})
