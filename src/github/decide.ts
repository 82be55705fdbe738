import { finding } from '../findings.ts'
import { ConfigRepositoryError, RACE_ERRORS } from './errors.ts'
import { markClosed, readKept } from './marker.ts'
import { newCommit } from './ownership.ts'
import {
  type BranchChange,
  type BranchState,
  blobSha,
  type CommitState,
  type Plan,
  type PullRequest,
  type RepositoryState,
  type Target,
  type Wanted,
} from './state.ts'

/** What is decided without a look at the pull request branch. @returns undefined where that matters: see {@link decide} */
export function decideOnBase(state: RepositoryState, wanted: Wanted): Plan | undefined {
  const { pullRequest, target } = state
  if (holds(state.base, wanted)) return pullRequest?.state === 'open' ? undefined : AS_WANTED
  const closed = closedByPerson(state, wanted, 'these values')
  return closed && leftAlone(target, closed, 'closed by a person')
}

/**
 * Whether a commit would go on top of what others have made on the branch, or of what was there before: that is added to and never
 * replaced. A branch with the action's own name that has nothing of its own is left over from a run that lost a race.
 */
export function addsTo(state: RepositoryState, wanted: Wanted, branch: BranchState): boolean {
  const isAbandoned = wanted.isBranchNameDerived && branch.isBehind && !branch.isAhead
  const isClosed = closedByPerson(state, wanted, 'unknown values') !== undefined
  return !holds(state.base, wanted) && !isClosed && !branch.isOwnWork && !isAbandoned
}

/**
 * The table of pull request states as a function; docs/concepts.md shows it as a picture.
 * @param branch undefined where there is none
 * @param onBranch the desired file, made from the branch, where the commit {@link addsTo} it
 * @throws ConfigRepositoryError for what GitHub would take as another thing than what is wanted, or not at all
 */
export function decide(
  state: RepositoryState,
  wanted: Wanted,
  branch: BranchState | undefined,
  onBranch: Wanted['file'] | undefined,
): Plan {
  const { pullRequest, elsewhere, target } = state
  assertBranchForPullRequest(target, state.base.name, state.defaultBranch)
  const open = pullRequest?.state === 'open' ? pullRequest : undefined
  if (holds(state.base, wanted)) {
    if (!open || !branch) return AS_WANTED
    if (!branch.isOwnWork) return leftAlone(target, open, 'has work of others')
    if (elsewhere) return leftAlone(target, open, 'proposed elsewhere', elsewhere)
    return closing(open, branch, wanted)
  }
  const closed = closedByPerson(state, wanted, 'unknown values')
  if (branch && closed) return leftAlone(target, closed, 'closed without a marker')
  const change = branch && changeOf(state, wanted, branch, onBranch)
  if (!open || !branch || !change) return opening(state, wanted, branch, change)
  const title = open.title === wanted.title ? undefined : wanted.title
  const body = isSameText(open.body, wanted.body) ? undefined : wanted.body
  // GitHub keeps label names as they were created but compares them without case.
  const existing = new Set(open.labels.map((label) => label.toLowerCase()))
  const labels = wanted.labels.filter((label) => !existing.has(label.toLowerCase()))
  const isSame = title === undefined && body === undefined && labels.length === 0
  if (change.kind === 'keep' && isSame) return { kind: 'nothing', pullRequest: open, findings: [] }
  return { kind: 'update', pullRequest: open, branch: change, title, body, labels }
}

const AS_WANTED: Plan = { kind: 'nothing', pullRequest: undefined, findings: [] }

/** Whether the file and the scripts are there as they are wanted. */
function holds({ file, scripts }: CommitState, wanted: Wanted): boolean {
  const found = [file, ...scripts]
  const all = [wanted.file, ...wanted.scripts]
  return found.length === all.length && all.every(({ bytes }, index) => found[index]?.blob === blobSha(bytes))
}

/** A body that is marked already is from a run that did not come to its end, which may have commented. */
function closing(pullRequest: PullRequest, { commit: head }: BranchState, wanted: Wanted): Plan {
  const marked = markClosed(pullRequest.body, wanted.fingerprint)
  const body = marked === pullRequest.body ? undefined : marked
  const isThere = !body && pullRequest.comments.some((each) => isSameText(each, wanted.closingComment))
  return { kind: 'close', pullRequest, head, body, comment: isThere ? undefined : wanted.closingComment }
}

