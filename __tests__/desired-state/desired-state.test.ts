import { describe, expect, test } from 'vitest'
import {
  desiredState,
  parseProviderProperties,
  settingName,
  type ValueInputs,
} from '../../src/desired-state/index.ts'
import { isManaged } from '../../src/desired-state/setting.ts'
import { problemText } from '../../src/problems.ts'
import { NO_VALUES } from './no-values.ts'

const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
const OTHER = 'aaaaaaaa-0893-4cd7-8e22-9738a43c585d'
const AUTHORIZE = `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/authorize`
const TOKEN = `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`

function inputs({
  properties = '',
  ...given
}: Partial<Omit<ValueInputs, 'providerProperties'>> & { properties?: string }): ValueInputs {
  return { ...NO_VALUES, providerProperties: parseProviderProperties(properties), ...given }
}

const BOTH = { tenantId: TENANT, clientId: CLIENT }
const values = (given: Parameters<typeof inputs>[0]) =>
  Object.fromEntries(
    desiredState(inputs(given)).settings.map((setting) => [
      settingName(setting).replace('SecuritySettings/', ''),
      setting.value,
    ]),
  )
const sources = (given: Parameters<typeof inputs>[0]) =>
  Object.fromEntries(
    desiredState(inputs(given)).settings.map((setting) => [
      settingName(setting).replace('SecuritySettings/', ''),
      setting.source,
    ]),
  )
const problems = (given: Parameters<typeof inputs>[0]) =>
  desiredState(inputs(given)).problems.map(problemText)
const findings = (given: Parameters<typeof inputs>[0]) =>
  desiredState(inputs(given)).findings.map(({ id, where, what, cure }) => `${id} ${where}: ${what} ${cure}`)

const PROPERTIES = [
  `provider_1.clientId=${CLIENT}`,
  'provider_1.clientSecret=abc~def~ghi',
  `provider_1.authorizeEndpointUrl=${AUTHORIZE}`,
  `provider_1.tokenEndpointUrl=${TOKEN}`,
  `provider_1.scope=openid profile email api://${CLIENT}/default`,
].join('\n')

describe('values', () => {
  const all = {
    '@enabled': 'true',
    AuthType: 'OAuth',
    OAuthAuthorizationURL: AUTHORIZE,
    OAuthTokenURL: TOKEN,
    OAuthClientId: CLIENT,
    OAuthScopes: `openid profile email api://${CLIENT}/default offline_access`,
  }

  test('follow from tenant and client', () => {
    expect(values(BOTH)).toEqual(all)
    expect(sources(BOTH)).toMatchObject({
      AuthType: 'this action',
      OAuthTokenURL: 'input tenant-id',
      OAuthScopes: 'input client-id',
    })
    expect(Object.keys(values(BOTH))).toEqual(Object.keys(all))
  })

  test('come from the provider properties', () => {
    expect(values({ properties: PROPERTIES })).toEqual(all)
    expect(sources({ properties: PROPERTIES })).toMatchObject({ OAuthClientId: 'provider_1.clientId' })
    expect(problems({ properties: PROPERTIES })).toEqual([])
    expect(findings({ properties: PROPERTIES })).toEqual([])
  })

  test('of their own inputs go before properties, and those before derived ones', () => {
    const explicit = {
      properties: PROPERTIES,
      tenantId: 'contoso.com',
      clientId: OTHER,
      scope: 'openid',
      tokenEndpointUrl: TOKEN.toUpperCase()
        .replace('HTTPS', 'https')
        .replace('/OAUTH2/V2.0/TOKEN', '/oauth2/v2.0/token'),
    }
    expect(values(explicit)).toMatchObject({
      OAuthClientId: OTHER,
      OAuthScopes: 'openid offline_access',
      OAuthAuthorizationURL: AUTHORIZE,
    })
    expect(sources(explicit)).toMatchObject({
      OAuthClientId: 'input client-id',
      OAuthAuthorizationURL: 'provider_1.authorizeEndpointUrl',
      OAuthTokenURL: 'input token-endpoint-url',
    })
  })

  test('of the scope come from the properties also where they do not follow from the client', () => {
    const properties = 'provider_1.scope=openid https://own.example/scope'
    expect(values({ ...BOTH, properties })).toMatchObject({
      OAuthScopes: 'openid https://own.example/scope offline_access',
    })
  })

  test('of another provider are chosen by provider-id', () => {
    const properties = PROPERTIES.replaceAll('provider_1', 'provider_3')
    expect(values({ properties, providerId: 'provider_3' })).toEqual(all)
  })

  test('derive the scope from the client of the properties', () => {
    const properties = PROPERTIES.split('\n').slice(0, 1).join('\n')
    expect(values({ properties, tenantId: TENANT })).toEqual(all)
    expect(sources({ properties, tenantId: TENANT })).toMatchObject({ OAuthScopes: 'provider_1.clientId' })
  })

  test.each(['common', 'organizations', 'contoso.onmicrosoft.com', TENANT.toUpperCase()])(
    'tenant %s is one',
    (tenantId) => {
      expect(problems({ ...BOTH, tenantId })).toEqual([])
    },
  )

  test.each([
    ['offline_access openid', 'offline_access openid'],
    ['openid  openid\tprofile', 'openid profile offline_access'],
  ])('scope "%s" becomes "%s"', (scope, wanted) => {
    expect(values({ ...BOTH, scope })['OAuthScopes']).toBe(wanted)
  })

  test('authorization parameters are managed only when given', () => {
    expect(
      values({ ...BOTH, authorizationParameters: 'kc_idp_hint={MT_ORGNAME}&x={MT_HOSTNAME}' }),
    ).toMatchObject({
      OAuthAuthorizationURL_Parameters: 'kc_idp_hint={MT_ORGNAME}&x={MT_HOSTNAME}',
    })
    expect(findings({ ...BOTH, authorizationParameters: 'kc_idp_hint={MT_ORGNAME}' })).toEqual([])
  })

  test('more settings come from their lines', () => {
    const settings =
      '# comment\n\nRejectUntrustedCertificates = true\r\nPush/@enabled=false\n@id = x=y\nPush/Proxy =\nPush/@enabled = false'
    expect(desiredState(inputs({ ...BOTH, settings })).settings.slice(6)).toEqual([
      { elements: ['RejectUntrustedCertificates'], value: 'true', source: 'settings line 3' },
      { elements: ['Push'], attribute: 'enabled', value: 'false', source: 'settings line 4' },
      { elements: [], attribute: 'id', value: 'x=y', source: 'settings line 5' },
      { elements: ['Push', 'Proxy'], value: '', source: 'settings line 6' },
    ])
  })

  test('other identity providers than Entra name clients and paths as they like', () => {
    const other = {
      authorizeEndpointUrl: 'https://idp.example.com/auth',
      tokenEndpointUrl: 'https://idp.example.com/tok',
      clientId: 'mobile',
      scope: 'openid',
    }
    expect(problems(other)).toEqual([])
    expect(findings(other)).toEqual([])
  })
})

