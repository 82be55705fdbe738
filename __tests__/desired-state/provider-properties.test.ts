import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseProviderProperties } from '../../src/desired-state/provider-properties.ts'
import { EXPORT_SCRIPT } from '../../src/wsadmin-script/index.ts'

const URL = 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize?a=b'
const pairs = (text: string) =>
  parseProviderProperties(text).properties.map(({ name, value }) => [name, value])

describe('a property is read from', () => {
  test.each([
    ['name=value', `provider_1.authorizeEndpointUrl=${URL}`],
    ['name = value', `provider_1.authorizeEndpointUrl = ${URL} `],
    ['name: value', `provider_1.authorizeEndpointUrl: ${URL}`],
    ['a quoted value', `provider_1.authorizeEndpointUrl="${URL}"`],
    ['a quoted name', `"provider_1.authorizeEndpointUrl" = "${URL}"`],
    ['a member of a JSON object', `  "provider_1.authorizeEndpointUrl": "${URL}",`],
    ['an element of a JSON array', `  "provider_1.authorizeEndpointUrl=${URL}",`],
    ['columns of blanks', `provider_1.authorizeEndpointUrl   ${URL}    The endpoint   true`],
    ['cells in backticks', `| \`provider_1.authorizeEndpointUrl\` | \`${URL}\` | The endpoint |`],
    ['a table with tabs', `provider_1.authorizeEndpointUrl\t${URL}\tThe endpoint\ttrue`],
    ['a table with bars', `| provider_1.authorizeEndpointUrl | ${URL} | The endpoint |`],
    ['a table without outer bars', `provider_1.authorizeEndpointUrl | ${URL}`],
    ['a table in escaped Markdown', `| provider\\_1.authorizeEndpointUrl | ${URL} |`],
    ['a list of wsadmin', `[name provider_1.authorizeEndpointUrl] [value ${URL}]`],
    [
      'a nested list of wsadmin',
      `[properties "[[[description []] [name provider_1.authorizeEndpointUrl] [required false] [value ${URL}]]]"]`,
    ],
    [
      'a list over several lines',
      `[description []]\n[name provider_1.authorizeEndpointUrl]\n[required false]\n[value ${URL}]`,
    ],
    [
      'the string that interactive Jython shows',
      `'[[description []] [name provider_1.authorizeEndpointUrl] [required false] [value ${URL}]]'`,
    ],
    [
      'that string with line ends in it',
      `u'[description []]\\n[name provider_1.authorizeEndpointUrl]\\n[required false]\\n[value ${URL}]'`,
    ],
    [
      'text with a byte order mark, CRLF and no-break spaces',
      `\uFEFFprovider_1.authorizeEndpointUrl:\u00A0${URL}\r\n`,
    ],
  ])('%s', (_, text) => {
    expect(pairs(text)).toEqual([['provider_1.authorizeEndpointUrl', URL]])
    expect(parseProviderProperties(text).ignoredLines).toEqual([])
  })
})

test('lists hold several properties, with blanks in quotes and empty values', () => {
  const text =
    '[[[name provider_1.scope] [value "openid profile"]] [[name provider_1.a] [value []]] [[name provider_1.b] [value ""]]]'
  expect(pairs(text)).toEqual([
    ['provider_1.scope', 'openid profile'],
    ['provider_1.a', ''],
    ['provider_1.b', ''],
  ])
})

describe('several properties in one line are read from', () => {
  test.each([
    [
      "wsadmin's custom properties",
      `-customProperties ["provider_1.clientId=abc","provider_1.scope=openid profile"]`,
    ],
    [
      'a whole command of wsadmin',
      `AdminTask.configureInterceptor('[-interceptor com.ibm.ws.security.oidc.client.RelyingParty -customProperties ["provider_1.clientId=abc","provider_1.scope=openid profile"]]')`,
    ],
    [
      'a command in a shell',
      String.raw`wsadmin -c "… -customProperties [\"provider_1.clientId=abc\",\"provider_1.scope=openid profile\"]"`,
    ],
    ['a JSON object', `{ "provider_1.clientId": "abc", "provider_1.scope": "openid profile" }`],
    ['text with backticks', '`provider_1.clientId`: `abc`, `provider_1.scope`: `openid profile`'],
    ['a folded block of YAML', `provider_1.clientId=abc provider_1.scope=openid profile`],
    [
      'quotes that a list escapes',
      String.raw`[properties "[[[name provider_1.clientId] [value abc]] [[name provider_1.scope] [value \"openid profile\"]]]"]`,
    ],
  ])('%s', (_, text) => {
    expect(pairs(text)).toEqual([
      ['provider_1.clientId', 'abc'],
      ['provider_1.scope', 'openid profile'],
    ])
    expect(parseProviderProperties(text).ignoredLines).toEqual([])
  })
})

