import { afterAll, beforeAll, expect, test } from 'vitest'
import { liveFindings, observeServer } from '../../src/connections-server/index.ts'
import { desiredState, parseProviderProperties } from '../../src/desired-state/index.ts'
import { type Authority, createAuthority } from '../stand-ins/certificates/index.ts'
import { type ConnectionsStandIn, type Shape, startConnections } from '../stand-ins/connections/index.ts'

const { settings, problems } = desiredState({
  providerProperties: parseProviderProperties(''),
  providerPropertiesFrom: 'provider-properties',
  providerId: 'provider_1',
  tenantId: 'contoso.example',
  clientId: 'b850bc0a-0893-4cd7-8e22-9738a43c585d',
  authorizeEndpointUrl: '',
  tokenEndpointUrl: '',
  scope: '',
  authorizationParameters: '',
  settings: 'RejectUntrustedCertificates = true',
})
const wanted = Object.fromEntries(
  settings.map(({ elements, attribute, value }) => [attribute ?? elements.at(-1)!, value]),
)

let authority: Authority
let connections: ConnectionsStandIn
beforeAll(async () => {
  authority = await createAuthority()
  connections = await startConnections({ authority })
})
afterAll(() => connections.stop())

/** Identifiers of what is found, with the setting that it is about. */
async function found(): Promise<string[]> {
  const observation = await observeServer({
    url: connections.url,
    roots: [authority.certificate],
    environment: {},
  })
  return liveFindings(observation, settings, true).map(
    ({ id, what }) => `${id} ${/SecuritySettings\/[\w@]+/.exec(what)}`,
  )
}

test('a server drifts until the wanted values are checked in and Mobile has been restarted', async () => {
  expect(problems).toEqual([])
  const before = ['MSSO067 SecuritySettings/AuthType', 'MSSO069 SecuritySettings/OAuthAuthorizationURL']
  expect(await found()).toEqual(before)
  connections.checkIn(wanted)
  expect(await found()).toEqual(before)
  connections.restartMobile()
  expect(await found()).toEqual([])
})

test.each<[Shape, string[]]>([
  ['nested', []],
  ['flat', ['MSSO069 SecuritySettings/@enabled']],
  ['pairs', ['MSSO069 SecuritySettings/@enabled']],
])('the settings are found in JSON of the %s shape', async (shape, expected) => {
  connections.checkIn(wanted)
  connections.restartMobile()
  connections.behaviour = { kind: 'settings', shape }
  expect(await found()).toEqual(expected)
})

test('the server was asked for nothing else, and only anonymously', () => {
  expect(connections.violations).toEqual([])
})
