import type { IdentityProvider } from '../desired-state/index.ts'
import type { Finding } from '../findings.ts'
import { type Kept, keptText, ownSection, readKept, SECTION_BEGIN, SECTION_END } from '../github/marker.ts'
import type { Origin } from '../mobile-config/index.ts'
import type { WantedScript } from '../wsadmin-script/index.ts'
import { changesTable } from './changes-table.ts'
import { findingsSection } from './findings-list.ts'
import { code, wholeLines } from './markdown.ts'
import { DO_NOT_MERGE, FROM_TEMPLATE, skeletonCaution } from './new-file.ts'
import { keptSection, registrationSection, toKeep } from './registration-section.ts'
import type { ReportedChange, ReportedRegistration } from './run-result.ts'
import { keptScripts, scriptSection } from './script-section.ts'

/** GitHub refuses longer bodies. */
const MAXIMUM_LENGTH = 65_536

export interface BodyParts {
  /** The body input; empty for the standard introduction. */
  readonly introduction: string
  readonly provider: IdentityProvider
  readonly path: string
  readonly changes: readonly ReportedChange[]
  /** The file is not what it was, or is new; else the pull request is about the script alone. */
  readonly isChanged: boolean
  readonly origin: Origin
  readonly findings: readonly Finding[]
  /** Address of docs/findings.md. */
  readonly documentation: string
  /** Undefined where the app registration was not looked at. */
  readonly registration: ReportedRegistration | undefined
  /** Undefined where none is wanted. */
  readonly script: WantedScript | undefined
  /** Names the wanted values, by which later runs recognise what the pull request stands for. */
  readonly wanted: string
}

/**
 * The pull request's body: what changes and why, findings, and the steps that remain on the server.
 * @param existing the body that is there; what people wrote around the action's section and the boxes they ticked are kept
 */
export function pullRequestBody(parts: BodyParts, existing: string): string {
  const text = existing.replaceAll('\r\n', '\n')
  const { before, own, after } = around(text)
  const registration = keptOf(parts.registration, readKept(text)?.registration)
  const state = keptText({ wanted: parts.wanted, closedByAction: false, registration })
  const earlier = { registration, wasSkeleton: isAboutSkeleton(own) }
  const frame = [SECTION_BEGIN, state, SECTION_END].join('\n').length + ROOM_FOR_TICKS
  const content = fitting(parts, earlier, MAXIMUM_LENGTH - before.length - after.length - frame)
  const section = [SECTION_BEGIN, content, state, SECTION_END].join('\n')
  return before + keepTicks(section, text) + after
}

