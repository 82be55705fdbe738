import { describe, expect, test } from 'vitest'
import { renderMobileConfig } from '../../src/mobile-config/index.ts'
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
    const rendered = renderMobileConfig({ path: 'm.xml', bytes }, [
      setting('SecuritySettings/AuthType', 'OAuth'),
    ])
    expect(Buffer.from(rendered.bytes)).toEqual(encode(document(declaration, 'OAuth')))
    expect(rendered.before).not.toContain('\uFEFF')
  })

  test('holds values that it has no characters for', () => {
    const bytes = encode(document(declaration, 'Form'))
    const { bytes: once } = renderMobileConfig({ path: 'm.xml', bytes }, [
      setting('SecuritySettings/AuthType', 'é€😀'),
    ])
    const again = renderMobileConfig({ path: 'm.xml', bytes: once }, [
      setting('SecuritySettings/AuthType', 'é€😀'),
    ])
    expect(again.changes).toEqual([])
  })
})

test('characters that the encoding lacks become references, in new elements and attributes too, and never in CDATA', () => {
  const text =
    '<?xml version="1.0" encoding="US-ASCII"?><config xmlns="http://www.ibm.com/mobile-config"><a b="x"><c><![CDATA[y]]></c></a></config>'
  const settings = [setting('a/@b', 'é'), setting('a/c', '€'), setting('d', '😀')]
  const { bytes } = renderMobileConfig({ path: 'm.xml', bytes: Buffer.from(text) }, settings)
  expect(Buffer.from(bytes).toString('ascii')).toContain(
    '<a b="&#233;"><c>&#8364;</c></a><d>&#128512;</d></config>',
  )
})
