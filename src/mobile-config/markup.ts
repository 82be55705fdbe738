import { startOfContent } from './white-space.ts'

/** What holds no markup, by how it starts and ends. */
const INERT = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<![CDATA[', ']]>'],
] as const

/** The offset after the comment, instruction or CDATA section that starts at an offset; undefined where none does. */
function endOfInert(text: string, offset: number): number | undefined {
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

/**
 * Counts the tags, attributes, references, comments, instructions and CDATA sections of a text: what the parser makes an object
 * of or takes a step for. What is within comments, instructions and CDATA sections does not count. Nothing is kept.
 *
 * Up to the first fault of a text it sees what the parser sees, so the parser never keeps more than is counted here.
 * @param most where counting stops
 */
export function countMarkup(text: string, most: number): number {
  let count = 0
  let inside: keyof typeof SIGNS = 'text'
  for (let offset = 0; count <= most; ) {
    const signs: RegExp = SIGNS[inside]
    signs.lastIndex = offset
    if (!signs.test(text)) break
    offset = signs.lastIndex
    const sign: string = text[offset - 1]!
    if (sign === '&' || sign === '=') count++
    else if (sign === '<') {
      count++
      const end = endOfInert(text, offset - 1)
      if (end === undefined) inside = 'tag'
      else offset = end
    } else if (sign === '>') inside = 'text'
    else inside = inside === 'tag' ? (sign as '"' | "'") : 'tag'
  }
  return count
}

/** What means something in text, in a tag, and between either quotes in one. */
const SIGNS = { text: /[&<]/g, tag: /[&=>"']/g, '"': /[&"]/g, "'": /[&']/g } as const
