import type { AnnotationProperties } from '@actions/core'
import { byImportance, type Finding, type Severity } from '../findings.ts'
import { type Problem, problemText } from '../problems.ts'
import { shortSentence, truncate } from '../text/truncate.ts'
import { findingUrl } from './findings-list.ts'
import { listed } from './markdown.ts'

/** What GitHub shows beside the step, or at a line of a file. */
export interface Annotation {
  readonly level: Severity
  readonly text: string
  readonly properties?: AnnotationProperties
  /** What it sums up, for the log. */
  readonly details?: readonly string[]
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
    const first = group[0]!
    const { id, title, severity: level, line } = first
    const place =
      workspacePath !== undefined && line !== undefined ? { file: workspacePath, startLine: line } : {}
    const properties = { title: `${id} ${title}`, ...place }
    if (group.length === 1) return { level, text: findingText(first, documentation), properties }
    const names = listed(group.map(({ setting }) => `"${setting}"`))
    const what = `${group.length} settings, from here on: ${names}.`
    const details = group.map((each) => findingText(each, documentation))
    return { level, text: findingText({ ...first, what }, documentation), properties, details }
  })
}

/** One finding as text for an annotation or a log. */
function findingText(finding: Finding, documentation: string): string {
  return `${problemText(short(finding))} See ${findingUrl(documentation, finding.id)}`
}

export function problemAnnotation(problem: Problem): Annotation {
  return { level: 'error', text: problemText(short(problem)) }
}

const MAX_PLACE = 500

function short({ where, what, cure }: Problem): Problem {
  return { where: truncate(where, MAX_PLACE), what: shortSentence(what), cure: shortSentence(cure) }
}
