import { describe, expect, test } from 'vitest'
import { ProblemsError } from '../../src/problems.ts'
import { renderNow } from './render-now.ts'
import { setting } from './settings.ts'

const document = (declaration: string, value: string) =>
  `${declaration}<config xmlns="http://www.ibm.com/mobile-config"><!-- ä --><SecuritySettings enabled="é"><AuthType>${value}</AuthType></SecuritySettings></config>\r\n`
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

const ENCODINGS: [string, string, (text: string) => Buffer][] = [
  ['UTF-8', '<?xml version="1.0" encoding="UTF-8"?>', (text) => Buffer.from(text)],
  ['UTF-8 with a byte order mark', '', (text) => Buffer.from(`\uFEFF${text}`)],
  ['UTF-8 without a declaration', '', (text) => Buffer.from(text)],
  [
    'UTF-16LE with a byte order mark',
    '<?xml version="1.0" encoding="UTF-16"?>',
    (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  ],
  [
    'UTF-16BE with a byte order mark',
    "<?xml version='1.0' encoding='utf-16' standalone='yes'?>",
    (text) => utf16be(`\uFEFF${text}`),
  ],
  [
    'UTF-16LE without a mark',
    '<?xml version="1.0" encoding="UTF-16LE"?>',
    (text) => Buffer.from(text, 'utf16le'),
  ],
  ['UTF-16BE without a mark', '<?xml version="1.0" encoding="UTF-16BE"?>', (text) => utf16be(text)],
  ['ISO-8859-1', '<?xml version="1.0" encoding="iso-8859-1"?>', (text) => Buffer.from(text, 'latin1')],
]

describe.each(ENCODINGS)('%s', (_, declaration, encode) => {
  test('is kept, and only the value changes', () => {
    const bytes = encode(document(declaration, 'Form'))
    const rendered = renderNow({ path: 'm.xml', bytes }, [setting('SecuritySettings/AuthType', 'OAuth')])
    expect(Buffer.from(rendered.bytes)).toEqual(encode(document(declaration, 'OAuth')))
    expect(rendered.before).not.toContain('\uFEFF')
  })

  test('holds values that it has no characters for', () => {
    const bytes = encode(document(declaration, 'Form'))
    const { bytes: once } = renderNow({ path: 'm.xml', bytes }, [
      setting('SecuritySettings/AuthType', 'é€😀'),
    ])
    const again = renderNow({ path: 'm.xml', bytes: once }, [setting('SecuritySettings/AuthType', 'é€😀')])
    expect(again.changes).toEqual([])
  })
})

test('characters that the encoding lacks become references, in new elements and attributes too, and never in CDATA', () => {
  const text =
    '<?xml version="1.0" encoding="US-ASCII"?><config xmlns="http://www.ibm.com/mobile-config"><a b="x"><c><![CDATA[y]]></c></a></config>'
  const settings = [setting('a/@b', 'é'), setting('a/c', '€'), setting('d', '😀')]
  const { bytes } = renderNow({ path: 'm.xml', bytes: Buffer.from(text) }, settings)
  expect(Buffer.from(bytes).toString('ascii')).toContain(
    '<a b="&#233;"><c>&#8364;</c></a><d>&#128512;</d></config>',
  )
})

const CONFIG = '<config xmlns="http://www.ibm.com/mobile-config"><a b="x">y</a></config>'
const declared = (name: string, content = CONFIG) => `<?xml version="1.0" encoding="${name}"?>${content}`
const renderBytes = (bytes: Uint8Array, ...settings: Parameters<typeof setting>[]) =>
  Buffer.from(
    renderNow(
      { path: 'm.xml', bytes },
      settings.map((each) => setting(...each)),
    ).bytes,
  )

describe('half a byte order mark is none', () => {
  const utf16le = Buffer.from(CONFIG, 'utf16le')
  test.each<[string, readonly number[], Uint8Array]>([
    ['UTF-8', [0xee, 0xbb, 0xbf], Buffer.from(CONFIG)],
    ['UTF-8', [0xef, 0xba, 0xbf], Buffer.from(CONFIG)],
    ['UTF-8', [0xef, 0xbb, 0xbe], Buffer.from(CONFIG)],
    ['UTF-16LE', [0xfd, 0xfe], utf16le],
    ['UTF-16LE', [0xff, 0xfd], utf16le],
    ['UTF-16BE', [0xfd, 0xff], utf16be(CONFIG)],
    ['UTF-16BE', [0xfe, 0xfd], utf16be(CONFIG)],
    ['UTF-16LE without a mark, behind a line end', [0x0a, 0], utf16le],
    ['UTF-16BE without a mark, behind a line end', [0, 0x0a], utf16be(CONFIG)],
  ])('of %s: %j', (_, mark, body) => {
    expect(() => renderBytes(Buffer.concat([Buffer.from(mark), body]), ['a', 'z'])).toThrow(ProblemsError)
  })

  test('and a file in UTF-8 may start with a blank', () => {
    expect(renderBytes(Buffer.from(` ${CONFIG}`), ['a', 'z']).toString()).toBe(` ${CONFIG.replace('y', 'z')}`)
  })
})

test('a byte order mark stays, and one that somebody wrote twice stays twice', () => {
  for (const mark of ['\uFEFF', '\uFEFF\uFEFF'])
    expect(renderBytes(Buffer.from(`${mark}${CONFIG}`), ['a', 'z'])).toEqual(
      Buffer.from(`${mark}${CONFIG.replace('y', 'z')}`),
    )
})

describe('the declaration', () => {
  test.each(['ISO_8859-1', 'latin1', 'Latin1'])('%s is ISO-8859-1', (name) => {
    const bytes = Buffer.from(declared(name, CONFIG.replace('y', '\u0085é')), 'latin1')
    expect(renderBytes(bytes, ['a/@b', 'é'])).toEqual(
      Buffer.from(bytes.toString('latin1').replace('"x"', '"é"'), 'latin1'),
    )
  })

  test.each(['utf8', 'UTF8'])('%s is UTF-8', (name) => {
    expect(renderBytes(Buffer.from(declared(name)), ['a', 'é'])).toEqual(
      Buffer.from(declared(name).replace('>y<', '>é<')),
    )
  })

  test.each(['ascii', 'US-ASCII'])('%s is ASCII', (name) => {
    expect(renderBytes(Buffer.from(declared(name)), ['a', '\u007fé']).toString()).toContain('>\u007f&#233;<')
    expect(() => renderBytes(Buffer.from(declared(name, CONFIG.replace('y', 'é'))), ['a', 'z'])).toThrow(
      'The file holds bytes that are not valid US-ASCII.',
    )
  })

  test('may have blanks around its equals sign', () => {
    const text = `<?xml version="1.0" encoding  =  'latin1'?>${CONFIG}`
    expect(renderBytes(Buffer.from(text, 'latin1'), ['a', 'é'])).toEqual(
      Buffer.from(text.replace('>y<', '>é<'), 'latin1'),
    )
  })

  test('is none inside of a comment', () => {
    const text = `<!-- ${declared('latin1', '')} -->${CONFIG}`
    expect(renderBytes(Buffer.from(text), ['a', 'é']).toString()).toBe(text.replace('>y<', '>é<'))
  })
})

test('the last character that an encoding has is written as it is, and the next as a reference', () => {
  const latin1 = (value: string) =>
    renderBytes(Buffer.from(declared('latin1')), ['a', value]).toString('latin1')
  expect(latin1('\u00ff\u0100')).toContain('>\u00ff&#256;<')
  const cdata = Buffer.from(declared('latin1', CONFIG.replace('y', '<![CDATA[y]]>')))
  expect(renderBytes(cdata, ['a', 'a\u00ff']).toString('latin1')).toContain('<![CDATA[a\u00ff]]>')
  expect(renderBytes(cdata, ['a', 'a\u0100']).toString('latin1')).toContain('>a&#256;<')
})
