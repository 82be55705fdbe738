import { markClosed, readKept } from './marker.ts'
import type { BaseState, BranchState, ProposalState, PullRequest } from './state.ts'

/** What the run wants of the repository. */
export interface Wanted {
  /** Names the wanted values, see marker.ts. */
  readonly fingerprint: string
  /** The file as wanted, made from the one on the base branch. */
  readonly blob: string
  /** The wsadmin script; undefined when none is wanted. */
  readonly scriptBlob: string | undefined
  /** The base branch's file, or the script beside it, is not as wanted. */
  readonly differs: boolean
  /**
   * The pull request branch's files are not as wanted when they are taken as a start. Asked for only where it matters: the file may
   * be one that can't be edited.
   */
  readonly differsOnBranch: (branch: BranchState) => boolean
  /** The branch's name is the one that the action gives, so a branch without commits of its own is nobody else's. */
  readonly isBranchNameDerived: boolean
  readonly title: string
  readonly body: (existing: string) => string
  readonly labels: readonly string[]
}

/** A branch that does not exist, as far as was looked. */
export interface NewBranch {
  readonly kind: 'start'
  readonly baseCommit: string
}

/** How the file gets to a branch that exists. */
export type CommitPlan =
  | { readonly kind: 'rebuild'; readonly baseCommit: string; readonly branch: BranchState }
  | { readonly kind: 'add'; readonly branch: BranchState }
  /** The branch has it already; what is written about the branch holds for where it was read. */
  | { readonly kind: 'keep'; readonly branch: BranchState }

export type Plan =
  | { readonly kind: 'nothing'; readonly because: 'as wanted' }
  | {
      readonly kind: 'nothing'
      readonly because: 'closed by a person' | 'closed without a marker' | 'holds work of others'
      readonly pullRequest: PullRequest
    }
  | {
      readonly kind: 'nothing'
      readonly because: 'proposed elsewhere'
      readonly pullRequest: PullRequest
      /** Would be closed with the branch. */
      readonly elsewhere: PullRequest
    }
  | {
      readonly kind: 'close'
      readonly pullRequest: PullRequest
      readonly branch: BranchState
      /** Says that the action closed it. */
      readonly body: string
    }
  | { readonly kind: 'create'; readonly commit: NewBranch | CommitPlan; readonly base: string }
  | {
      readonly kind: 'update'
      readonly commit: CommitPlan
      readonly pullRequest: PullRequest
      readonly title: string | undefined
      readonly body: string | undefined
      readonly labels: readonly string[]
    }

/** Whether the base alone does not tell: something is to be written, or a pull request may have to be closed. */
export function needsProposal({ pullRequest }: BaseState, differs: boolean, fingerprint: string): boolean {
  if (!differs) return pullRequest?.state === 'open'
  return closedByPerson(pullRequest, fingerprint) !== 'these values'
}

/**
 * The table of pull request states as a function; docs/concepts.md shows it as a picture.
 * @param proposal undefined exactly when {@link needsProposal} said that nothing more is to be read
 */
export function decide(
  { pullRequest, elsewhere }: BaseState,
  proposal: ProposalState | undefined,
  wanted: Wanted,
): Plan {
  const open = pullRequest?.state === 'open' ? pullRequest : undefined
  if (!wanted.differs) {
    if (!open || !proposal?.branch) return { kind: 'nothing', because: 'as wanted' }
    const { branch } = proposal
    if (!branch.isOwnWork) return { kind: 'nothing', because: 'holds work of others', pullRequest: open }
    if (elsewhere) return { kind: 'nothing', because: 'proposed elsewhere', pullRequest: open, elsewhere }
    return { kind: 'close', pullRequest: open, branch, body: markClosed(open.body, wanted.fingerprint) }
  }
  if (!proposal) return { kind: 'nothing', because: 'closed by a person', pullRequest: pullRequest! }
  const { base, baseCommit, branch } = proposal
  if (branch && closedByPerson(pullRequest, wanted.fingerprint) === 'unknown values')
    return { kind: 'nothing', because: 'closed without a marker', pullRequest: pullRequest! }
  if (!open || !branch) {
    const commit = branch
      ? decideCommit(branch, baseCommit, wanted)
      : ({ kind: 'start', baseCommit } as const)
    return { kind: 'create', commit, base }
  }
  return {
    kind: 'update',
    commit: decideCommit(branch, baseCommit, wanted),
    pullRequest: open,
    title: open.title === wanted.title ? undefined : wanted.title,
    body: changedBody(open.body, wanted.body(open.body)),
    labels: wanted.labels.filter((label) => !hasLabel(open, label)),
  }
}

/**
 * Nothing of other people is ever rebuilt; what is the action's own is one commit on the current base. So is a branch that a run
 * has made and then lost a race over.
 */
function decideCommit(branch: BranchState, baseCommit: string, wanted: Wanted): CommitPlan {
  const { file, script, isBehind, isAhead, isOwnWork, hasLeftovers } = branch
  const isAbandoned = wanted.isBranchNameDerived && isBehind && !isAhead
  if (!isOwnWork && !isAbandoned) return { kind: wanted.differsOnBranch(branch) ? 'add' : 'keep', branch }
  const holdsWanted = file?.blob === wanted.blob && script?.blob === wanted.scriptBlob
  const isWanted = holdsWanted && !isBehind && !hasLeftovers
  return isWanted ? { kind: 'keep', branch } : { kind: 'rebuild', baseCommit, branch }
}

/**
 * What a person has closed the pull request over without merging it, so that no new one is opened; undefined when that is no
 * obstacle. Where a person replaced the body and the marker with it, the branch tells: deleting it gives the way free.
 */
function closedByPerson(
  pullRequest: PullRequest | undefined,
  fingerprint: string,
): 'these values' | 'unknown values' | undefined {
  if (pullRequest?.state !== 'closed') return undefined
  const kept = readKept(pullRequest.body)
  if (!kept) return 'unknown values'
  return !kept.closedByAction && kept.wanted === fingerprint ? 'these values' : undefined
}

/** GitHub keeps label names as they were created but compares them without case. */
function hasLabel({ labels }: PullRequest, label: string): boolean {
  return labels.some((existing) => existing.toLowerCase() === label.toLowerCase())
}

function changedBody(existing: string, wanted: string): string | undefined {
  return isSameText(existing, wanted) ? undefined : wanted
}

/** The web editor saves CRLF, so line ends are no difference. */
export function isSameText(one: string, other: string): boolean {
  const normalised = (text: string) => text.replaceAll('\r\n', '\n').trimEnd()
  return normalised(one) === normalised(other)
}
