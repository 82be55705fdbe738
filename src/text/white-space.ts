/** White space as XML defines it; JavaScript's own notion includes more, such as the no-break space. */
const BLANKS = ' \t\r\n'

/** Removes XML's white space around a text, in linear time whatever the text is. */
export function trimXml(text: string): string {
  return text.slice(startOfContent(text, 0, text.length), endOfContent(text, text.length))
}

/** The offset of the first character from `start` on that is not white space; `end` where there is none before it. */
export function startOfContent(text: string, start: number, end: number): number {
  let offset = start
  while (offset < end && BLANKS.includes(text[offset]!)) offset++
  return offset
}

/** The offset after the last character before `end` that is not white space. */
export function endOfContent(text: string, end: number): number {
  let offset = end
  while (offset > 0 && BLANKS.includes(text[offset - 1]!)) offset--
  return offset
}
