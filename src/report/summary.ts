import { type Finding, isDrift, type Place } from '../findings.ts'
import { findingsList, findingsSection } from './findings-list.ts'
import { code, counted, fenced, folded, paragraphs, plain, table } from './markdown.ts'
import { registrationSection } from './registration-section.ts'
import {
  type CheckResult,
  driftOf,
  isFileChanged,
  type ProposalResult,
  type PullRequestLink,
  type RenderResult,
  type RunResult,
} from './run-result.ts'
import {
  changesList,
  DO_NOT_MERGE,
  FROM_TEMPLATE,
  namesOfScripts,
  scriptSection,
  skeletonCaution,
  unifiedDiff,
} from './sections.ts'

/** The job summary of a run that went through: verdict, changes, diff, findings. */
export function summary(result: RunResult, documentation: string): string {
  return result.mode === 'check' ? checkSummary(result, documentation) : writingSummary(result, documentation)
}

function writingSummary(result: RenderResult | ProposalResult, documentation: string): string {
  const { mode, path, origin, changes, findings, registration, script } = result
  const isChanged = isFileChanged(result)
  const isSkeleton = origin === 'skeleton'
  const forbidden = mode === 'render' || !isChanged ? 'Do not check this file in.' : DO_NOT_MERGE
  return paragraphs(
    `## Mobile single sign-on: ${verdict(result)}`,
    isSkeleton && skeletonCaution(forbidden, path),
    isChanged && origin === 'template' && FROM_TEMPLATE,
    isChanged
      ? paragraphs(changesList(changes), diffOf(result))
      : `${code(path)} already has every setting.${aboutScript(result)}`,
    registration && registrationSection(registration, registration.isChanged, '###'),
    findingsSection('###', findings, documentation),
    script && isChanged && !isSkeleton && scriptSection(script, path),
  )
}

function diffOf({ path, before = '', after }: RunResult): string {
  return fenced(unifiedDiff(path, before, after), 'diff')
}

/** Why there is a pull request although no setting changes. */
function aboutScript(result: RenderResult | ProposalResult): string {
  if (result.mode === 'render' || !result.script?.path) return ''
  return result.operation === 'created' || result.operation === 'updated'
    ? ` The pull request updates the ${namesOfScripts(result.script)}, which ${result.script.others ? 'are' : 'is'} missing or from another release.`
    : ''
}

function verdict(result: RenderResult | ProposalResult): string {
  if (result.mode === 'render')
    return isFileChanged(result) ? `${plain(result.path)} was rendered` : 'nothing to change'
  const { registration } = result
  const text = pullRequestVerdict(result)
  if (!registration || registration.changes.length === 0) return text
  return `${text}; app registration ${registration.isChanged ? 'changed' : 'needs a change'}`
}

function pullRequestVerdict(result: ProposalResult): string {
  const link = result.pullRequest && linkTo(result.pullRequest)
  switch (result.operation) {
    case 'closed':
      return `${link} closed because it is no longer needed`
    case 'none':
      if (isFileChanged(result))
        return link ? `${link} is open and up to date` : 'the file needs changes, but no pull request is open'
      return link ? `the file is up to date, but ${link} is open` : 'the file is up to date'
    default:
      return `${link} ${result.operation === 'created' ? 'opened' : 'updated'}`
  }
}

export function linkTo({ number, url }: PullRequestLink): string {
  return `[pull request #${number}](${url})`
}

/** Of a check: the verdict, a line for each place and what to do; the rest is folded. */
function checkSummary(result: CheckResult, documentation: string): string {
  const { changes, findings, registration, pullRequest } = result
  const setting = findings.find(({ id }) => id === 'MSSO012')
  const others = findings.filter(({ id }) => id !== 'MSSO012')
  const what = `${counted(changes.length, 'setting')} to change, listed below.`
  const forAllSettings = setting && { ...setting, where: setting.where.replace(/:\d+$/, ''), what }
  const list = findingsList([...(forAllSettings ? [forAllSettings] : []), ...others], documentation)
  return paragraphs(
    `## Mobile single sign-on: ${checkVerdict(result)}`,
    placesTable(result),
    pullRequest && `Open: ${linkTo(pullRequest)}`,
    list && `### ${findings.some(isDrift) ? 'What to do' : 'Notes'}\n\n${list}`,
    setting && folded('Settings that differ', changesList(changes)),
    isFileChanged(result) && folded('Diff of the file', diffOf(result)),
    registration &&
      registration.changes.length > 0 &&
      folded('App registration', registrationSection(registration, false)),
  )
}

/** Of a check, for its heading: in how many places something differs. Places that were not checked do not count. */
export function checkVerdict(result: RunResult): string {
  const all = placesOf(result).filter(({ isChecked }) => isChecked)
  const drifting = all.filter(({ drift }) => drift.length > 0).length
  const checked = counted(all.length, 'place')
  if (!driftOf(result)) return `no drift in ${checked}`
  return drifting > 0 ? `drift found in ${drifting} of ${checked}` : 'drift found'
}

/** One line for each place: what is the matter there, at a glance. */
export function placesTable(result: RunResult): string {
  const rows = placesOf(result).map(({ name, isChecked, findings, drift }) => {
    const { error = [], warning = [] } = Object.groupBy(drift, ({ severity }) => severity)
    const sign = error.length > 0 ? '❌ drift' : warning.length > 0 ? '⚠️ check this' : '✅ up to date'
    const shown = drift.length > 0 ? [...error, ...warning] : findings
    return [name, [isChecked ? sign : '➖ not checked', ...summarise(shown)].join('<br>')]
  })
  return table(['Place', 'State'], rows)
}

/** The titles of findings, each once with its number. */
export function summarise(findings: readonly Finding[]): string[] {
  const byTitle = Map.groupBy(findings, ({ title }) => title)
  return [...byTitle].map(([title, { length }]) => plain(title) + (length > 1 ? ` (${length})` : ''))
}

/** The places between the wanted values and the phone, as people call them, with what was found there. */
function placesOf({ path, provider, registration, checked, findings: all }: RunResult) {
  const names: readonly (readonly [Place, string])[] = [
    ['values', 'Values'],
    ['file', `File ${code(path)}`],
    ['provider', 'OIDC provider'],
    ['azure', `App registration${registration ? ` ${plain(registration.displayName)}` : ''}`],
    ['discovery', 'Endpoints at Entra'],
    ['server', 'Live server'],
    ['certificate', 'Certificate'],
  ]
  // An app registration that was read stands behind a domain of the customer's own.
  const isEntra = provider.kind === 'entra' || registration !== undefined
  const shown = names.filter(([place]) => isEntra || (place !== 'azure' && place !== 'discovery'))
  return shown.map(([place, name]) => {
    const isChecked = checked.includes(place)
    const findings = all.filter((each) => each.place === place)
    return { name, isChecked, findings, drift: isChecked ? findings.filter(isDrift) : [] }
  })
}