test('headers, rules, comments and blank lines are no properties and no mistakes', () => {
  const text =
    '# comment\n! comment\n\n| Name | Value |\n| --- | :-- |\n|Name|Value|\nName | Value\nProperty name\tValue\nName   Value\n[\n]\n```\n'
  expect(parseProviderProperties(text)).toEqual({
    properties: [],
    secrets: [],
    ignoredLines: [],
    fault: undefined,
  })
})

describe('what people paste with a table is no mistake:', () => {
  test.each([
    'Property | Value',
    'Property\tValue',
    '|Property|Value|',
    'Select Name Value',
    'Select\tName\tValue\tDescription',
    'Name\tValue\tDescription\tRequired\tValidation expression',
    'Property name   Value',
    'You can administer the following resources:',
    'Total 4',
    'Total: 76',
    'Total\t12',
  ])('%j', (line) => {
    expect(parseProviderProperties(line)).toMatchObject({ properties: [], ignoredLines: [] })
  })
})

describe('a property of the interceptor itself, without a provider, is read:', () => {
  test.each([
    'JndiCacheName services/cache/OpenidRpCache',
    'jndiCacheName services/cache/OpenidRpCache',
    'JndiCacheName=services/cache/OpenidRpCache',
    'jndiCacheName = services/cache/OpenidRpCache',
    'jndiCacheName: services/cache/OpenidRpCache',
    'JndiCacheName\tservices/cache/OpenidRpCache\tfalse',
    '| JndiCacheName | services/cache/OpenidRpCache |',
    'endSessionEndpointEnabled   services/cache/OpenidRpCache',
    '"jndiCacheName": "services/cache/OpenidRpCache",',
    '"jndiCacheName=services/cache/OpenidRpCache",',
    '[name jndiCacheName] [value services/cache/OpenidRpCache]',
  ])('%s', (line) => {
    const { properties, ignoredLines } = parseProviderProperties(line)
    expect(properties).toMatchObject([
      { name: expect.stringMatching(/^\w+$/), value: 'services/cache/OpenidRpCache' },
    ])
    expect(ignoredLines).toEqual([])
  })

  test('and its value is masked where it is a secret', () => {
    expect(parseProviderProperties('clientSecret=abc~def').secrets).toEqual(['abc~def'])
  })
})

test.each([
  'OpenID: see the console',
  'GitHub is where it is',
  'Total cost 4 dollars',
  'Property of the company',
  'Select a name and a value',
  'Name Value Something',
  'jndiCacheName is set to services/cache/OpenidRpCache',
])('prose is not understood, and no property: %s', (line) => {
  expect(parseProviderProperties(line)).toMatchObject({ properties: [], ignoredLines: [1] })
})

test('lines that are not understood are counted, not shown', () => {
  expect(parseProviderProperties('General Properties\nprovider_1.a=b\nfoo\n').ignoredLines).toEqual([1, 3])
})

test('the line of a property is told', () => {
  expect(parseProviderProperties('\n\nprovider_1.a=b').properties).toEqual([
    { name: 'provider_1.a', value: 'b', line: 3 },
  ])
})

