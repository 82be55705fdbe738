import { createHash } from 'node:crypto'
import type { Finding } from '../findings.ts'

/** Which file in which repository, and over which branch it is changed. */
export interface Target {
  readonly owner: string
  readonly repo: string
  /** Path of mobile-config.xml in the repository, with "/". */
  readonly path: string
  /** Branch of the pull request, without refs/heads/. */
  readonly branch: string
  /** Branch that the pull request is for; undefined for the default branch. */
  readonly base: string | undefined
  /** Paths of the wsadmin scripts that are kept beside the file. */
  readonly scriptPaths: readonly string[]
}

/** The paths of all files, mobile-config.xml first. */
export const pathsOf = ({ path, scriptPaths }: Target): readonly string[] => [path, ...scriptPaths]

/** The folders that the files lie in. */
export function foldersOf(target: Target): readonly string[] {
  const above = pathsOf(target).flatMap((path) =>
    [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index)),
  )
  return [...new Set(above)]
}

/** A file as a commit has it. */
export interface FileEntry {
  /** Its name in git, see {@link blobSha}. */
  readonly blob: string
  /** Executable or not, which a commit has to leave as it is. */
  readonly mode: '100644' | '100755'
}

export interface RepositoryFile extends FileEntry {
  readonly bytes: Uint8Array
}

/** A commit with the files as it has them; undefined for those that it does not have. */
export interface CommitState<F = FileEntry> {
  readonly commit: string
  readonly tree: string
  readonly file: F | undefined
  /** The wsadmin scripts, in the order of their paths. */
  readonly scripts: readonly (F | undefined)[]
}

/** A pull request of the branch; those of forks are never this action's. */
export interface PullRequest {
  /** In GraphQL. */
  readonly id: string
  readonly number: number
  readonly url: string
  readonly state: 'open' | 'merged' | 'closed' | 'closed by a bot'
  readonly title: string
  readonly body: string
  readonly labels: readonly string[]
  readonly base: string
  /** The last ones, where it is open. */
  readonly comments: readonly string[]
}

/** What one question has told, at one moment. */
export interface RepositoryState {
  /** Under the name that the repository has now. */
  readonly target: Target
  /** In GraphQL. */
  readonly repositoryId: string
  readonly defaultBranch: string | undefined
  readonly base: CommitState<RepositoryFile> & { readonly name: string }
  /** The open pull request of the branch for the base, else the latest one. */
  readonly pullRequest: PullRequest | undefined
  /** An open pull request of the branch for another base, such as one that a person has retargeted. */
  readonly elsewhere: PullRequest | undefined
}

/** The pull request branch and how it stands to the base. */
export interface BranchState extends CommitState {
  /** The base has commits that the branch lacks. */
  readonly isBehind: boolean
  /** It has commits that the base lacks. */
  readonly isAhead: boolean
  /** The branch is recognisably this action's and holds nothing else, so it may be rebuilt and deleted. */
  readonly isOwnWork: boolean
  /** It changes a file that no run wants now: a script, where its path was another one. */
  readonly hasLeftovers: boolean
}

/**
 * The object name that git gives to a file's content.
 * @returns 40 hexadecimal digits
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_object_storage
 */
export function blobSha(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

/** What the run wants of the repository. */
export interface Wanted extends LabelsAndReviewers {
  /** Names the wanted values, see `readKept`. */
  readonly fingerprint: string
  readonly file: {
    readonly bytes: Uint8Array
    /** Of the commit that brings it. */
    readonly message: string
  }
  /** The wsadmin scripts, in the order of the target's paths for them. */
  readonly scripts: readonly { readonly path: string; readonly bytes: Uint8Array }[]
  /** Of a commit that brings scripts alone. */
  readonly scriptsMessage: string
  /** The branch's name is the one that the action gives: whoever made such a branch, it is for the action. */
  readonly isBranchNameDerived: boolean
  readonly title: string
  /** With what people have written into the open pull request's. */
  readonly body: string
  readonly closingComment: string
  /** "Where possible": some plans have no drafts. */
  readonly draft: boolean | 'where possible'
}

/** Whom GitHub tells, and what it takes only for a pull request that is there: people by login, teams by slug. */
export interface LabelsAndReviewers {
  readonly labels: readonly string[]
  readonly assignees: readonly string[]
  readonly reviewers: readonly string[]
  readonly teamReviewers: readonly string[]
}

/** A file as a commit will have it. */
export type NewFile = Omit<RepositoryFile, 'blob'> & { readonly path: string }

export interface NewCommit {
  readonly files: readonly NewFile[]
  readonly message: string
  readonly parent: string
  /** The tree of its parent. */
  readonly tree: string
}

/** How the files get to a pull request branch that is there; only where it is still at that head. */
export type BranchChange =
  /** It has them already; what is written about it holds for where it was read. */
  | { readonly kind: 'keep'; readonly head: string }
  /** One commit on top of what others have made, or on the base instead of what the action has made before. */
  | { readonly kind: 'extend' | 'rebuild'; readonly head: string; readonly commit: NewCommit }

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
      readonly branch: BranchChange | { readonly kind: 'create'; readonly commit: NewCommit }
    } & Pick<Wanted, 'title' | 'body' | 'draft' | keyof LabelsAndReviewers>)
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
