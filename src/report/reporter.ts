import type { AnnotationProperties } from '@actions/core'
import type { Finding } from '../findings.ts'
import { ProblemsError, problemText } from '../problems.ts'
import { findingText } from './findings-list.ts'
import { visible } from './markdown.ts'
import { failureOutputs, type Outputs, outputs } from './outputs.ts'
import type { Done, RunResult } from './run-result.ts'
import { failureSummary, summary } from './summary.ts'

/** The parts of @actions/core that reporting writes to. */
export interface ReportingCore {
  debug(message: string): void
  info(message: string): void
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
  fail(error: unknown, done: Done): Promise<void>
}

/** @param hasSummary the runner has given a file for the job summary; by hand there is none */
export function createReporter(core: ReportingCore, hasSummary: boolean): Reporter {
  const writeSummary = async (text: string) => {
    if (hasSummary) await core.summary.addRaw(`${text}\n`).write()
  }
  const setOutputs = (values: Outputs) => {
    for (const [name, value] of Object.entries(values)) core.setOutput(name, value)
  }
  return {
    debug: (message) => core.debug(message),
    info: (message) => core.info(message),
    warning: (message) => core.warning(message),
    async succeed(result) {
      for (const finding of result.findings) core.warning(findingText(finding), annotation(finding, result))
      for (const line of logLines(result)) core.info(line)
      setOutputs(outputs(result))
      await writeSummary(summary(result))
    },
    async fail(error, done) {
      setOutputs(failureOutputs(done))
      const problems = error instanceof ProblemsError ? error.problems : []
      const message = error instanceof Error ? error.message : String(error)
      for (const problem of problems) core.error(visible(problemText(problem)))
      const text = problems.length > 0 ? `${count(problems.length)}; ${written(done)}` : message
      const failure = problems.length === 0 && done.azureChanged ? `${text}\n${written(done)}` : text
      core.setFailed(failure)
      await writeSummary(failureSummary(problems, failure))
    },
  }
}

function written({ azureChanged }: Done): string {
  return azureChanged
    ? 'The app registration was updated before that, which does no harm while the server runs the old configuration; running again is safe.'
    : 'nothing was written.'
}

function count(problems: number): string {
  return problems === 1 ? '1 problem' : `${problems} problems`
}

/** Annotations point at the file's line where the file is in the workspace. */
function annotation({ id, title, line }: Finding, { workspacePath }: RunResult): AnnotationProperties {
  const place =
    workspacePath !== undefined && line !== undefined ? { file: workspacePath, startLine: line } : {}
  return { title: `${id} ${title}`, ...place }
}

function logLines(result: RunResult): string[] {
  return [...fileLines(result), ...registrationLines(result), ...pullRequestLines(result)]
}

function fileLines({ path, changes, isChanged }: RunResult): string[] {
  const changeLines = changes.map(
    ({ setting, before, after, source, line }) =>
      `${path}:${line}: ${setting}: ${before === null ? 'missing' : visible(JSON.stringify(before))} -> ${visible(JSON.stringify(after))} (${source})`,
  )
  return isChanged ? changeLines : [`${path}: all wanted settings are there already.`]
}

function registrationLines({ registration }: RunResult): string[] {
  if (!registration) return []
  const { displayName, changes, isChanged } = registration
  const name = `App registration ${visible(displayName)}`
  if (changes.length === 0) return [`${name}: as wanted.`]
  const verb = isChanged ? 'changed' : 'to be changed'
  return changes.map(
    ({ property, before, after }) =>
      `${name}: ${property} ${verb}: ${visible(JSON.stringify(before))} -> ${visible(JSON.stringify(after))}`,
  )
}

function pullRequestLines({ pullRequest }: RunResult): string[] {
  if (!pullRequest?.url) return []
  return [`Pull request #${pullRequest.number} (${pullRequest.operation}): ${pullRequest.url}`]
}
