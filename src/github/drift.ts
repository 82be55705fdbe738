import { type Finding, finding } from '../findings.ts'
import type { Change } from '../mobile-config/index.ts'
import type { LookedAt, OpenPullRequest } from './look.ts'
import type { RenderedFile } from './plan.ts'
import type { Target } from './state.ts'

/** What of the file is not as wanted, setting by setting, and which pull request would change it. */
export function fileDrift(
  { path, base }: Target,
  { rendered, isMissing, openPullRequest }: LookedAt<RenderedFile & { readonly changes: readonly Change[] }>,
): Finding[] {
  const cure = cureBy(openPullRequest)
  if (isMissing) {
    const what = `There is no such file on ${base ? `"${base}"` : 'the default branch'}.`
    const isProposed = openPullRequest && !openPullRequest.isFromSkeleton
    return [finding('MSSO013', { where: path, what, cure: isProposed ? cure : findTheFile(openPullRequest) })]
  }
  return rendered.changes.map(({ setting, before, after, source, line }) =>
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
    'Correct config-path or base, or commit the file that wsadmin checked out; mode pull-request with a template proposes one.'
  return fromSkeleton
    ? `${cure} Do not merge pull request #${fromSkeleton.number}, which holds the security section only: ${fromSkeleton.url}`
    : cure
}

function cureBy(pullRequest: OpenPullRequest | undefined): string {
  if (!pullRequest) return 'Run the action in mode pull-request, which proposes the change.'
  const { number, url, isWanted } = pullRequest
  return isWanted
    ? `Merge pull request #${number}, which proposes it: ${url}`
    : `Pull request #${number} is open but was made for other values; run the action in mode pull-request to bring it up to date: ${url}`
}
