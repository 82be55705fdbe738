import { XmlCdata, XmlElement, type XmlNode, XmlText } from '@rgrove/parse-xml'
import type { Problem } from '../problems.ts'
import type { MobileConfigDocument } from './document.ts'
import type { Edit } from './edit.ts'
import { canEncode, type FileEncoding, referToUnencodable } from './encoding.ts'
import { type AttributeSource, readStartTag, type StartTag } from './start-tag.ts'
import { endOfContent, startOfContent, trimXml } from './white-space.ts'

/** The text of an element without the white space around it, or what keeps it from being a plain value. */
export function elementValue(document: MobileConfigDocument, element: XmlElement): string | Problem {
  const child = element.children.find((node) => node instanceof XmlElement)
  if (child) return mixedContent(document, element, child)
  return trimXml(element.children.map((node) => (node instanceof XmlText ? node.text : '')).join(''))
}

/**
 * The edit that gives an element a new value: only the characters from the first to the last that is not white space change.
 * A CDATA section stays one where the value allows it, comments beside the value stay, both spellings of an empty element are
 * filled.
 * @returns a problem when a comment splits the value, so that no single place holds it
 */
export function replaceElementValue(
  document: MobileConfigDocument,
  element: XmlElement,
  value: string,
  encoding: FileEncoding,
): Edit | Problem {
  const { text } = document.source
  const tag = readStartTag(text, element.start)
  if (tag.selfClosing) return fillEmptyElementTag(text, tag, asText(value, encoding))

  const { first, last, splitter } = valueNodes(element)
  if (!first || !last) return { start: tag.end, end: tag.end, replacement: asText(value, encoding) }
  if (splitter) return splitValue(document, element, last)
  if (first === last && first instanceof XmlCdata && fitsCdata(value, encoding))
    return { ...contentRange(text, first.start + CDATA_START, first.end - CDATA_END), replacement: value }
  return {
    start: contentRange(text, first.start, first.end).start,
    end: contentRange(text, last.start, last.end).end,
    replacement: asText(value, encoding),
  }
}

/** The nodes that a value starts and ends with, and what stands between them that is not of it. An empty CDATA section can take one. */
function valueNodes({ children }: XmlElement) {
  const runs = children.filter((node) => node instanceof XmlText && trimXml(node.text) !== '')
  const empty = children.find((node) => node instanceof XmlCdata)
  const [first, last] = runs.length > 0 ? [runs[0], runs.at(-1)] : [empty, empty]
  const splitter = children
    .slice(children.indexOf(first!), children.indexOf(last!) + 1)
    .find((node) => !(node instanceof XmlText))
  return { first, last, splitter }
}

const CDATA_START = '<![CDATA['.length
const CDATA_END = ']]>'.length

/** A carriage return in it would be read as a line feed, and there are no references. */
function fitsCdata(value: string, encoding: FileEncoding): boolean {
  return !/\]\]>|\r/.test(value) && canEncode(value, encoding)
}

function contentRange(text: string, start: number, end: number): { start: number; end: number } {
  const first = startOfContent(text, start, end)
  return { start: first, end: Math.max(first, endOfContent(text, end)) }
}

function asText(value: string, encoding: FileEncoding): string {
  return referToUnencodable(escapeText(value), encoding)
}

function fillEmptyElementTag(text: string, { name, end }: StartTag, content: string): Edit {
  return { start: endOfContent(text, end - '/>'.length), end, replacement: `>${content}</${name}>` }
}

function mixedContent({ source }: MobileConfigDocument, { name }: XmlElement, child: XmlElement): Problem {
  const what = `Element "${name}" contains element "${child.name}", but a plain value is expected.`
  const cure = `Keep only text between <${name}> and </${name}>, or correct the path.`
  return { where: source.place(child.start), what, cure }
}

function splitValue({ source }: MobileConfigDocument, { name }: XmlElement, second: XmlNode): Problem {
  const what = `A comment or processing instruction splits the value of element "${name}" in two.`
  return { where: source.place(second.start), what, cure: 'Move it before or after the element.' }
}

/** The edit that gives an existing attribute a new value, in the quotes that it has. */
export function replaceAttributeValue(
  { quote, valueStart, valueEnd }: AttributeSource,
  value: string,
  encoding: FileEncoding,
): Edit {
  return {
    start: valueStart,
    end: valueEnd,
    replacement: referToUnencodable(escapeAttribute(value, quote), encoding),
  }
}

/** The edit that adds an attribute after the ones that the element has, quoted as they are. */
export function addAttribute(
  { source }: MobileConfigDocument,
  element: XmlElement,
  name: string,
  value: string,
  encoding: FileEncoding,
): Edit {
  const { attributes, nameEnd } = readStartTag(source.text, element.start)
  const last = attributes.at(-1)
  const quote = last?.quote ?? '"'
  const start = last ? last.valueEnd + 1 : nameEnd
  const escaped = referToUnencodable(escapeAttribute(value, quote), encoding)
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
