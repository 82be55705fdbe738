/** A version as Semantic Versioning has it, without build metadata: a Git tag could not tell two builds apart. */
export interface Version {
  readonly major: number
  readonly minor: number
  readonly patch: number
  /** "rc.1" of 1.2.3-rc.1; undefined for a version that is meant for everybody. */
  readonly prerelease: string | undefined
}

const NUMBER = '(0|[1-9]\\d*)'
const IDENTIFIER = '(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)'
const VERSION = new RegExp(`^v${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${IDENTIFIER}(?:\\.${IDENTIFIER})*))?$`)

/** The version that a tag such as v1.2.3 or v1.2.3-rc.1 names; undefined for any other tag. */
export function versionOfTag(tag: string): Version | undefined {
  const [, major, minor, patch, prerelease] = VERSION.exec(tag) ?? []
  if (major === undefined) return undefined
  return { major: Number(major), minor: Number(minor), patch: Number(patch), prerelease }
}

/** "1.2.3-rc.1" */
export function versionText({ major, minor, patch, prerelease }: Version): string {
  return `${major}.${minor}.${patch}${prerelease === undefined ? '' : `-${prerelease}`}`
}

/** Which of two versions that are no pre-releases is the newer one: negative when it is `b`. */
export function compareStable(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch
}