describe('when inputs are refused,', () => {
  const withToken = (tokenEndpointUrl: string) => ({ ...BOTH, tokenEndpointUrl })
  const cases: [Parameters<typeof inputs>[0], string[]][] = [
    [
      withToken(AUTHORIZE),
      [`input token-endpoint-url: "${AUTHORIZE}" is the authorization endpoint. Did you mean "${TOKEN}"?`],
    ],
    [
      { ...BOTH, authorizeEndpointUrl: TOKEN },
      [`input authorize-endpoint-url: "${TOKEN}" is the token endpoint. Did you mean "${AUTHORIZE}"?`],
    ],
    [
      {
        ...BOTH,
        authorizeEndpointUrl: 'https://idp.example.com/sso',
        tokenEndpointUrl: 'https://idp.example.com/sso',
        scope: 'openid',
      },
      [
        'input token-endpoint-url: The token endpoint "https://idp.example.com/sso" is the authorization endpoint. Copy tokenEndpointUrl of the WebSphere configuration; the example in the vendor\'s procedure is wrong.',
      ],
    ],
    [
      withToken(TOKEN.replace('https', 'http')),
      [
        `input token-endpoint-url: "${TOKEN.replace('https', 'http')}" does not start with https. Phones send credentials there: use https.`,
      ],
    ],
    [
      withToken('login.microsoftonline.com/token'),
      [
        'input token-endpoint-url: "login.microsoftonline.com/token" is not an absolute URL. Write the whole address, such as "https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token".',
      ],
    ],
    [
      withToken('https://u:p@login.microsoftonline.com/token'),
      [
        'input token-endpoint-url: The URL contains a user name or password. Remove the part before "@". If the path needs an "@", write %40.',
      ],
    ],
    [
      withToken(`${TOKEN}#x`),
      [`input token-endpoint-url: "${TOKEN}#x" contains a fragment. Remove the part from "#" on.`],
    ],
    [
      withToken('https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token'),
      [
        'input token-endpoint-url: "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token" contains a placeholder. Replace it with the real tenant.',
      ],
    ],
    [
      withToken('https://login.microsoftonline.com/%3Ctenant%3E/oauth2/v2.0/token'),
      [
        'input token-endpoint-url: "https://login.microsoftonline.com/%3Ctenant%3E/oauth2/v2.0/token" contains a placeholder. Replace it with the real tenant.',
      ],
    ],
    [
      withToken('https://login.microsoftonline.com/consumers/oauth2/v2.0/token'),
      [
        'input token-endpoint-url: "consumers" is for personal Microsoft accounts. Use the ID or a verified domain of your tenant.',
      ],
    ],
    ...['TENANT_ID', 'your-tenant-id'].map((tenant): (typeof cases)[number] => [
      withToken(`https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`),
      [
        `input token-endpoint-url: "${tenant}" is not a tenant. Use the tenant ID (a GUID), a verified domain, "common" or "organizations".`,
      ],
    ]),
    [
      withToken(TOKEN.replaceAll('/', '\\')),
      [`input token-endpoint-url: "${TOKEN.replaceAll('/', '\\')}" contains a backslash. Write "/".`],
    ],
    [
      withToken('https:login.microsoftonline.com/x/oauth2/v2.0/token'),
      [
        'input token-endpoint-url: "https:login.microsoftonline.com/x/oauth2/v2.0/token" is not an absolute URL. Write the whole address, such as "https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token".',
      ],
    ],
    [
      withToken(`${TOKEN} x`),
      [
        `input token-endpoint-url: "${TOKEN} x" contains spaces or line breaks. Write the address without spaces and line breaks.`,
      ],
    ],
    [
      withToken('https://login.microsoftonline.com/x/token'),
      [
        'input token-endpoint-url: The path of "https://login.microsoftonline.com/x/token" is not an Entra endpoint. Write an address such as "https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token".',
      ],
    ],
    [
      withToken(TOKEN.replace('/v2.0', '')),
      [
        'input token-endpoint-url: The token endpoint is v1, but the authorization endpoint (input tenant-id) is v2. Use /oauth2/v2.0/ in both.',
      ],
    ],
    [
      { ...BOTH, clientId: 'connections' },
      [
        'input client-id: "connections" is not an application (client) ID, which is a GUID. Copy the application (client) ID from the app registration\'s overview page.',
      ],
    ],
    [
      { ...BOTH, clientId: `{${CLIENT}}` },
      [
        `input client-id: "{${CLIENT}}" is not an application (client) ID, which is a GUID. Write "${CLIENT}".`,
      ],
    ],
    [
      { ...BOTH, tenantId: 'consumers' },
      [
        'input tenant-id: "consumers" is for personal Microsoft accounts. Use the ID or a verified domain of your tenant.',
      ],
    ],
    [
      { ...BOTH, tenantId: 'my tenant' },
      [
        'input tenant-id: "my tenant" is not a tenant. Use the tenant ID (a GUID), a verified domain, "common" or "organizations".',
      ],
    ],
    [
      { ...BOTH, scope: 'openid,profile' },
      ['input scope: The scope "openid,profile" contains a comma. Separate scopes with spaces.'],
    ],
    [
      { ...BOTH, scope: 'api://{client_id}/default' },
      [
        'input scope: The scope "api://{client_id}/default" contains a placeholder. Replace it with the real application ID.',
      ],
    ],
    [
      { ...BOTH, scope: 'openid "profile"' },
      [
        'input scope: The scope ""profile"" contains characters that scopes cannot have. Use plain ASCII characters, without quotes.',
      ],
    ],
    [
      { ...BOTH, providerId: 'provider 1' },
      [
        'input provider-id: "provider 1" is not the name of a provider. Write the part before the dot, such as "provider_1".',
      ],
    ],
    [
      { ...BOTH, authorizationParameters: 'a=b&amp;c=d' },
      [
        'input authorization-parameters: The value contains "&amp;". Write "&" itself; the action escapes it for XML.',
      ],
    ],
    [
      { ...BOTH, authorizationParameters: 'a=b#c' },
      [
        'input authorization-parameters: The value contains "#", which ends the query of an address. Write %23.',
      ],
    ],
    [
      { ...BOTH, authorizationParameters: '?a=b' },
      ['input authorization-parameters: The value starts with "?". Start with the first parameter.'],
    ],
    [
      { ...BOTH, authorizationParameters: 'a=b&c' },
      [
        'input authorization-parameters: "c" is not a name=value pair. Write name=value pairs separated by "&".',
      ],
    ],
    [
      { ...BOTH, authorizationParameters: 'a=b c' },
      [
        'input authorization-parameters: The value contains spaces or line breaks. Write name=value pairs separated by "&", percent-encoded.',
      ],
    ],
    [
      { properties: `${PROPERTIES}\nprovider_1.scope=openid` },
      [
        `provider-properties line 6: provider_1.scope has a different value than in line 5 ("openid profile email api://${CLIENT}/default" and "openid"). Keep the correct one.`,
      ],
    ],
    [
      { properties: `${PROPERTIES}\nprovider_1.clientSecret=other~secret` },
      [
        'provider-properties line 6: provider_1.clientSecret has a different value than in line 2. Keep the correct one.',
      ],
    ],
    [
      { ...BOTH, properties: 'provider_1.clientSecret=abc~def~ghi', scope: 'abc~def~ghi' },
      [
        'input scope: The value for SecuritySettings/OAuthScopes contains the client secret. It must never be in mobile-config.xml. Check what you copied.',
      ],
    ],
    [
      { ...BOTH, settings: 'A = \u0001' },
      ['settings line 1: The value for A contains U+0001 (control character) at character 1. Remove it.'],
    ],
    [
      { ...BOTH, settings: 'A = \ud800' },
      ['settings line 1: The value for A contains U+D800 (half of a character) at character 1. Remove it.'],
    ],
    [
      { ...BOTH, settings: 'A' },
      ['settings line 1: The line has no "=". Write Path/To/Element = value or Path/@attribute = value.'],
    ],
    [
      { ...BOTH, settings: '= x' },
      [
        'settings line 1: The path before "=" is missing. Write Path/To/Element = value or Path/@attribute = value.',
      ],
    ],
    [
      { ...BOTH, settings: '/A = x' },
      ['settings line 1: "/A" starts with "/". Write the path relative to the root element.'],
    ],
    [
      { ...BOTH, settings: 'config/A = x' },
      [
        'settings line 1: "config/A" starts with the root element. Write the path relative to it, without "config/".',
      ],
    ],
    [
      { ...BOTH, settings: '@a/B = x' },
      ['settings line 1: "@a/B" has "@" before its end. An attribute must be the last part of a path.'],
    ],
    [
      { ...BOTH, settings: 'A//B = x' },
      [
        'settings line 1: "" in "A//B" is not a valid XML name. Write names as they are in the file, without a prefix.',
      ],
    ],
    [
      { ...BOTH, settings: 'A/@b:c = x' },
      [
        'settings line 1: "b:c" in "A/@b:c" is not a valid XML name. Write names as they are in the file, without a prefix.',
      ],
    ],
    [
      { ...BOTH, settings: 'A/\u00b5b = x' },
      [
        'settings line 1: "\u00b5b" in "A/\u00b5b" is not a valid XML name. Write names as they are in the file, without a prefix.',
      ],
    ],
    ...['@xmlns', 'A/@xmlns:x'].map((path): (typeof cases)[number] => [
      { ...BOTH, settings: `${path} = x` },
      [
        `settings line 1: "${path}" declares a namespace, and namespaces cannot be managed. Remove the line; the file must declare them itself.`,
      ],
    ]),
    [
      { ...BOTH, settings: 'A = 1\nA/B = 2' },
      [
        'settings line 2: "A/B" is inside "A", which settings line 1 gives a value. An element contains either a value or other elements: remove one of the lines.',
      ],
    ],
    [
      { ...BOTH, settings: 'A/B/C/@d = 1\nAB = 3\nA/B = 2' },
      [
        'settings line 1: "A/B/C/@d" is inside "A/B", which settings line 3 gives a value. An element contains either a value or other elements: remove one of the lines.',
      ],
    ],
    [
      { ...BOTH, settings: 'SecuritySettings = x' },
      [
        'settings line 1: "SecuritySettings" contains elements that the action manages and has no value of its own. Write the path of an element or attribute in it.',
      ],
    ],
    [
      { ...BOTH, settings: 'SecuritySettings/AuthType/A = x' },
      [
        'settings line 1: "SecuritySettings/AuthType/A" is inside "SecuritySettings/AuthType", whose value the action manages. Remove the line.',
      ],
    ],
    [{ ...BOTH, settings: 'A = 1\nA/@b = 2\nAB/C = 3\nSecuritySettings/AuthType/@a = x\nÄ-1.é = y' }, []],
    [
      { ...BOTH, settings: "Applications/Application[@name='files']/@enabled = true" },
      [
        'settings line 1: "Applications/Application[…]" contains a predicate. Only elements that occur once can be managed. Write the plain path.',
      ],
    ],
    [
      { ...BOTH, settings: 'SecuritySettings/OAuthScopes = x' },
      ['settings line 1: "SecuritySettings/OAuthScopes" is managed by the action. Use the input scope.'],
    ],
    [
      { ...BOTH, settings: 'A = x\nA = y' },
      ['settings line 2: "A" has a different value than in settings line 1. Remove one of the lines.'],
    ],
  ]

  test.each(cases)('each problem of %j is told', (given, texts) => {
    expect(problems(given)).toEqual(texts)
  })

  test.each([
    'http://user:pa55word@login.microsoftonline.com/x/oauth2/v2.0/token',
    'https://user:pa55word@login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
    'https://user:pa55word@login.microsoftonline.com/x/oauth2/v2.0/authorize',
    'https://us er:pa55word@login.microsoftonline.com/token',
    'https://user:/pa55word@login.microsoftonline.com/token',
    'https://user:1#pa55word@login.microsoftonline.com/token',
    'https://user:1/pa55word@login.microsoftonline.com/token',
    'https:user:pa55word@login.microsoftonline.com/token',
    'user:pa55word@login.microsoftonline.com/token',
    '"http://user:pa55word@login.microsoftonline.com"',
  ])('no text quotes the password in %s', (url) => {
    const everything = [
      ...problems(withToken(url)),
      ...problems({ ...BOTH, tenantId: url }),
      ...problems({ ...BOTH, clientId: url }),
      ...problems({
        ...BOTH,
        properties: `provider_1.tokenEndpointUrl=${url}\nprovider_1.tokenEndpointUrl=${TOKEN}`,
      }),
      ...problems({ ...BOTH, settings: `${url}\nA[${url}] = x` }),
    ].join('\n')
    expect(problems(withToken(url))).toHaveLength(1)
    expect(everything).not.toContain('pa55word')
  })

  const OTHER_PROVIDER = {
    authorizeEndpointUrl: 'https://idp.example.com/app/oauth2/authorize',
    tokenEndpointUrl: 'https://idp.example.com/app/oauth2/v2.0/token',
    clientId: 'mobile',
    scope: 'openid',
  }

  test('the scope does not follow from the client of a provider other than Entra', () => {
    const noScope =
      'input scope: The scope is missing. Set scope, or add provider_1.scope to provider-properties.'
    for (const given of [{}, { tenantId: TENANT }])
      expect(problems({ ...OTHER_PROVIDER, scope: '', ...given })).toEqual([noScope])
    const mixed = { tokenEndpointUrl: TOKEN, clientId: CLIENT }
    expect(problems({ ...OTHER_PROVIDER, scope: '', ...mixed })).toEqual([
      noScope,
      expect.stringContaining("which is Entra's."),
    ])
  })

  test('versions of endpoints and forms of client IDs are rules of Entra only', () => {
    expect(problems({ ...OTHER_PROVIDER, tenantId: TENANT })).toEqual([])
    const v1 = { ...OTHER_PROVIDER, tokenEndpointUrl: 'https://idp.example.com/app/oauth2/token' }
    expect(findings(v1)).toEqual([])
    expect(problems({ ...OTHER_PROVIDER, clientId: 'my app' })).toEqual([
      "input client-id: The client ID contains spaces or line breaks. Copy the client ID from the provider's registration of Connections.",
    ])
    expect(problems({ ...OTHER_PROVIDER, clientId: '<client>' })).toEqual([
      'input client-id: The client ID contains a placeholder: "<client>". Copy the client ID from the provider\'s registration of Connections.',
    ])
  })

  test.each([
    ['General', 'Line 1 of provider-properties was not recognised.'],
    ['General\nProperties', 'Lines 1 and 2 of provider-properties were not recognised.'],
  ])('a value that is missing points to the lines that were not understood: %j', (properties, text) => {
    const all = problems({ properties })
    expect(all).toHaveLength(3)
    for (const problem of all) expect(problem).toContain(` ${text} Set `)
  })

  test("a client ID that looks like one of Entra's client secrets is not quoted", () => {
    expect(problems({ ...BOTH, clientId: 'abc8Q~secret' })).toEqual([
      "input client-id: The value is not an application (client) ID, which is a GUID. Copy the application (client) ID from the app registration's overview page.",
    ])
  })

  test('words that only may be secrets are no reason to refuse a value', () => {
    const properties = `${PROPERTIES}\nNote: the client secret is kept in connections.example.com`
    expect(problems({ properties })).toEqual([])
    expect(problems({ properties, scope: 'openid connections.example.com' })).toEqual([])
  })

  test('a property in other letters is pointed out', () => {
    const [, , text] = problems({ properties: `provider_1.clientid=${CLIENT}` })
    expect(text).toBe(
      'input client-id: The client ID is missing. provider-properties has "provider_1.clientid", but WebSphere distinguishes upper and lower case. Set client-id, or add provider_1.clientId to provider-properties.',
    )
  })

  test('a property of another provider is pointed out', () => {
    expect(problems({ properties: `provider_2.clientId=${CLIENT}` })[2]).toContain(
      'provider-properties has "provider_2.clientId". Is provider-id right?',
    )
  })
})

