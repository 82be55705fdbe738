import type { IdentityProvider } from '../desired-state/index.ts'
import type { Finding, Place } from '../findings.ts'
import type { Origin } from '../mobile-config/index.ts'
import type { WantedScript } from '../wsadmin-script/index.ts'

/** What a run has found and written so far, for the report of one that fails. */
export interface Progress {
  azureChanged: boolean
  /** A change of the app registration was sent, and what became of it is not known. */
  azureInDoubt: boolean
  /** Undefined as long as the repository has not been reached for. */
  writes: RepositoryWrites | undefined
  /** As far as it was read. */
  registration: ReportedRegistration | undefined
  findings: readonly Finding[]
  /** Something is not as wanted that neither a finding nor the registration's changes tell, such as the file that is to be changed. */
  differs?: boolean
}

/** What was written to the configuration repository, in words. */
export interface RepositoryWrites {
  readonly made: readonly string[]
  /** The answer was lost, so it may have been written or not. */
  readonly unknown: readonly string[]
}

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
  readonly mode: 'pull-request' | 'check' | 'render'
  /** Who signs people in; what is Entra's alone is told of Entra alone. */
  readonly provider: IdentityProvider
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
  readonly origin: Origin
  readonly changes: readonly ReportedChange[]
  /** Where was looked; at the other places nothing is known. */
  readonly checked: readonly Place[]
  readonly findings: readonly Finding[]
  /** Drift fails the step. */
  readonly failsOnDrift: boolean
  /** Undefined where the app registration was not looked at. */
  readonly registration: ReportedRegistration | undefined
  readonly pullRequest: ReportedPullRequest | undefined
  /** The wsadmin script, and which scripts this run wrote to the workspace, by path; undefined where none is wanted. */
  readonly script: (WantedScript & { readonly written: readonly string[] }) | undefined
}

/** The app registration in Entra as it was found, and what of it is not as wanted. */
export interface ReportedRegistration {
  readonly reconcile: 'check' | 'apply'
  /** Application (client) ID. */
  readonly clientId: string
  readonly objectId: string
  readonly displayName: string
  /** What is to be changed, or was; see {@link isChanged}. */
  readonly changes: readonly ReportedRegistrationChange[]
  readonly findings: readonly Finding[]
  /** This run has made the changes. */
  readonly isChanged: boolean
}

export interface ReportedRegistrationChange {
  /** Name of the property in Microsoft Graph. */
  readonly property: string
  readonly before: readonly string[] | boolean | null
  readonly after: readonly string[] | boolean
}

export interface ReportedPullRequest {
  readonly operation: 'created' | 'updated' | 'closed' | 'none'
  readonly number: number | undefined
  readonly url: string | undefined
  readonly branch: string
  readonly commitSha: string | undefined
  /** This run has written something to the repository; a title or a label alone is no operation. */
  readonly hasWritten: boolean
}
