import { describe, expect, test } from 'vitest'
import { audit } from '../../src/entra/audit.ts'
import { decide, driftFindings } from '../../src/entra/decide.ts'
import type { AppRegistration } from '../../src/entra/registration.ts'
import { CLIENT, GOOD, MOBILE, NO_PROPERTIES } from './registrations.ts'

const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
const signIn = {
  clientId: CLIENT,
  scopes: ['openid', `api://${CLIENT}/default`, 'offline_access'],
  tenant: TENANT,
  version: 'v2' as const,
}

function texts(more: Partial<AppRegistration>, asked: Partial<typeof signIn> = {}, home = TENANT): string[] {
  return audit({ ...GOOD, ...more }, { ...signIn, ...asked }, NO_PROPERTIES, home).map(
    ({ id, what }) => `${id} ${what}`,
  )
}

/** A finding with its cure and both values, as the report and the pull request show it. */
const full = (more: Partial<AppRegistration>, asked: Partial<typeof signIn> = {}, home?: string) =>
  audit({ ...GOOD, ...more }, { ...signIn, ...asked }, NO_PROPERTIES, home).map(
    ({ id, where, what, cure, wanted, found }) => ({
      text: `${id} ${where}: ${what} ${cure}`,
      wanted,
      found,
    }),
  )
const PLACE = 'app registration Connections'

test('an app registration with which everything works has no findings', () => {
  expect(texts({})).toEqual([])
})

describe('the scope', () => {
  test('has to be of an application ID URI that is set', () => {
    expect(texts({ identifierUris: ['https://connections.example.com'] })).toEqual([
      `MSSO032 The apps request a scope of "api://${CLIENT}", which is not one of the application ID URIs.`,
    ])
  })

  test('has to be of one of several application ID URIs, in whatever case', () => {
    const identifierUris = ['https://connections.example.com', `API://${CLIENT.toUpperCase()}`]
    expect(texts({ identifierUris })).toEqual([])
  })

  test('without its application ID URI is reported with the URIs that are there', () => {
    expect(full({ identifierUris: ['https://a.example', 'https://b.example'] })).toEqual([
      {
        text: `MSSO032 ${PLACE}: The apps request a scope of "api://${CLIENT}", which is not one of the application ID URIs. Add it in the Azure portal: App registrations, Expose an API, Application ID URI.`,
        wanted: `api://${CLIENT}`,
        found: 'https://a.example https://b.example',
      },
    ])
  })

  test('with the tenant in it has to be of the application ID URI with the tenant in it', () => {
    const asked = { scopes: ['openid', `api://${TENANT}/${CLIENT}/default`] }
    expect(texts({ identifierUris: [`API://${TENANT}/${CLIENT.toUpperCase()}`] }, asked)).toEqual([])
    expect(texts({ identifierUris: [`api://${CLIENT}`] }, asked)).toEqual([
      `MSSO032 The apps request a scope of "api://${TENANT}/${CLIENT}", which is not one of the application ID URIs.`,
    ])
    expect(texts({ identifierUris: [`api://${TENANT}/${CLIENT}`], exposedScopes: [] }, asked)).toEqual([
      'MSSO033 The apps request the scope "default", which the application does not expose.',
    ])
  })

  test('in both forms needs both application ID URIs, and its name once', () => {
    const asked = { scopes: [`api://${CLIENT}/default`, `api://${TENANT}/${CLIENT}/default`] }
    expect(texts({ identifierUris: [], exposedScopes: [] }, asked).map((text) => text.slice(0, 7))).toEqual([
      'MSSO032',
      'MSSO032',
      'MSSO033',
    ])
  })

  test('has to be exposed', () => {
    const others = [
      { value: 'one', isEnabled: true },
      { value: 'two', isEnabled: true },
    ]
    expect(full({ exposedScopes: others })).toEqual([
      {
        text: `MSSO033 ${PLACE}: The apps request the scope "default", which the application does not expose. Add it in the Azure portal: App registrations, Expose an API.`,
        wanted: 'default',
        found: 'one two',
      },
    ])
  })

  test('may be one of several that are exposed', () => {
    const other = { value: 'other', isEnabled: true }
    expect(texts({ exposedScopes: [other, { value: 'default', isEnabled: true }] })).toEqual([])
    expect(texts({ exposedScopes: [other, { value: 'default', isEnabled: false }] })).toEqual([
      expect.stringContaining('which the application has disabled.'),
    ])
  })

  test('has to be enabled', () => {
    expect(full({ exposedScopes: [{ value: 'default', isEnabled: false }] })).toEqual([
      {
        text: `MSSO033 ${PLACE}: The apps request the scope "default", which the application has disabled. Enable it in the Azure portal: App registrations, Expose an API.`,
        wanted: 'default',
        found: 'disabled',
      },
    ])
  })

  test('/.default needs no exposed scope, and a scope of another application is not looked at', () => {
    expect(texts({ exposedScopes: [] }, { scopes: [`api://${CLIENT}/.default`] })).toEqual([])
    expect(texts({ exposedScopes: [], identifierUris: [] }, { scopes: ['openid'] })).toEqual([])
  })
})

