import { XmlCdata, XmlElement, type XmlNode, XmlText } from '@rgrove/parse-xml'
import type { Problem } from '../problems.ts'
import { endOfContent, trimXml } from './blanks.ts'
import { endTagStart, type MobileConfigDocument } from './document.ts'
import type { Edit } from './edit.ts'
import { canEncode, type FileEncoding, referToUnencodable } from './encoding.ts'
import { escapeText } from './escape.ts'
import { readStartTag, type StartTag } from './start-tag.ts'

/** The text of an element without the white space around it, or what keeps it from being a plain value. */
export function elementValue(document: MobileConfigDocument, element: XmlElement): string | Problem {
  const child = element.children.find((node) => node instanceof XmlElement)
  if (child) return mixedContent(document, element, child)
  return trimXml(element.children.map((node) => (node instanceof XmlText ? node.text : '')).join(''))
}

/**
 * The edit that gives an element a new value: only its characters change. A CDATA section stays one where the value allows
 * it, comments beside the value stay, both spellings of an empty element are filled.
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

  const isOnlyCharacters = element.children.every((node) => node instanceof XmlText)
  const runs = element.children.filter((node) => node instanceof XmlText && trimXml(node.text) !== '')
  const [first, last] = [runs[0], runs.at(-1)]
  const within = element.children.slice(element.children.indexOf(first!), element.children.indexOf(last!) + 1)
  if (within.some((node) => !(node instanceof XmlText))) return splitValue(document, element, last!)

  const keepsCdata =
    first instanceof XmlCdata && first === last && !/\]\]>|\r/.test(value) && canEncode(value, encoding)
  const replacement = keepsCdata ? `<![CDATA[${value}]]>` : asText(value, encoding)
  if (isOnlyCharacters) return { start: tag.end, end: endTagStart(document, element), replacement }
  return { start: first?.start ?? tag.end, end: last?.end ?? tag.end, replacement }
}

function asText(value: string, encoding: FileEncoding): string {
  return referToUnencodable(escapeText(value), encoding)
}

function fillEmptyElementTag(text: string, { name, end }: StartTag, content: string): Edit {
  return { start: endOfContent(text, end - '/>'.length), end, replacement: `>${content}</${name}>` }
}

function mixedContent({ source }: MobileConfigDocument, { name }: XmlElement, child: XmlElement): Problem {
  return {
    where: source.place(child.start),
    what: `Element "${name}" holds element "${child.name}" where a plain value is expected.`,
    cure: `Leave only text between <${name}> and </${name}>, or correct the path.`,
  }
}

function splitValue({ source }: MobileConfigDocument, { name }: XmlElement, second: XmlNode): Problem {
  return {
    where: source.place(second.start),
    what: `A comment or processing instruction splits the value of element "${name}" in two.`,
    cure: 'Move it before or after the element.',
  }
}