/** What the runs before have left that this one has to say. */
interface Earlier {
  readonly registration: Kept['registration']
  /** The pull request was opened with the skeleton. */
  readonly wasSkeleton: boolean
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

/** To spare. */
const ROOM_FOR_TICKS = 100

/** The script is shown whole or not at all; then the rest is cut. */
function fitting(parts: BodyParts, earlier: Earlier, room: number): string {
  const whole = content(parts, earlier)
  if (!parts.script || whole.length <= room) return cut(whole, room)
  const note = 'The wsadmin script finds no room here; the job summary has it.'
  return cut(`${note}\n\n${content({ ...parts, script: undefined }, earlier)}`, room)
}

function cut(text: string, room: number): string {
  const note = '\n\n… cut: GitHub allows no longer text.'
  return text.length > room ? wholeLines(text, room - note.length) + note : text
}

/**
 * The hidden comments by which the action finds its own text belong to it alone, and one that the introduction leaves open would
 * hide everything below.
 */
function harmless(introduction: string): string {
  const text = introduction.replaceAll(/<!--\s*mobile-sso-config/g, '<!-- (mobile-sso-config)')
  return text.lastIndexOf('<!--') > text.lastIndexOf('-->') ? `${text} -->` : text
}

function content(parts: BodyParts, earlier: Earlier): string {
  const { introduction, path, isChanged, origin, findings, documentation, registration, script } = parts
  const isSafe = origin !== 'skeleton'
  return [
    ...(isSafe ? [] : [skeletonCaution(DO_NOT_MERGE, path)]),
    harmless(introduction) || standardIntroduction(parts),
    `## Changes in ${code(path)}`,
    changesPart(parts),
    ...registrationParts(registration, earlier.registration),
    ...findingsSection('##', findings, documentation),
    '## What remains to be done',
    whatRemains(parts),
    (isSafe ? checklist(parts, earlier) : stepsToServerFile(path)).map((step) => `- [ ] ${step}`).join('\n'),
    ...(script && isChanged && isSafe ? [scriptSection(script, path)] : []),
  ].join('\n\n')
}

function changesPart({ changes, isChanged, origin, script }: BodyParts): string {
  if (!isChanged && script) return `None; this is about the ${keptScripts(script)} alone.`
  const table =
    changes.length > 0 ? changesTable(changes) : 'The file is new, and has every wanted setting already.'
  const settings = origin === 'template' ? `${FROM_TEMPLATE}\n\n${table}` : table
  if (!script?.path) return settings
  const isOne = (script.others ?? []).length === 0
  return `${settings}\n\nThe ${keptScripts(script)} ${isOne ? 'is' : 'are'} part of this pull request where ${isOne ? 'it is' : 'they are'} new or of another release.`
}

/**
 * What this pull request's runs did to the app registration. A later run finds it as wanted, or does not look at it; what an
 * earlier one changed is still what a reviewer has to know, so it stays.
 */
function keptOf(
  registration: ReportedRegistration | undefined,
  earlier: Kept['registration'],
): Kept['registration'] {
  if (!registration) return earlier
  if (isWritten(registration)) return toKeep(registration)
  const isOfAnother = typeof earlier === 'object' && earlier.clientId !== toKeep(registration).clientId
  return isOfAnother ? undefined : earlier
}

const isWritten = ({ reconcile, changes }: ReportedRegistration) =>
  reconcile === 'apply' && changes.length > 0

/** What was done to the app registration, and how it is now. */
function registrationParts(
  registration: ReportedRegistration | undefined,
  kept: Kept['registration'],
): string[] {
  const isNews = registration && !isWritten(registration) && (registration.changes.length > 0 || !kept)
  const parts = [
    ...(kept ? [kept === 'unknown' ? CHANGED_EARLIER : keptSection(kept, true)] : []),
    ...(isNews ? [registrationSection(registration, false)] : []),
  ]
  return parts.length > 0 ? ['## App registration in Entra ID', ...parts] : []
}

const CHANGED_EARLIER =
  'An earlier run of this pull request says that it changed the app registration; the log of that run says what.'

function standardIntroduction({ isChanged, origin, provider }: BodyParts): string {
  if (origin === 'skeleton') return SKELETON_INTRODUCTION
  if (!isChanged) return SCRIPT_INTRODUCTION
  const introduction = introductionTo(provider)
  return origin === 'file' ? `${introduction} Only the lines of the settings below change.` : introduction
}

function whatRemains({ isChanged, origin }: BodyParts): string {
  if (origin === 'skeleton')
    return 'After the first two steps the next run brings this pull request up to date: branch, title and text are made from the file of the server.'
  return isChanged
    ? 'A merged pull request changes nothing on the server yet.'
    : 'On the server nothing has to be done for this pull request.'
}

function introductionTo({ kind, name }: IdentityProvider): string {
  const signIn = kind === 'other' ? `at ${code(name)}` : `with ${name}`
  return `Makes the mobile clients of HCL Connections sign in ${signIn}.`
}

const SKELETON_INTRODUCTION =
  'Shows which settings are wanted for the mobile clients of HCL Connections, and is not meant to be merged as it is.'

const SCRIPT_INTRODUCTION =
  'Brings the wsadmin script up to date, which puts a merged file into service. No setting changes.'

/**
 * How the provider has to know the apps; at Entra the step that `azure-reconcile: apply` takes, and `check` finds done.
 * @see https://github.com/HCL-TECH-SOFTWARE/connections-doc/blob/158f81588d83f472d013c51bcc300c33d5264455/v8-cr13/admin/secure/t_keycloak_config_conn_oidc.md
 */
function registrationStep({ kind, name }: IdentityProvider): string {
  const uri = 'the redirect URI `com.ibm.ibmscp://com.ibm.mobile.connections/token`'
  switch (kind) {
    case 'entra':
      return `In the Azure portal, app registration of Connections, Authentication: ${uri} stands under *Mobile and desktop applications*, and *Allow public client flows* is *Yes*`
    case 'keycloak':
      return `In Keycloak, the client that \`OAuthClientId\` names: it is public (*Client authentication* is off), *Standard flow* is on, and ${uri} stands under *Valid redirect URIs*`
    case 'other':
      return `At ${code(name)}, the client that \`OAuthClientId\` names: it is public, so it has no secret, and it has ${uri}`
  }
}

/** The steps of the vendor's procedure that no pull request can do, with the script. */
const SCRIPTED_STEPS = [
  'On the deployment manager, run the wsadmin script below with the merged file: it refuses a file without the top-level elements that the server has, keeps a backup, checks the file in, synchronises all nodes completely and restarts the *Mobile* application',
]

const CHECK_OUT_STEP =
  'On the deployment manager, in `bin` of its profile: `wsadmin -lang jython`, `execfile("mobileAdmin.py")`, then `MobileConfigService.checkOutConfig("<directory>", AdminControl.getCell())`'

/** The same by hand. */
const MANUAL_STEPS = [
  CHECK_OUT_STEP,
  'Copy the merged file over the checked-out `mobile-config.xml`',
  'In the same wsadmin session: `MobileConfigService.checkInConfig("<directory>", AdminControl.getCell())`',
  'Synchronise all nodes completely',
  'Restart the *Mobile* application on every server that runs it',
]

/** What to do where the repository does not have the server's file. */
function stepsToServerFile(path: string): string[] {
  return [
    CHECK_OUT_STEP,
    `Commit the checked-out \`mobile-config.xml\` as ${code(path)}, unchanged, to the base branch and not to that of this pull request; where it is in the repository already, at another path, close this pull request and correct \`config-path\``,
    'Run the action again',
    'Only then mark this pull request as ready for review, or close it and let the action open another',
  ]
}

/** The action leaves to people when a draft is ready, also one that it has opened as a draft by itself. */
const READY_STEP =
  'Mark this pull request as ready for review, where it is a draft still: it was opened before the repository had the file of the server'

/** The action's section says so in every run: with the caution first, with the step later. */
function isAboutSkeleton(section: string): boolean {
  return section.includes(`**${DO_NOT_MERGE}**`) || section.includes(`] ${READY_STEP}`)
}

function checklist({ provider, registration, script, isChanged }: BodyParts, earlier: Earlier): string[] {
  const isDone = registration
    ? registration.reconcile === 'apply' || registration.changes.length === 0
    : typeof earlier.registration === 'object' || !isChanged
  const onServer = [
    ...(script ? SCRIPTED_STEPS : MANUAL_STEPS),
    'Sign in with one phone before telling everybody',
  ]
  return [
    ...(isDone ? [] : [registrationStep(provider)]),
    ...(earlier.wasSkeleton ? [READY_STEP] : []),
    'Merge this pull request',
    ...(isChanged ? onServer : []),
  ]
}

/** Boxes that people ticked stay ticked as long as their step is on the list. */
function keepTicks(section: string, existing: string): string {
  const ticked = new Set([...existing.matchAll(/^- \[[xX]\] (.*)$/gm)].map((match) => match[1]!.trimEnd()))
  return section.replaceAll(/^- \[ \] (.*)$/gm, (line, step: string) =>
    ticked.has(step) ? `- [x] ${step}` : line,
  )
}
