import { createTwoFilesPatch } from 'diff'
import { truncate } from '../text/truncate.ts'
import { visible } from './markdown.ts'

/** Lines of a diff that are shown; a longer one is cut with a note. */
const MAX_LINES = 200
const MAX_LINE_LENGTH = 500

/** Lines that are taken out or put in. Looking for more takes quadratic time, in which nothing else happens. */
const MAX_EDITS = 5000

/**
 * A unified diff with three lines of context, for people: carriage returns are left out, long lines are cut. Where too much differs,
 * a note that says so.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
    maxEditLength: MAX_EDITS,
  })
  if (patch === undefined) return `… more than ${MAX_EDITS} lines differ, too many to be shown here`
  const lines = patch
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('====') && line !== '\\ No newline at end of file')
    .map((line) => visible(truncate(line.replace(/\r$/, ''), MAX_LINE_LENGTH)))
  const shown = lines.slice(0, MAX_LINES)
  if (lines.length > shown.length) shown.push(`… ${lines.length - shown.length} more lines`)
  return shown.join('\n')
}
