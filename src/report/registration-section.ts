import type { RegistrationChange } from '../entra/index.ts'
import { truncate } from '../text/truncate.ts'
import {
  type KeptChange,
  type KeptRegistration,
  type KeptValue,
  LONGEST_KEPT,
  SHORT_LIST,
} from './kept-registration.ts'
import { beforeAndAfter, code, plain } from './markdown.ts'
import type { ReportedRegistration } from './run-result.ts'

/** How the portal calls the properties that the action manages. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['publicClient.redirectUris', 'Mobile and desktop applications, redirect URIs'],
  ['isFallbackPublicClient', 'Allow public client flows'],
])

export function registrationSection(registration: ReportedRegistration, wasWritten: boolean): string {
  return keptSection(toKeep(registration), wasWritten)
}

/** The same, from what an earlier run kept. */
export function keptSection(registration: KeptRegistration, wasWritten: boolean): string {
  const { displayName, clientId, changes } = registration
  const name = `${plain(displayName)} (${code(clientId)})`
  if (changes.length === 0) return `The app registration ${name} has everything that the apps need.`
  const verb = wasWritten ? 'This action changed' : '`azure-reconcile: apply` would change'
  return `${verb} the app registration ${name}:\n\n${changesOf(changes)}`
}

/** What the report says about a registration, short enough to be kept in the pull request for later runs. */
export function toKeep({ clientId, displayName, changes }: ReportedRegistration): KeptRegistration {
  return {
    clientId: truncate(clientId, LONGEST_KEPT),
    displayName: truncate(displayName, LONGEST_KEPT),
    changes: changes.map(
      ({ property, before, after }): KeptChange => ({
        property,
        before: valueToKeep(before),
        after:
          isList(before) && isList(after) && after.length > SHORT_LIST
            ? newIn(before, after)
            : valueToKeep(after),
      }),
    ),
  }
}

type Value = RegistrationChange['before' | 'after']

const isList = (value: Value): value is readonly string[] => Array.isArray(value)

/** Of longer lists the length, or what is new, tells enough. */
function valueToKeep(value: Value): KeptValue {
  if (!isList(value)) return value
  return value.length > SHORT_LIST ? value.length : value.map((uri) => truncate(uri, LONGEST_KEPT))
}

function newIn(before: readonly string[], after: readonly string[]): KeptValue {
  const known = new Set(before)
  const fresh = after.filter((uri) => !known.has(uri))
  const added = fresh.slice(0, SHORT_LIST).map((uri) => truncate(uri, LONGEST_KEPT))
  return { added, more: fresh.length - added.length }
}

function changesOf(changes: readonly KeptChange[]): string {
  return changes
    .map(({ property, before, after }) =>
      beforeAndAfter(`**${LABELS.get(property) ?? code(property)}**`, text(before), text(after)),
    )
    .join('\n')
}

function text(value: KeptValue): string {
  if (typeof value === 'boolean' || value === null) return value ? 'Yes' : 'No'
  if (typeof value === 'number') return `${value} URIs`
  if (!('added' in value)) return value.map(code).join(', ') || '*none*'
  const more = value.more > 0 ? ` and ${value.more} more` : ''
  return `the same, plus ${value.added.map(code).join(', ')}${more}`
}
