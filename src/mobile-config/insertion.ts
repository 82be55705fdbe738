import { XmlElement } from '@rgrove/parse-xml'
import { endOfContent } from './blanks.ts'
import { endOf, endTagStart, type MobileConfigDocument } from './document.ts'
import type { Edit } from './edit.ts'
import type { FileEncoding } from './encoding.ts'
import { localName } from './namespaces.ts'
import type { NewElement } from './new-element.ts'
import type { PlannedFile } from './render.ts'
import { serialise } from './serialise.ts'
import type { SourceText } from './source-text.ts'
import { readStartTag } from './start-tag.ts'

/** The edits that put new elements into a file, laid out like what is around them. */
export function insertionEdits({
  document,
  encoding,
  insertions,
}: Pick<PlannedFile, 'document' | 'encoding' | 'insertions'>): Edit[] {
  return insertions.map(({ parent, place, elements }) => {
    if (place === 'start') return insertAtStart(document, parent, elements, encoding)
    if (place === 'end') return insertAtEnd(document, parent, elements, encoding)
    return insertAfterSibling(document, place.after, elements, encoding)
  })
}

/** Before the end tag of the parent, as the vendor's instructions say for missing OAuth keys. */
function insertAtEnd(
  document: MobileConfigDocument,
  parent: XmlElement,
  elements: readonly NewElement[],
  encoding: FileEncoding,
): Edit {
  const { source } = document
  const tag = readStartTag(source.text, parent.start)
  const indentation = childIndentation(source, parent)
  const lines = linesOf(source, parent, elements, encoding)
  const end = endTagStart(document, parent)
  const ending = source.lineEnding(end)
  const block = lines.map((line) => `${indentation}${line}${ending}`).join('')
  const parentIndentation = indentationOf(source, parent) ?? ''

  if (tag.selfClosing) {
    const start = endOfContent(source.text, tag.end - '/>'.length)
    return { start, end: tag.end, replacement: `>${ending}${block}${parentIndentation}</${tag.name}>` }
  }
  const lineStart = source.lineStart(end)
  if (source.indentationBefore(end) !== undefined) return insertion(lineStart, block)
  if (!parent.children.some((node) => node instanceof XmlElement)) {
    return insertion(end, `${ending}${block}${parentIndentation}`)
  }
  return insertion(end, inOneLine(lines))
}

/** First in the parent, which has other child elements. */
function insertAtStart(
  { source }: MobileConfigDocument,
  parent: XmlElement,
  elements: readonly NewElement[],
  encoding: FileEncoding,
): Edit {
  const { end } = readStartTag(source.text, parent.start)
  return insertAfter(
    source,
    end,
    childIndentation(source, parent),
    linesOf(source, parent, elements, encoding),
  )
}

/** On the line after a sibling. */
function insertAfterSibling(
  { source }: MobileConfigDocument,
  sibling: XmlElement,
  elements: readonly NewElement[],
  encoding: FileEncoding,
): Edit {
  const parent = sibling.parent as XmlElement
  const indentation = indentationOf(source, sibling) ?? childIndentation(source, parent)
  return insertAfter(source, endOf(source, sibling), indentation, linesOf(source, parent, elements, encoding))
}

/** After the rest of the line when that holds nothing but a comment, else directly after the offset. */
function insertAfter(
  source: SourceText,
  offset: number,
  indentation: string,
  lines: readonly string[],
): Edit {
  const lineEnd = source.lineEnd(offset)
  const rest = source.text.slice(offset, lineEnd)
  const isLastOnLine = /^[ \t]*(<!--(?:(?!-->).)*-->[ \t]*)?$/s.test(rest)
  if (!isLastOnLine) return insertion(offset, inOneLine(lines))
  const ending = source.text.startsWith('\r\n', lineEnd) ? '\r\n' : source.text[lineEnd]!
  return insertion(lineEnd, lines.map((line) => `${ending}${indentation}${line}`).join(''))
}

function inOneLine(lines: readonly string[]): string {
  return lines.map((line) => line.trimStart()).join('')
}

function insertion(offset: number, replacement: string): Edit {
  return { start: offset, end: offset, replacement }
}

function linesOf(
  source: SourceText,
  parent: XmlElement,
  elements: readonly NewElement[],
  encoding: FileEncoding,
): string[] {
  const prefix = parent.name.slice(0, -localName(parent.name).length)
  return serialise(elements, prefix, indentationUnit(source, parent), encoding)
}

/** The indentation of the last child that starts a line, else one unit more than the parent's. */
function childIndentation(source: SourceText, parent: XmlElement): string {
  const sample = parent.children
    .toReversed()
    .map((node) => (node instanceof XmlElement ? indentationOf(source, node) : undefined))
    .find((indentation) => indentation !== undefined)
  return sample ?? `${indentationOf(source, parent) ?? ''}${indentationUnit(source, parent)}`
}

/** What the root's first indented child is indented by: the file's own unit. Two blanks where nothing tells. */
function indentationUnit(source: SourceText, element: XmlElement): string {
  let root = element
  while (root.parent instanceof XmlElement) root = root.parent
  const sample = root.children
    .map((node) => (node instanceof XmlElement ? indentationOf(source, node) : undefined))
    .find((indentation) => indentation)
  return sample ?? '  '
}

/** A longer one is no indentation, and every inserted line would repeat it. */
const LONGEST_INDENTATION = 200

function indentationOf(source: SourceText, { start }: XmlElement): string | undefined {
  const indentation = source.indentationBefore(start)
  return indentation !== undefined && indentation.length > LONGEST_INDENTATION ? undefined : indentation
}
