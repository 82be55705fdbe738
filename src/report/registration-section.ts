import type { RegistrationChange } from '../entra/index.ts'
import { truncate } from '../text/truncate.ts'
import { beforeAndAfter, code, plain } from './markdown.ts'
import type { ReportedRegistration } from './run-result.ts'

/** What the runs of a pull request have changed on the app registration, as far as people are told of it. */
interface KeptRegistration {
  /** Application (client) ID. */
  readonly clientId: string
  readonly displayName: string
  readonly changes: readonly KeptChange[]
}

interface KeptChange {
  /** Name of the property in Microsoft Graph. */
  readonly property: string
  readonly before: KeptValue
  readonly after: KeptValue
}

/** Of a long list its length, or what is new in it. */
type KeptValue =
  | boolean
  | null
  | number
  | readonly string[]
  | { readonly added: readonly string[]; readonly more: number }

/** What a pull request's body remembers of it; "unknown" where an earlier release did something, which kept no data. */
export type Remembered = KeptRegistration | 'unknown' | undefined

/** Lists of this length are told whole. */
const SHORT_LIST = 5
/** Characters of an identifier, a name and a URI; Entra allows no longer ones. */
const MAX_TEXT = 256

/** How the portal calls the properties that the action manages. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['publicClient.redirectUris', 'Mobile and desktop applications, redirect URIs'],
  ['isFallbackPublicClient', 'Allow public client flows'],
])

/** @param level of a heading, as "###"; undefined for none */
export function registrationSection(
  registration: ReportedRegistration,
  wasWritten: boolean,
  level?: string,
): string {
  const text = keptSection(toKeep(registration), wasWritten)
  return level ? `${level} App registration in Entra ID\n\n${text}` : text
}

/** The same, from what an earlier run kept. */
export function keptSection(registration: KeptRegistration, wasWritten: boolean): string {
  const { displayName, clientId, changes } = registration
  const name = `${plain(displayName)} (${code(clientId)})`
  if (changes.length === 0) return `The app registration ${name} has everything that the apps need.`
  const verb = wasWritten ? 'This action changed' : '`azure-reconcile: apply` would change'
  const items = changes.map(({ property, before, after }) =>
    beforeAndAfter(`**${LABELS.get(property) ?? code(property)}**`, valueText(before), valueText(after)),
  )
  return `${verb} the app registration ${name}:\n\n${items.join('\n')}`
}

function valueText(value: KeptValue): string {
  if (typeof value === 'boolean' || value === null) return value ? 'Yes' : 'No'
  if (typeof value === 'number') return `${value} URIs`
  if (!('added' in value)) return value.map(code).join(', ') || '*none*'
  const more = value.more > 0 ? ` and ${value.more} more` : ''
  return `the same, plus ${value.added.map(code).join(', ')}${more}`
}

/** What the report says about a registration, short enough to be kept in the pull request for later runs. */
export function toKeep({ clientId, displayName, changes }: ReportedRegistration): KeptRegistration {
  return {
    clientId: truncate(clientId, MAX_TEXT),
    displayName: truncate(displayName, MAX_TEXT),
    changes: changes.map(({ property, before, after }) => ({
      property,
      before: valueToKeep(before),
      after: valueToKeep(after, before),
    })),
  }
}

type Value = RegistrationChange['before' | 'after']

const isList = (value: Value): value is readonly string[] => Array.isArray(value)
const shortened = (uris: readonly string[]) => uris.map((uri) => truncate(uri, MAX_TEXT))

/** @param before what it replaces, if it is a list, too */
function valueToKeep(value: Value, before: Value = null): KeptValue {
  if (!isList(value)) return value
  if (value.length <= SHORT_LIST) return shortened(value)
  if (!isList(before)) return value.length
  const added = value.filter((uri) => !before.includes(uri))
  const shown = shortened(added.slice(0, SHORT_LIST))
  return { added: shown, more: added.length - shown.length }
}

/** What was kept, if it is what a run keeps; undefined for anything else: people can edit it. */
export function asRemembered(kept: unknown): Remembered {
  if (kept === 'unknown') return kept
  if (!isObject(kept) || !isText(kept['clientId']) || !isText(kept['displayName'])) return undefined
  const { clientId, displayName, changes } = kept
  if (!Array.isArray(changes) || changes.length === 0 || changes.length > SHORT_LIST) return undefined
  if (!changes.every(isKeptChange)) return undefined
  const own = changes.map(({ property, before, after }) => ({ property, before, after }))
  return { clientId, displayName, changes: own }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isText = (value: unknown): value is string =>
  // One more than what was cut to has: the ellipsis.
  typeof value === 'string' && value.length <= MAX_TEXT + 1

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

const isShortList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= SHORT_LIST && value.every(isText)

const isKeptChange = (value: unknown): value is KeptChange =>
  isObject(value) && isText(value['property']) && isKeptValue(value['before']) && isKeptValue(value['after'])

function isKeptValue(value: unknown): value is KeptValue {
  if (value === null || typeof value === 'boolean' || isCount(value) || isShortList(value)) return true
  return isObject(value) && isShortList(value['added']) && isCount(value['more'])
}
