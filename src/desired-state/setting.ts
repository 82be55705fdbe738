import { trimXml } from '../mobile-config/white-space.ts'
import { isEntraHost } from './entra-clouds.ts'
import { isGuid } from './identifiers.ts'

/** A value and where it came from, for people: "input scope", "provider_1.scope (provider-properties line 3)". */
export interface Sourced {
  readonly value: string
  readonly source: string
}

/** A value that mobile-config.xml has to hold. */
export interface DesiredSetting extends Sourced {
  /** Names of the elements from below the root to the one that holds the value. */
  readonly elements: readonly string[]
  /** The attribute of the last of them (of the root where there is none) that holds the value; undefined: its text does. */
  readonly attribute?: string
  /** The value is one of Entra's IDs, in which capital letters make no difference. */
  readonly isEntraId?: boolean
}

/** A setting's path as the settings input spells it: "SecuritySettings/@enabled". */
export function settingName({ elements, attribute }: Pick<DesiredSetting, 'elements' | 'attribute'>): string {
  return [...elements, ...(attribute === undefined ? [] : [`@${attribute}`])].join('/')
}

const SCOPES = 'SecuritySettings/OAuthScopes'

/** XML Schema's two ways to write each truth value. @see https://www.w3.org/TR/xmlschema-2/#boolean */
const BOOLEANS: ReadonlyMap<string, string> = new Map([
  ['1', 'true'],
  ['0', 'false'],
])

/**
 * Whether a value that was found, in the file or on the server, means the wanted one. What does is left alone, byte for byte, and is
 * no drift; everything else is another value, also where somebody might overlook the difference.
 */
export function isSameValue(setting: DesiredSetting, found: string): boolean {
  return meaning(setting, found) === meaning(setting, setting.value)
}

/**
 * One text for all values of a setting that mean the same: surrounding white space, `1` for `true`, the order of scopes, and upper
 * case where nobody distinguishes it.
 */
export function meaning(setting: DesiredSetting, value: string): string {
  const text = trimXml(value)
  if (/^(?:true|false)$/.test(trimXml(setting.value))) return BOOLEANS.get(text) ?? text
  if (settingName(setting) === SCOPES) return scopes(text)
  if (setting.isEntraId) return lowerCase(text)
  return address(text)
}

/** A set: the order says nothing, and neither does a repetition. @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
function scopes(text: string): string {
  const each = text.split(' ').map((scope) => (scope.startsWith('api://') ? withPlainIds(scope) : scope))
  return [...new Set(each)].toSorted().join(' ')
}

/**
 * An address with scheme and host, and at Entra the tenant's ID, in lower case; every other text as it is. It is not parsed: a parser
 * takes texts for the same that other readers do not.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2.1
 */
function address(text: string): string {
  const [, scheme, host, path, rest] = /^(https?:\/\/)([^/?#]+)([^?#]*)(.*)$/is.exec(text) ?? []
  if (scheme === undefined || host === undefined || path === undefined) return text
  const plainHost = lowerCase(host)
  return lowerCase(scheme) + plainHost + (isEntraHost(plainHost) ? withPlainIds(path) : path) + rest
}

/** Segments that are IDs in lower case. Other providers than Entra may distinguish them. */
function withPlainIds(path: string): string {
  return path
    .split('/')
    .map((segment) => (isGuid(segment) ? lowerCase(segment) : segment))
    .join('/')
}

/** Of ASCII alone: some other letters have one of ASCII's as their lower case. */
function lowerCase(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}
