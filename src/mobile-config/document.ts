import { parseXml, XmlCdata, XmlElement, XmlError, type XmlNode, XmlText } from '@rgrove/parse-xml'
import { type Problem, ProblemsError, throwIfAny } from '../problems.ts'
import { demandParsable } from './before-parsing.ts'
import { cutName, localName, MAX_FAULTS, MOBILE_CONFIG_NAMESPACE, Namespaces } from './namespaces.ts'
import type { SourceText } from './source-text.ts'

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
  /** Kept by childElements: a root with a million children must not be searched anew for each setting. */
  readonly children: Map<XmlElement, ReadonlyMap<string, readonly XmlElement[]>>
}

/**
 * Parses and checks what does not depend on the wanted settings: well-formedness with namespaces, the root element and the place
 * of the security section. Entities are never fetched or expanded.
 * @throws ProblemsError with line and column of everything that is wrong
 * @see https://github.com/rgrove/parse-xml
 */
export function parseMobileConfig(source: SourceText): MobileConfigDocument {
  demandParsable(source)
  const document = { source, ...parse(source), children: new Map() }
  throwIfAny([...problemsOf(document)])
  return document
}

function parse(source: SourceText): Pick<MobileConfigDocument, 'root' | 'namespaces'> {
  try {
    // The parser takes quadratic time to normalise carriage returns; a line feed in each one's place keeps all offsets.
    const text = source.text.replaceAll('\r', '\n')
    const root = parseXml(text, { includeOffsets: true, preserveCdata: true, preserveComments: true }).root!
    return { root, namespaces: new Namespaces(source, root) }
  } catch (error) {
    if (error instanceof XmlError) throw new ProblemsError([notWellFormed(source, error)])
    if (!(error instanceof RangeError)) throw error
    const cure = 'No real mobile-config.xml is like this. Check where the file comes from.'
    return source.refuse(0, 'Elements are nested too deeply.', cure)
  }
}

/** What a merge leaves at the start of a line. */
const CONFLICT = /^(?:<{7}|={7}|>{7})(?=[ \r\n]|$)/

/** A character that XML 1.0 does not allow. The parser's own count is wrong where astral characters stand before one. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** What the parser finds wrong, at its place, by the name that a person knows it by. */
function notWellFormed(source: SourceText, { message, pos }: XmlError): Problem {
  const reason = cutName(message.split('\n', 1)[0]!.replace(/ \(line \d+, column \d+\)$/, ''))
  const offset = reason === 'Invalid character' ? source.text.search(NOT_XML) : offsetOf(source.text, pos)
  const { start } = source.lineAt(offset)
  if (CONFLICT.test(source.text.slice(start, start + 8))) return conflict(source, start)
  if (reason.includes(']]>')) {
    const what = 'The text contains "]]>", which ends a CDATA section, but no such section is open.'
    return source.problem(offset, what, 'Remove it, or write "]]&gt;" if it is part of the text.')
  }
  const what = `The file is not well-formed XML: ${reason}.`
  return source.problem(offset, what, 'Correct it at this position. Nothing was written.')
}

/** The UTF-16 offset of a position that the parser gives in characters. */
function offsetOf(text: string, position: number): number {
  let offset = 0
  for (let passed = 0; passed < position; passed++) offset += text.codePointAt(offset)! > 0xffff ? 2 : 1
  return offset
}

/** A mark of a merge at the start of a line; the others of it are not far. */
function conflict(source: SourceText, offset: number): Problem {
  const what = `A merge conflict was committed: the line starts with "${source.text.slice(offset, offset + 7)}".`
  const cure =
    'Keep the lines of one side, and remove the lines that start with "<<<<<<<", "=======" and ">>>>>>>".'
  return source.problem(offset, what, cure)
}

function* problemsOf({ source, root, namespaces }: MobileConfigDocument): Generator<Problem> {
  const { elements, foreign, problems } = namespaces
  const isVendors = (element: XmlElement, name: string) =>
    localName(element.name) === name && !foreign.has(element)
  if (!isVendors(root, ROOT_NAME)) {
    const namespace = foreign.has(root) ? foreign.get(root) : MOBILE_CONFIG_NAMESPACE
    const what = `The root element is "${cutName(root.name)}" in ${namespace ? `namespace "${cutName(namespace)}"` : 'no namespace'}, not "${ROOT_NAME}" in "${MOBILE_CONFIG_NAMESPACE}".`
    const cure = 'Check that config-path names the mobile-config.xml that was checked out of WebSphere.'
    yield source.problem(root.start, what, cure)
  }
  yield* problems
  const isMisplaced = (element: XmlElement) =>
    isVendors(element, SECURITY_SETTINGS) && element.parent !== root && element !== root
  for (const { start } of elements.filter(isMisplaced).slice(0, MAX_FAULTS)) {
    const cure = `Move it directly below ${ROOT_NAME}, where the server reads it.`
    yield source.problem(start, `${SECURITY_SETTINGS} is inside another element.`, cure)
  }
  yield* conflictProblems(source, elements)
}

/** Marks of a merge that are well-formed: what was left when "<<<<<<<" had been removed. Those in comments are no matter. */
const REST_OF_CONFLICT = /(?<=[\r\n])(?:={7}|>{7})(?=[ \r\n])/

/** The first mark of a merge that stands in the text of an element. */
function* conflictProblems(source: SourceText, elements: readonly XmlElement[]): Generator<Problem> {
  if (!REST_OF_CONFLICT.test(source.text)) return
  for (const node of elements.flatMap(({ children }) => children)) {
    const isText = node instanceof XmlText && !(node instanceof XmlCdata)
    const index = isText ? source.text.slice(node.start, node.end).search(REST_OF_CONFLICT) : -1
    if (index >= 0) {
      yield conflict(source, node.start + index)
      return
    }
  }
}

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
      const what = `There is more than one element "${first.name}" on the path ${steps}; the first is in line ${source.lineAt(first.start).number}.`
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
  const isVendors = (node: XmlNode): node is XmlElement =>
    node instanceof XmlElement && !namespaces.foreign.has(node)
  const byName =
    children.get(parent) ??
    Map.groupBy(parent.children.filter(isVendors), ({ name: each }) => localName(each))
  children.set(parent, byName)
  return byName.get(name) ?? []
}

/** The offset at which an element's end tag starts; for empty-element tags the end of the element. */
export function endTagStart({ text }: SourceText, element: XmlElement): number {
  // The parser reports infinity for an element that ends where the text ends.
  const end = Math.min(element.end, text.length)
  return text.startsWith('/>', end - 2) ? end : text.lastIndexOf('</', end - 1)
}
