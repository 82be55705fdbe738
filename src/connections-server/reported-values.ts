import { trimXml } from '../mobile-config/white-space.ts'

/**
 * Names that the server may report and the file holds. Their places in the JSON are not documented, so they are looked for
 * everywhere; `enabled` is too common a name for that and counts inside of SecuritySettings only.
 */
const NAMES: ReadonlySet<string> = new Set([
  'AuthType',
  'OAuthAuthorizationURL',
  'OAuthTokenURL',
  'OAuthClientId',
  'OAuthScopes',
  'OAuthAuthorizationURL_Parameters',
])
const SECTION = 'SecuritySettings'

/** One value in the file, of several words; in JSON they may be a list. */
const WORDS = 'OAuthScopes'

/** Values of a hostile answer that are looked at. */
const MAX_VALUES = 100_000

export interface ReportedValues {
  /** By the path in mobile-config.xml ("SecuritySettings/AuthType"), without surrounding white space, each once. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>
  /** False when the answer holds more than is looked at. */
  readonly isComplete: boolean
}

/** A value with what its place says it is. */
interface PlacedValue {
  readonly value: unknown
  /** Key of the object that holds it; a list hands it on to what is in it. */
  readonly name: string
  /** Key of the object around that. */
  readonly section: string
}

/** Looks the known names up wherever they are: as keys, or as `{"name": …, "value": …}`. No recursion: JSON may be deep. */
export function reportedValues(json: unknown): ReportedValues {
  const values = new Map<string, Set<string>>()
  const open: PlacedValue[] = [{ value: json, name: '', section: '' }]
  let seen = 0
  for (let placed = open.pop(); placed; placed = open.pop()) {
    seen += 1
    if (seen > MAX_VALUES) return { values, isComplete: false }
    const { name, section } = placed
    const value = name === WORDS ? joined(placed.value) : placed.value
    const setting = settingOf(name, section)
    const text = textOf(value)
    if (text !== undefined && setting) values.set(setting, (values.get(setting) ?? new Set()).add(text))
    if (Array.isArray(value)) for (const each of value) open.push({ value: each, name, section })
    else if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) open.push({ value: each, name: key, section: name })
      const pair = pairOf(value)
      if (pair) open.push({ ...pair, section: name })
    }
  }
  return { values, isComplete: true }
}

function joined(value: unknown): unknown {
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value.join(' ') : value
}

function settingOf(name: string, section: string): string | undefined {
  if (NAMES.has(name)) return `${SECTION}/${name}`
  return section === SECTION && (name === 'enabled' || name === '@enabled')
    ? `${SECTION}/@enabled`
    : undefined
}

function pairOf(value: object): { readonly name: string; readonly value: unknown } | undefined {
  const pair = value as { readonly name?: unknown; readonly value?: unknown }
  return typeof pair.name === 'string' && pair.value !== undefined
    ? { name: pair.name, value: pair.value }
    : undefined
}

/** Undefined for anything but a single value; null is not one. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? trimXml(String(value))
    : undefined
}

/** Whether the server may report that setting. */
export function isReportable(setting: string): boolean {
  const [section, name = ''] = setting.split('/', 2)
  return section === SECTION && settingOf(name, SECTION) === setting
}