describe('among secrets', () => {
  test.each([
    ['of any provider', 'provider_2.clientSecret=abc~def'],
    ['in quotes', 'provider_1.clientSecret: "abc~def"'],
    ['in a list', '[name provider_1.clientSecret] [value abc~def]'],
    ['in an interactive list', `'[[name provider_1.clientSecret]\\n[value abc~def]]'`],
    ['in custom properties', '-customProperties ["provider_1.clientId=x","provider_1.clientSecret=abc~def"]'],
    ['in a folded block', 'provider_1.clientId=x provider_1.clientSecret=abc~def provider_1.scope=openid'],
    ['in columns', 'provider_1.clientSecret   abc~def   The secret'],
    ['in backticks', '| `provider_1.clientSecret` | `abc~def` |'],
    ['as a password', 'provider_1.keyPassword=abc~def'],
  ])('%s are to be masked', (_, text) => {
    expect(parseProviderProperties(text).secrets).toEqual(['abc~def'])
  })

  test.each(['pass', '1234', 'aaab', 'openid', 'Xy8Q~ secret', '<abc', 'mysecret'])(
    'a named one is always masked: %s',
    (secret) => {
      expect(parseProviderProperties(`provider_1.clientSecret=${secret}`).secrets).toEqual([secret])
    },
  )

  test.each([
    '',
    'x',
    'abc',
    '***',
    '**********',
    'xxxxxxxx',
    '•••••',
    '<secret>',
    '{secret}',
    '${SECRET}',
    'changeme',
    'Change-Me',
    'none',
  ])('what only stands for one is not masked: %s', (placeholder) => {
    expect(parseProviderProperties(`provider_1.clientSecret=${placeholder}`).secrets).toEqual([])
  })

  test.each([
    'my client secret is abc~def~ghi',
    'our clientSecret=abc8Q~defghi, do not share',
    'clientSecret: see the password safe of the production environment',
  ])('a line that is not understood is never shown, so no word of it is masked: %s', (line) => {
    expect(parseProviderProperties(line)).toMatchObject({ properties: [], secrets: [], ignoredLines: [1] })
  })

  test('no ordinary property counts', () => {
    expect(parseProviderProperties('provider_1.clientId=abc')).toMatchObject({ secrets: [] })
  })
})

test('every form of the same properties gives the same list', () => {
  const name = fc.stringMatching(/^provider_[1-9]\.[a-zA-Z]{1,12}$/)
  // What starts with a separator is none of columns of blanks.
  const value = fc.stringMatching(/^[A-Za-z0-9/.?&~-][A-Za-z0-9:/.?=&~-]{0,29}$/)
  const list = fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(list, (properties) => {
      const forms = [
        (key: string, text: string) => `${key}=${text}`,
        (key: string, text: string) => `${key}: ${text}`,
        (key: string, text: string) => `${key}\t${text}`,
        (key: string, text: string) => `${key}   ${text}`,
        (key: string, text: string) => `-customProperties ["${key}=${text}"]`,
        (key: string, text: string) => `"${key}" = "${text}"`,
        (key: string, text: string) => `| ${key} | ${text} |`,
        (key: string, text: string) => `[[name ${key}] [required false] [value ${text}]]`,
      ]
      for (const form of forms) {
        expect(pairs(properties.map(([key, text]) => form(key, text)).join('\n'))).toEqual(properties)
      }
    }),
    { numRuns: 200 },
  )
})

