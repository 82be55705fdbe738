import { XmlElement } from '@rgrove/parse-xml'
import { fragment } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import { endOfContent } from '../text/white-space.ts'
import { childElements, endTagStart, type MobileConfigDocument } from './document.ts'
import { referToUnencodable } from './encoding.ts'
import { localName } from './namespaces.ts'
import type { NewElement } from './plan.ts'
import type { PlannedFile } from './render.ts'
import { type Edit, readStartTag, type SourceText } from './source-text.ts'
import { escapeAttribute, escapeText } from './value.ts'

/** The edits that put a plan's new elements into the file, laid out like what is around them. */
export function insertionEdits({ document, newElements }: PlannedFile): Edit[] {
  return [...newElements].flatMap(([parent, elements]) => insertInto(document, parent, elements))
}

/**
 * AuthType comes first in its section and the authorization parameters after OAuthLogoutURL; everything else comes before the end
 * tag, in the vendor's order. Lines are indented as the last child that starts a line, else by the unit of the file.
 */
function insertInto(document: MobileConfigDocument, parent: XmlElement, elements: NewElement[]): Edit[] {
  const { source, root } = document
  const isFilledSection = parent !== root && parent.children.some((each) => each instanceof XmlElement)
  const logoutUrl = childElements(document, parent, 'OAuthLogoutURL').at(-1)
  const { first, afterLogout, last } = Object.groupBy(elements, ({ name }) => {
    if (isFilledSection && name === 'AuthType') return 'first'
    return logoutUrl && name === 'OAuthAuthorizationURL_Parameters' ? 'afterLogout' : 'last'
  })
  const unit = indentations(source, root).find((indentation) => indentation) ?? '  '
  const indentation = indentations(source, parent).at(-1) ?? `${indentationOf(source, parent) ?? ''}${unit}`
  const prefix = parent.name.slice(0, -localName(parent.name).length)
  const lines = (group: readonly NewElement[]) =>
    referToUnencodable(serialise(group, prefix, unit), source.encoding).split('\n')
  const edits: Edit[] = []
  if (first) edits.push(insertAfter(source, readStartTag(source, parent).end, indentation, lines(first)))
  if (logoutUrl && afterLogout) {
    const own = indentationOf(source, logoutUrl) ?? indentation
    edits.push(insertAfter(source, logoutUrl.end, own, lines(afterLogout)))
  }
  if (last) edits.push(insertAtEnd(source, parent, indentation, lines(last)))
  return edits
}

/** Before the end tag of the parent, as the vendor's instructions say for missing OAuth keys. */
function insertAtEnd(source: SourceText, parent: XmlElement, indentation: string, lines: string[]): Edit {
  const tag = readStartTag(source, parent)
  const end = endTagStart(source, parent)
  const ending = source.lineEnding(end)
  const block = lines.map((line) => `${indentation}${line}${ending}`).join('')
  const parentIndentation = indentationOf(source, parent) ?? ''
  if (tag.isEmpty) {
    const start = endOfContent(source.text, tag.end - '/>'.length)
    return { start, end: tag.end, replacement: `>${ending}${block}${parentIndentation}</${parent.name}>` }
  }
  if (source.indentationBefore(end) !== undefined) return insertion(source.lineAt(end).start, block)
  if (!parent.children.some((node) => node instanceof XmlElement))
    return insertion(end, `${ending}${block}${parentIndentation}`)
  return insertion(end, inOneLine(lines))
}

/** After the rest of the line when that holds nothing but a comment, else directly after the offset. */
function insertAfter(source: SourceText, offset: number, indentation: string, lines: string[]): Edit {
  const { end, ending } = source.lineAt(offset)
  const rest = source.text.slice(offset, end)
  const isLastOnLine = /^[ \t]*(<!--(?:(?!-->).)*-->[ \t]*)?$/s.test(rest)
  if (!isLastOnLine) return insertion(offset, inOneLine(lines))
  return insertion(end, lines.map((line) => `${ending}${indentation}${line}`).join(''))
}

function inOneLine(lines: readonly string[]): string {
  return lines.map((line) => line.trimStart()).join('')
}

function insertion(offset: number, replacement: string): Edit {
  return { start: offset, end: offset, replacement }
}

/** The indentations of those children that start a line. */
function indentations(source: SourceText, { children }: XmlElement): string[] {
  return children
    .map((node) => (node instanceof XmlElement ? indentationOf(source, node) : undefined))
    .filter((indentation) => indentation !== undefined)
}

/** A longer one is no indentation, and every inserted line would repeat it. */
const MAX_INDENTATION = 200

function indentationOf(source: SourceText, { start }: XmlElement): string | undefined {
  const indentation = source.indentationBefore(start)
  return indentation !== undefined && indentation.length > MAX_INDENTATION ? undefined : indentation
}

/** @param prefix with its colon, or nothing @see https://oozcitak.github.io/xmlbuilder2/serialization.html */
function serialise(elements: readonly NewElement[], prefix: string, unit: string): string {
  const builder = fragment()
  for (const element of elements) append(builder, element, prefix)
  return builder.toString({ prettyPrint: true, indent: unit, newline: '\n' })
}

/** xmlbuilder2 leaves references in a value as they are, so what is escaped like the rest of the file stays so. */
function append(parent: XMLBuilder, { name, attributes, text, children }: NewElement, prefix: string): void {
  const escaped = [...attributes].map(([attribute, value]) => [attribute, escapeAttribute(value, '"')])
  const element = parent.ele(`${prefix}${name}`, Object.fromEntries(escaped))
  if (text) element.txt(escapeText(text))
  for (const child of children) append(element, child, prefix)
}