describe('when something about the values is odd,', () => {
  test.each<[Parameters<typeof inputs>[0], string[]]>([
    [
      { ...BOTH, scope: `openid api://${OTHER}/default` },
      [
        `MSSO001 input scope: The scope "api://${OTHER}/default" belongs to application "${OTHER}", but the client ID is "${CLIENT}". Use the ID of your own application; the vendor's table shows someone else's.`,
      ],
    ],
    [{ ...BOTH, scope: `api://${CLIENT.toUpperCase()}/default api://name/x` }, []],
    [
      {
        authorizeEndpointUrl: 'https://idp.example.com/auth',
        tokenEndpointUrl: 'https://sso.example.com/tok',
        clientId: 'mobile',
        scope: 'openid',
      },
      [
        'MSSO002 input token-endpoint-url: The authorization endpoint is on "idp.example.com", but the token endpoint is on "sso.example.com". Check that both belong to the same provider.',
      ],
    ],
    [
      { ...BOTH, tokenEndpointUrl: TOKEN.replace(TENANT, 'common') },
      [
        `MSSO003 input token-endpoint-url: The authorization endpoint belongs to tenant "${TENANT}", but the token endpoint belongs to tenant "common". Use the same tenant in both.`,
      ],
    ],
    [
      { ...BOTH, tenantId: 'contoso.com', authorizeEndpointUrl: AUTHORIZE, tokenEndpointUrl: TOKEN },
      [
        `MSSO004 input tenant-id: tenant-id is "contoso.com", but the authorization endpoint belongs to tenant "${TENANT}". Omit tenant-id or correct it. The explicit endpoint takes precedence.`,
      ],
    ],
    [
      {
        ...BOTH,
        authorizeEndpointUrl: AUTHORIZE.replace('/v2.0', ''),
        tokenEndpointUrl: TOKEN.replace('/v2.0', ''),
      },
      [
        'MSSO005 input token-endpoint-url: The endpoints are version 1, which does not support scopes of the form api://…. Use /oauth2/v2.0/ in both.',
      ],
    ],
    [
      { ...BOTH, properties: 'General\nProperties' },
      [
        'MSSO006 provider-properties: Lines 1 and 2 are not a property with a value. Remove what does not belong there. The content is not shown because it may contain a secret.',
      ],
    ],
    [
      { ...BOTH, properties: 'General' },
      [
        'MSSO006 provider-properties: Line 1 is not a property with a value. Remove what does not belong there. The content is not shown because it may contain a secret.',
      ],
    ],
    [
      { ...BOTH, authorizationParameters: 'client_id=x' },
      [
        'MSSO007 input authorization-parameters: The apps set "client_id" themselves. Remove it, or check on a phone that it does what you want.',
      ],
    ],
    [
      { ...BOTH, authorizationParameters: 'a={TENANT}' },
      [
        'MSSO007 input authorization-parameters: The apps do not know "{TENANT}". They replace only {MT_HOSTNAME} and {MT_ORGNAME}.',
      ],
    ],
  ])('%j has its findings', (given, texts) => {
    expect(findings(given)).toEqual(texts)
    expect(problems(given)).toEqual([])
  })

  test('many lines that were not understood are counted, not all listed', () => {
    expect(findings({ ...BOTH, properties: 'x\n'.repeat(30) })[0]).toContain(
      'Lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 and 10 more are',
    )
  })
})

