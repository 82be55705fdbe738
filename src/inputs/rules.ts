import { hash } from 'node:crypto'
import { characterFault, didYouMean, formFault, hostFault, isGuid } from '../desired-state/index.ts'
import type { Fault } from '../problems.ts'
import { REORDERING, UNSEEN_BUT_JOINERS, unseenCharacter } from '../text/invisible.ts'
import { quoted } from '../text/quoted.ts'
import { keptScripts, scriptPlace } from '../wsadmin-script/index.ts'
import { GIT_FOLDER, isInGitFolder } from './workspace.ts'

/** A check of a value that is not empty. */
export type Rule = (value: string) => Fault | undefined

/** It goes into a header, and is never shown. */
export function validateToken(value: string): Fault | undefined {
  if (!value)
    return ['The token is missing.', 'Omit the input to use github.token, or pass a GitHub App token.']
  const what = /[\r\n]/.test(value) ? 'a line break' : /[ \t]/.test(value) ? 'a space' : 'a character'
  const cure =
    'Store only the token in the secret, in one line: without "Bearer", quotes or anything else that was copied with it.'
  return /^[\x21-\x7e]+$/.test(value) ? undefined : [`The token contains ${what}, which no token has.`, cure]
}

export function validateRepository(value: string): Fault | undefined {
  const cure = 'Write owner/name, without a host and without ".git".'
  // Enterprise Managed Users have an underscore in their names.
  const isName = /^[A-Za-z0-9][A-Za-z0-9_-]*\/(?!\.{1,2}$)[A-Za-z0-9._-]+(?<!\.git)$/i.test(value)
  return isName ? undefined : [`${quoted(value)} is not the name of a repository.`, cure]
}

function validateUnseen(name: string, value: string, unseen?: RegExp): Fault | undefined {
  const found = unseenCharacter(value, unseen)
  return found === undefined ? undefined : [`The ${name} contains ${found}.`, 'Remove it.']
}

export function validatePath(value: string): Fault | undefined {
  const unseen = validateUnseen('path', value)
  if (unseen) return unseen
  if (value.includes('\\')) return [`"${value}" contains a backslash.`, 'Separate folders with "/".']
  if (value.startsWith('/'))
    return [`"${value}" starts with "/".`, 'Give the path relative to the top of the repository.']
  if (value.split('/').some((segment) => ['', '.', '..'].includes(segment)))
    return [`"${value}" contains an empty, "." or ".." segment.`, 'Write the plain path of a file.']
  return isInGitFolder(value) ? [`"${value}" ${GIT_FOLDER[0]}`, GIT_FOLDER[1]] : undefined
}

/** "body", "off" or "file:" and a path, or a folder, that is not where mobile-config.xml is. */
export function validateWsadminScript(value: string, configPath: string): Fault | undefined {
  const place = scriptPlace(value)
  if (!place)
    return [
      `Invalid value ${quoted(value)}.`,
      'Allowed: body, off, or file: and a path in the repository, such as file:apply-mobile-config.py. A folder, such as file:ops/, gets both scripts.',
    ]
  return keptScripts(place)
    .map(({ path }) => validateScriptPath(path, configPath))
    .find((invalid) => invalid)
}

