/** An attribute as it stands in the text; offsets in UTF-16 code units. */
export interface AttributeSource {
  readonly name: string
  readonly nameStart: number
  readonly quote: '"' | "'"
  /** Offset of the first character after the opening quote. */
  readonly valueStart: number
  readonly valueEnd: number
}

/** A start tag or empty-element tag as it stands in the text. */
export interface StartTag {
  readonly name: string
  readonly nameEnd: number
  readonly attributes: readonly AttributeSource[]
  readonly end: number
  readonly selfClosing: boolean
}

/**
 * Reads the tag that starts at `start`. The document must be known to be well-formed: the parser reports elements with their
 * offsets but not their attributes, and in a well-formed tag quotes are the only thing that can hide a ">".
 */
export function readStartTag(text: string, start: number): StartTag {
  const name = /[^ \t\r\n/>]+/y
  name.lastIndex = start + 1
  const tagName = name.exec(text)![0]
  const nameEnd = name.lastIndex
  const attributes: AttributeSource[] = []
  const attribute = /[ \t\r\n]+([^ \t\r\n=/>]+)[ \t\r\n]*=[ \t\r\n]*(["'])/y
  let position = nameEnd
  for (;;) {
    attribute.lastIndex = position
    const match = attribute.exec(text)
    if (!match) break
    const quote = match[2] as '"' | "'"
    const valueStart = attribute.lastIndex
    const valueEnd = text.indexOf(quote, valueStart)
    const nameStart = text.indexOf(match[1]!, position)
    attributes.push({ name: match[1]!, nameStart, quote, valueStart, valueEnd })
    position = valueEnd + 1
  }
  const end = text.indexOf('>', position) + 1
  return { name: tagName, nameEnd, attributes, end, selfClosing: text[end - 2] === '/' }
}
