import { describe, expect, test } from 'vitest'
import { plugInFindings } from '../../src/connections-server/index.ts'
import type { LiveAnswer } from '../../src/connections-server/observation.ts'
import { desiredState } from '../../src/desired-state/index.ts'
import { NO_VALUES } from '../desired-state/no-values.ts'
import { connected } from './observations.ts'

const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
const URL = 'https://connections.example.com/.well-known/openid-configuration'
const { signIn } = desiredState({ ...NO_VALUES, tenantId: TENANT, clientId: TENANT })
const DOCUMENT = `https://login.microsoftonline.com/${TENANT}/v2.0/.well-known/openid-configuration`
const KEYCLOAK = desiredState({
  ...NO_VALUES,
  authorizeEndpointUrl: 'https://sso.example.com/realms/a/protocol/openid-connect/auth',
  tokenEndpointUrl: 'https://sso.example.com/realms/a/protocol/openid-connect/token',
}).signIn

function found(answer: Partial<LiveAnswer>, wanted = signIn, arePlugInsWanted = true) {
  const { live } = connected({}, answer)
  return plugInFindings(URL, live, { signIn: wanted, arePlugInsWanted })
}

describe('what the desktop plug-ins ask before anybody has signed in', () => {
  test.each<[string, Partial<LiveAnswer>, typeof signIn]>([
    ['a redirect to the document of the tenant', { status: 302, location: DOCUMENT }, signIn],
    ['a redirect to it by a domain', { status: 301, location: DOCUMENT.replace(TENANT, 'acme.com') }, signIn],
    [
      'a redirect to the document of the realm',
      { status: 302, location: 'https://sso.example.com/realms/a/.well-known/openid-configuration' },
      KEYCLOAK,
    ],
    [
      'a document',
      { body: JSON.stringify({ authorization_endpoint: 'https://x/a', token_endpoint: 'https://x/t' }) },
      signIn,
    ],
  ])('may be %s', (_, answer, wanted) => {
    expect(found(answer, wanted)).toEqual([])
  })

  test.each<[Partial<LiveAnswer>, string]>([
    [
      { status: 302, location: 'https://connections.example.com/homepage/login;jsessionid=1?x=secret' },
      'It answers with 302 and sends the desktop plug-ins to "connections.example.com/homepage/login".',
    ],
    [
      { status: 302, location: DOCUMENT.replace(TENANT, TENANT.replace('b6', 'b7')) },
      `It answers with 302 and sends the desktop plug-ins to "login.microsoftonline.com/${TENANT.replace('b6', 'b7')}/v2.0/.well-known/openid-configuration".`,
    ],
    [{ status: 302, location: URL }, `sends the desktop plug-ins to "${URL.slice('https://'.length)}".`],
    [
      { status: 302, location: DOCUMENT.replace('https', 'http') },
      'It answers with 302 and sends the desktop plug-ins to "login.microsoftonline.com/',
    ],
    [{ status: 401 }, 'It answers with 401, so it requires authentication.'],
    [{ status: 404 }, 'It answers with 404.'],
    [{ status: 500 }, 'It answers with 500.'],
    [{ contentType: 'text/html', body: 'Sign in' }, 'It answers with a web page, probably a sign-in'],
    [{ body: '[]' }, 'It answers with JSON that is no OpenID Connect discovery document.'],
    [{ body: '{"authorization_endpoint":"x"}' }, 'JSON that is no OpenID Connect discovery document.'],
    [{ body: '' }, 'It answers with nothing.'],
    [{ kind: 'none', reason: 'timeout', detail: '' }, 'there is no whole answer in time'],
    [{ kind: 'none', reason: 'too large', detail: '' }, 'The answer is longer than 1 MB'],
  ])('is a warning where the plug-ins are wanted, and a note where not: %j', (answer, what) => {
    expect(found(answer)).toMatchObject([
      {
        id: 'MSSO133',
        severity: 'warning',
        place: 'server',
        where: URL,
        what: expect.stringContaining(what),
        cure: expect.stringContaining(`Redirect "/.well-known/openid-configuration" "${DOCUMENT}"`),
      },
    ])
    expect(found(answer, signIn, false)).toMatchObject([{ id: 'MSSO132', severity: 'notice' }])
    expect(JSON.stringify(found(answer))).not.toContain('secret')
  })

  test('is told without Entra where the sign-in is elsewhere', () => {
    const [finding] = found({ status: 404 }, KEYCLOAK)
    expect(finding!.cure).toContain('"https://sso.example.com/realms/a/.well-known/openid-configuration"')
    expect(JSON.stringify(finding)).not.toMatch(/entra|microsoft|azure/i)
  })

  test('is none where the server wants a certificate of the client, because nothing is known then', () => {
    expect(
      found({ kind: 'none', reason: 'broken', detail: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' }),
    ).toEqual([])
  })
})
