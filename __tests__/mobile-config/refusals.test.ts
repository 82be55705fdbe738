import { describe, expect, test } from 'vitest'
import type { DesiredSetting } from '../../src/desired-state/index.ts'
import { SECURITY_KEYS } from '../../src/mobile-config/document.ts'
import { MAX_BYTES } from '../../src/mobile-config/render.ts'
import { ProblemsError } from '../../src/problems.ts'
import { renderNow } from './render-now.ts'
import { SETTINGS, setting } from './settings.ts'

const NAMESPACE = 'http://www.ibm.com/mobile-config'
const ROOT = `<config xmlns="${NAMESPACE}">`

function refusal(content: string | Uint8Array, settings: readonly DesiredSetting[] = SETTINGS): string {
  try {
    renderNow({ path: 'mobile-config.xml', bytes: Buffer.from(content) }, settings)
  } catch (error) {
    if (error instanceof ProblemsError) return error.message
    throw error
  }
  return 'not refused'
}

const malformed = (place: string, reason: string) =>
  `mobile-config.xml:${place}: The file is not well-formed XML: ${reason}. Correct it at this position. Nothing was written.`
const twice = (place: string, name: string, path: string) =>
  `mobile-config.xml:${place}: There is more than one element "${name}" on the path config/${path}; the first is in line 2. Remove one of them, so that it is certain which one the server reads.`

