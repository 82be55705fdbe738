import { field } from './answer.ts'
import type { GitHubClient } from './client.ts'
import { type CommitSummary, type CommittedFile, isOwnWork } from './own-commits.ts'
import type { BranchAnswer, Entry, StepAnswer } from './query-answer.ts'
import type { BranchState, Target } from './state.ts'

/** How the pull request branch stands to the base, and whose work it is. */
export type BranchWork = Pick<BranchState, 'isBehind' | 'isAhead' | 'isOwnWork' | 'hasLeftovers'>

export interface Tips {
  readonly head: string
  readonly baseCommit: string
  /** The branch's pull request bears this action's marker. */
  readonly isMarked: boolean
}

/** A branch that has been merged and has nothing of its own shows by its last commit and the marker whose it was. */
const mergedWork = (last: CommitSummary, { isMarked }: Tips, { path }: Target): BranchWork => ({
  isBehind: true,
  isAhead: false,
  isOwnWork: isMarked && isOwnWork([last], [], path),
  hasLeftovers: false,
})

/**
 * What the branch has that the base has not, from the last commits of both: commit by commit down to one that the base has.
 * @returns undefined where these do not tell: the base has gone on for long, something was merged into the branch, or a commit that
 * says that it is this action's changes something else
 */
export function workOf(
  { history }: Pick<BranchAnswer, 'history'>,
  baseHistory: ReadonlySet<string>,
  tips: Tips,
  target: Target,
): BranchWork | undefined {
  const added: StepAnswer[] = []
  let at = tips.head
  while (!baseHistory.has(at)) {
    const step = history.get(at)
    const [parent, other] = step?.parents ?? []
    // The second is for an answer that goes round in circles.
    if (!step || !parent || other || added.length === history.size) return undefined
    added.unshift(step)
    at = parent.commit
  }
  const isBehind = at !== tips.baseCommit
  if (added.length === 0) {
    const last = history.get(tips.head)
    return last && { ...mergedWork(summary(last), tips, target), isBehind }
  }
  const commits = added.map(summary)
  const known = { isBehind, isAhead: true, hasLeftovers: false }
  if (!isOwnWork(commits, [], target.path)) return { ...known, isOwnWork: false }
  if (added.some((step) => step.changedFiles !== changedBy(step, target).length)) return undefined
  const start = added[0]!.parents[0]!
  return { ...known, isOwnWork: isOwnWork(commits, changes(start, added.at(-1)!, target), target.path) }
}

const summary = ({ message, parents }: StepAnswer): CommitSummary => ({ message, parents: parents.length })

interface Files {
  readonly file: Entry | undefined
  readonly script: Entry | undefined
}

const changedBy = (step: StepAnswer, target: Target) => changes(step.parents[0]!, step, target)

/** The files of this action that differ, as they are after it; one that has gone has no name. */
function changes(before: Files, after: Files, { path, scriptPath = '' }: Target): CommittedFile[] {
  const both = [
    { path, from: before.file, to: after.file },
    { path: scriptPath, from: before.script, to: after.script },
  ]
  return both
    .filter(({ from, to }) => from?.blob !== to?.blob || from?.mode !== to?.mode)
    .map((each) => ({ path: each.path, blob: each.to?.blob ?? '' }))
}

const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}'

/**
 * The same by a comparison, which goes further back and names every file.
 * @see https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */
export async function compareBranch(client: GitHubClient, target: Target, tips: Tips): Promise<BranchWork> {
  const { owner, repo, path, scriptPath } = target
  const basehead = `${tips.baseCommit}...${tips.head}`
  const { data } = await client.rest.repos.compareCommitsWithBasehead({
    owner,
    repo,
    basehead,
    per_page: 100,
  })
  const commits = field(COMPARE, data, 'commits', 'array').map(comparedCommit)
  const files = field(COMPARE, data, 'files', 'array').map((file) => ({
    path: field(COMPARE, file, 'filename', 'string'),
    blob: field(COMPARE, file, 'sha', 'string'),
  }))
  const ahead = field(COMPARE, data, 'total_commits', 'number')
  const isBehind = field(COMPARE, data, 'behind_by', 'number') > 0
  if (ahead === 0) {
    const last = comparedCommit(field(COMPARE, data, 'merge_base_commit', 'object'))
    return { ...mergedWork(last, tips, target), isBehind }
  }
  return {
    isBehind,
    isAhead: true,
    isOwnWork: ahead === commits.length && isOwnWork(commits, files, path),
    hasLeftovers: files.some((changed) => changed.path !== path && changed.path !== scriptPath),
  }
}

function comparedCommit(commit: unknown): CommitSummary {
  return {
    message: field(COMPARE, field(COMPARE, commit, 'commit', 'object'), 'message', 'string'),
    parents: field(COMPARE, commit, 'parents', 'array').length,
  }
}
