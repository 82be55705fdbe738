import type { IdentityProvider } from '../desired-state/index.ts'
import type { Finding } from '../findings.ts'
import type { WantedScript } from '../wsadmin-script/index.ts'
import { changesTable } from './changes-table.ts'
import { findingsSection } from './findings-list.ts'
import { code, wholeLines } from './markdown.ts'
import { registrationSection } from './registration-section.ts'
import type { ReportedChange, ReportedRegistration } from './run-result.ts'
import { scriptSection } from './script-section.ts'

/** GitHub refuses longer bodies. */
const MAXIMUM_LENGTH = 65_536

const BEGIN =
  '<!-- mobile-sso-config begin: later runs replace what follows; text outside of it and ticks are kept -->'
const END = '<!-- mobile-sso-config end -->'

export interface BodyParts {
  /** The body input; empty for the standard introduction. */
  readonly introduction: string
  readonly provider: IdentityProvider
  readonly path: string
  readonly changes: readonly ReportedChange[]
  /** The file is not what it was, or is new; else the pull request is about the script alone. */
  readonly isChanged: boolean
  readonly findings: readonly Finding[]
  /** Address of docs/findings.md. */
  readonly documentation: string
  /** Undefined where the app registration was not looked at. */
  readonly registration: ReportedRegistration | undefined
  /** Undefined where none is wanted. */
  readonly script: WantedScript | undefined
  /** The hidden comment by which later runs recognise what the pull request stands for. */
  readonly marker: string
}

/**
 * The pull request's body: what changes and why, findings, and the steps that remain on the server.
 * @param existing the body that is there; what people wrote around the action's section and the boxes they ticked are kept
 */
export function pullRequestBody(parts: BodyParts, existing: string): string {
  const text = existing.replaceAll('\r\n', '\n')
  const end = text.lastIndexOf(END)
  // Above a section that has lost its end stands one of its own.
  const start = text.lastIndexOf(BEGIN, end)
  const isThere = start >= 0 && end > start
  const before = isThere ? text.slice(0, start) : text.trim() === '' ? '' : `${text.trimEnd()}\n\n`
  const after = isThere ? text.slice(end + END.length) : ''
  const room = MAXIMUM_LENGTH - before.length - after.length - FRAME_LENGTH
  const section = `${BEGIN}\n${fitting(parts, text, room)}\n${parts.marker}\n${END}`
  return before + keepTicks(section, text) + after
}

/** What stands around the content, with room to spare. */
const FRAME_LENGTH = 500

/** The script is shown whole or not at all; then the rest is cut. */
function fitting(parts: BodyParts, existing: string, room: number): string {
  const whole = content(parts, existing)
  if (!parts.script || whole.length <= room) return cut(whole, room)
  const note = 'The wsadmin script finds no room here; the job summary has it.'
  return cut(`${note}\n\n${content({ ...parts, script: undefined }, existing)}`, room)
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

function content(parts: BodyParts, existing: string): string {
  const { introduction, provider, path, isChanged, findings, documentation, registration, script } = parts
  return [
    harmless(introduction) || (isChanged ? introductionTo(provider) : SCRIPT_INTRODUCTION),
    `## Changes in ${code(path)}`,
    changesPart(parts),
    ...registrationParts(registration, existing),
    ...findingsSection('##', findings, documentation),
    '## What remains to be done',
    isChanged
      ? 'A merged pull request changes nothing on the server yet.'
      : 'On the server nothing has to be done for this pull request.',
    checklist(parts, existing)
      .map((step) => `- [ ] ${step}`)
      .join('\n'),
    ...(script && isChanged ? [scriptSection(script, path)] : []),
  ].join('\n\n')
}

function changesPart({ changes, isChanged, script }: BodyParts): string {
  if (!isChanged) return `None; this is about the wsadmin script ${code(script?.path ?? '')} alone.`
  const settings =
    changes.length > 0 ? changesTable(changes) : 'The file is new, and has every wanted setting already.'
  if (!script?.path) return settings
  return `${settings}\n\nThe wsadmin script ${code(script.path)} is part of this pull request where it is new or of another release.`
}

const REGISTRATION_BEGIN = '<!-- mobile-sso-config registration begin -->'
const REGISTRATION_END = '<!-- mobile-sso-config registration end -->'

/**
 * What this pull request's runs did to the app registration, and how it is now. A later run finds it as wanted, or does not look
 * at it; what an earlier one changed is still what a reviewer has to know, so it stays.
 */
function registrationParts(registration: ReportedRegistration | undefined, existing: string): string[] {
  const kept = between(existing, REGISTRATION_BEGIN, REGISTRATION_END)
  const isOfAnother = registration && kept && !kept.includes(registration.clientId)
  const earlier = isOfAnother ? undefined : kept
  const isWritten = registration?.reconcile === 'apply' && registration.changes.length > 0
  const written = isWritten ? registrationSection(registration, true) : earlier
  const current = registration && !isWritten && (registration.changes.length > 0 || !earlier)
  const parts = [
    ...(written ? [`${REGISTRATION_BEGIN}\n${written}\n${REGISTRATION_END}`] : []),
    ...(current ? [registrationSection(registration, false)] : []),
  ]
  return parts.length > 0 ? ['## App registration in Entra ID', ...parts] : []
}

function between(text: string, begin: string, end: string): string | undefined {
  const start = text.indexOf(begin)
  const stop = text.indexOf(end, start)
  return start >= 0 && stop >= 0 ? text.slice(start + begin.length, stop).trim() : undefined
}

function introductionTo({ kind, name }: IdentityProvider): string {
  const signIn = kind === 'other' ? `at ${code(name)}` : `with ${name}`
  return `Makes the mobile clients of HCL Connections sign in ${signIn}. Only the lines of the settings below change.`
}

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
  'On the deployment manager, run the wsadmin script below with the merged file: it keeps a backup, checks the file in, synchronises all nodes completely and restarts the *Mobile* application',
]

/** The same by hand. */
const MANUAL_STEPS = [
  'On the deployment manager, in `bin` of its profile: `wsadmin -lang jython`, `execfile("mobileAdmin.py")`, then `MobileConfigService.checkOutConfig("<directory>", AdminControl.getCell())`',
  'Copy the merged file over the checked-out `mobile-config.xml`',
  'In the same wsadmin session: `MobileConfigService.checkInConfig("<directory>", AdminControl.getCell())`',
  'Synchronise all nodes completely',
  'Restart the *Mobile* application on every server that runs it',
]

function checklist({ provider, registration, script, isChanged }: BodyParts, existing: string): string[] {
  const isDone = registration
    ? registration.reconcile === 'apply' || registration.changes.length === 0
    : existing.includes(REGISTRATION_BEGIN) || !isChanged
  const onServer = [
    ...(script ? SCRIPTED_STEPS : MANUAL_STEPS),
    'Sign in with one phone before telling everybody',
  ]
  return [
    ...(isDone ? [] : [registrationStep(provider)]),
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
