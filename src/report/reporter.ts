import type { AnnotationProperties } from '@actions/core'
import { type Finding, isDrift } from '../findings.ts'
import { DeadlineError } from '../network/index.ts'
import { type Problem, ProblemsError, problemText } from '../problems.ts'
import type { Secrets } from '../text/secrets.ts'
import { shortened, shortSentence } from '../text/truncate.ts'
import { type Annotation, findingAnnotations, MOST_ANNOTATIONS, moreText } from './annotations.ts'
import { LONGEST_PLACE } from './findings-list.ts'
import { logText } from './log-text.ts'
import { wholeLines } from './markdown.ts'
import { failureOutputs, type Outputs, outputs } from './outputs.ts'
import type { Progress, RunResult } from './run-result.ts'
import { failureSummary, summary } from './summary.ts'
import { driftOf } from './verdict.ts'

/** The parts of @actions/core that reporting writes to. */
export interface ReportingCore {
  debug(message: string): void
  info(message: string): void
  notice(message: string, properties?: AnnotationProperties): void
  warning(message: string, properties?: AnnotationProperties): void
  error(message: string, properties?: AnnotationProperties): void
  setFailed(message: string): void
  setOutput(name: string, value: string): void
  readonly summary: { addRaw(text: string): { write(): Promise<unknown> } }
}

/** The only place that writes to the log, the outputs and the job summary. */
export interface Reporter {
  debug(message: string): void
  info(message: string): void
  warning(message: string): void
  succeed(result: RunResult): Promise<void>
  fail(error: unknown, progress: Progress): Promise<void>
}

export interface ReporterOptions {
  /** The runner has given a file for the job summary; by hand there is none. */
  readonly hasSummary: boolean
  /** Address of docs/findings.md. */
  readonly documentation: string
  /** What must not be in anything that is written, not even where the runner would mask it. */
  readonly secrets: Secrets
}

export function createReporter(
  core: ReportingCore,
  { hasSummary, documentation, secrets }: ReporterOptions,
): Reporter {
  const safe = (text: string) => logText(secrets.redact(text))
  const shown = { error: 0, warning: 0, notice: 0 }
  const warn = (text: string, most: number) => {
    if (shown.warning >= most) return core.info(safe(text))
    shown.warning++
    core.warning(safe(text))
  }
  const writeSummary = async (text: string) => {
    if (!hasSummary) return
    try {
      await core.summary.addRaw(`${cut(secrets.redact(text))}\n`).write()
    } catch (error) {
      // What the run did and found is in the log and the outputs; in a container the runner's file may be out of reach.
      const reason = error instanceof Error ? error.message : String(error)
      warn(`The job summary could not be written: ${reason}`, MOST_ANNOTATIONS)
    }
  }
  const setOutputs = (values: Outputs) => {
    try {
      for (const [name, value] of Object.entries(values)) core.setOutput(name, value)
    } catch (error) {
      // Later steps would go on with empty outputs as if there were nothing to do.
      const reason = error instanceof Error ? error.message : String(error)
      core.setFailed(
        safe(
          `The outputs could not be written to the file of GITHUB_OUTPUT: ${reason}. What the run did is in this log. Check that the runner's disk has room, and that no step changes the variable.`,
        ),
      )
    }
  }
  /** @returns what the verdict, for which there is room, has to say about the errors that are not shown; without one the last error does */
  const annotate = (annotations: readonly Annotation[], hasVerdict: boolean) => {
    const place = hasSummary ? 'job summary' : 'log'
    let untold = ''
    for (const level of ['error', 'warning', 'notice'] as const) {
      const isTold = level === 'error' && hasVerdict
      const room = MOST_ANNOTATIONS - shown[level] - (isTold ? 1 : 0)
      const all = annotations.filter((each) => each.level === level)
      const more = moreText(Math.max(0, all.length - room), level, place)
      if (isTold) untold = more
      for (const [index, { text, properties, details }] of all.entries()) {
        const note = index === room - 1 && !isTold ? more : ''
        if (index < room) core[level](safe(text + note), properties)
        for (const line of index < room ? details : [text, ...details]) core.info(safe(line))
      }
      shown[level] += Math.min(room, all.length)
    }
    return untold
  }
  return {
    debug: (message) => core.debug(safe(message)),
    info: (message) => core.info(safe(message)),
    warning: (message) => warn(message, MOST_WARNINGS_OF_THE_WAY),
    async succeed(told) {
      const result = withoutSecrets(told, secrets)
      const isFailing = result.failsOnDrift && driftOf(result)
      const found = findingAnnotations(result.findings, documentation, result.workspacePath)
      const untold = annotate(found, isFailing)
      for (const line of logLines(result)) core.info(safe(line))
      if (isFailing) core.setFailed(safe(driftText(result) + untold))
      setOutputs(outputs(result))
      await writeSummary(summary(result, documentation))
    },
    async fail(error, told) {
      const { writes } = told
      const written = writes && { made: writes.made, unknown: writes.unknown }
      const progress = secrets.redactAll({ ...told, writes: written })
      const problems = secrets.redactAll(error instanceof ProblemsError ? error.problems : [])
      const found = findingAnnotations(progress.findings, documentation)
      const untold = annotate([...problems.map(problemAnnotation), ...found], true)
      const failure = secrets.redact(failureText(error, progress))
      core.setFailed(safe(failure + untold))
      setOutputs(failureOutputs(progress))
      await writeSummary(failureSummary(problems, failure, progress, documentation))
    },
  }
}

