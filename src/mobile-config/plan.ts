import type { XmlElement } from '@rgrove/parse-xml'
import { type DesiredSetting, isManaged, isSameValue, settingName } from '../desired-state/index.ts'
import { type Finding, finding } from '../findings.ts'
import { type Problem, problemText, throwIfAny } from '../problems.ts'
import {
  childElements,
  endTagStart,
  type MobileConfigDocument,
  ROOT_NAME,
  SECURITY_KEYS,
  SECURITY_SETTINGS,
} from './document.ts'
import type { Edit } from './edit.ts'
import { canEncode, type FileEncoding } from './encoding.ts'
import { strayText } from './faults.ts'
import { locate, type Target } from './locate.ts'
import { type Insertion, NewElements } from './new-element.ts'
import { addAttribute, elementValue, replaceAttributeValue, replaceElementValue } from './value.ts'
import { trimXml } from './white-space.ts'

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
  readonly #missing: NewElements

  constructor(document: MobileConfigDocument, encoding: FileEncoding) {
    this.#document = document
    this.#encoding = encoding
    this.#missing = new NewElements(document)
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
    const insertions = this.#missing.insertions()
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
    const { value } = setting
    if (!attribute) {
      if (!this.#canName(setting, element, [setting.attribute!])) return
      const edit = addAttribute(this.#document, element, setting.attribute!, value, this.#encoding)
      this.#change(setting, null, edit.start, edit)
      this.#added(setting, edit.start)
      return
    }
    const before = trimXml(element.attributes[attribute.name]!)
    if (isSameValue(setting, before)) return
    const edit = replaceAttributeValue(attribute, value, this.#encoding)
    this.#change(setting, before, attribute.valueStart, edit)
  }

  #absent(setting: DesiredSetting, { parent, missing }: Target & { kind: 'missing' }): void {
    if (!this.#canName(setting, parent, [...missing, setting.attribute ?? ''])) return
    const stray = strayText(this.#document, parent)
    const element = stray
      ? undefined
      : this.#missing.element(parent, missing, setting.attribute !== undefined)
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

  /** In a value a reference can stand for a character that the encoding lacks, in a name it cannot. */
  #canName(setting: DesiredSetting, parent: XmlElement, names: readonly string[]): boolean {
    const name = names.find((each) => !canEncode(each, this.#encoding))
    if (name === undefined) return true
    const what = `The file is in ${this.#encoding.name}, which cannot represent the name "${name}" (${setting.source}).`
    const cure =
      'Correct the path in the settings input, or save the file as UTF-8 with encoding="UTF-8" in its declaration.'
    this.#refuse({ where: this.#document.source.place(parent.start), what, cure })
    return false
  }

  /** Whether an element holds elements by its nature: text in it is no value. */
  #isSection(element: XmlElement): boolean {
    const { root } = this.#document
    return element === root || childElements(this.#document, root, SECURITY_SETTINGS).includes(element)
  }

  #refuse(problem: Problem): void {
    this.#problems.set(problemText(problem), problem)
  }

  #change(setting: DesiredSetting, before: string | null, offset: number, edit?: Edit): void {
    if (edit) this.#edits.push(edit)
    const { value: after, source } = setting
    const line = this.#document.source.line(offset)
    this.#changes.push({ setting: settingName(setting), before, after, source, line })
  }

  #noParent(setting: DesiredSetting, parent: XmlElement, [name]: readonly string[]): Problem {
    const what = `${ROOT_NAME}/${settingName(setting)} (${setting.source}) cannot be set, because element "${parent.name}" has no element "${name}".`
    const cure = 'Correct the path in the settings input, or add the element to the file first.'
    return { where: this.#document.source.place(parent.start), what, cure }
  }

  /** A path of the settings input may be misspelt; what the action manages itself is known to be right. */
  #added(setting: DesiredSetting, offset: number): void {
    if (isManaged(setting)) return
    const { path } = this.#document.source
    const line = this.#document.source.line(offset)
    const name = settingName(setting)
    const [where, schema] = addedText(setting)
    const what = `${name} was not in the file and has been added ${where}.`
    const cure = `Check the spelling of the name: the server refuses the check-in if its schema ${schema}.`
    const details = { where: `${path}:${line}`, what, cure, wanted: setting.value, setting: name, line }
    this.#findings.push(finding('MSSO011', details))
  }
}

/** Where it has been added, and what the schema may have against it. */
function addedText({ elements, attribute }: DesiredSetting): [where: string, schema: string] {
  if (attribute === undefined)
    return [`at the end of "${elements.at(-2) ?? ROOT_NAME}"`, 'requires the element elsewhere']
  return [`to "${elements.at(-1) ?? ROOT_NAME}"`, 'does not know the attribute']
}
