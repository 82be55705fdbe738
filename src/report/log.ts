import { truncate } from '../text/truncate.ts'
import { visible } from './markdown.ts'
import { isFileChanged, pullRequestOf, type RunResult, registrationOf } from './run-result.ts'

/**
 * A text that the runner does not take for a command: it looks for `::` at the start of a line, and for the older `##[` anywhere
 * in one. Before the `::` any white space of Unicode counts for nothing. Values of files and services must not be able to switch masking off or to set outputs.
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function logText(text: string): string {
  return visible(truncate(text, MAX_TEXT))
    .replaceAll('##[', '##\\[')
    .replaceAll(/^([^\S\r\n]*):(?=:)/gm, '$1:\\')
}

/** In characters; whatever a text quotes is cut to less before. */
const MAX_TEXT = 50_000

export function resultLines(result: RunResult): string[] {
  return [
    ...fileLines(result),
    ...scriptLines(result),
    ...registrationLines(result),
    ...pullRequestLines(result),
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

function scriptLines(result: RunResult): string[] {
  if (result.mode !== 'render') return []
  return (result.script?.written ?? []).map((path) => `${path}: the wsadmin script was written.`)
}

function registrationLines(result: RunResult): string[] {
  const registration = registrationOf(result)
  if (!registration) return []
  const { displayName, changes, isChanged } = registration
  const name = `App registration ${displayName}`
  if (changes.length === 0) return [`${name}: up to date.`]
  const verb = isChanged ? 'changed' : 'should change'
  return changes.map(
    ({ property, before, after }) =>
      `${name}: ${property} ${verb}: ${logValue(before)} -> ${logValue(after)}`,
  )
}

const MAX_VALUE = 1000

function logValue(value: string | boolean | null | readonly string[]): string {
  if (typeof value === 'string') return JSON.stringify(truncate(value, MAX_VALUE))
  return truncate(JSON.stringify(value), MAX_VALUE)
}

function pullRequestLines(result: RunResult): string[] {
  const pullRequest = pullRequestOf(result)
  if (!pullRequest) return []
  const state = result.mode === 'pull-request' && result.operation !== 'none' ? result.operation : 'open'
  return [`Pull request #${pullRequest.number} (${state}): ${pullRequest.url}`]
}
