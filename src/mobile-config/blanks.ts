/** White space as XML defines it; JavaScript's own notion includes more, such as the no-break space. */
const BLANKS = ' \t\r\n'

/** Removes XML's white space around a text, in linear time whatever the text is. */
export function trimXml(text: string): string {
  let start = 0
  while (start < text.length && BLANKS.includes(text[start]!)) start++
  return text.slice(start, endOfContent(text, text.length))
}

/** The offset after the last character before `end` that is not white space. */
export function endOfContent(text: string, end: number): number {
  let offset = end
  while (offset > 0 && BLANKS.includes(text[offset - 1]!)) offset--
  return offset
}
