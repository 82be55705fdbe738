import { fragment } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import { type FileEncoding, referToUnencodable } from './encoding.ts'
import { escapeAttribute, escapeText } from './escape.ts'
import type { NewElement } from './new-element.ts'

/**
 * Serialises new elements with xmlbuilder2, children indented by `unit`.
 * @param prefix the prefix with colon that the file uses for the vendor's namespace, or nothing
 * @returns the lines, without line ends
 * @see https://oozcitak.github.io/xmlbuilder2/serialization.html
 */
export function serialise(
  elements: readonly NewElement[],
  prefix: string,
  unit: string,
  encoding: FileEncoding,
): string[] {
  const builder = fragment()
  for (const element of elements) append(builder, element, prefix)
  const markup = builder.toString({ prettyPrint: true, indent: unit, newline: '\n' })
  return referToUnencodable(markup, encoding).split('\n')
}

/** xmlbuilder2 leaves references in a value as they are, so what is escaped like the rest of the file stays so. */
function append(parent: XMLBuilder, { name, attributes, text, children }: NewElement, prefix: string): void {
  const escaped = [...attributes].map(([attribute, value]) => [attribute, escapeAttribute(value, '"')])
  const element = parent.ele(`${prefix}${name}`, Object.fromEntries(escaped))
  if (text) element.txt(escapeText(text))
  for (const child of children) append(element, child, prefix)
}
