export type Severity = 'error' | 'warning' | 'notice'

/** What keeps phones out right now comes first; what is easily found in the file comes late. */
const PLACES = [
  'certificate',
  'server',
  'discovery',
  'azure',
  'provider',
  'file',
  'pull request',
  'values',
] as const
export type Place = (typeof PLACES)[number]

interface CatalogueEntry {
  readonly place: Place
  readonly severity: Severity
  /** What it found decides whether phones can sign in, and is known to be wrong. */
  readonly drift: boolean
  readonly title: string
}

function entries(severity: Severity, drift: boolean): (place: Place, title: string) => CatalogueEntry {
  return (place, title) => ({ place, severity, drift, title })
}
const error = entries('error', true)
const warning = entries('warning', true)
/** A warning that is no drift; docs/findings.md has the reason. */
const remark = entries('warning', false)
const notice = entries('notice', false)

/**
 * Every finding that the action can report, in one place. A finding does not stop the run; a {@link Problem} does.
 * Identifiers are stable: they are never reused and docs/findings.md has one section for each (a test compares them). The verdict
 * follows from `drift` alone: the output, the heading and the exit code.
 */
export const catalogue = {
  MSSO001: warning('values', 'The scope belongs to another application'),
  MSSO002: warning('values', 'The endpoints are on different hosts'),
  MSSO003: warning('values', 'The endpoints belong to different tenants'),
  MSSO004: remark('values', 'tenant-id is not the tenant of the endpoints'),
  MSSO005: warning('values', 'The endpoints are version 1'),
  MSSO006: remark('values', 'Some provider property lines could not be read'),
  MSSO007: remark('values', 'An authorization parameter is unusual'),
  MSSO010: warning('file', 'The file is based on the built-in skeleton'),
  MSSO011: warning('file', 'A setting was missing and has been added'),
  MSSO012: error('file', 'A setting is missing or has the wrong value'),
  MSSO013: error('file', 'The file is missing'),
  MSSO020: remark('pull request', 'A person closed the pull request, so it stays closed'),
  MSSO021: remark('pull request', 'The pull request is no longer needed, but someone else uses its branch'),
  MSSO022: remark('pull request', 'Labels, assignees or reviewers could not be set'),
  MSSO030: error('azure', 'A redirect URI is missing'),
  MSSO031: warning('azure', 'Public client flows are not allowed'),
  MSSO032: error('azure', 'The application ID URI for the scope is missing'),
  MSSO033: error('azure', 'A scope is not exposed'),
  MSSO034: warning('azure', 'The access token version does not match the endpoints'),
  MSSO035: warning('azure', 'The supported account types do not match the endpoints'),
  MSSO036: warning('azure', 'A WebSphere redirect URI is missing'),
  MSSO037: error('azure', 'A redirect URI cannot be added'),
  MSSO038: warning('azure', 'Access tokens lack the email claim'),
  MSSO039: notice('azure', 'Delegated permissions are missing'),
  MSSO040: error('certificate', 'The Connections server cannot be reached'),
  MSSO041: error('certificate', 'The certificate is self-signed'),
  MSSO042: error('certificate', 'The certificate is from an authority that phones do not trust'),
  MSSO043: error('certificate', 'An intermediate certificate is missing'),
  MSSO044: error('certificate', 'The certificate is for another name'),
  MSSO045: error('certificate', 'A certificate has expired'),
  MSSO046: error('certificate', 'A certificate is not yet valid'),
  MSSO047: warning('certificate', 'A certificate expires soon'),
  MSSO048: error('certificate', 'The server does not support TLS 1.2 or later'),
  MSSO049: error('certificate', "A certificate's key is too short"),
  MSSO050: error('certificate', 'A certificate is signed with SHA-1 or MD5'),
  MSSO051: error('certificate', 'The TLS handshake fails'),
  MSSO052: error('certificate', 'The certificate fails verification'),
  MSSO053: notice('certificate', 'The server requires a client certificate'),
  MSSO060: error('server', 'SecurityConfiguration returns a redirect'),
  MSSO061: error('server', 'SecurityConfiguration requires authentication'),
  MSSO062: error('server', 'SecurityConfiguration does not exist'),
  MSSO063: error('server', 'SecurityConfiguration returns an error'),
  MSSO064: error('server', 'SecurityConfiguration returns a web page'),
  MSSO065: error('server', 'SecurityConfiguration returns invalid JSON'),
  MSSO066: error('server', 'SecurityConfiguration sends no complete response'),
  MSSO067: error('server', 'The server reports the wrong value'),
  MSSO068: warning('server', 'The server reports several values for one setting'),
  MSSO069: notice('server', 'The server does not report every setting'),
  MSSO070: notice('server', 'The live settings could not be compared'),
  MSSO071: warning('server', 'The server did not report its settings in time'),
  MSSO072: notice('server', 'SecurityConfiguration requires a client certificate'),
  MSSO080: error('discovery', 'The tenant does not exist'),
  MSSO081: error('discovery', 'Entra publishes a different endpoint'),
  MSSO082: notice('discovery', 'The endpoints could not be compared with Entra'),
  MSSO100: warning('provider', 'The interceptor ignores bearer tokens'),
  MSSO101: warning('provider', 'The issuer does not match the endpoints'),
  MSSO102: warning('provider', 'The key URL does not match the endpoints'),
  MSSO103: warning('provider', 'Access tokens are not accepted'),
  MSSO104: warning('provider', 'The apps get no LTPA cookie'),
  MSSO105: warning('provider', 'The tokens lack the claim that identifies users'),
  MSSO106: warning('provider', "The providers' properties differ"),
  MSSO107: warning('provider', 'No provider intercepts the mobile clients'),
  MSSO108: warning('provider', 'Several providers intercept the mobile clients'),
  MSSO109: warning('provider', 'provider-id is not the provider that serves the mobile clients'),
  MSSO110: warning('provider', 'SecurityConfiguration is intercepted'),
  MSSO111: warning('provider', 'An address is misspelt'),
  MSSO112: warning('provider', 'A property still contains a placeholder'),
  MSSO113: notice('provider', 'A provider requests the scope of another application'),
  MSSO114: notice('provider', 'A provider has no callback of its own'),
  MSSO115: warning('provider', 'A provider has no identifier'),
  MSSO116: notice('provider', 'The signature algorithm is not the one that Entra uses'),
  MSSO117: notice('provider', 'The audiences do not include the application'),
  MSSO120: notice('azure', 'No WebSphere redirect URI was recognised'),
  MSSO130: notice('values', 'The client ID in the file is kept'),
  MSSO131: warning('file', "The file has WebSphere's client ID"),
  MSSO132: notice('server', 'Desktop plug-ins, if used, cannot discover how to sign in'),
  MSSO133: warning('server', 'Desktop plug-ins cannot discover how to sign in'),
} satisfies Record<string, CatalogueEntry>

export type FindingId = keyof typeof catalogue

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
  /** The setting of the file that it is about, as "SecuritySettings/AuthType". */
  readonly setting?: string
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

/** A finding of a check that looks at one place; undefined where it finds nothing. */
export type Flaw = Omit<Finding, 'severity' | 'place' | 'title' | 'where'> | undefined

/** What checks have found at one place. */
export function findingsAt(where: string, flaws: readonly Flaw[]): Finding[] {
  return flaws
    .filter((flaw) => flaw !== undefined)
    .map(({ id, ...details }) => finding(id, { where, ...details }))
}

/** Whether a finding is drift: what it found decides whether phones can sign in, and is known to be wrong. */
export function isDrift({ id }: Pick<Finding, 'id'>): boolean {
  return catalogue[id].drift
}

/** Those findings first that keep phones out right now. */
export function byImportance(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => PLACES.indexOf(a.place) - PLACES.indexOf(b.place))
}
