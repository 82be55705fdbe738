import { createHash } from 'node:crypto'

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
  const above = pathsOf(target).flatMap((file) => {
    const names = file.split('/').slice(0, -1)
    return names.map((_, depth) => names.slice(0, depth + 1).join('/'))
  })
  return [...new Set(above)]
}

/** Executable or not, which a commit has to leave as it is. */
export type Mode = '100644' | '100755'

export interface RepositoryFile {
  /** Its name in git, see {@link blobSha}. */
  readonly blob: string
  readonly bytes: Uint8Array
  readonly mode: Mode
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
  readonly base: {
    readonly name: string
    readonly commit: string
    readonly tree: string
    /** Undefined when the base has none. */
    readonly file: RepositoryFile | undefined
    /** The wsadmin scripts in the order of their paths; undefined for one that the base does not have. */
    readonly scripts: readonly (RepositoryFile | undefined)[]
  }
  /** The open pull request of the branch for the base, else the latest one. */
  readonly pullRequest: PullRequest | undefined
  /** An open pull request of the branch for another base, such as one that a person has retargeted. */
  readonly elsewhere: PullRequest | undefined
}

/** The pull request branch and how it stands to the base. */
export interface BranchState {
  readonly head: string
  readonly tree: string
  /** The base has commits that the branch lacks. */
  readonly isBehind: boolean
  /** It has commits that the base lacks. */
  readonly isAhead: boolean
  /** The branch is recognisably this action's and holds nothing else, so it may be rebuilt and deleted. */
  readonly isOwnWork: boolean
  /** It changes a file that no run wants now: a script, where its path was another one. */
  readonly hasLeftovers: boolean
  readonly file: BranchFile | undefined
  readonly scripts: readonly (BranchFile | undefined)[]
}

/** Without its bytes, which only matter where others have worked on it. */
export type BranchFile = Omit<RepositoryFile, 'bytes'>

/**
 * The object name that git gives to a file's content.
 * @returns 40 hexadecimal digits
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_object_storage
 */
export function blobSha(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
