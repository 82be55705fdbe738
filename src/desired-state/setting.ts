import { trimXml } from '../mobile-config/white-space.ts'
import { isEntraHost } from './microsoft-hosts.ts'
import { isGuid, type Sourced } from './value.ts'

/** A place in mobile-config.xml that holds a value. */
interface SettingPlace {
  /** Names of the elements from below the root to the one that holds the value. */
  readonly elements: readonly string[]
  /** The attribute of the last of them (of the root where there is none) that holds the value; undefined: its text does. */
  readonly attribute?: string
}

/** A value that mobile-config.xml has to hold. */
export interface DesiredSetting extends SettingPlace, Sourced {
  /** The value is one of Entra's IDs, in which capital letters make no difference. */
  readonly isEntraId?: boolean
}

/** A setting's path as the settings input spells it: "SecuritySettings/@enabled". */
export function settingName({ elements, attribute }: SettingPlace): string {
  return [...elements, ...(attribute === undefined ? [] : [`@${attribute}`])].join('/')
}

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
 * @see https://www.w3.org/TR/xmlschema-2/#boolean
 */
export function meaning(setting: DesiredSetting, value: string): string {
  const text = trimXml(value)
  if (/^(?:true|false)$/.test(trimXml(setting.value)))
    return text.replace(/^1$/, 'true').replace(/^0$/, 'false')
  if (settingName(setting) === 'SecuritySettings/OAuthScopes') return scopes(text)
  return setting.isEntraId ? lowerCase(text) : address(text)
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
  const [, origin, path = '', rest = ''] = /^(https?:\/\/[^/?#]+)([^?#]*)(.*)$/is.exec(text) ?? []
  if (origin === undefined) return text
  const plain = lowerCase(origin)
  return plain + (isEntraHost(plain.replace(/^https?:\/\//, '')) ? withPlainIds(path) : path) + rest
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
