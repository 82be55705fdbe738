import { XmlElement } from '@rgrove/parse-xml'
import type { Problem } from '../problems.ts'
import { truncate } from '../text/truncate.ts'
import { readStartTag, type SourceText } from './source-text.ts'

/** The namespace of mobile-config.xml, as the vendor's files declare it. */
export const MOBILE_CONFIG_NAMESPACE = 'http://www.ibm.com/mobile-config'

/** Faults of one kind that are told; a hostile file has a million of them. */
export const MAX_FAULTS = 20

const XML = 'http://www.w3.org/XML/1998/namespace'
const XMLNS = 'http://www.w3.org/2000/xmlns/'

/**
 * The namespace of every element, and what keeps the document from being well-formed with namespaces. In linear time.
 * @throws RangeError for elements that are nested too deeply
 * @see https://www.w3.org/TR/xml-names/#Conformance
 */
export class Namespaces {
  /** In document order. */
  readonly elements: XmlElement[] = []
  /** The namespaces of elements that are not in the vendor's: empty for none, undefined for a prefix that nothing binds. */
  readonly foreign = new Map<XmlElement, string | undefined>()
  /** At most {@link MAX_FAULTS}. */
  readonly problems: Problem[] = []
  readonly #source: SourceText
  /** What each prefix is bound to in the current element; the empty prefix is for the default. */
  readonly #bindings = new Map<string, string | undefined>([['xml', XML]])
  /** Whether a name is a qualified one: thousands of elements share a few names. */
  readonly #qualified = new Map<string, boolean>()

  constructor(source: SourceText, root: XmlElement) {
    this.#source = source
    this.#read(root)
  }

  #read(element: XmlElement): void {
    const names = Object.keys(element.attributes)
    const declarations = names.filter(isDeclaration)
    const outer = declarations.map((name) => [name, this.#bindings.get(declaredPrefix(name))] as const)
    for (const name of declarations) this.#declare(element, name, element.attributes[name]!)
    const prefix = prefixOf(element.name)
    const namespace = this.#bindings.get(prefix) || (prefix ? undefined : '')
    this.elements.push(element)
    if (namespace !== MOBILE_CONFIG_NAMESPACE) this.foreign.set(element, namespace)
    this.#demandBoundName(element, undefined)
    for (const name of names) if (!isDeclaration(name)) this.#demandBoundName(element, name)
    if (names.length > 1) this.#demandDistinct(element, names)
    for (const child of element.children) if (child instanceof XmlElement) this.#read(child)
    for (const [name, bound] of outer) this.#bindings.set(declaredPrefix(name), bound)
  }

  #declare(element: XmlElement, name: string, namespace: string): void {
    const prefix = declaredPrefix(name)
    this.#bindings.set(prefix, namespace)
    const isReserved = prefix === 'xmlns' || namespace === XMLNS || (prefix === 'xml') !== (namespace === XML)
    if (!isQName(name)) this.#refuse(element, name, 'notQualified')
    else if (isReserved) this.#refuse(element, name, 'reserved')
    else if (prefix && !namespace) this.#refuse(element, name, 'empty')
  }

  #demandBoundName(element: XmlElement, attribute: string | undefined): void {
    const name = attribute ?? element.name
    const prefix = prefixOf(name)
    const isQualified = this.#qualified.get(name) ?? isQName(name)
    this.#qualified.set(name, isQualified)
    if (!isQualified) this.#refuse(element, attribute, 'notQualified')
    else if (prefix && !this.#bindings.get(prefix)) this.#refuse(element, attribute, 'unbound')
  }

  /** Two prefixes may stand for one namespace. */
  #demandDistinct(element: XmlElement, names: readonly string[]): void {
    const seen = new Map<string, Set<string>>()
    for (const name of names) {
      const isPrefixed = name.includes(':') && !isDeclaration(name)
      const namespace = isPrefixed && this.#bindings.get(prefixOf(name))
      if (!namespace) continue
      const namespaces = seen.get(localName(name)) ?? new Set()
      if (namespaces.has(namespace)) this.#refuse(element, name, 'twice')
      seen.set(localName(name), namespaces.add(namespace))
    }
  }

  #refuse(element: XmlElement, attribute: string | undefined, fault: keyof typeof FAULTS): void {
    if (this.problems.length === MAX_FAULTS) return
    const name = attribute ?? element.name
    const place = readStartTag(this.#source, element).attributes.find((each) => each.name === attribute)
    const [what, cure] = FAULTS[fault]
    const quoted = `${attribute === undefined ? 'element' : 'attribute'} "${cutName(name)}"`
    const told = this.#source.problem(
      place?.nameStart ?? element.start,
      what.replace('$', () => quoted),
      cure.replace('$', () => cutName(prefixOf(name))),
    )
    this.problems.push(told)
  }
}

/** What is wrong with an element or attribute, "$", and what to do; there "$" is its prefix. */
const FAULTS = {
  notQualified: [
    'The name of $ is not valid in XML with namespaces.',
    'A name has at most one colon, and starts with a letter or an underscore, as does the part after the colon.',
  ],
  unbound: ['The prefix of $ is not bound to a namespace.', 'Declare it with xmlns:$="…" or remove it.'],
  twice: ['The $ occurs twice: another prefix stands for the same namespace.', 'Remove one of the two.'],
  empty: [
    'The $ declares a prefix without a namespace.',
    'Give it the namespace that the prefix stands for, or remove it.',
  ],
  /** @see https://www.w3.org/TR/xml-names/#xmlReserved */
  reserved: [
    'The $ declares a prefix or a namespace that belongs to XML itself.',
    'Remove it: the prefix "xml" needs no declaration.',
  ],
} as const

function isDeclaration(name: string): boolean {
  return name === 'xmlns' || name.startsWith('xmlns:')
}

/** The prefix that a declaration binds; empty for the default namespace. */
function declaredPrefix(declaration: string): string {
  return declaration.slice('xmlns:'.length)
}

/** Characters beyond U+FFFF are in no name of XML 1.0 as the server's parser reads it (fourth edition). */
const NOT_IN_NAMES = /[\u{10000}-\u{10ffff}]/u
const START = /^[\p{L}\p{Nl}\u212e_]/u

/** The parser has looked at the name's characters, but takes a colon for one of them. */
function isQName(name: string): boolean {
  const local = localName(name)
  const isPrefixed = local === name || START.test(name)
  return isPrefixed && START.test(local) && !local.includes(':') && !NOT_IN_NAMES.test(name)
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The prefix of a name without its colon; empty where there is none. */
function prefixOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf(':')))
}

/** A name or a namespace as problems quote it. */
export function cutName(text: string): string {
  return truncate(text, 200)
}
