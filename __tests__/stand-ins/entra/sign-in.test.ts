import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto'
import { decodeJwt, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { FEDERATION_AUDIENCE } from '../azure.ts'
import type { CertificateRequest, IssuedCertificate } from '../certificates/index.ts'
import { msal, useAzure } from '../use-azure.ts'
import type { ClientApplication } from './index.ts'

const azure = useAzure()
const DAY = 86_400_000
const scopes = () => [`${azure().graph.url}/.default`]

function application(given: Partial<ClientApplication> = {}): ClientApplication {
  return azure().entra.addApplication({
    tenant: azure().tenant.id,
    roles: ['Application.Read.All'],
    ...given,
  })
}

/** Signs in with MSAL and gives the claims of the token. */
async function signIn(
  client: Pick<ClientApplication, 'clientId' | 'tenant'>,
  credential: Parameters<typeof msal>[2],
): Promise<Readonly<Record<string, unknown>>> {
  const result = await msal(azure(), client, credential).acquireTokenByClientCredential({ scopes: scopes() })
  return decodeJwt(result!.accessToken)
}

function sha256({ certificate }: IssuedCertificate): string {
  return createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex')
}

describe('a secret', () => {
  const secrets = [
    { value: 'old~secret', expires: new Date(Date.now() - DAY) },
    { value: 'good~secret', expires: new Date(Date.now() + DAY) },
  ]

  test('that is registered signs in, with the roles of the application in the token', async () => {
    const client = application({ secrets })
    expect(await signIn(client, { clientSecret: 'good~secret' })).toMatchObject({
      aud: azure().graph.url,
      appid: client.clientId,
      tid: azure().tenant.id,
      roles: ['Application.Read.All'],
      appidacr: '1',
    })
  })

  test('costs MSAL one request for the metadata and one for the token', async () => {
    const from = azure().entra.requests.length
    const client = application({ secrets })
    await signIn(client, { clientSecret: 'good~secret' })
    const own = azure()
      .entra.requests.slice(from)
      .map(({ method, path, status }) => `${method} ${path.replace(/\?.*/, '')} ${status}`)
    expect(own).toEqual([
      `GET /${client.tenant}/v2.0/.well-known/openid-configuration 200`,
      `POST /${client.tenant}/oauth2/v2.0/token 200`,
    ])
    expect(azure().entra.requests.at(-1)?.body).toMatchObject({
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: 'good~secret',
      scope: `${azure().graph.url}/.default`,
    })
  })

  test('signs in where the authority names the tenant by a domain', async () => {
    const { clientId } = application({ secrets })
    const claims = await signIn({ clientId, tenant: 'acme.example' }, { clientSecret: 'good~secret' })
    expect(claims['tid']).toBe(azure().tenant.id)
  })

  test.each([
    ['another secret', 'bad~secret', /AADSTS7000215: Invalid client secret provided\./],
    [
      'an expired secret',
      'old~secret',
      /AADSTS7000222: The provided client secret keys for app '.+' are expired\./,
    ],
  ])('is refused when it is %s', async (_, clientSecret, message) => {
    await expect(signIn(application({ secrets }), { clientSecret })).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorMessage: expect.stringMatching(message),
    })
    expect(azure().entra.requests.at(-1)?.status).toBe(401)
  })

  test('is refused in a tenant that does not have the application', async () => {
    const { clientId } = application({ secrets })
    const { id } = azure().entra.addTenant({ displayName: 'Other' })
    await expect(signIn({ clientId, tenant: id }, { clientSecret: 'good~secret' })).rejects.toMatchObject({
      errorCode: 'unauthorized_client',
      errorMessage: expect.stringContaining(
        `AADSTS700016: Application with identifier '${clientId}' was not found in the directory 'Other'.`,
      ),
    })
  })
})

