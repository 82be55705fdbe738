import { type Fault, type Problem, problemOf } from '../problems.ts'
import { trimXml } from '../text/white-space.ts'
import { isEntraHost } from './microsoft-hosts.ts'
import { isGuid, type Sourced } from './value.ts'

export interface SettingPlace {
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

/** The place of a setting, by its path; the reverse of {@link settingName}. */
export function settingPlace(path: string): SettingPlace {
  const steps = path.split('/')
  if (!steps.at(-1)!.startsWith('@')) return { elements: steps }
  return { elements: steps.slice(0, -1), attribute: steps.at(-1)!.slice(1) }
}

/** Whether a value that was found, in the file or on the server, means the wanted one; then it is left alone, and is no drift. */
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
  const [, scheme, host = '', path = '', rest] = /^(https?:\/\/)([^/?#]+)([^?#]*)(.*)$/is.exec(text) ?? []
  if (scheme === undefined) return text
  const plainHost = lowerCase(host)
  return lowerCase(scheme) + plainHost + (isEntraHost(plainHost) ? withPlainIds(path) : path) + rest
}

/** IDs between slashes in lower case. Other providers than Entra may distinguish them. */
function withPlainIds(path: string): string {
  return path.replaceAll(/[^/]+/g, (segment) => (isGuid(segment) ? lowerCase(segment) : segment))
}

/** Of ASCII alone: some other letters have one of ASCII's as their lower case. */
function lowerCase(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}

const MANAGED: ReadonlyMap<string, string> = new Map([
  ['SecuritySettings/@enabled', 'The action always sets it to true; remove the line.'],
  ['SecuritySettings/AuthType', 'The action always sets it to OAuth; remove the line.'],
  ['SecuritySettings/OAuthAuthorizationURL', 'Use the input authorize-endpoint-url.'],
  ['SecuritySettings/OAuthTokenURL', 'Use the input token-endpoint-url.'],
  ['SecuritySettings/OAuthClientId', 'Use the input client-id.'],
  ['SecuritySettings/OAuthScopes', 'Use the input scope.'],
  ['SecuritySettings/OAuthAuthorizationURL_Parameters', 'Use the input authorization-parameters.'],
])

/** Whether a setting has an input of its own or always the same value; the settings input cannot give it. */
export function isManaged(setting: SettingPlace): boolean {
  return MANAGED.has(settingName(setting))
}

/** Settings that are read, and elements on a path. A real file has about a hundred values, on paths of two or three. */
const MAX_SETTINGS = 500
const MAX_PATH = 20

const NAME_START =
  'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}'

/** A name in XML without a colon. @see https://www.w3.org/TR/xml-names/#NT-NCName */
const NAME = new RegExp(`^[${NAME_START}][${NAME_START}0-9.\\u00b7\\u0300-\\u036f\\u203f\\u2040-]*$`, 'u')

/** Reads the settings input: `Path/To/Element = value` or `Path/@attribute = value` on each line, # for comments. */
export function readSettingsLines(text: string): { settings: DesiredSetting[]; problems: Problem[] } {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ line: line.trim(), source: `settings line ${index + 1}` }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
  if (lines.length > MAX_SETTINGS) {
    const what = `There are ${lines.length} settings; the limit is ${MAX_SETTINGS}.`
    const cure = 'To change that much, edit the file itself.'
    return { settings: [], problems: [problemOf('settings', [what, cure])] }
  }
  const settings = new Map<string, DesiredSetting>()
  const problems: Problem[] = []
  for (const { line, source } of lines) {
    const [path = '', value] = line.split(/=(.*)/s, 2).map((part) => part.trim())
    const setting = { ...settingPlace(path), value: value ?? '', source }
    const other = settings.get(path)
    const fault = lineFault(path, value) ?? placeFault(path, setting) ?? contradiction(path, setting, other)
    if (fault) problems.push(problemOf(source, fault))
    else settings.set(path, other ?? setting)
  }
  return { settings: [...settings.values()], problems: [...problems, ...elementsInValues(settings)] }
}

/** What may be a value is not quoted: it may hold a password. */
function lineFault(path: string, value: string | undefined): Fault | undefined {
  const form = 'Write Path/To/Element = value or Path/@attribute = value.'
  if (path.includes('[')) {
    const what = `"${path.slice(0, path.indexOf('['))}[…]" contains a predicate.`
    return [what, 'Only elements that occur once can be managed. Write the plain path.']
  }
  if (value === undefined) return ['The line has no "=".', form]
  if (path === '') return ['The path before "=" is missing.', form]
  if (path.startsWith('/'))
    return [`"${path}" starts with "/".`, 'Write the path relative to the root element.']
  if (/^config(\/|$)/.test(path))
    return [`"${path}" starts with the root element.`, 'Write the path relative to it, without "config/".']
  if (path.split('/', MAX_PATH + 1).length > MAX_PATH)
    return [`The path has more than ${MAX_PATH} parts.`, 'Write the path of an element in the file.']
  return undefined
}

function placeFault(path: string, { elements, attribute }: SettingPlace): Fault | undefined {
  if (elements.some((step) => step.startsWith('@')))
    return [`"${path}" has "@" before its end.`, 'An attribute must be the last part of a path.']
  if (/^xmlns(:|$)/.test(attribute ?? '')) {
    const what = `"${path}" declares a namespace, and namespaces cannot be managed.`
    return [what, 'Remove the line; the file must declare them itself.']
  }
  const names = attribute === undefined ? elements : [...elements, attribute]
  const wrong = names.find((name) => !NAME.test(name))
  if (wrong !== undefined) {
    const what = `"${wrong}" in "${path}" is not a valid XML name.`
    return [what, 'Write names as they are in the file, without a prefix.']
  }
  const cure = MANAGED.get(path)
  if (cure) return [`"${path}" is managed by the action.`, cure]
  if (path === 'SecuritySettings') {
    const what = `"${path}" contains elements that the action manages and has no value of its own.`
    return [what, 'Write the path of an element or attribute in it.']
  }
  const above = pathsAbove(elements).find((outer) => MANAGED.has(outer))
  if (above === undefined) return undefined
  return [`"${path}" is inside "${above}", whose value the action manages.`, 'Remove the line.']
}

function contradiction(path: string, { value }: Sourced, other: Sourced | undefined): Fault | undefined {
  if (!other || other.value === value) return undefined
  return [`"${path}" has a different value than in ${other.source}.`, 'Remove one of the lines.']
}

/** An element holds a value or other elements, never both. */
function elementsInValues(settings: ReadonlyMap<string, DesiredSetting>): Problem[] {
  const cure = 'An element contains either a value or other elements: remove one of the lines.'
  return [...settings].flatMap(([path, { elements, source }]) =>
    pathsAbove(elements)
      .filter((outer) => settings.has(outer))
      .map((outer) => `"${path}" is inside "${outer}", which ${settings.get(outer)!.source} gives a value.`)
      .map((what) => problemOf(source, [what, cure])),
  )
}

/** The paths of the elements around the last one: "A" and "A/B" for A/B/C. */
function pathsAbove(elements: readonly string[]): string[] {
  return elements.slice(0, -1).map((_, depth) => elements.slice(0, depth + 1).join('/'))
}
