import { describe, expect, test } from 'vitest'
import type { DesiredSetting } from '../../src/desired-state/index.ts'
import { renderMobileConfig } from '../../src/mobile-config/index.ts'
import { isFromSkeleton, SKELETON } from '../../src/mobile-config/skeleton.ts'
import { renderNow } from './render-now.ts'
import { SETTINGS, setting } from './settings.ts'

const NAMESPACE = 'http://www.ibm.com/mobile-config'
const wrap = (content: string, root = `<config xmlns="${NAMESPACE}">`) => `${root}${content}</config>`

function render(text: string, settings: readonly DesiredSetting[] = SETTINGS): string {
  return Buffer.from(
    renderNow({ path: 'mobile-config.xml', bytes: Buffer.from(text) }, settings).bytes,
  ).toString()
}

const AUTH = [setting('SecuritySettings/AuthType', 'OAuth')]
const URL_ONLY = [setting('SecuritySettings/OAuthTokenURL', 'https://a/b?c=1&d=<2>')]

describe('a value is replaced', () => {
  test.each([
    ['text', '<AuthType>Form</AuthType>', '<AuthType>OAuth</AuthType>'],
    ['an empty pair of tags', '<AuthType></AuthType>', '<AuthType>OAuth</AuthType>'],
    ['an empty-element tag', '<AuthType/>', '<AuthType>OAuth</AuthType>'],
    [
      'an empty-element tag with a blank and attributes',
      "<AuthType a='/>' />",
      "<AuthType a='/>'>OAuth</AuthType>",
    ],
    ['a CDATA section', '<AuthType><![CDATA[Form]]></AuthType>', '<AuthType><![CDATA[OAuth]]></AuthType>'],
    [
      'a CDATA section with white space around',
      '<AuthType>\n <![CDATA[Form]]>\n</AuthType>',
      '<AuthType>\n <![CDATA[OAuth]]>\n</AuthType>',
    ],
    [
      'a CDATA section with white space inside',
      '<AuthType><![CDATA[\n Form\n]]></AuthType>',
      '<AuthType><![CDATA[\n OAuth\n]]></AuthType>',
    ],
    [
      'an empty CDATA section',
      '<AuthType> <![CDATA[]]><!-- x --></AuthType>',
      '<AuthType> <![CDATA[OAuth]]><!-- x --></AuthType>',
    ],
    [
      'a CDATA section of white space',
      '<AuthType><![CDATA[\n ]]></AuthType>',
      '<AuthType><![CDATA[\n OAuth]]></AuthType>',
    ],
    [
      'text beside CDATA with white space around',
      '<AuthType>\n Fo<![CDATA[rm]]> \n</AuthType>',
      '<AuthType>\n OAuth \n</AuthType>',
    ],
    ['nothing but white space', '<AuthType>\n</AuthType>', '<AuthType>OAuth\n</AuthType>'],
    ['CDATA beside text', '<AuthType><![CDATA[Fo]]>rm</AuthType>', '<AuthType>OAuth</AuthType>'],
    ['text beside CDATA', '<AuthType>Fo<![CDATA[rm]]></AuthType>', '<AuthType>OAuth</AuthType>'],
    [
      'text over several lines',
      '<AuthType>\n     Form\r\n  </AuthType>',
      '<AuthType>\n     OAuth\r\n  </AuthType>',
    ],
    [
      'text with white space around, beside a comment',
      '<AuthType>\n  Form \n <!-- x --> \n</AuthType>',
      '<AuthType>\n  OAuth \n <!-- x --> \n</AuthType>',
    ],
    [
      'text before a comment',
      '<AuthType>Form<!-- <b>was</b> TAM --></AuthType>',
      '<AuthType>OAuth<!-- <b>was</b> TAM --></AuthType>',
    ],
    ['text after a comment', '<AuthType><!-- x -->Form</AuthType>', '<AuthType><!-- x -->OAuth</AuthType>'],
    [
      'CDATA beside a comment',
      '<AuthType><!-- x --><![CDATA[Form]]></AuthType>',
      '<AuthType><!-- x --><![CDATA[OAuth]]></AuthType>',
    ],
    ['nothing but a comment', '<AuthType><!-- x --></AuthType>', '<AuthType>OAuth<!-- x --></AuthType>'],
    ['a value with references', '<AuthType>&#70;orm&amp;</AuthType>', '<AuthType>OAuth</AuthType>'],
    [
      'a value in a tag over several lines',
      '<AuthType\n\ta="1"\n>Form</AuthType\n>',
      '<AuthType\n\ta="1"\n>OAuth</AuthType\n>',
    ],
  ])('%s', (_, before, after) => {
    const section = (content: string) => wrap(`<SecuritySettings>${content}</SecuritySettings>`)
    expect(render(section(before), AUTH)).toBe(section(after))
  })

  test('special characters are escaped, and CDATA is kept where the value allows it', () => {
    const section = (content: string) =>
      wrap(`<SecuritySettings><OAuthTokenURL>${content}</OAuthTokenURL></SecuritySettings>`)
    expect(render(section('x'), URL_ONLY)).toBe(section('https://a/b?c=1&amp;d=&lt;2&gt;'))
    expect(render(section('<![CDATA[x]]>'), URL_ONLY)).toBe(section('<![CDATA[https://a/b?c=1&d=<2>]]>'))
    expect(render(section('<![CDATA[x]]>'), [setting('SecuritySettings/OAuthTokenURL', 'a]]>b')])).toBe(
      section('a]]&gt;b'),
    )
  })
})

