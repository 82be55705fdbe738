/**
 * Every finding that the action can report, in one place. A finding does not stop the run; a {@link Problem} does.
 * Identifiers are stable: they are never reused and docs/findings.md has one section for each (a test compares them).
 */
export const catalogue = {
  MSSO001: { place: 'values', severity: 'warning', title: 'The scope belongs to another application' },
  MSSO002: { place: 'values', severity: 'warning', title: 'The endpoints are on different hosts' },
  MSSO003: { place: 'values', severity: 'warning', title: 'The endpoints belong to different tenants' },
  MSSO004: { place: 'values', severity: 'warning', title: 'tenant-id is not the tenant of the endpoints' },
  MSSO005: { place: 'values', severity: 'warning', title: 'The endpoints are of version 1' },
  MSSO006: {
    place: 'values',
    severity: 'warning',
    title: 'Lines of the provider properties were not understood',
  },
  MSSO007: { place: 'values', severity: 'warning', title: 'An authorization parameter is unusual' },
  MSSO010: { place: 'file', severity: 'warning', title: 'The file was made from the built-in skeleton' },
  MSSO011: { place: 'file', severity: 'warning', title: 'An element was missing and has been added' },
  MSSO012: { place: 'file', severity: 'error', title: 'A setting is not as wanted' },
  MSSO013: { place: 'file', severity: 'error', title: 'The file is missing' },
  MSSO020: {
    place: 'pull request',
    severity: 'warning',
    title: 'The pull request was closed by a person and stays closed',
  },
  MSSO021: {
    place: 'pull request',
    severity: 'warning',
    title: 'The pull request is no longer needed but holds commits of other people',
  },
  MSSO022: {
    place: 'pull request',
    severity: 'warning',
    title: 'Labels, assignees or reviewers could not be set',
  },
  MSSO030: { place: 'azure', severity: 'error', title: 'A redirect URI is missing' },
  MSSO031: { place: 'azure', severity: 'error', title: 'Public client flows are not allowed' },
  MSSO032: { place: 'azure', severity: 'error', title: 'The application ID URI of the scope is missing' },
  MSSO033: { place: 'azure', severity: 'error', title: 'A scope is not exposed' },
  MSSO034: {
    place: 'azure',
    severity: 'warning',
    title: 'The access token version does not fit the endpoints',
  },
  MSSO035: {
    place: 'azure',
    severity: 'warning',
    title: 'The supported account types do not fit the endpoints',
  },
  MSSO036: { place: 'azure', severity: 'warning', title: "WebSphere's own redirect URI is missing" },
  MSSO037: { place: 'azure', severity: 'error', title: 'A redirect URI can not be added' },
} as const satisfies Record<string, { place: Place; severity: Severity; title: string }>

export type FindingId = keyof typeof catalogue
export type Severity = 'error' | 'warning' | 'notice'
export type Place = 'values' | 'file' | 'pull request' | 'azure'

/** One thing that a person should know. The texts are plain text without secrets. */
export interface Finding {
  readonly id: FindingId
  readonly severity: Severity
  readonly place: Place
  readonly title: string
  /** Where exactly: an input, a property, a file with its line. */
  readonly where: string
  /** What was seen, as a sentence that ends with a full stop. */
  readonly what: string
  /** What to do, as a sentence that ends with a full stop. */
  readonly cure: string
  readonly wanted?: string
  readonly found?: string
  /** One-based line in mobile-config.xml, where there is one. */
  readonly line?: number
}

/** A finding with the place, severity and title that the catalogue gives to its identifier. */
export function finding(
  id: FindingId,
  details: Omit<Finding, 'id' | 'severity' | 'place' | 'title'>,
): Finding {
  const { place, severity, title } = catalogue[id]
  return { id, place, severity, title, ...details }
}
