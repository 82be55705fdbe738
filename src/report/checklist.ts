import type { IdentityProvider } from '../desired-state/index.ts'
import { code } from './markdown.ts'
import type { BodyParts, Earlier } from './pull-request-body.ts'
import { DO_NOT_MERGE } from './sections.ts'

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
export function isAboutSkeleton(section: string): boolean {
  return section.includes(`**${DO_NOT_MERGE}**`) || section.includes(`] ${READY_STEP}`)
}

/** The steps that no pull request can do, as boxes to tick. */
export function checklist(parts: BodyParts, earlier: Earlier): string {
  return steps(parts, earlier)
    .map((step) => `- [ ] ${step}`)
    .join('\n')
}

function steps(
  { provider, path, origin, registration, script, isChanged }: BodyParts,
  earlier: Earlier,
): string[] {
  if (origin === 'skeleton') return stepsToServerFile(path)
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

/** The section with the boxes ticked that people had ticked, as long as their step is on the list. */
export function keepTicks(section: string, existing: string): string {
  const ticked = new Set([...existing.matchAll(/^- \[[xX]\] (.*)$/gm)].map((match) => match[1]!.trimEnd()))
  return section.replaceAll(/^- \[ \] (.*)$/gm, (line, step: string) =>
    ticked.has(step) ? `- [x] ${step}` : line,
  )
}
