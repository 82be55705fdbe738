import { reportJson } from './report-json.ts'
import { driftOf, isFileChanged, type Progress, type RunResult } from './run-result.ts'

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
