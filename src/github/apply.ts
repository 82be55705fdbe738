import type { Finding } from '../findings.ts'
import { AnswerPart } from './answer.ts'
import type { GitHub } from './client.ts'
import { areOrdinary, commitObject } from './commit.ts'
import { assertBranchForPullRequest } from './decide.ts'
import { isRefusal, RaceLostError } from './errors.ts'
import { addLabels, addLabelsAndReviewers, type Numbered } from './labels-and-reviewers.ts'
import { type Mutation, mutate } from './mutate.ts'
import {
  addComment,
  changeTexts,
  closePullRequest,
  commitOf,
  commitOnBranch,
  createBranch,
  createPullRequest,
  moveBranch,
} from './mutations.ts'
import type { BranchChange, NewCommit, Plan } from './plan.ts'
import { lookAgain } from './read.ts'
import type { RepositoryState } from './state.ts'

/** Where a plan is carried out. */
export type Place = Pick<RepositoryState, 'target' | 'repositoryId'>

/** What was done, in the words of the outputs. The commit and what else was written is in {@link GitHub.writes}. */
export type Outcome = { readonly findings: readonly Finding[] } & (
  | { readonly operation: 'created' | 'updated' | 'closed'; readonly pullRequest: Numbered }
  /** With the pull request that is open. */
  | { readonly operation: 'none'; readonly pullRequest: Numbered | undefined }
)

/**
 * Does what was decided.
 * @throws RaceLostError when somebody else wrote at the same time: read and decide again; what GitHub refuses
 */
export async function apply(github: GitHub, place: Place, plan: Plan): Promise<Outcome> {
  switch (plan.kind) {
    case 'nothing':
      return { operation: 'none', pullRequest: plan.pullRequest, findings: plan.findings }
    case 'close':
      await close(github, place, plan)
      return { operation: 'closed', pullRequest: plan.pullRequest, findings: [] }
    case 'update': {
      const findings = await update(github, place, plan)
      const operation = plan.branch.kind === 'keep' ? 'none' : 'updated'
      return { operation, pullRequest: plan.pullRequest, findings }
    }
    case 'open': {
      assertBranchForPullRequest(place.target, plan.base)
      const { head, opened, headRefOid } = await open(github, place, plan)
      const findings = await addLabelsAndReviewers(github, place.target, opened, plan)
      if (plan.branch.kind === 'keep' && headRefOid !== head)
        throw new RaceLostError(`branch ${place.target.branch} changed before it was proposed.`)
      return { operation: 'created', pullRequest: opened, findings }
    }
  }
}

/**
 * Closes a pull request with a comment and deletes its branch. Each step leaves it open for the next run to go on, until the branch
 * is gone: what was closed before that would not be looked at again. That the action closes it is written down first, because GitHub
 * closes a pull request by itself when its branch goes. A commit that somebody pushes meanwhile keeps both.
 */
async function close(github: GitHub, { target, repositoryId }: Place, plan: Plan & { kind: 'close' }) {
  const { pullRequest, head, body, comment } = plan
  const words = [
    ...(body === undefined ? [] : [changeTexts(pullRequest, { body })]),
    ...(comment === undefined ? [] : [addComment(pullRequest, comment)]),
  ]
  if (words.length > 0) await mutate(github, target, words)
  await mutate(github, target, [moveBranch(repositoryId, target, head, undefined)])
  await mutate(github, target, [closePullRequest(pullRequest)])
}

/** Brings the branch and the texts up to date, and adds the labels that are missing. */
async function update(github: GitHub, place: Place, plan: Plan & { kind: 'update' }) {
  const { pullRequest, branch, title, body, labels } = plan
  const isSame = title === undefined && body === undefined
  const texts = isSame ? undefined : changeTexts(pullRequest, { title, body })
  const { edited } = await change(github, place, branch, texts)
  if (edited) assertOpen(edited, branch, pullRequest.number)
  return addLabels(github, place.target, pullRequest, labels)
}

/** @throws RaceLostError when what was said is about another state than the one that was read */
function assertOpen(payload: object, branch: BranchChange, number: number): void {
  const edited = new AnswerPart(payload).part('pullRequest')
  if (edited.text('state') !== 'OPEN')
    throw new RaceLostError(`pull request #${number} was closed or merged in the meantime.`)
  const head = edited.optional('headRef')?.part('target').oid()
  if (branch.kind === 'keep' && head !== branch.head)
    throw new RaceLostError(`the branch of pull request #${number} changed after it was read.`)
}