test.each([1, null])('access tokens of version %s do not fit endpoints of version 2', (version) => {
  expect(full({ requestedAccessTokenVersion: version })).toEqual([
    {
      text: `MSSO034 ${PLACE}: The endpoints are version 2, but the application gets access tokens of version 1, whose issuer WebSphere does not expect. Set api.requestedAccessTokenVersion to 2 in the Azure portal: App registrations, Manifest.`,
      wanted: '2',
      found: '1',
    },
  ])
})

test.each(['v1', undefined] as const)('access tokens of version 1 fit endpoints of version %s', (version) => {
  const asked = { ...signIn, version }
  expect(audit({ ...GOOD, requestedAccessTokenVersion: 1 }, asked, NO_PROPERTIES, TENANT)).toEqual([])
})

describe('a scope of another application ID URI', () => {
  const uris = ['https://contoso.com/connections', 'https://contoso.com', 'api://connections']
  const identifierUris = [`api://${CLIENT}`, ...uris]

  test.each(['https://contoso.com/connections', 'HTTPS://Contoso.com/connections', 'api://connections'])(
    'has to be exposed and enabled: %s',
    (uri) => {
      const scopes = [`${uri}/default`]
      expect(texts({ identifierUris }, { scopes })).toEqual([])
      expect(texts({ identifierUris, exposedScopes: [] }, { scopes })).toEqual([
        `MSSO033 The apps request the scope "${uri}/default", which the application does not expose.`,
      ])
      const exposedScopes = [{ value: 'default', isEnabled: false }]
      expect(full({ identifierUris, exposedScopes }, { scopes })).toEqual([
        {
          text: `MSSO033 ${PLACE}: The apps request the scope "${uri}/default", which the application has disabled. Enable it in the Azure portal: App registrations, Expose an API.`,
          wanted: 'default',
          found: 'disabled',
        },
      ])
    },
  )

  test('is looked up at the longest URI that it starts with, and only behind a slash', () => {
    const scopes = ['https://contoso.com/connections/other', 'https://contoso.community/x']
    expect(texts({ identifierUris }, { scopes })).toEqual([
      'MSSO033 The apps request the scope "https://contoso.com/connections/other", which the application does not expose.',
    ])
    const exposedScopes = [{ value: 'other', isEnabled: true }]
    expect(texts({ identifierUris, exposedScopes }, { scopes })).toEqual([])
    expect(texts({ identifierUris: identifierUris.toReversed(), exposedScopes }, { scopes })).toEqual([])
  })

  test('that has no name behind the slash is not looked at', () => {
    expect(texts({ identifierUris }, { scopes: ['https://contoso.com/connections/'] })).toEqual([])
  })

  test('/.default needs no exposed scope, and a URI with the client ID is not looked at twice', () => {
    expect(texts({ identifierUris, exposedScopes: [] }, { scopes: ['api://connections/.default'] })).toEqual(
      [],
    )
    expect(texts({ identifierUris, exposedScopes: [] })).toHaveLength(1)
  })
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
      expect.stringMatching(/^MSSO035 The application accepts .* but the endpoints belong to "/),
    ])
  })

  test.each([
    ['common', 'AzureADMultipleOrgs', TENANT],
    [TENANT.toUpperCase(), 'AzureADMyOrg', TENANT],
    ['contoso.example', 'AzureADMyOrg', TENANT],
    ['uncommon', 'AzureADMyOrg', TENANT],
    ['common.example', 'AzureADMyOrg', TENANT],
    [OTHER, 'AzureADMyOrg', ''],
  ])('over the endpoints of %s fit when they are %s', (tenant, signInAudience, home) => {
    expect(texts({ signInAudience }, { tenant }, home)).toEqual([])
  })

  const CHANGE = 'the supported account types in the Azure portal: App registrations, Authentication.'

  test.each([
    [TENANT, `tenant ${TENANT}`],
    [undefined, 'the tenant that the application is registered in'],
  ])('of one tenant only are cured by the endpoints of that tenant: %s', (home, whose) => {
    expect(full({}, { tenant: 'common' }, home)).toEqual([
      {
        text: `MSSO035 ${PLACE}: The application accepts only accounts of its own tenant (AzureADMyOrg), but the endpoints belong to "common". Use the endpoints of ${whose}, or change ${CHANGE}`,
        wanted: 'common',
        found: 'AzureADMyOrg',
      },
    ])
  })

  test('of personal accounts have to be changed', () => {
    expect(full({ signInAudience: 'PersonalMicrosoftAccount' })).toEqual([
      {
        text: `MSSO035 ${PLACE}: The application accepts only personal Microsoft accounts (PersonalMicrosoftAccount), but the endpoints belong to "${TENANT}". Change ${CHANGE}`,
        wanted: TENANT,
        found: 'PersonalMicrosoftAccount',
      },
    ])
  })

  test('of personal accounts have to be changed also where nothing tells the tenant of the endpoints', () => {
    const personal = { ...GOOD, signInAudience: 'PersonalMicrosoftAccount' }
    const findings = audit(personal, { ...signIn, tenant: undefined }, NO_PROPERTIES, TENANT)
    expect(findings.map(({ what, wanted }) => [what, wanted])).toEqual([
      [
        'The application accepts only personal Microsoft accounts (PersonalMicrosoftAccount), which people in an organisation do not have.',
        undefined,
      ],
    ])
  })

  test('of one tenant fit where nothing tells the tenant of the endpoints', () => {
    expect(audit(GOOD, { ...signIn, tenant: undefined }, NO_PROPERTIES, TENANT)).toEqual([])
  })
})

