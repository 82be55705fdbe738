import { describe, expect, test } from 'vitest'
import { desiredState, parseProviderProperties, type ValueInputs } from '../../src/desired-state/index.ts'
import { problemText } from '../../src/problems.ts'
import { NO_VALUES } from './no-values.ts'

const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
const AUTHORIZE = `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/authorize`
const TOKEN = `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`
const BOTH = { tenantId: TENANT, clientId: CLIENT }

const problems = (given: Partial<ValueInputs>) =>
  desiredState({ ...NO_VALUES, ...given }).problems.map(problemText)
const withProperty = (property: string) => ({
  ...BOTH,
  providerProperties: parseProviderProperties(property),
})

const UNSEEN: readonly [character: string, name: string][] = [
  ['\u200b', 'U+200B (zero width space)'],
  ['\u00ad', 'U+00AD (soft hyphen)'],
  ['\u202e', 'U+202E (right-to-left override)'],
  ['\u2066', 'U+2066 (left-to-right isolate)'],
  ['\u200d', 'U+200D (zero width joiner)'],
  ['\ufe0f', 'U+FE0F (variation selector)'],
  ['\u{e0041}', 'U+E0041'],
  ['\u3164', 'U+3164 (Hangul filler)'],
  ['\ufeff', 'U+FEFF (byte order mark)'],
  ['\u0085', 'U+0085 (control character)'],
  ['\uffff', 'U+FFFF'],
  ['\ud800', 'U+D800 (half of a character)'],
  ['\t', 'a tab'],
]

describe.each(UNSEEN)('a character that cannot be seen is refused once, and named: %j', (character, name) => {
  const spoiled = (text: string) => `${text.slice(0, 9)}${character}${text.slice(9)}`

  test.each<[string, Partial<ValueInputs>]>([
    ['authorize-endpoint-url', { ...BOTH, authorizeEndpointUrl: spoiled(AUTHORIZE) }],
    ['token-endpoint-url', { ...BOTH, tokenEndpointUrl: spoiled(TOKEN) }],
    ['client-id', { tenantId: TENANT, clientId: spoiled(CLIENT) }],
    ['tenant-id', { tenantId: spoiled(TENANT), clientId: CLIENT, scope: 'openid' }],
    ['authorization-parameters', { ...BOTH, authorizationParameters: spoiled('kc_idp_hint=x') }],
    ...(character === '\t'
      ? []
      : [['scope', { ...BOTH, scope: spoiled('openid profile email') }] as [string, Partial<ValueInputs>]]),
  ])('in %s', (input, given) => {
    const told = problems(given)
    expect(told).toEqual([expect.stringContaining(`contains ${name} at character 10.`)])
    expect(told[0]).toContain(`input ${input}: `)
  })

  test('in a provider property', () => {
    expect(problems(withProperty(`provider_1.tokenEndpointUrl=${spoiled(TOKEN)}`))).toEqual([
      expect.stringContaining(`contains ${name} at character 10.`),
    ])
  })

  test('in a line of settings', () => {
    expect(problems({ ...BOTH, settings: `Push/Label = ${spoiled('Our phones and tablets')}` })).toEqual([
      `settings line 1: The value for Push/Label contains ${name} at character 10. Remove it.`,
    ])
  })
})

test('a path of settings holds no character that cannot be seen', () => {
  expect(problems({ ...BOTH, settings: 'Reject\u200cUntrusted = true' })).toEqual([
    expect.stringContaining('contains U+200C (zero width non-joiner) at character 7. Remove it.'),
  ])
})

test('letters of every script may stand in settings', () => {
  expect(
    problems({ ...BOTH, settings: 'A = Größe Телефон 電話 😀\nB = https://intranet.example.com/ü' }),
  ).toEqual([])
})

test('white space between scopes is no part of a value, but what nobody sees is', () => {
  expect(problems({ ...BOTH, scope: 'openid\u00a0profile\r\n\temail' })).toEqual([])
  expect(problems({ ...BOTH, scope: 'openid\u2028profile' })).toHaveLength(1)
})