describe('a certificate', () => {
  const issue = (request: Partial<CertificateRequest> = {}) =>
    azure().authority.issue({ hosts: ['deployment'], kind: 'client', ...request })
  const credential = (issued: IssuedCertificate) => ({
    clientCertificate: { thumbprintSha256: sha256(issued), privateKey: issued.key },
  })

  test('that is registered signs in by its SHA-256 thumbprint', async () => {
    const issued = await issue()
    const claims = await signIn(application({ certificates: [issued.certificate] }), credential(issued))
    expect(claims['appidacr']).toBe('2')
  })

  test('that is registered signs in by its SHA-1 thumbprint, as older clients send it', async () => {
    const issued = await issue()
    const thumbprint = new X509Certificate(issued.certificate).fingerprint.replaceAll(':', '')
    const claims = await signIn(application({ certificates: [issued.certificate] }), {
      clientCertificate: { thumbprint, privateKey: issued.key },
    })
    expect(claims['appidacr']).toBe('2')
  })

  test('that is not registered is refused, naming its thumbprint', async () => {
    const [registered, other] = await Promise.all([issue(), issue()])
    await expect(
      signIn(application({ certificates: [registered.certificate] }), credential(other)),
    ).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorMessage: expect.stringMatching(
        `AADSTS700027: The certificate with identifier .+ is not registered on application\\. .+${sha256(other).toUpperCase()}`,
      ),
    })
  })

  test('with a key that is not its own is refused', async () => {
    const [registered, other] = await Promise.all([issue(), issue()])
    await expect(
      signIn(application({ certificates: [registered.certificate] }), {
        clientCertificate: { thumbprintSha256: sha256(registered), privateKey: other.key },
      }),
    ).rejects.toMatchObject({
      errorMessage: expect.stringContaining('AADSTS700027: Client assertion contains'),
    })
  })

  test('that has expired is refused', async () => {
    const expired = await issue({
      notBefore: new Date(Date.now() - 2 * DAY),
      notAfter: new Date(Date.now() - DAY),
    })
    await expect(
      signIn(application({ certificates: [expired.certificate] }), credential(expired)),
    ).rejects.toMatchObject({ errorMessage: expect.stringContaining('The key used is expired.') })
  })
})

describe('a federated credential', () => {
  const federated = (given: object = {}) =>
    application({
      federatedCredentials: [
        {
          issuer: azure().oidc.issuer,
          subject: azure().oidc.subject,
          audience: FEDERATION_AUDIENCE,
          ...given,
        },
      ],
    })
  const assert = (audience = FEDERATION_AUDIENCE) => ({ clientAssertion: () => azure().oidc.token(audience) })

  test('signs in with the token of a workflow', async () => {
    expect((await signIn(federated(), assert()))['appidacr']).toBe('2')
  })

  test('is verified with the keys that the issuer publishes, fetched over HTTPS', async () => {
    const from = azure().oidc.requests.length
    await signIn(federated(), assert())
    expect(
      azure()
        .oidc.requests.slice(from)
        .map(({ host, path }) => host + path),
    ).toEqual([
      'token.actions.githubusercontent.com/.well-known/openid-configuration',
      'token.actions.githubusercontent.com/.well-known/jwks',
    ])
  })

  const AT_MAIN = 'repo:acme/connections-config:ref:refs/heads/main'
  test.each([
    [700211, 'issuer', { issuer: 'https://ghe.acme.example/_services/token' }],
    [700212, 'audience', { audience: 'api://AzureADTokenExchangeUSGov' }],
    [700213, 'subject', { subject: 'repo:acme/connections-config:environment:production' }],
    [7002138, 'subject', { subject: AT_MAIN.replace('acme', 'Acme') }],
  ])('of another %s is refused with AADSTS%i', async (code, claim, given) => {
    await expect(signIn(federated(given), assert())).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorMessage: expect.stringContaining(
        `AADSTS${code}: No matching federated identity record found for presented assertion ${claim} '`,
      ),
    })
  })

  test('of which nothing matches is refused with AADSTS70021, which shows what was presented', async () => {
    const nothing = { issuer: 'https://example.com', subject: 'somebody', audience: 'something' }
    await expect(signIn(federated(nothing), assert())).rejects.toMatchObject({
      errorCode: 'invalid_request',
      errorMessage: expect.stringContaining(
        `AADSTS70021: No matching federated identity record found for presented assertion. Assertion Issuer: '${azure().oidc.issuer}'. Assertion Subject: '${AT_MAIN}'. Assertion Audience: '${FEDERATION_AUDIENCE}'.`,
      ),
    })
  })

  test('of another subject is refused with AADSTS70021 where Entra does not tell more', async () => {
    azure().entra.federationErrors = 'generic'
    await expect(signIn(federated({ subject: 'another' }), assert())).rejects.toMatchObject({
      errorMessage: expect.stringContaining('AADSTS70021: '),
    })
    azure().entra.federationErrors = 'specific'
  })

  test('is refused when the application has none', async () => {
    await expect(signIn(application(), assert())).rejects.toMatchObject({
      errorMessage: expect.stringContaining('AADSTS70025: '),
    })
  })

  test('is refused with a token that the issuer did not sign', async () => {
    azure().oidc.signsWithUnknownKey = true
    await expect(signIn(federated(), assert())).rejects.toMatchObject({
      errorMessage: expect.stringContaining('AADSTS50013: Assertion failed signature validation.'),
    })
    azure().oidc.signsWithUnknownKey = false
  })

  test('is refused with a token that has expired', async () => {
    azure().oidc.claims = { exp: Math.floor(Date.now() / 1000) - 3600 }
    await expect(signIn(federated(), assert())).rejects.toMatchObject({
      errorMessage: expect.stringContaining(
        'AADSTS700024: Client assertion is not within its valid time range.',
      ),
    })
    azure().oidc.claims = {}
  })

  test('is refused with a text that is no token', async () => {
    await expect(signIn(federated(), { clientAssertion: 'nonsense' })).rejects.toMatchObject({
      errorMessage: expect.stringContaining('AADSTS50027: JWT token is invalid or malformed.'),
    })
  })
})

