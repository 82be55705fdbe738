import { describe, expect, test } from 'vitest'
import { readEndpoint } from '../../src/desired-state/endpoint.ts'
import type { DesiredSignIn, Endpoint } from '../../src/desired-state/index.ts'
import { type DiscoveryAnswer, discoveryFindings } from '../../src/entra/discovery.ts'

const ID = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
const OTHER = '11111111-2222-3333-4444-555555555555'
const PUBLIC = 'login.microsoftonline.com'

function endpoint(kind: 'authorize' | 'token', address: string): Endpoint {
  return readEndpoint(kind, {
    value: `https://${address}/${kind}`,
    source: `input ${kind}-endpoint-url`,
  }) as Endpoint
}

/** @param token where it is not beside the authorization endpoint */
function signIn(address: string, token = address): DesiredSignIn {
  return {
    clientId: undefined,
    scopes: [],
    authorize: endpoint('authorize', address),
    token: endpoint('token', token),
  }
}

function document(tenant = ID, { host = PUBLIC, issuer = ID, path = '' } = {}): DiscoveryAnswer {
  const base = `https://${host}/${tenant}${path}/oauth2/v2.0`
  return {
    kind: 'document',
    url: `https://${host}/${tenant}/v2.0/.well-known/openid-configuration`,
    issuer: `https://${host}/${issuer}/v2.0`,
    authorizationEndpoint: new URL(`${base}/authorize`),
    tokenEndpoint: new URL(`${base}/token`),
  }
}

test('nothing is found where nothing was asked', () => {
  expect(discoveryFindings(undefined, signIn('idp.example/oauth2'))).toEqual([])
})

describe('endpoints are those of the document', () => {
  test.each([
    ['by the ID', `${PUBLIC}/${ID}/oauth2/v2.0`, document()],
    ['by the ID in capitals', `${PUBLIC}/${ID.toUpperCase()}/oauth2/v2.0`, document()],
    ['by a domain whose ID the issuer holds', `${PUBLIC}/contoso.example/oauth2/v2.0`, document()],
    [
      'by a domain that the document uses too',
      `${PUBLIC}/contoso.example/oauth2/v2.0`,
      document('contoso.example'),
    ],
    [
      'by the ID where the document uses the domain',
      `${PUBLIC}/${ID}/oauth2/v2.0`,
      document('contoso.example'),
      'contoso.example',
    ],
    ['for common', `${PUBLIC}/common/oauth2/v2.0`, document('common', { issuer: '{tenantid}' })],
    ['at an older host of the same cloud', `login.windows.net/${ID}/oauth2/v2.0`, document()],
    ['at the host of its tokens', `sts.windows.net/${ID}/oauth2/v2.0`, document()],
    ['at a newer host of the same cloud', `login.microsoft.com/${ID}/oauth2/v2.0`, document()],
    [
      'at an external tenant',
      `contoso.ciamlogin.com/contoso.onmicrosoft.com/oauth2/v2.0`,
      document(ID, { host: 'contoso.ciamlogin.com' }),
    ],
    [
      'with a policy',
      `contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_In/oauth2/v2.0`,
      document('contoso.onmicrosoft.com', { host: 'contoso.b2clogin.com', path: '/b2c_1_in' }),
    ],
    ['of version 1', `${PUBLIC}/contoso.example/oauth2`, document()],
  ])('%s', (_, address, answer, asked = address) => {
    const { authorize } = signIn(asked.includes('/') ? asked : `${PUBLIC}/${asked}/oauth2/v2.0`)
    expect(discoveryFindings(answer, { ...signIn(address), authorize })).toEqual([])
  })
})

describe('endpoints of Azure AD B2C', () => {
  const host = 'contoso.b2clogin.com'
  const b2c = (path: string, query = '') => ({
    authorize: endpointAt('authorize', `${host}${path}/oauth2/v2.0/authorize${query}`),
    token: endpointAt('token', `${host}${path}/oauth2/v2.0/token${query}`),
  })
  const endpointAt = (kind: 'authorize' | 'token', address: string) =>
    readEndpoint(kind, { value: `https://${address}`, source: kind }) as Endpoint
  const naming = (...at: Parameters<typeof b2c>): DiscoveryAnswer => {
    const { authorize, token } = b2c(...at)
    const named = { authorizationEndpoint: authorize.url, tokenEndpoint: token.url }
    return { kind: 'document', url: `https://${host}`, issuer: `https://${host}/${ID}/v2.0/`, ...named }
  }
  const found = (wanted: ReturnType<typeof b2c>, answer: DiscoveryAnswer) =>
    discoveryFindings(answer, { clientId: undefined, scopes: [], ...wanted }).map(({ id }) => id)
  const TENANT = '/contoso.onmicrosoft.com'

  test.each([
    ['its mark in both', [`/tfp${TENANT}/b2c_1_in`], [`/tfp${TENANT}/b2c_1_in`]],
    ['its mark in one', [`/tfp${TENANT}/b2c_1_in`], [`${TENANT}/b2c_1_in`]],
    ['another mark', [`/tfp${TENANT}/B2C_1_In`], [`/te${TENANT}/b2c_1_in`]],
    ['the policy in the query', [TENANT, '?p=B2C_1_In'], [TENANT, '?p=b2c_1_in']],
    ['the policy in the query of one', [TENANT, '?p=B2C_1_In'], [`${TENANT}/b2c_1_in`]],
  ] as [string, [string, string?], [string, string?]][])(
    'are those of the document with %s',
    (_, wanted, named) => {
      expect(found(b2c(...wanted), naming(...named))).toEqual([])
    },
  )

  test('are not with another policy in the query', () => {
    expect(found(b2c(TENANT, '?p=b2c_1_in'), naming(TENANT, '?p=b2c_1_other'))).toEqual([
      'MSSO081',
      'MSSO081',
    ])
  })
})

