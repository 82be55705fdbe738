import type { RegistrationChange } from '../entra/index.ts'
import { byImportance, type Finding } from '../findings.ts'
import { truncate } from '../text/truncate.ts'
import {
  driftOf,
  type EnvironmentResult,
  isFileChanged,
  type Progress,
  type ReportedRegistration,
  type RunResult,
} from './run-result.ts'

/** Every output with its value when nothing applies; all of them are set in every mode, also when the run fails. */
export const NO_OUTPUTS = {
  changed: 'false',
  drift: '',
  'pull-request-number': '',
  'pull-request-url': '',
  'pull-request-operation': 'none',
  branch: '',
  'commit-sha': '',
  'azure-changed': 'false',
  report: '',
  'issue-body': '',
} as const

export type Outputs = { readonly [name in keyof typeof NO_OUTPUTS]: string }

/** All outputs of a run that went through but `issue-body`. */
export function outputs(result: RunResult): Outputs {
  const { mode, pullRequest, registration } = result
  const { branch = '' } = mode === 'render' ? {} : result
  const { operation = 'none', commitSha = '', hasWritten = false } = mode === 'pull-request' ? result : {}
  const hasRendered = mode === 'render' && (isFileChanged(result) || Boolean(result.script?.written.length))
  const isAzureChanged = registration?.isChanged ?? false
  return {
    ...NO_OUTPUTS,
    changed: String(hasWritten || hasRendered || isAzureChanged),
    drift: String(driftOf(result)),
    'pull-request-number': String(pullRequest?.number ?? ''),
    'pull-request-url': pullRequest?.url ?? '',
    'pull-request-operation': operation,
    branch,
    'commit-sha': commitSha,
    'azure-changed': String(isAzureChanged),
    report: reportJson(result),
  }
}

/** The outputs of a run that failed, perhaps after it had written something. */
export function failureOutputs(progress: Progress): Outputs {
  const isAzureChanged = progress.azure === 'changed'
  return {
    ...NO_OUTPUTS,
    changed: String(isAzureChanged || Boolean(progress.writes?.made.length)),
    // Never "false": whoever reads no more than that would take it for an all-clear.
    drift: driftOf(progress) ? 'true' : '',
    'azure-changed': String(isAzureChanged),
  }
}

/** Of the `report` output; it changes when a field is removed or gets another meaning. */
const REPORT_VERSION = 1

/**
 * In bytes. Workflows hand it on in environment variables, of which Linux takes no longer ones than 128 KiB.
 * @see https://man7.org/linux/man-pages/man2/execve.2.html
 */
const MAX_REPORT = 100_000

/**
 * Which share of the findings and changes is told, and how many characters of each text and entries of each list. The first attempt
 * that has room is taken; a hundred environments always have room with the last one.
 */
const ATTEMPTS = [
  ...[1000, 200, 50].map((limit) => ({ share: 1, limit })),
  ...Array.from({ length: 20 }, (_, index) => ({ share: 0.5 ** (index + 1), limit: 50 })),
  { share: 0, limit: 50 },
  { share: 0, limit: 16 },
]

/**
 * The `report` output: every change and finding as JSON. Where texts or lists are cut, the object that has them says
 * `"truncated": true`; where findings or changes find no room, `omitted` counts them.
 */
export function reportJson(result: RunResult): string {
  return fitting((share) => report(result, share))
}

/** The same of every environment of an inventory, by its name. */
export function fleetReportJson(environments: readonly EnvironmentResult[]): string {
  return fitting((share) => ({
    environments: environments.map(({ name, result }) => {
      if (!('failure' in result)) return { name, ...report(result, share) }
      const findings = mostImportant(result.findings, share)
      const left = omitted(result.findings.length - findings.length, 0)
      return { name, drift: driftOf(result) || null, failure: result.failure, findings, ...left }
    }),
  }))
}

function fitting(make: (share: number) => object): string {
  let text = ''
  for (const { share, limit } of ATTEMPTS) {
    text = JSON.stringify({ version: REPORT_VERSION, ...make(share) }, cutting(limit))
    if (Buffer.byteLength(text) <= MAX_REPORT) break
  }
  return text
}

function report(result: RunResult, share: number) {
  const { mode, path, checked, registration } = result
  const { number = null, url = null } = result.pullRequest ?? {}
  const { repository = null, branch = null } = mode === 'render' ? {} : result
  const { operation = 'none', commitSha = null } = mode === 'pull-request' ? result : {}
  const findings = mostImportant(result.findings, share)
  const changes = first(result.changes, share)
  const azure = first(registration?.changes ?? [], share)
  return {
    mode,
    drift: driftOf(result),
    checked,
    file: { repository, path, changes },
    azure: registration ? azureOf(registration, azure) : null,
    pullRequest: { operation, number, url, branch, commitSha },
    findings,
    ...omitted(
      result.findings.length - findings.length,
      result.changes.length - changes.length + (registration?.changes.length ?? 0) - azure.length,
    ),
  }
}

/** The findings of the app registration stand among all the others. */
function azureOf(
  { reconcile, clientId, objectId, displayName, isChanged }: ReportedRegistration,
  changes: readonly RegistrationChange[],
) {
  return { reconcile, clientId, objectId, displayName, changed: isChanged, changes }
}

function mostImportant(findings: readonly Finding[], share: number): readonly Finding[] {
  return share < 1 ? first(byImportance(findings), share) : findings
}

function first<T>(all: readonly T[], share: number): readonly T[] {
  return all.slice(0, Math.floor(all.length * share))
}

function omitted(findings: number, changes: number) {
  return findings + changes > 0 ? { omitted: { findings, changes } } : {}
}

/** For JSON.stringify: texts and lists of texts are no longer than that. */
function cutting(limit: number) {
  return (_key: string, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const entries = Object.entries(value)
    const short = entries.map(([key, each]) => [key, cut(each, limit)] as const)
    const isTruncated = entries.some(([, each], index) => each !== short[index]![1])
    return Object.fromEntries(isTruncated ? [...short, ['truncated', true]] : short)
  }
}

/** Of a list of texts both ends stay, because what is new is at one of them. */
function cut(value: unknown, limit: number): unknown {
  if (typeof value === 'string') return truncate(value, limit)
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) return value
  const half = Math.floor(limit / 4)
  const ends = value.length > 2 * half ? [...value.slice(0, half), ...value.slice(-half)] : value
  const isShort = ends === value && value.every((each) => each.length <= limit)
  return isShort ? value : ends.map((each) => truncate(each, limit))
}
