import { isDrift, type Place } from '../findings.ts'
import { truncate } from '../text/truncate.ts'
import { type Annotation, findingAnnotations } from './annotations.ts'
import { resultLines } from './log.ts'
import { code, folded, plain, sentence, table, wholeLines } from './markdown.ts'
import { NO_OUTPUTS, type Outputs } from './outputs.ts'
import { fleetReportJson } from './report-json.ts'
import type { CheckResult, EnvironmentResult, FleetResult } from './run-result.ts'
import { changesTable, findingsList } from './sections.ts'
import { linkTo, messageLines } from './summary.ts'
import { driftOf, driftSoFar, summarise } from './verdict.ts'

/** The columns of the table, with the places that each is about. */
const COLUMNS: readonly (readonly [string, readonly Place[]])[] = [
  ['File', ['values', 'provider', 'file']],
  ['Registration', ['azure', 'discovery']],
  ['Server', ['server']],
  ['Certificate', ['certificate']],
]

/** Characters of a failure that are shown in a cell, and below the table. */
const SHORT_FAILURE = 300
const MAX_FAILURE = 4000

/** Bytes of the output `issue-body`. GitHub takes 65,536 characters, and the workflow adds a link. */
const MAX_ISSUE = 60_000

/** What the step fails with; undefined where it goes through. */
export function fleetFailure({ environments, failsOnDrift }: FleetResult): string | undefined {
  const isFailing = environments.some((each) => 'failure' in each || (failsOnDrift && isInDrift(each)))
  if (!isFailing) return undefined
  const names = needingAttention(environments).map(({ name }) => name)
  const verdict = fleetVerdict(environments)
  return `${verdict[0]!.toUpperCase()}${verdict.slice(1)} (${truncate(names.join(', '), 1000)}). The annotations and the job summary say what to do.`
}

/** Each names its environment. */
export function fleetAnnotations({ environments }: FleetResult, documentation: string): Annotation[] {
  return environments.flatMap((each) => {
    const { name } = each
    const workspacePath = 'result' in each ? each.result.workspacePath : undefined
    const found = findingAnnotations(findingsOf(each), documentation, workspacePath)
    const failed: Annotation[] =
      'failure' in each
        ? [
            {
              level: 'error',
              text: `could not be checked: ${truncate(each.failure, MAX_FAILURE)}`,
              details: [],
            },
          ]
        : []
    return [...failed, ...found].map((annotation) => ({
      ...annotation,
      text: `${name}: ${annotation.text}`,
      details: annotation.details.map((detail) => `${name}: ${detail}`),
    }))
  })
}

export function fleetLines({ environments }: FleetResult): string[] {
  return environments.flatMap((each) =>
    'result' in each ? resultLines(each.result).map((line) => `${each.name}: ${line}`) : [],
  )
}

/** `drift` is "false" only where all environments were checked. */
export function fleetOutputs({ environments }: FleetResult, documentation: string): Outputs {
  const isUnknown = environments.some((each) => 'failure' in each)
  return {
    ...NO_OUTPUTS,
    drift: environments.some(isInDrift) ? 'true' : isUnknown ? '' : 'false',
    report: fleetReportJson(environments),
    'issue-body': issueBody(environments, documentation),
  }
}

/** The job summary: the verdict, a line for each environment, and below it what to do, folded. */
export function fleetSummary({ environments }: FleetResult, documentation: string): string {
  const concerned = needingAttention(environments)
  const others = environments.filter((each) => !concerned.includes(each))
  return [
    `## Mobile single sign-on: ${fleetVerdict(environments)}`,
    fleetTable([...concerned, ...others]),
    ...concerned.flatMap((each) => [
      `### ${plain(each.name)}`,
      folded('What to do', whatToDo(each, documentation)),
    ]),
  ].join('\n\n')
}

