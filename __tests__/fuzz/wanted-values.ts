import assert from 'node:assert/strict'
import fc from 'fast-check'
import { desiredState, parseProviderProperties, settingName } from '../../src/desired-state/index.ts'
import { problemText } from '../../src/problems.ts'
import { NO_VALUES } from '../desired-state/no-values.ts'
import type { FuzzTarget } from './target.ts'

const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
const HOST = 'login.microsoftonline.com'
const endpoint = (kind: string) => `https://${HOST}/${TENANT}/oauth2/v2.0/${kind}`

/** Right values, by the place that they are given in. */
const ENTRA: Readonly<Record<string, string>> = {
  tenantId: TENANT,
  clientId: CLIENT,
  authorizeEndpointUrl: endpoint('authorize'),
  tokenEndpointUrl: endpoint('token'),
  scope: `openid api://${CLIENT}/default`,
  authorizationParameters: 'kc_idp_hint={MT_ORGNAME}',
  settings: `Push/Label = Phones and tablets\nSecuritySettings/OAuthLogoutURL = https://${HOST}/common/oauth2/v2.0/logout`,
  'provider_1.clientId': CLIENT,
  'provider_1.authorizeEndpointUrl': endpoint('authorize'),
  'provider_1.tokenEndpointUrl': endpoint('token'),
  'provider_1.scope': `openid api://${CLIENT}/default`,
  'provider_1.discoveryEndpointUrl': `https://${HOST}/${TENANT}/v2.0/.well-known/openid-configuration`,
}

/** The client of WebSphere, which is never the one of the apps where people sign in with Keycloak. */
const WEB_CLIENT = 'connections_web'
const REALM = 'https://sso.example.com/auth/realms/connections'
const KEYCLOAK: Readonly<Record<string, string>> = {
  clientId: 'connections_social_mobile',
  authorizeEndpointUrl: `${REALM}/protocol/openid-connect/auth`,
  tokenEndpointUrl: `${REALM}/protocol/openid-connect/token`,
  scope: 'openid profile email',
  'provider_1.clientId': WEB_CLIENT,
  'provider_1.authorizeEndpointUrl': `${REALM}/protocol/openid-connect/auth`,
  'provider_1.tokenEndpointUrl': `${REALM}/protocol/openid-connect/token`,
  'provider_1.scope': 'openid profile email',
  'provider_1.discoveryEndpointUrl': `${REALM}/.well-known/openid-configuration`,
}

/** One character of every kind that is not seen, and arbitrary ones. */
const character = fc.oneof(
  fc.constantFrom(
    ...'\u0000\u0007\u000b\u007f\u0085\u00ad\u034f\u061c\u115f\u17b4\u180e\u200b\u200c\u200d\u200e\u200f',
  ),
  fc.constantFrom(
    ...'\u2028\u2029\u202a\u202e\u2060\u2064\u2066\u2069\u206a\u3164\ufe00\ufe0f\ufeff\uffa0\ufff9\ufffe\uffff',
  ),
  fc.constantFrom('\ud800', '\udc00', '\u{e0001}', '\u{e0041}', '\u{e0100}', '\u{1d173}', '\t'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
)

/** What makes an address another one than it seems. */
const SPOILT_HOSTS: readonly ((host: string) => string)[] = [
  (host) => host.replace('.', '\u3002'),
  (host) => host.replace('.', '%2E'),
  (host) => host.replace('login', '\uff4cogin'),
  (host) => host.replace('i', '\u0456'),
  (host) => host.replaceAll('o', '\u043e'),
  (host) => host.replace('m', 'rn'),
  (host) => `${host}.`,
  (host) => `${host}:443`,
  (host) => `${host}:8443`,
  (host) => `${host}/x/..`,
  (host) => `${host}.evil.test`,
  (host) => host.replace('.com', '.test'),
  (host) => `${host}@evil.test`,
  (host) => host.replace('microsoft', 'micorsoft'),
]

const spoilt = (all: Readonly<Record<string, string>>) =>
  fc.constantFrom(...Object.keys(all)).chain((name) => {
    const right = all[name]!
    const withCharacter = fc
      .tuple(character, fc.nat(right.length))
      .map(([each, at]) => right.slice(0, at) + each + right.slice(at))
    const withHost = fc.constantFrom(...SPOILT_HOSTS).map((spoil) => right.replace(HOST, spoil(HOST)))
    // A letter too many, missing, or another.
    const withSlip = fc
      .tuple(fc.nat(right.length), fc.nat(1), fc.constantFrom('', 'l', '1', '-', '.', '@', '/'))
      .map(([at, dropped, letter]) => right.slice(0, at) + letter + right.slice(at + dropped))
    return fc.oneof(withCharacter, withHost, withSlip).map((value) => ({ name, value }))
  })

export interface WantedCase {
  readonly given: Readonly<Record<string, string>>
}

const input: fc.Arbitrary<WantedCase> = fc
  .constantFrom<readonly [all: Readonly<Record<string, string>>, always: Readonly<Record<string, string>>]>(
    [ENTRA, { tenantId: TENANT, clientId: CLIENT }],
    [KEYCLOAK, {}],
  )
  .chain(([all, always]) =>
    fc.tuple(fc.subarray(Object.keys(all)), fc.array(spoilt(all), { maxLength: 2 })).map(([names, some]) => ({
      given: {
        ...always,
        ...Object.fromEntries(names.map((name) => [name, all[name]!])),
        ...Object.fromEntries(some.map(({ name, value }) => [name, value])),
      },
    })),
  )

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffe\uffff]/u

