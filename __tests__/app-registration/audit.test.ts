import { describe, expect, test } from 'vitest'
import { audit, driftFindings } from '../../src/app-registration/audit.ts'
import { decide } from '../../src/app-registration/decide.ts'
import type { AppRegistration } from '../../src/app-registration/registration.ts'
import { CLIENT, GOOD, MOBILE } from './registrations.ts'

const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
const signIn = {
  clientId: CLIENT,
  scopes: ['openid', `api://${CLIENT}/default`, 'offline_access'],
  tenant: TENANT,
  version: 'v2' as const,
}

function texts(more: Partial<AppRegistration>, asked: Partial<typeof signIn> = {}, home = TENANT): string[] {
  return audit({ ...GOOD, ...more }, { ...signIn, ...asked }, home).map(({ id, what }) => `${id} ${what}`)
}

test('an app registration with which everything works has no findings', () => {
  expect(texts({})).toEqual([])
})

describe('the scope', () => {
  test('has to be of an application ID URI that is set', () => {
    expect(texts({ identifierUris: ['https://connections.example.com'] })).toEqual([
      `MSSO032 The apps ask for a scope of "api://${CLIENT}", which is not among the application ID URIs.`,
    ])
  })

  test('has to be exposed and enabled', () => {
    expect(texts({ exposedScopes: [] })).toEqual([
      'MSSO033 The apps ask for the scope "default", which the application does not expose.',
    ])
    expect(texts({ exposedScopes: [{ value: 'default', isEnabled: false }] })).toEqual([
      'MSSO033 The apps ask for the scope "default", which the application has disabled.',
    ])
  })

  test('/.default needs no exposed scope, and a scope of another application is not looked at', () => {
    expect(texts({ exposedScopes: [] }, { scopes: [`api://${CLIENT}/.default`] })).toEqual([])
    expect(texts({ exposedScopes: [], identifierUris: [] }, { scopes: ['openid'] })).toEqual([])
  })
})

test.each([1, null])('access tokens of version %s do not fit endpoints of version 2', (version) => {
  expect(texts({ requestedAccessTokenVersion: version })).toEqual([
    'MSSO034 The endpoints are of version 2, but the application gets access tokens of version 1, whose issuer WebSphere does not expect.',
  ])
})

describe('the supported account types', () => {
  const OTHER = '11111111-2222-3333-4444-555555555555'
  test.each([
    ['common', 'AzureADMyOrg'],
    ['organizations', 'AzureADMyOrg'],
    [OTHER, 'AzureADMyOrg'],
    [TENANT, 'PersonalMicrosoftAccount'],
  ])('over the endpoints of %s exclude people when they are %s', (tenant, signInAudience) => {
    expect(texts({ signInAudience }, { tenant })).toEqual([
      expect.stringMatching(/^MSSO035 The application takes .* but the endpoints are of "/),
    ])
  })

  test.each([
    ['common', 'AzureADMultipleOrgs', TENANT],
    [TENANT.toUpperCase(), 'AzureADMyOrg', TENANT],
    ['contoso.example', 'AzureADMyOrg', TENANT],
    [OTHER, 'AzureADMyOrg', ''],
  ])('over the endpoints of %s fit when they are %s', (tenant, signInAudience, home) => {
    expect(texts({ signInAudience }, { tenant }, home)).toEqual([])
  })
})

test.each([[[]], [['https://connections.example.com/login']], [['http://a/oidcclient/x']]])(
  'without a web redirect URI of the relying party browsers can not sign in: %j',
  (webRedirectUris) => {
    expect(texts({ webRedirectUris })).toEqual([expect.stringMatching(/^MSSO036 /)])
  },
)

test('what check finds has what is wanted and what was found', () => {
  const registration = {
    ...GOOD,
    publicClient: { redirectUris: ['app://other'] },
    isFallbackPublicClient: null,
  }
  const plan = decide(registration, { redirectUris: [MOBILE] })
  expect(driftFindings(registration, plan)).toMatchObject([
    { id: 'MSSO030', wanted: MOBILE, found: 'app://other' },
    { id: 'MSSO031', wanted: 'true', found: 'null' },
  ])
  expect(driftFindings(GOOD, decide(GOOD, { redirectUris: [MOBILE] }))).toEqual([])
})
