import { isDrift, type Place } from '../findings.ts'
import { truncate } from '../text/truncate.ts'
import { failureMarkdown } from './failure.ts'
import { findingsList } from './findings-list.ts'
import { type Annotation, findingAnnotations, resultLines } from './log.ts'
import { code, folded, paragraphs, plain, sentence, table, wholeLines } from './markdown.ts'
import { fleetReportJson, NO_OUTPUTS } from './outputs.ts'
import type { Report } from './reporter.ts'
import { driftOf, type EnvironmentResult, type FleetResult } from './run-result.ts'
import { changesList } from './sections.ts'
import { linkTo, summarise } from './summary.ts'

/** The columns of the table, with the places that each is about. */
const COLUMNS: readonly (readonly [string, readonly Place[]])[] = [
  ['File', ['values', 'provider', 'file']],
  ['Registration', ['azure', 'discovery']],
  ['Server', ['server']],
  ['Certificate', ['certificate']],
]

/** Characters of all names in the last line of a step that fails. */
const MAX_NAMES = 1000

/** Characters of a failure that are shown in a cell, and below the table. */
const SHORT_FAILURE = 300
const MAX_FAILURE = 4000

/** Bytes of the output `issue-body`. GitHub takes 65,536 characters, and the workflow adds a link. */
const MAX_ISSUE = 60_000

/** The report about all environments of an inventory. @param documentation address of docs/findings.md */
export function fleetReport({ environments, failsOnDrift }: FleetResult, documentation: string): Report {
  const isUnknown = environments.some(({ result }) => 'failure' in result)
  const isDrifting = environments.some(({ result }) => driftOf(result))
  const concerned = needingAttention(environments)
  const names = truncate(concerned.map(({ name }) => name).join(', '), MAX_NAMES)
  const verdict = fleetVerdict(environments)
  const failure = `${verdict[0]!.toUpperCase()}${verdict.slice(1)} (${names}). The annotations and the job summary say what to do.`
  return {
    annotations: environments.flatMap((each) => annotationsOf(each, documentation)),
    lines: environments.flatMap(({ name, result }) =>
      'failure' in result ? [] : resultLines(result).map((line) => `${name}: ${line}`),
    ),
    failure: isUnknown || (failsOnDrift && isDrifting) ? failure : undefined,
    outputs: {
      ...NO_OUTPUTS,
      // "false" only where all environments were checked.
      drift: isDrifting ? 'true' : isUnknown ? '' : 'false',
      report: fleetReportJson(environments),
      'issue-body': issueBody(environments, documentation),
    },
    summary: paragraphs(
      `## Mobile single sign-on: ${verdict}`,
      fleetTable([...concerned, ...environments.filter((each) => !concerned.includes(each))]),
      ...concerned.flatMap((each) => [
        `### ${plain(each.name)}`,
        folded('What to do', whatToDo(each, documentation)),
      ]),
    ),
  }
}

/** Each names its environment. */
function annotationsOf({ name, result }: EnvironmentResult, documentation: string): Annotation[] {
  const isFailed = 'failure' in result
  const workspacePath = isFailed ? undefined : result.workspacePath
  const found = findingAnnotations(result.findings, documentation, workspacePath)
  const reason = isFailed && `could not be checked: ${truncate(result.failure, MAX_FAILURE)}`
  const failed: Annotation[] = reason ? [{ level: 'error', text: reason }] : []
  return [...failed, ...found].map(({ text, details = [], ...annotation }) => ({
    ...annotation,
    text: `${name}: ${text}`,
    details: details.map((detail) => `${name}: ${detail}`),
  }))
}

/** Markdown for an issue about what has drifted and what to do; empty where there is nothing. */
export function issueBody(environments: readonly EnvironmentResult[], documentation: string): string {
  const concerned = needingAttention(environments)
  if (concerned.length === 0) return ''
  return bounded(
    paragraphs(
      `Mobile single sign-on: **${fleetVerdict(environments)}**`,
      fleetTable(concerned),
      ...concerned.flatMap((each) => [`### ${plain(each.name)}`, whatToDo(each, documentation)]),
    ),
  )
}

/** The text as an issue's body may be. */
export function bounded(text: string): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= MAX_ISSUE) return text
  const note = '\n\n… cut here: GitHub does not allow a longer text. The job summary has the rest.'
  const start = bytes.subarray(0, MAX_ISSUE - Buffer.byteLength(note)).toString()
  return wholeLines(start, start.length) + note
}

function fleetVerdict(environments: readonly EnvironmentResult[]): string {
  const { length } = environments
  const drifted = environments.filter(({ result }) => driftOf(result)).length
  const failed = environments.filter(({ result }) => 'failure' in result).length
  if (length === 1) return failed > 0 ? 'could not be checked' : drifted > 0 ? 'drift found' : 'no drift'
  const all = `${length} environments`
  const drift = drifted > 0 ? `drift in ${drifted} of ${all}` : `no drift in ${length - failed} of ${all}`
  return failed > 0 ? `${drift}, ${failed} could not be checked` : drift
}

/** What phones may be kept out by, and what is not known. */
function needingAttention(environments: readonly EnvironmentResult[]): EnvironmentResult[] {
  return environments.filter(({ result }) => 'failure' in result || driftOf(result))
}

function fleetTable(environments: readonly EnvironmentResult[]): string {
  const rows = environments.map(({ name, result }) => {
    const [file = '', ...others] = COLUMNS.map(([, places]) => cell(result, places))
    if (!('failure' in result)) return [plain(name), file, ...others]
    const reason = sentence(truncate(result.failure.split('\n')[0]!, SHORT_FAILURE))
    const found = file === '➖' ? '' : `<br>${file}`
    return [plain(name), `❌ could not be checked: ${reason}${found}`, ...others]
  })
  return table(['Environment', ...COLUMNS.map(([title]) => title)], rows)
}

function cell(result: EnvironmentResult['result'], places: readonly Place[]): string {
  const drift = result.findings.filter((finding) => places.includes(finding.place) && isDrift(finding))
  if (drift.length > 0) return `⚠️ ${summarise(drift).join('<br>')}`
  // What the inputs say is always looked at.
  const looked = places.filter((place) => place !== 'values')
  const isChecked = !('failure' in result) && looked.some((place) => result.checked.includes(place))
  return isChecked ? '✅' : '➖'
}

function whatToDo({ result }: EnvironmentResult, documentation: string): string {
  if ('failure' in result)
    return paragraphs(
      failureMarkdown({ message: truncate(result.failure, MAX_FAILURE), lists: [] }),
      findingsList(result.findings, documentation),
    )
  const { repository, path, pullRequest, findings, changes } = result
  const others = findings.filter(({ id, severity }) => id !== 'MSSO012' && severity !== 'notice')
  const cure = findings.find(({ id }) => id === 'MSSO012')?.cure
  return paragraphs(
    `${code(path)} in ${code(repository)}${pullRequest ? `, ${linkTo(pullRequest)}` : ''}`,
    cure ? `${sentence(cure)}\n\n${changesList(changes)}` : undefined,
    findingsList(others, documentation),
  )
}