describe('an attribute is', () => {
  const ENABLED = [setting('SecuritySettings/@enabled', 'true')]
  test.each([
    ['replaced in double quotes', '<SecuritySettings enabled="false">', '<SecuritySettings enabled="true">'],
    [
      'replaced in single quotes',
      "<SecuritySettings enabled = 'false' >",
      "<SecuritySettings enabled = 'true' >",
    ],
    [
      'replaced beside others that hold its name',
      '<SecuritySettings xenabled="1" a="enabled=\'x\'" enabled="no">',
      '<SecuritySettings xenabled="1" a="enabled=\'x\'" enabled="true">',
    ],
    ['added to a bare tag', '<SecuritySettings>', '<SecuritySettings enabled="true">'],
    [
      'added after the others, quoted like them',
      "<SecuritySettings\n  a='1'\n>",
      "<SecuritySettings\n  a='1' enabled='true'\n>",
    ],
    [
      'left when it is right, blanks or not',
      '<SecuritySettings enabled=" true ">',
      '<SecuritySettings enabled=" true ">',
    ],
  ])('%s', (_, before, after) => {
    expect(render(wrap(`${before}</SecuritySettings>`), ENABLED)).toBe(wrap(`${after}</SecuritySettings>`))
  })

  test('escaped for its quotes', () => {
    const settings = [setting('A/@a', `<&>"'`), setting('A/@b', `<&>"'`)]
    expect(render(wrap(`<A a="" b=''/>`), settings)).toBe(
      wrap(`<A a="&lt;&amp;&gt;&quot;'" b='&lt;&amp;&gt;"&apos;'/>`),
    )
  })

  test('one of the root', () => {
    expect(render(wrap(''), [setting('@id', 'x')])).toBe(wrap('', `<config xmlns="${NAMESPACE}" id="x">`))
  })
})

