import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { CONFIG, useGitHub } from './world.ts'

const { scenario } = useGitHub()

const OIDC = 'https://sso.example.com/auth/realms/connections/protocol/openid-connect'
const PROPERTIES = readFileSync(join(import.meta.dirname, '../fixtures/keycloak-corrected.tsv'), 'utf8')
  .replaceAll('{keycloak_server}', 'sso.example.com')
  .replaceAll('{realm}', 'connections')
  .replaceAll('{client_id}', 'connections_web')
  .replaceAll('{client_secret}', 'very-secret-indeed')
const KEYCLOAK = { 'tenant-id': '', 'client-id': '', 'provider-properties': PROPERTIES }
const withClientId = (value: string) => ({
  'mobile-config.xml': CONFIG.toString('latin1').replace(
    /<OAuthClientId\s*\/>|<OAuthClientId>[^<]*<\/OAuthClientId>|(?=<\/SecuritySettings>)/,
    `<OAuthClientId>${value}</OAuthClientId>`,
  ),
})
const ENTRA = /entra\b|azure(?!-)|microsoft/i

describe.concurrent("with the vendor's Keycloak table", () => {
  test('the pull request has the public client and the scopes as printed, and speaks of Keycloak', async ({
    expect,
  }) => {
    const { run, repository } = await scenario()
    const { exitCode, log, outputs, summary } = await run({
      ...KEYCLOAK,
      'client-id': 'connections_social_mobile',
    })
    expect(exitCode, log).toBe(0)
    const [pull] = repository.pulls()
    expect(pull!.title).toBe('Move the mobile clients to Keycloak single sign-on (mobile-config.xml)')
    const file = await repository.git('show', `${outputs['branch']}:mobile-config.xml`)
    expect(file).toContain(`<OAuthAuthorizationURL>${OIDC}/auth</OAuthAuthorizationURL>`)
    expect(file).toContain(`<OAuthTokenURL>${OIDC}/token</OAuthTokenURL>`)
    expect(file).toContain('<OAuthClientId>connections_social_mobile</OAuthClientId>')
    expect(file).toContain('<OAuthScopes>openid profile email</OAuthScopes>')
    expect(file).not.toContain('connections_web')
    expect(pull!.body).toContain('sign in with Keycloak.')
    const message = await repository.git('log', '-1', '--format=%B', outputs['branch']!)
    const said = [pull!.title, pull!.body, message, summary, log].join('\n')
    expect(said.split('\n').filter((line) => ENTRA.test(line))).toEqual([])
    expect(said.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain('very-secret-indeed')
    const again = await run({ ...KEYCLOAK, 'client-id': 'connections_social_mobile' })
    expect(again.outputs['pull-request-operation']).toBe('none')
  })

  test("without client-id the file's own stays, and a notice names the property that was not used", async ({
    expect,
  }) => {
    const { run, repository } = await scenario({ files: withClientId('connections_social_mobile') })
    const { exitCode, log, outputs } = await run(KEYCLOAK)
    expect(exitCode, log).toBe(0)
    const file = await repository.git('show', `${outputs['branch']}:mobile-config.xml`)
    expect(file).toContain('<OAuthClientId>connections_social_mobile</OAuthClientId>')
    expect(log).toContain('MSSO130')
    expect(repository.pulls()[0]!.body).toContain('(`provider_1.clientId`): client-id is missing')
  })

  test("a file that has WebSphere's client is drift that a check names", async ({ expect }) => {
    const { run } = await scenario({ files: withClientId('connections_web') })
    const { log, outputs, summary } = await run({ ...KEYCLOAK, mode: 'check' })
    expect(log).toContain('MSSO131')
    expect(outputs['drift']).toBe('true')
    expect(summary.split('\n').filter((line) => ENTRA.test(line))).toEqual([])
  })

  test.for(['pull-request', 'check'])(
    'without any client ID mode %s fails, and says to set client-id',
    async (mode, { expect }) => {
      const { run, repository } = await scenario({ files: withClientId('') })
      const { exitCode, log } = await run({ ...KEYCLOAK, mode })
      expect(exitCode).toBe(1)
      expect(log).toContain(
        "client-id is missing, and mobile-config.xml has no client ID to keep. Set client-id to the ID of the apps' public client",
      )
      expect(repository.pulls()).toEqual([])
    },
  )
})