describe('endpoints are not those of the document', () => {
  test('in another cloud', () => {
    const answer = document(ID, { host: 'login.microsoftonline.us' })
    expect(discoveryFindings(answer, signIn(`${PUBLIC}/${ID}/oauth2/v2.0`))).toEqual([
      {
        id: 'MSSO081',
        severity: 'error',
        place: 'discovery',
        title: 'Entra publishes a different endpoint',
        where: 'input authorize-endpoint-url',
        what: `The authorization endpoint is "https://${PUBLIC}/${ID}/oauth2/v2.0/authorize", but Entra names "https://login.microsoftonline.us/${ID}/oauth2/v2.0/authorize" for that tenant.`,
        cure: `Use "https://login.microsoftonline.us/${ID}/oauth2/v2.0/authorize", also in the WebSphere configuration; or correct the tenant.`,
        wanted: `https://login.microsoftonline.us/${ID}/oauth2/v2.0/authorize`,
        found: `https://${PUBLIC}/${ID}/oauth2/v2.0/authorize`,
      },
      expect.objectContaining({ where: 'input token-endpoint-url' }),
    ])
  })

  test.each([
    ['of another tenant', `${PUBLIC}/${OTHER}/oauth2/v2.0`],
    ['of another domain, which is not known to be the same tenant', `${PUBLIC}/fabrikam.example/oauth2/v2.0`],
    ['of version 1 and another tenant', `${PUBLIC}/${OTHER}/oauth2`],
  ])('%s', (_, token) => {
    expect(
      discoveryFindings(document(), signIn(`${PUBLIC}/contoso.example/oauth2/v2.0`, token)),
    ).toMatchObject([{ id: 'MSSO081', where: 'input token-endpoint-url' }])
  })

  test('with another policy', () => {
    const answer = document('contoso.onmicrosoft.com', { host: 'contoso.b2clogin.com', path: '/b2c_1_other' })
    const wanted = signIn('contoso.b2clogin.com/contoso.onmicrosoft.com/b2c_1_in/oauth2/v2.0')
    expect(discoveryFindings(answer, wanted)).toHaveLength(2)
  })

  test('at another provider, of which Entra knows nothing', () => {
    const wanted = signIn(`${PUBLIC}/${ID}/oauth2/v2.0`, 'idp.example/oauth2')
    expect(discoveryFindings(document(), wanted)).toEqual([])
  })
})

describe('a tenant', () => {
  const refused = (description: string, status = 400): DiscoveryAnswer => ({
    kind: 'refused',
    url: `https://${PUBLIC}/${ID}/v2.0/.well-known/openid-configuration`,
    status,
    description,
  })
  const wanted = signIn(`${PUBLIC}/${ID}/oauth2/v2.0`)

  test.each([
    `AADSTS90002: Tenant '${ID}' not found. Check it.`,
    "AADSTS900021: Requested tenant identifier '00000000-0000-0000-0000-000000000000' is not valid.",
    'AADSTS900023: Specified tenant identifier is invalid.',
    'invalid_tenant',
  ])('does not exist where Entra says: %s', (description) => {
    expect(discoveryFindings(refused(description), wanted)).toMatchObject([
      {
        id: 'MSSO080',
        severity: 'error',
        where: 'input authorize-endpoint-url',
        what: `There is no tenant "${ID}" at ${PUBLIC}, so nobody can sign in. Entra says: ${description.replace(/\.$/, '')}.`,
        found: ID,
      },
    ])
  })

  test('may exist where Entra refuses for another reason, which is only noted', () => {
    expect(
      discoveryFindings(refused('AADSTS90033: A transient error has occurred.', 503), wanted),
    ).toMatchObject([
      {
        id: 'MSSO082',
        severity: 'notice',
        what: "Entra's description of the tenant could not be read: it answered with 503: AADSTS90033: A transient error has occurred.",
      },
    ])
  })
})