describe('missing elements are inserted', () => {
  const lines = (...content: string[]) =>
    [`<config xmlns="${NAMESPACE}">`, ...content, '</config>', ''].join('\n')
  const OAUTH = ['AuthorizationURL', 'TokenURL', 'ClientId', 'Scopes'].map((name) =>
    setting(`SecuritySettings/OAuth${name}`, name),
  )
  const PARAMETERS = [setting('SecuritySettings/OAuthAuthorizationURL_Parameters', 'a=b')]

  test("before the end tag, in the vendor's order, indented like their siblings", () => {
    const before = lines(
      '\t<SecuritySettings>',
      '\t\t<AuthType>OAuth</AuthType>',
      '\t\t<!-- end -->',
      '\t</SecuritySettings>',
    )
    expect(render(before, OAUTH)).toBe(
      lines(
        '\t<SecuritySettings>',
        '\t\t<AuthType>OAuth</AuthType>',
        '\t\t<!-- end -->',
        '\t\t<OAuthAuthorizationURL>AuthorizationURL</OAuthAuthorizationURL>',
        '\t\t<OAuthTokenURL>TokenURL</OAuthTokenURL>',
        '\t\t<OAuthClientId>ClientId</OAuthClientId>',
        '\t\t<OAuthScopes>Scopes</OAuthScopes>',
        '\t</SecuritySettings>',
      ),
    )
  })

  test('only those that are missing', () => {
    const before = lines(
      '  <SecuritySettings>',
      '    <OAuthTokenURL>TokenURL</OAuthTokenURL>',
      '    <OAuthScopes>Scopes</OAuthScopes>',
      '  </SecuritySettings>',
    )
    expect(render(before, OAUTH)).toBe(
      before.replace(
        '  </SecuritySettings>',
        '    <OAuthAuthorizationURL>AuthorizationURL</OAuthAuthorizationURL>\n    <OAuthClientId>ClientId</OAuthClientId>\n  </SecuritySettings>',
      ),
    )
  })

  test('parameters on the line after OAuthLogoutURL, behind its comment', () => {
    const before = lines(
      '  <SecuritySettings>',
      '    <OAuthLogoutURL/> <!-- optional -->',
      '    <OAuthScopes/>',
      '  </SecuritySettings>',
    )
    expect(render(before, PARAMETERS)).toBe(
      before.replace(
        '<!-- optional -->\n',
        '<!-- optional -->\n    <OAuthAuthorizationURL_Parameters>a=b</OAuthAuthorizationURL_Parameters>\n',
      ),
    )
  })

  test('parameters directly after OAuthLogoutURL when more follows on its line', () => {
    const before = lines(
      '  <SecuritySettings>',
      '    <OAuthLogoutURL/><OAuthScopes/>',
      '  </SecuritySettings>',
    )
    expect(render(before, PARAMETERS)).toBe(
      before.replace(
        '<OAuthLogoutURL/>',
        '<OAuthLogoutURL/><OAuthAuthorizationURL_Parameters>a=b</OAuthAuthorizationURL_Parameters>',
      ),
    )
    const inline = wrap('<SecuritySettings><OAuthLogoutURL/></SecuritySettings>')
    expect(render(inline, PARAMETERS)).toBe(
      inline.replace(
        '</Sec',
        '<OAuthAuthorizationURL_Parameters>a=b</OAuthAuthorizationURL_Parameters></Sec',
      ),
    )
  })

  test('parameters at the end without OAuthLogoutURL', () => {
    const before = lines('  <SecuritySettings>', '    <OAuthScopes/>', '  </SecuritySettings>')
    expect(render(before, PARAMETERS)).toBe(
      before.replace(
        '  </Sec',
        '    <OAuthAuthorizationURL_Parameters>a=b</OAuthAuthorizationURL_Parameters>\n  </Sec',
      ),
    )
  })

  test('AuthType first in its section', () => {
    const before = lines('  <SecuritySettings> <!-- x -->', '    <OAuthScopes/>', '  </SecuritySettings>')
    expect(render(before, AUTH)).toBe(
      before.replace('<!-- x -->\n', '<!-- x -->\n    <AuthType>OAuth</AuthType>\n'),
    )
    const inline = wrap('<SecuritySettings><OAuthScopes/></SecuritySettings>')
    expect(render(inline, AUTH)).toBe(
      inline.replace('<OAuthScopes/>', '<AuthType>OAuth</AuthType><OAuthScopes/>'),
    )
  })

  test('on the same line where the parent has its children there', () => {
    const before = wrap('<SecuritySettings><AuthType>OAuth</AuthType></SecuritySettings>')
    expect(render(before, URL_ONLY)).toBe(
      before.replace('</Sec', '<OAuthTokenURL>https://a/b?c=1&amp;d=&lt;2&gt;</OAuthTokenURL></Sec'),
    )
  })

  test.each([
    ['an empty-element tag', '<SecuritySettings enabled="false"/>'],
    ['an empty-element tag with a blank', '<SecuritySettings enabled="false" />'],
    ['an empty pair of tags', '<SecuritySettings enabled="false"></SecuritySettings>'],
    ['nothing but a line end', '<SecuritySettings enabled="false">\n    </SecuritySettings>'],
  ])('into %s', (_, section) => {
    const after = render(lines('    <Push/>', `    ${section}`), SETTINGS.slice(0, 2))
    expect(after).toBe(
      lines(
        '    <Push/>',
        '    <SecuritySettings enabled="true">',
        '        <AuthType>OAuth</AuthType>',
        '    </SecuritySettings>',
      ),
    )
  })

  test('with the whole section where there is none', () => {
    expect(render(lines('\t<Push/>'), SETTINGS.slice(0, 2))).toBe(
      lines(
        '\t<Push/>',
        '\t<SecuritySettings enabled="true">',
        '\t\t<AuthType>OAuth</AuthType>',
        '\t</SecuritySettings>',
      ),
    )
    expect(render(`<config xmlns="${NAMESPACE}"/>`, AUTH)).toBe(
      `<config xmlns="${NAMESPACE}">\n  <SecuritySettings>\n    <AuthType>OAuth</AuthType>\n  </SecuritySettings>\n</config>`,
    )
  })

  test.each(['<SecuritySettings/>', '<SecuritySettings></SecuritySettings>'])(
    'into an empty section behind something else on its line: %s',
    (section) => {
      expect(render(lines('  <Push/><!-- x -->', `  <!-- y --> ${section}`), AUTH)).toBe(
        lines(
          '  <Push/><!-- x -->',
          '  <!-- y --> <SecuritySettings>',
          '  <AuthType>OAuth</AuthType>',
          '</SecuritySettings>',
        ),
      )
    },
  )

  test('in the line of an empty section, whatever has ended before', () => {
    const content = lines('  <Push>', '  </Push>', '  <SecuritySettings/>')
    const { changes } = renderNow({ path: 'm.xml', bytes: Buffer.from(content) }, AUTH)
    expect(changes).toMatchObject([{ setting: 'SecuritySettings/AuthType', line: 4 }])
  })

  test.each(['m', 'mobile'])('with the prefix and the line ends of the file: %s', (prefix) => {
    const before = `<${prefix}:config xmlns:${prefix}="${NAMESPACE}">\r\n  <${prefix}:SecuritySettings>\r\n    <${prefix}:AuthType>OAuth</${prefix}:AuthType>\r\n  </${prefix}:SecuritySettings>\r\n</${prefix}:config>`
    expect(render(before, OAUTH.slice(0, 1))).toBe(
      before.replace(
        `  </${prefix}:Sec`,
        `    <${prefix}:OAuthAuthorizationURL>AuthorizationURL</${prefix}:OAuthAuthorizationURL>\r\n  </${prefix}:Sec`,
      ),
    )
  })

  test('with old Macintosh line ends', () => {
    const before = `<config xmlns="${NAMESPACE}">\r <SecuritySettings>\r  <AuthType>OAuth</AuthType>\r </SecuritySettings>\r</config>`
    expect(render(before, OAUTH.slice(0, 1))).toBe(
      before.replace(' </Sec', '  <OAuthAuthorizationURL>AuthorizationURL</OAuthAuthorizationURL>\r </Sec'),
    )
  })

  test('of the settings input at the end of their parent, with a finding', () => {
    const before = lines('  <Push>', '    <A/>', '  </Push>')
    const { findings, changes } = renderNow({ path: 'm.xml', bytes: Buffer.from(before) }, [
      setting('Push/Proxy', 'x'),
      setting('New', 'y'),
    ])
    expect(findings.map(({ id, where, what }) => `${id} ${where} ${what}`)).toEqual([
      'MSSO011 m.xml:4 Push/Proxy was not in the file and has been added at the end of "Push".',
      'MSSO011 m.xml:5 New was not in the file and has been added at the end of "config".',
    ])
    expect(changes.map(({ line, before: old }) => [line, old])).toEqual([
      [4, null],
      [5, null],
    ])
    expect(render(before, [setting('Push/Proxy', ''), setting('New', 'y')])).toBe(
      lines('  <Push>', '    <A/>', '    <Proxy/>', '  </Push>', '  <New>y</New>'),
    )
  })

  test('of the settings input with a finding also in the security section, and attributes, but not what the action manages', () => {
    const inSection = lines('  <SecuritySettings>', '  </SecuritySettings>')
    const settings = [
      ...SETTINGS,
      setting('SecuritySettings/OAuthLogoutUrl', 'x'),
      setting('Push/@enabld', 'x'),
    ]
    const added = (text: string) =>
      renderNow({ path: 'm.xml', bytes: Buffer.from(text) }, settings).findings.map(
        ({ id, where, what, cure }) => `${id} ${where} ${what} ${cure}`,
      )
    const ELSEWHERE =
      'Check the spelling of the name: the server refuses the check-in if its schema requires the element elsewhere.'
    const ATTRIBUTE =
      'Check the spelling of the name: the server refuses the check-in if its schema does not know the attribute.'
    expect(added(inSection.replace('</config>', '  <Push/>\n</config>'))).toEqual([
      `MSSO011 m.xml:3 SecuritySettings/OAuthLogoutUrl was not in the file and has been added at the end of "SecuritySettings". ${ELSEWHERE}`,
      `MSSO011 m.xml:4 Push/@enabld was not in the file and has been added to "Push". ${ATTRIBUTE}`,
    ])
    expect(added(lines('  <Push enabld="x"/>'))).toEqual([
      `MSSO011 m.xml:3 SecuritySettings/OAuthLogoutUrl was not in the file and has been added at the end of "SecuritySettings". ${ELSEWHERE}`,
    ])
  })
})