/** What is not refused is written as it is read, by everybody who reads it. */
function check({ given }: WantedCase): void {
  const properties = Object.entries(given).filter(([name]) => name.includes('.'))
  const inputs = Object.fromEntries(Object.entries(given).filter(([name]) => !name.includes('.')))
  const state = desiredState({
    ...NO_VALUES,
    ...inputs,
    providerProperties: parseProviderProperties(
      properties.map(([name, value]) => `${name}=${value}`).join('\n'),
    ),
  })
  for (const problem of state.problems) {
    const text = problemText(problem)
    assert.ok(text.length <= 2_000)
    // What is proposed has to be harmless itself.
    for (const [, proposal] of text.matchAll(/Did you mean "([^"]*)"/g)) assertPlainAddress(proposal!)
  }
  const told = state.problems.map(problemText)
  assert.equal(new Set(told).size, told.length, 'a problem is told twice')
  if (state.problems.length > 0) return
  for (const setting of state.settings) {
    const name = settingName(setting)
    assert.doesNotMatch(name + setting.value, UNSEEN, `${name} holds what nobody sees`)
    if (/OAuth(?:Authorization|Token)URL$/.test(name)) assertPlainAddress(setting.value)
    if (/^https?:\/\//i.test(setting.value) && URL.canParse(setting.value)) assertPlainHost(setting.value)
    if (/OAuth(?!Logout)/.test(name)) assert.match(setting.value, /^[\x20-\x7e]*$/)
    if (/OAuthClientId/.test(name)) assert.notEqual(setting.value, WEB_CLIENT)
  }
}

function assertPlainAddress(address: string): void {
  const { origin, href } = new URL(address)
  const rest = address.slice(address.indexOf('/', 'https://'.length))
  assert.equal(origin + rest, href, 'an address is read as another one')
  assertPlainHost(address)
}

/** Of an address of the settings, which may otherwise be what its server knows. */
function assertPlainHost(address: string): void {
  const { hostname, port } = new URL(address)
  const spelt = /^https?:\/\/([^/?#:]*)/i.exec(address)![1]!
  assert.equal(spelt.toLowerCase(), hostname, 'a host is read as another one')
  assert.ok(hostname === HOST || !isDouble(hostname), `${hostname} is taken for a host like any other`)
  if (hostname === HOST) assert.equal(port, '')
}

const DOUBLES = new Set(SPOILT_HOSTS.map((spoil) => new URL(`https://${spoil(HOST)}`).hostname))

/** One of the hosts above, or one letter away from the real one. */
function isDouble(host: string): boolean {
  const shorter = (text: string) => [
    text,
    ...[...text].map((_, at) => text.slice(0, at) + text.slice(at + 1)),
  ]
  const real = new Set(shorter(HOST))
  return DOUBLES.has(host) || shorter(host).some((text) => real.has(text))
}

export const wantedValues: FuzzTarget<WantedCase> = { name: 'wanted-values', share: 20, input, check }
