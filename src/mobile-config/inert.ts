import { startOfContent } from './blanks.ts'

/** What holds no markup, by how it starts and ends. */
const INERT = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<![CDATA[', ']]>'],
] as const

/** The offset after the comment, instruction or CDATA section that starts at an offset; undefined where none does. */
export function endOfInert(text: string, offset: number): number | undefined {
  const kind = INERT.find(([open]) => text.startsWith(open, offset))
  if (!kind) return undefined
  const [open, close] = kind
  const end = text.indexOf(close, offset + open.length)
  return end < 0 ? text.length : end + close.length
}

/** The offset of what follows the declaration, comments and instructions that a text starts with: document type or root. */
export function endOfProlog(text: string): number {
  let start = startOfContent(text, 0, text.length)
  for (let end = endOfInert(text, start); end !== undefined; end = endOfInert(text, start))
    start = startOfContent(text, end, text.length)
  return start
}
