export interface Pair {
  /** "provider_1.clientId" */
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
  const quoted = /^[[{\s]*["'`]/.test(text) ? quotedPairs(text, QUOTED_BOTH) : []
  if (quoted.length > 0) return quoted
  const [first, ...folded] = text.split(FOLD).map(readPair)
  return first ? [first, ...folded.filter((pair) => pair !== undefined)] : quotedPairs(text, QUOTED_WHOLE)
}

/** The value is the pattern's last group. A backslash keeps the quotes in it from ending it. */
function quotedPairs(text: string, pattern: RegExp): Pair[] {
  return [...text.matchAll(pattern)].map((match) =>
    pairOf(match[2]!, match.at(-1)!.replaceAll(/\\(["'`])/g, '$1')),
  )
}

function readPair(text: string): Pair | undefined {
  const row = text.replace(/^\|/, '').trim()
  const match = START.exec(row)
  const name = match?.[2]?.replaceAll('\\_', '_')
  if (!match || !name || name.includes('\\')) return undefined
  const rest = row.slice(match[0].length)
  const separator = match[3] ?? ' '
  // "OpenID: …" is prose.
  if (separator === ':' && !name.includes('.') && !match[1] && !/^jndiCacheName$/i.test(name))
    return undefined
  if (separator === '=' || separator === ':') return pairOf(name, rest)
  const cell = rest.split(separator === ' ' ? / {2,}/ : separator, 1)[0]!
  return pairOf(name, cell.trim().startsWith('`') ? cell : cell.replaceAll('\\_', '_'))
}

/** Without the quotes around the value. */
function pairOf(name: string, value: string): Pair {
  const [, , inner] = /^(["'`])(.*)\1$/s.exec(value.trim()) ?? []
  return { name, value: (inner ?? value).trim() }
}

/** Whether a line is of the nested lists that wsadmin prints, bare or as the string that its interactive Jython shows. */
export function isWsadminList(line: string): boolean {
  const text = line.trimStart()
  return /^u?[\s["'(]*\[(name|value|description|required|validationExpression|properties)\b/.test(text)
}

/** `[name …]` opens a property that the next `[value …]` closes, in the same line or in a later one, which gets its name. */
export function readWsadminList(line: string, openName: string | undefined) {
  const pairs: Pair[] = []
  let name = openName
  // Blanks belong to one part of the pattern only, else many of them without a bracket behind take quadratic time.
  const entries = /\[(name|value)(?:[ ]+(?:("[^"]*"|\[\])[ ]*|([^\][\s"][^\][]*))|[ ]*)\]/g
  for (const [, key, quoted, plain = ''] of line.replaceAll('\\"', '"').matchAll(entries)) {
    const value = quoted === '[]' ? '' : (quoted?.slice(1, -1) ?? plain).trim()
    if (key === 'value' && name !== undefined) pairs.push({ name, value })
    name = key === 'name' ? value : undefined
  }
  return { pairs, openName: name }
}

/** How the first line of a file begins that export-mobile-config.py has made: it is read exactly, what people paste is guessed at. */
export const MADE_BY_EXPORT = '# mobile-sso-config: the OpenID Connect properties of a cell'

/**
 * A property in a line of an exported file, which is a properties file of Java without continued lines; undefined for another line.
 * @see https://docs.oracle.com/javase/8/docs/api/java/util/Properties.html#load-java.io.Reader-
 */
export function readExportedPair(line: string): Pair | undefined {
  const [, name, value] = /^(?![#!])((?:\\.|[^\\=:\s])+)=((?:\\.|[^\\])*)$/.exec(line) ?? []
  return name === undefined || value === undefined
    ? undefined
    : { name: unescaped(name), value: unescaped(value) }
}

const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' }

function unescaped(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code?: string, other = '') =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : (CONTROLS[other] ?? other),
  )
}
