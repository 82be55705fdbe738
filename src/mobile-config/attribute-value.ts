import type { XmlElement } from '@rgrove/parse-xml'
import type { MobileConfigDocument } from './document.ts'
import type { Edit } from './edit.ts'
import { type FileEncoding, referToUnencodable } from './encoding.ts'
import { escapeAttribute } from './escape.ts'
import { type AttributeSource, readStartTag } from './start-tag.ts'

/** The edit that gives an existing attribute a new value, in the quotes that it has. */
export function replaceAttributeValue(
  { quote, valueStart, valueEnd }: AttributeSource,
  value: string,
  encoding: FileEncoding,
): Edit {
  return {
    start: valueStart,
    end: valueEnd,
    replacement: referToUnencodable(escapeAttribute(value, quote), encoding),
  }
}

/** The edit that adds an attribute after the ones that the element has, quoted as they are. */
export function addAttribute(
  { source }: MobileConfigDocument,
  element: XmlElement,
  name: string,
  value: string,
  encoding: FileEncoding,
): Edit {
  const { attributes, nameEnd } = readStartTag(source.text, element.start)
  const last = attributes.at(-1)
  const quote = last?.quote ?? '"'
  const start = last ? last.valueEnd + 1 : nameEnd
  const escaped = referToUnencodable(escapeAttribute(value, quote), encoding)
  return { start, end: start, replacement: ` ${name}=${quote}${escaped}${quote}` }
}
