import type { Problem } from '../problems.ts'

/** A file's text with the questions that edits ask of it: lines, columns, line ends, indentation. Offsets are UTF-16 code units. */
export class SourceText {
  readonly path: string
  readonly text: string
  #lineStarts: number[] | undefined

  constructor(path: string, text: string) {
    this.path = path
    this.text = text
  }

  /** One-based line of an offset. CRLF, LF and a lone CR end a line. */
  line(offset: number): number {
    const starts = this.#starts()
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }

  /** "mobile-config.xml:12:7", line and column one-based. */
  place(offset: number): string {
    return `${this.path}:${this.line(offset)}:${offset - this.lineStart(offset) + 1}`
  }

  /** @param what what is wrong at the offset */
  problem(offset: number, what: string, cure: string): Problem {
    return { where: this.place(offset), what, cure }
  }

  /** Offset of the first character of the line that holds the offset. */
  lineStart(offset: number): number {
    return this.#starts()[this.line(offset) - 1]!
  }

  /** Offset of the line end (or of the end of the text) that follows the offset. */
  lineEnd(offset: number): number {
    const next = this.#starts()[this.line(offset)]
    return next === undefined ? this.text.length : next - this.#lineEndBefore(next).length
  }

  /** The white space at the start of the line when nothing else stands between it and the offset. */
  indentationBefore(offset: number): string | undefined {
    // Backwards from the offset: a line may hold a million elements behind a million spaces.
    let start = offset
    while (start > 0 && ' \t'.includes(this.text[start - 1]!)) start--
    return start === this.lineStart(offset) ? this.text.slice(start, offset) : undefined
  }

  /** The line end of the line before the offset's, else the first one of the file, else LF: what is inserted looks like its surroundings. */
  lineEnding(offset: number): string {
    const next = this.lineStart(offset) || this.#starts()[1]
    return next === undefined ? '\n' : this.#lineEndBefore(next)
  }

  #lineEndBefore(lineStart: number): string {
    return this.text.startsWith('\r\n', lineStart - 2) ? '\r\n' : this.text[lineStart - 1]!
  }

  #starts(): number[] {
    if (!this.#lineStarts) {
      this.#lineStarts = [0]
      const ending = /\r\n?|\n/g
      while (ending.test(this.text)) this.#lineStarts.push(ending.lastIndex)
    }
    return this.#lineStarts
  }
}

/** Replace the characters from `start` up to `end` (UTF-16 offsets; equal for an insertion). */
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
  pieces.push(text.slice(position))
  return pieces.join('')
}
