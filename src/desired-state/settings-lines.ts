import type { Problem } from '../problems.ts'
import { type DesiredSetting, settingName } from './setting.ts'
import { type Fault, problemOf } from './value.ts'

const SECTION = 'SecuritySettings'

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
export function isManaged(setting: Pick<DesiredSetting, 'elements' | 'attribute'>): boolean {
  return MANAGED.has(settingName(setting))
}

/** Settings that are read. A real file has about a hundred values. */
const MAX_SETTINGS = 500

/** Elements on a path. Real paths have two or three. */
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
    return {
      settings: [],
      problems: [problemOf('settings', [what, 'To change that much, edit the file itself.'])],
    }
  }
  const settings = new Map<string, DesiredSetting>()
  const problems: Problem[] = []
  for (const { line, source } of lines) {
    const [path = '', value] = splitOnce(line)
    const steps = path.split('/')
    const attribute = steps.at(-1)!.startsWith('@') ? { attribute: steps.pop()!.slice(1) } : {}
    const setting = { elements: steps, ...attribute, value: value ?? '', source }
    const other = settings.get(path)
    const fault =
      formFault(path, value) ??
      nameFault(path, setting) ??
      managedFault(path, setting) ??
      contradiction(setting, other)
    if (fault) problems.push(problemOf(source, fault))
    else settings.set(path, other ?? setting)
  }
  return { settings: [...settings.values()], problems: [...problems, ...elementsInValues(settings)] }
}

/** The path, and the value behind the first "=". */
function splitOnce(line: string): string[] {
  const equals = line.indexOf('=')
  return equals < 0 ? [line] : [line.slice(0, equals).trim(), line.slice(equals + 1).trim()]
}

/** What may be a value is not quoted: it may hold a password. */
function formFault(path: string, value: string | undefined): Fault | undefined {
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

function nameFault(path: string, { elements, attribute }: DesiredSetting): Fault | undefined {
  if (elements.some((step) => step.startsWith('@')))
    return [`"${path}" has "@" before its end.`, 'An attribute must be the last part of a path.']
  if (/^xmlns(:|$)/.test(attribute ?? '')) {
    const what = `"${path}" declares a namespace, and namespaces cannot be managed.`
    return [what, 'Remove the line; the file must declare them itself.']
  }
  const names = attribute === undefined ? elements : [...elements, attribute]
  const wrong = names.find((name) => !NAME.test(name))
  if (wrong === undefined) return undefined
  const what = `"${wrong}" in "${path}" is not a valid XML name.`
  return [what, 'Write names as they are in the file, without a prefix.']
}

function managedFault(path: string, { elements }: DesiredSetting): Fault | undefined {
  const cure = MANAGED.get(path)
  if (cure) return [`"${path}" is managed by the action.`, cure]
  if (path === SECTION) {
    const what = `"${path}" contains elements that the action manages and has no value of its own.`
    return [what, 'Write the path of an element or attribute in it.']
  }
  const above = pathsAbove(elements).find((outer) => MANAGED.has(outer))
  if (above === undefined) return undefined
  return [`"${path}" is inside "${above}", whose value the action manages.`, 'Remove the line.']
}

function contradiction({ value }: DesiredSetting, other: DesiredSetting | undefined): Fault | undefined {
  if (!other || other.value === value) return undefined
  return [
    `"${settingName(other)}" has a different value than in ${other.source}.`,
    'Remove one of the lines.',
  ]
}

/** An element holds a value or other elements, never both. */
function elementsInValues(settings: ReadonlyMap<string, DesiredSetting>): Problem[] {
  return [...settings].flatMap(([path, { elements, source }]) =>
    pathsAbove(elements).flatMap((outer) => {
      const value = settings.get(outer)
      if (!value) return []
      const what = `"${path}" is inside "${outer}", which ${value.source} gives a value.`
      const cure = 'An element contains either a value or other elements: remove one of the lines.'
      return [problemOf(source, [what, cure])]
    }),
  )
}

/** The paths of the elements around the last one: "A" and "A/B" for A/B/C. */
function pathsAbove(elements: readonly string[]): string[] {
  return elements.slice(0, -1).map((_, depth) => elements.slice(0, depth + 1).join('/'))
}
