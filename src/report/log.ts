import type { AnnotationProperties } from '@actions/core'
import { byImportance, type Finding, type Severity } from '../findings.ts'
import { type Problem, problemText } from '../problems.ts'
import { shortSentence, truncate } from '../text/truncate.ts'
import { findingUrl } from './findings-list.ts'
import { listed, visible } from './markdown.ts'
import { isFileChanged, type ReportedRegistration, type RunResult } from './run-result.ts'

/**
 * A text that the runner does not take for a command: it looks for `::` at the start of a line, before which any white space of
 * Unicode counts for nothing, and for the older `##[` anywhere in one. A value must not be able to switch masking off or to set outputs.
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function logText(text: string): string {
  return visible(truncate(text, MAX_TEXT))
    .replaceAll('##[', '##\\[')
    .replaceAll(/^([^\S\r\n]*):(?=:)/gm, '$1:\\')
}

/** In characters; whatever a text quotes is cut to less before. */
const MAX_TEXT = 50_000
const MAX_VALUE = 1000

/** What a run found and did, for the log. */
export function resultLines(result: RunResult): string[] {
  const { mode, registration, pullRequest } = result
  const scripts = (mode === 'render' && result.script?.written) || []
  const state = mode === 'pull-request' && result.operation !== 'none' ? result.operation : 'open'
  return [
    ...fileLines(result),
    ...scripts.map((path) => `${path}: the wsadmin script was written.`),
    ...(registration ? registrationLines(registration) : []),
    ...(pullRequest ? [`Pull request #${pullRequest.number} (${state}): ${pullRequest.url}`] : []),
  ]
}

function fileLines(result: RunResult): string[] {
  const { path, before, changes, origin } = result
  const changeLines = changes.map(
    ({ setting, before: old, after, source, line }) =>
      `${path}:${line}: ${setting}: ${old === null ? 'missing' : logValue(old)} -> ${logValue(after)} (${source})`,
  )
  if (before === undefined) return [`${path}: new file, made from the ${origin}.`, ...changeLines]
  return isFileChanged(result) ? changeLines : [`${path}: up to date.`]
}

function registrationLines({ displayName, changes, isChanged }: ReportedRegistration): string[] {
  const name = `App registration ${displayName}`
  if (changes.length === 0) return [`${name}: up to date.`]
  const verb = isChanged ? 'changed' : 'should change'
  return changes.map(
    ({ property, before, after }) =>
      `${name}: ${property} ${verb}: ${logValue(before)} -> ${logValue(after)}`,
  )
}

function logValue(value: string | boolean | null | readonly string[]): string {
  return typeof value === 'string'
    ? JSON.stringify(truncate(value, MAX_VALUE))
    : truncate(JSON.stringify(value), MAX_VALUE)
}

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
