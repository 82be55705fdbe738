import { code, plain, table } from './markdown.ts'
import type { ReportedRegistration, ReportedRegistrationChange } from './run-result.ts'

/** How the portal calls the properties that the action manages. */
const LABELS: Readonly<Record<string, string>> = {
  'publicClient.redirectUris': 'Redirect URIs, *Mobile and desktop applications*',
  isFallbackPublicClient: '*Allow public client flows*',
}

/** The app registration for people: what was changed, would be changed, or that all is well. */
export function registrationSection(registration: ReportedRegistration, wasWritten: boolean): string {
  const { displayName, clientId, changes } = registration
  const name = `${plain(displayName)} (${code(clientId)})`
  if (changes.length === 0) return `The app registration ${name} is as wanted.`
  const verb = wasWritten ? 'This action changed' : '`azure-reconcile: apply` would change'
  return `${verb} the app registration ${name}:\n\n${registrationTable(changes)}`
}

function registrationTable(changes: readonly ReportedRegistrationChange[]): string {
  const rows = changes.map(({ property, before, after }) => [
    LABELS[property] ?? code(property),
    value(before),
    Array.isArray(after) && Array.isArray(before) ? added(before, after) : value(after),
  ])
  return table(['Setting', 'Before', 'After'], rows)
}

/** Lists of this length are shown whole; of longer ones the length and what is new tell enough. */
const SHORT_LIST = 5

function value(given: ReportedRegistrationChange['before']): string {
  if (typeof given !== 'object' || given === null) return given ? 'Yes' : 'No'
  if (given.length > SHORT_LIST) return `${given.length} URIs`
  return given.map(code).join('<br>') || '*none*'
}

function added(before: readonly string[], after: readonly string[]): string {
  if (after.length <= SHORT_LIST) return value(after)
  const fresh = after.filter((uri) => !before.includes(uri))
  return `the same and<br>${fresh.slice(0, SHORT_LIST).map(code).join('<br>')}${fresh.length > SHORT_LIST ? `<br>… ${fresh.length - SHORT_LIST} more` : ''}`
}
