import { XmlElement } from '@rgrove/parse-xml'
import { type DesiredSetting, isManaged, isSameValue, settingName } from '../desired-state/index.ts'
import { type Finding, finding } from '../findings.ts'
import { type Problem, problemText, throwIfAny } from '../problems.ts'
import { addAttribute, replaceAttributeValue } from './attribute-value.ts'
import { trimXml } from './blanks.ts'
import {
  childElements,
  endTagStart,
  type MobileConfigDocument,
  ROOT_NAME,
  SECURITY_KEYS,
  SECURITY_SETTINGS,
} from './document.ts'
import type { Edit } from './edit.ts'
import { elementValue, replaceElementValue } from './element-value.ts'
import { canEncode, type FileEncoding } from './encoding.ts'
import { locate, type Target } from './locate.ts'
import { type NewElement, newElement } from './new-element.ts'
import { strayText } from './stray-text.ts'

/** One setting whose value in the file is not the wanted one. */
export interface Change {
  /** "SecuritySettings/@enabled" */
  readonly setting: string
  /** The value in the file, without surrounding white space; null when the file lacks the element or attribute. */
  readonly before: string | null
  readonly after: string
  /** Where the wanted value came from, for people. */
  readonly source: string
  /** One-based line of the file as it was: of the element, or where a missing one goes. */
  readonly line: number
}

/** New elements and where they go; see insertion.ts. */
export interface Insertion {
  readonly parent: XmlElement
  /** Before all children of the parent, before its end tag, or after one of its children. */
  readonly place: 'start' | 'end' | { readonly after: XmlElement }
  readonly elements: readonly NewElement[]
}

export interface Plan {
  readonly edits: readonly Edit[]
  readonly insertions: readonly Insertion[]
  readonly changes: readonly Change[]
  readonly findings: readonly Finding[]
}

/**
 * Decides which edits and insertions give every setting its wanted value.
 * @throws ProblemsError with everything in the file that stands in the way, each with line and column
 */
export function planEdits(
  document: MobileConfigDocument,
  settings: readonly DesiredSetting[],
  encoding: FileEncoding,
): Plan {
  const planner = new Planner(document, encoding)
  planner.demandSingleSecurityKeys()
  for (const setting of settings) planner.add(setting)
  return planner.plan()
}

class Planner {
  readonly #document: MobileConfigDocument
  readonly #encoding: FileEncoding
  readonly #edits: Edit[] = []
  readonly #changes: Change[] = []
  readonly #findings: Finding[] = []
  /** By their text: one fault of the file stands in the way of several settings. */
  readonly #problems = new Map<string, Problem>()
  readonly #missing = new Map<XmlElement, NewElement[]>()

  constructor(document: MobileConfigDocument, encoding: FileEncoding) {
    this.#document = document
    this.#encoding = encoding
  }

