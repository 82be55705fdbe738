import { endOfInert } from './inert.ts'

/**
 * Counts the tags, attributes, references, comments, instructions and CDATA sections of a text: what the parser makes an object
 * of or takes a step for. What is within comments, instructions and CDATA sections does not count. Nothing is kept.
 *
 * Up to the first fault of a text it sees what the parser sees, so the parser never keeps more than is counted here.
 * @param most where counting stops
 */
export function countMarkup(text: string, most: number): number {
  let count = 0
  let isInTag = false
  let quote: string | undefined
  for (let offset = 0; offset < text.length && count <= most; offset++) {
    const character = text[offset]!
    if (character === '&') count++
    else if (quote !== undefined) {
      if (character === quote) quote = undefined
    } else if (isInTag) {
      if (character === '=') count++
      else if (character === '>') isInTag = false
      else if (character === '"' || character === "'") quote = character
    } else if (character === '<') {
      count++
      const end = endOfInert(text, offset)
      isInTag = end === undefined
      if (end !== undefined) offset = end - 1
    }
  }
  return count
}
