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
  /** Path of the wsadmin script that is kept beside the file; undefined when none is. */
  readonly scriptPath: string | undefined
}

export interface RepositoryFile {
  readonly blob: string
  readonly bytes: Uint8Array
  /** Executable or not, which a commit has to leave as it is. */
  readonly mode: '100644' | '100755'
}

export interface PullRequest {
  readonly number: number
  readonly url: string
  readonly state: 'open' | 'merged' | 'closed' | 'closed by a bot'
  readonly title: string
  readonly body: string
  readonly labels: readonly string[]
  readonly base: string
  readonly defaultBranch: string
  readonly repositoryId: string
  /** The repository that the branch is in; another one for a fork, undefined for a fork that was deleted. */
  readonly headRepositoryId: string | undefined
}

/** Enough to tell that nothing has to be done. */
export interface BaseState {
  /** The file on the base branch; undefined when the branch has none. */
  readonly file: RepositoryFile | undefined
  /** The wsadmin script on the base branch; undefined when the branch has none, or none is wanted. */
  readonly script: RepositoryFile | undefined
  /** The open pull request of the branch for the base, else the latest one. */
  readonly pullRequest: PullRequest | undefined
  /** An open pull request of the branch for another base, such as one that a person has retargeted. */
  readonly elsewhere: PullRequest | undefined
}

/** The base at one commit, and the pull request branch. */
export interface ProposalState {
  readonly base: string
  readonly baseCommit: string
  /** Undefined when it does not exist. */
  readonly branch: BranchState | undefined
}

export interface BranchState {
  readonly head: string
  readonly baseTree: string
  /** The base has commits that the branch lacks. */
  readonly isBehind: boolean
  /** It has commits that the base lacks. */
  readonly isAhead: boolean
  /** The branch is recognisably this action's and holds nothing else, so it may be rebuilt and deleted. */
  readonly isOwnWork: boolean
  /** It changes a file that no run wants now: the script, where its path was another one. */
  readonly hasLeftovers: boolean
  readonly file: RepositoryFile | undefined
  readonly script: RepositoryFile | undefined
  /** The repository's GraphQL identifier. */
  readonly repositoryId: string
}