describe('an endpoint is what its parsed form says', () => {
  test.each([
    ['a zero width space', TOKEN.replace('online', '\u200bonline')],
    ['a soft hyphen', TOKEN.replace('online', '\u00adonline')],
    ['an ideographic full stop', TOKEN.replace('.com', '\u3002com')],
    ['a fullwidth letter', TOKEN.replace('login', '\uff4cogin')],
    ['an encoded dot', TOKEN.replace('.com', '%2Ecom')],
    ['the default port', TOKEN.replace('.com', '.com:443')],
    ['another port', TOKEN.replace('.com', '.com:8443')],
    ['a dot behind the host', TOKEN.replace('.com', '.com.')],
    ['dot segments', TOKEN.replace(TENANT, `x/../${TENANT}`)],
    ['encoded dot segments', TOKEN.replace(TENANT, `x/%2e%2e/${TENANT}`)],
    ['a tab', TOKEN.replace(TENANT, `\t${TENANT}`)],
    ['a letter too many', TOKEN.replace('microsoft', 'microsoftl')],
    ['swapped letters', TOKEN.replace('microsoft', 'mircosoft')],
    ['letters that look like another', TOKEN.replace('microsoft', 'rnicrosoft')],
    ['a Cyrillic letter', TOKEN.replace('line', 'l\u0456ne')],
    ['a Cyrillic letter in its ASCII form', TOKEN.replace('microsoftonline', 'xn--microsoftonlne-hbm')],
    [
      'many Cyrillic letters',
      TOKEN.replace('microsoft', 'mi\u0441r\u043es\u043eft').replace('online', '\u043enl\u0456n\u0435'),
    ],
    ['another host behind it', TOKEN.replace('.com', '.com.evil.example')],
    ['another ending', TOKEN.replace('.com', '.org')],
    ['an ending two letters from another one', TOKEN.replace('.com', '.de')],
  ])('with %s it is refused, and the right one is proposed', (_, token) => {
    expect(problems({ ...BOTH, tokenEndpointUrl: token })).toEqual([
      expect.stringContaining(`Did you mean "${TOKEN}"?`),
    ])
    const asProperty = problems(withProperty(`provider_1.tokenEndpointUrl=${token}`))
    expect(asProperty).toEqual([expect.stringContaining(`Did you mean "${TOKEN}"?`)])
  })

  test.each([
    ['contoso.b2cl0gin.com', 'contoso.b2clogin.com'],
    ['contoso1.ciamlogln.com', 'contoso1.ciamlogin.com'],
    ['contoso.xn--iamlogin-ech.com', 'contoso.ciamlogin.com'],
  ])("below a domain that looks like one of Entra's it is refused: %s", (host, right) => {
    const at = (name: string) => TOKEN.replace('login.microsoftonline.com', name)
    expect(problems({ ...BOTH, tokenEndpointUrl: at(host) })).toEqual([
      expect.stringContaining(`Did you mean "${at(right)}"?`),
    ])
  })

  test.each(['sso.b2blogin.com', 'login.windows.acme.example', 'login-microsoft.acme.example'])(
    'another provider may be at %s',
    (host) => {
      const given = { authorizeEndpointUrl: `https://${host}/auth`, tokenEndpointUrl: `https://${host}/tok` }
      expect(problems({ ...given, clientId: 'x', scope: 'openid' })).toEqual([])
    },
  )

  test('what would not be taken either is not proposed', () => {
    const wrong = 'https://login.microsoftlonline.com/x/y'
    expect(problems({ ...BOTH, tokenEndpointUrl: wrong })[0]).not.toContain('Did you mean')
    const reversed = TOKEN.replace('online', '\u202eonline')
    expect(problems({ ...BOTH, tokenEndpointUrl: reversed })[0]).not.toContain('Did you mean')
  })

  test.each([
    ['a port of its own', 'https://keycloak.example.com:8443/realms/x/protocol/openid-connect'],
    ['capital letters in its host', 'HTTPS://Keycloak.Example.com/realms/x'],
    ['a name in its ASCII form', 'https://xn--bcher-kva.example/realms/x'],
    ['an encoded letter in its path', 'https://keycloak.example.com/realms/%C3%BC'],
  ])('another provider may have %s', (_, base) => {
    const given = { authorizeEndpointUrl: `${base}/auth`, tokenEndpointUrl: `${base}/token` }
    expect(problems({ ...given, clientId: 'x', scope: 'openid' })).toEqual([])
  })

  test('without a path it may lack the slash', () => {
    const given = { authorizeEndpointUrl: 'https://idp.example?x=1', tokenEndpointUrl: 'https://idp.example' }
    expect(problems({ ...given, clientId: 'x', scope: 'openid' })).toEqual([])
  })

  test.each([
    'login.microsoftonline.com',
    'login.microsoftonline.us',
    'login.microsoft.com',
    'login.windows.net',
    'sts.windows.net',
    'login.usgovcloudapi.net',
    'login.partner.microsoftonline.cn',
    'login.chinacloudapi.cn',
    'contoso.ciamlogin.com',
    'contoso.b2clogin.com',
  ])('%s is a host of its own, and no look-alike of another', (host) => {
    const given = {
      authorizeEndpointUrl: AUTHORIZE.replace('login.microsoftonline.com', host),
      tokenEndpointUrl: TOKEN.replace('login.microsoftonline.com', host),
    }
    const state = desiredState({ ...NO_VALUES, ...given, clientId: CLIENT })
    expect(state.problems).toEqual([])
    expect(state.signIn.token).toMatchObject({ isEntra: true, tenant: TENANT })
  })
})

