import { releaseNotes } from './changelog.ts'
import { compareStable, type Version, versionOfTag, versionText } from './version.ts'

/** A tag of the public repository. */
export interface RemoteTag {
  /** What the tag's reference names: for an annotated tag the tag object, else the commit. */
  readonly object: string
  readonly commit: string
}

/** Everything that decides about a release, read before anything is written. */
export interface ReleaseState {
  /** The tag to release, such as v1.2.3. */
  readonly tag: string
  /** The commit that is checked out: what was tested and will be published. */
  readonly head: string
  /** Branches of the public repository that have this commit, by their short names. */
  readonly branches: readonly string[]
  /** Tags of the public repository by their names. */
  readonly tags: ReadonlyMap<string, RemoteTag>
  /** Versions as files say them, by the file's name. */
  readonly versions: Readonly<Record<string, string>>
  readonly changelog: string
}

export interface ReleasePlan {
  readonly tag: string
  readonly commit: string
  readonly notes: string
  readonly isPrerelease: boolean
  /** Shown first on the repository's page. */
  readonly isLatest: boolean
  /** "v1", and the object that it names now; undefined where there is none yet. */
  readonly majorTag: { readonly name: string; readonly from: string | undefined } | undefined
  /** Why the major tag stays where it is; undefined when it moves, or is where it belongs. */
  readonly stays: string | undefined
}

/** Something about the commit, its tag or the repository keeps it from being released; nothing has been written. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/**
 * What a release does.
 * @throws ReleaseError with everything that is wrong, when it must not be made
 */
export function planRelease(state: ReleaseState): ReleasePlan {
  const version = versionOfTag(state.tag)
  if (!version)
    throw new ReleaseError([`${state.tag} is not a version: use a tag such as v1.2.3, or v1.2.3-rc.1`])
  const { notes, problem } = releaseNotes(state.changelog, versionText(version))
  const major = planMajorTag(state, version)
  const problems = [
    ...tagProblems(state),
    ...versionProblems(state, version),
    ...branchProblems(state, version),
    ...(problem === undefined ? [] : [problem]),
    ...(major.problem === undefined ? [] : [major.problem]),
  ]
  if (problems.length > 0 || notes === undefined) throw new ReleaseError(problems)
  const isPrerelease = version.prerelease !== undefined
  return {
    tag: state.tag,
    commit: state.head,
    notes,
    isPrerelease,
    isLatest: !isPrerelease && major.stays === undefined && !hasNewerMajor(state, version),
    majorTag: major.move,
    stays: major.stays,
  }
}

/** Where a version may be released from: main, or a branch that maintains an older line. */
export function releaseBranches({ major, minor }: Version): string[] {
  return ['main', `releases/v${major}`, `releases/v${major}.${minor}`]
}

function tagProblems({ tag, head, tags }: ReleaseState): string[] {
  const tagged = tags.get(tag)
  if (!tagged || tagged.commit === head) return []
  return [`${tag} names commit ${tagged.commit}, but ${head} is checked out`]
}

function versionProblems({ versions, tag }: ReleaseState, version: Version): string[] {
  return Object.entries(versions)
    .filter(([, found]) => found !== versionText(version))
    .map(([file, found]) => `${file} says version ${found}, the tag ${tag}`)
}

function branchProblems({ branches, head, tag }: ReleaseState, version: Version): string[] {
  const allowed = releaseBranches(version)
  if (branches.some((branch) => allowed.includes(branch))) return []
  return [`${head} is on none of the branches that ${tag} may be released from: ${allowed.join(', ')}`]
}

interface MajorTagPlan {
  readonly move?: ReleasePlan['majorTag']
  readonly stays?: string
  readonly problem?: string
}

/**
 * Whether v1 moves to v1.2.3. It never moves backwards. What counts is the version that v1 is at, not the newest version tag: a tag
 * whose release failed was never given to anybody.
 */
function planMajorTag({ tag, head, tags }: ReleaseState, version: Version): MajorTagPlan {
  if (version.prerelease !== undefined) return { stays: `${tag} is a pre-release` }
  const name = `v${version.major}`
  const current = tags.get(name)
  if (!current) return { move: { name, from: undefined } }
  if (current.commit === head) return {}
  const at = stableVersionsAt(current.commit, tags).toSorted(compareStable).at(-1)
  if (!at)
    return {
      problem: `${name} names commit ${current.commit}, which is no released version; move it to one by hand, or delete it`,
    }
  if (compareStable(at, version) > 0) return { stays: `${name} is at v${versionText(at)}, which is newer` }
  return { move: { name, from: current.object } }
}

function stableVersionsAt(commit: string, tags: ReleaseState['tags']): Version[] {
  return [...tags]
    .filter(([, tagged]) => tagged.commit === commit)
    .map(([name]) => versionOfTag(name))
    .filter((version) => version !== undefined && version.prerelease === undefined) as Version[]
}

function hasNewerMajor({ tags }: ReleaseState, { major }: Version): boolean {
  return [...tags.keys()].some((name) => Number(/^v(\d+)$/.exec(name)?.[1] ?? -1) > major)
}
