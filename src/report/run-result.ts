import type { IdentityProvider } from '../desired-state/index.ts'
import type { RegistrationChange } from '../entra/index.ts'
import { type Finding, isDrift, type Place } from '../findings.ts'
import type { Change, Origin } from '../mobile-config/index.ts'
import type { Secrets } from '../text/secrets.ts'
import type { WantedScript } from '../wsadmin-script/index.ts'

/** What a run has found and written so far, for the report of one that fails. */
export interface Progress {
  /** The app registration; in doubt while a change was sent and what became of it is not known. */
  azure: 'unchanged' | 'in doubt' | 'changed'
  /** What was written to the configuration repository, in words, and what perhaps was; undefined before the run gets there. */
  writes: { readonly made: readonly string[]; readonly unknown: readonly string[] } | undefined
  /** As far as it was read. */
  registration: ReportedRegistration | undefined
  findings: readonly Finding[]
  /** Something differs that neither a finding nor the registration's changes say, such as the file that is to be changed. */
  differs?: boolean
}

/** What a run found and did: all that the outputs, the job summary and the annotations are made from. */
export type RunResult = RenderResult | CheckResult | ProposalResult

/** What every mode tells. */
export interface CommonResult {
  /** Who signs people in; what is Entra's alone is told of Entra alone. */
  readonly provider: IdentityProvider
  readonly path: string
  /** The file's path in the workspace, when it is there and annotations can point at its lines. */
  readonly workspacePath: string | undefined
  /** The file's text as it was; undefined where the file is new. */
  readonly before: string | undefined
  /** The file's text as desired. */
  readonly after: string
  readonly origin: Origin
  readonly changes: readonly Change[]
  /** The places that were checked; about the others nothing is known. */
  readonly checked: readonly Place[]
  readonly findings: readonly Finding[]
  /** Undefined where it was not read, as in mode render. */
  readonly registration?: ReportedRegistration | undefined
  /** The one that the run has opened, changed, closed or found open. */
  readonly pullRequest?: PullRequestLink | undefined
}

export interface RenderResult extends CommonResult {
  readonly mode: 'render'
  /** The wsadmin script, and which scripts this run wrote to the workspace, by path; undefined where none is wanted. */
  readonly script: (WantedScript & { readonly written: readonly string[] }) | undefined
}

interface RepositoryResult extends CommonResult {
  /** "owner/name" */
  readonly repository: string
  /** The pull request's branch, whether it exists or not. */
  readonly branch: string
}

export interface CheckResult extends RepositoryResult {
  readonly mode: 'check'
  readonly failsOnDrift: boolean
}

export type ProposalResult = RepositoryResult & {
  readonly mode: 'pull-request'
  readonly commitSha: string | undefined
  /** This run has written something to the repository; a title or a label alone is no operation. */
  readonly hasWritten: boolean
  readonly script: WantedScript | undefined
} & (
    | { readonly operation: 'created' | 'updated' | 'closed'; readonly pullRequest: PullRequestLink }
    | { readonly operation: 'none' }
  )

export interface PullRequestLink {
  readonly number: number
  readonly url: string
}

/** What was found in all environments of an inventory. */
export interface FleetResult {
  readonly failsOnDrift: boolean
  readonly environments: readonly EnvironmentResult[]
}

/** The check of one environment, or why it failed and what was found by then. */
export interface EnvironmentResult {
  readonly name: string
  readonly result: CheckResult | (Pick<Progress, 'findings' | 'registration'> & { readonly failure: string })
}

/** The app registration in Entra as it was found, and what differs. */
export interface ReportedRegistration {
  readonly reconcile: 'check' | 'apply'
  readonly clientId: string
  readonly objectId: string
  readonly displayName: string
  /** What is to be changed, or was; see {@link isChanged}. */
  readonly changes: readonly RegistrationChange[]
  readonly findings: readonly Finding[]
  readonly isChanged: boolean
}

export function isFileChanged({ before, changes }: Pick<CommonResult, 'before' | 'changes'>): boolean {
  return before === undefined || changes.length > 0
}

/** Whether something was found to differ that decides whether phones can sign in; of a run that failed, as far as it got. */
export function driftOf(found: RunResult | Pick<Progress, 'findings' | 'registration' | 'differs'>): boolean {
  const { findings, registration } = found
  const differs = 'before' in found ? isFileChanged(found) : found.differs
  return differs || (registration?.changes.length ?? 0) > 0 || findings.some(isDrift)
}

/** Fields that hold words of the action alone: they stay, also where a short secret happens to be the same word. */
const OWN_WORDS: ReadonlySet<string> = new Set([
  ...['id', 'severity', 'place', 'title'],
  ...['mode', 'kind', 'origin', 'checked', 'reconcile', 'operation', 'azure'],
])

/** The same without the secrets in its texts. */
export function withoutSecrets<T>(value: T, secrets: Secrets): T {
  return secrets.redactAll(value, OWN_WORDS)
}