test('no text makes it throw, and every property comes from its line', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.stringMatching(/^([[\]|=:\t "'`a-z.\n_\\]|name|value|secret|provider_1\.){0,60}$/),
  )
  fc.assert(
    fc.property(text, (pasted) => {
      const { properties, ignoredLines } = parseProviderProperties(pasted)
      const lines = pasted.split(/\r\n|\r|\n/).length
      for (const line of [...properties.map((property) => property.line), ...ignoredLines])
        expect(line).toBeLessThanOrEqual(lines)
    }),
    { numRuns: 1000 },
  )
})

describe('a value is', () => {
  test.each<[string, string, string]>([
    ['kept with the bars in it', 'provider_1.a=b|c', 'b|c'],
    ['kept with the comment sign in it', 'provider_1.a=b#c', 'b#c'],
    ['kept with the quotes inside of it', 'provider_1.a=x "y"', 'x "y"'],
    ['kept with the quotes at its start', 'provider_1.a="x"y', '"x"y'],
    ['trimmed inside of its quotes', 'provider_1.a=" x "', 'x'],
    ['the whole cell of a row with tabs', 'provider_1.a\tb  c\td', 'b  c'],
    ['the whole column', 'provider_1.a   b c   d e', 'b c'],
    ['the whole column behind no-break spaces', 'provider_1.a\u00a0\u00a0b c', 'b c'],
    ['freed from the backslashes of Markdown', '| provider\\_1.a | b\\_c |', 'b_c'],
    ['kept with its backslashes in backticks', '| provider_1.a | `b\\_c` |', 'b\\_c'],
    ['freed from the backslashes before its quotes', '["provider_1.a=say \\"x\\""]', 'say "x"'],
    ['read from between backticks', 'note `provider_1.a=b`', 'b'],
    ['kept with the names and quotes in it', 'provider_1.a={"user.name":"b"}', '{"user.name":"b"}'],
    ['freed from the backslashes of Markdown up to a backtick', '| provider_1.a | b\\_c` |', 'b_c`'],
    ['read behind blanks', '  provider_1.a=b', 'b'],
    ['read behind blanks and tabs', '  \tprovider_1.a=b', 'b'],
    ['read from a table behind blanks', '  | provider_1.a | b |', 'b'],
    ['trimmed in a list', '[name provider_1.a] [value   b c  ]', 'b c'],
    ['trimmed inside of its quotes in a list', '[name provider_1.a] [value " b "]', 'b'],
    ['kept with the quotes inside of it in a list', '[name provider_1.a] [value b"c"]', 'b"c"'],
    [
      'kept with the brackets in its quotes in a list',
      '[name provider_1.a] [value \\"b [c] d\\"]',
      'b [c] d',
    ],
    ['empty in a list that has none', '[name provider_1.a] [value]', ''],
    ['empty in a list that has only a blank', '[name provider_1.a] [value ]', ''],
    ['read from a list with blanks behind its quotes', '[name provider_1.a] [value "b" ]', 'b'],
    ['read from a list with blanks between its brackets', '[ [name provider_1.a] [value b] ]', 'b'],
    ['read from a list behind blanks', `  u'[[name provider_1.a] [value b]]'`, 'b'],
  ])('%s: %s', (_, text, value) => {
    expect(pairs(text)).toEqual([['provider_1.a', value]])
  })
})

test('names have as many parts as they like', () => {
  expect(pairs('provider_1.a.b=c')).toEqual([['provider_1.a.b', 'c']])
})

test('a folded block may hold more than nine providers', () => {
  expect(pairs('provider_9.a=b provider_10.a = c')).toEqual([
    ['provider_9.a', 'b'],
    ['provider_10.a', 'c'],
  ])
})

test('a byte order mark is one at the start only', () => {
  expect(pairs('provider_1.a=b\uFEFFc')).toEqual([['provider_1.a', 'b\uFEFFc']])
})

test.each([
  'provider\\1.a=b',
  'see [name provider_1.a] [value b]',
  'Name   Something',
  'Nickname   Value',
  'Names | Value',
  'Name   My value',
  'Name',
])('a line is counted as not understood: %s', (line) => {
  expect(parseProviderProperties(line)).toMatchObject({ properties: [], ignoredLines: [1] })
})

test.each(['  # comment', '  ! comment', ' [value provider_1.a]', '[value b] [name x]'])(
  'a line holds no property and is no mistake: %s',
  (line) => {
    expect(parseProviderProperties(line)).toMatchObject({ properties: [], ignoredLines: [] })
  },
)

test.each(['{{secret}}', '${{ secret }}'.replaceAll(' ', ''), 'password', 'null', 'TRUE'])(
  'what only stands for a secret is not masked: %s',
  (placeholder) => {
    expect(parseProviderProperties(`provider_1.clientSecret=${placeholder}`).secrets).toEqual([])
  },
)

describe('a file that export-mobile-config.py has made', () => {
  const exported = (...lines: string[]) =>
    parseProviderProperties([EXPORT_SCRIPT.match(/(?<=^FIRST_LINE = ').*(?='$)/m)![0], ...lines].join('\r\n'))

  test.each([
    ['a backslash', String.raw`a.b=/mobile\\.\\d+`, String.raw`/mobile\.\d+`],
    ['blanks at the ends', String.raw`a.b=\u0020x \u0020`, ' x  '],
    ['quotes, which belong to it', 'a.b="x"', '"x"'],
    ['what looks like another property', 'a.b=x provider_2.scope=y', 'x provider_2.scope=y'],
    ['letters of every kind', String.raw`a.b=\u00fc\ud83d\ude00`, 'ü😀'],
    ['a comment sign', 'a.b=#x', '#x'],
  ])('gives a value as the server has it, with %s', (_, line, value) => {
    expect(exported(line)).toMatchObject({ properties: [{ name: 'a.b', value, line: 2 }], ignoredLines: [] })
  })

  test('gives names as the server has them', () => {
    expect(exported(String.raw`\#a\ b\=c\:=x`).properties).toMatchObject([{ name: '#a b=c:', value: 'x' }])
  })

  test('has comments that are no properties, and lines of people that are read as pasted ones', () => {
    const { properties, secrets } = exported('#a.b=c', 'provider_1.clientSecret="Zt8~Q.x"', 'a.b: c')
    expect(properties.map(({ value }) => value)).toEqual(['Zt8~Q.x', 'c'])
    expect(secrets).toEqual(['Zt8~Q.x'])
  })
})
