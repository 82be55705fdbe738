import type { Problem } from '../problems.ts'
import { type DesiredSetting, settingName } from './setting.ts'

/** Settings that have inputs of their own. */
const MANAGED: Readonly<Record<string, string>> = {
  'SecuritySettings/@enabled': 'The action always sets it to true; remove the line.',
  'SecuritySettings/AuthType': 'The action always sets it to OAuth; remove the line.',
  'SecuritySettings/OAuthAuthorizationURL': 'Use the input authorize-endpoint-url.',
  'SecuritySettings/OAuthTokenURL': 'Use the input token-endpoint-url.',
  'SecuritySettings/OAuthClientId': 'Use the input client-id.',
  'SecuritySettings/OAuthScopes': 'Use the input scope.',
  'SecuritySettings/OAuthAuthorizationURL_Parameters': 'Use the input authorization-parameters.',
}

/** A name in XML without a colon. */
const NAME = /^[\p{L}_][\p{L}\p{N}_.\u00b7-]*$/u

/** Reads the settings input: `Path/To/Element = value` or `Path/@attribute = value` on each line, # for comments. */
export function readSettingsLines(text: string): { settings: DesiredSetting[]; problems: Problem[] } {
  const settings = new Map<string, DesiredSetting>()
  const problems: Problem[] = []
  for (const [index, content] of text.split(/\r\n|\r|\n/).entries()) {
    const line = content.trim()
    if (line === '' || line.startsWith('#')) continue
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
  return { settings: [...settings.values()], problems }
}

function readLine(line: string, where: string): DesiredSetting | Problem {
  const refuse = (what: string, cure: string): Problem => ({ where, what, cure })
  const equals = line.indexOf('=')
  const path = (equals < 0 ? line : line.slice(0, equals)).trim()
  // What may be a value is not quoted: it may hold a password.
  if (path.includes('['))
    return refuse(
      `"${path.slice(0, path.indexOf('['))}[…]" holds a predicate.`,
      'Only elements that occur once can be managed; write their plain path.',
    )
  if (equals < 0)
    return refuse('The line has no "=".', 'Write Path/To/Element = value or Path/@attribute = value.')
  if (path === '')
    return refuse('There is no path before "=".', 'Write Path/To/Element = value or Path/@attribute = value.')
  if (path.startsWith('/'))
    return refuse(`"${path}" starts with "/".`, 'Write the path relative to the root element.')
  const steps = path.split('/')
  if (steps[0] === 'config')
    return refuse(
      `"${path}" starts with the root element.`,
      'Write the path relative to it, without "config/".',
    )
  const last = steps.at(-1)!
  const attribute = last.startsWith('@') ? last.slice(1) : undefined
  const elements = attribute === undefined ? steps : steps.slice(0, -1)
  if (elements.some((step) => step.startsWith('@')))
    return refuse(`"${path}" has "@" before its end.`, 'An attribute is the last part of a path.')
  const wrong = [...elements, ...(attribute === undefined ? [] : [attribute])].find(
    (name) => !NAME.test(name),
  )
  if (wrong !== undefined)
    return refuse(
      `"${wrong}" in "${path}" is not a name in XML.`,
      'Write names as they stand in the file, without a prefix.',
    )
  const managed = MANAGED[path]
  if (managed) return refuse(`"${path}" is managed by the action.`, managed)
  return {
    elements,
    ...(attribute === undefined ? {} : { attribute }),
    value: line.slice(equals + 1).trim(),
    source: where,
  }
}

function contradiction(name: string, where: string, other: DesiredSetting): Problem {
  return {
    where,
    what: `"${name}" is set to another value than in ${other.source}.`,
    cure: 'Remove one of the lines.',
  }
}
