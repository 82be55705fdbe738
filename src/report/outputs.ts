import { reportJson } from './report-json.ts'
import type { Progress, RunResult } from './run-result.ts'
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
} as const

export type Outputs = { readonly [name in keyof typeof NO_OUTPUTS]: string }

/** The outputs of a run that went through. */
export function outputs(result: RunResult): Outputs {
  const { mode, registration, pullRequest } = result
  const operation = pullRequest?.operation ?? 'none'
  return {
    ...NO_OUTPUTS,
    changed: String(
      mode === 'render'
        ? wasRendered(result)
        : pullRequest?.hasWritten === true || registration?.isChanged === true,
    ),
    drift: String(driftOf(result)),
    'pull-request-number': String(pullRequest?.number ?? ''),
    'pull-request-url': pullRequest?.url ?? '',
    'pull-request-operation': operation,
    branch: pullRequest?.branch ?? '',
    'commit-sha': pullRequest?.commitSha ?? '',
    'azure-changed': String(registration?.isChanged ?? false),
    report: reportJson(result),
  }
}

function wasRendered({ isChanged, script }: RunResult): boolean {
  return isChanged || (script?.written.length ?? 0) > 0
}

/** The outputs of a run that failed, perhaps after it had written something. */
export function failureOutputs(progress: Progress): Outputs {
  const { azureChanged, writes } = progress
  const isChanged = azureChanged || (writes?.made.length ?? 0) > 0
  return {
    ...NO_OUTPUTS,
    changed: String(isChanged),
    // Never "false": whoever reads no more than that would take it for an all-clear.
    drift: driftSoFar(progress) ? 'true' : '',
    'azure-changed': String(azureChanged),
  }
}
