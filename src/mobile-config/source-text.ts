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
    const line = this.line(offset)
    return `${this.path}:${line}:${offset - this.#starts()[line - 1]! + 1}`
  }

  /** Offset of the first character of the line that holds the offset. */
  lineStart(offset: number): number {
    return this.#starts()[this.line(offset) - 1]!
  }

  /** Offset of the line end (or of the end of the text) that follows the offset. */
  lineEnd(offset: number): number {
    const next = this.#starts()[this.line(offset)]
    if (next === undefined) return this.text.length
    return this.text.startsWith('\r\n', next - 2) ? next - 2 : next - 1
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
    const start = this.lineStart(offset)
    const end = start > 0 ? start : this.#starts()[1]
    if (end === undefined) return '\n'
    if (this.text.startsWith('\r\n', end - 2)) return '\r\n'
    return this.text[end - 1]!
  }

  #starts(): number[] {
    if (!this.#lineStarts) {
      this.#lineStarts = [0]
      for (const { index, 0: ending } of this.text.matchAll(/\r\n|\r|\n/g))
        this.#lineStarts.push(index + ending.length)
    }
    return this.#lineStarts
  }
}
