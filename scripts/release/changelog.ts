const SECTION = /^## \[([^\]]+)\](.*)$/
const DATE = /^ - \d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const LINK = /^\[([^\]]+)\]: \S+/

/** A section of CHANGELOG.md that can be published, or what is wrong with it. */
export type ReleaseNotes =
  | { readonly notes: string; readonly problem?: undefined }
  | { readonly notes?: undefined; readonly problem: string }

/**
 * The section of a version, without its heading, with the link definitions that it refers to.
 * @see https://keepachangelog.com/en/1.1.0/
 */
export function releaseNotes(changelog: string, version: string): ReleaseNotes {
  const lines = changelog.split(/\r?\n/)
  const starts = lines.flatMap((line, index) => (SECTION.exec(line)?.[1] === version ? [index] : []))
  const [start, second] = starts
  if (start === undefined) return { problem: `CHANGELOG.md has no section "## [${version}] - <date>"` }
  if (second !== undefined)
    return {
      problem: `CHANGELOG.md has two sections for ${version}, in lines ${start + 1} and ${second + 1}`,
    }
  if (!DATE.test(SECTION.exec(lines[start]!)![2]!))
    return {
      problem: `CHANGELOG.md:${start + 1}: the section of ${version} needs its date, as " - 2026-01-31"`,
    }
  const next = lines.findIndex((line, index) => index > start && line.startsWith('## '))
  const section = lines.slice(start + 1, next < 0 ? undefined : next).filter((line) => !LINK.test(line))
  const text = section.join('\n').trim()
  if (!text.split('\n').some((line) => line.trim() !== '' && !line.startsWith('#')))
    return { problem: `CHANGELOG.md:${start + 1}: the section of ${version} says nothing` }
  const definitions = lines.filter((line) => text.includes(`[${LINK.exec(line)?.[1]}]`))
  return { notes: [text, definitions.join('\n')].filter(Boolean).join('\n\n') }
}
