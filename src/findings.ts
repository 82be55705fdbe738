/**
 * Every finding that the action can report, in one place. A finding does not stop the run; a {@link Problem} does.
 * Identifiers are stable: they are never reused and docs/findings.md has one section for each (a test compares them).
 *
 * `drift` is the verdict: the output, the heading and the exit code follow from it alone. It is true for what decides whether phones
 * can sign in and is known not to be as wanted; where it is false for a warning, docs/findings.md has the reason.
 */
export const catalogue = {
  MSSO001: {
    place: 'values',
    severity: 'warning',
    drift: true,
    title: 'The scope belongs to another application',
  },
  MSSO002: {
    place: 'values',
    severity: 'warning',
    drift: true,
    title: 'The endpoints are on different hosts',
  },
  MSSO003: {
    place: 'values',
    severity: 'warning',
    drift: true,
    title: 'The endpoints belong to different tenants',
  },
  MSSO004: {
    place: 'values',
    severity: 'warning',
    drift: false,
    title: 'tenant-id is not the tenant of the endpoints',
  },
  MSSO005: { place: 'values', severity: 'warning', drift: true, title: 'The endpoints are of version 1' },
  MSSO006: {
    place: 'values',
    severity: 'warning',
    drift: false,
    title: 'Lines of the provider properties were not understood',
  },
  MSSO007: {
    place: 'values',
    severity: 'warning',
    drift: false,
    title: 'An authorization parameter is unusual',
  },
  MSSO010: {
    place: 'file',
    severity: 'warning',
    drift: true,
    title: 'The file was made from the built-in skeleton',
  },
  MSSO011: {
    place: 'file',
    severity: 'warning',
    drift: true,
    title: 'A setting was missing and has been added',
  },
  MSSO012: { place: 'file', severity: 'error', drift: true, title: 'A setting is not as wanted' },
  MSSO013: { place: 'file', severity: 'error', drift: true, title: 'The file is missing' },
  MSSO020: {
    place: 'pull request',
    severity: 'warning',
    drift: false,
    title: 'The pull request was closed by a person and stays closed',
  },
  MSSO021: {
    place: 'pull request',
    severity: 'warning',
    drift: false,
    title: 'The pull request is no longer needed, but others use its branch',
  },
  MSSO022: {
    place: 'pull request',
    severity: 'warning',
    drift: false,
    title: 'Labels, assignees or reviewers could not be set',
  },
  MSSO030: { place: 'azure', severity: 'error', drift: true, title: 'A redirect URI is missing' },
  MSSO031: { place: 'azure', severity: 'warning', drift: true, title: 'Public client flows are not allowed' },
  MSSO032: {
    place: 'azure',
    severity: 'error',
    drift: true,
    title: 'The application ID URI of the scope is missing',
  },
  MSSO033: { place: 'azure', severity: 'error', drift: true, title: 'A scope is not exposed' },
  MSSO034: {
    place: 'azure',
    severity: 'warning',
    drift: true,
    title: 'The access token version does not fit the endpoints',
  },
  MSSO035: {
    place: 'azure',
    severity: 'warning',
    drift: true,
    title: 'The supported account types do not fit the endpoints',
  },
  MSSO036: {
    place: 'azure',
    severity: 'warning',
    drift: true,
    title: "WebSphere's own redirect URI is missing",
  },
  MSSO037: { place: 'azure', severity: 'error', drift: true, title: 'A redirect URI can not be added' },
  MSSO038: {
    place: 'azure',
    severity: 'warning',
    drift: true,
    title: 'Access tokens do not carry the claim email',
  },
  MSSO039: { place: 'azure', severity: 'notice', drift: false, title: 'Delegated permissions are missing' },
  MSSO040: {
    place: 'certificate',
    severity: 'error',
    drift: true,
    title: 'The Connections server can not be reached',
  },
  MSSO041: { place: 'certificate', severity: 'error', drift: true, title: 'The certificate is self-signed' },
  MSSO042: {
    place: 'certificate',
    severity: 'error',
    drift: true,
    title: 'The certificate is from an authority that phones do not know',
  },
  MSSO043: {
    place: 'certificate',
    severity: 'error',
    drift: true,
    title: 'An intermediate certificate is missing',
  },
  MSSO044: {
    place: 'certificate',
    severity: 'error',
    drift: true,
    title: 'The certificate is for another name',
  },
  MSSO045: { place: 'certificate', severity: 'error', drift: true, title: 'A certificate has expired' },
  MSSO046: { place: 'certificate', severity: 'error', drift: true, title: 'A certificate is not valid yet' },
  MSSO047: { place: 'certificate', severity: 'warning', drift: true, title: 'A certificate expires soon' },
  MSSO048: { place: 'certificate', severity: 'error', drift: true, title: 'The server knows no TLS 1.2' },
  MSSO049: {
    place: 'certificate',
    severity: 'error',
    drift: true,
    title: 'The key of a certificate is too short',
  },
  MSSO050: {
    place: 'certificate',
    severity: 'error',
    drift: true,
    title: 'A certificate is signed with SHA-1 or MD5',
  },
  MSSO051: { place: 'certificate', severity: 'error', drift: true, title: 'The TLS handshake fails' },
  MSSO052: {
    place: 'certificate',
    severity: 'error',
    drift: true,
    title: 'The certificate does not pass verification',
  },
  MSSO053: {
    place: 'certificate',
    severity: 'notice',
    drift: false,
    title: 'The server asks for a client certificate',
  },
  MSSO060: { place: 'server', severity: 'error', drift: true, title: 'SecurityConfiguration redirects' },
  MSSO061: {
    place: 'server',
    severity: 'error',
    drift: true,
    title: 'SecurityConfiguration wants a sign-in',
  },
  MSSO062: { place: 'server', severity: 'error', drift: true, title: 'SecurityConfiguration does not exist' },
  MSSO063: { place: 'server', severity: 'error', drift: true, title: 'SecurityConfiguration fails' },
  MSSO064: {
    place: 'server',
    severity: 'error',
    drift: true,
    title: 'SecurityConfiguration answers with a web page',
  },
  MSSO065: {
    place: 'server',
    severity: 'error',
    drift: true,
    title: 'SecurityConfiguration answers with no usable JSON',
  },
  MSSO066: {
    place: 'server',
    severity: 'error',
    drift: true,
    title: 'SecurityConfiguration gives no answer',
  },
  MSSO067: { place: 'server', severity: 'error', drift: true, title: 'The server has another value' },
  MSSO068: {
    place: 'server',
    severity: 'warning',
    drift: true,
    title: 'The server has several values for one setting',
  },
  MSSO069: {
    place: 'server',
    severity: 'notice',
    drift: false,
    title: 'The server does not report every setting',
  },
  MSSO070: {
    place: 'server',
    severity: 'notice',
    drift: false,
    title: 'The live settings could not be compared',
  },
  MSSO071: {
    place: 'server',
    severity: 'warning',
    drift: true,
    title: 'The server did not report the wanted values in time',
  },
  MSSO072: {
    place: 'server',
    severity: 'notice',
    drift: false,
    title: 'SecurityConfiguration asks for a client certificate',
  },
  MSSO080: { place: 'discovery', severity: 'error', drift: true, title: 'The tenant does not exist' },
  MSSO081: { place: 'discovery', severity: 'error', drift: true, title: 'Entra names another endpoint' },
  MSSO082: {
    place: 'discovery',
    severity: 'notice',
    drift: false,
    title: 'The endpoints could not be compared with Entra',
  },
  MSSO100: {
    place: 'provider',
    severity: 'warning',
    drift: true,
    title: 'The interceptor does not look at bearer tokens',
  },
  MSSO101: {
    place: 'provider',
    severity: 'warning',
    drift: true,
    title: 'The issuer does not fit the endpoints',
  },
  MSSO102: {
    place: 'provider',
    severity: 'warning',
    drift: true,
    title: 'The address of the keys does not fit the endpoints',
  },
  MSSO103: { place: 'provider', severity: 'warning', drift: true, title: 'Access tokens are not accepted' },
  MSSO104: { place: 'provider', severity: 'warning', drift: true, title: 'The apps get no LTPA cookie' },
  MSSO105: {
    place: 'provider',
    severity: 'warning',
    drift: true,
    title: 'The claim that identifies people is not in the tokens',
  },
  MSSO106: { place: 'provider', severity: 'warning', drift: true, title: 'The providers do not agree' },
  MSSO107: {
    place: 'provider',
    severity: 'warning',
    drift: true,
    title: 'No provider intercepts the mobile clients',
  },
  MSSO108: {
    place: 'provider',
    severity: 'warning',
    drift: true,
    title: 'Several providers intercept the mobile clients',
  },
  MSSO109: {
    place: 'provider',
    severity: 'warning',
    drift: true,
    title: 'provider-id is not the provider of the mobile clients',
  },
  MSSO110: {
    place: 'provider',
    severity: 'warning',
    drift: true,
    title: 'SecurityConfiguration is intercepted',
  },
  MSSO111: { place: 'provider', severity: 'warning', drift: true, title: 'An address is misspelt' },
  MSSO112: {
    place: 'provider',
    severity: 'warning',
    drift: true,
    title: 'A placeholder was left in a property',
  },
  MSSO113: {
    place: 'provider',
    severity: 'notice',
    drift: false,
    title: 'A provider asks for the scope of another application',
  },
  MSSO114: {
    place: 'provider',
    severity: 'notice',
    drift: false,
    title: 'A provider has no callback of its own',
  },
  MSSO115: { place: 'provider', severity: 'warning', drift: true, title: 'A provider has no identifier' },
  MSSO116: {
    place: 'provider',
    severity: 'notice',
    drift: false,
    title: 'The signature algorithm is not that of Entra',
  },
  MSSO117: {
    place: 'provider',
    severity: 'notice',
    drift: false,
    title: 'The audiences lack the application',
  },
  MSSO120: {
    place: 'azure',
    severity: 'notice',
    drift: false,
    title: 'No redirect URI of WebSphere is recognised',
  },
  MSSO130: { place: 'values', severity: 'notice', drift: false, title: 'The client ID of the file is kept' },
  MSSO131: {
    place: 'file',
    severity: 'warning',
    drift: true,
    title: 'The client ID of the file is that of WebSphere',
  },
  MSSO132: {
    place: 'server',
    severity: 'notice',
    drift: false,
    title: 'Desktop plug-ins would not learn how to sign in',
  },
  MSSO133: {
    place: 'server',
    severity: 'warning',
    drift: true,
    title: 'Desktop plug-ins do not learn how to sign in',
  },
} as const satisfies Record<string, { place: Place; severity: Severity; drift: boolean; title: string }>

export type FindingId = keyof typeof catalogue
export type Severity = 'error' | 'warning' | 'notice'
export type Place =
  | 'values'
  | 'provider'
  | 'file'
  | 'pull request'
  | 'azure'
  | 'discovery'
  | 'certificate'
  | 'server'

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

/** Whether a finding is drift: what it found decides whether phones can sign in, and is known not to be as wanted. */
export function isDrift({ id }: Pick<Finding, 'id'>): boolean {
  return catalogue[id].drift
}
