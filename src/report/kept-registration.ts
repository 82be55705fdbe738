/** What the runs of a pull request have changed on the app registration, as far as people are told of it. */
export interface KeptRegistration {
  /** Application (client) ID. */
  readonly clientId: string
  readonly displayName: string
  readonly changes: readonly KeptChange[]
}

export interface KeptChange {
  /** Name of the property in Microsoft Graph. */
  readonly property: string
  readonly before: KeptValue
  readonly after: KeptValue
}

/** Of a long list its length, or what is new in it. */
export type KeptValue =
  | boolean
  | null
  | number
  | readonly string[]
  | { readonly added: readonly string[]; readonly more: number }

/** Lists of this length are told whole. */
export const SHORT_LIST = 5
/** Characters of an identifier, a name and a URI; Entra allows no longer ones. */
export const LONGEST_KEPT = 256

/** What a pull request's body remembers of it; "unknown" where an earlier release did something, which kept no data. */
export type Remembered = KeptRegistration | 'unknown' | undefined

/** What was kept, if it is what a run keeps; undefined for anything else: people can edit it. */
export function asRemembered(kept: unknown): Remembered {
  return kept === 'unknown' ? kept : asKeptRegistration(kept)
}

function asKeptRegistration(kept: unknown): KeptRegistration | undefined {
  if (!isObject(kept) || !isText(kept['clientId']) || !isText(kept['displayName'])) return undefined
  const { clientId, displayName, changes } = kept
  if (!Array.isArray(changes) || changes.length === 0 || changes.length > SHORT_LIST) return undefined
  const read = changes.map(asKeptChange)
  return read.includes(undefined) ? undefined : { clientId, displayName, changes: read as KeptChange[] }
}

function asKeptChange(kept: unknown): KeptChange | undefined {
  if (!isObject(kept) || !isText(kept['property'])) return undefined
  const { property, before, after } = kept
  return isKeptValue(before) && isKeptValue(after) ? { property, before, after } : undefined
}

function isKeptValue(value: unknown): value is KeptValue {
  if (value === null || typeof value === 'boolean' || isCount(value) || isShortList(value)) return true
  return isObject(value) && isShortList(value['added']) && isCount(value['more'])
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isText = (value: unknown): value is string =>
  // One more than what was cut to has: the ellipsis.
  typeof value === 'string' && value.length <= LONGEST_KEPT + 1

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

const isShortList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= SHORT_LIST && value.every(isText)
