import type { RunResult } from './run-result.ts'

/** The version of the `report` output; it changes when a field is removed or gets another meaning. */
export const REPORT_VERSION = 1

/** The `report` output: every change and finding as JSON. */
export function reportJson({ mode, path, repository, changes, findings, pullRequest }: RunResult): string {
  const { operation = 'none', number = null, url = null, branch = null, commitSha = null } = pullRequest ?? {}
  return JSON.stringify({
    version: REPORT_VERSION,
    mode,
    file: { repository: repository ?? null, path, changes },
    pullRequest: { operation, number, url, branch, commitSha },
    findings,
  })
}
