import type { IdentityProvider } from '../desired-state/index.ts'
import { isDrift } from '../findings.ts'
import { code, counted } from './markdown.ts'
import type { BodyParts, Earlier } from './pull-request-body.ts'
import { DO_NOT_MERGE } from './sections.ts'

/** What one person has to do, in order. */
interface Steps {
  /** The system that the person administers. */
  readonly where: string
  readonly steps: readonly string[]
}

/**
 * How the provider has to know the apps; at Entra the step that `azure-reconcile: apply` takes, and `check` finds done.
 * @see https://github.com/HCL-TECH-SOFTWARE/connections-doc/blob/158f81588d83f472d013c51bcc300c33d5264455/v8-cr13/admin/secure/t_keycloak_config_conn_oidc.md
 */
function registrationSteps({ kind, name }: IdentityProvider): Steps {
  const uri = 'the redirect URI `com.ibm.ibmscp://com.ibm.mobile.connections/token`'
  const open = 'Open the client that `OAuthClientId` names. Make it public'
  const steps: Readonly<Record<IdentityProvider['kind'], readonly [where: string, step: string]>> = {
    entra: [
      'Azure',
      `In the Azure portal, open the app registration of Connections, then *Authentication*. Under *Mobile and desktop applications*, add ${uri}. Set *Allow public client flows* to *Yes*`,
    ],
    keycloak: [
      'Keycloak',
      `${open} (*Client authentication* off), turn *Standard flow* on, and add ${uri} to *Valid redirect URIs*`,
    ],
    other: [code(name), `${open}, that is, without a secret, and add ${uri}`],
  }
  const [where, step] = steps[kind]
  return { where, steps: [step] }
}

/** The steps of the vendor's procedure that no pull request can do, with the script. */
const SCRIPTED_STEPS = [
  'Copy the merged file and the wsadmin script below to the deployment manager',
  'Run the script there. It stops if the file lacks a top-level element that the server has; otherwise it keeps a backup, checks the file in, synchronises all nodes completely and restarts the *Mobile* application',
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
function stepsToServerFile(path: string): Steps[] {
  return [
    { where: 'WebSphere', steps: [CHECK_OUT_STEP] },
    {
      where: 'GitHub',
      steps: [
        `Commit the checked-out \`mobile-config.xml\` unchanged as ${code(path)} to the base branch, not to the branch of this pull request. If the repository has it at another path, close this pull request and correct \`config-path\``,
        'Run the action again',
        'Only then mark this pull request as ready for review, or close it and let the action open another',
      ],
    },
  ]
}

/** The action leaves it to people when a draft is ready, also where it opened the draft by itself. */
const READY_STEP =
  "If this pull request is still a draft, mark it as ready for review: it was opened before the repository had the server's file"

/** The action's section says so in every run: with the caution first, with the step later. */
export function isAboutSkeleton(section: string): boolean {
  return section.includes(`**${DO_NOT_MERGE}**`) || section.includes(`] ${READY_STEP}`)
}

/** The steps that no pull request can do, by who does them: before the merge, the merge, on the server, with a phone. */
export function stepsFor(parts: BodyParts, earlier: Earlier): readonly Steps[] {
  const { provider, path, origin, registration, script, isChanged } = parts
  if (origin === 'skeleton') return stepsToServerFile(path)
  const isDone = registration
    ? registration.reconcile === 'apply' || registration.changes.length === 0
    : typeof earlier.registration === 'object' || !isChanged
  const before = isDone ? [] : [registrationSteps(provider)]
  const merge = {
    where: 'GitHub',
    steps: [...(earlier.wasSkeleton ? [READY_STEP] : []), 'Merge this pull request'],
  }
  if (!isChanged) return [...before, merge]
  return [
    ...before,
    merge,
    { where: 'WebSphere', steps: script ? SCRIPTED_STEPS : MANUAL_STEPS },
    { where: 'Anybody', steps: ['Sign in with one phone before you announce the change'] },
  ]
}

/** The steps as boxes to tick, under the name of the system. */
export function checklist(all: readonly Steps[]): string {
  return all
    .map(({ where, steps }) => [`### ${where}\n`, ...steps.map((step) => `- [ ] ${step}`)].join('\n'))
    .join('\n\n')
}

/** The section with the boxes ticked that people had ticked, as long as their step is on the list. */
export function keepTicks(section: string, existing: string): string {
  const ticked = new Set([...existing.matchAll(/^- \[[xX]\] (.*)$/gm)].map((match) => match[1]!.trimEnd()))
  return section.replaceAll(/^- \[ \] (.*)$/gm, (line, step: string) =>
    ticked.has(step) ? `- [x] ${step}` : line,
  )
}

/** The first line of a pull request: what changes, whether the app registration is ready, and how much is left to do. */
export function headline(parts: BodyParts, earlier: Earlier, steps: readonly Steps[]): string {
  const { changes, origin } = parts
  if (origin === 'skeleton') {
    const left = counted(steps.flatMap((each) => each.steps).length, 'step')
    return `**${counted(changes.length, 'setting')} proposed · ${left} before this can be merged**`
  }
  const server = steps.find(({ where }) => where === 'WebSphere')
  const after = server ? [`${counted(server.steps.length, 'step')} on the server after merging`] : []
  return `**${[...fileFacts(parts), ...registrationFacts(parts, earlier, steps), ...after].join(' · ')}**`
}

function fileFacts({ changes: { length }, isChanged, origin, script }: BodyParts): string[] {
  if (!isChanged) {
    const updated = script?.others ? 'the wsadmin scripts are updated' : 'the wsadmin script is updated'
    return ['nothing changes in the file', updated]
  }
  const isNew = origin === 'template' || length === 0
  const settings = `${counted(length, 'setting')} ${length === 1 ? 'changes' : 'change'}`
  return [...(isNew ? ['the file is new'] : []), ...(length > 0 ? [settings] : [])]
}

/** Silent where nobody has looked and the checklist does not ask for it either. */
function registrationFacts({ registration }: BodyParts, earlier: Earlier, all: readonly Steps[]): string[] {
  const merge = all.findIndex(({ where }) => where === 'GitHub')
  if (merge > 0)
    return all
      .slice(0, merge)
      .map(({ where, steps }) => `${counted(steps.length, 'step')} in ${where} before merging`)
  if (registration?.findings.some(isDrift)) return ['app registration needs attention']
  return registration || typeof earlier.registration === 'object' ? ['app registration done'] : []
}