/** Markdown for an issue about what is not as wanted and what to do; empty where there is nothing. */
export function issueBody(environments: readonly EnvironmentResult[], documentation: string): string {
  const concerned = needingAttention(environments)
  if (concerned.length === 0) return ''
  return bounded(
    [
      `Mobile single sign-on: **${fleetVerdict(environments)}**`,
      fleetTable(concerned),
      ...concerned.flatMap((each) => [`### ${plain(each.name)}`, whatToDo(each, documentation)]),
    ].join('\n\n'),
  )
}

/** The text as an issue's body may be. */
export function bounded(text: string): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= MAX_ISSUE) return text
  const note = "\n\n… cut: GitHub's limit for issues is reached. The summary of the run has the rest."
  const start = bytes.subarray(0, MAX_ISSUE - Buffer.byteLength(note)).toString()
  return wholeLines(start, start.length) + note
}

/** The single check as the only environment. */
export function asEnvironment(result: CheckResult): EnvironmentResult {
  return { name: result.path, result }
}

function fleetVerdict(environments: readonly EnvironmentResult[]): string {
  const { length } = environments
  const drifted = environments.filter(isInDrift).length
  const failed = environments.filter((each) => 'failure' in each).length
  if (length === 1) return failed > 0 ? 'could not be checked' : drifted > 0 ? 'drift found' : 'no drift'
  const all = `${length} environments`
  const drift = drifted > 0 ? `drift in ${drifted} of ${all}` : `no drift in ${length - failed} of ${all}`
  return failed > 0 ? `${drift}, ${failed} could not be checked` : drift
}

/** What phones may be kept out by, and what is not known. */
function needingAttention(environments: readonly EnvironmentResult[]): EnvironmentResult[] {
  return environments.filter((each) => 'failure' in each || isInDrift(each))
}

function isInDrift(each: EnvironmentResult): boolean {
  return 'result' in each ? driftOf(each.result) : driftSoFar(each.progress)
}

function findingsOf(each: EnvironmentResult) {
  return 'result' in each ? each.result.findings : each.progress.findings
}

function fleetTable(environments: readonly EnvironmentResult[]): string {
  const rows = environments.map((each) => {
    const [file = '', ...others] = COLUMNS.map(([, places]) => cell(each, places))
    if (!('failure' in each)) return [plain(each.name), file, ...others]
    const reason = sentence(truncate(each.failure.split('\n')[0]!, SHORT_FAILURE))
    const found = file === '➖' ? '' : `<br>${file}`
    return [plain(each.name), `❌ could not be checked: ${reason}${found}`, ...others]
  })
  return table(['Environment', ...COLUMNS.map(([title]) => title)], rows)
}

function cell(each: EnvironmentResult, places: readonly Place[]): string {
  const drift = findingsOf(each).filter((finding) => places.includes(finding.place) && isDrift(finding))
  if (drift.length > 0) return `⚠️ ${summarise(drift)}`
  // What the inputs say is always looked at.
  const looked = places.filter((place) => place !== 'values')
  const isChecked = 'result' in each && looked.some((place) => each.result.checked.includes(place))
  return isChecked ? '✅' : '➖'
}

function whatToDo(each: EnvironmentResult, documentation: string): string {
  if ('failure' in each) {
    const { findings } = each.progress
    const found = findings.length > 0 ? [findingsList(findings, documentation)] : []
    return [messageLines(truncate(each.failure, MAX_FAILURE)), ...found].join('\n\n')
  }
  const { repository, path, openPullRequest, findings, changes } = each.result
  const others = findings.filter(({ id, severity }) => id !== 'MSSO012' && severity !== 'notice')
  const cure = findings.find(({ id }) => id === 'MSSO012')?.cure
  return [
    `${code(path)} in ${code(repository)}${openPullRequest ? `, ${linkTo(openPullRequest)}` : ''}`,
    ...(cure ? [`${sentence(cure)}\n\n${changesTable(changes)}`] : []),
    ...(others.length > 0 ? [findingsList(others, documentation)] : []),
  ].join('\n\n')
}
