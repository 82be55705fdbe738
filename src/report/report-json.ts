import type { RegistrationChange } from '../entra/index.ts'
import type { Finding } from '../findings.ts'
import type { Change } from '../mobile-config/index.ts'
import { truncate } from '../text/truncate.ts'
import { byImportance } from './annotations.ts'
import {
  type EnvironmentResult,
  pullRequestOf,
  type ReportedRegistration,
  type RunResult,
  registrationOf,
} from './run-result.ts'
import { driftOf, driftSoFar } from './verdict.ts'

/** The version of the `report` output; it changes when a field is removed or gets another meaning. */
export const REPORT_VERSION = 1

/**
 * Bytes of a report. Workflows hand it on in environment variables, of which Linux takes no longer ones than 128 KiB.
 * @see https://man7.org/linux/man-pages/man2/execve.2.html
 */
const MAX_REPORT = 100_000

/** Characters of each text and entries of each list: the first limit with which all findings fit. */
const LIMITS = [1000, 200, 50]

/**
 * The `report` output: every change and finding as JSON. Where texts or lists are cut, the object that has them says
 * `"truncated": true`; where findings or changes find no room, `omitted` counts them.
 */
export function reportJson(result: RunResult): string {
  return fitting((share) => ({ version: REPORT_VERSION, ...report(result, share) }))
}

/** The same of every environment of an inventory, by its name. */
export function fleetReportJson(environments: readonly EnvironmentResult[]): string {
  return fitting((share) => ({
    version: REPORT_VERSION,
    environments: environments.map((each) => {
      const { name } = each
      if ('result' in each) return { name, ...report(each.result, share) }
      const { kept, omitted } = most(each.progress.findings, [], [], share)
      const drift = driftSoFar(each.progress) || null
      return { name, drift, failure: each.failure, findings: kept.findings, ...omitted }
    }),
  }))
}

/** Shares of the findings and changes that are tried, and in the end none. */
const SHARES = [...Array.from({ length: 20 }, (_, index) => 0.5 ** (index + 1)), 0]

/** Characters with which a hundred environments always have room. */
const SHORTEST = 16

/** The first that has room: everything with shorter and shorter texts, then fewer and fewer findings and changes. */
function fitting(make: (share: number) => object): string {
  const attempts = [
    ...LIMITS.map((limit) => [1, limit] as const),
    ...SHARES.map((share) => [share, LIMITS.at(-1)!] as const),
    [0, SHORTEST] as const,
  ]
  let text = ''
  for (const [share, limit] of attempts) {
    text = JSON.stringify(cut(make(share), limit))
    if (Buffer.byteLength(text) <= MAX_REPORT) break
  }
  return text
}

/** The most important findings and the first changes, of each that share; and how many are left out. */
function most(
  findings: readonly Finding[],
  changes: readonly Change[],
  azure: readonly RegistrationChange[],
  share: number,
) {
  const some = <T>(all: readonly T[]) => all.slice(0, Math.floor(all.length * share))
  const kept = {
    findings: share < 1 ? some(byImportance(findings)) : findings,
    changes: some(changes),
    azure: some(azure),
  }
  const omitted = {
    findings: findings.length - kept.findings.length,
    changes: changes.length + azure.length - kept.changes.length - kept.azure.length,
  }
  return { kept, omitted: omitted.findings + omitted.changes > 0 ? { omitted } : {} }
}

/** @param share of the findings and changes */
function report(result: RunResult, share: number) {
  const { mode, path, checked } = result
  const registration = registrationOf(result)
  const { number = null, url = null } = pullRequestOf(result) ?? {}
  const { repository = null, branch = null } = mode === 'render' ? {} : result
  const { operation = 'none', commitSha = null } = mode === 'pull-request' ? result : {}
  const { kept, omitted } = most(result.findings, result.changes, registration?.changes ?? [], share)
  return {
    mode,
    drift: driftOf(result),
    checked,
    file: { repository, path, changes: kept.changes },
    azure: registration ? azure(registration, kept.azure) : null,
    pullRequest: { operation, number, url, branch, commitSha },
    findings: kept.findings,
    ...omitted,
  }
}

/** The findings of the app registration stand among all the others. */
function azure(
  { reconcile, clientId, objectId, displayName, isChanged }: ReportedRegistration,
  changes: readonly RegistrationChange[],
) {
  return { reconcile, clientId, objectId, displayName, changed: isChanged, changes }
}

/** The same with texts and lists of texts of no more than that; of a list both ends stay, because what is new is at one of them. */
function cut<T>(value: T, limit: number): T {
  if (Array.isArray(value)) return value.map((each: unknown) => cut(each, limit)) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const short = entries.map(([key, each]) => [key, cutText(each, limit) ?? cut(each, limit)] as const)
  const isTruncated = entries.some(([, each]) => cutText(each, limit) !== undefined)
  return Object.fromEntries([...short, ...(isTruncated ? [['truncated', true] as const] : [])]) as T
}

function cutText(value: unknown, limit: number): string | string[] | undefined {
  if (typeof value === 'string') return value.length > limit ? truncate(value, limit) : undefined
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) return undefined
  const half = Math.floor(limit / 4)
  const ends = value.length > 2 * half ? [...value.slice(0, half), ...value.slice(-half)] : value
  const isShort = ends === value && value.every((each) => each.length <= limit)
  return isShort ? undefined : ends.map((each) => truncate(each, limit))
}
