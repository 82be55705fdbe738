import type { Finding } from '../findings.ts'

/** One setting whose value changes; the values are those of the file. */
export interface ReportedChange {
  readonly setting: string
  readonly before: string | null
  readonly after: string
  readonly source: string
  readonly line: number
}

/** What a run found and did: all that the outputs, the job summary and the annotations are made from. */
export interface RunResult {
  readonly mode: 'pull-request' | 'render'
  /** Path of mobile-config.xml. */
  readonly path: string
  /** The file's path in the workspace, when it is there and annotations can point at its lines. */
  readonly workspacePath: string | undefined
  /** "owner/name"; undefined in render mode. */
  readonly repository: string | undefined
  /** The file's text as it was and as it is wanted. */
  readonly before: string
  readonly after: string
  /** The file is not what it was, or is new. */
  readonly isChanged: boolean
  readonly changes: readonly ReportedChange[]
  readonly findings: readonly Finding[]
  readonly pullRequest: ReportedPullRequest | undefined
}

export interface ReportedPullRequest {
  readonly operation: 'created' | 'updated' | 'closed' | 'none'
  readonly number: number | undefined
  readonly url: string | undefined
  readonly branch: string
  readonly commitSha: string | undefined
}
