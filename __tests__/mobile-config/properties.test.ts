import fc from 'fast-check'
import { expect, test } from 'vitest'
import { create } from 'xmlbuilder2'
import type { DesiredSetting } from '../../src/desired-state/index.ts'
import { ProblemsError } from '../../src/problems.ts'
import { renderNow } from './render-now.ts'
import { setting } from './settings.ts'

const NAMESPACE = 'http://www.ibm.com/mobile-config'
const KEYS = [
  'AuthType',
  'OAuthAuthorizationURL',
  'OAuthTokenURL',
  'OAuthClientId',
  'OAuthScopes',
  'OAuthAuthorizationURL_Parameters',
] as const
const MANAGED = /SecuritySettings|AuthType|OAuth/

/** What a file looks like: everything that people and editors differ in. */
interface Style {
  readonly lineEnding: string
  readonly indentation: string
  readonly quote: string
  readonly prefix: string
  readonly mark: boolean
}

const style: fc.Arbitrary<Style> = fc.record({
  lineEnding: fc.constantFrom('\n', '\r\n'),
  indentation: fc.constantFrom('\t', '  ', '    ', ''),
  quote: fc.constantFrom('"', "'"),
  prefix: fc.constantFrom('', 'm:'),
  mark: fc.boolean(),
})

/** Characters that XML 1.0 allows, the special and the unusual ones among them. */
const character = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...'&<>"\'];[CDATA-/={}') },
  { weight: 4, arbitrary: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCodePoint(code)) },
  { weight: 1, arbitrary: fc.constantFrom('ä', '€', '😀', '\u202e', '\u200b', '\u00a0') },
)
const value = fc.array(character, { minLength: 1, maxLength: 20 }).map((characters) => characters.join(''))

const escapeMarkup = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** An element with white space around its value; one whose value has a line of its own. */
const spreadElement = (name: string) =>
  fc.oneof(
    value.map((text) => ({ name, markup: `>\n  ${escapeMarkup(text)}\n\t</` })),
    value.map((text) => ({ name, markup: `> <![CDATA[\n ${text.replaceAll(']]>', '')} ]]> \n</` })),
    value.map((text) => ({ name, markup: `>\n ${escapeMarkup(text)} \n<!-- x --> \n</` })),
    fc.constant({ name, markup: '>\n </' }),
    fc.constant({ name, markup: '><![CDATA[ \n]]></' }),
  )

/** One element of the security section in one of the ways in which people write it; undefined: it is missing. */
const element = (name: string) =>
  fc.oneof(
    fc.constant(undefined),
    value.map((text) => ({ name, markup: `>${escapeMarkup(text)}</` })),
    value.map((text) => ({ name, markup: `><![CDATA[${text.replaceAll(']]>', '')}]]></` })),
    value.map((text) => ({ name, markup: `>${escapeMarkup(text)}<!-- <${name}>x</${name}> --></` })),
    fc.constant({ name, markup: '></' }),
    fc.constant({ name, markup: '/>' }),
    fc.constant({ name, markup: ' />' }),
  )

const noise = fc.constantFrom(
  '<!-- <AuthType>OAuth</AuthType> -->',
  '<!-- SecuritySettings enabled="true" -->',
  '<?note <OAuthTokenURL> ?>',
  '',
)

const fileOf = (each: typeof element) =>
  fc.record({
    style,
    elements: fc.tuple(...KEYS.map(each)),
    noise,
    hasSection: fc.boolean(),
    enabled: fc.constantFrom('true', 'false', undefined),
  })

const file = fileOf(element)
/** Values may have lines of their own, so that no name tells that a line may change. */
const spreadFile = fileOf((name) => fc.oneof(element(name), spreadElement(name)))

function write({
  style: { lineEnding, indentation, quote, prefix, mark },
  elements,
  noise: comment,
  hasSection,
  enabled,
}: typeof file extends fc.Arbitrary<infer T> ? T : never): string {
  const line = (depth: number, text: string) => `${indentation.repeat(depth)}${text}${lineEnding}`
  const tag = (name: string, markup: string) =>
    `<${prefix}${name}${markup}${markup.endsWith('</') ? `${prefix}${name}>` : ''}`
  const attribute = enabled === undefined ? '' : ` enabled=${quote}${enabled}${quote}`
  const section = hasSection
    ? line(1, `<${prefix}SecuritySettings${attribute}>`) +
      line(2, comment) +
      elements.map((each) => (each ? line(2, tag(each.name, each.markup)) : '')).join('') +
      line(1, `</${prefix}SecuritySettings>`)
    : ''
  const binding = prefix ? `xmlns:m=${quote}${NAMESPACE}${quote}` : `xmlns=${quote}${NAMESPACE}${quote}`
  return (
    (mark ? '\uFEFF' : '') +
    line(0, '<?xml version="1.0" encoding="UTF-8"?>') +
    line(0, `<${prefix}config ${binding}>`) +
    line(1, `<${prefix}Push enabled=${quote}true${quote}/>`) +
    section +
    line(1, comment) +
    `</${prefix}config>`
  )
}

