import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { useAzure } from '../use-azure.ts'

const azure = useAzure()

interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** Asks for a token with a right request, changed as given; undefined leaves a field out. */
async function ask(
  changes: Readonly<Record<string, string | undefined>> = {},
  tenant = azure().tenant.id,
): Promise<Answer> {
  const { entra, graph } = azure()
  const { clientId } = entra.addApplication({
    tenant: azure().tenant.id,
    secrets: [{ value: 'good', expires: new Date(Date.now() + 60_000) }],
  })
  const fields = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: 'good',
    scope: `${graph.url}/.default`,
    ...changes,
  }
  const body = new URLSearchParams(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  )
  const response = await fetch(`${entra.url}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body })
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

describe('the token endpoint', () => {
  test('answers a bearer token for an hour', async () => {
    expect(await ask()).toEqual({
      status: 200,
      body: {
        token_type: 'Bearer',
        expires_in: 3599,
        ext_expires_in: 3599,
        access_token: expect.stringMatching(/^eyJ/),
      },
    })
  })

  test.each([
    ['without a grant type', { grant_type: undefined }, 400, 'invalid_request', 900144],
    ['without a client ID', { client_id: undefined }, 400, 'invalid_request', 900144],
    ['without a scope', { scope: undefined }, 400, 'invalid_request', 900144],
    ['without a credential', { client_secret: undefined }, 401, 'invalid_client', 7000218],
    ['of another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
    [
      'for a single permission',
      { scope: 'https://graph.microsoft.com/User.Read' },
      400,
      'invalid_scope',
      1002012,
    ],
    ['for two resources', { scope: 'https://a.example/.default openid' }, 400, 'invalid_scope', 70011],
    ['for an unknown resource', { scope: 'https://a.example/.default' }, 400, 'invalid_resource', 500011],
    [
      'with an assertion of no type',
      { client_secret: undefined, client_assertion: 'a.b.c' },
      400,
      'invalid_request',
      900144,
    ],
  ])('refuses a request %s', async (_, changes, status, error, code) => {
    const answer = await ask(changes)
    expect(answer).toMatchObject({ status, body: { error, error_codes: [code] } })
    expect(answer.body['error_description']).toMatch(new RegExp(`^AADSTS${code}: `))
  })

  test('refuses a tenant that does not exist', async () => {
    expect(await ask({}, randomUUID())).toMatchObject({ status: 400, body: { error_codes: [90002] } })
  })

  test('refuses to find a tenant at common', async () => {
    expect(await ask({}, 'common')).toMatchObject({ status: 400, body: { error_codes: [50059] } })
  })

  test('answers with the correlation ID of the request', async () => {
    const correlationId = randomUUID()
    const { entra, tenant } = azure()
    const response = await fetch(
      `${entra.url}/${tenant.id}/oauth2/v2.0/token?client-request-id=${correlationId}`,
      { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials' }) },
    )
    expect(await response.json()).toMatchObject({ correlation_id: correlationId })
  })

  test.each([
    [
      'a token request that is no form',
      { 'content-type': 'application/json' },
      '{}',
      /a token request as application\/json/,
    ],
    [
      'a token request with two credentials',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'client_secret=a&client_assertion=b',
      /two credentials/,
    ],
  ])('takes %s for a violation', async (_, headers, text, violation) => {
    const { entra, tenant, graph } = azure()
    const { clientId } = entra.addApplication({ tenant: tenant.id })
    const rest = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      scope: `${graph.url}/.default`,
    })
    const response = await fetch(`${entra.url}/${tenant.id}/oauth2/v2.0/token`, {
      method: 'POST',
      headers,
      body: `${text}&${rest}`,
    })
    expect(response.ok).toBe(false)
    expect(entra.violations.splice(0)).toEqual([expect.stringMatching(violation)])
  })

  test('takes a route that it does not have for a violation', async () => {
    expect((await fetch(`${azure().entra.url}/common/oauth2/authorize`)).status).toBe(404)
    expect(azure().entra.violations.splice(0)).toEqual(['unknown route GET /common/oauth2/authorize'])
  })
})

describe('a stand-in that is told to fail', () => {
  test('fails that many times', async () => {
    azure().entra.next(2, { status: 503, body: { error: 'temporarily_unavailable' } })
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([503, 503, 200])
  })

  test('cuts the connection', async () => {
    azure().entra.next(1, { destroy: true })
    await expect(ask()).rejects.toThrow('fetch failed')
  })

  test('cuts the answer short', async () => {
    azure().entra.next(1, { destroyAfterBytes: 10 })
    await expect(ask()).rejects.toThrow('terminated')
  })

  test('never answers', async () => {
    const { entra, tenant } = azure()
    const patience = new AbortController()
    const remove = entra.before(() => {
      // Nobody waits before the request is there: on a busy machine the next test would meet the silence.
      setTimeout(() => patience.abort(new Error('patience is over')), 50)
      return { hang: true }
    })
    const document = `${entra.url}/${tenant.id}/v2.0/.well-known/openid-configuration`
    await expect(fetch(document, { signal: patience.signal })).rejects.toThrow('patience is over')
    remove()
  })

  test('lets a handler change something before a request is executed', async () => {
    const { entra } = azure()
    const remove = entra.before(({ path }) =>
      path.includes('/token') ? { status: 429, headers: { 'retry-after': '1' }, body: {} } : undefined,
    )
    expect((await ask()).status).toBe(429)
    remove()
    expect((await ask()).status).toBe(200)
  })
})
