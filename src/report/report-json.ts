import type { RegistrationChange } from '../entra/index.ts'
import { byImportance, type Finding } from '../findings.ts'
import { truncate } from '../text/truncate.ts'
import { driftOf, type EnvironmentResult, type ReportedRegistration, type RunResult } from './run-result.ts'

/** The version of the `report` output; it changes when a field is removed or gets another meaning. */
const REPORT_VERSION = 1

/**
 * Bytes of a report. Workflows hand it on in environment variables, of which Linux takes no longer ones than 128 KiB.
 * @see https://man7.org/linux/man-pages/man2/execve.2.html
 */
const MAX_REPORT = 100_000

/**
 * The share of the findings and changes that is told, and the characters of each text and entries of each list. The first of
 * these that has room is taken: everything with shorter and shorter texts, then fewer and fewer findings and changes. For the last
 * one a hundred environments always have room.
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
    text = JSON.stringify(cut({ version: REPORT_VERSION, ...make(share) }, limit))
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

/** The same with texts and lists of texts of no more than that. */
function cut<T>(value: T, limit: number): T {
  if (Array.isArray(value)) return value.map((each: unknown) => cut(each, limit)) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const short = entries.map(([key, each]) => [key, cutText(each, limit) ?? cut(each, limit)] as const)
  const isTruncated = entries.some(([, each]) => cutText(each, limit) !== undefined)
  return Object.fromEntries([...short, ...(isTruncated ? [['truncated', true] as const] : [])]) as T
}

/** Of a list both ends stay, because what is new is at one of them. @returns undefined for what is not cut */
function cutText(value: unknown, limit: number): string | string[] | undefined {
  if (typeof value === 'string') return value.length > limit ? truncate(value, limit) : undefined
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) return undefined
  const half = Math.floor(limit / 4)
  const ends = value.length > 2 * half ? [...value.slice(0, half), ...value.slice(-half)] : value
  const isShort = ends === value && value.every((each) => each.length <= limit)
  return isShort ? undefined : ends.map((each) => truncate(each, limit))
}
