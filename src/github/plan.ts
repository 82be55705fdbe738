import type { Finding } from '../findings.ts'
import type { Mode, PullRequest } from './state.ts'

/** A file as a commit will have it. */
export interface NewFile {
  readonly path: string
  readonly bytes: Uint8Array
  readonly mode: Mode
}

export interface NewCommit {
  readonly files: readonly NewFile[]
  readonly message: string
  readonly parent: string
  /** The tree of its parent. */
  readonly tree: string
}

/** The desired files, and the messages of the commits that bring them. */
export interface WantedFiles {
  /** mobile-config.xml. */
  readonly file: {
    readonly bytes: Uint8Array
    /** It says something else than what it was made from, or there was nothing. */
    readonly isChanged: boolean
    readonly message: string
  }
  /** The wsadmin scripts, in the order of the target's paths for them. */
  readonly scripts: readonly { readonly path: string; readonly bytes: Uint8Array }[]
  /** What a commit says that brings scripts alone. */
  readonly scriptsMessage: string
}

/** How the files get to the pull request branch. What has a head is done only where the branch is still there. */
export type BranchPlan = { readonly kind: 'create'; readonly commit: NewCommit } | BranchChange

export type BranchChange =
  /** It has them already; what is written about it holds for where it was read. */
  | { readonly kind: 'keep'; readonly head: string }
  /** One commit on top of what others have made. */
  | { readonly kind: 'extend'; readonly head: string; readonly commit: NewCommit }
  /** One commit on the base instead of what the action has made before. */
  | { readonly kind: 'rebuild'; readonly head: string; readonly commit: NewCommit }

/** Whom GitHub tells, and what it takes only for a pull request that is there. */
export interface LabelsAndReviewers {
  readonly labels: readonly string[]
  /** By login, teams by slug. */
  readonly assignees: readonly string[]
  readonly reviewers: readonly string[]
  readonly teamReviewers: readonly string[]
}

/** Everything that a run will do to the repository, as plain data. */
export type Plan =
  | {
      readonly kind: 'nothing'
      /** The open one. */
      readonly pullRequest: Pick<PullRequest, 'number' | 'url'> | undefined
      /** Why nothing is done although somebody could expect it. */
      readonly findings: readonly Finding[]
    }
  | {
      readonly kind: 'close'
      readonly pullRequest: PullRequest
      readonly head: string
      /** Says that the action closed it; undefined where it says so already. */
      readonly body: string | undefined
      /** Undefined where it is there already. */
      readonly comment: string | undefined
    }
  | ({
      readonly kind: 'open'
      readonly base: string
      readonly branch: BranchPlan
      readonly title: string
      readonly body: string
      /** "Where possible": some plans have no drafts. */
      readonly draft: boolean | 'where possible'
    } & LabelsAndReviewers)
  | {
      readonly kind: 'update'
      readonly pullRequest: PullRequest
      readonly branch: BranchChange
      /** Undefined where they stay. */
      readonly title: string | undefined
      readonly body: string | undefined
      /** Those that are missing. */
      readonly labels: readonly string[]
    }