describe('what only looks like a setting is left alone', () => {
  test.each([
    ['a comment', '<!-- <SecuritySettings enabled="false"><AuthType>Form</AuthType></SecuritySettings> -->'],
    [
      'CDATA',
      '<Help><![CDATA[<SecuritySettings enabled="false"><AuthType>Form</AuthType></SecuritySettings>]]></Help>',
    ],
    ['a processing instruction', '<?note <SecuritySettings enabled="false"> ?>'],
    [
      'another namespace',
      '<x:SecuritySettings xmlns:x="urn:x" enabled="false"><x:AuthType>Form</x:AuthType></x:SecuritySettings>',
    ],
    [
      'no namespace',
      '<SecuritySettings xmlns="" enabled="false"><AuthType>Form</AuthType></SecuritySettings>',
    ],
    [
      'an attribute',
      `<Help text='&lt;AuthType>Form' other="</AuthType>"/>`.replace('</AuthType>', '&lt;/AuthType>'),
    ],
  ])('in %s', (_, lookAlike) => {
    const real = '<SecuritySettings enabled="true"><AuthType>Form</AuthType></SecuritySettings>'
    expect(render(wrap(lookAlike + real), AUTH)).toBe(wrap(lookAlike + real.replace('Form', 'OAuth')))
  })
})

