/** One custom property of the OpenID Connect relying party's trust association interceptor. */
export interface ProviderProperty {
  /** "provider_1.clientId" */
  readonly name: string
  readonly value: string
  /** One-based line of the pasted text. */
  readonly line: number
}

export interface ProviderProperties {
  readonly properties: readonly ProviderProperty[]
  /** Everything that must be masked in the log before anything else is done. */
  readonly secrets: readonly string[]
  /** One-based lines that were not understood. Their content is never shown: it may hold a secret. */
  readonly ignoredLines: readonly number[]
}

/**
 * Reads WebSphere OIDC provider properties in every form in which people paste them: `name=value`, `name: value`, a table
 * separated by tabs or bars, and the lists that wsadmin's AdminConfig.show prints. Forms may be mixed. Never throws.
 * @see https://www.ibm.com/docs/en/was/9.0.5?topic=users-openid-connect-relying-party-custom-properties
 */
export function parseProviderProperties(text: string): ProviderProperties {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\u00A0', ' ')
    .split(/\r\n|\r|\n/)
  const properties: ProviderProperty[] = []
  const ignored: { readonly line: number; readonly text: string }[] = []
  let listName: string | undefined
  for (const [index, content] of lines.entries()) {
    const line = index + 1
    if (isWsadminList(content)) {
      const list = readWsadminList(content, line, listName)
      properties.push(...list.properties)
      listName = list.openName
      continue
    }
    if (isDecoration(content)) continue
    const property = readPair(content)
    if (property) properties.push({ ...property, line })
    else ignored.push({ line, text: content })
  }
  return {
    properties,
    secrets: secretsOf(
      properties,
      ignored.map((entry) => entry.text),
    ),
    ignoredLines: ignored.map(({ line }) => line),
  }
}

/** Whether a property's value must never be shown. */
export function isSecretName(name: string): boolean {
  return /secret|password/i.test(name)
}

/** Blank lines, comments, brackets that belong to lists, and the header and rule of a table. */
function isDecoration(line: string): boolean {
  const text = line.trim()
  if (/^[#!]/.test(text) || /^[[\]|:+\s-]*$/.test(text)) return true
  const [first = '', second = ''] = cells(text, text.includes('\t') ? '\t' : '|')
  return /^(property )?name$/i.test(first) && /^value\b/i.test(second)
}

function readPair(line: string): { name: string; value: string } | undefined {
  const text = line.trim().replace(/^\|/, '').trim()
  const match = /^([\w.\\-]+)[ ]*([=:\t|])/.exec(text)
  if (!match) return undefined
  const name = match[1]!.replaceAll('\\_', '_')
  if (!name.includes('.') || name.includes('\\')) return undefined
  const rest = text.slice(match[0].length)
  const separator = match[2]!
  const isTable = separator === '\t' || separator === '|'
  const value = isTable ? (cells(rest, separator)[0] ?? '') : rest.trim()
  return { name, value: unquote(isTable ? value.replaceAll('\\_', '_') : value) }
}

function cells(text: string, separator: string): string[] {
  const inner = separator === '|' ? text.replace(/^\|/, '').replace(/\|$/, '') : text
  return inner.split(separator).map((cell) => cell.trim())
}

function unquote(value: string): string {
  const quote = value[0]
  const isQuoted = value.length >= 2 && (quote === '"' || quote === "'") && value.endsWith(quote)
  return isQuoted ? value.slice(1, -1).trim() : value
}

function isWsadminList(line: string): boolean {
  return /^[\s["]*\[(name|value|description|required|validationExpression|properties)\b/.test(line)
}

/**
 * `[name …]` opens a property that the next `[value …]` closes, in the same line or in a later one.
 * @param openName the name that an earlier line opened
 */
function readWsadminList(
  line: string,
  number: number,
  openName: string | undefined,
): { properties: ProviderProperty[]; openName: string | undefined } {
  const properties: ProviderProperty[] = []
  let name = openName
  for (const match of line.matchAll(/\[(name|value)(?:[ ]+("[^"]*"|[^\][\s"][^\][]*|\[\]))?[ ]*\]/g)) {
    const value = match[2] === '[]' ? '' : unquote((match[2] ?? '').trim())
    if (match[1] === 'name') name = value
    else if (name !== undefined) {
      properties.push({ name, value, line: number })
      name = undefined
    }
  }
  return { properties, openName: name }
}

function secretsOf(properties: readonly ProviderProperty[], ignoredLines: readonly string[]): string[] {
  const named = properties.filter(({ name }) => isSecretName(name)).map(({ value }) => value)
  const suspected = ignoredLines
    .filter(isSecretName)
    .flatMap((line) => line.split(/[\s=:|[\]"']+/).filter((word) => word.length >= 6))
  return [...new Set([...named, ...suspected])].filter(
    (secret) => secret !== '' && !/^[\w]+\.?[\w]*secret$/i.test(secret),
  )
}
