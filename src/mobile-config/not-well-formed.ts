import type { XmlError } from '@rgrove/parse-xml'
import type { Problem } from '../problems.ts'
import { shown } from './namespaces.ts'
import type { SourceText } from './source-text.ts'

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
      what: 'The text holds "]]>", which ends a CDATA section, and none has been opened.',
      cure: 'Remove it, or write "]]&gt;" where it belongs to the text.',
    }
  return {
    where,
    what: `The file is not well-formed XML: ${reason}.`,
    cure: 'Correct it there; nothing was written.',
  }
}

/** A mark of a merge at the start of a line; the others of it are not far. */
export function conflict(source: SourceText, offset: number): Problem {
  return {
    where: source.place(offset),
    what: `A merge conflict was committed: the line starts with "${source.text.slice(offset, offset + 7)}".`,
    cure: 'Keep the lines of one side, and remove the lines that start with "<<<<<<<", "=======" and ">>>>>>>".',
  }
}

/** A character that XML 1.0 does not allow. The parser's own count is wrong where astral characters stand before one. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** The UTF-16 offset of a position that the parser gives in characters. */
function offsetOf({ text }: SourceText, position: number): number {
  let offset = 0
  for (let passed = 0; passed < position; passed++) offset += text.codePointAt(offset)! > 0xffff ? 2 : 1
  return offset
}