test('a file that is as wanted comes back as the same bytes, whatever its style', () => {
  const bytes = Buffer.from(
    wrap(
      "<SecuritySettings\n enabled='true'><AuthType>\n <![CDATA[OAuth]]> <!-- x --></AuthType></SecuritySettings >",
    ),
  )
  const rendered = renderNow({ path: 'm.xml', bytes }, SETTINGS.slice(0, 2))
  expect(rendered.bytes).toBe(bytes)
  expect(rendered.changes).toEqual([])
})

test.each([
  ['with elements to insert', '<SecuritySettings/>'],
  [
    'with values to replace',
    '<SecuritySettings enabled="false"><AuthType>Form</AuthType></SecuritySettings>',
  ],
])('a file %s is the same without what is loaded late', async (_, content) => {
  const file = { path: 'm.xml', bytes: Buffer.from(wrap(content)) }
  const settings = SETTINGS.slice(0, 2)
  expect(await renderMobileConfig(file, settings)).toEqual(renderNow(file, settings))
})

test('a change says what was there, what is wanted, where it came from and in which line', () => {
  const text = wrap('\n<SecuritySettings enabled="false">\n<AuthType> Form\n</AuthType></SecuritySettings>')
  const { changes } = renderNow({ path: 'm.xml', bytes: Buffer.from(text) }, SETTINGS.slice(0, 2))
  expect(changes).toEqual([
    { setting: 'SecuritySettings/@enabled', before: 'false', after: 'true', source: 'test', line: 2 },
    { setting: 'SecuritySettings/AuthType', before: 'Form', after: 'OAuth', source: 'test', line: 3 },
  ])
})

