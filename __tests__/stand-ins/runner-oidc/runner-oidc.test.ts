import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { useAzure } from '../use-azure.ts'
import { startRunnerOidc } from './index.ts'

const azure = useAzure()

async function ask(query: string, token?: string): Promise<Response> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: right } =
    azure().oidc.environment
  return fetch(url + query, { headers: { authorization: `Bearer ${token ?? right}` } })
}

describe('the runner', () => {
  test('answers a token for the audience, with the claims of the workflow', async () => {
    const { value } = (await (await ask('&audience=api%3A%2F%2FAzureADTokenExchange')).json()) as {
      value: string
    }
    const claims = decodeJwt(value)
    expect(claims).toMatchObject({
      iss: 'https://token.actions.githubusercontent.com',
      sub: 'repo:acme/connections-config:ref:refs/heads/main',
      aud: 'api://AzureADTokenExchange',
      repository: 'acme/connections-config',
      ref: 'refs/heads/main',
      event_name: 'workflow_dispatch',
    })
    expect(claims.exp! - claims.iat!).toBe(300)
  })

  test('answers a subject with the IDs of owner and repository where it is told to', async () => {
    const { authority } = azure()
    const oidc = await startRunnerOidc({ authority, subjects: 'ids' })
    expect(decodeJwt(await oidc.token('a'))).toMatchObject({
      sub: 'repo:acme@1001/connections-config@2002:ref:refs/heads/main',
      repository: 'acme/connections-config',
      repository_owner_id: '1001',
      repository_id: '2002',
    })
    await oidc.stop()
  })

  test('answers a token for the owner without an audience', async () => {
    const { value } = (await (await ask('')).json()) as { value: string }
    expect(decodeJwt(value).aud).toBe('https://github.com/acme')
  })

  test('publishes the keys of its tokens', async () => {
    const { oidc } = azure()
    const keys = createRemoteJWKSet(new URL(`${oidc.url}/.well-known/jwks`))
    const { issuer } = oidc
    await expect(jwtVerify(await oidc.token('a'), keys, { issuer, audience: 'a' })).resolves.toBeDefined()
    oidc.signsWithUnknownKey = true
    await expect(jwtVerify(await oidc.token('a'), keys, { issuer, audience: 'a' })).rejects.toThrow(
      'no applicable key',
    )
    oidc.signsWithUnknownKey = false
  })

  test('refuses any other request token', async () => {
    expect((await ask('&audience=a', 'other')).status).toBe(401)
    expect((await fetch(azure().oidc.environment.ACTIONS_ID_TOKEN_REQUEST_URL)).status).toBe(401)
  })

  test('takes a lost query for a violation', async () => {
    const { oidc } = azure()
    const authorization = `Bearer ${oidc.environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN}`
    await fetch(`${oidc.url}/token?audience=a`, { headers: { authorization } })
    expect(oidc.violations.splice(0)).toEqual([
      'a token request without the query of its address: ?audience=a',
    ])
  })
})
