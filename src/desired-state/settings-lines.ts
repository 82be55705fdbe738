import type { Problem } from '../problems.ts'
import { type DesiredSetting, settingName } from './setting.ts'

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

/**
 * A name in XML without a colon.
 * @see https://www.w3.org/TR/xml-names/#NT-NCName
 */
const NAME = new RegExp(`^[${NAME_START}][${NAME_START}0-9.\\u00b7\\u0300-\\u036f\\u203f\\u2040-]*$`, 'u')

/** Reads the settings input: `Path/To/Element = value` or `Path/@attribute = value` on each line, # for comments. */
export function readSettingsLines(text: string): { settings: DesiredSetting[]; problems: Problem[] } {
  const settings = new Map<string, DesiredSetting>()
  const problems: Problem[] = []
  const lines = settingLines(text)
  if (lines.length > MAX_SETTINGS) return { settings: [], problems: [tooMany(lines.length)] }
  for (const { line, index } of lines) {
    const where = `settings line ${index + 1}`
    const setting = readLine(line, where)
    if ('what' in setting) {
      problems.push(setting)
      continue
    }
    const name = settingName(setting)
    const other = settings.get(name)
    if (other && other.value !== setting.value) problems.push(contradiction(name, where, other))
    else settings.set(name, other ?? setting)
  }
  const all = [...settings.values()]
  return { settings: all, problems: [...problems, ...elementsInValues(all)] }
}

function settingLines(text: string): { readonly line: string; readonly index: number }[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ line: line.trim(), index }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
}

function tooMany(count: number): Problem {
  const what = `There are ${count} settings; the limit is ${MAX_SETTINGS}.`
  return { where: 'settings', what, cure: 'To change that much, edit the file itself.' }
}

type Fault = readonly [what: string, cure: string] | undefined

function readLine(line: string, where: string): DesiredSetting | Problem {
  const equals = line.indexOf('=')
  const path = (equals < 0 ? line : line.slice(0, equals)).trim()
  const steps = path.split('/')
  const attribute = steps.at(-1)!.startsWith('@') ? steps.pop()!.slice(1) : undefined
  const fault = pathFault(path, equals) ?? namesFault(path, steps, attribute) ?? managedFault(path, steps)
  if (fault) return { where, what: fault[0], cure: fault[1] }
  const place = attribute === undefined ? { elements: steps } : { elements: steps, attribute }
  return { ...place, value: line.slice(equals + 1).trim(), source: where }
}

/** What may be a value is not quoted: it may hold a password. */
function pathFault(path: string, equals: number): Fault {
  const form = 'Write Path/To/Element = value or Path/@attribute = value.'
  if (path.includes('[')) {
    const what = `"${path.slice(0, path.indexOf('['))}[…]" contains a predicate.`
    return [what, 'Only elements that occur once can be managed. Write the plain path.']
  }
  if (equals < 0) return ['The line has no "=".', form]
  if (path === '') return ['The path before "=" is missing.', form]
  if (path.startsWith('/'))
    return [`"${path}" starts with "/".`, 'Write the path relative to the root element.']
  if (/^config(\/|$)/.test(path))
    return [`"${path}" starts with the root element.`, 'Write the path relative to it, without "config/".']
  if (path.split('/', MAX_PATH + 1).length > MAX_PATH)
    return [`The path has more than ${MAX_PATH} parts.`, 'Write the path of an element in the file.']
  return undefined
}

function namesFault(path: string, elements: readonly string[], attribute: string | undefined): Fault {
  if (elements.some((step) => step.startsWith('@')))
    return [`"${path}" has "@" before its end.`, 'An attribute must be the last part of a path.']
  if (attribute !== undefined && /^xmlns(:|$)/.test(attribute)) {
    const what = `"${path}" declares a namespace, and namespaces cannot be managed.`
    return [what, 'Remove the line; the file must declare them itself.']
  }
  const wrong = [...elements, ...(attribute === undefined ? [] : [attribute])].find(
    (name) => !NAME.test(name),
  )
  if (wrong === undefined) return undefined
  return [
    `"${wrong}" in "${path}" is not a valid XML name.`,
    'Write names as they are in the file, without a prefix.',
  ]
}

function managedFault(path: string, elements: readonly string[]): Fault {
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

/** An element holds a value or other elements, never both. */
function elementsInValues(settings: readonly DesiredSetting[]): Problem[] {
  const values = new Map(settings.map((setting) => [settingName(setting), setting]))
  return settings.flatMap((setting) =>
    pathsAbove(setting.elements).flatMap((outer) => {
      const value = values.get(outer)
      if (!value) return []
      const what = `"${settingName(setting)}" is inside "${outer}", which ${value.source} gives a value.`
      const cure = 'An element contains either a value or other elements: remove one of the lines.'
      return [{ where: setting.source, what, cure }]
    }),
  )
}

/** The paths of the elements around the last one: "A" and "A/B" for A/B/C. */
function pathsAbove(elements: readonly string[]): string[] {
  return elements.slice(0, -1).map((_, depth) => elements.slice(0, depth + 1).join('/'))
}

function contradiction(name: string, where: string, other: DesiredSetting): Problem {
  return {
    where,
    what: `"${name}" has a different value than in ${other.source}.`,
    cure: 'Remove one of the lines.',
  }
}