describe('a file is refused with line and column when it', () => {
  test.each<[string, string, string]>([
    [
      'is empty',
      '',
      'mobile-config.xml:1:1: The file is empty. Check that config-path names the mobile-config.xml that was checked out of WebSphere.',
    ],
    ['is no XML', 'AuthType=Form', malformed('1:1', 'Root element is missing or invalid')],
    ['lacks an end tag', `${ROOT}\n <Push>\n</config>`, malformed('3:1', 'Missing end tag for element Push')],
    [
      'lacks an end tag far down',
      `${ROOT}${'\n'.repeat(122)}<Push></config>`,
      malformed('123:7', 'Missing end tag for element Push'),
    ],
    [
      'has two roots',
      `${ROOT}</config>\n<config/>`,
      malformed('2:1', 'Extra content at the end of the document'),
    ],
    [
      'repeats an attribute',
      `${ROOT}\n<a x="1" x="2"/></config>`,
      malformed('2:15', 'Duplicate attribute: x'),
    ],
    [
      'has a bare ampersand',
      `${ROOT}\r\n<a>x & y</a></config>`,
      malformed('2:8', 'Unterminated reference (a reference must end with `;`)'),
    ],
    [
      'uses an entity that is not defined',
      `${ROOT}<a>&auml;</a></config>`,
      malformed('1:53', "Named entity isn't defined: &auml;"),
    ],
    [
      'defines its own entities',
      `<!DOCTYPE config [<!ENTITY a "b">]>\n${ROOT}<a>&a;</a></config>`,
      'mobile-config.xml:1:1: The document type declaration contains declarations in "[…]". Remove them: the vendor\'s file has none, and they can make the server read other values than people see.\nmobile-config.xml:2:53: The file declares the entity "&a;" itself; such entities are not supported. Replace it with its text.',
    ],
    ['holds a control character', `${ROOT}\u0001</config>`, malformed('1:50', 'Invalid character')],
    [
      'ends a comment wrongly',
      `${ROOT}<!-- a -- b --></config>`,
      malformed('1:57', "The string `--` isn't allowed inside a comment"),
    ],
    [
      'has another root',
      `<?xml version="1.0"?>\n<mobile xmlns="${NAMESPACE}"/>`,
      `mobile-config.xml:2:1: The root element is "mobile" in namespace "${NAMESPACE}", not "config" in "${NAMESPACE}". Check that config-path names the mobile-config.xml that was checked out of WebSphere.`,
    ],
    [
      'has a root in another namespace',
      '<config xmlns="urn:x"/>',
      `mobile-config.xml:1:1: The root element is "config" in namespace "urn:x", not "config" in "${NAMESPACE}". Check that config-path names the mobile-config.xml that was checked out of WebSphere.`,
    ],
    [
      'has the section as its root',
      `<SecuritySettings xmlns="${NAMESPACE}"/>`,
      `mobile-config.xml:1:1: The root element is "SecuritySettings" in namespace "${NAMESPACE}", not "config" in "${NAMESPACE}". Check that config-path names the mobile-config.xml that was checked out of WebSphere.`,
    ],
    [
      'has a root in no namespace',
      '<config/>',
      `mobile-config.xml:1:1: The root element is "config" in no namespace, not "config" in "${NAMESPACE}". Check that config-path names the mobile-config.xml that was checked out of WebSphere.`,
    ],
    [
      'uses a prefix that nothing binds',
      `${ROOT}\n  <x:a/></config>`,
      'mobile-config.xml:2:3: The prefix of element "x:a" is not bound to a namespace. Declare it with xmlns:x="…" or remove it.',
    ],
    [
      'uses a longer prefix that nothing binds',
      `${ROOT}\n  <apps:a/></config>`,
      'mobile-config.xml:2:3: The prefix of element "apps:a" is not bound to a namespace. Declare it with xmlns:apps="…" or remove it.',
    ],
    [
      'lacks an end tag behind characters that take two units',
      `${ROOT}😀\uffff`.replace('\uffff', '\ufffd<Push></config>'),
      malformed('1:59', 'Missing end tag for element Push'),
    ],
    [
      'holds a control character behind characters that take two units',
      `${ROOT}😀😀\u0001</config>`,
      malformed('1:54', 'Invalid character'),
    ],
    [
      'has two SecuritySettings',
      `${ROOT}\n<SecuritySettings/>\n<SecuritySettings/></config>`,
      twice('3:1', 'SecuritySettings', 'SecuritySettings'),
    ],
    [
      'has SecuritySettings inside another element',
      `${ROOT}\n<a>\n <SecuritySettings/></a></config>`,
      'mobile-config.xml:3:2: SecuritySettings is inside another element. Move it directly below config, where the server reads it.',
    ],
    [
      'holds an element where a value is expected',
      `${ROOT}<SecuritySettings><AuthType>Fo<b/>rm</AuthType></SecuritySettings></config>`,
      'mobile-config.xml:1:80: Element "AuthType" contains element "b", but a plain value is expected. Keep only text between <AuthType> and </AuthType>, or correct the path.',
    ],
    [
      'splits a value by a comment',
      `${ROOT}<SecuritySettings><AuthType>Fo<!-- x -->rm</AuthType></SecuritySettings></config>`,
      'mobile-config.xml:1:90: A comment or processing instruction splits the value of element "AuthType" in two. Move it before or after the element.',
    ],
    [
      'is nested beyond reason',
      `${ROOT}${'<a>'.repeat(60_000)}${'</a>'.repeat(60_000)}</config>`,
      'mobile-config.xml:1:1: Elements are nested too deeply. No real mobile-config.xml is like this. Check where the file comes from.',
    ],
  ])('%s', (_, content, text) => {
    expect(refusal(content)).toBe(text)
  })

  test.each(SECURITY_KEYS)('has a second %s', (name) => {
    const content = `${ROOT}<SecuritySettings>\n<${name}>x</${name}>\n\t<${name}/></SecuritySettings></config>`
    expect(refusal(content)).toBe(twice('3:2', name, `SecuritySettings/${name}`))
  })

  test('has one of the keys twice that the vendor has once', () => {
    expect(SECURITY_KEYS).toEqual([
      'AuthType',
      'OAuthAuthorizationURL',
      'OAuthTokenURL',
      'OAuthClientId',
      'OAuthScopes',
      'OAuthLogoutURL',
      'OAuthAuthorizationURL_Parameters',
    ])
  })

  test('has more than 5 MB', () => {
    const padding = 'x'.repeat(MAX_BYTES)
    expect(refusal(`${ROOT}${padding}</config>`)).toMatch(
      /^mobile-config\.xml:1:1: The file has \d+ bytes; the limit is 5000000. Check that config-path names the right file\.$/,
    )
  })

  test('has several faults, each of which is reported', () => {
    const content = `${ROOT}<SecuritySettings><AuthType><b/></AuthType><OAuthScopes/><OAuthScopes/></SecuritySettings><a/><a/></config>`
    expect(refusal(content, [...SETTINGS, setting('a', 'x')]).split('\n')).toHaveLength(3)
  })
})

