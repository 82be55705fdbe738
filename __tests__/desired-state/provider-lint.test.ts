import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { desiredState, parseProviderProperties, type ValueInputs } from '../../src/desired-state/index.ts'
import { catalogue } from '../../src/findings.ts'
import { NO_VALUES } from './no-values.ts'

const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
const OTHER = 'aaaaaaaa-0893-4cd7-8e22-9738a43c585d'
const AUTHORIZE = `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/authorize`
const REALM = 'https://sso.example.com/auth/realms/connections'

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '../fixtures', name), 'utf8')
    .replaceAll('{tenant}', TENANT)
    .replaceAll('{client_id}', CLIENT)
    .replaceAll('{client_secret}', 'Zt8~Q.client-secret_4x')
    .replaceAll('{keycloak_server}', 'sso.example.com')
    .replaceAll('{realm}', 'connections')
const CORRECTED = fixture('table-1-corrected.tsv')
const KEYCLOAK = fixture('keycloak-corrected.tsv')

const look = (text: string, given: Partial<ValueInputs> = {}) =>
  desiredState({ ...NO_VALUES, providerProperties: parseProviderProperties(text), ...given })
const found = (text: string, given: Partial<ValueInputs> = {}) =>
  look(text, given).findings.filter(({ place }) => place === 'provider')
const told = (text: string, given: Partial<ValueInputs> = {}) =>
  found(text, given).map(({ id, where, what, cure }) => `${id} ${where}: ${what} ${cure}`)
const ids = (text: string, given: Partial<ValueInputs> = {}) => found(text, given).map(({ id }) => id)

/** The table with other values; undefined takes the row out. */
function changed(table: string, values: Readonly<Record<string, string | undefined>>): string {
  const rows = table.split('\n').flatMap((row) => {
    const name = row.split('\t')[0]!
    if (!Object.hasOwn(values, name)) return [row]
    return values[name] === undefined ? [] : [`${name}\t${values[name]}`]
  })
  const names = table.split('\n').map((row) => row.split('\t')[0])
  const more = Object.entries(values).filter(([name, value]) => value !== undefined && !names.includes(name))
  return [...rows, ...more.map((row) => row.join('\t'))].join('\n')
}

describe("the vendor's tables", () => {
  test('Table 1 with its slips corrected has no finding, and every line of it is understood', () => {
    const { findings, problems, checked } = look(CORRECTED)
    expect({ findings, problems, checked }).toEqual({
      findings: [],
      problems: [],
      checked: ['values', 'provider'],
    })
  })

  test('Table 1 as printed has a finding for each slip and no other', () => {
    expect(told(fixture('table-1-as-printed.tsv'))).toEqual([
      expect.stringMatching(
        /^MSSO110 provider-properties line 8: provider_1\.excludedPathFilter does not have/,
      ),
      expect.stringMatching(
        /^MSSO111 provider-properties line 10: provider_1\.tokenEndpointUrl is "https:\/\/login\.microsoftlonline\.com\/.*Did you mean "https:\/\/login\.microsoftonline\.com\//,
      ),
      ...[2, 3, 4].map((number) =>
        expect.stringMatching(
          new RegExp(
            `^MSSO113 .*provider_${number}\\.scope is for "api://c270bc0a-0097-48d6-8e65-1728143c5c9e`,
          ),
        ),
      ),
    ])
  })

  test('Table 1 with nothing filled in names the placeholders once, and still the slips', () => {
    const raw = readFileSync(join(import.meta.dirname, '../fixtures/table-1-as-printed.tsv'), 'utf8')
    const findings = found(raw)
    expect(findings.filter(({ id }) => id === 'MSSO112')).toMatchObject([
      {
        where: 'provider-properties line 3',
        what: expect.stringMatching(/provider_1\.clientId, .* and 11 more\.$/),
      },
    ])
    expect(findings.find(({ id }) => id === 'MSSO111')?.what).toContain(
      'Did you mean "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"?',
    )
  })

  test('the Keycloak table with its slips corrected has no finding', () => {
    expect(look(KEYCLOAK, { clientId: 'connections_social_mobile' })).toMatchObject({
      findings: [],
      problems: [],
      checked: ['values', 'provider'],
    })
  })

  test('the Keycloak table as printed has a finding for each slip and no other', () => {
    expect(told(fixture('keycloak-as-printed.tsv'))).toEqual([
      expect.stringContaining(
        `provider_1.jwkEndpointUrl is "${REALM}/protocol/openid-connect/certss". Did you mean "${REALM}/protocol/openid-connect/certs"?`,
      ),
      expect.stringContaining(
        `provider_3.tokenEndpointUrl is "${REALM}/protocol/openid-connect/tokenn". Did you mean "${REALM}/protocol/openid-connect/token"?`,
      ),
    ])
  })

  const ANSIBLE = {
    providerId: 'provider_3',
    clientId: 'connections_social_mobile',
    authorizeEndpointUrl: 'https://sso.example.com/realms/connections/protocol/openid-connect/auth',
    tokenEndpointUrl: 'https://sso.example.com/realms/connections/protocol/openid-connect/token',
  }

  test("the interceptor that HCL's Ansible makes has no finding, whichever number Mobile's cluster got", () => {
    const text = fixture('ansible-interceptor.txt')
    expect(look(text, ANSIBLE)).toMatchObject({ findings: [], problems: [], checked: ['values', 'provider'] })
    expect(found(text, { ...ANSIBLE, providerId: 'provider_1' })).toEqual([])
  })

  test('discovery of another realm is not that of the tokens', () => {
    const text = fixture('ansible-interceptor.txt').replaceAll('/realms/connections/', '/realms/other/')
    expect(ids(text, ANSIBLE)).toEqual(['MSSO101'])
  })
})

