import { parseXml, XmlDocumentType, XmlElement, XmlError } from '@rgrove/parse-xml'
import { type Problem, ProblemsError, throwIfAny } from '../problems.ts'
import { shortened } from '../shortened.ts'
import { localName, namespacesOf, prefixOf } from './namespaces.ts'
import type { SourceText } from './source-text.ts'

/** The namespace of mobile-config.xml, as the vendor's files declare it. */
export const MOBILE_CONFIG_NAMESPACE = 'http://www.ibm.com/mobile-config'

/** The root element of mobile-config.xml. */
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
  /** The namespace of each element. */
  readonly namespaces: ReadonlyMap<XmlElement, string | undefined>
  /** Child elements in the vendor's namespace by their names; made for each parent when it is first asked for. */
  readonly children: Map<XmlElement, ReadonlyMap<string, XmlElement[]>>
}

/** Tags, attributes and references that are read; real files have some hundred, and a million of them take gigabytes. */
const MOST_MARKUP = 200_000

/** Problems of one kind that are told; a hostile file has a million of them. */
const MOST_PROBLEMS = 20

/** Characters of a name that are shown. */
const LONGEST_NAME = 200

/**
 * Parses and checks what does not depend on the wanted settings: well-formedness, bound prefixes, the root element and
 * the place of the security section. External entities are never fetched and entities are never expanded.
 * @throws ProblemsError with line and column of everything that is wrong
 * @see https://github.com/rgrove/parse-xml
 */
export function parseMobileConfig(source: SourceText): MobileConfigDocument {
  if (holdsTooMuch(source)) throw new ProblemsError([tooMuch(source)])
  const root = parseRoot(source)
  const document = { source, root, namespaces: namespacesOf(root), children: new Map() }
  throwIfAny([...rootProblems(document), ...elementProblems(document)])
  return document
}

/** The child elements of that name in the vendor's namespace. */
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
    (node): node is XmlElement =>
      node instanceof XmlElement && namespaces.get(node) === MOBILE_CONFIG_NAMESPACE,
  )
  return Map.groupBy(own, localName)
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

/** Counted without keeping anything, before the parser makes an object of each. */
function holdsTooMuch({ text }: SourceText): boolean {
  let count = 0
  for (let offset = 0; offset < text.length; offset++) if ('<=&'.includes(text[offset]!)) count++
  return count > MOST_MARKUP
}

function tooMuch(source: SourceText): Problem {
  return {
    where: source.place(0),
    what: `The file holds more than ${MOST_MARKUP} tags, attributes and references.`,
    cure: 'No real mobile-config.xml does; check where the file comes from.',
  }
}

function parseRoot(source: SourceText): XmlElement {
  try {
    // The parser takes quadratic time to normalise carriage returns; a line feed in each one's place keeps all offsets.
    const document = parseXml(source.text.replaceAll('\r', '\n'), {
      includeOffsets: true,
      preserveCdata: true,
      preserveComments: true,
      preserveDocumentType: true,
    })
    const type = document.children.find((node) => node instanceof XmlDocumentType)
    if (type?.internalSubset !== undefined) throw new ProblemsError([declares(source, type)])
    return document.root!
  } catch (error) {
    if (error instanceof XmlError) throw new ProblemsError([notWellFormed(source, error)])
    if (error instanceof RangeError) throw new ProblemsError([tooDeep(source)])
    throw error
  }
}

/**
 * What is declared inside of the file decides what other parsers read in it: entities, default attributes, even where the
 * declaration ends. The values that are edited must be the ones that the server reads.
 */
function declares(source: SourceText, { start }: XmlDocumentType): Problem {
  return {
    where: source.place(start),
    what: 'The document type declaration has declarations of its own in "[…]".',
    cure: "Remove them: the vendor's file has none, and the server may read other values than the ones that are seen.",
  }
}

function notWellFormed(source: SourceText, { message, pos }: XmlError): Problem {
  const reason = shown(message.split('\n', 1)[0]!.replace(/ \(line \d+, column \d+\)$/, ''))
  const offset = reason === 'Invalid character' ? source.text.search(NOT_XML) : offsetOf(source, pos)
  return {
    where: source.place(offset),
    what: `The file is not well-formed XML: ${reason}.`,
    cure: 'Correct it there; nothing was written.',
  }
}

/** A character that XML 1.0 does not allow. The parser's own count is wrong where astral characters stand before one. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** The UTF-16 offset of a position that the parser gives in characters. */
function offsetOf({ text }: SourceText, position: number): number {
  let offset = 0
  for (let passed = 0; passed < position; passed++) offset += text.codePointAt(offset)! > 0xffff ? 2 : 1
  return offset
}

function tooDeep(source: SourceText): Problem {
  return {
    where: source.place(0),
    what: 'Elements are nested too deeply.',
    cure: 'No real mobile-config.xml is; check where the file comes from.',
  }
}

function rootProblems(document: MobileConfigDocument): Problem[] {
  const { root, source, namespaces } = document
  if (isVendors(document, root, ROOT_NAME)) return []
  const namespace = namespaces.get(root)
  return [
    {
      where: source.place(root.start),
      what: `The root element is "${shown(root.name)}" in ${namespace ? `namespace "${shown(namespace)}"` : 'no namespace'}, not "${ROOT_NAME}" in "${MOBILE_CONFIG_NAMESPACE}".`,
      cure: 'Check that config-path names the mobile-config.xml that was checked out of WebSphere.',
    },
  ]
}

function elementProblems(document: MobileConfigDocument): Problem[] {
  const { root, source, namespaces } = document
  const problems: Problem[] = []
  for (const [element, namespace] of namespaces) {
    if (namespace === undefined) problems.push(unboundPrefix(element, source))
    else if (element.parent !== root && element !== root && isVendors(document, element, SECURITY_SETTINGS)) {
      problems.push(misplacedSection(element, source))
    }
    if (problems.length === MOST_PROBLEMS) break
  }
  return problems
}

function unboundPrefix(element: XmlElement, source: SourceText): Problem {
  return {
    where: source.place(element.start),
    what: `The prefix of element "${shown(element.name)}" is not bound to a namespace.`,
    cure: `Declare it with xmlns:${shown(prefixOf(element).slice(0, -1))}="…" or remove it.`,
  }
}

function misplacedSection(element: XmlElement, source: SourceText): Problem {
  return {
    where: source.place(element.start),
    what: `${SECURITY_SETTINGS} stands inside another element.`,
    cure: `Move it directly below ${ROOT_NAME}, where the server reads it.`,
  }
}

/** Whether an element has that name in the vendor's namespace. */
function isVendors({ namespaces }: MobileConfigDocument, element: XmlElement, name: string): boolean {
  return localName(element) === name && namespaces.get(element) === MOBILE_CONFIG_NAMESPACE
}

function shown(text: string): string {
  return shortened(text, LONGEST_NAME)
}
