import { type Finding, isDrift } from '../findings.ts'
import type { Problem } from '../problems.ts'
import { unifiedDiff } from './diff.ts'
import { type Failure, failureMarkdown } from './failure.ts'
import { counted } from './headline.ts'
import { code, fenced, folded, plain, sentence } from './markdown.ts'
import { registrationSection } from './registration-section.ts'
import {
  type CheckResult,
  isFileChanged,
  type Progress,
  type ProposalResult,
  type PullRequestLink,
  type RenderResult,
  type RunResult,
  registrationOf,
} from './run-result.ts'
import {
  changesList,
  DO_NOT_CHECK_IN,
  DO_NOT_MERGE,
  FROM_TEMPLATE,
  findingsList,
  findingsSection,
  namesOfScripts,
  scriptSection,
  skeletonCaution,
} from './sections.ts'
import { checkVerdict, placesTable } from './verdict.ts'

/** The job summary of a run that went through: verdict, changes, diff, findings. */
export function summary(result: RunResult, documentation: string): string {
  return result.mode === 'check' ? checkSummary(result, documentation) : writingSummary(result, documentation)
}

function writingSummary(result: RenderResult | ProposalResult, documentation: string): string {
  const { mode, path, origin, changes, findings, script } = result
  const isChanged = isFileChanged(result)
  const registration = registrationOf(result)
  const isSafe = origin !== 'skeleton'
  const forbidden = mode === 'render' || !isChanged ? DO_NOT_CHECK_IN : DO_NOT_MERGE
  const isFromTemplate = isChanged && origin === 'template'
  const changed = isChanged
    ? [...(isFromTemplate ? [FROM_TEMPLATE] : []), changesList(changes), diffOf(result)]
    : [`${code(path)} already has every setting.${aboutScript(result)}`]
  const azure = registration
    ? ['### App registration in Entra ID', registrationSection(registration, registration.isChanged)]
    : []
  const next = script && isChanged && isSafe ? [scriptSection(script, path)] : []
  return [
    `## Mobile single sign-on: ${verdict(result)}`,
    ...(isSafe ? [] : [skeletonCaution(forbidden, path)]),
    ...changed,
    ...azure,
    ...findingsSection('###', findings, documentation),
    ...next,
  ].join('\n\n')
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

/** Of a check: the verdict, a line for each place and what to do; the rest is folded. */
function checkSummary(result: CheckResult, documentation: string): string {
  const { changes, findings, registration, openPullRequest } = result
  const link = openPullRequest ? [`Open: ${linkTo(openPullRequest)}`] : []
  const [setting] = findings.filter(({ id }) => id === 'MSSO012')
  const others = findings.filter(({ id }) => id !== 'MSSO012')
  const shown = [...(setting ? [forAllSettings(setting, changes.length)] : []), ...others]
  const heading = findings.some(isDrift) ? '### What to do' : '### Notes'
  const details = shown.length > 0 ? [heading, findingsList(shown, documentation)] : []
  const settings = setting ? [folded('Settings that differ', changesList(changes))] : []
  const diff = isFileChanged(result) ? [folded('Diff of the file', diffOf(result))] : []
  const azure =
    registration && registration.changes.length > 0
      ? [folded('App registration', registrationSection(registration, false))]
      : []
  return [
    `## Mobile single sign-on: ${checkVerdict(result)}`,
    placesTable(result),
    ...link,
    ...details,
    ...settings,
    ...diff,
    ...azure,
  ].join('\n\n')
}

/** One item for all settings of the file, which a list of their own shows. */
function forAllSettings(setting: Finding, count: number): Finding {
  const [where = ''] = setting.where.split(/:\d+$/)
  return { ...setting, where, what: `${counted(count, 'setting')} to change, listed below.` }
}

/** The job summary of a run that failed: what is wrong and what was written, nothing else. */
export function failureSummary(
  problems: readonly Problem[],
  failed: Failure,
  { findings, registration, azure: azureState }: Progress,
  documentation: string,
): string {
  const list = problems.map(
    ({ where, what, cure }) => `- ${code(where)}: ${sentence(what)} ${sentence(cure)}`,
  )
  const azure =
    registration && azureState === 'changed'
      ? ['### App registration in Entra ID', registrationSection(registration, true)]
      : []
  return [
    '## Mobile single sign-on: failed',
    ...(list.length > 0 ? [list.join('\n')] : []),
    failureMarkdown(failed),
    ...azure,
    ...findingsSection('###', findings, documentation),
  ].join('\n\n')
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
  switch (result.operation) {
    case 'created':
      return `${linkTo(result.pullRequest)} opened`
    case 'updated':
      return `${linkTo(result.pullRequest)} updated`
    case 'closed':
      return `${linkTo(result.pullRequest)} closed because it is no longer needed`
    case 'none': {
      const link = result.pullRequest && linkTo(result.pullRequest)
      if (isFileChanged(result))
        return link ? `${link} is open and up to date` : 'the file needs changes, but no pull request is open'
      return link ? `the file is up to date, but ${link} is open` : 'the file is up to date'
    }
  }
}

export function linkTo({ number, url }: PullRequestLink): string {
  return `[pull request #${number}](${url})`
}
