import type { AnnotationProperties } from '@actions/core'
import { isDrift } from '../findings.ts'
import { ProblemsError } from '../problems.ts'
import type { Secrets } from '../text/secrets.ts'
import {
  type Annotation,
  findingAnnotations,
  MAX_ANNOTATIONS,
  moreText,
  problemAnnotation,
} from './annotations.ts'
import {
  asEnvironment,
  bounded,
  fleetAnnotations,
  fleetFailure,
  fleetLines,
  fleetOutputs,
  fleetSummary,
  issueBody,
} from './fleet.ts'
import { failureText, logText, resultLines } from './log.ts'
import { wholeLines } from './markdown.ts'
import { failureOutputs, type Outputs, outputs } from './outputs.ts'
import { type FleetResult, type Progress, type RunResult, withoutSecrets } from './run-result.ts'
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
  /** The same for all environments of an inventory. */
  succeedForAll(result: FleetResult): Promise<void>
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

/** Warnings while the run is on its way, so that there is room for those about what it found. */
const MAX_EARLY_WARNINGS = 5

export function createReporter(core: ReportingCore, options: ReporterOptions): Reporter {
  const { documentation, secrets } = options
  const writer = new Writer(core, options)
  return {
    debug: (message) => core.debug(writer.safe(message)),
    info: (message) => core.info(writer.safe(message)),
    warning: (message) => writer.warn(message, MAX_EARLY_WARNINGS),
    async succeed(raw) {
      const result = withoutSecrets(raw, secrets)
      const isFailing = result.mode === 'check' && result.failsOnDrift && driftOf(result)
      const issue = result.mode === 'check' ? issueBody([asEnvironment(result)], documentation) : ''
      await writer.tell({
        annotations: findingAnnotations(result.findings, documentation, result.workspacePath),
        lines: resultLines(result),
        failure: isFailing ? driftText(result) : undefined,
        outputs: { ...outputs(result), 'issue-body': issue },
        summary: summary(result, documentation),
      })
    },
    async succeedForAll(raw) {
      const result = withoutSecrets(raw, secrets)
      await writer.tell({
        annotations: fleetAnnotations(result, documentation),
        lines: fleetLines(result),
        failure: fleetFailure(result),
        outputs: fleetOutputs(result, documentation),
        summary: fleetSummary(result, documentation),
      })
    },
    async fail(error, raw) {
      const { writes } = raw
      const written = writes && { made: writes.made, unknown: writes.unknown }
      const progress = withoutSecrets({ ...raw, writes: written }, secrets)
      const problems = withoutSecrets(error instanceof ProblemsError ? error.problems : [], secrets)
      const found = findingAnnotations(progress.findings, documentation)
      const failure = secrets.redact(failureText(error, progress))
      const text = failureSummary(problems, failure, progress, documentation)
      await writer.tell({
        annotations: [...problems.map(problemAnnotation), ...found],
        lines: [],
        failure,
        outputs: { ...failureOutputs(progress), 'issue-body': bounded(text) },
        summary: text,
      })
    },
  }
}

/** What the end of a run tells. */
interface Told {
  readonly annotations: readonly Annotation[]
  readonly lines: readonly string[]
  /** What the step fails with; undefined where it goes through. */
  readonly failure: string | undefined
  readonly outputs: Outputs
  readonly summary: string
}

class Writer {
  readonly #core: ReportingCore
  readonly #options: ReporterOptions
  readonly #shown = { error: 0, warning: 0, notice: 0 }

  constructor(core: ReportingCore, options: ReporterOptions) {
    this.#core = core
    this.#options = options
  }

  /** The text without secrets, and nothing in it is a command. */
  safe(text: string): string {
    return logText(this.#options.secrets.redact(text))
  }

  async tell({ annotations, lines, failure, outputs, summary }: Told): Promise<void> {
    const untold = this.#annotate(annotations, failure !== undefined)
    for (const line of lines) this.#core.info(this.safe(line))
    if (failure !== undefined) this.#core.setFailed(this.safe(failure + untold))
    this.#setOutputs(outputs)
    await this.#summarise(summary)
  }

  /** A warning while there were fewer than that, else a line of the log. */
  warn(text: string, most: number): void {
    const isShown = this.#shown.warning < most
    if (isShown) this.#shown.warning++
    this.#core[isShown ? 'warning' : 'info'](this.safe(text))
  }

  /** @returns what the verdict, for which there is room, has to say about the errors that are not shown; without one the last error does */
  #annotate(annotations: readonly Annotation[], hasVerdict: boolean): string {
    const place = this.#options.hasSummary ? 'job summary' : 'log'
    let untold = ''
    for (const level of ['error', 'warning', 'notice'] as const) {
      const isTold = level === 'error' && hasVerdict
      const room = MAX_ANNOTATIONS - this.#shown[level] - (isTold ? 1 : 0)
      const all = annotations.filter((each) => each.level === level)
      const more = moreText(Math.max(0, all.length - room), level, place)
      if (isTold) untold = more
      for (const [index, { text, properties, details }] of all.entries()) {
        const note = index === room - 1 && !isTold ? more : ''
        if (index < room) this.#core[level](this.safe(text + note), properties)
        for (const line of index < room ? details : [text, ...details]) this.#core.info(this.safe(line))
      }
      this.#shown[level] += Math.min(room, all.length)
    }
    return untold
  }

  #setOutputs(values: Outputs): void {
    try {
      for (const [name, value] of Object.entries(values)) this.#core.setOutput(name, value)
    } catch (error) {
      // Later steps would go on with empty outputs as if there were nothing to do.
      this.#core.setFailed(
        this.safe(
          `The outputs could not be written to the file of GITHUB_OUTPUT: ${reasonOf(error)}. What the run did is in this log. Check that the runner's disk has room, and that no step changes the variable.`,
        ),
      )
    }
  }

  async #summarise(text: string): Promise<void> {
    const { hasSummary, secrets } = this.#options
    if (!hasSummary) return
    try {
      await this.#core.summary.addRaw(`${cut(secrets.redact(text))}\n`).write()
    } catch (error) {
      // What the run did and found is in the log and the outputs; in a container the runner's file may be out of reach.
      this.warn(`The job summary could not be written: ${reasonOf(error)}`, MAX_ANNOTATIONS)
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** In characters, each of which has up to three bytes; GitHub shows no summary that is longer than 1 MiB. */
const MAX_SUMMARY = 300_000

function cut(text: string): string {
  if (text.length <= MAX_SUMMARY) return text
  return `${wholeLines(text, MAX_SUMMARY)}\n\n… cut: GitHub shows no longer text.`
}

function driftText({ findings }: RunResult): string {
  const places = [...new Set(findings.filter(isDrift).map(({ place }) => place))]
  return `Not everything is as wanted (${places.join(', ')}); the annotations and the job summary say what to do. Set fail-on-drift: false to only report it.`
}
