import { describe, expect, test } from 'vitest'
import { decodeSingleByte, encodeSingleByte, hasCharacter } from '../../src/mobile-config/single-byte.ts'
import { ProblemsError } from '../../src/problems.ts'
import javaSingleByte from '../fixtures/java-single-byte.json' with { type: 'json' }
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

test('a byte order mark stays', () => {
  expect(renderBytes(Buffer.from(`\uFEFF${CONFIG}`), ['a', 'z'])).toEqual(
    Buffer.from(`\uFEFF${CONFIG.replace('y', 'z')}`),
  )
})

test.each([
  ['UTF-8', Buffer.from(`\uFEFF\uFEFF${CONFIG}`)],
  ['UTF-16LE', Buffer.from(`\uFEFF\uFEFF${CONFIG}`, 'utf16le')],
  ['UTF-16BE', utf16be(`\uFEFF\uFEFF${CONFIG}`)],
])('a byte order mark that somebody wrote twice is refused: %s', (_, bytes) => {
  expect(() => renderBytes(bytes, ['a', 'z'])).toThrow(
    'm.xml:1:1: The file starts with two byte order marks; the server reads the second as text. Remove one of them.',
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
      'The file contains bytes that are not valid US-ASCII.',
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

/** The upper 128 characters of each encoding as OpenJDK 17.0.15 decodes them, U+FFFD for a byte that it does not. */
const JAVA = Object.entries(javaSingleByte) as [keyof typeof javaSingleByte, string][]

const JAVA_NAMES: Readonly<Record<string, string>> = {
  'ISO-8859-11': 'x-iso-8859-11',
  'windows-874': 'x-windows-874',
  MacRoman: 'x-MacRoman',
}

describe.each(JAVA)("%s, an encoding that the server's Java reads", (name, upper) => {
  const javaName = JAVA_NAMES[name] ?? name
  const known = [...upper].filter((character) => character !== '\ufffd')

  test('has the characters that Java reads, and no others', () => {
    for (const [index, character] of [...upper].entries()) {
      const byte = Uint8Array.of(0x80 + index)
      expect(decodeSingleByte(byte, name)).toBe(character === '\ufffd' ? '' : character)
      if (character !== '\ufffd') expect(encodeSingleByte(character, name)).toEqual(Buffer.from(byte))
    }
    expect(hasCharacter(name, '\ufffd')).toBe(false)
    expect(hasCharacter(name, '😀')).toBe(false)
    expect(decodeSingleByte(Buffer.from('~\u007f\0'), name)).toBe('~\u007f\0')
    expect(new Set(known).size).toBe(known.length)
  })

  test.each([javaName, javaName.toLowerCase(), javaName.toUpperCase()])(
    'is read and written as it is when it is declared as %s',
    (declaration) => {
      const head = declared(declaration, '<config xmlns="http://www.ibm.com/mobile-config"><!-- ')
      const bytes = (value: string) =>
        Buffer.concat([
          Buffer.from(head),
          encodeSingleByte(known.join(''), name),
          Buffer.from(` --><a b="x">${value}</a></config>\r\n`),
        ])
      expect(renderBytes(bytes('y'), ['a', 'z\u4e00'])).toEqual(bytes('z&#19968;'))
    },
  )
})

test.each(JAVA.filter(([, upper]) => upper.includes('\ufffd')))(
  'a byte that is no character of %s is refused with line and column',
  (name, upper) => {
    const javaName = JAVA_NAMES[name] ?? name
    const bytes = Buffer.concat([
      Buffer.from(declared(javaName, '<config xmlns="http://www.ibm.com/mobile-config">\n<a>')),
      Buffer.of(0x80 + upper.indexOf('\ufffd')),
      Buffer.from('</a></config>'),
    ])
    expect(() => renderBytes(bytes, ['a', 'z'])).toThrow(
      `m.xml:2:4: The file contains bytes that are not valid ${name}.`,
    )
  },
)

test.each([
  ['cp1252', 0x80, '€'],
  ['Latin9', 0xa4, '€'],
  ['ISO8859_15', 0xa4, '€'],
  ['latin5', 0xdd, 'İ'],
  ['ANSI-1251', 0xc6, 'Ж'],
  ['iso-8859-1', 0x80, '\u0080'],
])('%s is a name that Java takes, and byte %i a character of it', (name, byte, character) => {
  const [head, tail] = declared(name, CONFIG).split('y') as [string, string]
  const bytes = Buffer.concat([Buffer.from(head), Buffer.of(byte), Buffer.from(tail)])
  const file = { path: 'm.xml', bytes }
  expect(renderNow(file, [setting('a', 'z')]).changes[0]?.before).toBe(character)
  expect(renderNow(file, [setting('a', character)]).changes).toEqual([])
  expect(renderBytes(bytes, ['a/@b', character])).toEqual(
    Buffer.concat([
      Buffer.from(head.replace('x">', '')),
      Buffer.of(byte),
      Buffer.from('">'),
      Buffer.of(byte),
      Buffer.from(tail),
    ]),
  )
})

describe('an XML declaration is refused at the place of its fault:', () => {
  const RIGHT = 'A correct one is <?xml version="1.0" encoding="UTF-8"?>, with the encoding of the file.'
  test.each([
    [
      '<?xml version="1.0" encoding=""?>',
      21,
      'In the XML declaration, "encoding" is not the name of an encoding in quotes.',
    ],
    [
      '<?xml version="1.0" standalone="maybe"?>',
      21,
      'In the XML declaration, "standalone" is not "yes" or "no" in quotes.',
    ],
    [
      '<?xml version="1.0"standalone="yes"?>',
      20,
      'A space is missing before "standalone" in the XML declaration.',
    ],
    [
      '<?xml version="1.0" encoding="UTF-8"standalone="yes"?>',
      37,
      'A space is missing before "standalone" in the XML declaration.',
    ],
    ['<?xml encoding="UTF-8"?>', 7, 'The XML declaration does not start with a version.'],
    ['<?xml version="1.2"?>', 7, 'In the XML declaration, "version" is not "1.0" or "1.1" in quotes.'],
    [
      '<?xml version="1.0" standalone="no" encoding="UTF-8"?>',
      37,
      'The XML declaration contains more than version, encoding and standalone, in this order.',
    ],
  ])('%s', (declaration, column, what) => {
    expect(() => renderBytes(Buffer.from(declaration + CONFIG), ['a', 'z'])).toThrow(
      `m.xml:1:${column}: ${what} ${RIGHT}`,
    )
  })

  test('also on a later line, and in UTF-16', () => {
    const bytes = Buffer.from(`\uFEFF<?xml version="1.0"\n encoding=''?>${CONFIG}`, 'utf16le')
    expect(() => renderBytes(bytes, ['a', 'z'])).toThrow('m.xml:2:2: In the XML declaration, "encoding"')
  })
})

test('XML 1.1 is read where it means what XML 1.0 means', () => {
  const text = (value: string) => `<?xml version="1.1"?>${CONFIG.replace('y', value)}`
  expect(renderBytes(Buffer.from(text('y')), ['a', 'z']).toString()).toBe(text('z'))
  for (const [character, code] of [
    ['\u0085', '0085'],
    ['\u2028', '2028'],
    ['\u007f', '007F'],
  ] as const)
    expect(() => renderBytes(Buffer.from(text(character)), ['a', 'z'])).toThrow(
      `m.xml:1:80: The file contains a character (U+${code}) that XML 1.1 does not allow unescaped. Remove it, or declare version="1.0".`,
    )
})
