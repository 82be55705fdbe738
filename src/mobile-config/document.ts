import { parseXml, XmlElement, XmlError } from '@rgrove/parse-xml'
import { type Problem, ProblemsError } from '../problems.ts'
import type { SourceText } from './source-text.ts'

/** The namespace of mobile-config.xml, as the vendor's files declare it. */
export const MOBILE_CONFIG_NAMESPACE = 'http://www.ibm.com/mobile-config'

/** The root element of mobile-config.xml. */
export const ROOT_NAME = 'config'

/** The section that this action exists for. */
export const SECURITY_SETTINGS = 'SecuritySettings'

/** A well-formed mobile-config.xml: its text and the elements with their offsets in it. */
export interface MobileConfigDocument {
  readonly source: SourceText
  readonly root: XmlElement
}

/**
 * Parses and checks what does not depend on the wanted settings: well-formedness, bound prefixes, the root element and
 * the place of the security section. External entities are never fetched and entities are never expanded.
 * @throws ProblemsError with line and column of everything that is wrong
 * @see https://github.com/rgrove/parse-xml
 */
export function parseMobileConfig(source: SourceText): MobileConfigDocument {
  const root = parseRoot(source)
  const problems = [...rootProblems(root, source), ...elementProblems(root, source)]
  if (problems.length > 0) throw new ProblemsError(problems)
  return { source, root }
}

/** The name of an element without its prefix. */
export function localName({ name }: XmlElement): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The prefix of an element's name with its colon, or nothing. */
export function prefixOf({ name }: XmlElement): string {
  return name.slice(0, name.indexOf(':') + 1)
}

/** The child elements of that name in the vendor's namespace. */
export function childElements(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter(
    (node): node is XmlElement => node instanceof XmlElement && localName(node) === name && isVendors(node),
  )
}

/** The offset at which an element's end tag starts; for empty-element tags the end of the element. */
export function endTagStart({ source }: MobileConfigDocument, element: XmlElement): number {
  const end = endOf(source, element)
  return source.text.startsWith('/>', end - 2) ? end : source.text.lastIndexOf('</', end)
}

/** The offset after an element. The parser reports infinity for an element that ends where the text ends. */
export function endOf({ text }: SourceText, element: XmlElement): number {
  return Math.min(element.end, text.length)
}

function parseRoot(source: SourceText): XmlElement {
  try {
    const document = parseXml(source.text, {
      includeOffsets: true,
      preserveCdata: true,
      preserveComments: true,
    })
    return document.root!
  } catch (error) {
    if (error instanceof XmlError) throw new ProblemsError([notWellFormed(source, error)])
    if (error instanceof RangeError) throw new ProblemsError([tooDeep(source)])
    throw error
  }
}

function notWellFormed(source: SourceText, { message, pos }: XmlError): Problem {
  const reason = message.split('\n', 1)[0]!.replace(/ \(line \d+, column \d+\)$/, '')
  return {
    where: source.place(pos),
    what: `The file is not well-formed XML: ${reason}.`,
    cure: 'Correct it there; nothing was written.',
  }
}

function tooDeep(source: SourceText): Problem {
  return {
    where: source.place(0),
    what: 'Elements are nested too deeply.',
    cure: 'No real mobile-config.xml is; check where the file comes from.',
  }
}

function rootProblems(root: XmlElement, source: SourceText): Problem[] {
  if (localName(root) === ROOT_NAME && isVendors(root)) return []
  const namespace = namespaceOf(root)
  return [
    {
      where: source.place(root.start),
      what: `The root element is "${root.name}" in ${namespace ? `namespace "${namespace}"` : 'no namespace'}, not "${ROOT_NAME}" in "${MOBILE_CONFIG_NAMESPACE}".`,
      cure: 'Check that config-path names the mobile-config.xml that was checked out of WebSphere.',
    },
  ]
}

/** Looks at every element once, without recursion. */
function elementProblems(root: XmlElement, source: SourceText): Problem[] {
  const problems: Problem[] = []
  const pending = [root]
  for (let element = pending.pop(); element; element = pending.pop()) {
    if (namespaceOf(element) === undefined) problems.push(unboundPrefix(element, source))
    else if (element.parent !== root && element !== root && isSecuritySettings(element)) {
      problems.push(misplacedSection(element, source))
    }
    for (const child of element.children.toReversed()) if (child instanceof XmlElement) pending.push(child)
  }
  return problems
}

function isSecuritySettings(element: XmlElement): boolean {
  return localName(element) === SECURITY_SETTINGS && isVendors(element)
}

function unboundPrefix(element: XmlElement, source: SourceText): Problem {
  return {
    where: source.place(element.start),
    what: `The prefix of element "${element.name}" is not bound to a namespace.`,
    cure: `Declare it with xmlns:${prefixOf(element).slice(0, -1)}="…" or remove it.`,
  }
}

function misplacedSection(element: XmlElement, source: SourceText): Problem {
  return {
    where: source.place(element.start),
    what: `${SECURITY_SETTINGS} stands inside another element.`,
    cure: `Move it directly below ${ROOT_NAME}, where the server reads it.`,
  }
}

function isVendors(element: XmlElement): boolean {
  return namespaceOf(element) === MOBILE_CONFIG_NAMESPACE
}

/**
 * The namespace that an element is in: empty for none, undefined for a prefix that nothing binds.
 * @see https://www.w3.org/TR/xml-names/#scoping-defaulting
 */
function namespaceOf(element: XmlElement): string | undefined {
  const prefix = prefixOf(element).slice(0, -1)
  const declaration = prefix ? `xmlns:${prefix}` : 'xmlns'
  for (let scope: unknown = element; scope instanceof XmlElement; scope = scope.parent) {
    const namespace = scope.attributes[declaration]
    if (namespace !== undefined) return namespace || (prefix ? undefined : '')
  }
  return prefix ? undefined : ''
}
