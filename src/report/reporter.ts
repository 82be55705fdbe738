import type { AnnotationProperties } from '@actions/core'
import { isDrift } from '../findings.ts'
import { messageOf, ProblemsError } from '../problems.ts'
import type { Secrets } from '../text/secrets.ts'
import { describeFailure, failureSummary, failureText } from './failure.ts'
import { bounded, fleetReport, issueBody } from './fleet.ts'
import { type Annotation, findingAnnotations, logText, problemAnnotation, resultLines } from './log.ts'
import { wholeLines } from './markdown.ts'
import { failureOutputs, type Outputs, outputs } from './outputs.ts'
import { driftOf, type FleetResult, type Progress, type RunResult, withoutSecrets } from './run-result.ts'
import { summary } from './summary.ts'

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

export interface ReporterOptions {
  /** The runner has given a file for the job summary; by hand there is none. */
  readonly hasSummary: boolean
  /** Address of docs/findings.md. */
  readonly documentation: string
  /** What must not be in anything that is written, not even where the runner would mask it. */
  readonly secrets: Secrets
}

/** What the end of a run tells. */
export interface Report {
  readonly annotations: readonly Annotation[]
  readonly lines: readonly string[]
  /** What the step fails with; undefined where it goes through. */
  readonly failure: string | undefined
  readonly outputs: Outputs
  readonly summary: string
}

/** Warnings while the run is on its way, so that there is room for those about what it found. */
const MAX_EARLY_WARNINGS = 5

/**
 * GitHub shows that many annotations of each level for a step; others are nowhere to be seen.
 * @see https://docs.github.com/en/rest/checks/runs#create-a-check-run
 */
const MAX_ANNOTATIONS = 10

/** In characters, each of which has up to three bytes; GitHub shows no summary that is longer than 1 MiB. */
const MAX_SUMMARY = 300_000

/** The only place that writes to the log, the outputs and the job summary. */
export class Reporter {
  readonly #core: ReportingCore
  readonly #options: ReporterOptions
  readonly #shown = { error: 0, warning: 0, notice: 0 }

  constructor(core: ReportingCore, options: ReporterOptions) {
    this.#core = core
    this.#options = options
  }

  // Others are given these as functions.
  readonly debug = (message: string): void => this.#core.debug(this.#safe(message))
  readonly info = (message: string): void => this.#core.info(this.#safe(message))
  readonly warning = (message: string): void => this.#warn(message, MAX_EARLY_WARNINGS)

  async succeed(raw: RunResult): Promise<void> {
    const { documentation, secrets } = this.#options
    const result = withoutSecrets(raw, secrets)
    const isCheck = result.mode === 'check'
    const isFailing = isCheck && result.failsOnDrift && driftOf(result)
    const issue = isCheck ? issueBody([{ name: result.path, result }], documentation) : ''
    await this.#tell({
      annotations: findingAnnotations(result.findings, documentation, result.workspacePath),
      lines: resultLines(result),
      failure: isFailing ? driftText(result) : undefined,
      outputs: { ...outputs(result), 'issue-body': issue },
      summary: summary(result, documentation),
    })
  }

  /** The same for all environments of an inventory. */
  async succeedForAll(raw: FleetResult): Promise<void> {
    const { documentation, secrets } = this.#options
    await this.#tell(fleetReport(withoutSecrets(raw, secrets), documentation))
  }

  async fail(error: unknown, raw: Progress): Promise<void> {
    const { documentation, secrets } = this.#options
    // The writes are told by the failure; they are no plain data, of which a copy could be made.
    const progress = withoutSecrets({ ...raw, writes: undefined }, secrets)
    const problems = withoutSecrets(error instanceof ProblemsError ? error.problems : [], secrets)
    const failure = secrets.redactAll(describeFailure(error, raw))
    const text = failureSummary(problems, failure, progress, documentation)
    await this.#tell({
      annotations: [
        ...problems.map(problemAnnotation),
        ...findingAnnotations(progress.findings, documentation),
      ],
      lines: [],
      failure: failureText(failure),
      outputs: { ...failureOutputs(raw), 'issue-body': bounded(text) },
      summary: text,
    })
  }

  async #tell({ annotations, lines, failure, outputs, summary }: Report): Promise<void> {
    const untold = this.#annotate(annotations, failure !== undefined)
    for (const line of lines) this.info(line)
    if (failure !== undefined) this.#core.setFailed(this.#safe(failure + untold))
    this.#setOutputs(outputs)
    await this.#summarise(summary)
  }

  /** The text without secrets, and nothing in it is a command. */
  #safe(text: string): string {
    return logText(this.#options.secrets.redact(text))
  }

  /** A warning while there were fewer than that, else a line of the log. */
  #warn(text: string, most: number): void {
    const isShown = this.#shown.warning < most
    if (isShown) this.#shown.warning++
    this.#core[isShown ? 'warning' : 'info'](this.#safe(text))
  }

  /** @returns what the verdict, for which there is room, has to say about the errors that are not shown; without one the last error does */
  #annotate(annotations: readonly Annotation[], hasVerdict: boolean): string {
    const place = this.#options.hasSummary ? 'job summary' : 'log'
    let untold = ''
    for (const level of ['error', 'warning', 'notice'] as const) {
      const isTold = level === 'error' && hasVerdict
      const room = MAX_ANNOTATIONS - this.#shown[level] - (isTold ? 1 : 0)
      const all = annotations.filter((each) => each.level === level)
      const rest = all.length - room
      const more = rest > 0 ? `\n${rest} more ${level}${rest === 1 ? ' is' : 's are'} in the ${place}.` : ''
      if (isTold) untold = more
      for (const [index, { text, properties, details = [] }] of all.entries()) {
        const note = index === room - 1 && !isTold ? more : ''
        if (index < room) this.#core[level](this.#safe(text + note), properties)
        for (const line of index < room ? details : [text, ...details]) this.info(line)
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
        this.#safe(
          `The outputs could not be written to the GITHUB_OUTPUT file: ${messageOf(error)}. This log says what the run did. Check that the runner's disk is not full and that no step changes the variable.`,
        ),
      )
    }
  }

  async #summarise(markdown: string): Promise<void> {
    const { hasSummary, secrets } = this.#options
    if (!hasSummary) return
    const text = secrets.redact(markdown)
    const note = '\n\n… cut here: GitHub does not show a longer text.'
    const shown = text.length > MAX_SUMMARY ? wholeLines(text, MAX_SUMMARY) + note : text
    try {
      await this.#core.summary.addRaw(`${shown}\n`).write()
    } catch (error) {
      // What the run did and found is in the log and the outputs; in a container the runner's file may be out of reach.
      this.#warn(`The job summary could not be written: ${messageOf(error)}`, MAX_ANNOTATIONS)
    }
  }
}

function driftText({ findings }: RunResult): string {
  const places = new Set(findings.filter(isDrift).map(({ place }) => place))
  return `Drift found: ${[...places].join(', ')}. The annotations and the job summary say what to do. To report drift without failing, set fail-on-drift: false.`
}
