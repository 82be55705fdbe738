import { type Finding, finding } from '../findings.ts'
import { type GitHub, isForSameValues, readForCheck, readKept, type Target } from '../github/index.ts'
import type { Change } from '../mobile-config/index.ts'
import type { CheckResult } from '../report/index.ts'
import { lookElsewhere } from './elsewhere.ts'
import { fingerprint } from './proposal.ts'
import { connectRepository, tellName } from './repository.ts'
import { type Run, resultOf, together } from './run.ts'
import { wantedFile } from './wanted-file.ts'

/** Mode `check`: everything is read and nothing is written, anywhere. */
export async function checkForDrift(run: Run): Promise<CheckResult> {
  const { github, target, told, explained } = connectRepository(run)
  const [{ rendered, open, isMissing, drift }, elsewhere] = await together(
    readRepository(run, github, target).catch(explained),
    lookElsewhere(run),
  )
  // What differs is told setting by setting.
  const own = rendered.findings.filter(({ id }) => id === 'MSSO131' || (id === 'MSSO010' && !isMissing))
  const findings = [...drift, ...own, ...elsewhere.findings(!rendered.isChanged)]
  return {
    ...resultOf(run, rendered, findings, elsewhere),
    ...told,
    mode: 'check',
    failsOnDrift: run.inputs.failOnDrift,
    pullRequest: open,
  }
}

interface OpenPullRequest {
  readonly number: number
  readonly url: string
  /** It stands for the values that are wanted now, in a file that may be put into service. */
  readonly isWanted: boolean
  /** It was made from the skeleton because there was no file. */
  readonly isFromSkeleton: boolean
}

/** The file at the base as it is and as it is wanted, and the pull request that is open for it. */
async function readRepository({ inputs, desired, log, progress }: Run, github: GitHub, target: Target) {
  const { file, open: pullRequest, target: now } = await readForCheck(github, target)
  tellName(log, target, now)
  const { path } = target
  const rendered = await wantedFile(inputs, desired, file?.bytes, path)
  const wanted = pullRequest && readKept(pullRequest.body)?.wanted
  const standsFor = (origin: 'file' | 'skeleton') =>
    wanted !== undefined && isForSameValues(wanted, fingerprint(path, desired.settings, undefined, origin))
  const open: OpenPullRequest | undefined = pullRequest && {
    number: pullRequest.number,
    url: pullRequest.url,
    isWanted: standsFor('file'),
    isFromSkeleton: standsFor('skeleton'),
  }
  const drift = fileDrift(target, file && rendered.changes, open)
  progress.findings = [...progress.findings, ...drift]
  return { rendered, open, isMissing: !file, drift }
}

/**
 * What differs in the file, setting by setting, and which pull request would change it.
 * @param changes undefined when the base has no such file
 */
export function fileDrift(
  { path, base }: Pick<Target, 'path' | 'base'>,
  changes: readonly Change[] | undefined,
  open: OpenPullRequest | undefined,
): Finding[] {
  if (!changes) {
    const what = `The file does not exist on ${base ? `"${base}"` : 'the default branch'}.`
    const cure = open && !open.isFromSkeleton ? cureBy(open) : findTheFile(open)
    return [finding('MSSO013', { where: path, what, cure })]
  }
  return changes.map(({ setting, before, after, source, line }) =>
    finding('MSSO012', {
      where: `${path}:${line}`,
      what: `"${setting}" ${before === null ? 'is missing' : `is "${before}"`} and should be "${after}" (${source}).`,
      cure: cureBy(open),
      wanted: after,
      found: before ?? '',
      setting,
      line,
    }),
  )
}

/** A new file at a wrong path would be proposed as readily, and holds the security section only. */
function findTheFile(fromSkeleton: OpenPullRequest | undefined): string {
  const cure =
    'Correct config-path or base, or commit the file that wsadmin checked out. Mode pull-request with a template proposes one.'
  return fromSkeleton
    ? `${cure} Do not merge pull request #${fromSkeleton.number}, which has only the security section: ${fromSkeleton.url}`
    : cure
}

function cureBy(open: OpenPullRequest | undefined): string {
  if (!open) return 'Run the action in mode pull-request, which proposes the change.'
  return open.isWanted
    ? `Merge pull request #${open.number}, which proposes it: ${open.url}`
    : `Pull request #${open.number} is open but was made for other values; run the action in mode pull-request to update it: ${open.url}`
}
