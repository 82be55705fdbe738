import { expect, test } from 'vitest'
import { ProblemsError } from '../../src/problems.ts'
import { renderNow } from './render-now.ts'
import { SETTINGS, setting } from './settings.ts'

const NAMESPACE = 'http://www.ibm.com/mobile-config'
const render = (text: string | Uint8Array, settings = SETTINGS) =>
  renderNow({ path: 'm.xml', bytes: Buffer.from(text) }, settings)

test.each([
  [
    'a root that other parsers take for the text of an entity',
    `<!DOCTYPE config [<!ENTITY a "]><config xmlns='${NAMESPACE}'/><?x ">]><config xmlns="${NAMESPACE}"/><?x ?>`,
  ],
  [
    'attributes by default',
    `<!DOCTYPE config [<!ATTLIST AuthType xmlns CDATA "urn:x">]><config xmlns="${NAMESPACE}"/>`,
  ],
  [
    'something behind a bracket that closes nothing',
    `<!DOCTYPE config [ ] <!ENTITY a "b"> ]><config xmlns="${NAMESPACE}"/>`,
  ],
])('a file that declares %s is refused', (_, text) => {
  expect(() => render(text)).toThrow(
    'm.xml:1:1: The document type declaration contains declarations in "[…]". Remove them: the vendor\'s file has none, and they can make the server read other values than people see.',
  )
})

test('a name that the encoding of the file lacks is refused', () => {
  const text = `<?xml version="1.0" encoding="US-ASCII"?><config xmlns="${NAMESPACE}"><A/></config>`
  for (const [path, column] of [
    ['A/@名', 91],
    ['名', 42],
    ['名/B', 42],
  ] as const)
    expect(() => render(text, [setting(path, 'x')])).toThrow(
      new ProblemsError([
        {
          where: `m.xml:1:${column}`,
          what: 'The file is in US-ASCII, which cannot represent the name "名" (test).',
          cure: 'Correct the path in the settings input, or save the file as UTF-8 with encoding="UTF-8" in its declaration.',
        },
      ]),
    )
})

test('an encoding is also found behind many blanks', () => {
  const head = `<?xml version="1.0"${' '.repeat(500)}encoding="ISO-8859-1"?><!-- `
  const bytes = Buffer.concat([
    Buffer.from(head),
    Buffer.from([0xe4]),
    Buffer.from(` --><config xmlns="${NAMESPACE}"/>`),
  ])
  expect(render(bytes).after).toContain('<!-- ä -->')
})

test('a million blanks before an element are not repeated before each one that is added', () => {
  const text = `<config xmlns="${NAMESPACE}">\n${' '.repeat(1_000_000)}<a/>\n<SecuritySettings/>\n</config>`
  const { after } = render(text)
  expect(after.length).toBeLessThan(text.length + 2_000)
})

test('a file with more markup than anybody writes is refused before it takes all memory', () => {
  const text = `<config xmlns="${NAMESPACE}">${'<a/>'.repeat(1_000_000)}</config>`
  expect(() => render(text)).toThrow(
    'm.xml:1:1: The file contains more than 200000 tags, attributes, references and comments. No real mobile-config.xml has that many. Check where the file comes from.',
  )
})

test('of a hundred thousand equal problems some are told, and long names are cut', () => {
  const unbound = `<${'m'.repeat(1000)}:a/>`.repeat(100)
  const text = `<config xmlns="${NAMESPACE}">${unbound}${'<m:a/>'.repeat(100_000)}</config>`
  expect(() => render(text)).toThrow(
    expect.toSatisfy(
      (error: { message: string }) => error.message.length < 20_000 && error.message.includes('m…'),
    ),
  )
})

test.each([
  ['comments', `<!-- ${'<a b="&c;"/>'.repeat(200_000)} -->`],
  ['CDATA sections', `<a><![CDATA[${'<a b="&c;"/>'.repeat(200_000)}]]></a>`],
  ['instructions', `<?x ${'<a b="&c;"/>'.repeat(200_000)}?>`],
  ['values', `<a b="${'='.repeat(300_000)}">${'='.repeat(300_000)}</a>`],
])('what looks like markup in %s is not counted', (_, inert) => {
  const text = `<config xmlns="${NAMESPACE}">${inert}<SecuritySettings/></config>`
  expect(render(text).changes).toHaveLength(SETTINGS.length)
})

test.each([
  ['tags', '<a/>'.repeat(200_000)],
  ['attributes', `<a ${Array.from({ length: 200_000 }, (_, index) => `a${index}="x"`).join(' ')}/>`],
  ['references', '&lt;'.repeat(200_000)],
  ['references in an attribute', `<a b="${'&lt;'.repeat(200_000)}"/>`],
  ['comments', '<!---->'.repeat(200_000)],
  ['instructions', '<?x?>'.repeat(200_000)],
  ['CDATA sections', `<a>${'<![CDATA[]]>'.repeat(200_000)}</a>`],
  ['tags behind what only looks like an instruction', `<!-- <? --><a b="<?"/>${'<a/>'.repeat(200_000)}`],
])('more than 200,000 %s are refused before they are read', (_, many) => {
  expect(() => render(`<config xmlns="${NAMESPACE}">${many}</config>`)).toThrow(
    'The file contains more than 200000 tags, attributes, references and comments.',
  )
})
