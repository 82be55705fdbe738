import type { ReportedRegistration, RunResult } from './run-result.ts'

/** The version of the `report` output; it changes when a field is removed or gets another meaning. */
export const REPORT_VERSION = 1

/** The `report` output: every change and finding as JSON. */
export function reportJson({
  mode,
  path,
  repository,
  changes,
  registration,
  findings,
  pullRequest,
}: RunResult): string {
  const { operation = 'none', number = null, url = null, branch = null, commitSha = null } = pullRequest ?? {}
  return JSON.stringify({
    version: REPORT_VERSION,
    mode,
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
