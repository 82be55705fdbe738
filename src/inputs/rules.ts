import { createHash } from 'node:crypto'
import {
  characterFault,
  didYouMean,
  formFault,
  hostFault,
  isGuid,
  tenantIdProblem,
} from '../desired-state/index.ts'
import { REORDERING, UNSEEN_BUT_JOINERS, unseenCharacter } from '../text/invisible.ts'
import { quoted } from '../text/quoted.ts'
import { keptScripts, scriptPlace } from '../wsadmin-script/index.ts'
import { holdsGitFolder } from './git-folder.ts'

/** What is wrong with an input's value and what to do; undefined when nothing is. */
export type Complaint = readonly [what: string, cure: string] | undefined

/** A token, which goes into a header and is never shown. */
export function complainAboutToken(value: string): Complaint {
  if (!value)
    return ['There is no token.', 'Leave the input out to use github.token, or pass a GitHub App token.']
  if (/^[\x21-\x7e]+$/.test(value)) return undefined
  const what = /[\r\n]/.test(value) ? 'a line break' : /[ \t]/.test(value) ? 'a blank' : 'a character'
  return [
    `The token holds ${what} that no token has.`,
    'Store the token alone in the secret, in one line: without "Bearer", quotes, and what was copied with it.',
  ]
}

/** "owner/name" */
export function complainAboutRepository(value: string): Complaint {
  // Enterprise Managed Users have an underscore in their names.
  if (/^[A-Za-z0-9][A-Za-z0-9_-]*\/[A-Za-z0-9._-]+$/.test(value) && !/\/\.{1,2}$|\.git$/i.test(value))
    return undefined
  return [
    `${quoted(value)} is not the name of a repository.`,
    'Write owner/name, without a host and without ".git".',
  ]
}

/** @param unseen what may not be in the value */
function complainAboutUnseen(name: string, value: string, unseen?: RegExp): Complaint {
  const found = unseenCharacter(value, unseen)
  return found === undefined ? undefined : [`The ${name} holds ${found}.`, 'Remove it.']
}

/** A path of a file in a git repository. */
export function complainAboutPath(value: string): Complaint {
  const segments = value.split('/')
  const unseen = complainAboutUnseen('path', value)
  if (unseen) return unseen
  if (value.includes('\\')) return [`"${value}" holds a backslash.`, 'Separate folders with "/".']
  if (value.startsWith('/'))
    return [`"${value}" starts with "/".`, 'Give the path relative to the top of the repository.']
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    return [`"${value}" holds an empty, "." or ".." segment.`, 'Give the plain path of a file.']
  }
  if (holdsGitFolder(value)) return [`"${value}" lies in git's own folder.`, 'Give another path.']
  return undefined
}

/** "body", "off" or "file:" and a path, or a folder, that is not where mobile-config.xml is. */
export function complainAboutWsadminScript(value: string, configPath: string): Complaint {
  const place = scriptPlace(value)
  if (!place)
    return [
      `${quoted(value)} is not known.`,
      'Use body, off, or file: and a path in the repository, such as file:apply-mobile-config.py. A folder, such as file:ops/, gets both scripts.',
    ]
  return keptScripts(place)
    .map(({ path }) => complainAboutScriptPath(path, configPath))
    .find((complaint) => complaint)
}

