import { XmlElement } from '@rgrove/parse-xml'
import type { MobileConfigDocument } from './document.ts'
import { localName, ROOT_NAME } from './namespaces.ts'
import type { SourceText } from './source-text.ts'

/** Names of elements that a file lacks, from below the last one that it has. */
export interface Missing {
  readonly parent: XmlElement
  readonly missing: readonly string[]
}

/** The element at the end of a path from the root, or what of the path is missing. Refuses an ambiguous path. */
export function locate(document: MobileConfigDocument, path: readonly string[]): XmlElement | Missing {
  const { source } = document
  let element = document.root
  for (const [depth, name] of path.entries()) {
    const [first, second] = childElements(document, element, name)
    if (!first) return { parent: element, missing: path.slice(depth) }
    if (second) {
      const steps = [ROOT_NAME, ...path.slice(0, depth + 1)].join('/')
      const what = `There is more than one element "${first.name}" on the path ${steps}; the first is in line ${source.line(first.start)}.`
      const cure = 'Remove one of them, so that it is certain which one the server reads.'
      source.refuse(second.start, what, cure)
    }
    element = first
  }
  return element
}

/** The children of an element that are in the vendor's namespace and have a name. */
export function childElements(document: MobileConfigDocument, parent: XmlElement, name: string) {
  const { children, namespaces } = document
  const isVendors = (node: object) => node instanceof XmlElement && !namespaces.foreign.has(node)
  const byName =
    children.get(parent) ??
    Map.groupBy(parent.children.filter(isVendors) as XmlElement[], (child) => localName(child.name))
  children.set(parent, byName)
  return byName.get(name) ?? []
}

/** The offset at which an element's end tag starts; for empty-element tags the end of the element. */
export function endTagStart({ text }: SourceText, element: XmlElement): number {
  // The parser reports infinity for an element that ends where the text ends.
  const end = Math.min(element.end, text.length)
  return text.startsWith('/>', end - 2) ? end : text.lastIndexOf('</', end - 1)
}
