import { trimXml } from '../text/white-space.ts'

const SECTION = 'SecuritySettings'
/** Too common a name to count elsewhere than inside of the section. */
const ENABLED = `${SECTION}/@enabled`
/** One value in the file, of several words; in JSON they may be a list. */
const WORDS = 'OAuthScopes'

/** Settings that the server may report and the file holds. */
const REPORTABLE: ReadonlySet<string> = new Set([
  ENABLED,
  `${SECTION}/AuthType`,
  `${SECTION}/OAuthAuthorizationURL`,
  `${SECTION}/OAuthTokenURL`,
  `${SECTION}/OAuthClientId`,
  `${SECTION}/${WORDS}`,
  `${SECTION}/OAuthAuthorizationURL_Parameters`,
])

export function isReportable(setting: string): boolean {
  return REPORTABLE.has(setting)
}

/** Values of a hostile answer that are looked at. */
const MAX_VALUES = 100_000

/**
 * Looks the known names up wherever they are, because their places in the JSON are not documented: as keys, or as
 * `{"name": …, "value": …}`. No recursion: JSON may be deep.
 * @returns the values by the path in mobile-config.xml ("SecuritySettings/AuthType"), without surrounding white space, each once;
 * isComplete is false when the answer holds more than is looked at
 */
export function reportedValues(json: unknown) {
  const values = new Map<string, Set<string>>()
  // The name is the key of the object that holds a value, the section that of the object around it; lists hand both on.
  const open = [{ value: json, name: '', section: '' }]
  let seen = 0
  for (let placed = open.pop(); placed; placed = open.pop()) {
    seen += 1
    if (seen > MAX_VALUES) return { values, isComplete: false }
    const { name, section } = placed
    const value = name === WORDS ? joined(placed.value) : placed.value
    const setting = settingOf(name, section)
    // Null is no value.
    if (setting && ['string', 'number', 'boolean'].includes(typeof value))
      values.set(setting, (values.get(setting) ?? new Set()).add(trimXml(String(value))))
    if (Array.isArray(value)) for (const each of value) open.push({ value: each, name, section })
    else if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) open.push({ value: each, name: key, section: name })
      const pair = value as { readonly name?: unknown; readonly value?: unknown }
      if (typeof pair.name === 'string') open.push({ value: pair.value, name: pair.name, section: name })
    }
  }
  return { values, isComplete: true }
}

function joined(value: unknown): unknown {
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value.join(' ') : value
}

function settingOf(name: string, section: string): string | undefined {
  const setting = name === 'enabled' ? ENABLED : `${SECTION}/${name}`
  return isReportable(setting) && (setting !== ENABLED || section === SECTION) ? setting : undefined
}
