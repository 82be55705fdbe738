import { describe, expect, test } from 'vitest'
import { liveFindings } from '../../src/connections-server/index.ts'
import type { LiveAnswer } from '../../src/connections-server/observation.ts'
import type { DesiredSetting } from '../../src/desired-state/index.ts'
import { connected, unreachable } from './observations.ts'

const URL = 'https://connections.example.com/mobile/homepage/SecurityConfiguration?debug=true'
const AUTHORIZE = 'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/authorize'

function setting(name: string, value: string): DesiredSetting {
  const place = name.startsWith('@')
    ? { elements: ['SecuritySettings'], attribute: name.slice(1) }
    : { elements: ['SecuritySettings', name] }
  return { ...place, value, source: 'test' }
}

const WANTED = [
  setting('@enabled', 'true'),
  setting('AuthType', 'OAuth'),
  setting('OAuthAuthorizationURL', AUTHORIZE),
  setting('OAuthScopes', 'openid offline_access'),
]
const GOOD = {
  enabled: true,
  AuthType: 'OAuth',
  OAuthAuthorizationURL: AUTHORIZE,
  OAuthScopes: 'openid offline_access',
}

function answered(
  live: Partial<LiveAnswer>,
  wanted: readonly DesiredSetting[] = WANTED,
  repositoryIsAsWanted = true,
) {
  return liveFindings(connected({}, live), wanted, repositoryIsAsWanted)
}

function reported(json: unknown, wanted?: readonly DesiredSetting[], repositoryIsAsWanted?: boolean) {
  return answered({ body: JSON.stringify(json) }, wanted, repositoryIsAsWanted)
}

function texts(findings: ReturnType<typeof answered>): string[] {
  return findings.map(({ id, what }) => `${id} ${what}`)
}

describe('an address that tells the settings to everybody', () => {
  test.each([
    ['application/json', ''],
    ['text/plain', ''],
    ['text/html', ''],
    ['', '\ufeff'],
  ])('is in order with content type "%s"', (contentType, prefix) => {
    expect(answered({ contentType, body: `${prefix}${JSON.stringify({ SecuritySettings: GOOD })}` })).toEqual(
      [],
    )
  })

  test('is none of a server that was not reached', () => {
    expect(liveFindings(unreachable('name', 'ENOTFOUND'), WANTED, true)).toEqual([])
  })
})

