import { planRelease, type ReleasePlan } from './plan.ts'
import { moveMajorTag, readReleaseState } from './repository.ts'

/** Runs GitHub's command line, with text for its standard input, and returns what it prints. */
export type GitHubCommandLine = (args: readonly string[], input?: string) => string

export interface Publication {
  /** The clone with the tag's commit checked out. */
  readonly folder: string
  readonly tag: string
  /** Paths of files to attach. */
  readonly assets: readonly string[]
  readonly gh: GitHubCommandLine
}

/** How often the major tag is tried when another release moves it at the same time. */
const ATTEMPTS = 3

/**
 * Publishes the release of a tag, then moves the major tag: who uses v1 gets only what is published. A run that was interrupted
 * can be repeated; what is there already is left as it is.
 * @returns what was done, for the log
 * @throws ReleaseError when the release must not be made; nothing has been written then
 */
export function publishRelease(publication: Publication): string[] {
  const { folder, tag } = publication
  const plan = planRelease(readReleaseState(folder, tag))
  return [createRelease(plan, publication), moveToRelease(publication)]
}

/** @see https://cli.github.com/manual/gh_release_create */
function createRelease(plan: ReleasePlan, { assets, gh }: Publication): string {
  const { tag, notes, isPrerelease, isLatest } = plan
  const listed = gh(['release', 'list', '--limit', '1000', '--json', 'tagName,isDraft'])
  const existing = (JSON.parse(listed) as { tagName: string; isDraft: boolean }[]).find(
    ({ tagName }) => tagName === tag,
  )
  if (existing?.isDraft)
    throw new Error(
      `there is a draft of release ${tag}, left by an interrupted run or a person; delete it and run again`,
    )
  if (existing) return `Release ${tag} is there already; it stays as it is.`
  const kind = [...(isPrerelease ? ['--prerelease'] : []), `--latest=${isLatest}`]
  gh(
    ['release', 'create', tag, '--verify-tag', '--title', tag, '--notes-file', '-', ...kind, ...assets],
    notes,
  )
  return `Published release ${tag}${isPrerelease ? ' as a pre-release' : ''}.`
}

function moveToRelease({ folder, tag }: Publication): string {
  for (let attempt = 1; ; attempt++) {
    const { majorTag, stays, commit } = planRelease(readReleaseState(folder, tag))
    if (stays !== undefined) return `The major tag stays where it is: ${stays}.`
    if (!majorTag) return 'The major tag is at this release already.'
    try {
      moveMajorTag(folder, majorTag, commit)
      return `${majorTag.name} is at ${tag} now.`
    } catch (error) {
      if (attempt === ATTEMPTS) throw error
    }
  }
}