function complainAboutScriptPath(path: string, configPath: string): Complaint {
  const [one, other] = [path.toLowerCase(), configPath.toLowerCase()]
  if (one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`))
    return [`"${path}" is where mobile-config.xml is.`, 'Name another path for the script.']
  if (one.startsWith('.github/workflows/'))
    return [`"${path}" is a place for workflows.`, 'Name a path outside of .github/workflows.']
  return complainAboutPath(path)
}

/**
 * A branch name as git allows it.
 * @see https://git-scm.com/docs/git-check-ref-format
 */
export function complainAboutBranch(value: string): Complaint {
  const unseen = complainAboutUnseen('name', value)
  if (unseen) return unseen
  const isRefused =
    /[ ~^:?*[\\]|\.\.|@\{|\/\/|^[/-]|[/.]$|^@$/.test(value) ||
    value.split('/').some((segment) => segment.startsWith('.') || segment.endsWith('.lock'))
  if (isRefused)
    return [
      `"${value}" is not a name that git allows for a branch.`,
      'Use letters, digits, "-", "_", "." and "/".',
    ]
  if (value.startsWith('refs/'))
    return [`"${value}" starts with "refs/".`, 'Give the short name of the branch.']
  return undefined
}

/** A user name, an app's name included. */
export function complainAboutLogin(value: string): Complaint {
  if (/^[A-Za-z0-9](?:[A-Za-z0-9_-]*)(?:\[bot\])?$/.test(value)) return undefined
  return [`"${value}" is not a user name.`, 'Write user names without "@", separated by commas or lines.']
}

/** A team's slug, without its organisation. */
export function complainAboutTeam(value: string): Complaint {
  if (/^[A-Za-z0-9._-]+$/.test(value)) return undefined
  return [
    `"${value}" is not the slug of a team.`,
    'Write the team\'s slug without the organisation, "mobile-admins" for @acme/mobile-admins.',
  ]
}

/** Tenant ID or verified domain of the tenant with the app registration. */
export function complainAboutTenant(value: string): Complaint {
  const problem = tenantIdProblem({ value, source: '' })
  return problem && [problem.what, problem.cure]
}

export function complainAboutClientId(value: string): Complaint {
  return isGuid(value)
    ? undefined
    : [
        `"${value}" is not an application (client) ID, which is a GUID.`,
        'Copy it from the overview of the app registration that calls Graph.',
      ]
}

/** A host, or an https address without a path, that a credential is sent to. */
export function complainAboutOrigin(value: string): Complaint {
  const text = value.includes('://') ? value : `https://${value}`
  const fault = characterFault(text) ?? (isOrigin(text) ? (formFault(text) ?? hostFault(text)) : undefined)
  if (fault) return [fault.what, didYouMean(fault, isOrigin)]
  return isOrigin(text)
    ? undefined
    : [`${quoted(value)} is not the address of a service.`, 'Write https:// and the host, without a path.']
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url?.protocol === 'https:' && url.href === `${url.origin}/`
}

/** Address of the Connections server, as phones are given it: https, perhaps with a path. */
export function complainAboutConnectionsUrl(value: string): Complaint {
  const url = URL.parse(value)
  if (url?.username || url?.password)
    return ['The address holds a user name or password.', 'Remove the part before "@".']
  const isAddress = url?.protocol === 'https:' && !/[?#]/.test(value)
  const fault = characterFault(value) ?? (isAddress ? formFault(value) : undefined)
  if (fault) return [fault.what, didYouMean(fault, (address) => !complainAboutConnectionsUrl(address))]
  if (isAddress) return undefined
  return [
    `${quoted(value)} is not the https address of a server.`,
    'Write it as the phones are given it, such as "https://connections.example.com".',
  ]
}

/** A host or an address as `https://host[:port]`; empty for what {@link complainAboutOrigin} complains about. */
export function originOf(value: string): string {
  if (!value || complainAboutOrigin(value)) return ''
  return new URL(value.includes('://') ? value : `https://${value}`).origin
}

/** Where the desktop plug-ins (21.07 and later) are sent back to. */
export const DESKTOP_REDIRECT_URI = 'com.ibm.ibmscp://com.ibm.desktop.connections'

/** Addresses of the vendor's apps, from its procedure, by the words that stand for them. */
const REDIRECT_URIS: ReadonlyMap<string, string> = new Map([
  ['mobile', 'com.ibm.ibmscp://com.ibm.mobile.connections/token'],
  ['desktop', DESKTOP_REDIRECT_URI],
])

/** The redirect URI that a word stands for; every other text is one itself. */
export function redirectUriOf(text: string): string {
  return REDIRECT_URIS.get(text.toLowerCase()) ?? text
}

/**
 * A redirect URI, or a word for one, that Entra takes for the platform "Mobile and desktop applications".
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reply-url
 */
export function complainAboutRedirectUri(value: string): Complaint {
  if (REDIRECT_URIS.has(value.toLowerCase())) return undefined
  const entra = 'Entra refuses it.'
  const shown = quoted(value)
  const because = (what: string, cure = entra): Complaint => [`The redirect URI ${shown} ${what}.`, cure]
  const unseen = unseenCharacter(value)
  if (unseen) return because(`holds ${unseen}`, 'Remove it.')
  if (/\s/.test(value)) return because('holds white space', 'Write one URI on each line.')
  if (value.length > 256)
    return [`The redirect URI ${shown.slice(0, 41)}…" has more than 256 characters.`, entra]
  if (!URL.canParse(value) || !/^(urn:.|[a-z][a-z0-9+.-]*:\/\/.)/i.test(value))
    return [
      `${shown} is not a redirect URI.`,
      'Write "mobile", "desktop", or a URI with its scheme, such as "com.example.app://path".',
    ]
  if (value.includes('#')) return because('holds a fragment', 'Remove the part from "#" on.')
  if (value.includes('*')) return because('holds a wildcard')
  const { protocol, hostname, username, password } = new URL(value)
  if (username || password) return because('holds a user name or password', 'Remove the part before "@".')
  if (/[!$'(),;]|[^\x21-\x7e]/.test(value)) return because('holds a character that is not supported')
  if (/^(javascript|vbscript|data|file|blob|about):$/.test(protocol))
    return because('has a scheme that is not supported')
  if (protocol === 'http:' && !/^(localhost|127\.0\.0\.1)$/.test(hostname))
    return because('is not encrypted', 'Use https, or the scheme of an app.')
  return undefined
}

export function complainAboutLabel(value: string): Complaint {
  return value.length <= 50
    ? complainAboutUnseen('label', value, UNSEEN_BUT_JOINERS)
    : [`The label "${value.slice(0, 20)}…" has more than 50 characters.`, 'Shorten it; GitHub refuses it.']
}

export function complainAboutTitle(value: string): Complaint {
  if (value.length > 256) return ['The title has more than 256 characters.', 'Shorten it; GitHub refuses it.']
  if (/[\r\n]/.test(value)) return ['The title has more than one line.', 'Put the rest into body.']
  return complainAboutUnseen('title', value, UNSEEN_BUT_JOINERS)
}

/** A text of several lines for people. */
export function complainAboutProse(value: string): Complaint {
  return complainAboutUnseen('text', value, REORDERING)
}

/** A branch name for a path (and a base that is not the default), so that two of them never share one. */
export function derivedBranch(path: string, base: string | undefined): string {
  const slug = (base ? `${base}-${path}` : path)
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)
  const hash = createHash('sha256')
    .update(JSON.stringify([base ?? null, path]))
    .digest('hex')
    .slice(0, 8)
  return `mobile-sso/${slug}-${hash}`
}

/** Entries separated by commas or lines; blank ones and repetitions are dropped. */
export function list(value: string): string[] {
  return distinct(
    value
      .split(/[,\r\n]/)
      .map((entry) => entry.trim())
      .filter(Boolean),
  )
}

/** Each entry once, at its first place. */
export function distinct(entries: readonly string[]): string[] {
  return [...new Set(entries)]
}