describe('an address that does not tell them is an error when it answers', () => {
  test.each<[Partial<LiveAnswer>, string]>([
    [
      { status: 302, location: 'https://login.example.com/idp;jsessionid=1?SAMLRequest=secret#f' },
      'MSSO060 It answers with 302 and sends the apps to "login.example.com/idp".',
    ],
    [
      { status: 307, location: '/login?x' },
      'MSSO060 It answers with 307 and sends the apps to "connections.example.com/login".',
    ],
    [
      { status: 303, location: 'https://[' },
      'MSSO060 It answers with 303 and sends the apps elsewhere without saying where.',
    ],
    [{ status: 304 }, 'MSSO060 It answers with 304 and sends the apps elsewhere without saying where.'],
    [{ status: 401 }, 'MSSO061 It answers with 401, so it requires authentication.'],
    [{ status: 403 }, 'MSSO061 It answers with 403, so it requires authentication.'],
    [{ status: 404 }, 'MSSO062 It answers with 404.'],
    [{ status: 500 }, 'MSSO063 It answers with 500.'],
    [{ status: 204 }, 'MSSO063 It answers with 204.'],
    [
      { contentType: 'text/html', body: 'Sign in' },
      'MSSO064 It answers with a web page, probably a sign-in, in place of JSON.',
    ],
    [
      { body: '\n <!DOCTYPE html>' },
      'MSSO064 It answers with a web page, probably a sign-in, in place of JSON.',
    ],
    [{ body: '{"AuthType":"OA' }, 'MSSO065 It answers with something that is no JSON object.'],
    [{ body: '"OAuth"' }, 'MSSO065 It answers with something that is no JSON object.'],
    [{ body: 'null' }, 'MSSO065 It answers with something that is no JSON object.'],
    [{ body: ' ' }, 'MSSO065 It answers with nothing.'],
    [
      { kind: 'none', reason: 'timeout', detail: '' },
      'MSSO066 The connection stands, but there is no whole answer in time.',
    ],
    [
      { kind: 'none', reason: 'broken', detail: 'ECONNRESET' },
      'MSSO066 The connection broke before the whole answer was there (ECONNRESET).',
    ],
    [
      { kind: 'none', reason: 'too large', detail: '' },
      'MSSO066 The answer is longer than 1 MB, so it is not the settings.',
    ],
  ])('%j', (live, text) => {
    const findings = answered(live)
    expect(texts(findings)).toEqual([text])
    expect(findings).toMatchObject([{ severity: 'error', place: 'server', where: URL }])
  })

  test('with a redirect to another server, which is not cured by letting anybody through', () => {
    const cureOf = (location: string) => answered({ status: 301, location })[0]!.cure
    expect(cureOf(URL.replace('//', '//www.'))).toContain('in connections-url')
    expect(cureOf(`/login?goto=${encodeURIComponent(URL)}`)).toContain('without authentication')
  })

  test.each<[string | undefined, string]>([
    ['provider_3', 'Put "/mobile/homepage/SecurityConfiguration" into provider_3.excludedPathFilter'],
    [
      undefined,
      'Put "/mobile/homepage/SecurityConfiguration" into excludedPathFilter of the provider whose interceptedPathFilter has "/mobile/.*"',
    ],
  ])('with a cure that names the property of the provider: %s', (provider, cure) => {
    const ids = [
      { status: 302, location: '/login' },
      { status: 401 },
      { contentType: 'text/html', body: 'x' },
    ]
    for (const live of ids) {
      const [finding] = liveFindings(connected({}, live), WANTED, true, provider)
      expect(finding!.cure).toContain(cure)
      expect(finding!.cure).toContain('com.ibm.websphere.security.performTAIForUnprotectedURI')
    }
  })

  test('with a redirect, whose query is told nowhere', () => {
    const findings = answered({ status: 302, location: 'https://login.example.com/idp?SAMLRequest=secret' })
    expect(JSON.stringify(findings)).not.toContain('secret')
  })
})

