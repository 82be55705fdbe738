import type { AnnotationProperties } from '@actions/core'
import type { Finding, Place, Severity } from '../findings.ts'
import { type Problem, problemText } from '../problems.ts'
import { shortSentence, truncate } from '../text/truncate.ts'
import { findingUrl } from './documentation.ts'

/**
 * GitHub shows that many annotations of each level for a step; others are nowhere to be seen.
 * @see https://docs.github.com/en/rest/checks/runs#create-a-check-run
 */
export const MAX_ANNOTATIONS = 10

/** What GitHub shows beside the step, or at a line of a file. */
export interface Annotation {
  readonly level: Severity
  readonly text: string
  readonly properties?: AnnotationProperties
  /** What it sums up, for the log. */
  readonly details: readonly string[]
}

/** What keeps phones out right now comes first; what is easily found in the file comes late. */
const RANK: Readonly<Record<Place, number>> = {
  certificate: 0,
  server: 1,
  discovery: 2,
  azure: 3,
  provider: 4,
  file: 5,
  'pull request': 6,
  values: 7,
}

/** Those findings first that keep phones out right now. */
export function byImportance(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => RANK[a.place] - RANK[b.place])
}

/**
 * The findings by importance, all settings of the file in one for each kind.
 * @param workspacePath of the file, where it is in the workspace and annotations can point at its lines
 */
export function findingAnnotations(
  findings: readonly Finding[],
  documentation: string,
  workspacePath?: string,
): readonly Annotation[] {
  const groups = Map.groupBy(byImportance(findings), (each) => (each.setting === undefined ? each : each.id))
  return [...groups.values()].map((group) => {
    const [first] = group as [Finding]
    const { id, title, severity: level, line } = first
    const texts = group.map((each) => findingText(each, documentation))
    const place =
      workspacePath !== undefined && line !== undefined ? { file: workspacePath, startLine: line } : {}
    const properties = { title: `${id} ${title}`, ...place }
    if (group.length === 1) return { level, text: texts[0]!, properties, details: [] }
    return { level, text: settingsText(group, first, documentation), properties, details: texts }
  })
}

const MAX_NAMES = 5

function settingsText(group: readonly Finding[], first: Finding, documentation: string): string {
  const names = group.slice(0, MAX_NAMES).map(({ setting }) => `"${setting}"`)
  const rest = group.length - names.length
  const list = names.join(', ') + (rest > 0 ? ` and ${rest} more` : '')
  const what = `${group.length} settings, from here on: ${list}.`
  return findingText({ ...first, what }, documentation)
}

/** What does not fit is told at the end of what does. @param where it is: "job summary" */
export function moreText(count: number, level: Severity, where: string): string {
  if (count === 0) return ''
  return `\n${count} more ${level}${count === 1 ? ' is' : 's are'} in the ${where}.`
}

const MAX_PLACE = 500

/** One finding as text for an annotation or a log. */
function findingText({ id, where, what, cure }: Finding, documentation: string): string {
  const texts = [`${truncate(where, MAX_PLACE)}:`, shortSentence(what), shortSentence(cure)]
  return `${texts.join(' ')} See ${findingUrl(documentation, id)}`
}

export function problemAnnotation({ where, what, cure }: Problem): Annotation {
  const short = {
    where: truncate(where, MAX_PLACE),
    what: shortSentence(what),
    cure: shortSentence(cure),
  }
  return { level: 'error', text: problemText(short), details: [] }
}
