import { request } from 'node:https'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { type Authority, createAuthority } from '../certificates/index.ts'
import { type ConnectionsStandIn, startConnections } from './index.ts'

const PATH = '/mobile/homepage/SecurityConfiguration?debug=true'

let authority: Authority
let connections: ConnectionsStandIn
beforeAll(async () => {
  authority = await createAuthority()
})
afterEach(() => connections.stop())

async function ask(path: string, method = 'GET', headers: Record<string, string> = {}): Promise<number> {
  connections = await startConnections({ authority })
  return new Promise((resolve, reject) => {
    const options = { method, headers, ca: authority.certificate, agent: false }
    request(connections.url + path, options, (answer) => resolve(answer.resume().statusCode!))
      .on('error', reject)
      .end()
  })
}

test('the documented address answers an anonymous GET', async () => {
  expect(await ask(PATH)).toBe(200)
  expect(connections.violations).toEqual([])
  expect(connections.requests).toMatchObject([{ method: 'GET', path: PATH, status: 200 }])
})

test('what the desktop plug-ins ask answers an anonymous GET, too', async () => {
  expect(await ask('/.well-known/openid-configuration')).toBe(200)
  expect(connections.violations).toEqual([])
})

test.each([
  ['/', 'GET', 404],
  [PATH.replace('?debug=true', ''), 'GET', 404],
  [`/connections${PATH}`, 'GET', 404],
  [PATH, 'POST', 405],
  [PATH, 'HEAD', 405],
])('%s is a violation by %s', async (path, method, status) => {
  expect(await ask(path, method)).toBe(status)
  expect(connections.violations).toEqual([`unknown route ${method} ${path}`])
})

test.each([{ authorization: 'Basic eA==' }, { cookie: 'LtpaToken2=x' }])(
  '%j is a violation',
  async (headers) => {
    await ask(PATH, 'GET', headers)
    expect(connections.violations).toEqual([`GET ${PATH} tells who asks`])
  },
)