describe('hosts of external tenants and B2C count as Entra', () => {
  const endpoints = (path: string, host = 'contoso.b2clogin.com') => ({
    authorizeEndpointUrl: `https://${host}/${path}/oauth2/v2.0/authorize`,
    tokenEndpointUrl: `https://${host}/${path}/oauth2/v2.0/token`,
    clientId: CLIENT,
    scope: 'openid',
  })

  test('with its rule for client IDs', () => {
    const given = { ...endpoints('contoso.onmicrosoft.com/b2c_1_sso'), clientId: 'x' }
    expect(problems(given)).toEqual([
      'input client-id: "x" is not an application (client) ID, which is a GUID. Copy the application (client) ID from the app registration\'s overview page.',
    ])
  })

  test.each([
    ['contoso.onmicrosoft.com/b2c_1_sso', undefined],
    ['contoso.onmicrosoft.com', undefined],
    ['tfp/contoso.onmicrosoft.com/b2c_1_sso', undefined],
    ['te/contoso.onmicrosoft.com/b2c_1_sso', undefined],
    ['contoso.onmicrosoft.com', 'contoso.ciamlogin.com'],
  ])('so that the tenant of %s is told', (path, host) => {
    const given = endpoints(path, host)
    expect(problems(given)).toEqual([])
    expect(findings(given)).toEqual([])
    expect(desiredState(inputs(given)).signIn.token).toMatchObject({
      tenant: 'contoso.onmicrosoft.com',
      version: 'v2',
    })
  })

  test('but a policy is no tenant', () => {
    expect(problems(endpoints('tfp/b2c_1_sso'))[0]).toContain('"b2c_1_sso" is not a tenant.')
  })
})

