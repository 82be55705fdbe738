import { isFromSkeleton, type Origin } from '../mobile-config/index.ts'
import { blobSha } from './blob.ts'
import { type Commits, carryOut, type Outcome, type PullRequestDetails } from './carry-out.ts'
import type { GitHubClient } from './client.ts'
import { decide, needsProposal, type Plan } from './decide.ts'
import { ConfigRepositoryError, NewBranchMissedError, RaceLostError } from './errors.ts'
import { type CommittedFile, commitMessage } from './own-commits.ts'
import { readForDecision } from './read.ts'
import type { BaseState, BranchState, RepositoryFile, Target } from './state.ts'
import type { NewCommit, NewFile } from './write.ts'

/** How often a run reads and decides before it gives up against others that write at the same time. */
const ATTEMPTS = 3

/** A file as wanted. */
export interface RenderedFile {
  readonly bytes: Uint8Array
  /** It is not what it was made from. */
  readonly isChanged: boolean
  readonly origin: Origin
}

/** A script that is the same for every base. */
export interface ScriptFile {
  readonly bytes: Uint8Array
  readonly commitMessage: string
  /** A file is an earlier version of it, and may be replaced. */
  readonly isEarlierVersion: (bytes: Uint8Array) => boolean
}

/** What the run wants, in terms of what it finds. */
export interface Proposal<R extends RenderedFile> {
  /** Names the wanted values, see marker.ts. */
  readonly fingerprint: (origin: Origin) => string
  /**
   * The file as wanted, made from what a branch has.
   * @param where the path with the branch, for errors
   */
  readonly render: (bytes: Uint8Array | undefined, where: string) => Promise<R>
  /** A file has other values than the wanted ones. */
  readonly differs: (bytes: Uint8Array, where: string) => boolean
  /** @param rendered the file that the commit replaces, as wanted */
  readonly commitMessage: (rendered: R) => string
  /** The branch's name is the one that the action gives: whoever made such a branch, it is for the action. */
  readonly isBranchNameDerived: boolean
  /** The wsadmin script to keep beside the file, see {@link Target.scriptPath}. */
  readonly script: ScriptFile | undefined
  readonly describe: (
    rendered: R,
  ) => Promise<Omit<PullRequestDetails, 'body'> & { body: (existing: string) => string }>
}

/** Everything that {@link carryOutPlan} needs; nothing has been written yet. */
export interface PlannedPullRequest<R extends RenderedFile> {
  readonly rendered: R
  readonly plan: Plan
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
  return againstRaces(async () => planOnce(client, target, proposal))
}

/** Carries out what was decided; plans again, at most twice, when somebody else wrote in between. */
export async function carryOutPlan<R extends RenderedFile>(
  client: GitHubClient,
  target: Target,
  proposal: Proposal<R>,
  planned: PlannedPullRequest<R>,
): Promise<Outcome & { readonly rendered: R }> {
  let made: string | undefined
  const committed = (sha: string) => {
    made = sha
  }
  return againstRaces(async (attempt) => {
    const { rendered, plan, commits, details } =
      attempt === 1 ? planned : await planOnce(client, target, proposal)
    const outcome = await carryOut({ client, target, commits, details, committed }, plan)
    return { ...withCommit(outcome, made), rendered }
  })
}

/** The last attempt may have nothing left to commit, because one before it has done that and lost a race later. */
function withCommit(outcome: Outcome, made: string | undefined): Outcome {
  if (outcome.commitSha === made) return outcome
  const { pullRequest, findings } = outcome
  if (outcome.operation === 'none' && pullRequest)
    return { operation: 'updated', pullRequest, findings, commitSha: made }
  return { ...outcome, commitSha: made }
}

async function planOnce<R extends RenderedFile>(
  client: GitHubClient,
  target: Target,
  proposal: Proposal<R>,
): Promise<PlannedPullRequest<R>> {
  const { render, describe } = proposal
  const found = await readForDecision(client, target)
  const { first } = found
  refuseOtherScript(target, proposal.script, first.script)
  const rendered = await render(first.file?.bytes, target.path)
  const fingerprint = proposal.fingerprint(rendered.origin)
  const scriptBlob = proposal.script && blobSha(proposal.script.bytes)
  const differs = rendered.isChanged || !first.file || first.script?.blob !== scriptBlob
  const state = needsProposal(first, differs, fingerprint) ? await found.proposal() : undefined

  const whereOnBranch = `${target.path} on ${target.branch}`
  const startOf = ({ file }: BranchState) =>
    file && rendered.origin !== 'skeleton' && isFromSkeleton(file.bytes) ? undefined : file
  const { body, ...details } = await describe(rendered)
  const plan = decide(first, state, {
    fingerprint,
    blob: blobSha(rendered.bytes),
    scriptBlob,
    differs,
    differsOnBranch(branch) {
      const start = startOf(branch)
      return !start || proposal.differs(start.bytes, whereOnBranch) || branch.script?.blob !== scriptBlob
    },
    isBranchNameDerived: proposal.isBranchNameDerived,
    title: details.title,
    body,
    labels: details.labels,
  })
  refuseImpossible(target, first, plan)
  const added = addedTo(plan)
  const onBranch = added && (await render((startOf(added) ?? first.file)?.bytes, whereOnBranch))
  const commits = {
    onBase: newCommit(target, proposal, rendered, first, true),
    onBranch: added && newCommit(target, proposal, onBranch!, added, proposal.isBranchNameDerived),
  }
  return { rendered, plan, commits, details: { ...details, body: body('') } }
}

