import { randomUUID } from 'node:crypto'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { useAzure } from '../use-azure.ts'

const azure = useAzure()

async function ask(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(azure().entra.url + path)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe('the metadata document', () => {
  test.each(['id', 'domain', 'domain in capitals'])('of a tenant names its endpoints by %s', async (by) => {
    const { id } = azure().tenant
    const name = { id, domain: 'acme.example', 'domain in capitals': 'ACME.example' }[by]
    const { url } = azure().entra
    expect((await ask(`/${name}/v2.0/.well-known/openid-configuration`)).body).toMatchObject({
      issuer: `${url}/${id}/v2.0`,
      authorization_endpoint: `${url}/${id}/oauth2/v2.0/authorize`,
      token_endpoint: `${url}/${id}/oauth2/v2.0/token`,
      jwks_uri: `${url}/${id}/discovery/v2.0/keys`,
      end_session_endpoint: `${url}/${id}/oauth2/v2.0/logout`,
    })
  })

  test('without v2.0 names the older endpoints', async () => {
    const { url } = azure().entra
    const { id } = azure().tenant
    expect((await ask(`/${id}/.well-known/openid-configuration`)).body).toMatchObject({
      issuer: `https://sts.windows.net/${id}/`,
      authorization_endpoint: `${url}/${id}/oauth2/authorize`,
      token_endpoint: `${url}/${id}/oauth2/token`,
    })
  })

  test.each(['common', 'organizations'])('of %s leaves the tenant of the issuer open', async (name) => {
    const { url } = azure().entra
    expect((await ask(`/${name}/v2.0/.well-known/openid-configuration`)).body).toMatchObject({
      issuer: `${url}/{tenantid}/v2.0`,
      token_endpoint: `${url}/${name}/oauth2/v2.0/token`,
    })
  })

  test('of an unknown tenant is refused with AADSTS90002', async () => {
    const tenant = randomUUID()
    const { status, body } = await ask(`/${tenant}/v2.0/.well-known/openid-configuration`)
    expect(status).toBe(400)
    expect(body).toEqual({
      error: 'invalid_tenant',
      error_description: expect.stringMatching(
        `^AADSTS90002: Tenant '${tenant}' not found\\. .+ Trace ID: \\S{36} Correlation ID: \\S{36} Timestamp: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ$`,
      ),
      error_codes: [90002],
      timestamp: expect.any(String),
      trace_id: expect.any(String),
      correlation_id: expect.any(String),
      error_uri: `${azure().entra.url}/error?code=90002`,
    })
  })

  test('of a name that is neither an ID nor a domain is refused with AADSTS900023', async () => {
    const { body } = await ask('/acme/v2.0/.well-known/openid-configuration')
    expect(body['error_codes']).toEqual([900023])
  })

  test('names keys that verify the access tokens', async () => {
    const { entra, tenant, graph } = azure()
    const { body } = await ask(`/${tenant.id}/v2.0/.well-known/openid-configuration`)
    const application = entra.addApplication({ tenant: tenant.id })
    const token = await entra.accessToken({ application, audience: graph.url, method: '1' })
    const keys = createRemoteJWKSet(new URL(String(body['jwks_uri'])))
    await expect(jwtVerify(token, keys, { audience: graph.url })).resolves.toBeDefined()
  })
})

describe('instance discovery', () => {
  test('knows the login hosts of the clouds', async () => {
    const { status, body } = await ask(
      '/common/discovery/instance?api-version=1.1&authorization_endpoint=https://login.microsoftonline.us/common/oauth2/v2.0/authorize',
    )
    expect(status).toBe(200)
    expect(body['tenant_discovery_endpoint']).toBe(
      `${azure().entra.url}/common/v2.0/.well-known/openid-configuration`,
    )
    expect(body['metadata']).toContainEqual({
      preferred_network: 'login.microsoftonline.com',
      preferred_cache: 'login.windows.net',
      aliases: expect.arrayContaining(['login.microsoftonline.com', 'login.windows.net']),
    })
  })

  test('refuses any other host', async () => {
    const { status, body } = await ask(
      '/common/discovery/instance?api-version=1.1&authorization_endpoint=https://login.example.com/common/oauth2/v2.0/authorize',
    )
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: 'invalid_instance', error_codes: [50049] })
  })
})
