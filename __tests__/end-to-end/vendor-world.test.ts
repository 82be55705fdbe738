import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { startConnections } from '../stand-ins/connections/index.ts'
import { type Application, exposedScope, permissions } from '../stand-ins/graph/index.ts'
import { CALLER, SECRET, useCompany } from './company-world.ts'
import { CONFIG } from './world.ts'

const { company, authorityFile, azure } = useCompany()

const HOST = 'connections.example.com'
const FOREIGN = 'c270bc0a-0097-48d6-8e65-1728143c5c9e'
/** The public client that the vendor's Keycloak pages make for the apps. */
const APPS = 'connections_social_mobile'

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures', name), 'utf8')
const TABLE_1 = fixture('table-1-corrected.tsv')
const TABLE_1_PRINTED = fixture('table-1-as-printed.tsv')

const CALLBACKS = ['apps', 'infra', 'push', 'util'].map(
  (cluster) => `https://${HOST}/oidcclient_${cluster}/azuread`,
)

/**
 * The app registration as the vendor's pages make it. They choose the account types with personal accounts for the endpoints of version
 * 2; Entra takes these with access tokens of version 2 only.
 * @see https://opensource.hcltechsw.com/connections-doc/v8-cr7/admin/secure/t_azure_add_app.html
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reference-app-manifest
 */
const REGISTRATION: Application = {
  signInAudience: 'AzureADandPersonalMicrosoftAccount',
  web: { redirectUris: CALLBACKS },
  publicClient: { redirectUris: ['com.ibm.ibmscp://com.ibm.mobile.connections/token'] },
  isFallbackPublicClient: true,
  api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [exposedScope('default')] },
  optionalClaims: { idToken: [{ name: 'email' }], accessToken: [{ name: 'email' }], saml2Token: [] },
  requiredResourceAccess: permissions(['email', 'offline_access', 'openid', 'profile']),
}

/** The values of mobile-config.xml as the procedure has them copied from Table 1. */
type SignIn = Readonly<Record<'authorize' | 'token' | 'clientId' | 'scopes', string>>

function atEntra(clientId: string): SignIn {
  const endpoints = `https://login.microsoftonline.com/${azure().tenant.id}/oauth2/v2.0`
  return {
    authorize: `${endpoints}/authorize`,
    token: `${endpoints}/token`,
    clientId,
    scopes: `openid profile email api://${clientId}/default offline_access`,
  }
}

/** Keycloak's paths start with /auth up to version 16, as the vendor's table prints them, and with /realms since. */
function atKeycloak(start: '/auth' | ''): SignIn {
  const endpoints = `https://sso.example.com${start}/realms/connections/protocol/openid-connect`
  return {
    authorize: `${endpoints}/auth`,
    token: `${endpoints}/token`,
    clientId: APPS,
    scopes: 'openid profile email',
  }
}

/** Steps 2 to 6 of the procedure for the Connections server, with a text editor. */
function fileOf({ authorize, token, clientId, scopes }: SignIn): string {
  return CONFIG.toString('utf8')
    .replace('<SecuritySettings enabled="false">', '<SecuritySettings enabled="true">')
    .replace('<AuthType>Form</AuthType>', '<AuthType>OAuth</AuthType>')
    .replace('<OAuthAuthorizationURL></', `<OAuthAuthorizationURL>${authorize}</`)
    .replace('<OAuthTokenURL/>', `<OAuthTokenURL>${token}</OAuthTokenURL>`)
    .replace(/<OAuthClientId>[^<]*</, `<OAuthClientId>${clientId}<`)
    .replace(/<OAuthScopes>openid</, `<OAuthScopes>${scopes}<`)
}

interface World {
  readonly properties: string
  readonly signIn?: (clientId: string) => SignIn
  readonly application?: Application
  readonly inputs?: Readonly<Record<string, string>>
  /** The web server hands on what desktop plug-ins ask for, as the vendor's page has it. */
  readonly isForPlugIns?: boolean
  /** With dist; else with the sources in this process. */
  readonly isBundle?: boolean
}

