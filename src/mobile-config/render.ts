import type { DesiredSetting } from '../desired-state/index.ts'
import type { Finding } from '../findings.ts'
import { ProblemsError } from '../problems.ts'
import { parseMobileConfig } from './document.ts'
import { applyEdits } from './edit.ts'
import { decode, encode } from './encoding.ts'
import { type Change, planEdits } from './plan.ts'
import { SourceText } from './source-text.ts'

/** The largest mobile-config.xml that is read, in bytes. Real ones have some tens of kilobytes. */
export const MAXIMUM_BYTES = 5_000_000

/** A rendered file. `bytes` equal the given ones when `changes` is empty. */
export interface Rendered {
  readonly bytes: Uint8Array
  readonly before: string
  readonly after: string
  readonly changes: readonly Change[]
  readonly findings: readonly Finding[]
}

/**
 * Gives every setting its wanted value and leaves all other bytes as they are.
 * @param file path (for errors) and content of a mobile-config.xml
 * @throws ProblemsError when the file can't be edited with certainty; each problem has line and column
 */
export function renderMobileConfig(
  file: { readonly path: string; readonly bytes: Uint8Array },
  settings: readonly DesiredSetting[],
): Rendered {
  if (file.bytes.length > MAXIMUM_BYTES) throw new ProblemsError([tooLarge(file)])
  const { text: before, encoding } = decode(file.bytes, file.path)
  const plan = (text: string) =>
    planEdits(parseMobileConfig(new SourceText(file.path, text)), settings, encoding)

  const { edits, changes, findings } = plan(before)
  if (changes.length === 0) return { bytes: file.bytes, before, after: before, changes, findings }

  const after = applyEdits(before, edits)
  if (plan(after).changes.length > 0)
    throw new Error(`${file.path}: the edits did not give the wanted values; nothing was written`)
  const bytes = encode(after, encoding)
  if (decode(bytes, file.path).text !== after)
    throw new Error(`${file.path}: ${encoding.name} does not hold the wanted values; nothing was written`)
  return { bytes, before, after, changes, findings }
}

function tooLarge({ path, bytes }: { readonly path: string; readonly bytes: Uint8Array }) {
  return {
    where: `${path}:1:1`,
    what: `The file has ${bytes.length} bytes; more than ${MAXIMUM_BYTES} are not read.`,
    cure: 'Check that config-path names the right file.',
  }
}
