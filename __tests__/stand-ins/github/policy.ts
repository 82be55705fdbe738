/** Settings of a repository that decide what the service refuses. */
export interface Policy {
  actionsMayCreatePullRequests: boolean
  draftsSupported: boolean
  /** Branches that a ruleset keeps from being created, changed and deleted. */
  restrictedBranches: RegExp | undefined
  /** For so many requests a branch that was just made is not there for other routes: they read elsewhere. */
  hidesNewBranchFor: number
  /** Branches that a classic protection rule keeps from being changed without a pull request. */
  protectedBranches: RegExp | undefined
  /** Whether `createCommitOnBranch` leaves an executable file executable, which is not published. */
  commitsKeepModes: boolean
  /** Bytes beyond which GraphQL cuts a text, which is not published. */
  mostTextBytes: number
  /** The token may not see who has done something. */
  hidesActors: boolean
  readonly collaborators: Set<string>
  readonly teams: Set<string>
  /** Labels that exist although no pull request has them. */
  readonly labels: Set<string>
}

export function usualPolicy(): Policy {
  return {
    actionsMayCreatePullRequests: true,
    draftsSupported: true,
    restrictedBranches: undefined,
    hidesNewBranchFor: 0,
    protectedBranches: undefined,
    commitsKeepModes: false,
    mostTextBytes: 512 * 1024,
    hidesActors: false,
    collaborators: new Set(['octocat', 'hubot']),
    teams: new Set(['mobile-admins']),
    labels: new Set(['bug', 'enhancement']),
  }
}
