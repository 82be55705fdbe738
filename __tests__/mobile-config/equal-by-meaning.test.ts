import fc from 'fast-check'
import { expect, test } from 'vitest'
import { desiredState, settingName } from '../../src/desired-state/index.ts'
import { planMobileConfig, renderMobileConfig } from '../../src/mobile-config/render.ts'
import { NO_VALUES } from '../desired-state/no-values.ts'

const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
const { settings } = desiredState({
  ...NO_VALUES,
  tenantId: TENANT,
  clientId: CLIENT,
  settings: 'Push/@enabled = false\nAllowRemoveAccount = true',
})

/** Some letters of a text as capital ones. */
const shouted = (text: string) =>
  fc
    .infiniteStream(fc.boolean())
    .map((flips) => [...text].map((letter) => (flips.next().value ? letter.toUpperCase() : letter)).join(''))

const endpoint = (kind: string) =>
  fc
    .tuple(shouted('https://login.microsoftonline.com/'), shouted(TENANT))
    .map(([origin, tenant]) => `${origin}${tenant}/oauth2/v2.0/${kind}`)
const scopes = ['openid', 'profile', 'email', `api://${CLIENT}/default`, 'offline_access']
const blanks = fc.constantFrom('', ' ', '\n\t', '\r\n  ')
const spaced = (value: fc.Arbitrary<string>) => fc.tuple(blanks, value, blanks).map((parts) => parts.join(''))

/** What means the wanted value, by setting. */
const EQUAL = fc.record({
  'SecuritySettings/@enabled': fc.constantFrom('true', '1', ' 1 '),
  'SecuritySettings/AuthType': spaced(fc.constant('OAuth')),
  'SecuritySettings/OAuthAuthorizationURL': spaced(endpoint('authorize')),
  'SecuritySettings/OAuthTokenURL': spaced(endpoint('token')),
  'SecuritySettings/OAuthClientId': spaced(shouted(CLIENT)),
  'SecuritySettings/OAuthScopes': spaced(
    fc
      .tuple(fc.shuffledSubarray(scopes, { minLength: scopes.length }), fc.subarray(scopes))
      .map((parts) => parts.flat().join(' ')),
  ),
  'Push/@enabled': fc.constantFrom('false', '0'),
  AllowRemoveAccount: spaced(fc.constantFrom('true', '1')),
})
type Values = typeof EQUAL extends fc.Arbitrary<infer T> ? T : never

function file(values: Values): Uint8Array {
  const elements = Object.entries(values)
    .filter(([name]) => /^SecuritySettings\/[^@]/.test(name))
    .map(([name, value]) => `    <${name.split('/')[1]}>${value}</${name.split('/')[1]}>`)
  return Buffer.from(
    [
      '<config xmlns="http://www.ibm.com/mobile-config">',
      `  <Push enabled='${values['Push/@enabled']}'/>`,
      `  <AllowRemoveAccount>${values.AllowRemoveAccount}</AllowRemoveAccount>`,
      `  <SecuritySettings enabled="${values['SecuritySettings/@enabled']}">`,
      ...elements,
      '  </SecuritySettings>',
      '</config>',
      '',
    ].join('\n'),
  )
}

test('rendering a file whose values are equal by meaning changes no byte', async () => {
  await fc.assert(
    fc.asyncProperty(EQUAL, async (values) => {
      const bytes = file(values)
      const rendered = await renderMobileConfig({ path: 'm.xml', bytes }, settings)
      expect(rendered.changes).toEqual([])
      expect(rendered.bytes).toBe(bytes)
    }),
    { numRuns: 300 },
  )
})

/** What makes another value of any: a letter more, less or another one, none of which XML or Entra take for the same. */
const spoil: fc.Arbitrary<(value: string) => string> = fc.constantFrom(
  (value: string) => `${value}x`,
  (value) => `x${value}`,
  (value) => value.trim().slice(1),
  (value) => value.trim().slice(0, -1),
  (value) => `${value.trim()}\u00a0`,
  (value) => `${value.trim()}\u200b`,
  () => '',
)

test('a value that differs in meaning is found among others that are equal, and is the only one that changes', async () => {
  await fc.assert(
    fc.asyncProperty(EQUAL, spoil, fc.nat(), async (values, spoilt, index) => {
      const name = settingName(settings[index % settings.length]!) as keyof Values
      const bytes = file({ ...values, [name]: spoilt(values[name]) })
      expect(
        planMobileConfig({ path: 'm.xml', bytes }, settings).changes.map((each) => each.setting),
      ).toEqual([name])
      const rendered = await renderMobileConfig({ path: 'm.xml', bytes }, settings)
      expect(planMobileConfig({ path: 'm.xml', bytes: rendered.bytes }, settings).changes).toEqual([])
    }),
    { numRuns: 300 },
  )
})
