import type { Problem } from '../problems.ts'
import { isExported, readExportedPair } from './exported-properties.ts'
import { decodePropertiesFile } from './properties-file.ts'
import { cells, readPairs } from './property-pair.ts'
import { isMaskable, isSecretName } from './secrets.ts'
import { isWsadminList, readWsadminList } from './wsadmin-list.ts'

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
  /** Values of secret properties: to be masked in the log before anything else is done, and never to be written. */
  readonly secrets: readonly string[]
  /** One-based lines that were not understood. Their content is never shown: it may hold a secret. */
  readonly ignoredLines: readonly number[]
  /** What keeps the whole from being read. */
  readonly fault: Omit<Problem, 'where'> | undefined
}

/**
 * Reads WebSphere OIDC provider properties in every form in which people paste them: `name=value`, `name: value`, a table
 * separated by tabs, bars or blanks, the lists that wsadmin's AdminConfig.show prints, and the `"name=value"` that its
 * -customProperties takes. Forms may be mixed. What export-mobile-config.py has made is read as it was written. Never throws.
 * @param content as it was pasted, or the bytes of a file
 * @see https://www.ibm.com/docs/en/was/9.0.5?topic=users-openid-connect-relying-party-custom-properties
 */
export function parseProviderProperties(content: string | Uint8Array): ProviderProperties {
  const text = typeof content === 'string' ? content : decodePropertiesFile(content)
  if (typeof text !== 'string') return { ...NOTHING, fault: text }
  if (text.length > LONGEST_TEXT) return { ...NOTHING, fault: tooLong(text.length) }
  return { ...readText(text), fault: undefined }
}

/** Characters that are read. The properties of a provider have some thousand. */
const LONGEST_TEXT = 200_000

const NOTHING = { properties: [], secrets: [], ignoredLines: [] } as const

function tooLong(length: number): Omit<Problem, 'where'> {
  return {
    what: `It has ${length} characters; more than ${LONGEST_TEXT} are not read.`,
    cure: 'Give only the custom properties of the OpenID Connect relying party.',
  }
}

function readText(text: string): Omit<ProviderProperties, 'fault'> {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\u00A0', ' ')
    .split(/\r\n|\r|\n/)
  const properties: ProviderProperty[] = []
  const ignoredLines: number[] = []
  const exported = isExported(lines)
  let listName: string | undefined
  for (const [index, content] of lines.entries()) {
    const line = index + 1
    const pair = exported ? readExportedPair(content) : undefined
    // An export has no secret, so people have put it there, in whatever form.
    if (pair && !isSecretName(pair.name)) {
      properties.push({ ...pair, line })
      continue
    }
    if (isWsadminList(content)) {
      const list = readWsadminList(content, line, listName)
      properties.push(...list.properties)
      listName = list.openName
      continue
    }
    if (isDecoration(content)) continue
    const pairs = readPairs(content)
    properties.push(...pairs.map((pair) => ({ ...pair, line })))
    if (pairs.length === 0) ignoredLines.push(line)
  }
  const secrets = properties.filter(({ name }) => isSecretName(name)).map(({ value }) => value)
  return { properties, secrets: [...new Set(secrets)].filter(isMaskable), ignoredLines }
}

/** Blank lines, comments, brackets that belong to lists, and the header, rule and footer of a table. */
function isDecoration(line: string): boolean {
  const text = line.trim()
  if (/^[#!]/.test(text) || /^[[\]{}()|:+,"'`\s-]*$/.test(text)) return true
  if (HEADER.test(text) || /^(?:total:?\s+\d+|you can administer the following resources:)$/i.test(text))
    return true
  const [first = '', second = ''] = cells(text)
  return /^(property|(property )?name)$/i.test(first) && /^value\b/i.test(second)
}

/** "Property | Value" of the vendor's pages, "Select Name Value Description" of the console. */
const HEADER =
  /^(?:\|\s*)?(?:select[\s|]+)?(?:property(?: name)?|name)[\s|]+values?(?:[\s|]+(?:description|required|validation expression))*(?:\s*\|)?$/i
