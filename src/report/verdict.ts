import { type Finding, isDrift, type Place } from '../findings.ts'
import { counted } from './headline.ts'
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

/** Only Entra has these. */
const OF_ENTRA: ReadonlySet<Place> = new Set(['azure', 'discovery'])

/** Whether something was found to differ that decides whether phones can sign in. */
export function driftOf(result: RunResult): boolean {
  return isFileChanged(result) || isAnythingElseInDrift(result.findings, registrationOf(result))
}

/** The same for a run that failed, as far as it got. */
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

/** Of a check, for its heading: in how many places something differs. Places that were not checked do not count. */
export function checkVerdict(result: RunResult): string {
  const drifting = placesOf(result).filter(([place]) => driftAt(place, result)).length
  const checked = counted(
    placesOf(result).filter(([place]) => result.checked.includes(place)).length,
    'place',
  )
  if (!driftOf(result)) return `no drift in ${checked}`
  return drifting > 0 ? `drift found in ${drifting} of ${checked}` : 'drift found'
}

/** One line for each place: what is the matter there, at a glance. */
export function placesTable(result: RunResult): string {
  const rows = placesOf(result).map(([place, name]) => {
    const own = result.findings.filter((finding) => finding.place === place)
    return [placeName(place, name, result), state(result.checked.includes(place), own)]
  })
  return table(['Place', 'State'], rows)
}

function placesOf(result: RunResult): typeof PLACES {
  // An app registration that was read stands behind a domain of the customer's own.
  const isEntra = result.provider.kind === 'entra' || registrationOf(result) !== undefined
  return PLACES.filter(([place]) => isEntra || !OF_ENTRA.has(place))
}

function driftAt(place: Place, result: RunResult): boolean {
  return (
    result.checked.includes(place) && result.findings.some((each) => each.place === place && isDrift(each))
  )
}

function placeName(place: Place, name: string, result: RunResult): string {
  const registration = registrationOf(result)
  if (place === 'file') return `${name} ${code(result.path)}`
  if (place === 'azure' && registration) return `${name} ${plain(registration.displayName)}`
  return name
}

function state(isChecked: boolean, findings: readonly Finding[]): string {
  const drift = isChecked ? findings.filter(isDrift) : []
  const { error = [], warning = [] } = Object.groupBy(drift, ({ severity }) => severity)
  const sign = error.length > 0 ? '❌ drift' : warning.length > 0 ? '⚠️ check this' : '✅ up to date'
  const shown = drift.length > 0 ? [...error, ...warning] : findings
  return [isChecked ? sign : '➖ not checked', ...summarise(shown)].join('<br>')
}

/** The titles of findings, each once with its number. */
export function summarise(findings: readonly Finding[]): string[] {
  const byTitle = Map.groupBy(findings, ({ title }) => title)
  return [...byTitle].map(([title, { length }]) => plain(title) + (length > 1 ? ` (${length})` : ''))
}
