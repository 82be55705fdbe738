import { field } from './answer.ts'
import { compareBranch, type Tips, workOf } from './branch-work.ts'
import type { GitHubClient } from './client.ts'
import { readContents } from './content.ts'
import { ConfigRepositoryError } from './errors.ts'
import { readKept } from './marker.ts'
import { choosePullRequests, readPullRequests, readWhoClosed } from './pull-requests.ts'
import { askForCheck, askForDecision } from './query.ts'
import {
  type BaseAnswer,
  type BranchAnswer,
  type DecisionAnswer,
  type RepositoryAnswer,
  readCheckAnswer,
  readDecisionAnswer,
} from './query-answer.ts'
import type { BaseState, ProposalState, PullRequest, RepositoryFile, Target } from './state.ts'

/** The file at the base, which may be any ref, and an open pull request of the branch for it. */
export async function readForCheck(
  client: GitHubClient,
  target: Target,
): Promise<{ readonly file: RepositoryFile | undefined; readonly open: PullRequest | undefined }> {
  const answer = readCheckAnswer(await askForCheck(client, target), target)
  const base = knownBase(answer, target, 'branch, tag or commit')
  const { pullRequest } = answer.open.hasMore
    ? await readPullRequests(client, target)
    : choosePullRequests(target, answer.open.found)
  const { file } = await readContents(client, target, base)
  return { file, open: pullRequest?.state === 'open' ? pullRequest : undefined }
}

/** What one question has told. */
export interface Found {
  readonly first: BaseState
  /** The rest of the answer, for which some branches and files have to be asked after. */
  proposal(): Promise<ProposalState>
}

/**
 * Asks for everything that the decision needs, at one moment.
 * @throws ConfigRepositoryError when the base is not there, or one of the files is none
 */
export async function readForDecision(client: GitHubClient, target: Target): Promise<Found> {
  const answer = readDecisionAnswer(await askForDecision(client, target), target)
  const { defaultBranch } = answer
  const base = knownBase(answer, target, 'branch')
  const pullRequests = await pullRequestsOf(client, target, answer)
  const first = { ...(await readContents(client, target, base)), ...pullRequests }
  const baseName = target.base ?? defaultBranch ?? ''
  return {
    first,
    async proposal() {
      refuseBranch(target, baseName, defaultBranch)
      const { pullRequest } = pullRequests
      const isMarked = pullRequest !== undefined && readKept(pullRequest.body) !== undefined
      const { branch } = answer
      const tips = branch && { head: branch.commit, baseCommit: base.commit, isMarked }
      return {
        base: baseName,
        baseCommit: base.commit,
        branch: branch && {
          head: branch.commit,
          baseTree: base.tree,
          ...(await branchWork(client, target, branch, answer, tips!)),
          ...(await readContents(client, target, branch)),
          repositoryId: answer.repositoryId,
        },
      }
    },
  }
}

async function branchWork(
  client: GitHubClient,
  target: Target,
  branch: BranchAnswer,
  { baseHistory }: DecisionAnswer,
  tips: Tips,
) {
  return workOf(branch, baseHistory, tips, target) ?? compareBranch(client, target, tips)
}

/** The list of REST goes further back, and leaves out those of forks. */
async function pullRequestsOf(client: GitHubClient, target: Target, { open, closed }: DecisionAnswer) {
  const chosen = choosePullRequests(target, [...open.found, ...closed.found])
  if (!open.hasMore && (chosen.pullRequest || !closed.hasMore)) return chosen
  const listed = await readPullRequests(client, target)
  if (listed.pullRequest?.state !== 'closed') return listed
  return { ...listed, pullRequest: await readWhoClosed(client, target, listed.pullRequest) }
}

/** @param kinds what the base may be */
function knownBase({ base }: RepositoryAnswer, target: Target, kinds: string): BaseAnswer {
  const name = `${target.owner}/${target.repo}`
  if (base) return base
  throw new ConfigRepositoryError(
    target.base === undefined
      ? `${name} has no commit on its default branch, so a pull request has nothing to start from. Commit a README to it first; where there are other branches, choose another default branch in its settings, or set the base input.`
      : `${name} has no ${kinds} "${target.base}". Correct the base input.`,
  )
}

/**
 * Refuses a pull request branch whose commits would not have to wait for a pull request.
 * @param base as it turned out, where the input does not name it
 * @throws ConfigRepositoryError
 */
export function refuseBranch({ owner, repo, branch }: Target, base: string, defaultBranch?: string): void {
  if (branch !== base && branch !== defaultBranch) return
  const role = branch === base ? 'the base' : 'the default branch'
  throw new ConfigRepositoryError(
    `branch: "${branch}" is ${role} of ${owner}/${repo}, so a run would commit to it without a pull request. Leave the input out, or name a branch for the pull request alone.`,
  )
}

/** @see https://docs.github.com/en/rest/repos/repos#get-a-repository */
export async function readRepository(client: GitHubClient, { owner, repo }: Target) {
  const request = 'GET /repos/{owner}/{repo}'
  const { data } = await client.rest.repos.get({ owner, repo })
  return { repositoryId: field(request, data, 'node_id', 'string') }
}
