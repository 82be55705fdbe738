import { parseXml, XmlElement, XmlError } from '@rgrove/parse-xml'
import { type Problem, ProblemsError, throwIfAny } from '../problems.ts'
import { codePoint } from '../text/invisible.ts'
import { documentTypeProblems } from './document-type.ts'
import { conflictProblems, notWellFormed } from './faults.ts'
import { countMarkup } from './markup.ts'
import { mistakenText } from './mistaken-file.ts'
import {
  localName,
  MAX_FAULTS,
  MOBILE_CONFIG_NAMESPACE,
  type NamespaceFault,
  type Namespaces,
  readNamespaces,
  shown,
} from './namespaces.ts'
import type { SourceText } from './source-text.ts'
import { readStartTag } from './start-tag.ts'
import { readXmlDeclaration } from './xml-declaration.ts'

export const ROOT_NAME = 'config'

/** The section that this action exists for. */
export const SECURITY_SETTINGS = 'SecuritySettings'

/** The elements of the security section that the server knows to occur once, in the vendor's order. */
export const SECURITY_KEYS: readonly string[] = [
  'AuthType',
  'OAuthAuthorizationURL',
  'OAuthTokenURL',
  'OAuthClientId',
  'OAuthScopes',
  'OAuthLogoutURL',
  'OAuthAuthorizationURL_Parameters',
]

/** A well-formed mobile-config.xml: its text and the elements with their offsets in it. */
export interface MobileConfigDocument {
  readonly source: SourceText
  readonly root: XmlElement
  readonly namespaces: Namespaces
  /** Child elements in the vendor's namespace by their names; made for each parent when it is first asked for. */
  readonly children: Map<XmlElement, ReadonlyMap<string, XmlElement[]>>
}

/** Tags, attributes, references and comments that are read; real files have some hundred, and a million of them take gigabytes. */
const MAX_MARKUP = 200_000

/**
 * Parses and checks what does not depend on the wanted settings: that it is this file and no other, well-formedness with
 * namespaces, the root element and the place of the security section. External entities are never fetched and entities are never
 * expanded.
 * @throws ProblemsError with line and column of everything that is wrong
 * @see https://github.com/rgrove/parse-xml
 */
export function parseMobileConfig(source: SourceText): MobileConfigDocument {
  demandParsable(source)
  const root = parseRoot(source)
  const namespaces = readNamespaces(root)
  const document = { source, root, namespaces, children: new Map() }
  throwIfAny([
    ...rootProblems(document),
    ...namespaces.faults.map((fault) => namespaceProblem(document, fault)),
    ...misplacedSections(document),
    ...conflictProblems(document),
  ])
  return document
}

export function childElements(
  document: MobileConfigDocument,
  parent: XmlElement,
  name: string,
): XmlElement[] {
  const byName = document.children.get(parent) ?? vendorsChildren(document, parent)
  document.children.set(parent, byName)
  return byName.get(name) ?? []
}

/** Once for each parent: a root with a million children must not be searched anew for each setting. */
function vendorsChildren(
  { namespaces }: MobileConfigDocument,
  parent: XmlElement,
): ReadonlyMap<string, XmlElement[]> {
  const own = parent.children.filter(
    (node): node is XmlElement => node instanceof XmlElement && !namespaces.foreign.has(node),
  )
  return Map.groupBy(own, ({ name: each }) => localName(each))
}

/** The offset at which an element's end tag starts; for empty-element tags the end of the element. */
export function endTagStart({ source }: MobileConfigDocument, element: XmlElement): number {
  const end = endOf(source, element)
  return source.text.startsWith('/>', end - 2) ? end : source.text.lastIndexOf('</', end - 1)
}

/** The offset after an element. The parser reports infinity for an element that ends where the text ends. */
export function endOf({ text }: SourceText, element: XmlElement): number {
  return Math.min(element.end, text.length)
}

/**
 * Refuses what would take the parser too much, and what it would read as another parser does not.
 * @throws ProblemsError
 */
