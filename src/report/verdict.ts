import type { Finding, Place } from '../findings.ts'
import { code, plain, table } from './markdown.ts'
import type { RunResult } from './run-result.ts'

/** The places where something can differ from what is wanted, as people call them, in the order from the file to the phone. */
const DRIFT_PLACES: readonly (readonly [Place, string])[] = [
  ['file', 'File'],
  ['provider', 'OIDC provider'],
  ['azure', 'App registration'],
  ['discovery', 'Endpoints at Entra'],
  ['server', 'Live server'],
  ['certificate', 'Certificate'],
]

/** At another provider there is nothing of these to be looked at. */
const OF_ENTRA: ReadonlySet<Place> = new Set(['azure', 'discovery'])

/** What is not as wanted at the places that decide whether phones can sign in; notes are not. */
export function driftOf({ findings, changes, isChanged, registration }: RunResult): boolean {
  const places = new Set<Place>(DRIFT_PLACES.map(([place]) => place))
  return (
    isChanged ||
    changes.length > 0 ||
    (registration?.changes.length ?? 0) > 0 ||
    findings.some(({ place, severity }) => places.has(place) && severity !== 'notice')
  )
}

/** One line for each place: what is the matter there, at a glance. */
export function placesTable(result: RunResult): string {
  // An app registration that was read stands behind a domain of the customer's own.
  const isEntra = result.provider.kind === 'entra' || result.registration !== undefined
  const places = DRIFT_PLACES.filter(([place]) => isEntra || !OF_ENTRA.has(place))
  const rows = places.map(([place, name]) => {
    const own = result.findings.filter((finding) => finding.place === place)
    return [placeName(place, name, result), ...state(result.checked.includes(place), own)]
  })
  return table(['Place', 'As wanted', 'What was found'], rows)
}

function placeName(place: Place, name: string, { path, registration }: RunResult): string {
  if (place === 'file') return `${name} ${code(path)}`
  if (place === 'azure' && registration) return `${name} ${plain(registration.displayName)}`
  return name
}

function state(isChecked: boolean, findings: readonly Finding[]): [sign: string, what: string] {
  const { error = [], warning = [], notice = [] } = Object.groupBy(findings, ({ severity }) => severity)
  if (!isChecked)
    return ['➖', ['not checked', ...(notice.length > 0 ? [summarise(notice)] : [])].join('<br>')]
  if (error.length > 0) return ['❌ no', summarise([...error, ...warning])]
  if (warning.length > 0) return ['⚠️ look', summarise(warning)]
  return ['✅ yes', notice.length > 0 ? summarise(notice) : 'as wanted']
}

/** The titles, each once with how often it was found. */
function summarise(findings: readonly Finding[]): string {
  const byTitle = Map.groupBy(findings, ({ title }) => title)
  return [...byTitle]
    .map(([title, { length }]) => plain(title) + (length > 1 ? ` (${length})` : ''))
    .join('<br>')
}
