import type { Finding } from '../findings.ts'
import type { AnswerPart } from './answer.ts'
import type { GitHub } from './client.ts'
import { assertBranchForPullRequest } from './decide.ts'
import { isRefusal, RaceLostError } from './errors.ts'
import { addLabelsAndReviewers, type Numbered } from './labels-and-reviewers.ts'
import { type Access, type Mutation, mutate } from './mutate.ts'
import * as mutations from './mutations.ts'
import { lookAgain } from './read.ts'
import type { BranchChange, NewCommit, Plan } from './state.ts'

/** What was done, in the words of the outputs. {@link GitHub.writes} has what was written. */
export type Outcome = { readonly findings: readonly Finding[] } & (
  | { readonly operation: 'created' | 'updated' | 'closed'; readonly pullRequest: Numbered }
  /** With the pull request that is open. */
  | { readonly operation: 'none'; readonly pullRequest: Numbered | undefined }
)

type Opening = Plan & { readonly kind: 'open' }

/** Does what was decided. @throws RaceLostError when somebody else wrote at the same time; what GitHub refuses */
export async function apply(github: GitHub, state: Omit<Access, 'github'>, plan: Plan): Promise<Outcome> {
  const place = { github, target: state.target, repositoryId: state.repositoryId }
  switch (plan.kind) {
    case 'nothing':
      return { operation: 'none', pullRequest: plan.pullRequest, findings: plan.findings }
    case 'close':
      return close(place, plan)
    case 'update':
      return update(place, plan)
    case 'open':
      return open(place, plan)
  }
}

/**
 * Closes a pull request with a comment and deletes its branch. Each step leaves it open for the next run to go on, until the branch
 * is gone: what was closed before that would not be looked at again. That the action closes it is written down first, because GitHub
 * closes a pull request by itself when its branch goes. A commit that somebody pushes meanwhile keeps both.
 */
async function close(place: Access, plan: Plan & { kind: 'close' }): Promise<Outcome> {
  const { pullRequest, head, body, comment } = plan
  const words = [
    ...(body === undefined ? [] : [mutations.changeTexts(pullRequest, { body })]),
    ...(comment === undefined ? [] : [mutations.addComment(pullRequest, comment)]),
  ]
  await mutate(place, words)
  await mutate(place, [mutations.moveBranch(place, head, undefined)])
  await mutate(place, [mutations.closePullRequest(pullRequest)])
  return { operation: 'closed', pullRequest, findings: [] }
}

/** Brings the branch and the texts up to date, and adds the labels that are missing. */
async function update(place: Access, plan: Plan & { kind: 'update' }): Promise<Outcome> {
  const { pullRequest, branch, title, body, labels } = plan
  const isSame = title === undefined && body === undefined
  const texts = isSame ? [] : [mutations.changeTexts(pullRequest, { title, body })]
  const { payloads } = await change(place, branch, texts)
  if (!isSame) assertOpen(payloads.part('updatePullRequest'), branch, pullRequest.number)
  const findings = await addLabelsAndReviewers(place, pullRequest, { labels })
  return { operation: branch.kind === 'keep' ? 'none' : 'updated', pullRequest, findings }
}

/** @throws RaceLostError when what was said is about another state than the one that was read */
function assertOpen(payload: AnswerPart, branch: BranchChange, number: number): void {
  const edited = payload.part('pullRequest')
  if (edited.text('state') !== 'OPEN')
    throw new RaceLostError(`pull request #${number} was closed or merged in the meantime.`)
  const head = edited.optional('headRef')?.part('target').oid()
  if (branch.kind === 'keep' && head !== branch.head)
    throw new RaceLostError(`the branch of pull request #${number} changed after it was read.`)
}