export function demandParsable(source: SourceText): void {
  const mistaken = mistakenText(source)
  if (mistaken) throw new ProblemsError([mistaken])
  if (countMarkup(source.text, MAX_MARKUP) > MAX_MARKUP) throw new ProblemsError([tooMuch(source)])
  throwIfAny([...byteOrderMarkProblems(source), ...versionProblems(source), ...documentTypeProblems(source)])
}

/** The one that belongs to the encoding has been read. */
function byteOrderMarkProblems(source: SourceText): Problem[] {
  if (!source.text.startsWith('\uFEFF')) return []
  const what = 'The file starts with two byte order marks; the server reads the second as text.'
  return [{ where: source.place(0), what, cure: 'Remove one of them.' }]
}

/** XML 1.1 does not allow control characters that 1.0 allows, and has more line ends. */
function versionProblems(source: SourceText): Problem[] {
  const declaration = readXmlDeclaration(source.text)
  if ('what' in declaration || declaration.version === '1.0') return []
  const offset = source.text.search(/[\u007f-\u009f\u2028]/)
  if (offset < 0) return []
  const what = `The file contains a character (${codePoint(source.text[offset]!)}) that XML 1.1 does not allow unescaped.`
  return [{ where: source.place(offset), what, cure: 'Remove it, or declare version="1.0".' }]
}

function tooMuch(source: SourceText): Problem {
  const what = `The file contains more than ${MAX_MARKUP} tags, attributes, references and comments.`
  const cure = 'No real mobile-config.xml has that many. Check where the file comes from.'
  return { where: source.place(0), what, cure }
}

function parseRoot(source: SourceText): XmlElement {
  try {
    // The parser takes quadratic time to normalise carriage returns; a line feed in each one's place keeps all offsets.
    const document = parseXml(source.text.replaceAll('\r', '\n'), {
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

function tooDeep(source: SourceText): Problem {
  const what = 'Elements are nested too deeply.'
  const cure = 'No real mobile-config.xml is like this. Check where the file comes from.'
  return { where: source.place(0), what, cure }
}

function rootProblems(document: MobileConfigDocument): Problem[] {
  const { root, source, namespaces } = document
  if (isVendors(document, root, ROOT_NAME)) return []
  const namespace = namespaces.ofRoot
  const what = `The root element is "${shown(root.name)}" in ${namespace ? `namespace "${shown(namespace)}"` : 'no namespace'}, not "${ROOT_NAME}" in "${MOBILE_CONFIG_NAMESPACE}".`
  const cure = 'Check that config-path names the mobile-config.xml that was checked out of WebSphere.'
  return [{ where: source.place(root.start), what, cure }]
}

function namespaceProblem({ source }: MobileConfigDocument, fault: NamespaceFault): Problem {
  const { element, attribute, what, cure } = fault
  const tag = attribute === undefined ? undefined : readStartTag(source.text, element.start)
  const offset = tag?.attributes.find(({ name }) => name === attribute)?.nameStart ?? element.start
  return { where: source.place(offset), what, cure }
}

function misplacedSections(document: MobileConfigDocument): Problem[] {
  const { root, source, namespaces } = document
  const problems: Problem[] = []
  for (const element of namespaces.elements)
    if (element.parent !== root && element !== root && isVendors(document, element, SECURITY_SETTINGS)) {
      problems.push(misplacedSection(element, source))
      if (problems.length === MAX_FAULTS) break
    }
  return problems
}

function misplacedSection(element: XmlElement, source: SourceText): Problem {
  const what = `${SECURITY_SETTINGS} is inside another element.`
  const cure = `Move it directly below ${ROOT_NAME}, where the server reads it.`
  return { where: source.place(element.start), what, cure }
}

function isVendors({ namespaces }: MobileConfigDocument, element: XmlElement, name: string): boolean {
  return localName(element.name) === name && !namespaces.foreign.has(element)
}
