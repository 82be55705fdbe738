import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/entra/decide.ts'
import { GOOD, MOBILE } from './registrations.ts'

const wanted = { redirectUris: [MOBILE] }
const DESKTOP = 'com.ibm.ibmscp://com.ibm.desktop.connections'

describe('the patch', () => {
  test('is none when everything is there', () => {
    expect(decide(GOOD, wanted)).toMatchObject({ changes: [], patch: undefined, problems: [] })
  })

  test('adds what is missing after what is there, in the order of each', () => {
    const registration = { ...GOOD, publicClient: { redirectUris: ['app://b', 'app://a'], kept: 1 } }
    const { patch, changes } = decide(registration, { redirectUris: [MOBILE, DESKTOP, 'app://a'] })
    expect(patch).toEqual({
      publicClient: { kept: 1, redirectUris: ['app://b', 'app://a', MOBILE, DESKTOP] },
    })
    expect(changes).toEqual([
      {
        property: 'publicClient.redirectUris',
        before: ['app://b', 'app://a'],
        after: ['app://b', 'app://a', MOBILE, DESKTOP],
      },
    ])
  })

  test.each([null, false])(
    'allows public client flows where the property is %s',
    (isFallbackPublicClient) => {
      const plan = decide({ ...GOOD, isFallbackPublicClient }, wanted)
      expect(plan.patch).toEqual({ isFallbackPublicClient: true })
      expect(plan.changes).toEqual([
        { property: 'isFallbackPublicClient', before: isFallbackPublicClient, after: true },
      ])
    },
  )

  test('compares redirect URIs exactly, as Entra does', () => {
    const registration = { ...GOOD, publicClient: { redirectUris: [MOBILE.toUpperCase(), `${MOBILE}/`] } }
    const after = [MOBILE.toUpperCase(), `${MOBILE}/`, MOBILE]
    expect(decide(registration, wanted).changes).toMatchObject([{ after }])
  })

  test('never removes or moves a redirect URI, and a second one is never needed', () => {
    const uris = fc.uniqueArray(
      fc.integer({ min: 0, max: 40 }).map((n) => `app://${n}`),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(uris, uris, fc.constantFrom(true, false, null), (present, asked, flag) => {
        const registration = {
          ...GOOD,
          publicClient: { redirectUris: present },
          isFallbackPublicClient: flag,
        }
        const { patch } = decide(registration, { redirectUris: asked })
        const after = patch?.publicClient?.redirectUris ?? present
        expect(after.slice(0, present.length)).toEqual(present)
        expect(new Set(after)).toEqual(new Set([...present, ...asked]))
        const patched = {
          ...registration,
          publicClient: { redirectUris: after },
          isFallbackPublicClient: true,
        }
        expect(decide(patched, { redirectUris: asked }).patch).toBeUndefined()
      }),
    )
  })
})

describe('nothing may be written when', () => {
  test.each([
    ['Web', { webRedirectUris: [MOBILE] }],
    ['Single-page application', { spaRedirectUris: [MOBILE] }],
  ])('a redirect URI is registered under the platform %s', (platform, more) => {
    const registration = { ...GOOD, publicClient: { redirectUris: [] }, ...more }
    expect(decide(registration, wanted).problems).toEqual([
      {
        where: 'app registration Connections',
        what: `The redirect URI "${MOBILE}" is registered under the platform "${platform}", where the mobile apps cannot use it.`,
        cure: 'Remove it there in the Azure portal (App registrations, Authentication), then run again: the action adds it under "Mobile and desktop applications".',
      },
    ])
  })

  test.each([
    ['AzureADMyOrg', 256],
    ['AzureADandPersonalMicrosoftAccount', 100],
  ])('%s would have more than %i redirect URIs', (signInAudience, maximum) => {
    const filled = (count: number) => ({
      ...GOOD,
      signInAudience,
      displayName: '',
      publicClient: { redirectUris: [] },
      webRedirectUris: Array.from({ length: count }, (_, index) => `https://a/${index}`),
    })
    expect(decide(filled(maximum - 1), wanted).problems).toEqual([])
    expect(decide(filled(maximum), wanted).problems).toEqual([
      {
        where: `app registration ${GOOD.objectId}`,
        what: `It has ${maximum} redirect URIs. With 1 more it would exceed the ${maximum} that Entra allows.`,
        cure: 'Remove unused redirect URIs in the Azure portal: App registrations, Authentication.',
      },
    ])
  })

  test('redirect URIs of all platforms count', () => {
    const uris = (platform: string, count: number) =>
      Array.from({ length: count }, (_, index) => `https://${platform}/${index}`)
    const registration = {
      ...GOOD,
      publicClient: { redirectUris: uris('public', 100) },
      webRedirectUris: uris('web', 100),
      spaRedirectUris: uris('spa', 56),
    }
    expect(decide(registration, wanted).problems).toMatchObject([
      { what: expect.stringContaining('It has 256 redirect URIs.') },
    ])
  })

  test('too many redirect URIs would be there, but not when they are there already and none is missing', () => {
    const webRedirectUris = Array.from({ length: 300 }, (_, index) => `https://a/${index}`)
    const plan = decide({ ...GOOD, webRedirectUris, isFallbackPublicClient: false }, wanted)
    expect(plan.patch).toEqual({ isFallbackPublicClient: true })
    expect(plan.problems).toEqual([])
  })
})