const wanted = fc
  .tuple(...KEYS.map(() => value))
  .map((values) => [
    setting('SecuritySettings/@enabled', 'true'),
    ...KEYS.map((key, index) => setting(`SecuritySettings/${key}`, values[index]!)),
  ])

const render = (text: string, settings: readonly DesiredSetting[]) =>
  renderNow({ path: 'm.xml', bytes: Buffer.from(text) }, settings)

test('every line without a managed setting is the same, byte for byte', () => {
  fc.assert(
    fc.property(file, wanted, (description, settings) => {
      const text = write(description)
      const isNoise = (line: string) => line.trim() === description.noise
      const others = (content: string) =>
        content.split(/(?<=\n)/).filter((line) => isNoise(line) || !MANAGED.test(line))
      expect(others(Buffer.from(render(text, settings).bytes).toString())).toEqual(others(text))
    }),
    { numRuns: 300 },
  )
})

test('one value that changes leaves everything before and after it as it is', () => {
  fc.assert(
    fc.property(spreadFile, value, fc.constantFrom(...KEYS), (description, text, key) => {
      // No CDATA section can hold it, so one over several lines gives way as a whole.
      fc.pre(!text.includes(']]>'))
      const before = write({ ...description, hasSection: true })
      const after = Buffer.from(render(before, [setting(`SecuritySettings/${key}`, text)]).bytes).toString()
      let start = 0
      while (start < before.length && before[start] === after[start]) start++
      let end = 0
      while (
        end < before.length - start &&
        end < after.length - start &&
        before.at(-1 - end) === after.at(-1 - end)
      )
        end++
      const changed = before.slice(start, before.length - end)
      expect(changed.split('\n').length).toBeLessThanOrEqual(1)
      expect(
        before.slice(0, start) + after.slice(start, after.length - end) + before.slice(before.length - end),
      ).toBe(after)
    }),
    { numRuns: 300 },
  )
})

test('rendering twice changes nothing the second time', () => {
  fc.assert(
    fc.property(spreadFile, wanted, (description, settings) => {
      const { bytes } = render(write(description), settings)
      const again = renderNow({ path: 'm.xml', bytes }, settings)
      expect(again.bytes).toBe(bytes)
      expect(again.changes).toEqual([])
    }),
    { numRuns: 300 },
  )
})

/** White space around a value stays as it was in the file: the server trims values too. */
test('another parser reads back exactly the wanted values, apart from white space around them', () => {
  fc.assert(
    fc.property(spreadFile, wanted, (description, settings) => {
      const text = Buffer.from(render(write(description), settings).bytes)
        .toString()
        .replace(/^\uFEFF/, '')
      const root = create(text).root().node as unknown as Element
      const sections = children(root, 'SecuritySettings')
      expect(sections).toHaveLength(1)
      expect(sections[0]!.getAttribute('enabled')).toBe('true')
      for (const [index, key] of KEYS.entries()) {
        const [found, second] = children(sections[0]!, key)
        expect(second).toBeUndefined()
        expect(characters(found!).replaceAll(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')).toBe(settings[index + 1]!.value)
      }
    }),
    { numRuns: 300 },
  )
})

test('a mutilated file is rendered or refused with line and column, and nothing else happens', () => {
  const cut = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 30 }),
    insert: fc.string({ unit: 'binary', maxLength: 5 }),
  })
  fc.assert(
    fc.property(spreadFile, wanted, cut, (description, settings, { at, length, insert }) => {
      const text = write(description)
      const start = Math.floor(at * text.length)
      try {
        render(text.slice(0, start) + insert + text.slice(start + length), settings)
      } catch (error) {
        expect(error).toBeInstanceOf(ProblemsError)
        for (const { where } of (error as ProblemsError).problems) expect(where).toMatch(/^m\.xml:\d+:\d+$/)
      }
    }),
    { numRuns: 1000 },
  )
})

interface Element {
  readonly nodeType: number
  readonly localName: string
  readonly namespaceURI: string
  readonly data?: string
  readonly childNodes: Iterable<Element>
  getAttribute(name: string): string
}

function children(parent: Element, name: string): Element[] {
  return [...parent.childNodes].filter(
    (node) => node.nodeType === 1 && node.localName === name && node.namespaceURI === NAMESPACE,
  )
}

/** Text and CDATA, without comments. */
function characters(node: Element): string {
  return [...node.childNodes]
    .map((child) => (child.nodeType === 3 || child.nodeType === 4 ? (child.data ?? '') : ''))
    .join('')
}