describe('a setting that is an address', () => {
  test('is not on a look-alike of a login host', () => {
    const settings =
      'SecuritySettings/OAuthLogoutURL = https://login.microsoftlonline.com/x/oauth2/v2.0/logout'
    expect(problems({ ...BOTH, settings })).toEqual([
      'settings line 1: The host of "https://login.microsoftlonline.com/x/oauth2/v2.0/logout" is not "login.microsoftonline.com" but looks like it. Did you mean "https://login.microsoftonline.com/x/oauth2/v2.0/logout"?',
    ])
  })

  test.each(['https://login.microsoftonline.com@evil.example/x', 'https://login.microsoftonline.com:x@evil'])(
    'has nothing before its host that people take for the host: %s',
    (url) => {
      expect(problems({ ...BOTH, settings: `SecuritySettings/OAuthLogoutURL = ${url}` })).toEqual([
        'settings line 1: The address for SecuritySettings/OAuthLogoutURL contains a user name or password. Remove the part before "@": it can be mistaken for the host.',
      ])
    },
  )

  test.each([
    'https://login.microsoftonline\u3002com/x',
    'http://\uff4cogin.example.com/',
    'https://a%2Eexample/',
    'https://@a.example/',
  ])('has its host as it is read: %s', (url) => {
    expect(problems({ ...BOTH, settings: `TermsOfUsageURL = ${url}` })).toEqual([
      expect.stringContaining('is not in its normal form.'),
    ])
  })

  test.each([
    'http://intranet.example.com:80/a b/../c?x=ü',
    'https://{MT_HOSTNAME}/x',
    'https:',
    'https://[::1]:9443/',
  ])('may otherwise be what its server knows: %s', (url) => {
    expect(problems({ ...BOTH, settings: `TermsOfUsageURL = ${url}` })).toEqual([])
  })
})