function opening(state: RepositoryState, wanted: Wanted, branch?: BranchState, change?: BranchChange): Plan {
  const { base, target, elsewhere } = state
  if (elsewhere) {
    throw new ConfigRepositoryError(
      `Pull request #${elsewhere.number} (${elsewhere.url}) proposes branch ${target.branch} for "${elsewhere.base}", ${RACE_ERRORS.proposedElsewhere} "${base.name}". Close it or change its base back to "${base.name}". If "${elsewhere.base}" is right, set base: ${elsewhere.base} and branch: ${target.branch}. For a pull request to each of them, set a different branch.`,
    )
  }
  if (change?.kind === 'keep' && branch && !branch.isAhead) {
    throw new ConfigRepositoryError(
      `Branch ${target.branch} is an old state of "${base.name}" in which the file already had the desired values, ${RACE_ERRORS.nothingToPropose} Delete it, or set the branch input to a different name.`,
    )
  }
  const { title, body, draft, labels, assignees, reviewers, teamReviewers } = wanted
  const people = { labels, assignees, reviewers, teamReviewers }
  const plan = change ?? { kind: 'create', commit: newCommit(target, wanted, base, true) }
  return { kind: 'open', base: base.name, branch: plan, title, body, draft, ...people }
}

/**
 * Nothing of other people is ever rebuilt; what is the action's own is one commit on the current base. So is a branch that a run
 * has made and then lost a race over.
 */
function changeOf(
  { base, target }: RepositoryState,
  wanted: Wanted,
  branch: BranchState,
  onBranch: Wanted['file'] | undefined,
): BranchChange {
  const { commit: head, isBehind, hasLeftovers } = branch
  if (onBranch) {
    const added = { ...wanted, file: onBranch }
    if (holds(branch, added)) return { kind: 'keep', head }
    // The others' commits may go to the base one day, and then the branch would look like the action's and be deleted.
    const isRecognisable = wanted.isBranchNameDerived
    return { kind: 'extend', head, commit: newCommit(target, added, branch, isRecognisable) }
  }
  if (holds(branch, wanted) && !isBehind && !hasLeftovers) return { kind: 'keep', head }
  return { kind: 'rebuild', head, commit: newCommit(target, wanted, base, true) }
}

/** A branch whose commits need no pull request cannot be the pull request's branch. @throws ConfigRepositoryError */
export function assertBranchForPullRequest(target: Target, base: string, defaultBranch?: string): void {
  const { owner, repo, branch } = target
  if (branch !== base && branch !== defaultBranch) return
  const role = branch === base ? 'the base' : 'the default branch'
  throw new ConfigRepositoryError(
    `branch: "${branch}" is ${role} of ${owner}/${repo}, so a run would commit to it without a pull request. Omit the input, or name a branch that is only for the pull request.`,
  )
}

/**
 * The pull request that a person has closed without merging it, so that no new one is opened. Where a person replaced the body and the
 * marker with it, nobody can tell over which values: then deleting the branch clears the way.
 */
function closedByPerson(
  { pullRequest }: RepositoryState,
  wanted: Wanted,
  over: 'these values' | 'unknown values',
) {
  if (pullRequest?.state !== 'closed') return undefined
  const kept = readKept(pullRequest.body)
  const isOverThese = kept?.closedByAction === false && kept.wanted === wanted.fingerprint
  return (over === 'these values' ? isOverThese : !kept) ? pullRequest : undefined
}

/** Why nothing is done although somebody could expect it, and what people can do. */
function leftAlone(
  { branch }: Target,
  { number, url, state }: PullRequest,
  because: 'closed by a person' | 'closed without a marker' | 'proposed elsewhere' | 'has work of others',
  elsewhere?: PullRequest,
): Plan {
  const open = `The base branch is up to date, but branch ${branch} of pull request #${number}`
  const closed = `Pull request #${number}`
  const texts = {
    'closed by a person': [
      `${closed} with the same values was closed without being merged, so no new one is opened.`,
      'Reopen it and the action will keep it up to date. A new one is opened as soon as a value changes.',
    ],
    'closed without a marker': [
      `${closed} was closed without being merged, and its text no longer says which values it was for, so no new one is opened.`,
      `Reopen it and the action will keep it up to date. To get a new one, delete its branch ${branch} or set the branch input to a different name.`,
    ],
    'proposed elsewhere': [
      `${open} is also proposed for ${elsewhere?.base} (#${elsewhere?.number}), so it is left open.`,
      `Close it, or let the next run close it after #${elsewhere?.number} is merged or closed.`,
    ],
    'has work of others': [
      `${open} contains commits that are not this action's, or existed before it, so it is left open.`,
      'Merge it or close it.',
    ],
  } as const
  const [what, cure] = texts[because]
  const isOpen = state === 'open'
  const findings = [finding(isOpen ? 'MSSO021' : 'MSSO020', { where: url, what, cure })]
  return { kind: 'nothing', pullRequest: isOpen ? { number, url } : undefined, findings }
}

/** The web editor saves CRLF, so line ends are no difference. */
export function isSameText(one: string, other: string): boolean {
  const normalised = (text: string) => text.replaceAll('\r\n', '\n').trimEnd()
  return normalised(one) === normalised(other)
}
