import { XmlElement } from '@rgrove/parse-xml'
import { childElements, type MobileConfigDocument, SECURITY_SETTINGS } from './document.ts'

export interface NewElement {
  readonly name: string
  readonly attributes: Map<string, string>
  text: string
  readonly children: NewElement[]
}

/** New elements and where they go; see insertion.ts. */
export interface Insertion {
  readonly parent: XmlElement
  /** Before all children of the parent, before its end tag, or after one of its children. */
  readonly place: 'start' | 'end' | { readonly after: XmlElement }
  readonly elements: readonly NewElement[]
}

/** The elements that a file lacks, by what they go into. */
export class NewElements {
  readonly #document: MobileConfigDocument
  readonly #byParent = new Map<XmlElement, NewElement[]>()

  constructor(document: MobileConfigDocument) {
    this.#document = document
  }

  /**
   * The element to create. Only the security section is created with children: any other missing parent is taken for a typing error.
   * @param missing the rest of a setting's path
   */
  element(parent: XmlElement, missing: readonly string[], isAttribute: boolean): NewElement | undefined {
    const [name, child, ...deeper] = missing as [string, ...string[]]
    const isSection = parent === this.#document.root && name === SECURITY_SETTINGS
    if (isSection && deeper.length === 0) {
      const section = this.#wanted(parent, name)
      return child === undefined ? section : addTo(section.children, child)
    }
    return child === undefined && !isAttribute ? this.#wanted(parent, name) : undefined
  }

  /**
   * AuthType comes first in its section and the authorization parameters after OAuthLogoutURL; everything else comes before
   * the end tag, in the order of the vendor's documents.
   */
  insertions(): Insertion[] {
    return [...this.#byParent].flatMap(([parent, elements]) => {
      const hasChildren = parent.children.some((each) => each instanceof XmlElement)
      const logoutUrl = childElements(this.#document, parent, 'OAuthLogoutURL').at(-1)
      const first = hasChildren && parent !== this.#document.root ? ['AuthType'] : []
      const afterLogout = logoutUrl ? ['OAuthAuthorizationURL_Parameters'] : []
      const named = (names: readonly string[]) => elements.filter(({ name }) => names.includes(name))
      const others = elements.filter(({ name }) => ![...first, ...afterLogout].includes(name))
      const insertions: Insertion[] = [
        { parent, place: 'start', elements: named(first) },
        { parent, place: logoutUrl ? { after: logoutUrl } : 'end', elements: named(afterLogout) },
        { parent, place: 'end', elements: others },
      ]
      return insertions.filter((insertion) => insertion.elements.length > 0)
    })
  }

  #wanted(parent: XmlElement, name: string): NewElement {
    const siblings = this.#byParent.get(parent) ?? []
    this.#byParent.set(parent, siblings)
    return siblings.find((element) => element.name === name) ?? addTo(siblings, name)
  }
}

function addTo(siblings: NewElement[], name: string): NewElement {
  const element = { name, attributes: new Map<string, string>(), text: '', children: [] }
  siblings.push(element)
  return element
}