/** What a check of everything finds: repository, registration, discovery, live server and certificate. */
async function check({
  properties,
  signIn = atEntra,
  application,
  inputs = {},
  isForPlugIns = true,
  isBundle = false,
}: World) {
  const server = await startConnections({ authority: azure().authority, hosts: [HOST] })
  const story = await company({ hosts: { [HOST]: server.port }, ...(application ? { application } : {}) })
  const { clientId } = story
  const wanted = signIn(clientId)
  await story.github.push('main', { 'mobile-config.xml': fileOf(wanted) })
  server.checkIn({
    enabled: 'true',
    AuthType: 'OAuth',
    OAuthAuthorizationURL: wanted.authorize,
    OAuthTokenURL: wanted.token,
    OAuthClientId: wanted.clientId,
    OAuthScopes: wanted.scopes,
  })
  server.restartMobile()
  if (!isForPlugIns) server.discovery = { kind: 'status', status: 404 }
  try {
    const result = await story.run({
      inputs: {
        mode: 'check',
        'connections-url': `https://${HOST}`,
        'provider-properties': properties
          .replaceAll('{tenant}', story.azure.tenant.id)
          .replaceAll('{client_id}', clientId)
          .replaceAll('{client_secret}', 'very-secret-indeed')
          .replaceAll('{keycloak_server}', 'sso.example.com')
          .replaceAll('{realm}', 'connections'),
        ...(application
          ? { 'azure-reconcile': 'check', 'azure-client-id': CALLER, 'azure-client-secret': SECRET }
          : {}),
        ...inputs,
      },
      environment: (proxy) => ({ https_proxy: proxy.url, MOBILE_SSO_TEST_ROOTS: authorityFile() }),
      isHere: !isBundle,
    })
    const { findings, checked }: Report = JSON.parse(
      result.outputs['report'] || '{"findings":[],"checked":[]}',
    )
    return { ...result, checked, ids: findings.map(({ id }) => id).toSorted() }
  } finally {
    await story.proxy.stop()
    await server.stop()
  }
}

interface Report {
  readonly findings: readonly { readonly id: string }[]
  readonly checked: readonly string[]
}

const KEYCLOAK_WORLD: World = {
  properties: fixture('keycloak-corrected.tsv'),
  signIn: () => atKeycloak('/auth'),
  inputs: { 'client-id': APPS },
}

describe.concurrent("a check of a world that the vendor's procedure made, with its slips corrected", () => {
  test.for<[string, World, readonly string[]]>([
    [
      'Table 1 and the app registration',
      { properties: TABLE_1, application: REGISTRATION },
      ['azure', 'certificate', 'discovery', 'file', 'provider', 'server', 'values'],
    ],
    ['the Keycloak table', KEYCLOAK_WORLD, ['certificate', 'file', 'provider', 'server', 'values']],
    [
      "the interceptor of HCL's Ansible",
      { ...KEYCLOAK_WORLD, properties: fixture('ansible-interceptor.txt'), signIn: () => atKeycloak('') },
      ['certificate', 'file', 'provider', 'server', 'values'],
    ],
  ])('finds nothing at all: %s', async ([, world, places], { expect }) => {
    const { exitCode, log, ids, checked, outputs, summary } = await check({ ...world, isBundle: true })
    expect(ids, log).toEqual([])
    expect(exitCode).toBe(0)
    expect(outputs['drift']).toBe('false')
    expect(checked.toSorted()).toEqual(places)
    expect(summary).toContain(': no drift in ')
    // The one warning is of the test itself: its root is none that phones trust.
    expect(log.match(/^::(?:warning|error).*/gm)).toEqual([expect.stringContaining('MOBILE_SSO_TEST_ROOTS')])
  })
})

/** Table 1 with one slip of the vendor's pages, or of those who follow them. */
const slipped = (from: string | RegExp, to: string): World => ({ properties: TABLE_1.replace(from, to) })

/** An app registration where one step of the vendor's pages was left out. */
const registered = (change: Application): World => ({
  properties: TABLE_1,
  application: { ...REGISTRATION, ...change },
})

