import type { XmlElement } from '@rgrove/parse-xml'
import { type Problem, ProblemsError } from '../problems.ts'
import type { FileEncoding } from './encoding.ts'

/** A file's text with the questions that edits ask of it: lines, columns, line ends, indentation. Offsets are UTF-16 code units. */
export class SourceText {
  readonly path: string
  readonly text: string
  readonly encoding: FileEncoding
  #lineStarts: number[] | undefined

  constructor(path: string, text: string, encoding: FileEncoding) {
    this.path = path
    this.text = text
    this.encoding = encoding
  }

  /** The line of an offset: its one-based number, and the offsets where it starts and where its ending does. */
  lineAt(offset: number) {
    const starts = this.#starts()
    const index = largest(starts.length - 1, (each) => starts[each]! <= offset)
    const start = starts[index]!
    const next = starts[index + 1] ?? this.text.length
    const [ending] = /(?:\r\n?|\n)?$/.exec(this.text.slice(Math.max(start, next - 2), next))!
    return { number: index + 1, start, end: next - ending.length, ending }
  }

  /** What is wrong at an offset: "mobile-config.xml:12:7", line and column one-based. */
  problem(offset: number, what: string, cure: string): Problem {
    const { number, start } = this.lineAt(offset)
    return { where: `${this.path}:${number}:${offset - start + 1}`, what, cure }
  }

  /** Throws a ProblemsError with one problem. */
  refuse(offset: number, what: string, cure: string): never {
    throw new ProblemsError([this.problem(offset, what, cure)])
  }

  /** The white space at the start of the line when nothing else stands between it and the offset. */
  indentationBefore(offset: number): string | undefined {
    // Backwards from the offset: a line may hold a million elements behind a million spaces.
    let start = offset
    while (start > 0 && ' \t'.includes(this.text[start - 1]!)) start--
    return start === this.lineAt(offset).start ? this.text.slice(start, offset) : undefined
  }

  /** The ending of the line before the offset's, else of the first one, else LF. */
  lineEnding(offset: number): string {
    const { start } = this.lineAt(offset)
    return this.lineAt(Math.max(0, start - 1)).ending || '\n'
  }

  /** CRLF, LF and a lone CR end a line. */
  #starts(): readonly number[] {
    if (!this.#lineStarts) {
      this.#lineStarts = [0]
      const ending = /\r\n?|\n/g
      while (ending.test(this.text)) this.#lineStarts.push(ending.lastIndex)
    }
    return this.#lineStarts
  }
}

/** The largest number from 0 to a limit for which a condition holds; it holds for 0, and for all numbers below one for which it holds. */
export function largest(limit: number, holds: (number: number) => boolean): number {
  if (holds(limit)) return limit
  let low = 0
  let high = limit - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (holds(middle)) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * The start tag, or empty-element tag, of an element. The parser reports elements with their offsets but not their attributes; in a
 * well-formed tag quotes are the only thing that can hide a ">".
 */
export function readStartTag({ text }: SourceText, element: XmlElement) {
  const nameEnd = element.start + 1 + element.name.length
  const attribute = /([ \t\r\n]+)([^ \t\r\n=/>]+)[ \t\r\n]*=[ \t\r\n]*("[^"]*"|'[^']*')/gy
  attribute.lastIndex = nameEnd
  const attributes = Array.from(text.matchAll(attribute), (match) => {
    const [whole, blanks, name, literal] = match as unknown as [string, string, string, string]
    const valueEnd = match.index + whole.length - 1
    return {
      name,
      nameStart: match.index + blanks.length,
      quote: text[valueEnd] as '"' | "'",
      valueStart: valueEnd - literal.length + 2,
      valueEnd,
    }
  })
  const last = attributes.at(-1)
  const end = text.indexOf('>', last ? last.valueEnd + 1 : nameEnd) + 1
  return { nameEnd, attributes, end, isEmpty: text[end - 2] === '/' }
}

/** Replace the characters from `start` up to `end` (equal for an insertion). */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly replacement: string
}

/**
 * Splices edits into a text; everything outside of them stays as it is.
 * @param edits in any order; edits with the same start are applied in the order given
 * @throws RangeError when two edits overlap, which would be a mistake of the caller
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = []
  let position = 0
  for (const { start, end, replacement } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < position) throw new RangeError(`two edits overlap at offset ${start}`)
    pieces.push(text.slice(position, start), replacement)
    position = end
  }
  return pieces.join('') + text.slice(position)
}
