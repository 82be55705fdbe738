import { XmlComment, XmlElement } from '@rgrove/parse-xml'
import type { DesiredSetting } from '../desired-state/index.ts'
import type { Finding } from '../findings.ts'
import { ProblemsError } from '../problems.ts'
import { demandParsable } from './before-parsing.ts'
import { locate, type MobileConfigDocument, parseMobileConfig, SECURITY_SETTINGS } from './document.ts'
import { decode, encode } from './encoding.ts'
import { localName } from './namespaces.ts'
import { type Change, planEdits } from './plan.ts'
import { applyEdits, type Edit, readStartTag, SourceText } from './source-text.ts'
import { elementValue } from './value.ts'

/** The largest mobile-config.xml that is read, in bytes. Real ones have some tens of kilobytes. */
export const MAX_BYTES = 5_000_000

/** A mobile-config.xml; the path is for errors. */
interface ConfigFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** A rendered file. `bytes` equal the given ones when `changes` is empty. */
export interface Rendered {
  readonly bytes: Uint8Array
  readonly before: string
  readonly after: string
  readonly changes: readonly Change[]
  readonly findings: readonly Finding[]
}

/**
 * Decides what in a file is to change so that every setting has its wanted value.
 * @throws ProblemsError when the file cannot be edited with certainty; each problem has line and column
 */
export function planMobileConfig({ path, bytes }: ConfigFile, settings: readonly DesiredSetting[]) {
  if (bytes.length > MAX_BYTES) {
    const what = `The file has ${bytes.length} bytes; the limit is ${MAX_BYTES}.`
    const cure = 'Check that config-path names the right file.'
    throw new ProblemsError([{ where: `${path}:1:1`, what, cure }])
  }
  const document = parseMobileConfig(decode(bytes, path))
  return { bytes, document, settings, ...planEdits(document, settings) }
}

export type PlannedFile = ReturnType<typeof planMobileConfig>

/**
 * Gives every setting its wanted value and leaves all other bytes as they are.
 * @throws ProblemsError when the file cannot be edited with certainty; each problem has line and column
 */
export async function renderMobileConfig(
  file: ConfigFile,
  settings: readonly DesiredSetting[],
): Promise<Rendered> {
  const planned = planMobileConfig(file, settings)
  if (planned.newElements.size === 0) return edited(planned, [])
  // What writes XML takes a while to load.
  const { insertionEdits } = await import('./insertion.ts')
  return edited(planned, insertionEdits(planned))
}

/** Makes the edits of a plan and of insertion.ts. Checks that the file is well-formed and has the wanted values then. */
export function edited(planned: PlannedFile, insertions: readonly Edit[]): Rendered {
  const { bytes, document, changes, findings } = planned
  const { path, text: before, encoding } = document.source
  if (changes.length === 0) return { bytes, before, after: before, changes, findings }
  const edits = [...planned.edits, ...insertions]
  const after = applyEdits(before, edits)
  demandParsable(new SourceText(path, after, encoding))
  if (!hasWantedValues(planned, edits))
    throw new Error(`${path}: the edits did not produce the desired values; nothing was written`)
  const encoded = encode(after, encoding)
  if (decode(encoded, path).text !== after)
    throw new Error(`${path}: ${encoding.name} cannot represent the desired values; nothing was written`)
  return { bytes: encoded, before, after, changes, findings }
}

/**
 * Parses the edited file again, with an empty comment in the place of each child of the root that no edit touches and no setting
 * is looked for in.
 *
 * That is as good as parsing everything. Each of these children was parsed as a whole element and has the same characters in
 * the edited file; the root's start tag, which binds their prefixes, is the same; and where the parser takes the comment for a
 * child of the root, it would take an element, too. Nothing in an element depends on its siblings.
 * @see https://www.w3.org/TR/xml/#NT-content
 */
function hasWantedValues(planned: PlannedFile, edits: readonly Edit[]): boolean {
  const { document, settings } = planned
  const { path, text, encoding } = document.source
  const omitted = omissions(planned, edits)
  const shortened = applyEdits(text, [...edits, ...omitted])
  const result = parseMobileConfig(new SourceText(path, shortened, encoding))
  const emptyComments = ({ root: { children } }: MobileConfigDocument) =>
    children.filter((node) => node instanceof XmlComment && node.content === '').length
  if (emptyComments(result) !== emptyComments(document) + omitted.length) return false
  return planEdits(result, settings).changes.length === 0
}

function omissions({ document: { root, source }, settings }: PlannedFile, edits: readonly Edit[]): Edit[] {
  const content = readStartTag(source, root).end
  if (edits.some(({ start }) => start < content)) return []
  const names = new Set([SECURITY_SETTINGS, ...settings.map(({ elements }) => elements[0])])
  const isTouched = ({ start, end }: XmlElement) => edits.some((edit) => edit.start < end && edit.end > start)
  return root.children
    .filter((node) => node instanceof XmlElement && !names.has(localName(node.name)) && !isTouched(node))
    .map(({ start, end }) => ({ start, end, replacement: '<!---->' }))
}

/**
 * The value of an element, without surrounding white space, and its line; undefined where the file has none, or an empty one.
 * @throws ProblemsError when the file cannot be read with certainty
 */
export function currentValue({ path, bytes }: ConfigFile, elements: DesiredSetting['elements']) {
  const document = parseMobileConfig(decode(bytes, path))
  const found = locate(document, elements)
  if ('missing' in found) return undefined
  const value = elementValue(document.source, found)
  return value ? { value, line: document.source.lineAt(found.start).number } : undefined
}