describe('where a value came from is told', () => {
  test('for each setting', () => {
    const given = { ...BOTH, scope: 'openid', authorizationParameters: 'a=b' }
    expect(sources(given)).toEqual({
      '@enabled': 'this action',
      AuthType: 'this action',
      OAuthAuthorizationURL: 'input tenant-id',
      OAuthTokenURL: 'input tenant-id',
      OAuthClientId: 'input client-id',
      OAuthScopes: 'input scope',
      OAuthAuthorizationURL_Parameters: 'input authorization-parameters',
    })
  })

  test('and whether it is an attribute or an element', () => {
    expect(desiredState(inputs(BOTH)).settings.slice(0, 2)).toEqual([
      { elements: ['SecuritySettings'], attribute: 'enabled', value: 'true', source: 'this action' },
      { elements: ['SecuritySettings', 'AuthType'], value: 'OAuth', source: 'this action' },
    ])
  })
})

test('blanks around scopes are none', () => {
  expect(values({ ...BOTH, scope: '  openid   profile ' })['OAuthScopes']).toBe(
    'openid profile offline_access',
  )
})

test('a finding about a foreign scope has both applications', () => {
  const [foreign] = desiredState(inputs({ ...BOTH, scope: `api://${OTHER}/default` })).findings
  expect(foreign).toMatchObject({ wanted: `api://${CLIENT}`, found: `api://${OTHER}` })
  expect(findings({ ...BOTH, scope: `https://x/api://${OTHER}/default` })).toEqual([])
})