interface Changed {
  /** Where the branch is now. */
  readonly head: string
  /** What GitHub says of the texts that were replaced. */
  readonly edited?: object | undefined
}

/** @param texts to be replaced in the document that moves the branch, or alone */
async function change(
  github: GitHub,
  { target, repositoryId }: Place,
  plan: BranchChange,
  texts?: Mutation,
): Promise<Changed> {
  const more = texts ? [texts] : []
  if (plan.kind === 'keep') {
    const payloads = texts ? await mutate(github, target, more) : {}
    return { head: plan.head, edited: payloads['updatePullRequest'] }
  }
  const { commit } = plan
  if (plan.kind === 'extend' && areOrdinary(commit)) {
    const payloads = await mutate(github, target, [commitOnBranch(target, commit), ...more])
    return { head: commitOf(payloads['createCommitOnBranch']), edited: payloads['updatePullRequest'] }
  }
  const head = await commitObject(github, target, commit)
  // What a person has written since the texts were read is not written over.
  if (texts && !texts.isAsRead(await lookAgain(github, target)))
    throw new RaceLostError('the pull request was edited, closed or merged in the meantime.')
  const move = moveBranch(repositoryId, target, plan.head, head)
  const payloads = await mutate(github, target, [move, ...more])
  return { head, edited: payloads['updatePullRequest'] }
}

interface Opened extends Pick<Changed, 'head'> {
  readonly opened: Numbered
  /** Where the branch was when GitHub opened it. */
  readonly headRefOid: string
}

async function open(github: GitHub, place: Place, plan: Plan & { kind: 'open' }): Promise<Opened> {
  if (plan.branch.kind === 'create') return openWithBranch(github, place, plan, plan.branch.commit)
  const { head } = await change(github, place, plan.branch)
  return propose(github, place, plan, head)
}

/**
 * A new branch with its pull request, or neither: when GitHub refuses the second step the first is taken back. Not when nobody
 * knows whether it was done: a pull request whose branch goes is closed, and would be taken for one that a person has closed.
 * After a lost race a branch without a commit is taken back, too: the next attempt could not tell it from somebody else's.
 */
async function openWithBranch(
  github: GitHub,
  place: Place,
  plan: Plan & { kind: 'open' },
  commit: NewCommit,
): Promise<Opened> {
  const { target, repositoryId } = place
  const { count } = github.writes
  const isOrdinary = areOrdinary(commit)
  let head = isOrdinary ? commit.parent : await commitObject(github, target, commit)
  await mutate(github, target, [createBranch(repositoryId, target, head)])
  try {
    if (isOrdinary) {
      const payloads = await mutate(github, target, [commitOnBranch(target, commit)], true)
      head = commitOf(payloads['createCommitOnBranch'])
    }
    github.writes.commit = head
    return await propose(github, place, plan, head, true)
  } catch (error) {
    const isUnused = error instanceof RaceLostError && head === commit.parent
    const isRefused = isRefusal(error) && github.writes.unknown.length === 0
    if (isUnused || isRefused) await withdraw(github, place, head, count)
    throw error
  }
}

/** Deletes the branch of this run. Where that fails too, the branch is among what the failed run says that it has written. */
async function withdraw(github: GitHub, { target, repositoryId }: Place, head: string, count: number) {
  try {
    await mutate(github, target, [moveBranch(repositoryId, target, head, undefined)])
    github.writes.forgetSince(count)
  } catch {
    // The first error is the one to tell.
  }
}

/** What GitHub says where the repository's plan has none. */
const NO_DRAFTS = /Draft pull requests are not supported/

/** Opens the pull request, never in one document with the branch: one that somebody else made first would be proposed. */
async function propose(
  github: GitHub,
  { target, repositoryId }: Place,
  plan: Plan & { kind: 'open' },
  head: string,
  isNewBranch = false,
): Promise<Opened> {
  const create = async (draft: boolean) =>
    mutate(github, target, [createPullRequest(repositoryId, target, { ...plan, draft }, head)], isNewBranch)
  const { createPullRequest: payload } = await create(plan.draft !== false).catch((error: unknown) => {
    if (plan.draft === 'where possible' && NO_DRAFTS.test(String(error))) return create(false)
    throw error
  })
  github.writes.hasOpened = true
  const opened = new AnswerPart(payload).part('pullRequest')
  const [number, url] = [opened.number('number', 1), opened.webAddress('url')]
  return { head, opened: { number, url }, headRefOid: opened.oid('headRefOid') }
}