describe.concurrent('a check of a world with a slip has a finding for it', () => {
  test.for<[string, World, readonly string[]]>([
    [
      'Table 1 as printed lacks the exclusion, and three providers have a foreign scope',
      { properties: TABLE_1_PRINTED.replace('microsoftlonline', 'microsoftonline') },
      ['MSSO110', 'MSSO113', 'MSSO113', 'MSSO113'],
    ],
    [
      'the apps have a foreign scope',
      {
        properties: TABLE_1.replace('api://{client_id}/default', `api://${FOREIGN}/default`),
        signIn: (clientId) => ({
          ...atEntra(clientId),
          scopes: `openid profile email api://${FOREIGN}/default offline_access`,
        }),
      },
      ['MSSO001'],
    ],
    [
      'the issuer is that of version 1',
      slipped(/(provider_1\.issuerIdentifier\t).*/, '$1https://sts.windows.net/{tenant}/'),
      ['MSSO101'],
    ],
    [
      'a property has a misspelt host',
      slipped(/(provider_2\.tokenEndpointUrl\t.*)microsoftonline/, '$1microsoftlonline'),
      ['MSSO111'],
    ],
    [
      'two providers intercept the apps',
      slipped('provider_3.interceptedPathFilter\t', 'provider_3.interceptedPathFilter\t/mobile/.*,'),
      ['MSSO108'],
    ],
    ['bearer tokens are not looked at', slipped(/provider_1\.useJwtFromRequest\t.*\n/, ''), ['MSSO100']],
    [
      'a placeholder was left',
      slipped('provider_4.clientId\t{client_id}', 'provider_4.clientId\t{clientid}'),
      ['MSSO112'],
    ],
    [
      "the file has step 4's token endpoint, which ends in /authorize",
      {
        properties: TABLE_1,
        signIn: (clientId) => ({ ...atEntra(clientId), token: atEntra(clientId).authorize }),
      },
      ['MSSO012', 'MSSO067'],
    ],
    [
      'the file lacks offline_access',
      {
        properties: TABLE_1,
        signIn: (clientId) => ({
          ...atEntra(clientId),
          scopes: `openid profile email api://${clientId}/default`,
        }),
      },
      ['MSSO012', 'MSSO067'],
    ],
    ['no redirect URI of the apps', registered({ publicClient: { redirectUris: [] } }), ['MSSO030']],
    ['no public client flows', registered({ isFallbackPublicClient: null }), ['MSSO031']],
    ['no application ID URI', registered({ identifierUris: [] }), ['MSSO032']],
    [
      'no exposed scope',
      registered({ api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [] } }),
      ['MSSO033'],
    ],
    [
      'multitenant without personal accounts, so that access tokens are of version 1',
      registered({
        signInAudience: 'AzureADMultipleOrgs',
        api: { requestedAccessTokenVersion: null, oauth2PermissionScopes: [exposedScope('default')] },
      }),
      ['MSSO034'],
    ],
    ['a missing callback', registered({ web: { redirectUris: CALLBACKS.slice(1) } }), ['MSSO036']],
    [
      'the claim email in ID tokens only',
      registered({ optionalClaims: { idToken: [{ name: 'email' }], accessToken: [], saml2Token: [] } }),
      ['MSSO038'],
    ],
    ['no delegated permissions', registered({ requiredResourceAccess: [] }), ['MSSO039']],
    [
      'desktop plug-ins, for which the procedure registers the address of the mobile apps',
      { ...registered({}), inputs: { 'redirect-uris': 'mobile, desktop' }, isForPlugIns: false },
      ['MSSO030', 'MSSO133'],
    ],
    [
      'the Keycloak table with /certss and /tokenn, without client-id',
      { ...KEYCLOAK_WORLD, properties: fixture('keycloak-as-printed.tsv'), inputs: {} },
      ['MSSO111', 'MSSO111', 'MSSO130'],
    ],
    [
      "WebSphere's own client in the file of Keycloak",
      { ...KEYCLOAK_WORLD, signIn: (clientId) => ({ ...atKeycloak('/auth'), clientId }), inputs: {} },
      ['MSSO130', 'MSSO131'],
    ],
  ])('%s', async ([, world, findings], { expect }) => {
    const { log, ids } = await check(world)
    expect(ids, log).toEqual(findings)
  })

  test('and Table 1 as printed is refused for its misspelt token endpoint, and the right one is proposed', async ({
    expect,
  }) => {
    const { exitCode, log, outputs } = await check({ properties: TABLE_1_PRINTED })
    expect(exitCode).toBe(1)
    expect(log).toContain('but looks like it. Did you mean "https://login.microsoftonline.com/')
    // That SecurityConfiguration is not excluded was found by then.
    expect(outputs['drift']).toBe('true')
  })

  test('and the command that adds the claim can be pasted from the summary', async ({ expect }) => {
    const { summary } = await check(registered({ optionalClaims: null }))
    const command = /`(az ad app update [^`]*)`/.exec(summary)?.[1]
    expect(command).toMatch(/ --optional-claims '\{"accessToken":\[\{"name":"email"\}\]\}'$/)
  })
})