function validateScriptPath(path: string, configPath: string): Fault | undefined {
  const [one, other] = [path.toLowerCase(), configPath.toLowerCase()]
  if (one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`))
    return [`"${path}" is the path of mobile-config.xml.`, 'Use a different path for the script.']
  if (one.startsWith('.github/workflows/'))
    return [`"${path}" is in the folder for workflows.`, 'Use a path outside .github/workflows.']
  return validatePath(path)
}

/**
 * A branch name as git allows it.
 * @see https://git-scm.com/docs/git-check-ref-format
 */
export function validateBranch(value: string): Fault | undefined {
  const unseen = validateUnseen('name', value)
  if (unseen) return unseen
  if (/[ ~^:?*[\\]|\.\.|@\{|\/\/|^[/-]|[/.]$|^@$|(?:^|\/)\.|\.lock(?:\/|$)/.test(value))
    return [`"${value}" is not a valid branch name.`, 'Use letters, digits, "-", "_", "." and "/".']
  if (value.startsWith('refs/'))
    return [`"${value}" starts with "refs/".`, 'Give the short name of the branch.']
  return undefined
}

export function validateLogin(value: string): Fault | undefined {
  const cure = 'Write user names without "@", separated by commas or line breaks.'
  return /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\[bot\])?$/.test(value)
    ? undefined
    : [`"${value}" is not a user name.`, cure]
}

export function validateTeam(value: string): Fault | undefined {
  const cure = `Write the team's slug without the organisation, such as "mobile-admins" for @acme/mobile-admins.`
  return /^[A-Za-z0-9._-]+$/.test(value) ? undefined : [`"${value}" is not the slug of a team.`, cure]
}

export function validateClientId(value: string): Fault | undefined {
  const cure = 'Copy it from the overview page of the app registration that calls Graph.'
  return isGuid(value) ? undefined : [`"${value}" is not an application (client) ID, which is a GUID.`, cure]
}

/** A host, or an https address without a path, that a credential is sent to. */
export function validateOrigin(value: string): Fault | undefined {
  const text = withScheme(value)
  const what = characterFault(text) ?? (isOrigin(text) ? (formFault(text) ?? hostFault(text)) : undefined)
  if (what) return [what, didYouMean(text, isOrigin)]
  if (isOrigin(text)) return undefined
  return [`${quoted(value)} is not the address of a service.`, 'Write https:// and the host, without a path.']
}

/** A host or an address as `https://host[:port]`; empty for what is not valid. */
export function originOf(value: string): string {
  return !value || validateOrigin(value) ? '' : new URL(withScheme(value)).origin
}

function withScheme(value: string): string {
  return value.includes('://') ? value : `https://${value}`
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url?.protocol === 'https:' && url.href === `${url.origin}/`
}

/** https, perhaps with a path. */
export function validateConnectionsUrl(value: string): Fault | undefined {
  const url = URL.parse(value)
  if (url?.username || url?.password)
    return ['The address contains a user name or password.', 'Remove the part before "@".']
  const isAddress = url?.protocol === 'https:' && !/[?#]/.test(value)
  const what = characterFault(value) ?? (isAddress ? formFault(value) : undefined)
  if (what) return [what, didYouMean(value, (address) => !validateConnectionsUrl(address))]
  const cure = 'Write it as configured on the phones, such as "https://connections.example.com".'
  return isAddress ? undefined : [`${quoted(value)} is not the https address of a server.`, cure]
}

/** Where the desktop plug-ins (21.07 and later) are sent back to. */
export const DESKTOP_REDIRECT_URI = 'com.ibm.ibmscp://com.ibm.desktop.connections'

/** Addresses of the vendor's apps, from its procedure, by the words that stand for them. */
const REDIRECT_URIS: ReadonlyMap<string, string> = new Map([
  ['mobile', 'com.ibm.ibmscp://com.ibm.mobile.connections/token'],
  ['desktop', DESKTOP_REDIRECT_URI],
])

export function redirectUriOf(text: string): string {
  return REDIRECT_URIS.get(text.toLowerCase()) ?? text
}

/**
 * A redirect URI, or a word for one, that Entra takes for the platform "Mobile and desktop applications".
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reply-url
 */
export function validateRedirectUri(value: string): Fault | undefined {
  if (REDIRECT_URIS.has(value.toLowerCase())) return undefined
  const entra = 'Entra refuses it.'
  const shown = quoted(value)
  const because = (what: string, cure = entra): Fault => [`The redirect URI ${shown} ${what}.`, cure]
  const unseen = unseenCharacter(value)
  if (unseen) return because(`contains ${unseen}`, 'Remove it.')
  if (/\s/.test(value)) return because('contains spaces or line breaks', 'Write one URI on each line.')
  if (value.length > 256)
    return [`The redirect URI ${shown.slice(0, 41)}…" has more than 256 characters.`, entra]
  if (!URL.canParse(value) || !/^(urn:.|[a-z][a-z0-9+.-]*:\/\/.)/i.test(value))
    return [
      `${shown} is not a redirect URI.`,
      'Write "mobile", "desktop", or a URI with its scheme, such as "com.example.app://path".',
    ]
  if (value.includes('#')) return because('contains a fragment', 'Remove the part from "#" on.')
  if (value.includes('*')) return because('contains a wildcard')
  const { protocol, hostname, username, password } = new URL(value)
  if (username || password) return because('contains a user name or password', 'Remove the part before "@".')
  if (/[!$'(),;]|[^\x21-\x7e]/.test(value)) return because('contains a character that is not supported')
  if (/^(javascript|vbscript|data|file|blob|about):$/.test(protocol))
    return because('has a scheme that is not supported')
  if (protocol === 'http:' && !/^(localhost|127\.0\.0\.1)$/.test(hostname))
    return because('is not encrypted', 'Use https, or the scheme of an app.')
  return undefined
}

export function validateLabel(value: string): Fault | undefined {
  const tooLong = `The label "${value.slice(0, 20)}…" has more than 50 characters.`
  if (value.length > 50) return [tooLong, 'Shorten it: GitHub refuses it.']
  return validateUnseen('label', value, UNSEEN_BUT_JOINERS)
}

export function validateTitle(value: string): Fault | undefined {
  if (value.length > 256) return ['The title has more than 256 characters.', 'Shorten it: GitHub refuses it.']
  if (/[\r\n]/.test(value)) return ['The title has more than one line.', 'Put the rest in body.']
  return validateUnseen('title', value, UNSEEN_BUT_JOINERS)
}

export function validateProse(value: string): Fault | undefined {
  return validateUnseen('text', value, REORDERING)
}

/** A branch name for a path (and a base that is not the default), so that two of them never share one. */
export function derivedBranch(path: string, base: string | undefined): string {
  const slug = (base ? `${base}-${path}` : path)
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)
  return `mobile-sso/${slug}-${hash('sha256', JSON.stringify([base ?? null, path])).slice(0, 8)}`
}
