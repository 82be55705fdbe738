import { keptText, ownSection, readKept, SECTION_BEGIN, SECTION_END } from '../github/marker.ts'
import type { WantedScript } from '../wsadmin-script/index.ts'
import { checklist, headline, isAboutSkeleton, keepTicks, stepsFor } from './checklist.ts'
import { findingsSection } from './findings-list.ts'
import { asKeptValues, type KeptValues, newsText, toKeepValues } from './kept-values.ts'
import { code, paragraphs, wholeLines } from './markdown.ts'
import {
  asRemembered,
  keptSection,
  type Remembered,
  registrationSection,
  toKeep,
} from './registration-section.ts'
import type { CommonResult, ReportedRegistration } from './run-result.ts'
import {
  changesList,
  DO_NOT_MERGE,
  FROM_TEMPLATE,
  namesOfScripts,
  scriptSection,
  skeletonCaution,
} from './sections.ts'

/** GitHub refuses longer bodies. */
const MAX_LENGTH = 65_536

export interface BodyParts
  extends Pick<CommonResult, 'provider' | 'path' | 'changes' | 'origin' | 'findings' | 'registration'> {
  /** The body input; empty for the standard introduction. */
  readonly introduction: string
  /** The file is not what it was, or is new; else the pull request is about the script alone. */
  readonly isChanged: boolean
  /** Address of docs/findings.md. */
  readonly documentation: string
  /** Undefined where none is wanted. */
  readonly script: WantedScript | undefined
  /** Names the wanted values, by which later runs recognise what the pull request stands for. */
  readonly wanted: string
}

/** What earlier runs left for this one to say. */
export interface Earlier {
  readonly registration: Remembered
  readonly news: KeptValues['news']
  /** The pull request was opened with the skeleton. */
  readonly wasSkeleton: boolean
}

const ROOM_FOR_TICKS = 100

/**
 * The pull request's body: what changes and why, findings, and the steps that remain on the server.
 * @param existing the body that is there; what people wrote around the action's section and the boxes they ticked are kept
 */
export function pullRequestBody(parts: BodyParts, existing: string): string {
  const text = existing.replaceAll('\r\n', '\n')
  const { before, own, after } = around(text)
  const kept = readKept(text)
  const registration = keptOf(parts.registration, asRemembered(kept?.registration))
  const list = toKeepValues(parts.changes, asKeptValues(kept?.list))
  const state = keptText({ wanted: parts.wanted, closedByAction: false, registration, list })
  const earlier = { registration, news: list?.news, wasSkeleton: isAboutSkeleton(own) }
  const frame = [SECTION_BEGIN, state, SECTION_END].join('\n').length + ROOM_FOR_TICKS
  const content = fitting(parts, earlier, MAX_LENGTH - before.length - after.length - frame)
  const section = [SECTION_BEGIN, content, state, SECTION_END].join('\n')
  return before + keepTicks(section, text) + after
}

/** What is said when the pull request is closed. @param base name of the base branch */
export function closingComment(base: string): string {
  return `${code(base)} already has these values, so this pull request is no longer needed.`
}

/** The action's own section, empty where there is none, and what people wrote above and below it. */
function around(text: string): { before: string; own: string; after: string } {
  const lines = text.split('\n')
  const own = ownSection(lines)
  if (!own) return { before: text.trim() === '' ? '' : `${text.trimEnd()}\n\n`, own: '', after: '' }
  const { begin, end } = own
  const before = lines.slice(0, begin).map((line) => `${line}\n`)
  const after = lines.slice(end).join('\n').slice(SECTION_END.length)
  return { before: before.join(''), own: lines.slice(begin, end).join('\n'), after }
}

/**
 * What this pull request's runs did to the app registration. A later run finds nothing left to change, or does not look at it; a
 * reviewer still has to know what an earlier one changed, so it stays.
 */
function keptOf(registration: ReportedRegistration | undefined, earlier: Remembered): Remembered {
  if (!registration) return earlier
  if (isWritten(registration)) return toKeep(registration)
  const isOfAnother = typeof earlier === 'object' && earlier.clientId !== toKeep(registration).clientId
  return isOfAnother ? undefined : earlier
}

