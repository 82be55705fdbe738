import type { Problem } from '../problems.ts'
import { changesTable } from './changes-table.ts'
import { unifiedDiff } from './diff.ts'
import { findingsList, findingsSection } from './findings-list.ts'
import { code, fenced, folded, plain, sentence, visible } from './markdown.ts'
import { DO_NOT_CHECK_IN, DO_NOT_MERGE, FROM_TEMPLATE, skeletonCaution } from './new-file.ts'
import { registrationSection } from './registration-section.ts'
import type { Progress, RunResult } from './run-result.ts'
import { keptScripts, scriptSection } from './script-section.ts'
import { driftOf, placesTable } from './verdict.ts'

/** The job summary of a run that went through: verdict, changes, diff, findings. */
export function summary(result: RunResult, documentation: string): string {
  return result.mode === 'check' ? checkSummary(result, documentation) : writingSummary(result, documentation)
}

function writingSummary(result: RunResult, documentation: string): string {
  const { mode, path, before, after, isChanged, origin, changes, registration, findings, script } = result
  const isSafe = origin !== 'skeleton'
  const forbidden = mode === 'render' || !isChanged ? DO_NOT_CHECK_IN : DO_NOT_MERGE
  const isFromTemplate = isChanged && origin === 'template'
  const changed = isChanged
    ? [
        ...(isFromTemplate ? [FROM_TEMPLATE] : []),
        changesTable(changes),
        fenced(unifiedDiff(path, before, after), 'diff'),
      ]
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

/** Why there is a pull request although the file is as wanted. */
function aboutScript({ script, pullRequest }: RunResult): string {
  const isProposed = pullRequest?.operation === 'created' || pullRequest?.operation === 'updated'
  return script?.path && isProposed
    ? ` The pull request is about the ${keptScripts(script)}, missing or of another release.`
    : ''
}

/** Of a check: the verdict and a line for each place are enough for most mornings; the rest is folded. */
function checkSummary(result: RunResult, documentation: string): string {
  const { path, before, after, isChanged, changes, findings, registration, pullRequest } = result
  const heading = driftOf(result) ? 'not everything is as wanted' : 'everything is as wanted'
  const link = pullRequest?.url ? [`Open: [pull request #${pullRequest.number}](${pullRequest.url})`] : []
  const others = findings.filter(({ id }) => id !== 'MSSO012')
  const details = others.length > 0 ? [folded('What to do', findingsList(others, documentation))] : []
  const cure = findings.find(({ id }) => id === 'MSSO012')?.cure
  const settings = cure
    ? [folded('Settings that differ', `${sentence(cure)}\n\n${changesTable(changes)}`)]
    : []
  const diff = isChanged ? [folded('Diff of the file', fenced(unifiedDiff(path, before, after), 'diff'))] : []
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
  { findings, registration, azureChanged }: Progress,
  documentation: string,
): string {
  const list = problems.map(
    ({ where, what, cure }) => `- ${code(where)}: ${sentence(what)} ${sentence(cure)}`,
  )
  const failure = list.length > 0 ? `${list.join('\n')}\n\n${sentence(message)}` : lines(message)
  const azure =
    registration && azureChanged
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
function lines(message: string): string {
  const [first = '', ...rest] = message.split('\n')
  return rest.length > 0 ? `${sentence(first)}\n\n${fenced(visible(rest.join('\n')), '')}` : sentence(first)
}

function verdict(result: RunResult): string {
  const { registration } = result
  const text = pullRequestVerdict(result)
  if (!registration || registration.changes.length === 0) return text
  return `${text}; app registration ${registration.isChanged ? 'changed' : 'not as wanted'}`
}

function pullRequestVerdict({ mode, path, isChanged, pullRequest }: RunResult): string {
  if (mode === 'render') return isChanged ? `${plain(path)} was rendered` : 'nothing to change'
  const link = pullRequest?.url ? `[pull request #${pullRequest.number}](${pullRequest.url})` : ''
  switch (pullRequest?.operation) {
    case 'created':
      return `${link} opened`
    case 'updated':
      return `${link} updated`
    case 'closed':
      return `${link} closed, it is no longer needed`
    default:
      if (!isChanged) return link ? `the file is as wanted, ${link} is open` : 'the file is as wanted'
      return link ? `${link} is open and up to date` : 'changes are wanted, no pull request is open'
  }
}
