import { truncate } from '../text/truncate.ts'
import { byImportance } from './annotations.ts'
import { pullRequestOf, type ReportedRegistration, type RunResult, registrationOf } from './run-result.ts'
import { driftOf } from './verdict.ts'

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
  for (const limit of LIMITS) {
    const text = JSON.stringify(cut(report(result), limit))
    if (Buffer.byteLength(text) <= MAX_REPORT) return text
  }
  return withOmissions(result)
}

/** The most important findings, and the first changes. */
function withOmissions(result: RunResult): string {
  const findings = byImportance(result.findings)
  for (let share = 0.5; ; share /= 2) {
    const kept = {
      findings: findings.slice(0, Math.floor(findings.length * share)),
      changes: result.changes.slice(0, Math.floor(result.changes.length * share)),
    }
    const omitted = {
      findings: findings.length - kept.findings.length,
      changes: result.changes.length - kept.changes.length,
    }
    const text = JSON.stringify(
      cut({ ...report({ ...result, ...kept }), drift: driftOf(result), omitted }, 50),
    )
    if (Buffer.byteLength(text) <= MAX_REPORT || share < SMALLEST_SHARE) return text
  }
}

/** Of so many findings that nothing is left. */
const SMALLEST_SHARE = 1e-6

function report(result: RunResult) {
  const { mode, path, changes, checked, findings } = result
  const registration = registrationOf(result)
  const { number = null, url = null } = pullRequestOf(result) ?? {}
  const { repository = null, branch = null } = mode === 'render' ? {} : result
  const { operation = 'none', commitSha = null } = mode === 'pull-request' ? result : {}
  return {
    version: REPORT_VERSION,
    mode,
    drift: driftOf(result),
    checked,
    file: { repository, path, changes },
    azure: registration ? azure(registration) : null,
    pullRequest: { operation, number, url, branch, commitSha },
    findings,
  }
}

/** The findings of the app registration stand among all the others. */
function azure({ reconcile, clientId, objectId, displayName, changes, isChanged }: ReportedRegistration) {
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
