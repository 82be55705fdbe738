import type { XmlElement } from '@rgrove/parse-xml'
import { type DesiredSetting, isManaged, isSameValue, settingName } from '../desired-state/index.ts'
import { type Finding, finding } from '../findings.ts'
import { type Problem, ProblemsError, problemText, throwIfAny } from '../problems.ts'
import { trimXml } from '../text/white-space.ts'
import {
  childElements,
  endTagStart,
  locate,
  type Missing,
  type MobileConfigDocument,
  ROOT_NAME,
  SECURITY_KEYS,
  SECURITY_SETTINGS,
} from './document.ts'
import { canEncode } from './encoding.ts'
import type { Edit, SourceText } from './source-text.ts'
import { attributeEdit, elementEdit, elementValue, strayText } from './value.ts'

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

export interface NewElement {
  readonly name: string
  readonly attributes: Map<string, string>
  text: string
  readonly children: NewElement[]
}

/**
 * Decides which edits and new elements give every setting its wanted value.
 * @throws ProblemsError with everything in the file that stands in the way, each with line and column
 */
export function planEdits(document: MobileConfigDocument, settings: readonly DesiredSetting[]) {
  const planner = new Planner(document)
  // The server reads one of each; a file that has two is ambiguous even where no value of theirs is wanted.
  for (const key of SECURITY_KEYS) planner.try(() => locate(document, [SECURITY_SETTINGS, key]))
  for (const setting of settings) planner.try(() => planner.add(setting))
  throwIfAny([...planner.problems.values()])
  const { edits, newElements, changes, findings } = planner
  return { edits, newElements, changes, findings }
}

class Planner {
  readonly edits: Edit[] = []
  /** By the elements that they go into; see insertion.ts. */
  readonly newElements = new Map<XmlElement, NewElement[]>()
  readonly changes: Change[] = []
  readonly findings: Finding[] = []
  /** By their text: one fault of the file stands in the way of several settings. */
  readonly problems = new Map<string, Problem>()
  readonly #document: MobileConfigDocument
  readonly #source: SourceText

  constructor(document: MobileConfigDocument) {
    this.#document = document
    this.#source = document.source
  }

  /** Keeps what an action refuses, so that all of it is told at once. */
  try(action: () => void): void {
    try {
      action()
    } catch (error) {
      if (!(error instanceof ProblemsError)) throw error
      for (const problem of error.problems) this.problems.set(problemText(problem), problem)
    }
  }

  add(setting: DesiredSetting): void {
    const found = locate(this.#document, setting.elements)
    if ('missing' in found) this.#absent(setting, found)
    else if (setting.attribute === undefined) this.#element(setting, found)
    else this.#attribute(setting, found, setting.attribute)
  }

  #element(setting: DesiredSetting, element: XmlElement): void {
    const before = elementValue(this.#source, element)
    if (isSameValue(setting, before)) return
    const edit = elementEdit(this.#source, element, setting.value)
    this.#change(setting, before, element.start, edit)
  }

  #attribute(setting: DesiredSetting, element: XmlElement, name: string): void {
    const given = element.attributes[name]
    const before = given === undefined ? null : trimXml(given)
    if (before === null) this.#demandNames(setting, element, [name])
    else if (isSameValue(setting, before)) return
    const edit = attributeEdit(this.#source, element, name, setting.value)
    this.#change(setting, before, edit.start, edit)
  }

  #absent(setting: DesiredSetting, { parent, missing }: Missing): void {
    const { value, attribute } = setting
    this.#demandNames(setting, parent, [...missing, attribute ?? ''])
    const element = this.#newElement(setting, parent, missing)
    if (attribute === undefined) element.text = value
    else element.attributes.set(attribute, value)
    this.#change(setting, null, endTagStart(this.#source, parent))
  }

  /** Only the security section is created with children: any other missing parent is taken for a typing error. */
  #newElement(setting: DesiredSetting, parent: XmlElement, missing: readonly string[]): NewElement {
    const { root } = this.#document
    const [name, child, ...deeper] = missing as [string, ...string[]]
    const isSection = parent === root && name === SECURITY_SETTINGS && deeper.length === 0
    const isPlain = child === undefined && setting.attribute === undefined
    const stray = strayText(this.#source, parent)
    // In an element that holds elements by its nature, text is no value.
    const holdsElements =
      parent === root || childElements(this.#document, root, SECURITY_SETTINGS).includes(parent)
    if (stray && holdsElements) throw new ProblemsError([stray])
    if (stray || !(isSection || isPlain)) {
      const what = `${ROOT_NAME}/${settingName(setting)} (${setting.source}) cannot be set, because element "${parent.name}" has no element "${name}".`
      const cure = 'Correct the path in the settings input, or add the element to the file first.'
      this.#source.refuse(parent.start, what, cure)
    }
    const siblings = this.newElements.get(parent) ?? []
    this.newElements.set(parent, siblings)
    const element = foundOrAdded(siblings, name)
    return child === undefined ? element : foundOrAdded(element.children, child)
  }

  /** In a value a reference can stand for a character that the encoding lacks, in a name it cannot. */
  #demandNames(setting: DesiredSetting, parent: XmlElement, names: readonly string[]): void {
    const { encoding } = this.#source
    const name = names.find((each) => !canEncode(each, encoding))
    if (name === undefined) return
    const what = `The file is in ${encoding.name}, which cannot represent the name "${name}" (${setting.source}).`
    const cure =
      'Correct the path in the settings input, or save the file as UTF-8 with encoding="UTF-8" in its declaration.'
    this.#source.refuse(parent.start, what, cure)
  }

  #change(setting: DesiredSetting, before: string | null, offset: number, edit?: Edit): void {
    if (edit) this.edits.push(edit)
    const { number: line } = this.#source.lineAt(offset)
    const { value: after, source } = setting
    this.changes.push({ setting: settingName(setting), before, after, source, line })
    if (before === null && !isManaged(setting))
      this.findings.push(addedFinding(setting, this.#source.path, line))
  }
}

function foundOrAdded(siblings: NewElement[], name: string): NewElement {
  const found = siblings.find((element) => element.name === name)
  if (found) return found
  const added = { name, attributes: new Map<string, string>(), text: '', children: [] }
  siblings.push(added)
  return added
}

/** A path of the settings input may be misspelt; what the action manages itself is known to be right. */
function addedFinding(setting: DesiredSetting, path: string, line: number): Finding {
  const { elements, attribute, value: wanted } = setting
  const name = settingName(setting)
  const [where, schema] =
    attribute === undefined
      ? [`at the end of "${elements.at(-2) ?? ROOT_NAME}"`, 'requires the element elsewhere']
      : [`to "${elements.at(-1) ?? ROOT_NAME}"`, 'does not know the attribute']
  const what = `${name} was not in the file and has been added ${where}.`
  const cure = `Check the spelling of the name: the server refuses the check-in if its schema ${schema}.`
  return finding('MSSO011', { where: `${path}:${line}`, what, cure, wanted, setting: name, line })
}
