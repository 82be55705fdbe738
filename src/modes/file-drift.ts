import { type Finding, finding } from '../findings.ts'
import type { Target } from '../github/index.ts'
import type { Change } from '../mobile-config/index.ts'

export interface OpenPullRequest {
  readonly number: number
  readonly url: string
  /** It stands for the values that are wanted now, in a file that may be put into service. */
  readonly isWanted: boolean
  /** It was made from the skeleton because there was no file. */
  readonly isFromSkeleton: boolean
}

/**
 * What differs in the file, setting by setting, and which pull request would change it.
 * @param changes undefined when the base has no such file
 */
export function fileDrift(
  { path, base }: Pick<Target, 'path' | 'base'>,
  changes: readonly Change[] | undefined,
  openPullRequest: OpenPullRequest | undefined,
): Finding[] {
  const cure = cureBy(openPullRequest)
  if (!changes) {
    const what = `The file does not exist on ${base ? `"${base}"` : 'the default branch'}.`
    const isProposed = openPullRequest && !openPullRequest.isFromSkeleton
    return [finding('MSSO013', { where: path, what, cure: isProposed ? cure : findTheFile(openPullRequest) })]
  }
  return changes.map(({ setting, before, after, source, line }) =>
    finding('MSSO012', {
      where: `${path}:${line}`,
      what: `"${setting}" ${before === null ? 'is missing' : `is "${before}"`} and should be "${after}" (${source}).`,
      cure,
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

function cureBy(pullRequest: OpenPullRequest | undefined): string {
  if (!pullRequest) return 'Run the action in mode pull-request, which proposes the change.'
  const { number, url, isWanted } = pullRequest
  return isWanted
    ? `Merge pull request #${number}, which proposes it: ${url}`
    : `Pull request #${number} is open but was made for other values; run the action in mode pull-request to update it: ${url}`
}
