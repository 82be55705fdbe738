import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { readEndpoint } from '../../src/desired-state/endpoint.ts'
import type { DesiredSignIn, Endpoint } from '../../src/desired-state/index.ts'
import { discoveryFindings, readDiscovery } from '../../src/entra/discovery.ts'
import { type Fetch, fetchWhole } from '../../src/network/index.ts'
import { type ProxyStandIn, startProxy } from '../stand-ins/proxy/index.ts'
import { useAzure } from '../stand-ins/use-azure.ts'

const azure = useAzure()
const HOST = 'login.microsoftonline.com'

let proxy: ProxyStandIn
beforeAll(async () => {
  const { port } = azure().entra
  proxy = await startProxy({ hosts: { [HOST]: port, 'contoso.b2clogin.com': port } })
})
afterAll(() => proxy.stop())
// Connections remember their proxy, and no other test file has this one.
beforeEach(() => void vi.stubEnv('https_proxy', proxy.url))
afterEach(() => void vi.unstubAllEnvs())

function signIn(address: string): DesiredSignIn {
  const [authorize, token] = (['authorize', 'token'] as const).map(
    (kind) => readEndpoint(kind, { value: `https://${address}/${kind}`, source: 'test' }) as Endpoint,
  )
  return { clientId: undefined, scopes: [], authorize, token }
}

const overProxy: Fetch = (url, options) => fetchWhole(url, options, process.env)

async function found(address: string, fetch: Fetch = overProxy): Promise<string[]> {
  const wanted = signIn(address)
  return discoveryFindings(await readDiscovery(fetch, wanted), wanted).map(({ id, what }) => `${id} ${what}`)
}

/** Sends nothing; records the address. */
function answering(status: number, body: string, asked: string[] = []): Fetch {
  return async (url) => {
    asked.push(url)
    return new Response(body, { status })
  }
}

describe("Entra's own answer", () => {
  test('about a tenant that exists has no findings, by its ID and by its domain, in both versions', async () => {
    const { id } = azure().tenant
    for (const tenant of [id, 'acme.example', 'common']) {
      expect(await found(`${HOST}/${tenant}/oauth2/v2.0`)).toEqual([])
      expect(await found(`${HOST}/${tenant}/oauth2`)).toEqual([])
    }
  })

  test('about a tenant that does not exist is an error in its words', async () => {
    const tenant = randomUUID()
    const [text, ...others] = await found(`${HOST}/${tenant}/oauth2/v2.0`)
    expect(text).toContain(
      `MSSO080 There is no tenant "${tenant}" at ${HOST}, so nobody can sign in. Entra says: AADSTS90002: Tenant '${tenant}' not found.`,
    )
    expect(text).not.toMatch(/Trace ID|Correlation/)
    expect(others).toEqual([])
  })
})

describe('the document', () => {
  test.each([
    [
      `${HOST}/acme.example/oauth2/v2.0`,
      `https://${HOST}/acme.example/v2.0/.well-known/openid-configuration`,
    ],
    [`${HOST}/acme.example/oauth2`, `https://${HOST}/acme.example/v2.0/.well-known/openid-configuration`],
    [
      'contoso.b2clogin.com/contoso.onmicrosoft.com/b2c_1_in/oauth2/v2.0',
      'https://contoso.b2clogin.com/contoso.onmicrosoft.com/b2c_1_in/v2.0/.well-known/openid-configuration',
    ],
  ])('for %s is asked for once, at %s', async (address, url) => {
    const asked: string[] = []
    await found(address, answering(500, '', asked))
    expect(asked).toEqual([url])
  })

  test('of a policy in the query is asked for with it', async () => {
    const asked: string[] = []
    const endpoint = (kind: 'authorize' | 'token') =>
      readEndpoint(kind, {
        value: `https://contoso.b2clogin.com/contoso.onmicrosoft.com/oauth2/v2.0/${kind}?p=B2C_1_In`,
        source: 'test',
      }) as Endpoint
    await readDiscovery(answering(500, '', asked), {
      clientId: undefined,
      scopes: [],
      authorize: endpoint('authorize'),
      token: endpoint('token'),
    })
    expect(asked).toEqual([
      'https://contoso.b2clogin.com/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration?p=B2C_1_In',
    ])
  })

  test('is not asked for where the endpoints are not of Entra', async () => {
    const asked: string[] = []
    expect(await found('idp.example/oauth2', answering(200, '{}', asked))).toEqual([])
    expect(
      await readDiscovery(answering(200, '{}', asked), {
        clientId: undefined,
        scopes: [],
        authorize: undefined,
        token: undefined,
      }),
    ).toBeUndefined()
    expect(asked).toEqual([])
  })

  test.each([
    [500, 'oops', 'it answered with 500 and no such document'],
    [200, '<html>', 'it answered with 200 and no such document'],
    [200, 'null', 'it answered with 200 and no such document'],
    [
      200,
      '{"issuer":"x","authorization_endpoint":"https://a/b"}',
      'it answered with 200 and no such document',
    ],
    [302, '', 'it answered with 302 and no such document'],
    [400, '{"error":{"code":"x"}}', 'it answered with 400 and no such document'],
    [400, '{"error":"invalid_request"}', 'it answered with 400: invalid_request'],
  ])('that is odd is only noted: %i %s', async (status, body, reason) => {
    expect(await found(`${HOST}/acme.example/oauth2/v2.0`, answering(status, body))).toEqual([
      `MSSO082 Entra's description of the tenant could not be read: ${reason}.`,
    ])
  })

  test('that can not be fetched is only noted', async () => {
    const fetch: Fetch = async () => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) })
    }
    expect(await found(`${HOST}/acme.example/oauth2/v2.0`, fetch)).toEqual([
      "MSSO082 Entra's description of the tenant could not be read: its name cannot be resolved (ENOTFOUND).",
    ])
  })
})

test.each([
  ['an object', { toString: 1 }],
  ['an address that is not https', 'javascript:alert(1)'],
  ['nothing', undefined],
])('an endpoint that is %s is no endpoint', async (_, token_endpoint) => {
  const authorization_endpoint = `https://${HOST}/common/oauth2/v2.0/authorize`
  const document = JSON.stringify({ issuer: 'x', authorization_endpoint, token_endpoint })
  expect(await found(`${HOST}/common/oauth2/v2.0`, answering(200, document))).toEqual([
    expect.stringContaining('it answered with 200 and no such document'),
  ])
})