/** The branch that gets a commit on top of what others have made. */
function addedTo(plan: Plan): BranchState | undefined {
  const commit = plan.kind === 'create' || plan.kind === 'update' ? plan.commit : undefined
  return commit?.kind === 'add' ? commit.branch : undefined
}

/**
 * @param replaced what the commit is made on
 * @param isRecognisable later runs may take the commit for the action's. On a branch that somebody else made they must not: when
 * the others' commits have gone to the base, it would look like the action's own and be deleted.
 */
function newCommit<R extends RenderedFile>(
  { path, scriptPath }: Target,
  { commitMessage: describe, script }: Proposal<R>,
  rendered: R,
  replaced: Pick<BaseState, 'file' | 'script'>,
  isRecognisable: boolean,
): NewCommit {
  const { bytes } = rendered
  const file = { path, blob: blobSha(bytes) }
  const other = script && scriptPath ? { path: scriptPath, blob: blobSha(script.bytes) } : undefined
  const signed = (text: string, withScript?: CommittedFile) =>
    isRecognisable ? commitMessage(text, file, withScript) : text
  const files: NewFile[] = []
  if (file.blob !== replaced.file?.blob)
    files.push({ path, bytes, replaced: replaced.file, message: signed(describe(rendered)) })
  if (script && other && other.blob !== replaced.script?.blob) {
    const message = signed(script.commitMessage, other)
    files.push({ path: other.path, bytes: script.bytes, replaced: replaced.script, message })
  }
  const text = files[0]?.path === path ? describe(rendered) : (script?.commitMessage ?? '')
  return { files, message: signed(text, other) }
}

/** A path that was mistyped must not cost a file. @throws ConfigRepositoryError */
function refuseOtherScript(
  { scriptPath }: Target,
  script: ScriptFile | undefined,
  existing: RepositoryFile | undefined,
): void {
  if (!script || !existing || script.isEarlierVersion(existing.bytes)) return
  throw new ConfigRepositoryError(
    `wsadmin-script: "${scriptPath}" is a file that this action did not write, so it is not replaced. Name another path, or delete the file; where it is yours and stays, set the input to body or off.`,
  )
}

/** Refuses what GitHub would take as another thing than what is wanted, or not at all. @throws ConfigRepositoryError */
function refuseImpossible({ branch }: Target, { elsewhere }: BaseState, plan: Plan): void {
  if (plan.kind !== 'create') return
  const { base, commit } = plan
  if (elsewhere) {
    throw new ConfigRepositoryError(
      `Pull request #${elsewhere.number} (${elsewhere.url}) proposes branch ${branch} for "${elsewhere.base}", so none is opened on the same branch for "${base}". Close it or change its base back to "${base}"; or, where "${elsewhere.base}" is right, set base: ${elsewhere.base} and branch: ${branch}; for a pull request to each of them set another branch.`,
    )
  }
  if (commit.kind === 'keep' && !commit.branch.isAhead) {
    throw new ConfigRepositoryError(
      `Branch ${branch} is an old state of "${base}" in which the file was as wanted, so there is nothing that a pull request could propose. Delete it, or choose another name with the branch input.`,
    )
  }
}

/** @param attempt is told which one it is */
async function againstRaces<T>(attempt: (number: number) => Promise<T>): Promise<T> {
  for (let number = 1; ; number++) {
    try {
      return await attempt(number)
    } catch (error) {
      if (!(error instanceof RaceLostError)) throw error
      if (number === ATTEMPTS && error instanceof NewBranchMissedError)
        throw new ConfigRepositoryError(error.message, { cause: error })
      if (number === ATTEMPTS) {
        throw new ConfigRepositoryError(
          `Somebody else writes to the repository at the same time; ${ATTEMPTS} attempts were lost, the last one because: ${error.message} Run again; give the workflow a concurrency group if several runs share the file.`,
        )
      }
    }
  }
}