/** One property of the corrected table changed, and the one finding that this gives. */
const MUTATIONS: readonly (readonly [keyof typeof catalogue, string, string | undefined])[] = [
  ['MSSO100', 'provider_1.useJwtFromRequest', 'no'],
  ['MSSO100', 'provider_1.useJwtFromRequest', undefined],
  ['MSSO101', 'provider_1.issuerIdentifier', `https://login.microsoftonline.com/${TENANT}/`],
  ['MSSO101', 'provider_1.issuerIdentifier', `https://login.microsoftonline.com/${TENANT}/v2.0/`],
  [
    'MSSO101',
    'provider_1.issuerIdentifier',
    `https://login.microsoftonline.com/${TENANT.toUpperCase()}/v2.0`,
  ],
  ['MSSO101', 'provider_1.issuerIdentifier', `https://login.microsoftonline.com/${OTHER}/v2.0`],
  ['MSSO101', 'provider_1.issuerIdentifier', 'https://login.microsoftonline.com/contoso.com/v2.0'],
  ['MSSO101', 'provider_1.issuerIdentifier', `https://sts.windows.net/${TENANT}/`],
  ['MSSO101', 'provider_1.issuerIdentifier', undefined],
  ['MSSO102', 'provider_1.jwkEndpointUrl', `http://login.microsoftonline.com/${TENANT}/discovery/v2.0/keys`],
  ['MSSO102', 'provider_1.jwkEndpointUrl', `https://login.microsoftonline.us/${TENANT}/discovery/v2.0/keys`],
  ['MSSO102', 'provider_1.jwkEndpointUrl', `https://login.microsoftonline.com/${OTHER}/discovery/v2.0/keys`],
  ['MSSO102', 'provider_1.jwkEndpointUrl', `https://login.microsoftonline.com/${TENANT}/discovery/keys`],
  ['MSSO102', 'provider_1.jwkEndpointUrl', 'login.microsoftonline.com'],
  ['MSSO103', 'provider_1.verifyIssuerInIat', 'false'],
  ['MSSO103', 'provider_1.verifyIssuerInIat', undefined],
  ['MSSO104', 'provider_1.setLtpaCookie', 'false'],
  ['MSSO104', 'provider_1.setLtpaCookie', undefined],
  ['MSSO105', 'provider_1.userIdentifier', 'sub'],
  ['MSSO105', 'provider_1.userIdentifier', undefined],
  ['MSSO105', 'provider_1.scope', `openid profile api://${CLIENT}/default`],
  ['MSSO106', 'provider_1.userIdentifier', 'upn'],
  ['MSSO106', 'provider_2.clientId', OTHER],
  ['MSSO106', 'provider_2.issuerIdentifier', `https://login.microsoftonline.com/${OTHER}/v2.0`],
  ['MSSO106', 'provider_3.userIdentifier', 'preferred_username'],
  ['MSSO106', 'provider_3.realmIdentifier', undefined],
  ['MSSO106', 'provider_4.signVerifyAlias', 'oldcert'],
  ['MSSO106', 'provider_4.useJwtFromRequest', 'no'],
  [
    'MSSO106',
    'provider_4.authorizeEndpointUrl',
    `https://login.microsoftonline.com/${OTHER}/oauth2/v2.0/authorize`,
  ],
  ['MSSO107', 'provider_1.interceptedPathFilter', '/activities/.*,/metricssc/*'],
  ['MSSO107', 'provider_1.interceptedPathFilter', '/mobile/.,/mobileAdmin/.*'],
  ['MSSO107', 'provider_1.interceptedPathFilter', '/mobile'],
  ['MSSO110', 'provider_1.excludedPathFilter', '/ibm/console,/mobile/homepage/SecurityConfiguratio'],
  ['MSSO110', 'provider_1.excludedPathFilter', undefined],
  [
    'MSSO111',
    'provider_1.jwkEndpointUrl',
    `https://login.microsoftlonline.com/${TENANT}/discovery/v2.0/keys`,
  ],
  [
    'MSSO111',
    'provider_1.jwkEndpointUrl',
    `https://login.microsoftonline.com/${TENANT}/discovery/v2.0/keyss`,
  ],
  ['MSSO111', 'provider_1.issuerIdentifier', `https://login.micorsoftonline.com/${TENANT}/v2.0`],
  [
    'MSSO111',
    'provider_2.tokenEndpointUrl',
    `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/authorize`,
  ],
  ['MSSO112', 'provider_2.issuerIdentifier', 'https://login.microsoftonline.com/{tenant}/v2.0'],
  ['MSSO113', 'provider_2.scope', `openid profile email api://${OTHER}/default`],
  ['MSSO114', 'provider_2.callbackServletContext', '/oidcclient_apps'],
  ['MSSO114', 'provider_2.callbackServletContext', undefined],
  ['MSSO115', 'provider_2.identifier', undefined],
  ['MSSO116', 'provider_1.signatureAlgorithm', 'HS256'],
  ['MSSO117', 'provider_1.audiences', 'api://other'],
]