describe('a client ID has to be a GUID', () => {
  const GUID = /is not an application \(client\) ID, which is a GUID/

  test.each([`x${CLIENT}`, `${CLIENT}0`])('and nothing more: %s', (clientId) => {
    expect(problems({ ...BOTH, clientId })).toEqual([expect.stringMatching(GUID)])
  })

  test('where one of the endpoints is of Entra', () => {
    const mixed = { tokenEndpointUrl: 'https://idp.example.com/token', clientId: 'x', scope: 'openid' }
    expect(problems({ ...mixed, authorizeEndpointUrl: AUTHORIZE })).toEqual([
      expect.stringMatching(GUID),
      expect.stringContaining("which is Entra's."),
    ])
  })

  test('where the tenant tells that Entra is meant', () => {
    const given = { tenantId: 'consumers', clientId: 'x', scope: 'openid' }
    expect(problems(given)).toEqual([expect.stringMatching(/^input tenant-id/), expect.stringMatching(GUID)])
  })

  test('but not where nothing tells', () => {
    expect(problems({ clientId: 'x', scope: 'openid' }).join('\n')).not.toMatch(GUID)
  })
})

describe('a tenant is refused', () => {
  test.each([
    'uncommon',
    'commons',
    `x${TENANT}`,
    `${TENANT}0`,
    '-contoso.com',
    'contoso.c_m',
    '.com',
    'contoso.0com',
  ])('when it is %s', (tenantId) => {
    expect(problems({ ...BOTH, tenantId })).toEqual([
      `input tenant-id: "${tenantId}" is not a tenant. Use the tenant ID (a GUID), a verified domain, "common" or "organizations".`,
    ])
  })

  test('without what stands before an "@" being shown', () => {
    expect(problems({ ...BOTH, tenantId: 'me:pw@contoso' })[0]).toContain('"…@contoso" is not a tenant.')
  })

  test('and explicit endpoints are still looked at', () => {
    const given = { ...BOTH, tenantId: 'my tenant', authorizeEndpointUrl: AUTHORIZE }
    expect(values(given)).toMatchObject({ OAuthAuthorizationURL: AUTHORIZE })
    expect(values(given)).not.toHaveProperty('OAuthTokenURL')
  })
})

describe('an endpoint', () => {
  const other = { clientId: 'mobile', scope: 'openid', tokenEndpointUrl: 'https://idp.example.com/token' }

  test.each(['https://login.microsoftonline.com/a/b/c/oauth2/v2.0/token', `${TOKEN}s`, `${TOKEN}/x`])(
    'of Entra has nothing before or after its path: %s',
    (tokenEndpointUrl) => {
      expect(problems({ ...BOTH, tokenEndpointUrl })).toEqual([
        expect.stringContaining('is not an Entra endpoint.'),
      ])
    },
  )

  test('that is no address is refused with an example of its kind', () => {
    expect(problems({ ...BOTH, authorizeEndpointUrl: 'https:x://idp.example.com/auth' })).toEqual([
      'input authorize-endpoint-url: "https:x://idp.example.com/auth" is not an absolute URL. Write the whole address, such as "https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/authorize".',
    ])
  })

  test('may hold encoded brackets in its query', () => {
    expect(problems({ ...other, authorizeEndpointUrl: 'https://idp.example.com/auth?x=%7Ba%7D' })).toEqual([])
  })

  test.each([
    ['https://idp.example.com/authorize/', 'https://idp.example.com/token'],
    ['https://idp.example.com/authorize/1/authorize', 'https://idp.example.com/authorize/1/token'],
  ])('that is swapped is shown as it should be: %s', (tokenEndpointUrl, suggestion) => {
    const authorizeEndpointUrl = 'https://idp.example.com/auth'
    expect(problems({ ...other, authorizeEndpointUrl, tokenEndpointUrl })).toEqual([
      `input token-endpoint-url: "${tokenEndpointUrl}" is the authorization endpoint. Did you mean "${suggestion}"?`,
    ])
  })

  test('of version 1 is a finding only beside another one', () => {
    const v1 = (url: string) => url.replace('/v2.0', '')
    const idp = (path: string) => `https://idp.example.com/${path}`
    const given = { clientId: CLIENT, scope: 'openid' }
    const ids = (authorizeEndpointUrl: string, tokenEndpointUrl: string) =>
      desiredState(inputs({ ...given, authorizeEndpointUrl, tokenEndpointUrl })).findings.map(({ id }) => id)
    expect(ids(v1(AUTHORIZE), idp('token'))).toEqual([])
    expect(ids(idp('auth'), v1(TOKEN))).toEqual([])
    expect(ids(v1(AUTHORIZE), v1(TOKEN))).toEqual(['MSSO005'])
  })
})

