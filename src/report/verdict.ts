import { type Finding, isDrift, type Place } from '../findings.ts'
import { code, plain, table } from './markdown.ts'
import {
  isFileChanged,
  type Progress,
  type ReportedRegistration,
  type RunResult,
  registrationOf,
} from './run-result.ts'

/** The places between the wanted values and the phone, as people call them, in that order. */
const PLACES: readonly (readonly [Place, string])[] = [
  ['values', 'Values'],
  ['file', 'File'],
  ['provider', 'OIDC provider'],
  ['azure', 'App registration'],
  ['discovery', 'Endpoints at Entra'],
  ['server', 'Live server'],
  ['certificate', 'Certificate'],
]

/** At another provider there is nothing of these to be looked at. */
const OF_ENTRA: ReadonlySet<Place> = new Set(['azure', 'discovery'])

/** Whether something that decides whether phones can sign in was found not to be as wanted. */
export function driftOf(result: RunResult): boolean {
  return isFileChanged(result) || isAnythingElseInDrift(result.findings, registrationOf(result))
}

/** The same of a run that failed, as far as it came. */
export function driftSoFar({
  findings,
  differs = false,
  registration,
}: Pick<Progress, 'findings' | 'differs' | 'registration'>): boolean {
  return differs || isAnythingElseInDrift(findings, registration)
}

function isAnythingElseInDrift(
  findings: readonly Finding[],
  registration: ReportedRegistration | undefined,
): boolean {
  return (registration?.changes.length ?? 0) > 0 || findings.some(isDrift)
}

/** One line for each place: what is the matter there, at a glance. */
export function placesTable(result: RunResult): string {
  // An app registration that was read stands behind a domain of the customer's own.
  const isEntra = result.provider.kind === 'entra' || registrationOf(result) !== undefined
  const places = PLACES.filter(([place]) => isEntra || !OF_ENTRA.has(place))
  const rows = places.map(([place, name]) => {
    const own = result.findings.filter((finding) => finding.place === place)
    return [placeName(place, name, result), ...state(result.checked.includes(place), own)]
  })
  return table(['Place', 'As wanted', 'What was found'], rows)
}

function placeName(place: Place, name: string, result: RunResult): string {
  const registration = registrationOf(result)
  if (place === 'file') return `${name} ${code(result.path)}`
  if (place === 'azure' && registration) return `${name} ${plain(registration.displayName)}`
  return name
}

function state(isChecked: boolean, findings: readonly Finding[]): [sign: string, what: string] {
  const all = findings.length > 0 ? [summarise(findings)] : []
  if (!isChecked) return ['➖', ['not checked', ...all].join('<br>')]
  const drift = findings.filter(isDrift)
  if (drift.length === 0) return ['✅ yes', all[0] ?? 'as wanted']
  const { error = [], warning = [] } = Object.groupBy(drift, ({ severity }) => severity)
  return [error.length > 0 ? '❌ no' : '⚠️ look', summarise([...error, ...warning])]
}

/** The titles of findings, each once with its number. */
export function summarise(findings: readonly Finding[]): string {
  const byTitle = Map.groupBy(findings, ({ title }) => title)
  return [...byTitle]
    .map(([title, { length }]) => plain(title) + (length > 1 ? ` (${length})` : ''))
    .join('<br>')
}
