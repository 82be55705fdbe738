import { reportJson } from './report-json.ts'
import { isFileChanged, type Progress, pullRequestOf, type RunResult, registrationOf } from './run-result.ts'
import { driftOf, driftSoFar } from './verdict.ts'

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

export function outputs(result: RunResult): Outputs {
  const pullRequest = pullRequestOf(result)
  const isAzureChanged = registrationOf(result)?.isChanged ?? false
  const common = {
    ...NO_OUTPUTS,
    drift: String(driftOf(result)),
    'pull-request-number': String(pullRequest?.number ?? ''),
    'pull-request-url': pullRequest?.url ?? '',
    'azure-changed': String(isAzureChanged),
    report: reportJson(result),
  }
  switch (result.mode) {
    case 'render':
      return { ...common, changed: String(isFileChanged(result) || (result.script?.written.length ?? 0) > 0) }
    case 'check':
      return { ...common, branch: result.branch }
    case 'pull-request':
      return {
        ...common,
        changed: String(result.hasWritten || isAzureChanged),
        'pull-request-operation': result.operation,
        branch: result.branch,
        'commit-sha': result.commitSha ?? '',
      }
  }
}

/** The outputs of a run that failed, perhaps after it had written something. */
export function failureOutputs(progress: Progress): Outputs {
  const isAzureChanged = progress.azure === 'changed'
  const isChanged = isAzureChanged || (progress.writes?.made.length ?? 0) > 0
  return {
    ...NO_OUTPUTS,
    changed: String(isChanged),
    // Never "false": whoever reads no more than that would take it for an all-clear.
    drift: driftSoFar(progress) ? 'true' : '',
    'azure-changed': String(isAzureChanged),
  }
}