describe('an assertion of the application itself', () => {
  async function assertion(claims: object): Promise<{ client: ClientApplication; clientAssertion: string }> {
    const issued = await azure().authority.issue({ hosts: ['deployment'], kind: 'client' })
    const client = application({ certificates: [issued.certificate] })
    const now = Math.floor(Date.now() / 1000)
    const clientAssertion = await new SignJWT({
      aud: `${azure().entra.url}/${client.tenant}/oauth2/v2.0/token`,
      iss: client.clientId,
      sub: client.clientId,
      jti: randomUUID(),
      nbf: now,
      exp: now + 600,
      ...claims,
    })
      .setProtectedHeader({
        alg: 'PS256',
        'x5t#S256': Buffer.from(sha256(issued), 'hex').toString('base64url'),
      })
      .sign(createPrivateKey(issued.key))
    return { client, clientAssertion }
  }

  test.each([
    ['for another address', { aud: 'https://login.example.com/token' }, 'AADSTS700023'],
    ['of another application', { sub: randomUUID() }, 'AADSTS700021'],
    ['without an identifier', { jti: undefined }, 'AADSTS50027'],
    ['of the future', { nbf: Date.now() / 1000 + 3600 }, 'AADSTS700024'],
  ])('%s is refused', async (_, claims, code) => {
    const { client, clientAssertion } = await assertion(claims)
    await expect(signIn(client, { clientAssertion })).rejects.toMatchObject({
      errorMessage: expect.stringContaining(code),
    })
  })
})

test('MSAL fails at the metadata of a tenant that does not exist, and does not say why', async () => {
  const unknown = { clientId: randomUUID(), tenant: randomUUID() }
  await expect(signIn(unknown, { clientSecret: 'any' })).rejects.toMatchObject({
    errorCode: 'endpoints_resolution_error',
  })
  expect(azure().entra.requests.at(-1)?.status).toBe(400)
})

test('MSAL does not sign in at common', async () => {
  const client = { ...application(), tenant: 'common' }
  await expect(signIn(client, { clientSecret: 'any' })).rejects.toMatchObject({
    errorCode: 'missing_tenant_id_error',
  })
})

test('a token is issued again only when MSAL has none in its memory', async () => {
  const client = application({ secrets: [{ value: 'good', expires: new Date(Date.now() + DAY) }] })
  const app = msal(azure(), client, { clientSecret: 'good' })
  const from = azure().entra.requests.length
  const first = await app.acquireTokenByClientCredential({ scopes: scopes() })
  const second = await app.acquireTokenByClientCredential({ scopes: scopes() })
  expect(second?.accessToken).toBe(first?.accessToken)
  expect(azure().entra.requests.length - from).toBe(2)
})