/** Brings the files to the branch, and replaces texts in the same document. @returns where the branch is now, and what GitHub says */
async function change(place: Access, plan: BranchChange, texts: readonly Mutation[] = []) {
  if (plan.kind === 'keep') return { head: plan.head, payloads: await mutate(place, texts) }
  const { commit } = plan
  if (plan.kind === 'extend' && mutations.areOrdinary(commit)) {
    const payloads = await mutate(place, [mutations.commitOnBranch(place, commit), ...texts])
    return { head: mutations.commitOf(payloads.part('createCommitOnBranch')), payloads }
  }
  const head = await mutations.commitObject(place, commit)
  if (texts.length > 0) {
    // What a person has written since the texts were read is not written over.
    const seen = await lookAgain(place.github, place.target)
    if (!texts.every(({ isAsRead }) => isAsRead(seen)))
      throw new RaceLostError('the pull request was edited, closed or merged in the meantime.')
  }
  const move = mutations.moveBranch(place, plan.head, head)
  return { head, payloads: await mutate(place, [move, ...texts]) }
}

async function open(place: Access, plan: Opening): Promise<Outcome> {
  const { branch } = plan
  assertBranchForPullRequest(place.target, plan.base)
  const { pullRequest, headRefOid } =
    branch.kind === 'create'
      ? await openWithBranch(place, plan, branch.commit)
      : await propose(place, plan, (await change(place, branch)).head)
  const findings = await addLabelsAndReviewers(place, pullRequest, plan)
  if (branch.kind === 'keep' && headRefOid !== branch.head)
    throw new RaceLostError(`branch ${place.target.branch} changed before it was proposed.`)
  return { operation: 'created', pullRequest, findings }
}

/**
 * A new branch with its pull request, or neither: when GitHub refuses the second step the first is taken back. Not when nobody
 * knows whether it was done: a pull request whose branch goes is closed, and would be taken for one that a person has closed.
 * After a lost race a branch without a commit is taken back, too: the next attempt could not tell it from somebody else's.
 */
async function openWithBranch(place: Access, plan: Opening, commit: NewCommit) {
  const { writes } = place.github
  const { count } = writes
  const isOrdinary = mutations.areOrdinary(commit)
  let head = isOrdinary ? commit.parent : await mutations.commitObject(place, commit)
  await mutate(place, [mutations.createBranch(place, head)])
  try {
    if (isOrdinary) {
      const payloads = await mutate(place, [mutations.commitOnBranch(place, commit)], true)
      head = mutations.commitOf(payloads.part('createCommitOnBranch'))
    }
    writes.commit = head
    return await propose(place, plan, head, true)
  } catch (error) {
    const isUnused = error instanceof RaceLostError && head === commit.parent
    const isRefused = isRefusal(error) && writes.unknown.length === 0
    if (isUnused || isRefused) await withdraw(place, head, count)
    throw error
  }
}

/** Deletes the branch of this run. Where that fails too, the branch is among what the failed run says that it has written. */
async function withdraw(place: Access, head: string, count: number): Promise<void> {
  try {
    await mutate(place, [mutations.moveBranch(place, head, undefined)])
    place.github.writes.forgetSince(count)
  } catch {
    // The first error is the one to tell.
  }
}

/** What GitHub says where the repository's plan has none. */
const NO_DRAFTS = /Draft pull requests are not supported/

/** Opens the pull request, never in one document with the branch: one that somebody else made first would be proposed. */
async function propose(place: Access, plan: Opening, head: string, isNewBranch = false) {
  const create = async (draft: boolean) =>
    mutate(place, [mutations.createPullRequest(place, plan, draft, head)], isNewBranch)
  const payloads = await create(plan.draft !== false).catch((error: unknown) => {
    if (plan.draft === 'where possible' && NO_DRAFTS.test(String(error))) return create(false)
    throw error
  })
  place.github.writes.hasOpened = true
  const opened = payloads.part('createPullRequest').part('pullRequest')
  const pullRequest = { number: opened.number('number', 1), url: opened.webAddress('url') }
  return { pullRequest, headRefOid: opened.oid('headRefOid') }
}
