import { XmlCdata, type XmlElement, type XmlError, XmlText } from '@rgrove/parse-xml'
import type { Problem } from '../problems.ts'
import { truncate } from '../text/truncate.ts'
import type { MobileConfigDocument } from './document.ts'
import { shown } from './namespaces.ts'
import type { SourceText } from './source-text.ts'
import { startOfContent, trimXml } from './white-space.ts'

/** What a merge leaves at the start of a line. */
const CONFLICT = /^(?:<{7}|={7}|>{7})(?=[ \r\n]|$)/

/** What the parser finds wrong, at its place, by the name that a person knows it by. */
export function notWellFormed(source: SourceText, { message, pos }: XmlError): Problem {
  const reason = shown(message.split('\n', 1)[0]!.replace(/ \(line \d+, column \d+\)$/, ''))
  const offset = reason === 'Invalid character' ? source.text.search(NOT_XML) : offsetOf(source, pos)
  const lineStart = source.lineStart(offset)
  if (CONFLICT.test(source.text.slice(lineStart, lineStart + 8))) return conflict(source, lineStart)
  const where = source.place(offset)
  if (reason.includes(']]>'))
    return {
      where,
      what: 'The text contains "]]>", which ends a CDATA section, but no such section is open.',
      cure: 'Remove it, or write "]]&gt;" if it is part of the text.',
    }
  return {
    where,
    what: `The file is not well-formed XML: ${reason}.`,
    cure: 'Correct it at this position. Nothing was written.',
  }
}

/** A mark of a merge at the start of a line; the others of it are not far. */
function conflict(source: SourceText, offset: number): Problem {
  const what = `A merge conflict was committed: the line starts with "${source.text.slice(offset, offset + 7)}".`
  const cure =
    'Keep the lines of one side, and remove the lines that start with "<<<<<<<", "=======" and ">>>>>>>".'
  return { where: source.place(offset), what, cure }
}

/** A character that XML 1.0 does not allow. The parser's own count is wrong where astral characters stand before one. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** The UTF-16 offset of a position that the parser gives in characters. */
function offsetOf({ text }: SourceText, position: number): number {
  let offset = 0
  for (let passed = 0; passed < position; passed++) offset += text.codePointAt(offset)! > 0xffff ? 2 : 1
  return offset
}

/** Marks of a merge that are well-formed: what was left when "<<<<<<<" had been removed. Those in comments are no matter. */
const MARKS = /(?<=[\r\n])(?:={7}|>{7})(?=[ \r\n])/

/** The first mark of a merge that stands in the text of an element. */
export function conflictProblems({ source, namespaces }: MobileConfigDocument): Problem[] {
  if (!MARKS.test(source.text)) return []
  for (const { children } of namespaces.elements)
    for (const node of children) {
      const isText = node instanceof XmlText && !(node instanceof XmlCdata)
      const index = isText ? source.text.slice(node.start, node.end).search(MARKS) : -1
      if (index >= 0) return [conflict(source, node.start + index)]
    }
  return []
}

const MAX_TEXT = 40

/** The first text between the elements of a section, which the server has no use for. */
export function strayText({ source }: MobileConfigDocument, section: XmlElement): Problem | undefined {
  const node = section.children.find((each) => each instanceof XmlText && trimXml(each.text) !== '')
  if (!node) return undefined
  const start = startOfContent(source.text, node.start, node.end)
  const text = truncate(trimXml(source.text.slice(start, node.end)).split(/[\r\n]/, 1)[0]!, MAX_TEXT)
  const where = source.place(start)
  const what = `There is text between the elements of "${section.name}": "${text}".`
  // No comment can hold the end of one.
  const isLeftOver = text.includes('-->')
  return {
    where,
    what,
    cure: isLeftOver
      ? 'Remove it: it is the remainder of a comment.'
      : 'Remove it, or turn it into a comment.',
  }
}