describe('one endpoint of Entra and one from elsewhere', () => {
  test.each([
    ['https://idp.example.com/x/y', TOKEN],
    [`https://idp.example.com/common/oauth2/v2.0/token`, TOKEN.replace(TENANT, 'common')],
  ])('are a problem, and the right token endpoint is proposed for %s', (tokenEndpointUrl, right) => {
    const state = desiredState({ ...NO_VALUES, ...BOTH, scope: 'openid', tokenEndpointUrl })
    expect(state.problems.map(problemText)).toEqual([
      `input token-endpoint-url: The token endpoint is on "idp.example.com", but the authorization endpoint (input tenant-id) is on "login.microsoftonline.com", which is Entra's. Did you mean "${right}"? If you do mean "idp.example.com", use its authorization endpoint too.`,
    ])
    expect(state.findings.map(({ id }) => id)).not.toContain('MSSO002')
  })

  test('are a problem whatever port the other one has', () => {
    const tokenEndpointUrl = 'https://idp.example.com:8443/common/oauth2/v2.0/token'
    expect(problems({ ...BOTH, scope: 'openid', tokenEndpointUrl })).toEqual([
      expect.stringContaining(`Did you mean "${TOKEN.replace(TENANT, 'common')}"?`),
    ])
  })

  test('are a problem the other way round, too', () => {
    expect(problems({ ...BOTH, scope: 'openid', authorizeEndpointUrl: 'https://idp.example.com/x' })).toEqual(
      [expect.stringContaining(`Did you mean "${AUTHORIZE}"?`)],
    )
  })

  test('of different clouds are a problem, and both ways out are told', () => {
    const us = (url: string) => url.replace('.com', '.us')
    expect(problems({ ...BOTH, tokenEndpointUrl: us(TOKEN) })).toEqual([
      `input token-endpoint-url: The token endpoint is in the US government cloud, but the authorization endpoint (input tenant-id) is in the public cloud. Use "${TOKEN}" as the token endpoint, or "${us(AUTHORIZE)}" as the authorization endpoint.`,
    ])
  })

  test('but two hosts of one cloud stand for each other', () => {
    const tokenEndpointUrl = TOKEN.replace('login.microsoftonline.com', 'sts.windows.net')
    const state = desiredState({ ...NO_VALUES, ...BOTH, tokenEndpointUrl })
    expect(state.problems).toEqual([])
    expect(state.findings).toEqual([])
  })
})

test.each([
  ['a=ü', 'Write %C3%BC.'],
  ['a=😀', 'Write %F0%9F%98%80.'],
  ['ａ=b', 'Write %EF%BD%81.'],
])(
  'authorization parameters are ASCII, and the encoded form is told: %s',
  (authorizationParameters, cure) => {
    expect(problems({ ...BOTH, authorizationParameters })).toEqual([
      expect.stringMatching(
        /^input authorization-parameters: The value contains ".{1,2}", which is not an ASCII character\. /,
      ),
    ])
    expect(problems({ ...BOTH, authorizationParameters })[0]).toContain(cure)
  },
)

test('the client ID of another provider is ASCII', () => {
  const idp = { authorizeEndpointUrl: 'https://idp.example/a', tokenEndpointUrl: 'https://idp.example/t' }
  expect(problems({ ...idp, scope: 'openid', clientId: 'm\u043ebile' })).toEqual([
    expect.stringContaining('The client ID contains "\u043e", which is not an ASCII character.'),
  ])
})

describe('a scope of the form api://tenant/client/name', () => {
  const OTHER = 'aaaaaaaa-0893-4cd7-8e22-9738a43c585d'
  const findings = (scope: string, given: Partial<ValueInputs> = {}) =>
    desiredState({ ...NO_VALUES, ...BOTH, scope, ...given }).findings.map(({ id, what }) => `${id} ${what}`)

  test.each([
    `api://${TENANT}/${CLIENT}/default`,
    `api://${TENANT.toUpperCase()}/${CLIENT.toUpperCase()}/default`,
    `api://connections/${CLIENT}/default`,
    `api://${TENANT}/connections/default`,
    `api://${CLIENT}/a/default`,
    `api://${TENANT}/${CLIENT}`,
  ])("is the client's own: %s", (scope) => {
    expect(findings(scope)).toEqual([])
  })

  test('is its own where the tenant is known by a domain only', () => {
    expect(findings(`api://${OTHER}/${CLIENT}/default`, { tenantId: 'contoso.com' })).toEqual([])
  })

  test('is foreign with the ID of another client', () => {
    expect(findings(`api://${TENANT}/${OTHER}/default`)).toEqual([
      `MSSO001 The scope "api://${TENANT}/${OTHER}/default" belongs to application "${OTHER}", but the client ID is "${CLIENT}".`,
    ])
  })

  test('is not called foreign where the client ID is wrong', () => {
    expect(findings(`api://${CLIENT}/default`, { clientId: `${CLIENT}\u200b` })).toEqual([])
  })

  test('is foreign with the ID of another tenant', () => {
    expect(findings(`api://${OTHER}/${CLIENT}/default`)).toEqual([
      `MSSO001 The scope "api://${OTHER}/${CLIENT}/default" belongs to tenant "${OTHER}", but the tenant is "${TENANT}".`,
    ])
  })
})
