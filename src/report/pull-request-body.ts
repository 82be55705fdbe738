import type { Finding } from '../findings.ts'
import { changesTable } from './changes-table.ts'
import { findingsList } from './findings-list.ts'
import { code } from './markdown.ts'
import type { ReportedChange } from './run-result.ts'

/** GitHub refuses longer bodies. */
const MAXIMUM_LENGTH = 65_536

const BEGIN =
  '<!-- mobile-sso-config begin: later runs replace what follows; text outside of it and ticks are kept -->'
const END = '<!-- mobile-sso-config end -->'

export interface BodyParts {
  /** The body input; empty for the standard introduction. */
  readonly introduction: string
  readonly path: string
  readonly changes: readonly ReportedChange[]
  readonly findings: readonly Finding[]
  /** The hidden comment by which later runs recognise what the pull request stands for. */
  readonly marker: string
}

/**
 * The pull request's body: what changes and why, warnings, and the steps that remain on the server.
 * @param existing the body that is there; what people wrote around the action's section and the boxes they ticked are kept
 */
export function pullRequestBody(parts: BodyParts, existing: string): string {
  const text = existing.replaceAll('\r\n', '\n')
  const section = keepTicks(`${BEGIN}\n${content(parts)}\n${parts.marker}\n${END}`, text)
  const start = text.indexOf(BEGIN)
  const end = text.indexOf(END, start)
  if (start >= 0 && end >= 0) return text.slice(0, start) + section + text.slice(end + END.length)
  return text.trim() === '' ? section : `${text.trimEnd()}\n\n${section}`
}

function content(parts: BodyParts): string {
  const { introduction, path, changes, findings } = parts
  const warnings = findings.length > 0 ? ['## Warnings', findingsList(findings)] : []
  const body = [
    introduction || INTRODUCTION,
    `## Changes in ${code(path)}`,
    changesTable(changes),
    ...warnings,
    '## What remains to be done',
    'A merged pull request changes nothing on the server yet.',
    CHECKLIST.map((step) => `- [ ] ${step}`).join('\n'),
  ].join('\n\n')
  const room = MAXIMUM_LENGTH - 1000
  return body.length > room ? `${body.slice(0, room)}\n\n… cut: GitHub allows no longer text.` : body
}

const INTRODUCTION =
  'Makes the mobile clients of HCL Connections sign in with Microsoft Entra ID (Azure AD). Only the lines of the settings below change.'

/** The steps of the vendor's procedure that no pull request can do. */
const CHECKLIST = [
  'In the Azure portal, app registration of Connections, Authentication: the redirect URI `com.ibm.ibmscp://com.ibm.mobile.connections/token` stands under *Mobile and desktop applications*, and *Allow public client flows* is *Yes*',
  'Merge this pull request',
  'On the deployment manager, in `bin` of its profile: `wsadmin -lang jython`, `execfile("mobileAdmin.py")`, then `MobileConfigService.checkOutConfig("<directory>", AdminControl.getCell())`',
  'Copy the merged file over the checked-out `mobile-config.xml`',
  'In the same wsadmin session: `MobileConfigService.checkInConfig("<directory>", AdminControl.getCell())`',
  'Synchronise all nodes completely',
  'Restart the *Mobile* application on every server that runs it',
  'Sign in with one phone before telling everybody',
]

/** Boxes that people ticked stay ticked as long as their step is on the list. */
function keepTicks(section: string, existing: string): string {
  const ticked = new Set([...existing.matchAll(/^- \[[xX]\] (.*)$/gm)].map((match) => match[1]!.trimEnd()))
  return section.replaceAll(/^- \[ \] (.*)$/gm, (line, step: string) =>
    ticked.has(step) ? `- [x] ${step}` : line,
  )
}