test('the skeleton says that it is none of a complete file', () => {
  expect(SKELETON.toString()).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <config xmlns="http://www.ibm.com/mobile-config">
      <!-- Only the security section. This is not a complete mobile-config.xml: check the file out of the server with wsadmin and merge this section into it. -->
    </config>
    "
  `)
})

test.each([
  ['is as it was made', (text: string) => text],
  ['begins with a note', (text: string) => text.replace('<!-- ', '<!-- TODO (bob): ')],
  ['ends with a note', (text: string) => text.replace(' -->', ' Asked the admins. -->')],
  ['has lost the spaces at its ends', (text: string) => text.replace('<!-- ', '<!--').replace(' -->', '-->')],
])('a file is from the skeleton as long as its comment is there: one that %s', (_, edit) => {
  const { bytes } = renderNow({ path: 'm.xml', bytes: SKELETON }, SETTINGS)
  expect(isFromSkeleton(Buffer.from(edit(bytes.toString())))).toBe(true)
})

test('a file without the comment of the skeleton is a complete one', () => {
  expect(isFromSkeleton(Buffer.from(SKELETON.toString().replace(/<!--.*-->/, '')))).toBe(false)
})

describe('line ends and tabs in a value stay what they are to a parser', () => {
  test('in an element', () => {
    const settings = [setting('a', 'x\ry')]
    expect(render(wrap('<a>z</a>'), settings)).toBe(wrap('<a>x&#13;y</a>'))
  })

  test('in an attribute', () => {
    const settings = [setting('a/@b', 'x\ry\nz\tx')]
    expect(render(wrap('<a b="z"/>'), settings)).toBe(wrap('<a b="x&#13;y&#10;z&#9;x"/>'))
  })
})

test('an element and its attribute, both in a section that is missing, become one element', () => {
  const settings = [setting('SecuritySettings/X', 'v'), setting('SecuritySettings/X/@a', 'w')]
  expect(render(wrap(''), settings)).toContain('<X a="w">v</X>')
})

describe('where an inserted element goes', () => {
  const section = (...content: string[]) =>
    wrap(['', '  <SecuritySettings>', ...content, '  </SecuritySettings>', ''].join('\n'))
  const PARAMETERS = [setting('SecuritySettings/OAuthAuthorizationURL_Parameters', 'a=b')]
  const INSERTED = '<OAuthAuthorizationURL_Parameters>a=b</OAuthAuthorizationURL_Parameters>'
  const SCOPES = [setting('SecuritySettings/OAuthScopes', 'openid')]

  test('it is indented like the last sibling that starts a line', () => {
    const before = section('    <AuthType>OAuth</AuthType>', '      <Other/><Another/>')
    expect(render(before, SCOPES)).toBe(
      before.replace('  </Sec', '      <OAuthScopes>openid</OAuthScopes>\n  </Sec'),
    )
  })

  test('it stands on the line of its sibling where the end tag does', () => {
    const before = wrap('\n  <SecuritySettings>\n    <AuthType>OAuth</AuthType></SecuritySettings>\n')
    expect(render(before, SCOPES)).toBe(before.replace('</Sec', '<OAuthScopes>openid</OAuthScopes></Sec'))
  })

  test('several stand on one line in their order', () => {
    const before = wrap('<SecuritySettings><AuthType>OAuth</AuthType></SecuritySettings>')
    const settings = [setting('SecuritySettings/OAuthClientId', 'x'), ...SCOPES]
    expect(render(before, settings)).toBe(
      before.replace('</Sec', '<OAuthClientId>x</OAuthClientId><OAuthScopes>openid</OAuthScopes></Sec'),
    )
  })

  test('a whole section stands on the line of its siblings', () => {
    expect(render(wrap('<Push/>'), AUTH)).toBe(
      wrap('<Push/><SecuritySettings><AuthType>OAuth</AuthType></SecuritySettings>'),
    )
  })

  test('a whole section is indented by two blanks where nothing tells', () => {
    expect(render(wrap('\n<Push/>\n'), AUTH)).toBe(
      wrap('\n<Push/>\n<SecuritySettings>\n  <AuthType>OAuth</AuthType>\n</SecuritySettings>\n'),
    )
  })

  test.each([
    ['nothing', ''],
    ['blanks', ' \t'],
    ['a comment and blanks', '<!-- x --> \t'],
    ['a comment behind blanks', ' \t<!-- x -->'],
  ])('parameters come on the line after OAuthLogoutURL and %s', (_, rest) => {
    const logout = `    <OAuthLogoutURL/>${rest}`
    const before = section(logout, '      <OAuthScopes/>')
    expect(render(before, PARAMETERS)).toBe(before.replace(`${logout}\n`, `${logout}\n    ${INSERTED}\n`))
    const crlf = before.replaceAll('\n', '\r\n')
    expect(render(crlf, PARAMETERS)).toBe(crlf.replace(`${logout}\r\n`, `${logout}\r\n    ${INSERTED}\r\n`))
  })

  test('parameters come directly after OAuthLogoutURL when text follows', () => {
    const before = section('    <OAuthLogoutURL/><?note?>', '    <OAuthScopes/>')
    expect(render(before, PARAMETERS)).toBe(before.replace('LogoutURL/>', `LogoutURL/>${INSERTED}`))
  })

  test('other elements come at the end, OAuthLogoutURL or not', () => {
    const before = section('    <OAuthLogoutURL/>', '    <Other/>')
    expect(render(before, SCOPES)).toBe(
      before.replace('  </Sec', '    <OAuthScopes>openid</OAuthScopes>\n  </Sec'),
    )
  })

  test('an AuthType of the root comes at its end', () => {
    const before = wrap('\n  <Push/>\n')
    expect(render(before, [setting('AuthType', 'x')])).toBe(
      before.replace('</config>', '  <AuthType>x</AuthType>\n</config>'),
    )
  })
})
