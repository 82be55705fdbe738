import type { GitHubClient } from './client.ts'
import { isForSameValues, readKept } from './marker.ts'
import type { Proposal, RenderedFile } from './plan.ts'
import { readForCheck } from './read.ts'
import type { Target } from './state.ts'

/** What is there, for a run that writes nothing. */
export interface LookedAt<R extends RenderedFile> {
  readonly rendered: R
  /** The base has no such file. */
  readonly isMissing: boolean
  readonly openPullRequest: OpenPullRequest | undefined
}

export interface OpenPullRequest {
  readonly number: number
  readonly url: string
  /** It stands for the values that are wanted now, in a file that may be put into service. */
  readonly isWanted: boolean
  /** It was made from the skeleton because there was no file. */
  readonly isFromSkeleton: boolean
}

/**
 * Reads the file at the base, which may be any ref, and looks whether a pull request of this action is open. One request, and no
 * permission to write anything.
 * @throws ProblemsError when the file can't be read, ConfigRepositoryError and RequestError from GitHub
 */
export async function lookAtRepository<R extends RenderedFile>(
  client: GitHubClient,
  target: Target,
  { fingerprint, render }: Pick<Proposal<R>, 'fingerprint' | 'render'>,
): Promise<LookedAt<R>> {
  const { file, open } = await readForCheck(client, target)
  const kept = open && readKept(open.body)
  const standsFor = (wanted: string) => kept !== undefined && isForSameValues(kept.wanted, wanted)
  return {
    rendered: await render(file?.bytes, target.path),
    isMissing: !file,
    openPullRequest: open && {
      number: open.number,
      url: open.url,
      isWanted: standsFor(fingerprint('file')),
      isFromSkeleton: standsFor(fingerprint('skeleton')),
    },
  }
}