describe('a value', () => {
  test('may hold a short secret by chance, and none of six characters or more', () => {
    const given = (secret: string) => ({
      ...BOTH,
      properties: `provider_1.clientSecret=${secret}`,
      settings: `A = x${secret}x`,
    })
    expect(problems(given('ab~de'))).toEqual([])
    expect(problems(given('ab~def'))).toEqual([
      'settings line 1: The value for A contains the client secret. It must never be in mobile-config.xml. Check what you copied.',
    ])
  })

  test('may hold characters that take two units, and none of the halves alone', () => {
    expect(problems({ ...BOTH, settings: 'A = 😀😀' })).toEqual([])
    expect(problems({ ...BOTH, settings: 'A = x\ude00' })).toHaveLength(1)
    expect(problems({ ...BOTH, settings: 'A = \ude00\ud83d' })).toHaveLength(1)
  })
})

test.each(['1provider', 'a.b', '-x', ''])('a provider is not named %j', (providerId) => {
  expect(problems({ ...BOTH, providerId })).toEqual([
    `input provider-id: "${providerId}" is not the name of a provider. Write the part before the dot, such as "provider_1".`,
  ])
})

test.each([
  'client_id',
  'response_type',
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'CODE_CHALLENGE_METHOD',
])('the parameter %s is one that the apps set themselves', (name) => {
  expect(findings({ ...BOTH, authorizationParameters: `${name}=x` })).toEqual([
    `MSSO007 input authorization-parameters: The apps set "${name}" themselves. Remove it, or check on a phone that it does what you want.`,
  ])
})

test('a parameter has a name', () => {
  expect(problems({ ...BOTH, authorizationParameters: 'a=b&=c=d' })).toEqual([
    'input authorization-parameters: "=c=d" is not a name=value pair. Write name=value pairs separated by "&".',
  ])
})

describe('empty inputs are told once, with the question about variables', () => {
  const WHERE =
    '(vars.… and not secrets.…), in this repository, organisation or environment? See Settings, Secrets and variables, Actions, Variables. Variables of an environment reach only jobs with "environment:". Alternatively, set provider-properties, which is empty too; then neither is needed.'
  const ONE = `If it comes from a variable, is the variable set, under that name and not as a secret, ${WHERE}`
  const TENANT_EMPTY = `input tenant-id: tenant-id is empty. ${ONE}`
  const CLIENT_EMPTY = `input client-id: client-id is empty. ${ONE}`
  const BOTH_EMPTY = `inputs tenant-id and client-id: tenant-id and client-id are empty. If they come from variables, are these set, under those names and not as secrets, ${WHERE}`
  const missing = (name: string, input: string, more: string) =>
    `input ${input}: The ${name} is missing. Set ${input}, or add provider_1.${more}.`
  const NO_TOKEN = missing(
    'token endpoint',
    'token-endpoint-url',
    'tokenEndpointUrl to provider-properties, or set tenant-id',
  )
  const NO_AUTHORIZE = missing(
    'authorization endpoint',
    'authorize-endpoint-url',
    'authorizeEndpointUrl to provider-properties, or set tenant-id',
  )
  const NO_CLIENT = missing('client ID', 'client-id', 'clientId to provider-properties')
  const elsewhere = {
    authorizeEndpointUrl: 'https://idp.example.com/auth',
    tokenEndpointUrl: 'https://idp.example.com/token',
  }

  test.each<[string, Parameters<typeof inputs>[0], string[]]>([
    ['nothing at all', {}, [BOTH_EMPTY]],
    ['a scope alone', { scope: 'openid' }, [BOTH_EMPTY]],
    ['settings alone', { settings: 'A = x' }, [BOTH_EMPTY]],
    ['the client ID', { clientId: CLIENT }, [TENANT_EMPTY]],
    ['the tenant', { tenantId: TENANT }, [CLIENT_EMPTY]],
    ['both endpoints', { authorizeEndpointUrl: AUTHORIZE, tokenEndpointUrl: TOKEN }, [CLIENT_EMPTY]],
    ['one endpoint', { authorizeEndpointUrl: AUTHORIZE }, [CLIENT_EMPTY, NO_TOKEN]],
    ['one endpoint and the client ID', { tokenEndpointUrl: TOKEN, clientId: CLIENT }, [NO_AUTHORIZE]],
    [
      'the endpoints of another provider',
      elsewhere,
      ['input scope: The scope is missing. Set scope, or add provider_1.scope to provider-properties.'],
    ],
    [
      'properties without the client ID',
      { properties: `provider_1.authorizeEndpointUrl=${AUTHORIZE}\nprovider_1.tokenEndpointUrl=${TOKEN}` },
      [NO_CLIENT],
    ],
    [
      'properties without endpoints',
      { properties: `provider_1.clientId=${CLIENT}` },
      [NO_AUTHORIZE, NO_TOKEN],
    ],
  ])('with %s', (_, given, texts) => {
    expect(problems(given)).toEqual(texts)
  })

  test('and not at all where properties were given that cannot be read', () => {
    const providerProperties = { ...NO_VALUES.providerProperties, fault: { what: 'X.', cure: 'Y.' } }
    expect(desiredState({ ...NO_VALUES, providerProperties }).problems).toEqual([])
  })
})

