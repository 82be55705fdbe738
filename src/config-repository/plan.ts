import { blobSha } from './blob.ts'
import { type Commits, carryOut, type Outcome, type PullRequestDetails } from './carry-out.ts'
import type { GitHubClient } from './client.ts'
import { decide, needsProposal, type Plan } from './decide.ts'
import { ConfigRepositoryError, RaceLostError } from './errors.ts'
import { commitMessage } from './own-commits.ts'
import { readBase, readProposal } from './read.ts'
import type { BaseState, Target } from './state.ts'

/** How often a run reads and decides before it gives up against others that write at the same time. */
const ATTEMPTS = 3

/** A file as wanted. */
export interface RenderedFile {
  readonly bytes: Uint8Array
  /** It is not what it was made from. */
  readonly isChanged: boolean
}

/** What the run wants, in terms of what it finds. */
export interface Proposal<R extends RenderedFile> {
  /** Names the wanted values, see marker.ts. */
  readonly fingerprint: string
  /**
   * The file as wanted, made from what a branch has.
   * @param where the path with the branch, for errors
   */
  readonly render: (bytes: Uint8Array | undefined, where: string) => R
  readonly commitMessage: (rendered: R) => string
  readonly describe: (
    rendered: R,
  ) => Promise<Omit<PullRequestDetails, 'body'> & { body: (existing: string) => string }>
}

/** Everything that {@link carryOutPlan} needs; nothing has been written yet. */
export interface PlannedPullRequest<R extends RenderedFile> {
  readonly rendered: R
  readonly plan: Plan
  readonly first: BaseState
  readonly commits: Commits
  readonly details: PullRequestDetails
}

/**
 * Reads as much of the repository as the decision needs, and decides.
 * @throws ProblemsError when a file that was read can't be edited, ConfigRepositoryError and RequestError from GitHub
 */
export async function planPullRequest<R extends RenderedFile>(
  client: GitHubClient,
  target: Target,
  proposal: Proposal<R>,
): Promise<PlannedPullRequest<R>> {
  return againstRaces((attempt) => planOnce(client, target, proposal, attempt > 1))
}

/** Carries out what was decided; plans again, at most twice, when somebody else wrote in between. */
export async function carryOutPlan<R extends RenderedFile>(
  client: GitHubClient,
  target: Target,
  proposal: Proposal<R>,
  planned: PlannedPullRequest<R>,
): Promise<Outcome & { readonly rendered: R }> {
  return againstRaces(async (attempt) => {
    const { rendered, plan, first, commits, details } =
      attempt === 1 ? planned : await planOnce(client, target, proposal, true)
    return { ...(await carryOut(client, target, first, plan, commits, details)), rendered }
  })
}

async function planOnce<R extends RenderedFile>(
  client: GitHubClient,
  target: Target,
  { fingerprint, render, commitMessage: text, describe }: Proposal<R>,
  branchMayExist: boolean,
): Promise<PlannedPullRequest<R>> {
  const first = await readBase(client, target)
  const rendered = render(first.file?.bytes, target.path)
  const differs = rendered.isChanged || !first.file
  const mayExist = branchMayExist || first.pullRequest !== undefined
  const state = needsProposal(first, differs, fingerprint)
    ? await readProposal(client, target, first, mayExist)
    : undefined

  const branch = state?.branch
  const onBranch =
    branch && !branch.isOwnWork
      ? render(branch.file?.bytes ?? first.file?.bytes, `${target.path} on ${target.branch}`)
      : undefined
  const blob = blobSha(rendered.bytes)
  const { body, ...details } = await describe(rendered)
  const wanted = {
    fingerprint,
    blob,
    differs,
    differsOnBranch: onBranch && (onBranch.isChanged || !branch?.file),
    title: details.title,
    body,
    labels: details.labels,
  }
  const newCommit = ({ bytes }: RenderedFile) => ({
    bytes,
    message: commitMessage(text(rendered), target.path, blobSha(bytes)),
  })
  return {
    rendered,
    plan: decide(first, state, wanted),
    first,
    commits: { onBase: newCommit(rendered), onBranch: onBranch && newCommit(onBranch) },
    details: { ...details, body: body('') },
  }
}

async function againstRaces<T>(attempt: (number: number) => Promise<T>): Promise<T> {
  for (let number = 1; ; number++) {
    try {
      return await attempt(number)
    } catch (error) {
      if (!(error instanceof RaceLostError)) throw error
      if (number === ATTEMPTS) {
        throw new ConfigRepositoryError(
          `Somebody else writes to the repository at the same time; ${ATTEMPTS} attempts were lost, the last one because: ${error.message} Run again; give the workflow a concurrency group if several runs share the file.`,
        )
      }
    }
  }
}