describe('one changed property of the corrected Table 1 gives exactly one finding:', () => {
  test.each(MUTATIONS)('%s for %s = %s', (id, name, value) => {
    const findings = found(changed(CORRECTED, { [name]: value }))
    expect(findings.map((each) => each.id)).toEqual([id])
    const [{ what, cure, where }] = findings as [(typeof findings)[0]]
    expect(what + cure).toContain(name.replace(/^provider_1\.scope$/, 'provider_1.userIdentifier'))
    expect(where).toMatch(/^provider-properties( line \d+)?$/)
  })

  test('and every rule has such a change, or a test of its own', () => {
    const own = ['MSSO108', 'MSSO109']
    const wanted = Object.entries(catalogue).filter(([, { place }]) => place === 'provider')
    expect([...new Set([...MUTATIONS.map(([id]) => id), ...own])].toSorted()).toEqual(
      wanted.map(([id]) => id),
    )
  })

  test('but a property that no rule knows is no finding, whatever is in it', () => {
    const name = fc
      .stringMatching(/^[a-z]{1,8}[A-Z][a-z]{1,8}$/)
      .filter((text) => !/Url$|Endpoint$|Filter$/.test(text))
    const property = fc.tuple(fc.integer({ min: 1, max: 4 }), name, fc.stringMatching(/^[!-z]{1,20}$/))
    fc.assert(
      fc.property(property, ([number, key, value]) => {
        expect(ids(changed(CORRECTED, { [`provider_${number}.${key}`]: value }))).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
})

describe('equal by meaning is no finding:', () => {
  test.each([
    ['the bearer token is required', { 'provider_N.useJwtFromRequest': 'required' }],
    ['as HCL writes it elsewhere', { 'provider_N.useJwtFromRequest': 'IfPresent' }],
    ['capital letters in a switch', { 'provider_N.setLtpaCookie': 'TRUE' }],
    [
      'one of several issuers',
      { 'provider_N.issuerIdentifier': `https://x.test, https://login.microsoftonline.com/${TENANT}/v2.0` },
    ],
    [
      'the keys of every tenant',
      { 'provider_N.jwkEndpointUrl': 'https://login.microsoftonline.com/common/discovery/v2.0/keys' },
    ],
    [
      'the older host of the same cloud',
      { 'provider_N.jwkEndpointUrl': `https://login.windows.net/${TENANT}/discovery/v2.0/keys` },
    ],
    ['the client ID as audience', { 'provider_N.audiences': `x, ${CLIENT.toUpperCase()}` }],
    ['the application ID URI as audience', { 'provider_N.audiences': `api://${CLIENT}` }],
    [
      'another spelling of the cache',
      { JndiCacheName: undefined, jndiCacheName: 'services/cache/OpenidRpCache' },
    ],
    [
      'SecurityConfiguration within a pattern',
      { 'provider_N.excludedPathFilter': ' /mobile/homepage/Security.* ' },
    ],
    ['a pattern that is not understood', { 'provider_N.excludedPathFilter': '/mobile/(homepage|x)/.*' }],
    ['all paths', { 'provider_1.interceptedPathFilter': '/.*' }],
    [
      'a whole other provider',
      {
        'provider_9.identifier': 'cnx_azure',
        'provider_9.useJwtFromRequest': 'required',
        'provider_9.issuerIdentifier': `https://login.microsoftonline.com/${OTHER}/v2.0`,
        'provider_9.interceptedPathFilter': '/profiles/oidc/session',
      },
    ],
    ['another interceptor', { 'com.ibm.websphere.security.x': 'y', 'sp_1.idp_1.jwkEndpointUrl': 'x' }],
  ])('%s', (_, values) => {
    const all = Object.entries(values).flatMap(([name, value]) =>
      [1, 2, 3, 4].map((number) => [name.replace('_N', `_${number}`), value]),
    )
    expect(ids(changed(CORRECTED, Object.fromEntries(all)))).toEqual([])
  })
})

describe('what is not used is not judged:', () => {
  test('the address of a discovery document where useDiscovery is false', () => {
    const address = `https://login.microsoftonline.com/${OTHER}/v2.0/.well-known/openid-configuration`
    const off = { 'provider_1.discoveryEndpointUrl': address, 'provider_1.useDiscovery': 'False' }
    expect(ids(changed(CORRECTED, off))).toEqual([])
    const pasted = (useDiscovery: string) =>
      `provider_1.clientId=${CLIENT}\nprovider_1.discoveryEndpointUrl=${address}\nprovider_1.useDiscovery=${useDiscovery}`
    expect(ids(pasted('false'), { tenantId: TENANT })).toEqual([])
    const endpoints = {
      authorizeEndpointUrl: AUTHORIZE,
      tokenEndpointUrl: AUTHORIZE.replace(/authorize$/, 'token'),
    }
    expect(ids(pasted('true'), endpoints)).toEqual(['MSSO101'])
  })

  test('the scopes at Keycloak, whose clients have email and profile by default', () => {
    const all = Object.fromEntries([1, 2, 3, 4].map((number) => [`provider_${number}.scope`, 'openid']))
    expect(ids(changed(KEYCLOAK, all))).toEqual([])
  })
})

describe('of a paste that is not whole', () => {
  const FOUR = CORRECTED.split('\n')
    .filter((row) => /^provider_1\.(clientId|scope|authorize|token)/.test(row))
    .join('\n')

  test('nothing is missing, and the provider does not count as checked', () => {
    expect(look(FOUR)).toMatchObject({ findings: [], problems: [], checked: ['values'] })
  })

  test('what is there is judged, and then the provider counts as checked', () => {
    const { findings, checked } = look(`${FOUR}\nprovider_1.setLtpaCookie\tfalse`)
    expect(findings.map(({ id }) => id)).toEqual(['MSSO104'])
    expect(checked).toEqual(['values', 'provider'])
  })

  test.each([
    ['interceptedPathFilter', '/mobile/.*'],
    ['callbackServletContext', '/oidcclient_apps'],
  ])('%s says that it is whole', (property, value) => {
    expect(ids(`${FOUR}\nprovider_1.${property}\t${value}`)).toContain('MSSO100')
  })

  test('eight properties are a whole list, and seven are not', () => {
    const more = ['createSession', 'realmIdentifier', 'signVerifyAlias', 'clientSecret'].map(
      (name) => `provider_1.${name}\tx`,
    )
    expect(ids([FOUR, ...more.slice(1)].join('\n'))).toEqual([])
    expect(ids([FOUR, ...more].join('\n'))).toContain('MSSO115')
  })

  test('without anything pasted there is nothing to check', () => {
    expect(look('').checked).toEqual(['values'])
  })
})

describe('/mobile/.*', () => {
  test('that two providers intercept is a warning', () => {
    const text = changed(CORRECTED, { 'provider_4.interceptedPathFilter': '/homepage/.*,/mobile/.*' })
    expect(told(text)).toEqual([
      'MSSO108 provider-properties line 64: provider_1 and provider_4 intercept /mobile/.*, and WebSphere may use any of them. Keep "/mobile/.*" only in the interceptedPathFilter of the provider for Mobile\'s cluster.',
    ])
  })

  test('is intercepted also where more than SecurityConfiguration is excluded', () => {
    expect(ids(changed(CORRECTED, { 'provider_1.excludedPathFilter': '/mobile/homepage/.*' }))).toEqual([])
  })

  test('that one of them excludes is intercepted by the other alone', () => {
    const text = changed(CORRECTED, {
      'provider_4.interceptedPathFilter': '/.*',
      'provider_4.excludedPathFilter': '/mobile/.*',
    })
    expect(ids(text)).toEqual([])
  })

  test.each([
    ['a filter by other things than the path', { 'provider_1.filter': 'Authorization%=Bearer' }],
    ['a pattern that is not understood', { 'provider_1.interceptedPathFilter': '/mob(i)le/.*' }],
    ['a provider whose filter was not pasted', { 'provider_1.interceptedPathFilter': undefined }],
  ])('is not said to be intercepted by nobody with %s', (_, values) => {
    expect(ids(changed(CORRECTED, values))).toEqual([])
  })

  test('of a provider with other values than those of provider-id is a warning', () => {
    const text = changed(CORRECTED, { 'provider_2.scope': `openid email api://${CLIENT}/default` })
    expect(told(text, { providerId: 'provider_2' })).toEqual([
      'MSSO109 provider-properties line 7: provider-id is "provider_2", but provider_1 intercepts /mobile/.* and has a different scope. Set provider-id to "provider_1".',
    ])
    expect(ids(CORRECTED, { providerId: 'provider_2' })).toEqual([])
  })
})

describe('at other providers', () => {
  test.each([
    ['MSSO101', { 'provider_1.issuerIdentifier': 'https://sso.example.com/auth/realms/other' }],
    ['MSSO101', { 'provider_1.issuerIdentifier': `${REALM}/` }],
    [
      'MSSO102',
      {
        'provider_1.jwkEndpointUrl':
          'https://sso.example.com/auth/realms/other/protocol/openid-connect/certs',
      },
    ],
    [
      'MSSO102',
      {
        'provider_1.jwkEndpointUrl':
          'http://keycloak:8080/auth/realms/connections/protocol/openid-connect/certs',
      },
    ],
  ])('%s is found for a Keycloak with %j', (id, values) => {
    expect(ids(changed(KEYCLOAK, values))).toEqual([id])
  })

  test('the keys may be read over the host by which WebSphere reaches Keycloak', () => {
    const keys = 'https://keycloak.intern:8443/auth/realms/connections/protocol/openid-connect/certs'
    const all = Object.fromEntries([1, 2, 3, 4].map((number) => [`provider_${number}.jwkEndpointUrl`, keys]))
    expect(ids(changed(KEYCLOAK, all))).toEqual([])
  })

  test('nothing is said of addresses whose form is not known', () => {
    const text = KEYCLOAK.replaceAll('/auth/realms/connections', '/oauth2/idp').replaceAll(
      '/protocol/openid-connect',
      '/x',
    )
    expect(ids(text.replaceAll('/certs', '/jwk_uri').replaceAll('/x/auth', '/x/authz'))).toEqual([])
  })

  test('an ID of the provider may be what identifies people', () => {
    const all = Object.fromEntries([1, 2, 3, 4].map((number) => [`provider_${number}.userIdentifier`, 'sub']))
    expect(ids(changed(KEYCLOAK, all))).toEqual([])
  })
})

describe('of Entra', () => {
  const discovery = (address: string) =>
    Object.fromEntries(
      [1, 2, 3, 4].flatMap((number) => [
        [`provider_${number}.issuerIdentifier`, undefined],
        [`provider_${number}.discoveryEndpointUrl`, address],
      ]),
    )

  test.each([
    [`https://login.microsoftonline.com/${TENANT}/v2.0/.well-known/openid-configuration`, []],
    ['https://login.microsoftonline.com/contoso.com/v2.0/.well-known/openid-configuration', []],
    [`https://login.microsoftonline.com/${TENANT}/.well-known/openid-configuration`, ['MSSO101']],
    [`https://login.microsoftonline.com/${OTHER}/v2.0/.well-known/openid-configuration`, ['MSSO101']],
    [`https://login.microsoftonline.us/${TENANT}/v2.0/.well-known/openid-configuration`, ['MSSO101']],
  ])('the issuer follows from discovery: %s', (address, expected) => {
    expect(ids(changed(CORRECTED, discovery(address)))).toEqual(expected)
  })

  test('the issuer has the tenant ID where the endpoints have a domain', () => {
    const text = CORRECTED.replaceAll(`${TENANT}/oauth2`, 'contoso.com/oauth2')
    expect(ids(text)).toEqual([])
    const issuer = { 'provider_1.issuerIdentifier': 'https://login.microsoftonline.com/contoso.com/v2.0' }
    expect(told(changed(text, issuer))).toEqual([
      expect.stringContaining('from the issuer "https://login.microsoftonline.com/<tenant ID>/v2.0"'),
    ])
  })

  test('endpoints of version 1 have tokens of another issuer and other keys', () => {
    const text = CORRECTED.replaceAll('/oauth2/v2.0/', '/oauth2/')
      .replaceAll('/discovery/v2.0/keys', '/discovery/keys')
      .replaceAll(/https:[^\t\n]*\/v2\.0$/gm, `https://sts.windows.net/${TENANT}/`)
    expect(ids(text)).toEqual([])
  })

  test('issuer and keys of Azure AD B2C are not judged', () => {
    const text = CORRECTED.replaceAll('login.microsoftonline.com', 'contoso.b2clogin.com')
    expect(ids(text)).toEqual([])
  })
})

describe('what is quoted', () => {
  test('never holds a password of an address, nor what may be a client secret', () => {
    const text = changed(CORRECTED, {
      'provider_1.jwkEndpointUrl': 'http://user:hunter2@login.microsoftlonline.com/x',
      'provider_2.clientId': 'Zt8~Q.another-secret_4x',
    })
    const all = JSON.stringify(found(text))
    expect(all).not.toContain('hunter2')
    expect(all).not.toContain('another-secret')
    expect(all).toContain('provider_2.clientId is another value')
  })

  test('is cut', () => {
    const text = changed(CORRECTED, { 'provider_1.audiences': 'x'.repeat(5000) })
    expect(found(text)[0]!.what.length).toBeLessThan(400)
  })

  test('comes from no more than thirty providers', () => {
    const many = Array.from(
      { length: 500 },
      (_, index) => `provider_${index}.interceptedPathFilter=/mobile/.*`,
    )
    expect(found(many.join('\n')).length).toBeLessThan(100)
  })
})

test('a regular expression that would backtrack for ever is not run', () => {
  const filter = `/mobile/${'(a+)+'.repeat(5000)}$,${'.*'.repeat(20_000)}x`
  const text = changed(CORRECTED, { 'provider_1.excludedPathFilter': filter })
  const start = performance.now()
  expect(ids(text)).toEqual([])
  expect(performance.now() - start).toBeLessThan(2000)
})
