import { jsonObject } from '../text/json.ts'

/** The action's own part of a pull request's body: everything from the one line to the other. */
export const SECTION_BEGIN =
  '<!-- mobile-sso-config begin: later runs replace what follows; text outside of it and ticks are kept -->'
export const SECTION_END = '<!-- mobile-sso-config end -->'

/**
 * What the pull request's body remembers for later runs, invisible to its readers. It is data in one hidden comment: nothing of it
 * is ever copied into a text as it is.
 */
export interface Kept {
  /** Which wanted values the pull request stands for, by a short name of them. */
  readonly wanted: string
  /** Only a pull request that a person closed stays closed. */
  readonly closedByAction: boolean
  /** What its runs did to the app registration, as report keeps it; people can edit it. */
  readonly registration?: unknown
  /** The values that the body lists, as report keeps them; people can edit it. */
  readonly list?: unknown
}

/** Whether two fingerprints stand for the same values, whatever they say about scripts. */
export function isForSameValues(one: string, other: string): boolean {
  return one.split('-')[0] === other.split('-')[0]
}

const STATE_BEGIN = '<!-- mobile-sso-config {'
const COMMENT_END = ' -->'

/** The hidden comment. Signs that mean something in Markdown, or that nobody sees, are written as JSON's escapes. */
export function keptText({ wanted, closedByAction, registration, list }: Kept): string {
  const json = JSON.stringify({ wanted, closedByAction, registration, list })
  const unit = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
  const harmless = json.replaceAll(/[^ \w.,:/"\\[\]{}-]|-(?=-)/g, unit)
  return `${STATE_BEGIN}${harmless.slice(1)}${COMMENT_END}`
}

/** Where the action's own section is, in lines of the body; the last one counts. Values of files stand behind no line's start. */
export function ownSection(lines: readonly string[]): { begin: number; end: number } | undefined {
  const lastEnd = lines.findLastIndex((line) => line.startsWith(SECTION_END))
  const begin = lines.findLastIndex((line, at) => at < lastEnd && line.startsWith(SECTION_BEGIN))
  if (begin < 0) return undefined
  return { begin, end: lines.findIndex((line, at) => at > begin && line.startsWith(SECTION_END)) }
}

/** What an earlier run has kept in its own section of the body; undefined where there is none that could be from a run. */
export function readKept(body: string): Kept | undefined {
  return findKept(body.split('\n'))?.kept
}

/**
 * The body with a note that the action closed the pull request.
 * @param wanted for a body that has lost what was kept in it
 */
export function markClosed(body: string, wanted: string): string {
  const lines = body.split('\n')
  const found = findKept(lines)
  const text = keptText({ wanted, ...found?.kept, closedByAction: true })
  if (found) return lines.with(found.at, text).join('\n')
  const section = ownSection(lines)
  if (section) return lines.toSpliced(section.end, 0, text).join('\n')
  return [body.trimEnd(), '', SECTION_BEGIN, text, SECTION_END].join('\n').trimStart()
}

function findKept(lines: readonly string[]): { at: number; kept: Kept } | undefined {
  const { begin, end } = ownSection(lines) ?? { begin: 0, end: 0 }
  for (let at = end - 1; at > begin; at--) {
    const kept = parse(lines[at]!.trimEnd()) ?? parseEarlier(lines[at]!.trimEnd(), lines.slice(begin, end))
    if (kept) return { at, kept }
  }
  return undefined
}

/** Characters; more than any run keeps. */
const MAX_STATE = 50_000

function parse(line: string): Kept | undefined {
  if (!line.startsWith(STATE_BEGIN) || !line.endsWith(COMMENT_END) || line.length > MAX_STATE)
    return undefined
  return asKept(jsonObject(line.slice(STATE_BEGIN.length - 1, -COMMENT_END.length)))
}

const FINGERPRINT = /^[0-9a-f]{16}(?:-[0-9a-f]{16})*$/

function asKept(state: Readonly<Record<string, unknown>> = {}): Kept | undefined {
  const { wanted, closedByAction, registration, list } = state
  if (typeof wanted !== 'string' || !FINGERPRINT.test(wanted) || typeof closedByAction !== 'boolean')
    return undefined
  return { wanted, closedByAction, registration, list }
}

const EARLIER = /^<!-- mobile-sso-config wanted=([0-9a-f-]+)( closed-by-action)? -->$/
const EARLIER_REGISTRATION = '<!-- mobile-sso-config registration begin -->'

/** Of releases that kept no data. What they wrote about the app registration is Markdown, which nobody can tell from other people's. */
function parseEarlier(line: string, section: readonly string[]): Kept | undefined {
  const [, wanted, closedByAction] = EARLIER.exec(line) ?? []
  const hasRegistration = section.some((each) => each.trimEnd() === EARLIER_REGISTRATION)
  const registration = hasRegistration ? 'unknown' : undefined
  return asKept({ wanted, closedByAction: closedByAction !== undefined, registration })
}
