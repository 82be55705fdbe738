import type { ProviderProperty } from './provider-properties.ts'

/** Whether a line is of the nested lists that wsadmin prints, bare or as the string that its interactive Jython shows. */
export function isWsadminList(line: string): boolean {
  const text = line.trimStart()
  return /^u?[\s["'(]*\[(name|value|description|required|validationExpression|properties)\b/.test(text)
}

/**
 * `[name …]` opens a property that the next `[value …]` closes, in the same line or in a later one.
 * @param openName the name that an earlier line opened
 */
export function readWsadminList(
  line: string,
  number: number,
  openName: string | undefined,
): { properties: ProviderProperty[]; openName: string | undefined } {
  const properties: ProviderProperty[] = []
  let name = openName
  // Blanks belong to one part of the pattern only, else many of them without a bracket behind take quadratic time.
  const entries = /\[(name|value)(?:[ ]+(?:("[^"]*"|\[\])[ ]*|([^\][\s"][^\][]*))|[ ]*)\]/g
  for (const match of line.replaceAll('\\"', '"').matchAll(entries)) {
    const text = match[2] ?? match[3] ?? ''
    const value = text === '[]' ? '' : text.replace(/^"(.*)"$/s, '$1').trim()
    if (match[1] === 'name') name = value
    else if (name !== undefined) {
      properties.push({ name, value, line: number })
      name = undefined
    }
  }
  return { properties, openName: name }
}
