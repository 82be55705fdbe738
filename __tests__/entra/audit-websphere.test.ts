import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { audit } from '../../src/entra/audit.ts'
import { GOOD, NO_PROPERTIES, NO_REQUEST } from './registrations.ts'

const HOST = 'connections.example.com'
const CLUSTERS = ['apps', 'infra', 'push', 'util']
const callbacks = CLUSTERS.map((cluster, index) => ({
  provider: `provider_${index + 1}`,
  path: `/oidcclient_${cluster}/azuread`,
}))
const uris = CLUSTERS.map((cluster) => `https://${HOST}/oidcclient_${cluster}/azuread`)
const find = (webRedirectUris: readonly string[], more: Partial<typeof NO_PROPERTIES> = {}) =>
  audit({ ...GOOD, webRedirectUris }, NO_REQUEST, { ...NO_PROPERTIES, ...more }, undefined)

describe('without provider properties', () => {
  test.each(['oidcclient', 'oidcclient/redirect', 'oidcclient_apps/azuread', 'oidcclient_icapps/azuread'])(
    "a web redirect URI at /%s is WebSphere's",
    (path) => {
      expect(find([`https://${HOST}/login`, `https://${HOST}/${path}`])).toEqual([])
    },
  )

  test.each([
    [[]],
    [['https://connections.example.com/login']],
    [['http://a/oidcclient/x', 'urn:oidcclient', 'no URL']],
    [['https://a/login?next=https://b/oidcclient/x', 'https://a/x/oidcclient']],
  ])('a notice says that none is recognised, because context roots are free to choose: %j', (registered) => {
    expect(find(registered)).toEqual([
      {
        id: 'MSSO120',
        severity: 'notice',
        place: 'azure',
        title: 'No WebSphere redirect URI was recognised',
        where: 'app registration Connections',
        what: 'No redirect URI of the platform "Web" has a path that starts with /oidcclient, the default of WebSphere\'s relying party and of the vendor\'s procedure. Unless its callbacks have other paths, browsers cannot sign in.',
        cure: 'Set provider-properties, so that each callback can be compared; or check that client-id names the application that Connections uses.',
        found: registered.join(' '),
      },
    ])
  })
})

describe('with provider properties', () => {
  test("the redirect URIs of the vendor's table are all that is needed", () => {
    expect(find(uris, { callbacks, host: HOST })).toEqual([])
    expect(find(uris, { callbacks })).toEqual([])
  })

  test('each callback that is missing is named, with its provider', () => {
    expect(
      find([uris[0]!, uris[2]!, `https://${HOST}/oidcclient/azuread`], { callbacks, host: HOST }),
    ).toEqual([
      {
        id: 'MSSO036',
        severity: 'warning',
        place: 'azure',
        title: 'A WebSphere redirect URI is missing',
        where: 'app registration Connections',
        what: `The platform "Web" lacks redirect URIs of WebSphere's relying party, so browsers cannot sign in with them: ${uris[1]} (provider_2), ${uris[3]} (provider_4).`,
        cure: 'Add them in the Azure portal (App registrations, Authentication), as the vendor\'s procedure "Updating WebSphere to support Azure AD OIDC authentication for Connections" says; or check that client-id names the application that Connections uses.',
        wanted: `${uris[1]} ${uris[3]}`,
        found: `${uris[0]} ${uris[2]} https://${HOST}/oidcclient/azuread`,
      },
    ])
  })

  test.each([
    [
      'any https host where connections-url is not given',
      undefined,
      'https://inside.example/oidcclient_apps/azuread',
    ],
    ['port 443 written out', HOST, `https://${HOST}:443/oidcclient_apps/azuread`],
    ['the host in capital letters', HOST, `https://${HOST.toUpperCase()}/oidcclient_apps/azuread`],
    [
      'another port that connections-url has too',
      `${HOST}:8443`,
      `https://${HOST}:8443/oidcclient_apps/azuread`,
    ],
  ])('a callback may be at %s', (_, host, uri) => {
    expect(find([uri], { callbacks: callbacks.slice(0, 1), host })).toEqual([])
  })

  test.each([
    ['at another host than connections-url', 'https://elsewhere.example/oidcclient_apps/azuread'],
    ['at another port', `https://${HOST}:8443/oidcclient_apps/azuread`],
    ['without TLS', `http://${HOST}/oidcclient_apps/azuread`],
    ['in another case', `https://${HOST}/oidcclient_apps/AzureAD`],
    ['with a slash at its end', `https://${HOST}/oidcclient_apps/azuread/`],
  ])('a callback %s does not count', (_, uri) => {
    expect(find([uri], { callbacks: callbacks.slice(0, 1), host: HOST })).toMatchObject([{ id: 'MSSO036' }])
  })

  test('where connections-url is not given, the host is left open in what is missing', () => {
    expect(find([], { callbacks: callbacks.slice(0, 1) })[0]?.wanted).toBe(
      'https://<host>/oidcclient_apps/azuread',
    )
  })

  test('of very many that are missing the first are named and the others counted', () => {
    const many = Array.from({ length: 25 }, (_, index) => ({
      provider: `provider_${index}`,
      path: `/x/${index}`,
    }))
    const [finding] = find([], { callbacks: many, host: HOST })
    expect(finding?.what).toMatch(/\/x\/19 \(provider_19\) and 5 more\.$/)
    const [all] = find([], { callbacks: many.slice(0, 20), host: HOST })
    expect(all?.what).toMatch(/\/x\/19 \(provider_19\)\.$/)
  })

  test('adding what is missing leaves nothing to find, whatever the context roots and identifiers are', () => {
    const segment = fc
      .stringMatching(/^[A-Za-z0-9_.~ %äé-]{1,12}$/)
      .filter((text) => !/^\.{1,2}$/.test(text.trim()))
    fc.assert(
      fc.property(fc.array(fc.tuple(segment, segment), { minLength: 1, maxLength: 20 }), (pairs) => {
        const given = pairs.map(([context, id], index) => ({
          provider: `provider_${index}`,
          path: `/${context}/${id}`,
        }))
        const registered = given.map(({ path }) => `https://${HOST}${path}`)
        expect(find(registered, { callbacks: given, host: HOST })).toEqual([])
        const [finding] = find(registered.slice(1), { callbacks: given, host: HOST })
        if (finding) expect(finding.wanted).toBe(registered[0])
      }),
    )
  })
})
