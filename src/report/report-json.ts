import type { ReportedRegistration, RunResult } from './run-result.ts'
import { driftOf } from './verdict.ts'

/** The version of the `report` output; it changes when a field is removed or gets another meaning. */
export const REPORT_VERSION = 1

/** The `report` output: every change and finding as JSON. */
export function reportJson(result: RunResult): string {
  const { mode, path, repository, changes, checked, registration, findings, pullRequest } = result
  const { operation = 'none', number = null, url = null, branch = null, commitSha = null } = pullRequest ?? {}
  return JSON.stringify({
    version: REPORT_VERSION,
    mode,
    drift: driftOf(result),
    checked,
    file: { repository: repository ?? null, path, changes },
    azure: registration ? azure(registration) : null,
    pullRequest: { operation, number, url, branch, commitSha },
    findings,
  })
}

/** The findings of the app registration stand among all the others. */
function azure({ reconcile, clientId, objectId, displayName, changes, isChanged }: ReportedRegistration) {
  return { reconcile, clientId, objectId, displayName, changed: isChanged, changes }
}