  /** The server reads one of each; a file that has two is ambiguous even where no value of theirs is wanted. */
  demandSingleSecurityKeys(): void {
    for (const key of SECURITY_KEYS) {
      const target = locate(this.#document, { elements: [SECURITY_SETTINGS, key] })
      if (target.kind === 'refused') this.#refuse(target.problem)
    }
  }

  add(setting: DesiredSetting): void {
    const target = locate(this.#document, setting)
    if (target.kind === 'element') this.#element(setting, target.element)
    else if (target.kind === 'attribute') this.#attribute(setting, target)
    else if (target.kind === 'missing') this.#absent(setting, target)
    else this.#refuse(target.problem)
  }

  plan(): Plan {
    throwIfAny([...this.#problems.values()])
    const insertions = [...this.#missing].flatMap(([parent, elements]) => this.#insertions(parent, elements))
    return { edits: this.#edits, insertions, changes: this.#changes, findings: this.#findings }
  }

  #element(setting: DesiredSetting, element: XmlElement): void {
    const before = elementValue(this.#document, element)
    if (typeof before !== 'string') {
      this.#refuse(before)
      return
    }
    if (isSameValue(setting, before)) return
    const edit = replaceElementValue(this.#document, element, setting.value, this.#encoding)
    if ('what' in edit) this.#refuse(edit)
    else this.#change(setting, before, element.start, edit)
  }

  #attribute(setting: DesiredSetting, { element, attribute }: Target & { kind: 'attribute' }): void {
    if (!attribute) {
      if (!this.#canName(setting, element, [setting.attribute!])) return
      const edit = addAttribute(this.#document, element, setting.attribute!, setting.value, this.#encoding)
      this.#change(setting, null, edit.start, edit)
      this.#added(setting, edit.start)
      return
    }
    const before = trimXml(element.attributes[attribute.name]!)
    if (isSameValue(setting, before)) return
    this.#change(
      setting,
      before,
      attribute.valueStart,
      replaceAttributeValue(attribute, setting.value, this.#encoding),
    )
  }

  #absent(setting: DesiredSetting, { parent, missing }: Target & { kind: 'missing' }): void {
    if (!this.#canName(setting, parent, [...missing, setting.attribute ?? ''])) return
    const stray = strayText(this.#document, parent)
    const element = stray ? undefined : this.#missingElement(parent, missing, setting.attribute !== undefined)
    if (!element) {
      this.#refuse(stray && this.#isSection(parent) ? stray : this.#noParent(setting, parent, missing))
      return
    }
    if (setting.attribute === undefined) element.text = setting.value
    else element.attributes.set(setting.attribute, setting.value)
    const offset = endTagStart(this.#document, parent)
    this.#change(setting, null, offset)
    this.#added(setting, offset)
  }

  /** In a value a reference can stand for a character that the encoding lacks, in a name it can't. */
  #canName(setting: DesiredSetting, parent: XmlElement, names: readonly string[]): boolean {
    const name = names.find((each) => !canEncode(each, this.#encoding))
    if (name === undefined) return true
    this.#refuse({
      where: this.#document.source.place(parent.start),
      what: `The file is in ${this.#encoding.name}, which has no characters for the name "${name}" (${setting.source}).`,
      cure: 'Correct the path in the settings input, or save the file as UTF-8 with encoding="UTF-8" in its declaration.',
    })
    return false
  }

  /** The element to create. Only the security section is created with children: any other missing parent is taken for a typing error. */
  #missingElement(
    parent: XmlElement,
    missing: readonly string[],
    isAttribute: boolean,
  ): NewElement | undefined {
    const [name, child, ...deeper] = missing as [string, ...string[]]
    const isSection = parent === this.#document.root && name === SECURITY_SETTINGS
    if (isSection && deeper.length === 0) {
      const section = this.#wanted(parent, name)
      return child === undefined ? section : addTo(section.children, child)
    }
    return child === undefined && !isAttribute ? this.#wanted(parent, name) : undefined
  }

  /** Whether an element holds elements by its nature: text in it is no value. */
  #isSection(element: XmlElement): boolean {
    const { root } = this.#document
    return element === root || childElements(this.#document, root, SECURITY_SETTINGS).includes(element)
  }

  #wanted(parent: XmlElement, name: string): NewElement {
    const siblings = this.#missing.get(parent) ?? []
    this.#missing.set(parent, siblings)
    return siblings.find((element) => element.name === name) ?? addTo(siblings, name)
  }

  #refuse(problem: Problem): void {
    this.#problems.set(problemText(problem), problem)
  }

  #change(setting: DesiredSetting, before: string | null, offset: number, edit?: Edit): void {
    if (edit) this.#edits.push(edit)
    const line = this.#document.source.line(offset)
    this.#changes.push({
      setting: settingName(setting),
      before,
      after: setting.value,
      source: setting.source,
      line,
    })
  }

  /**
   * AuthType comes first in its section and the authorization parameters after OAuthLogoutURL; everything else goes before
   * the end tag, in the order of the vendor's documents.
   */
  #insertions(parent: XmlElement, elements: readonly NewElement[]): Insertion[] {
    const hasChildren = parent.children.some((node) => node instanceof XmlElement)
    const logoutUrl = childElements(this.#document, parent, 'OAuthLogoutURL').at(-1)
    const first = elements.filter(
      ({ name }) => hasChildren && parent !== this.#document.root && name === 'AuthType',
    )
    const afterLogout = elements.filter(
      ({ name }) => logoutUrl && name === 'OAuthAuthorizationURL_Parameters',
    )
    const last = elements.filter((element) => !first.includes(element) && !afterLogout.includes(element))
    const insertions: Insertion[] = [
      { parent, place: 'start', elements: first },
      ...(logoutUrl ? [{ parent, place: { after: logoutUrl }, elements: afterLogout }] : []),
      { parent, place: 'end', elements: last },
    ]
    return insertions.filter((insertion) => insertion.elements.length > 0)
  }

  #noParent(setting: DesiredSetting, parent: XmlElement, [name]: readonly string[]): Problem {
    const { source } = this.#document
    return {
      where: source.place(parent.start),
      what: `Element "${parent.name}" has no element "${name}", which ${ROOT_NAME}/${settingName(setting)} (${setting.source}) needs.`,
      cure: 'Correct the path in the settings input, or add the element to the file first.',
    }
  }

  /** A path of the settings input may be misspelt; what the action manages itself is known to be right. */
  #added(setting: DesiredSetting, offset: number): void {
    if (isManaged(setting)) return
    const line = this.#document.source.line(offset)
    const [where, schema] = addedText(setting)
    this.#findings.push(
      finding('MSSO011', {
        where: `${this.#document.source.path}:${line}`,
        what: `${settingName(setting)} was not in the file and has been added ${where}.`,
        cure: `Check the spelling of the name; check-in on the server refuses the file when its schema ${schema}.`,
        wanted: setting.value,
        setting: settingName(setting),
        line,
      }),
    )
  }
}

/** Where it has been added, and what the schema may have against it. */
function addedText({ elements, attribute }: DesiredSetting): [where: string, schema: string] {
  if (attribute === undefined)
    return [`at the end of "${elements.at(-2) ?? ROOT_NAME}"`, 'wants the element elsewhere']
  return [`to "${elements.at(-1) ?? ROOT_NAME}"`, 'does not know the attribute']
}

function addTo(siblings: NewElement[], name: string): NewElement {
  const element = newElement(name)
  siblings.push(element)
  return element
}
