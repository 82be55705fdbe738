import { styleText } from 'node:util'
import type { Finding } from '../../src/findings.ts'
import { visible } from '../../src/report/markdown.ts'
import type { TriedChange, TryResult } from './render-copy.ts'

interface PageOptions {
  /** As it was given on the command line. */
  readonly file: string
  readonly isWritten: boolean
  readonly hasColour: boolean
}

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string

/** The result as text for a terminal: what changes, the diff, the findings, and a last line that says what was written. */
export function page(result: TryResult, { file, isWritten, hasColour }: PageOptions): string {
  const paint: Paint = (style, text) => (hasColour ? styleText(style, text, { validateStream: false }) : text)
  if (result.kind === 'failed')
    return [...result.errors.map((error) => paint('red', visible(error))), 'Nothing was written.'].join('\n')
  const { changes, diff, findings, isChanged } = result
  const parts = [
    ...(isChanged ? [changesTable(changes, paint), paintedDiff(diff, paint)] : []),
    ...findings.map((finding) => findingText(finding, paint)),
    lastLine(file, { isChanged, isWritten, changes }, paint),
  ]
  return parts.join('\n\n')
}

/** Old and new value below each other, so that long addresses stay comparable. */
function changesTable(changes: readonly TriedChange[], paint: Paint): string {
  return changes
    .map(({ setting, before, after }) =>
      [
        paint('bold', visible(setting)),
        paint('red', `  - ${before === null ? '(missing)' : visible(before) || '(empty)'}`),
        paint('green', `  + ${visible(after)}`),
      ].join('\n'),
    )
    .join('\n')
}

function paintedDiff(diff: string, paint: Paint): string {
  return diff
    .split('\n')
    .map((line) => paintedDiffLine(line, paint))
    .join('\n')
}

function paintedDiffLine(line: string, paint: Paint): string {
  if (line.startsWith('+++') || line.startsWith('---')) return paint('bold', line)
  if (line.startsWith('+')) return paint('green', line)
  if (line.startsWith('-')) return paint('red', line)
  return line.startsWith('@@') ? paint('cyan', line) : line
}

function findingText({ id, severity, title, where, what, cure }: Finding, paint: Paint): string {
  const style = ({ error: 'red', warning: 'yellow', notice: 'cyan' } as const)[severity]
  const heading = paint(style, `${severity} ${id}: ${title}`)
  return [heading, ...[`${where}: ${what}`, cure].map((line) => `  ${visible(line)}`)].join('\n')
}

function lastLine(
  file: string,
  {
    isChanged,
    isWritten,
    changes,
  }: Pick<PageOptions, 'isWritten'> & { isChanged: boolean; changes: readonly unknown[] },
  paint: Paint,
): string {
  if (!isChanged) return paint('green', `${file} is up to date.`)
  const count = changes.length === 1 ? '1 setting' : `${changes.length} settings`
  return isWritten
    ? paint('green', `${count} changed; ${file} was written.`)
    : `${count} would change. Nothing was written; add --write to write ${file}.`
}