describe('what check finds', () => {
  const RUN =
    'Run with azure-reconcile: apply, or change it in the Azure portal: App registrations, Authentication.'

  test('has what is wanted and what was found', () => {
    const registration = {
      ...GOOD,
      publicClient: { redirectUris: ['app://one', 'app://two'] },
      isFallbackPublicClient: null,
    }
    const drift = driftFindings(registration, decide(registration, { redirectUris: [MOBILE] }))
    expect(drift).toMatchObject([
      {
        id: 'MSSO030',
        where: PLACE,
        what: `The platform "Mobile and desktop applications" does not have the redirect URI "${MOBILE}".`,
        cure: RUN,
        wanted: MOBILE,
        found: 'app://one app://two',
      },
      {
        id: 'MSSO031',
        where: PLACE,
        severity: 'warning',
        what: '"Allow public client flows" is No. Phones send a redirect URI, so the platform of that URI decides and this setting does not matter to them, but the vendor\'s procedure asks for both.',
        cure: RUN,
        wanted: 'true',
        found: 'null',
      },
    ])
  })

  test('has what would keep apply from adding a redirect URI', () => {
    const registration = { ...GOOD, publicClient: { redirectUris: [] }, webRedirectUris: [MOBILE] }
    const plan = decide(registration, { redirectUris: [MOBILE] })
    const [, problem] = driftFindings(registration, plan)
    expect(problem).toMatchObject({ id: 'MSSO037', ...plan.problems[0] })
  })

  test('is nothing where all is as wanted', () => {
    expect(driftFindings(GOOD, decide(GOOD, { redirectUris: [MOBILE] }))).toEqual([])
  })
})
