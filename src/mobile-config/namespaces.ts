import { XmlElement } from '@rgrove/parse-xml'

/**
 * The namespace of every element: empty for none, undefined for a prefix that nothing binds. In document order, in linear
 * time and without recursion, however deep and wide the document is.
 * @see https://www.w3.org/TR/xml-names/#scoping-defaulting
 */
export function namespacesOf(root: XmlElement): Map<XmlElement, string | undefined> {
  const namespaces = new Map<XmlElement, string | undefined>()
  /** What the elements around the current one bind each prefix to, innermost last. */
  const bindings = new Map<string, string[]>()
  const steps = [{ element: root, isLeaving: false }]
  for (let step = steps.pop(); step; step = steps.pop()) {
    const { element, isLeaving } = step
    const declarations = Object.entries(element.attributes).filter(([name]) => /^xmlns(:|$)/.test(name))
    if (isLeaving) {
      for (const [name] of declarations) bindings.get(name)!.pop()
      continue
    }
    for (const [name, namespace] of declarations) {
      const outer = bindings.get(name)
      if (outer) outer.push(namespace)
      else bindings.set(name, [namespace])
    }
    const prefix = prefixOf(element).slice(0, -1)
    const bound = bindings.get(prefix ? `xmlns:${prefix}` : 'xmlns')?.at(-1)
    namespaces.set(element, bound || (prefix ? undefined : ''))
    if (declarations.length > 0) steps.push({ element, isLeaving: true })
    for (const child of element.children.toReversed())
      if (child instanceof XmlElement) steps.push({ element: child, isLeaving: false })
  }
  return namespaces
}

/** The name of an element without its prefix. */
export function localName({ name }: XmlElement): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The prefix of an element's name with its colon, or nothing. */
export function prefixOf({ name }: XmlElement): string {
  return name.slice(0, name.indexOf(':') + 1)
}
