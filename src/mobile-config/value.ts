import { XmlCdata, XmlElement, XmlText } from '@rgrove/parse-xml'
import type { Problem } from '../problems.ts'
import { truncate } from '../text/truncate.ts'
import { endOfContent, startOfContent, trimXml } from '../text/white-space.ts'
import { canEncode, referToUnencodable } from './encoding.ts'
import { type Edit, readStartTag, type SourceText } from './source-text.ts'

/** The text of an element without the white space around it. Refuses an element that holds elements. */
export function elementValue(source: SourceText, { name, children }: XmlElement): string {
  const child = children.find((node) => node instanceof XmlElement)
  if (!child) return trimXml(children.map((node) => (node instanceof XmlText ? node.text : '')).join(''))
  const what = `Element "${name}" contains element "${child.name}", but a plain value is expected.`
  const cure = `Keep only text between <${name}> and </${name}>, or correct the path.`
  return source.refuse(child.start, what, cure)
}

/**
 * The edit that gives an element a new value: only the characters from the first to the last that is not white space change.
 * A CDATA section stays one where the value allows it, as do comments beside the value. Refuses a comment that splits the value.
 */
export function elementEdit(source: SourceText, element: XmlElement, value: string): Edit {
  const { text, encoding } = source
  const tag = readStartTag(source, element)
  const escaped = referToUnencodable(escapeText(value), encoding)
  if (tag.isEmpty) {
    const start = endOfContent(text, tag.end - '/>'.length)
    return { start, end: tag.end, replacement: `>${escaped}</${element.name}>` }
  }
  const { name, children } = element
  const filled = children.filter((node) => node instanceof XmlText && trimXml(node.text) !== '')
  const first = filled[0] ?? children.find((node) => node instanceof XmlCdata)
  const last = filled.at(-1) ?? first
  if (!first || !last) return { start: tag.end, end: tag.end, replacement: escaped }
  const between = children.slice(children.indexOf(first), children.indexOf(last))
  if (between.some((node) => !(node instanceof XmlText))) {
    const what = `A comment or processing instruction splits the value of element "${name}" in two.`
    source.refuse(last.start, what, 'Move it before or after the element.')
  }
  // In CDATA a carriage return would be read as a line feed, and there are no references.
  const fitsCdata = !/\]\]>|\r/.test(value) && canEncode(value, encoding)
  if (first === last && first instanceof XmlCdata && fitsCdata) {
    const end = first.end - ']]>'.length
    const start = startOfContent(text, first.start + '<![CDATA['.length, end)
    return { start, end: Math.max(start, endOfContent(text, end)), replacement: value }
  }
  const start = startOfContent(text, first.start, first.end)
  return { start, end: endOfContent(text, last.end), replacement: escaped }
}

/** The edit that gives an attribute a new value in the quotes that it has. One that is missing goes after the others, quoted as they are. */
export function attributeEdit(source: SourceText, element: XmlElement, name: string, value: string): Edit {
  const { attributes, nameEnd } = readStartTag(source, element)
  const existing = attributes.find((each) => each.name === name)
  const last = attributes.at(-1)
  const quote = (existing ?? last)?.quote ?? '"'
  const escaped = referToUnencodable(escapeAttribute(value, quote), source.encoding)
  if (existing) return { start: existing.valueStart, end: existing.valueEnd, replacement: escaped }
  const start = last ? last.valueEnd + 1 : nameEnd
  return { start, end: start, replacement: ` ${name}=${quote}${escaped}${quote}` }
}

/** Escapes a value for element content. A carriage return becomes a reference, else a parser would read it as a line feed. */
export function escapeText(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
}

/** Escapes a value for an attribute that is quoted with `quote`. White space other than spaces would be normalised away. */
export function escapeAttribute(value: string, quote: '"' | "'"): string {
  return escapeText(value)
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;')
    .replaceAll(quote, quote === '"' ? '&quot;' : '&apos;')
}

const MAX_TEXT = 40

/** The first text between the elements of a section, which the server has no use for. */
export function strayText(source: SourceText, section: XmlElement): Problem | undefined {
  const node = section.children.find((each) => each instanceof XmlText && trimXml(each.text) !== '')
  if (!node) return undefined
  const start = startOfContent(source.text, node.start, node.end)
  const text = truncate(trimXml(source.text.slice(start, node.end)).split(/[\r\n]/, 1)[0]!, MAX_TEXT)
  const what = `There is text between the elements of "${section.name}": "${text}".`
  // No comment can hold the end of one.
  if (text.includes('-->')) return source.problem(start, what, 'Remove it: it is the remainder of a comment.')
  return source.problem(start, what, 'Remove it, or turn it into a comment.')
}
