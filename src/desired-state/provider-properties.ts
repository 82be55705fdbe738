import type { Problem } from '../problems.ts'

interface Pair {
  /** "provider_1.clientId" */
  readonly name: string
  readonly value: string
}

/** One custom property of the OpenID Connect relying party's trust association interceptor. */
export interface ProviderProperty extends Pair {
  /** One-based line of the pasted text. */
  readonly line: number
}

/** Properties by their whole names; of repetitions the first that is not empty counts. */
export function valuesByName(properties: readonly ProviderProperty[]): ReadonlyMap<string, ProviderProperty> {
  const values = new Map<string, ProviderProperty>()
  for (const property of properties)
    if (property.value && !values.has(property.name)) values.set(property.name, property)
  return values
}

export interface ProviderProperties {
  readonly properties: readonly ProviderProperty[]
  /** Values of secret properties: to be masked in the log before anything else is done, and never to be written. */
  readonly secrets: readonly string[]
  /** One-based lines that were not understood. Their content is never shown: it may hold a secret. */
  readonly ignoredLines: readonly number[]
  /** What keeps the whole from being read. */
  readonly fault: Omit<Problem, 'where'> | undefined
}

/**
 * Reads WebSphere OIDC provider properties in every form in which people paste them: `name=value`, `name: value`, a table
 * separated by tabs, bars or spaces, the lists that wsadmin's AdminConfig.show prints, and the `"name=value"` that its
 * -customProperties takes. Forms may be mixed. What export-mobile-config.py has made is read as it was written. Never throws.
 * @param content as it was pasted, or the bytes of a file
 * @see https://www.ibm.com/docs/en/was/9.0.5?topic=users-openid-connect-relying-party-custom-properties
 */
export function parseProviderProperties(content: string | Uint8Array): ProviderProperties {
  const text = typeof content === 'string' ? content : decodePropertiesFile(content)
  if (typeof text !== 'string') return { ...NOTHING, fault: text }
  if (text.length <= MAX_LENGTH) return { ...readText(text), fault: undefined }
  const what = `It has ${text.length} characters; the limit is ${MAX_LENGTH}.`
  const cure = 'Include only the custom properties of the OpenID Connect relying party.'
  return { ...NOTHING, fault: { what, cure } }
}

/** Characters. The properties of a provider have some thousand. */
const MAX_LENGTH = 200_000

const NOTHING = { properties: [], secrets: [], ignoredLines: [] } as const

function readText(text: string): Omit<ProviderProperties, 'fault'> {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\u00A0', ' ')
    .split(/\r\n|\r|\n/)
  const isExported = lines[0]!.startsWith(MADE_BY_EXPORT)
  const properties: ProviderProperty[] = []
  const ignoredLines: number[] = []
  let openName: string | undefined
  for (const [index, content] of lines.entries()) {
    const line = index + 1
    const add = (pairs: readonly Pair[]) => properties.push(...pairs.map((pair) => ({ ...pair, line })))
    const exported = isExported ? readExportedPair(content) : undefined
    // An export has no secret, so people have put it there, in whatever form.
    if (exported && !isSecretName(exported.name)) add([exported])
    else if (isWsadminList(content)) {
      const list = readWsadminList(content, openName)
      add(list.pairs)
      openName = list.openName
    } else if (!isDecoration(content)) {
      const pairs = readPairs(content)
      if (pairs.length === 0) ignoredLines.push(line)
      add(pairs)
    }
  }
  const secrets = properties.filter(({ name }) => isSecretName(name)).map(({ value }) => value)
  return { properties, secrets: [...new Set(secrets)].filter(isMaskable), ignoredLines }
}

/** Blank lines, comments, brackets that belong to lists, and the header, rule and footer of a table. */
function isDecoration(line: string): boolean {
  const text = line.trim()
  return [/^(?:[#!]|[[\]{}()|:+,"'`\s-]*$)/, HEADER, HEADER_CELLS, FOOTER].some((form) => form.test(text))
}

/** "Property | Value" of the vendor's pages, "Select Name Value Description" of the console. */
const HEADER =
  /^(?:\|\s*)?(?:select[\s|]+)?(?:property(?: name)?|name)[\s|]+values?(?:[\s|]+(?:description|required|validation expression))*(?:\s*\|)?$/i

/** A row whose first two cells are these, whatever the others are. Between words of prose there is one space. */
const HEADER_CELLS = /^\|?\s*(?:property(?: name)?|name)(?! value)[\s|]+value\b/i

const FOOTER = /^(?:total:?\s+\d+|you can administer the following resources:)$/i

/**
 * The text of a file: UTF-8, or UTF-16 with a byte order mark, as PowerShell's `>` writes it; a fault where there are zero bytes.
 * @see https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_character_encoding
 */
export function decodePropertiesFile(bytes: Uint8Array): string | Omit<Problem, 'where'> {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const zero = bytes.indexOf(0)
  if (zero < 0) return new TextDecoder().decode(bytes)
  const encoding = zero % 2 === 1 ? 'UTF-16LE' : 'UTF-16BE'
  return {
    what: `The file contains zero bytes, like ${encoding} text, but no byte order mark.`,
    cure: 'Save it as UTF-8; in PowerShell, use "| Out-File -Encoding utf8 <file>" instead of ">".',
  }
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
function readPairs(line: string): Pair[] {
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
function isWsadminList(line: string): boolean {
  const text = line.trimStart()
  return /^u?[\s["'(]*\[(name|value|description|required|validationExpression|properties)\b/.test(text)
}

/** `[name …]` opens a property that the next `[value …]` closes, in the same line or in a later one, which gets its name. */
function readWsadminList(line: string, openName: string | undefined) {
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
const MADE_BY_EXPORT = '# mobile-sso-config: the OpenID Connect properties of a cell'

/**
 * A property in a line of an exported file, which is a properties file of Java without continued lines; undefined for another line.
 * @see https://docs.oracle.com/javase/8/docs/api/java/util/Properties.html#load-java.io.Reader-
 */
function readExportedPair(line: string): Pair | undefined {
  const match = /^(?![#!])((?:\\.|[^\\=:\s])+)=((?:\\.|[^\\])*)$/.exec(line)
  return match ? { name: unescaped(match[1]!), value: unescaped(match[2]!) } : undefined
}

const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' }

function unescaped(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code?: string, other = '') =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : (CONTROLS[other] ?? other),
  )
}

export function isSecretName(name: string): boolean {
  return /secret|password/i.test(name)
}

/**
 * Whether a secret is to be masked. A masked value disappears wherever the log and the job's outputs hold it, so what only stands
 * for a secret must not be: "***", "<secret>", "${SECRET}", "changeme", and what is too short to be one.
 */
function isMaskable(secret: string): boolean {
  if (secret.length < 4 || /^(.)\1*$/su.test(secret)) return false
  return !/^(?:<[^<>]*>|\$?\{+[^{}]*\}+|change[-_ ]?me|none|null|true|false|secret|password)$/i.test(secret)
}