const isWritten = ({ reconcile, changes }: ReportedRegistration) =>
  reconcile === 'apply' && changes.length > 0

/** The script is shown whole or not at all; then the rest is cut. */
function fitting(parts: BodyParts, earlier: Earlier, room: number): string {
  const whole = content(parts, earlier)
  if (!parts.script || whole.length <= room) return cut(whole, room)
  const note = 'The wsadmin script does not fit here; it is in the job summary.'
  return cut(`${note}\n\n${content({ ...parts, script: undefined }, earlier)}`, room)
}

function cut(text: string, room: number): string {
  const note = '\n\n… cut here: GitHub does not allow a longer text.'
  return text.length > room ? wholeLines(text, room - note.length) + note : text
}

function content(parts: BodyParts, earlier: Earlier): string {
  const { introduction, path, isChanged, origin, findings, documentation, registration, script } = parts
  const isSkeleton = origin === 'skeleton'
  const steps = stepsFor(parts, earlier)
  return paragraphs(
    isSkeleton && skeletonCaution(DO_NOT_MERGE, path),
    headline(parts, earlier, steps),
    earlier.news && newsText(earlier.news),
    harmless(introduction) || standardIntroduction(parts),
    `## Changes in ${code(path)}`,
    changesPart(parts),
    registrationPart(registration, earlier.registration),
    findingsSection('##', findings, documentation),
    '## What is left to do',
    whatIsLeft(parts),
    checklist(steps),
    script && isChanged && !isSkeleton && scriptSection(script, path),
  )
}

/**
 * The hidden comments by which the action finds its own text belong to it alone, and one that the introduction leaves open would
 * hide everything below.
 */
function harmless(introduction: string): string {
  const text = introduction.replaceAll(/<!--\s*mobile-sso-config/g, '<!-- (mobile-sso-config)')
  return text.lastIndexOf('<!--') > text.lastIndexOf('-->') ? `${text} -->` : text
}

function standardIntroduction({ isChanged, origin, provider: { kind, name } }: BodyParts): string {
  if (origin === 'skeleton')
    return 'Shows the settings that the mobile clients of HCL Connections need. It is not meant to be merged as it is.'
  if (!isChanged)
    return 'Updates the wsadmin script that puts a merged file into service. No setting changes.'
  const signIn = kind === 'other' ? `at ${code(name)}` : `with ${name}`
  const introduction = `Makes the mobile clients of HCL Connections sign in ${signIn}.`
  return origin === 'file' ? `${introduction} Only the lines of these settings change.` : introduction
}

function changesPart({ changes, isChanged, origin, script }: BodyParts): string {
  const scripts = namesOfScripts(script)
  if (!isChanged) return `None. Only the ${scripts} ${script?.others ? 'change' : 'changes'}.`
  const [are, them] = script?.others ? ['are', 'them'] : ['is', 'it']
  return paragraphs(
    origin === 'template' && FROM_TEMPLATE,
    changes.length > 0 ? changesList(changes) : 'The file is new and already has every setting.',
    script?.path !== undefined &&
      `If the ${scripts} ${are} missing or from another release, this pull request updates ${them} too.`,
  )
}

/** What was done to the app registration, and how it is now; undefined where nothing is known of it. */
function registrationPart(registration: ReportedRegistration | undefined, kept: Remembered) {
  const isNews = registration && !isWritten(registration) && (registration.changes.length > 0 || !kept)
  if (!kept && !isNews) return undefined
  return paragraphs(
    '## App registration in Entra ID',
    kept && (kept === 'unknown' ? CHANGED_EARLIER : keptSection(kept, true)),
    isNews && registrationSection(registration, false),
  )
}

const CHANGED_EARLIER =
  'An earlier run for this pull request changed the app registration. The log of that run says what it changed.'

function whatIsLeft({ isChanged, origin }: BodyParts): string {
  if (origin === 'skeleton')
    return "After the first two steps, the next run updates this pull request: branch, title and text are then made from the server's file."
  return isChanged
    ? 'Merging alone changes nothing on the server.'
    : 'This pull request needs no change on the server.'
}
