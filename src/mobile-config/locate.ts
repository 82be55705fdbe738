import { XmlElement } from '@rgrove/parse-xml'
import type { DesiredSetting } from '../desired-state/index.ts'
import type { Problem } from '../problems.ts'
import type { MobileConfigDocument } from './document.ts'
import { localName, ROOT_NAME } from './namespaces.ts'
import type { SourceText } from './source-text.ts'

/** Names of elements that a file lacks, from below the last one that it has. */
export interface Missing {
  readonly parent: XmlElement
  readonly missing: readonly string[]
}

/** The element at the end of a path from the root, what of the path is missing, or where it is ambiguous. */
export function locate(
  document: MobileConfigDocument,
  path: DesiredSetting['elements'],
): XmlElement | Missing | Problem {
  let element = document.root
  for (const [depth, name] of path.entries()) {
    const [first, second] = childElements(document, element, name)
    if (!first) return { parent: element, missing: path.slice(depth) }
    if (second) {
      const steps = [ROOT_NAME, ...path.slice(0, depth + 1)].join('/')
      const what = `There is more than one element "${first.name}" on the path ${steps}; the first is in line ${document.source.line(first.start)}.`
      const cure = 'Remove one of them, so that it is certain which one the server reads.'
      return document.source.problem(second.start, what, cure)
    }
    element = first
  }
  return element
}

/** The children of an element that are in the vendor's namespace and have a name. */
export function childElements(
  { children, namespaces }: MobileConfigDocument,
  parent: XmlElement,
  name: string,
): readonly XmlElement[] {
  let byName = children.get(parent)
  if (!byName) {
    const own = parent.children.filter(
      (node): node is XmlElement => node instanceof XmlElement && !namespaces.foreign.has(node),
    )
    byName = Map.groupBy(own, (child) => localName(child.name))
    children.set(parent, byName)
  }
  return byName.get(name) ?? []
}

/** The offset after an element. The parser reports infinity for an element that ends where the text ends. */
export function endOf({ text }: SourceText, element: XmlElement): number {
  return Math.min(element.end, text.length)
}

/** The offset at which an element's end tag starts; for empty-element tags the end of the element. */
export function endTagStart(source: SourceText, element: XmlElement): number {
  const end = endOf(source, element)
  return source.text.startsWith('/>', end - 2) ? end : source.text.lastIndexOf('</', end - 1)
}

/** An attribute as it stands in the text; offsets in UTF-16 code units. */
interface AttributeSource {
  readonly name: string
  readonly nameStart: number
  readonly quote: '"' | "'"
  /** Offset of the first character after the opening quote. */
  readonly valueStart: number
  readonly valueEnd: number
}

/**
 * The start tag, or empty-element tag, of an element as it stands in the text. The parser reports elements with their offsets but not their attributes; in a well-formed
 * tag quotes are the only thing that can hide a ">".
 */
export function readStartTag({ text }: SourceText, { name, start }: XmlElement) {
  const nameEnd = start + 1 + name.length
  const attributes: AttributeSource[] = []
  const attribute = /[ \t\r\n]+([^ \t\r\n=/>]+)[ \t\r\n]*=[ \t\r\n]*(["'])/y
  let position = nameEnd
  for (;;) {
    attribute.lastIndex = position
    const match = attribute.exec(text)
    if (!match) break
    const [, attributeName, quote] = match as unknown as [string, string, '"' | "'"]
    const valueStart = attribute.lastIndex
    const valueEnd = text.indexOf(quote, valueStart)
    const nameStart = text.indexOf(attributeName, position)
    attributes.push({ name: attributeName, nameStart, quote, valueStart, valueEnd })
    position = valueEnd + 1
  }
  const end = text.indexOf('>', position) + 1
  return { name, nameEnd, attributes, end, selfClosing: text[end - 2] === '/' }
}