/** Warnings while the run is on its way, so that there is room for those about what it found. */
const MOST_WARNINGS_OF_THE_WAY = 5

/** What the action says by itself stays, also where a short secret happens to be the same word. */
function withoutSecrets(result: RunResult, secrets: Secrets): RunResult {
  const { mode, origin, checked, registration, pullRequest } = result
  const redacted = secrets.redactAll(result)
  return {
    ...redacted,
    mode,
    origin,
    checked,
    findings: redacted.findings.map((finding, index) => ({
      ...finding,
      ...ownWords(result.findings[index]!),
    })),
    registration: registration && { ...redacted.registration!, reconcile: registration.reconcile },
    pullRequest: pullRequest && { ...redacted.pullRequest!, operation: pullRequest.operation },
  }
}

function ownWords({ id, severity, place, title }: Finding) {
  return { id, severity, place, title }
}

/** GitHub shows no summary that is longer than 1 MiB. */
function cut(text: string): string {
  if (text.length <= LONGEST_SUMMARY) return text
  return `${wholeLines(text, LONGEST_SUMMARY)}\n\n… cut: GitHub shows no longer text.`
}

/** In characters, each of which has up to three bytes. */
const LONGEST_SUMMARY = 300_000

/** The last line of a check that found drift. */
function driftText({ findings }: RunResult): string {
  const places = [...new Set(findings.filter(isDrift).map(({ place }) => place))]
  return `Not everything is as wanted (${places.join(', ')}); the annotations and the job summary say what to do. Set fail-on-drift: false to only report it.`
}

function failureText(error: unknown, progress: Progress): string {
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
function writtenText({ azureChanged, azureInDoubt, writes }: Progress): string[] {
  const { made = [], unknown = [] } = writes ?? {}
  return [
    ...(azureChanged ? [AZURE_WAS_CHANGED] : []),
    ...(azureInDoubt && !azureChanged ? [AZURE_IN_DOUBT] : []),
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

function problemAnnotation({ where, what, cure }: Problem): Annotation {
  const short = {
    where: shortened(where, LONGEST_PLACE),
    what: shortSentence(what),
    cure: shortSentence(cure),
  }
  return { level: 'error', text: problemText(short), details: [] }
}

function logLines(result: RunResult): string[] {
  return [
    ...fileLines(result),
    ...scriptLines(result),
    ...registrationLines(result),
    ...pullRequestLines(result),
  ]
}

function fileLines({ path, before, changes, isChanged, origin }: RunResult): string[] {
  const changeLines = changes.map(
    ({ setting, before: old, after, source, line }) =>
      `${path}:${line}: ${setting}: ${old === null ? 'missing' : logValue(old)} -> ${logValue(after)} (${source})`,
  )
  if (isChanged && before === '') return [`${path}: a new file, made from the ${origin}.`, ...changeLines]
  return isChanged ? changeLines : [`${path}: all wanted settings are there already.`]
}

function scriptLines({ script }: RunResult): string[] {
  return (script?.written ?? []).map((path) => `${path}: the wsadmin script was written.`)
}

function registrationLines({ registration }: RunResult): string[] {
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

/** Characters of a value that are in the log. */
const LONGEST_VALUE = 1000

function logValue(value: string | boolean | null | readonly string[]): string {
  if (typeof value === 'string') return JSON.stringify(shortened(value, LONGEST_VALUE))
  return shortened(JSON.stringify(value), LONGEST_VALUE)
}

function pullRequestLines({ pullRequest }: RunResult): string[] {
  if (!pullRequest?.url) return []
  const { operation, number, url } = pullRequest
  return [`Pull request #${number} (${operation === 'none' ? 'open' : operation}): ${url}`]
}
