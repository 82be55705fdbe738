import type { Change } from '../mobile-config/index.ts'
import { shortened } from '../text/truncate.ts'
import { code, table } from './markdown.ts'

/** Rows that are shown; with more the pull request's own diff is the better place to look. */
const MAXIMUM_ROWS = 50
const MAXIMUM_VALUE_LENGTH = 300

/** The changes as a Markdown table: setting, old and new value, where the new value came from. */
export function changesTable(changes: readonly Change[]): string {
  const rows = changes
    .slice(0, MAXIMUM_ROWS)
    .map(({ setting, before, after, source }) => [code(setting), value(before), value(after), code(source)])
  const rest = changes.length - rows.length
  const note = rest > 0 ? `\n\n… and ${rest} more.` : ''
  return `${table(['Setting', 'Old value', 'New value', 'From'], rows)}${note}`
}

function value(text: string | null): string {
  if (text === null) return '*not in the file*'
  return code(shortened(text, MAXIMUM_VALUE_LENGTH))
}