describe('a path of the settings input is refused when', () => {
  test('it matches more than one element', () => {
    const content = `${ROOT}<a>\n<b/><b/></a></config>`
    expect(refusal(content, [setting('a/b', 'x')])).toBe(twice('2:5', 'b', 'a/b'))
  })

  test('a parent is missing', () => {
    const text =
      'config/a/b/c (test) cannot be set, because element "a" has no element "b". Correct the path in the settings input, or add the element to the file first.'
    expect(refusal(`${ROOT}<a/></config>`, [setting('a/b/c', 'x')])).toBe(`mobile-config.xml:1:50: ${text}`)
  })

  test('the element of an attribute is missing', () => {
    expect(refusal(`${ROOT}</config>`, [setting('a/@b', 'x')])).toContain(
      'config/a/@b (test) cannot be set, because element "config" has no element "a".',
    )
  })

  test.each(['a/SecuritySettings/b', 'SecuritySettings/b/c', 'a/SecuritySettings/@b'])(
    'it leads to a section that is created only where the server reads it: %s',
    (path) => {
      expect(refusal(`${ROOT}<a/></config>`, [setting(path, 'x')])).toContain(
        'has no element "SecuritySettings"',
      )
    },
  )

  test('an element would have to go into a value', () => {
    expect(refusal(`${ROOT}<a>text</a></config>`, [setting('a/b', 'x')])).toContain(
      'element "a" has no element "b"',
    )
  })
})

describe('an encoding is refused when', () => {
  const SAVE = 'Save the file as UTF-8 and declare encoding="UTF-8", then run again.'
  const declared = (name: string) => `<?xml version="1.0" encoding="${name}"?>${ROOT}</config>`
  test.each<[string, Uint8Array, string, place?: string]>([
    [
      'it is not supported',
      Buffer.from(declared('windows-1255')),
      'The encoding "WINDOWS-1255" is not supported.',
    ],
    [
      'UTF-16 is declared for other bytes',
      Buffer.from(declared('UTF-16')),
      'The declaration says "UTF-16", but the bytes are UTF-8.',
    ],
    [
      'UTF-8 is declared for UTF-16',
      Buffer.from(`\uFEFF${declared('UTF-8')}`, 'utf16le'),
      'The declaration says "UTF-8", but the bytes are UTF-16LE with a byte order mark.',
    ],
    [
      'the mark says UTF-8 and the declaration does not',
      Buffer.from(`\uFEFF${declared('ISO-8859-1')}`),
      'The declaration says "ISO-8859-1", but the bytes are UTF-8 with a byte order mark.',
    ],
    [
      'bytes are not valid UTF-8',
      Buffer.from([...Buffer.from(ROOT), 0xe4, ...Buffer.from('</config>')]),
      'The file contains bytes that are not valid UTF-8.',
      '1:50',
    ],
    [
      'bytes are not ASCII',
      Buffer.from([...Buffer.from(declared('US-ASCII')), 0xe4]),
      'The file contains bytes that are not valid US-ASCII.',
      '1:100',
    ],
    [
      'UTF-16 ends in the middle',
      Buffer.concat([Buffer.from(`\uFEFF${declared('UTF-16')}`, 'utf16le'), Buffer.from([0])]),
      'The file contains bytes that are not valid UTF-16LE.',
      '1:98',
    ],
  ])('%s', (_, bytes, text, place = '1:1') => {
    expect(refusal(bytes)).toBe(`mobile-config.xml:${place}: ${text} ${SAVE}`)
  })
})
