import type { Problem } from '../problems.ts'
import { unifiedDiff } from './diff.ts'
import { code, fenced, folded, plain, sentence, visible } from './markdown.ts'
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
  changesTable,
  DO_NOT_CHECK_IN,
  DO_NOT_MERGE,
  FROM_TEMPLATE,
  findingsList,
  findingsSection,
  keptScripts,
  scriptSection,
  skeletonCaution,
} from './sections.ts'
import { driftOf, placesTable } from './verdict.ts'

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
    ? [...(isFromTemplate ? [FROM_TEMPLATE] : []), changesTable(changes), diffOf(result)]
    : [`All wanted settings are in ${code(path)} already.${aboutScript(result)}`]
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

/** Why there is a pull request although the file is as wanted. */
function aboutScript(result: RenderResult | ProposalResult): string {
  if (result.mode === 'render' || !result.script?.path) return ''
  return result.operation === 'created' || result.operation === 'updated'
    ? ` The pull request is about the ${keptScripts(result.script)}, which ${result.script.others ? 'are' : 'is'} missing or of another release.`
    : ''
}

/** Of a check: the verdict and a line for each place are enough for most mornings; the rest is folded. */
function checkSummary(result: CheckResult, documentation: string): string {
  const { changes, findings, registration, openPullRequest } = result
  const heading = driftOf(result) ? 'not everything is as wanted' : 'everything is as wanted'
  const link = openPullRequest ? [`Open: ${linkTo(openPullRequest)}`] : []
  const others = findings.filter(({ id }) => id !== 'MSSO012')
  const details = others.length > 0 ? [folded('What to do', findingsList(others, documentation))] : []
  const cure = findings.find(({ id }) => id === 'MSSO012')?.cure
  const settings = cure
    ? [folded('Settings that differ', `${sentence(cure)}\n\n${changesTable(changes)}`)]
    : []
  const diff = isFileChanged(result) ? [folded('Diff of the file', diffOf(result))] : []
  const azure =
    registration && registration.changes.length > 0
      ? [folded('App registration', registrationSection(registration, false))]
      : []
  return [
    `## Mobile single sign-on: ${heading}`,
    placesTable(result),
    ...link,
    ...details,
    ...settings,
    ...diff,
    ...azure,
  ].join('\n\n')
}

/** The job summary of a run that failed: what stands in the way, nothing else. */
export function failureSummary(
  problems: readonly Problem[],
  message: string,
  { findings, registration, azure: azureState }: Progress,
  documentation: string,
): string {
  const list = problems.map(
    ({ where, what, cure }) => `- ${code(where)}: ${sentence(what)} ${sentence(cure)}`,
  )
  const failure = list.length > 0 ? `${list.join('\n')}\n\n${sentence(message)}` : messageLines(message)
  const azure =
    registration && azureState === 'changed'
      ? ['### App registration in Entra ID', registrationSection(registration, true)]
      : []
  return [
    '## Mobile single sign-on: failed',
    failure,
    ...azure,
    ...findingsSection('###', findings, documentation),
  ].join('\n\n')
}

/** The first line is what happened; what follows is to be read, or pasted, as it is. */
export function messageLines(message: string): string {
  const [first = '', ...rest] = message.split('\n')
  return rest.length > 0 ? `${sentence(first)}\n\n${fenced(visible(rest.join('\n')), '')}` : sentence(first)
}

function verdict(result: RenderResult | ProposalResult): string {
  if (result.mode === 'render')
    return isFileChanged(result) ? `${plain(result.path)} was rendered` : 'nothing to change'
  const { registration } = result
  const text = pullRequestVerdict(result)
  if (!registration || registration.changes.length === 0) return text
  return `${text}; app registration ${registration.isChanged ? 'changed' : 'not as wanted'}`
}

function pullRequestVerdict(result: ProposalResult): string {
  switch (result.operation) {
    case 'created':
      return `${linkTo(result.pullRequest)} opened`
    case 'updated':
      return `${linkTo(result.pullRequest)} updated`
    case 'closed':
      return `${linkTo(result.pullRequest)} closed, it is no longer needed`
    case 'none': {
      const link = result.pullRequest && linkTo(result.pullRequest)
      if (isFileChanged(result))
        return link ? `${link} is open and up to date` : 'changes are wanted, no pull request is open'
      return link ? `the file is as wanted, ${link} is open` : 'the file is as wanted'
    }
  }
}

export function linkTo({ number, url }: PullRequestLink): string {
  return `[pull request #${number}](${url})`
}
