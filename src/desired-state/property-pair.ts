import type { ProviderProperty } from './provider-properties.ts'

export interface Pair {
  readonly name: string
  readonly value: string
}

/** The properties of the interceptor itself have no provider before them: jndiCacheName. A word of prose has no capital inside. */
const BARE = String.raw`[A-Za-z][a-z0-9]+[A-Z]\w*`
const NAME = String.raw`[\w-]+(?:\.[\w-]+)+|${BARE}`

/** "name" = "value", several of them in JSON. */
const QUOTED_BOTH = new RegExp(
  String.raw`(["'${'`'}])(${NAME})\1[ ]*[=:][ ]*(["'${'`'}])((?:(?!\3)(?:\\.|[^\\]))*)\3`,
  'g',
)

/** "name=value", as wsadmin's -customProperties takes them; a shell may have put backslashes before the quotes. */
const QUOTED_WHOLE = new RegExp(String.raw`(\\?["'${'`'}])(${NAME})[ ]*[=:]((?:(?!\1)(?:\\.|[^\\]))*)\1`, 'g')

/** A name and what separates it from its value; in escaped Markdown the name holds backslashes. */
const START = new RegExp(
  String.raw`^(["'${'`'}]?)([\w\\-]+(?:\.[\w\\-]+)+|${BARE})\1(?:[ ]*([=:\t|])|[ ]{2,}|(?<=^[jJ]ndiCacheName)[ ](?=\S+$))`,
)

/** Where a folded YAML block has put the next property on the same line. */
const FOLD = /[ ](?=provider_\d+\.\w+[ ]*[=:])/

/** All properties of a line that is not of wsadmin's lists; none where it is not understood. */
export function readPairs(line: string): Pair[] {
  const text = line.trim()
  if (/^[[{\s]*["'`]/.test(text)) {
    const quoted = [...text.matchAll(QUOTED_BOTH)].map((match) =>
      pairOf(match[2]!, unescapeQuotes(match[4]!)),
    )
    if (quoted.length > 0) return quoted
  }
  const [first, ...folded] = text.split(FOLD).map(readPair)
  if (first) return [first, ...folded.filter((pair) => pair !== undefined)]
  return [...text.matchAll(QUOTED_WHOLE)].map((match) => pairOf(match[2]!, unescapeQuotes(match[3]!)))
}

/** The cells of a table's row: separated by tabs, bars or at least two spaces. */
export function cells(row: string): string[] {
  const separator = row.includes('\t') ? '\t' : row.includes('|') ? '|' : / {2,}/
  const inner = separator === '|' ? row.replace(/^\|/, '').replace(/\|$/, '') : row
  return inner.split(separator).map((cell) => cell.trim())
}

function readPair(text: string): Pair | undefined {
  const row = text.replace(/^\|/, '').trim()
  const match = START.exec(row)
  if (!match) return undefined
  const name = match[2]!.replaceAll('\\_', '_')
  if (name.includes('\\')) return undefined
  const rest = row.slice(match[0].length)
  const separator = match[3] ?? ' '
  // "OpenID: …" is prose.
  if (separator === ':' && !name.includes('.') && !match[1] && !/^jndiCacheName$/i.test(name))
    return undefined
  if (separator === '=' || separator === ':') return pairOf(name, rest)
  const cell = rest.split(separator === ' ' ? / {2,}/ : separator, 1)[0]!
  return pairOf(name, cell.trim().startsWith('`') ? cell : cell.replaceAll('\\_', '_'))
}

function pairOf(name: string, value: string): Pair {
  return { name, value: unquote(value.trim()) }
}

/** The quotes that a backslash keeps from ending the quoted text. */
function unescapeQuotes(quoted: string): string {
  return quoted.replaceAll(/\\(["'`])/g, '$1')
}

function unquote(value: string): string {
  const match = /^(["'`])(.*)\1$/s.exec(value)
  return match ? match[2]!.trim() : value
}

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
