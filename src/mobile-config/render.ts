import type { DesiredSetting } from '../desired-state/index.ts'
import type { Finding } from '../findings.ts'
import { type Problem, ProblemsError } from '../problems.ts'
import { type MobileConfigDocument, parseMobileConfig } from './document.ts'
import { applyEdits, type Edit } from './edit.ts'
import { decode, encode, type FileEncoding } from './encoding.ts'
import { locate } from './locate.ts'
import { type Change, type Plan, planEdits } from './plan.ts'
import { SourceText } from './source-text.ts'
import { elementValue } from './value.ts'

/** The largest mobile-config.xml that is read, in bytes. Real ones have some tens of kilobytes. */
export const MAX_BYTES = 5_000_000

/** A rendered file. `bytes` equal the given ones when `changes` is empty. */
export interface Rendered {
  readonly bytes: Uint8Array
  readonly before: string
  readonly after: string
  readonly changes: readonly Change[]
  readonly findings: readonly Finding[]
}

/** What is to change in a file, and the file as it was read. */
export interface PlannedFile extends Plan {
  readonly path: string
  readonly bytes: Uint8Array
  readonly before: string
  readonly document: MobileConfigDocument
  readonly encoding: FileEncoding
  readonly settings: readonly DesiredSetting[]
}

/**
 * Decides what in a file is to change so that every setting has its wanted value.
 * @param file path (for errors) and content of a mobile-config.xml
 * @throws ProblemsError when the file cannot be edited with certainty; each problem has line and column
 */
export function planMobileConfig(
  { path, bytes }: { readonly path: string; readonly bytes: Uint8Array },
  settings: readonly DesiredSetting[],
): PlannedFile {
  if (bytes.length > MAX_BYTES) throw new ProblemsError([tooLarge(path, bytes)])
  const { text: before, encoding } = decode(bytes, path)
  const document = parseMobileConfig(new SourceText(path, before))
  return { path, bytes, before, document, encoding, settings, ...planEdits(document, settings, encoding) }
}

/**
 * Gives every setting its wanted value and leaves all other bytes as they are. What writes XML is loaded only for a file that
 * lacks elements.
 * @param file path (for errors) and content of a mobile-config.xml
 * @throws ProblemsError when the file cannot be edited with certainty; each problem has line and column
 */
export async function renderMobileConfig(
  file: { readonly path: string; readonly bytes: Uint8Array },
  settings: readonly DesiredSetting[],
): Promise<Rendered> {
  return edited(await allEdits(file, settings))
}

/** In a function of its own, so that the parsed file is gone before the edited one is parsed: both take twenty times its length. */
async function allEdits(...planning: Parameters<typeof planMobileConfig>): Promise<EditedFile> {
  const planned = planMobileConfig(...planning)
  if (planned.insertions.length === 0) return withInsertions(planned, [])
  const { insertionEdits } = await import('./insertion.ts')
  return withInsertions(planned, insertionEdits(planned))
}

/** A planned file with all its edits, and without what they were found by. */
export type EditedFile = Omit<PlannedFile, 'document' | 'insertions'>

/** @param insertions what insertion.ts makes of the plan's new elements */
export function withInsertions(planned: PlannedFile, insertions: readonly Edit[]): EditedFile {
  const { document: _, insertions: __, ...file } = planned
  return { ...file, edits: [...planned.edits, ...insertions] }
}

/** Makes the edits, and checks that the file has the wanted values then. */
export function edited(file: EditedFile): Rendered {
  const { path, bytes, before, encoding, settings, edits, changes, findings } = file
  if (changes.length === 0) return { bytes, before, after: before, changes, findings }

  const after = applyEdits(before, edits)
  if (planEdits(parseMobileConfig(new SourceText(path, after)), settings, encoding).changes.length > 0)
    throw new Error(`${path}: the edits did not produce the desired values; nothing was written`)
  const encoded = encode(after, encoding)
  if (decode(encoded, path).text !== after)
    throw new Error(`${path}: ${encoding.name} cannot represent the desired values; nothing was written`)
  return { bytes: encoded, before, after, changes, findings }
}

function tooLarge(path: string, { length }: Uint8Array): Problem {
  const what = `The file has ${length} bytes; the limit is ${MAX_BYTES}.`
  return { where: `${path}:1:1`, what, cure: 'Check that config-path names the right file.' }
}

/**
 * The value of an element, without surrounding white space, and the line of the element; undefined where the file has none, or an
 * empty one.
 * @throws ProblemsError when the file cannot be read with certainty
 */
export function currentValue(
  { path, bytes }: { readonly path: string; readonly bytes: Uint8Array },
  elements: DesiredSetting['elements'],
): { readonly value: string; readonly line: number } | undefined {
  const document = parseMobileConfig(new SourceText(path, decode(bytes, path).text))
  const target = locate(document, { elements })
  if (target.kind === 'refused') throw new ProblemsError([target.problem])
  if (target.kind !== 'element') return undefined
  const value = elementValue(document, target.element)
  if (typeof value !== 'string') throw new ProblemsError([value])
  return value ? { value, line: document.source.line(target.element.start) } : undefined
}