describe('the values', () => {
  test('are as wanted with white space around them', () => {
    expect(reported({ SecuritySettings: { ...GOOD, enabled: ' true', AuthType: '\tOAuth\n' } })).toEqual([])
  })

  test.each(['oauth', 'OAuth2', '', 'O Auth'])(
    'are not as wanted with any other difference: "%s"',
    (AuthType) => {
      expect(reported({ SecuritySettings: { ...GOOD, AuthType } })).toMatchObject([
        { id: 'MSSO067', wanted: 'OAuth', found: AuthType },
      ])
    },
  )

  test('that differ although the repository is right were not brought to the server', () => {
    expect(reported({ SecuritySettings: { ...GOOD, enabled: false, AuthType: 'Form' } })).toMatchObject([
      {
        what: expect.stringContaining(
          'SecuritySettings/@enabled is "false" on the server; it should be "true".',
        ),
      },
      {
        id: 'MSSO067',
        severity: 'error',
        where: URL,
        what: 'SecuritySettings/AuthType is "Form" on the server; it should be "OAuth". The repository is right but the server still has the old value: the check-in, the full synchronisation or the restart of Mobile is missing.',
        cure: 'Check the file in with wsadmin, synchronise all nodes completely and restart the Mobile application; one of these steps is missing.',
      },
    ])
  })

  test('that differ while the repository does wait for the merge', () => {
    expect(reported({ SecuritySettings: { ...GOOD, AuthType: 'Form' } }, WANTED, false)).toMatchObject([
      {
        what: expect.stringContaining('The repository is not up to date yet, so merge first.'),
        cure: expect.stringMatching(/^Merge the pull request with the wanted values; then check the file in/),
      },
    ])
  })

  test('that the server does not report are not known to differ', () => {
    expect(
      reported({ SecuritySettings: { enabled: 'true', AuthType: null, OAuthScopes: {} } }),
    ).toMatchObject([
      {
        id: 'MSSO069',
        severity: 'notice',
        what: 'The server does not report SecuritySettings/AuthType, SecuritySettings/OAuthAuthorizationURL, SecuritySettings/OAuthScopes, so it is not known whether it has the wanted values.',
      },
    ])
  })

  test.each([[{}], [[]], [{ error: 'not signed in' }], [{ AuthType: null }]])(
    'that are nowhere in the answer are not known, and that is no verdict: %j',
    (json) => {
      expect(reported(json)).toMatchObject([{ id: 'MSSO070', severity: 'notice', where: URL }])
    },
  )

  test('that the server never reports are passed over', () => {
    const wanted = [
      setting('TermsOfUsageURL', 'https://a'),
      { elements: ['Push'], attribute: 'enabled', value: 'true', source: 'test' },
      { elements: ['AuthType'], value: 'OAuth', source: 'test' },
    ]
    expect(reported({ AuthType: 'Form' }, wanted)).toEqual([])
  })

  test('that stand in several places have to agree', () => {
    const several = (...values: string[]) =>
      reported({ a: values.map((AuthType) => ({ AuthType })) }, [setting('AuthType', 'OAuth')])
    expect(several('OAuth', 'OAuth ')).toEqual([])
    expect(several('Form', 'OAuth')).toMatchObject([
      {
        id: 'MSSO068',
        severity: 'warning',
        what: expect.stringMatching(
          /^SecuritySettings\/AuthType is "OAuth" and "Form" on the server; only one/,
        ),
      },
    ])
    expect(several(...'abcdefgh')[0]!.what).toMatch(
      /^SecuritySettings\/AuthType is "h" and "g" and "f" and 5 more on the server, which are several/,
    )
    expect(several('Form', 'Basic')).toMatchObject([
      {
        id: 'MSSO067',
        what: expect.stringMatching(
          /^SecuritySettings\/AuthType is "Basic" and "Form" on the server, which are several values;/,
        ),
      },
    ])
  })

  test('that are long are cut', () => {
    expect(reported({ AuthType: 'x'.repeat(1000) }, [setting('AuthType', 'OAuth')])).toMatchObject([
      { found: `${'x'.repeat(300)}…` },
    ])
  })

  test('that are too many are counted up to a limit, and that is said', () => {
    const [finding] = reported({ AuthType: 'OAuth', rest: Array(100_000).fill(0) }, [
      setting('AuthType', 'OAuth'),
      setting('OAuthScopes', 'openid'),
    ])
    expect(finding?.what).toMatch(/The answer is longer than what is looked at\.$/)
  })
})

test.each([
  ['1 for true', { ...GOOD, enabled: 1, SecuritySettings: { enabled: '1' } }],
  ['capital letters in the host', { ...GOOD, OAuthAuthorizationURL: AUTHORIZE.replace('login', 'LOGIN') }],
  ['scopes in another order', { ...GOOD, OAuthScopes: 'offline_access openid' }],
  ['scopes in another order, as a list', { ...GOOD, OAuthScopes: ['offline_access', 'openid'] }],
  ['two spellings of one value', { a: GOOD, b: { ...GOOD, OAuthScopes: 'offline_access openid' } }],
])('what the server reports with %s is as wanted', (_, json) => {
  expect(reported({ SecuritySettings: { enabled: true }, ...json })).toEqual([])
})

test('a no-break space at the end of a value that the server reports is a difference', () => {
  const [found] = reported({ ...GOOD, SecuritySettings: { enabled: true }, AuthType: 'OAuth\u00a0' })
  expect(found?.id).toBe('MSSO067')
})
