import {
  addsTo,
  apply,
  ConfigRepositoryError,
  decide,
  decideOnBase,
  type Found,
  type GitHub,
  NewBranchMissedError,
  type Outcome,
  type Plan,
  RACE_ERRORS,
  RaceLostError,
  readBranch,
  readBranchFile,
  readState,
  type Target,
} from '../github/index.ts'
import { isFromSkeleton } from '../mobile-config/index.ts'
import type { ReportedRegistration, RunResult } from '../report/index.ts'
import { keptScripts, wantedScript } from '../wsadmin-script/index.ts'
import { asksDiscovery, lookElsewhere } from './elsewhere.ts'
import { commitText, wantedOf } from './proposal.ts'
import { type ConfigRepository, connectRepository, tellName } from './repository.ts'
import { type Run, resultOf, together } from './run.ts'
import { type NewOrRendered, wantedFile } from './wanted-file.ts'

/** How often a run reads and decides before it gives up against others that write at the same time. */
const ATTEMPTS = 3

/** The repository at one moment, with the desired file made from the base's. */
interface Read {
  readonly state: Found
  readonly rendered: NewOrRendered
}

type Planned = Read & { readonly plan: Plan }

/**
 * Mode `pull-request`: read everything, decide, then write. The app registration is written first: its change is additive and
 * harmless while the server runs the old configuration, while a merged pull request without it would lock the phones out.
 */
export async function proposePullRequest(run: Run): Promise<RunResult> {
  const { inputs, desired, progress } = run
  const repository = connectRepository(run)
  const { github, target, told, explained } = repository
  const [first, elsewhere] = await together(
    read(run, repository, target).catch(explained),
    lookElsewhere(run),
  )
  progress.findings = [...desired.findings, ...elsewhere.findings(!first.rendered.isChanged)]
  const { registration } = elsewhere
  const planned = await plan(run, repository, first, registration).catch(explained)

  await elsewhere.apply?.()
  const outcome = await carryOut(run, repository, planned, registration).catch(explained)

  const { rendered, findings: left, ...done } = outcome
  const findings = [...rendered.findings, ...elsewhere.findings(!rendered.isChanged), ...left]
  const { commit: commitSha, made, unknown } = github.writes
  return {
    ...resultOf(run, rendered, findings, elsewhere),
    ...told,
    ...done,
    mode: 'pull-request',
    registration: registration && { ...registration, isChanged: progress.azure === 'changed' },
    commitSha,
    hasWritten: done.operation !== 'none' || commitSha !== undefined || made.length + unknown.length > 0,
    script: wantedScript(inputs.wsadminScript),
  }
}

/** Writes; where somebody else has written in the meantime, reads and decides again. */
async function carryOut(
  run: Run,
  repository: ConfigRepository,
  planned: Planned,
  registration: ReportedRegistration | undefined,
): Promise<Outcome & Pick<Read, 'rendered'>> {
  const { github } = repository
  // What was read before others were asked may be out of date by now.
  let isCurrent = planned.plan.kind === 'nothing' || !asksDiscovery(run)
  let current = planned
  for (let attempt = 1; ; attempt++) {
    try {
      if (!isCurrent) {
        const state = await read(run, repository, current.state.target)
        current = await plan(run, repository, state, registration)
      }
      const outcome = await apply(github, current.state, current.plan)
      return { ...withEarlier(outcome, github.writes), rendered: current.rendered }
    } catch (error) {
      if (!(error instanceof RaceLostError)) throw error
      if (attempt === ATTEMPTS) throw gaveUp(error)
      isCurrent = false
    }
  }
}

/** The last attempt may have nothing left to do, because one before it has done that and lost a race later. */
function withEarlier(outcome: Outcome, { commit, hasOpened }: GitHub['writes']): Outcome {
  const { operation, pullRequest, findings } = outcome
  if (!pullRequest || operation === 'closed') return outcome
  if (hasOpened) return { operation: 'created', pullRequest, findings }
  return operation === 'none' && commit ? { operation: 'updated', pullRequest, findings } : outcome
}

function gaveUp(error: RaceLostError): ConfigRepositoryError {
  if (error instanceof NewBranchMissedError) return new ConfigRepositoryError(error.message, { cause: error })
  return new ConfigRepositoryError(
    `${RACE_ERRORS.gaveUp} ${ATTEMPTS} attempts failed, the last one because: ${error.message} Run again. If several runs share the file, give the workflow a concurrency group.`,
  )
}

/** @throws ProblemsError when the file cannot be edited, ConfigRepositoryError and what GitHub refuses */
async function read(run: Run, { github }: ConfigRepository, target: Target): Promise<Read> {
  const { inputs, desired, log, progress } = run
  const state = await readState(github, target)
  tellName(log, target, state.target)
  assertOwnScripts(state, inputs)
  const rendered = await wantedFile(inputs, desired, state.base.file?.bytes, target.path)
  progress.differs ||= rendered.isChanged
  return { state, rendered }
}

/** A path that was mistyped must not cost a file. @throws ConfigRepositoryError */
function assertOwnScripts({ base: { scripts } }: Found, { wsadminScript }: Run['inputs']): void {
  const other = keptScripts(wsadminScript).find(({ isEarlierVersion }, index) => {
    const existing = scripts[index]
    return existing && !isEarlierVersion(existing.bytes)
  })
  if (!other) return
  throw new ConfigRepositoryError(
    `wsadmin-script: "${other.path}" is a file that this action did not write, so it is not replaced. Use a different path, or delete the file. To keep the file, set the input to body or off.`,
  )
}

async function plan(
  run: Run,
  { github }: ConfigRepository,
  { state, rendered }: Read,
  registration: ReportedRegistration | undefined,
): Promise<Planned> {
  const wanted = wantedOf(run, state, rendered, registration)
  const onBase = decideOnBase(state, wanted)
  if (onBase) return { state, rendered, plan: onBase }
  const branch = await readBranch(github, state)
  const isAddedTo = branch && addsTo(state, wanted, branch)
  const onBranch = isAddedTo ? await fileOnBranch(run, github, { state, rendered }) : undefined
  return { state, rendered, plan: decide(state, wanted, branch, onBranch) }
}

/** The file on a branch that others have worked on; where that is the skeleton still, it is made from the base's. */
async function fileOnBranch(run: Run, github: GitHub, { state, rendered: ofBase }: Read) {
  const { path, branch } = state.target
  const file = await readBranchFile(github, state)
  const isStart = file !== undefined && (ofBase.origin === 'skeleton' || !isFromSkeleton(file.bytes))
  const start = isStart ? file : state.base.file
  const rendered = await wantedFile(run.inputs, run.desired, start?.bytes, `${path} on ${branch}`)
  return { bytes: rendered.bytes, message: commitText(run, rendered) }
}