describe('a missing value', () => {
  const clientId = (properties: string) =>
    problems({ properties, tenantId: TENANT, scope: 'openid' }).join('\n')
  const MISSING = 'input client-id: The client ID is missing.'
  const SET = 'Set client-id, or add provider_1.clientId to provider-properties.'

  test('is not said to be there in other letters when it is empty', () => {
    expect(clientId('provider_1.clientId=')).toBe(`${MISSING} ${SET}`)
  })

  test('is looked for at other providers by its own name', () => {
    expect(clientId('provider_2.clientId=x\nprovider_2.scope=y\nprovider_3.clientId=z')).toBe(
      `${MISSING} provider-properties has "provider_2.clientId", "provider_3.clientId". Is provider-id right? ${SET}`,
    )
    expect(clientId('provider_2.scope=y')).toBe(`${MISSING} ${SET}`)
  })
})

test('a property may be repeated with its value, and another provider may contradict itself', () => {
  const more = 'provider_1.scope=openid\nprovider_1.scope=openid\nprovider_2.scope=a\nprovider_2.scope=b'
  expect(problems({ ...BOTH, properties: more })).toEqual([])
})

test('of properties that contradict each other twenty are told', () => {
  const lines = Array.from({ length: 25 }, (_, index) => `provider_1.x=${index}`)
  expect(problems({ ...BOTH, properties: lines.join('\n') })).toHaveLength(20)
})

test('twenty lines that were not understood are all listed', () => {
  expect(findings({ ...BOTH, properties: 'x\n'.repeat(20) })[0]).toContain(' 18, 19 and 20 are not')
})

describe('a line of the settings', () => {
  test.each([
    ['@enabled', 'The action always sets it to true; remove the line.'],
    ['AuthType', 'The action always sets it to OAuth; remove the line.'],
    ['OAuthAuthorizationURL', 'Use the input authorize-endpoint-url.'],
    ['OAuthTokenURL', 'Use the input token-endpoint-url.'],
    ['OAuthClientId', 'Use the input client-id.'],
    ['OAuthScopes', 'Use the input scope.'],
    ['OAuthAuthorizationURL_Parameters', 'Use the input authorization-parameters.'],
  ])('can not give SecuritySettings/%s', (name, cure) => {
    const path = `SecuritySettings/${name}`
    expect(problems({ ...BOTH, settings: `${path} = x` })).toEqual([
      `settings line 1: "${path}" is managed by the action. ${cure}`,
    ])
    const place = name.startsWith('@')
      ? { elements: ['SecuritySettings'], attribute: name.slice(1) }
      : { elements: ['SecuritySettings', name] }
    expect(isManaged(place)).toBe(true)
    expect(isManaged({ elements: ['Push', name] })).toBe(false)
  })

  test.each([
    ['A = x #', { elements: ['A'], value: 'x #' }],
    ['  A  =  x  ', { elements: ['A'], value: 'x' }],
    ['myconfig/A = x', { elements: ['myconfig', 'A'], value: 'x' }],
    ['configA = x', { elements: ['configA'], value: 'x' }],
    ['A/@axmlns = x', { elements: ['A'], attribute: 'axmlns', value: 'x' }],
    ['A/@xmlnsa = x', { elements: ['A'], attribute: 'xmlnsa', value: 'x' }],
  ])('is read: %s', (settings, setting) => {
    expect(problems({ ...BOTH, settings })).toEqual([])
    expect(desiredState(inputs({ ...BOTH, settings })).settings.at(-1)).toEqual({
      ...setting,
      source: 'settings line 1',
    })
  })

  test.each([
    ['a blank line', '  \nA = x'],
    ['a comment behind blanks', '  # A = y\nA = x'],
    ['the same line again', 'A = x\nA = x'],
  ])('may stand beside %s', (_, settings) => {
    const state = desiredState(inputs({ ...BOTH, settings }))
    expect(state.problems).toEqual([])
    expect(state.settings.slice(6)).toMatchObject([{ elements: ['A'], value: 'x' }])
  })

  test('can not give a value to the root', () => {
    expect(problems({ ...BOTH, settings: 'config = x' })[0]).toContain(
      '"config" starts with the root element.',
    )
  })

  test('can not give a value to an element that two lines further in need', () => {
    expect(problems({ ...BOTH, settings: 'A/B/C = 1\nA = 2' })).toEqual([
      'settings line 1: "A/B/C" is inside "A", which settings line 2 gives a value. An element contains either a value or other elements: remove one of the lines.',
    ])
  })

  const path = (length: number) => Array.from({ length }, () => 'A').join('/')
  test('may have twenty parts', () => {
    expect(problems({ ...BOTH, settings: `${path(20)} = x` })).toEqual([])
    expect(problems({ ...BOTH, settings: `${path(21)} = x` })).toEqual([
      'settings line 1: The path has more than 20 parts. Write the path of an element in the file.',
    ])
  })
})

test('a value that is missing points to the property that has no provider before it', () => {
  expect(problems({ properties: `clientId=${CLIENT}`, tenantId: TENANT })).toContainEqual(
    expect.stringContaining('provider-properties has "clientId" without the prefix "provider_1.".'),
  )
})
