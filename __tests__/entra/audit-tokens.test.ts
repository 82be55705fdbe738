import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { audit } from '../../src/entra/audit.ts'
import { HOSTILE } from '../fuzz/hostile-text.ts'
import { CLIENT, GOOD, NO_PROPERTIES, NO_REQUEST, PERMISSIONS } from './registrations.ts'

const claims = (optionalClaims: typeof GOOD.optionalClaims, identifiesByEmail = true) =>
  audit({ ...GOOD, optionalClaims }, NO_REQUEST, { ...NO_PROPERTIES, identifiesByEmail }, undefined)

describe('access tokens without the claim email', () => {
  test('are found, with the way in the portal and a command', () => {
    expect(claims({ accessToken: [{ name: 'upn' }, { name: 'Email' }] })).toEqual([
      {
        id: 'MSSO038',
        severity: 'warning',
        place: 'azure',
        title: 'Access tokens lack the email claim',
        where: 'app registration Connections',
        what: 'Access tokens do not carry the claim "email", by which WebSphere identifies people when a phone sends its token.',
        cure: `Add it in the Azure portal (App registrations, Token configuration, Add optional claim, Access, email), or run \`az ad app update --id ${CLIENT} --optional-claims '{"accessToken":[{"name":"upn"},{"name":"Email"},{"name":"email"}]}'\`, which repeats the existing claims, because the command replaces all of them.`,
        wanted: 'email',
        found: 'upn Email',
      },
    ])
  })

  test('are found also where only ID tokens carry it', () => {
    expect(claims({ idToken: [{ name: 'email' }], accessToken: [] })).toHaveLength(1)
  })

  test('are no finding where people are found by another claim', () => {
    expect(claims({ accessToken: [] }, false)).toEqual([])
  })

  /** What bash makes of the command's argument. */
  const argumentOf = (cure: string) => {
    const quoted = /--optional-claims '(.*)'`, which/s.exec(cure)![1]!
    expect(quoted).toMatch(/^[\x20-_a-\x7e]*$/)
    expect(quoted.replaceAll(String.raw`'\''`, '')).not.toContain("'")
    return JSON.parse(quoted.replaceAll(String.raw`'\''`, "'"))
  }

  test('are mended by a command without hidden characters and backticks, whatever the claims are called', () => {
    const name = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom(...HOSTILE))
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 5 }), (names) => {
        const before = {
          accessToken: names.filter((each) => each !== 'email').map((each) => ({ name: each })),
        }
        const [finding] = claims(before)
        if (!finding!.cure.includes('all claims, those of today too'))
          expect(argumentOf(finding!.cure).accessToken).toEqual([...before.accessToken, { name: 'email' }])
      }),
    )
  })

  test('are told without a command that is too long to look over', () => {
    const accessToken = Array.from({ length: 300 }, (_, index) => ({ name: `claim-${index}` }))
    expect(claims({ accessToken })[0]!.cure).toBe(
      'Add it in the Azure portal (App registrations, Token configuration, Add optional claim, Access, email), or give az ad app update --optional-claims all the claims, including the existing ones, because the command replaces all of them.',
    )
  })

  test('are mended by the command, which keeps every other claim, and survives a quote in a name', () => {
    const before = {
      idToken: [{ name: 'email', additionalProperties: ['sam_account_name'] }],
      accessToken: [{ name: "extension_o'brien", source: 'user', essential: false }],
      saml2Token: [],
    }
    const [finding] = claims(before)
    const after = argumentOf(finding!.cure)
    expect(after).toEqual({ ...before, accessToken: [...before.accessToken, { name: 'email' }] })
    expect(claims(after)).toEqual([])
  })
})

describe("the delegated permissions of the vendor's page", () => {
  const permissions = (graphPermissions: readonly string[]) =>
    audit({ ...GOOD, graphPermissions }, NO_REQUEST, NO_PROPERTIES, undefined)

  test('that are missing are a notice that names them and adds them with a command', () => {
    expect(permissions([PERMISSIONS.email, PERMISSIONS.openid])).toEqual([
      {
        id: 'MSSO039',
        severity: 'notice',
        place: 'azure',
        title: 'Delegated permissions are missing',
        where: 'app registration Connections',
        what: "The application does not request the delegated permissions of Microsoft Graph that the vendor's procedure lists: offline_access, profile.",
        cure: `Add them in the Azure portal (App registrations, API permissions), or run \`az ad app permission add --id ${CLIENT} --api 00000003-0000-0000-c000-000000000000 --api-permissions ${PERMISSIONS.offline_access}=Scope ${PERMISSIONS.profile}=Scope\`, which keeps the others. Then grant admin consent there.`,
        wanted: 'offline_access profile',
      },
    ])
  })

  test('are no finding where all four are there, beside others', () => {
    expect(permissions(['e1fe6dd8-ba31-4d61-89e7-88639da4683d', ...Object.values(PERMISSIONS)])).toEqual([])
  })
})
