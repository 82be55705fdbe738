import { DeadlineError } from '../network/index.ts'
import { ProblemsError } from '../problems.ts'
import { truncate } from '../text/truncate.ts'
import { visible } from './markdown.ts'
import { isFileChanged, type Progress, pullRequestOf, type RunResult, registrationOf } from './run-result.ts'

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
  if (before === undefined) return [`${path}: a new file, made from the ${origin}.`, ...changeLines]
  return isFileChanged(result) ? changeLines : [`${path}: all wanted settings are there already.`]
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
  if (changes.length === 0) return [`${name}: as wanted.`]
  const verb = isChanged ? 'changed' : 'to be changed'
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

export function failureText(error: unknown, progress: Progress): string {
  const written = writtenText(progress)
  if (!(error instanceof ProblemsError)) {
    const message = error instanceof Error ? error.message : String(error)
    const nothing = error instanceof DeadlineError ? ['Nothing was written.'] : []
    return [message, ...(written.length > 0 ? written : nothing)].join('\n')
  }
  const { length } = error.problems
  const count = length === 1 ? '1 problem' : `${length} problems`
  return `${count}; ${written.length > 0 ? written.join('\n') : 'nothing was written.'}`
}

/** A run that fails has to say what it leaves behind. */
function writtenText({ azure, writes }: Progress): string[] {
  const { made = [], unknown = [] } = writes ?? {}
  return [
    ...(azure === 'changed' ? [AZURE_WAS_CHANGED] : []),
    ...(azure === 'in doubt' ? [AZURE_IN_DOUBT] : []),
    ...(made.length > 0 ? [`Written to the repository before that: ${made.join('; ')}. ${SAFE}`] : []),
    ...(unknown.length > 0
      ? [`Perhaps written to the repository, the answer is not known: ${unknown.join('; ')}. ${SAFE}`]
      : []),
  ]
}

const SAFE = 'Running again is safe and goes on from there.'

const AZURE_WAS_CHANGED =
  'The app registration was updated before that, which does no harm while the server runs the old configuration; running again is safe.'

const AZURE_IN_DOUBT =
  'The change of the app registration may have been made all the same, which does no harm while the server runs the old configuration; running again is safe.'
