import { type Finding, type FindingId, finding } from '../findings.ts'
import { type Fault, type Problem, problemOf } from '../problems.ts'
import { keycloakAddress } from './identity-provider.ts'
import { cloudOfLoginHost, isEntraHost } from './microsoft-hosts.ts'
import { isSame, type Sourced, tenantFault } from './value.ts'
import { NAMES, type ValueLookup } from './value-lookup.ts'
import { addressFault } from './web-address.ts'

type EndpointKind = 'authorize' | 'token'

interface Address extends Sourced {
  readonly kind: EndpointKind
  readonly url: URL
}

/** Its tenant is the ID, the domain, "common" or "organizations" in the path. */
export type EntraEndpoint = Address & {
  readonly isEntra: true
  readonly tenant: string
  readonly version: 'v1' | 'v2'
}

/** A checked endpoint and what its address tells. */
export type Endpoint =
  | EntraEndpoint
  | (Address & { readonly isEntra: false; readonly tenant?: undefined; readonly version?: undefined })

/** An endpoint, from wherever it follows first; undefined where none does that can be used, which has been told then. */
export function endpointFor(kind: EndpointKind, lookup: ValueLookup): Endpoint | undefined {
  const property = `${kind}EndpointUrl` as const
  const tenant = lookup.given('tenantId')
  const derived = tenant && { ...tenant, value: tenantEndpoint(tenant.value, kind) }
  const found = lookup.given(property) ?? lookup.find(property) ?? discovered(kind, lookup) ?? derived
  if (!found) {
    lookup.reportMissing(property)
    return undefined
  }
  const from = 'what' in found ? found.where : found.source
  // Both endpoints may follow from one value, whose fault has been told then.
  if (lookup.problems.some(({ where }) => where === from)) return undefined
  const endpoint = 'what' in found ? found : readEndpoint(kind, found)
  if ('url' in endpoint) return endpoint
  lookup.problems.push(endpoint)
  return undefined
}

/**
 * What `discoveryEndpointUrl` gives, which WebSphere uses where `useDiscovery` is true; people may paste the one without the other.
 * @see https://www.ibm.com/support/pages/openid-connect-websphere-traditional-custom-properties
 */
function discovered(kind: EndpointKind, lookup: ValueLookup): Sourced | Problem | undefined {
  const isOff = /^false$/i.test(lookup.find('useDiscovery')?.value ?? '')
  const address = isOff ? undefined : lookup.find('discoveryEndpointUrl')
  return address && discoveredEndpoint(kind, address)
}

/** @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols#endpoints */
function tenantEndpoint(tenant: string, kind: EndpointKind): string {
  return `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/${kind}`
}

/**
 * Checks one endpoint by itself. Its text is written as it was given, so it has to be what its parsed form says.
 * @returns the endpoint, or what keeps phones from being sent there
 */
export function readEndpoint(kind: EndpointKind, { value, source }: Sourced): Endpoint | Problem {
  const example = value.includes('/realms/')
    ? `https://keycloak.example.com/realms/connections/protocol/openid-connect/${KEYCLOAK_NAMES[kind]}`
    : tenantEndpoint('contoso.onmicrosoft.com', kind)
  const fault = addressFault(value, example, (text) => isEndpoint(kind, text)) ?? pathFault(kind, value)
  if (fault) return problemOf(source, fault)
  const address = { kind, url: new URL(value), value, source }
  if (!isEntraHost(address.url.hostname)) return { ...address, isEntra: false }
  const [, tenant, version2] = ENTRA_PATH.exec(address.url.pathname) ?? []
  if (!tenant) {
    const what = `The path of "${value}" is not an Entra endpoint.`
    return problemOf(source, [what, `Write an address such as "${example}".`])
  }
  const ofTenant = tenantFault(tenant)
  if (ofTenant) return problemOf(source, ofTenant)
  return { ...address, isEntra: true, tenant, version: version2 ? 'v2' : 'v1' }
}

function isEndpoint(kind: EndpointKind, address: string): boolean {
  return 'url' in readEndpoint(kind, { value: address, source: '' })
}

/**
 * The tenant and the version; between them the policy of Azure AD B2C, which may mark its paths with "tfp" or "te".
 * @see https://learn.microsoft.com/en-us/azure/active-directory-b2c/b2clogin
 */
const ENTRA_PATH = /^\/(?:(?:tfp|te)\/)?([^/]+)(?:\/[^/]+)?\/oauth2\/(v2\.0\/)?(?:authorize|token)$/

const KEYCLOAK_NAMES = { authorize: 'auth', token: 'token' } as const

/** The slip of the vendor's documents, a token endpoint that ends in /authorize, and its reverse; and what Keycloak does not have. */
function pathFault(kind: EndpointKind, value: string): Fault | undefined {
  const url = new URL(value)
  const name = keycloakAddress(url)?.name
  const other = kind === 'token' ? 'authorize' : 'token'
  const isOther =
    name === undefined
      ? /\/(authorize|token)\/?$/.exec(url.pathname)?.[1] === other
      : name === KEYCLOAK_NAMES[other]
  if (!isOther && (name === undefined || name === KEYCLOAK_NAMES[kind])) return undefined
  const what = isOther ? `the ${NAMES[`${other}EndpointUrl`]}` : 'not a Keycloak endpoint'
  return [`"${value}" is ${what}.`, `Did you mean "${siblingOf(url, kind)}"?`]
}

function siblingOf(url: URL, kind: EndpointKind): string {
  const realm = keycloakAddress(url)?.realm
  const sibling = new URL(url)
  sibling.pathname =
    realm === undefined
      ? url.pathname.replace(/(authorize|token)\/?$/, kind)
      : `${realm}/protocol/openid-connect/${KEYCLOAK_NAMES[kind]}`
  return sibling.href
}

const DISCOVERY_EXAMPLE =
  'https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration'

/**
 * The endpoint that follows from the address of a discovery document, without asking for it: of Entra and of Keycloak its place is
 * known. What is wrong with the address is the same for both endpoints.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc#find-your-apps-openid-configuration-document-uri
 */
function discoveredEndpoint(kind: EndpointKind, { value, source }: Sourced): Sourced | Problem {
  const isTaken = (text: string) => 'value' in discoveredEndpoint(kind, { value: text, source })
  const fault = addressFault(value, DISCOVERY_EXAMPLE, isTaken)
  if (fault) return problemOf(source, fault)
  const token = discoveredAddress('token', new URL(value))
  const read = readEndpoint('token', { value: token ?? '', source })
  if (token && 'url' in read) return { value: discoveredAddress(kind, new URL(value))!, source }
  // Of a path that Entra does not have, the endpoint beside it would be news to the reader.
  if (token && 'what' in read && !read.what.includes(token)) return read
  const what = `The endpoints cannot be derived from "${value}".`
  const cure =
    'Set authorize-endpoint-url and token-endpoint-url to authorization_endpoint and token_endpoint in the document at that address.'
  return problemOf(source, [what, cure])
}

function discoveredAddress(kind: EndpointKind, { origin, pathname, hostname, searchParams }: URL) {
  const [, base = '', version = ''] =
    /^(.*?\/)(v2\.0\/)?\.well-known\/openid-configuration$/.exec(pathname) ?? []
  if (base && isEntraHost(hostname)) {
    const policy = searchParams.get('p')
    const query = policy ? `?p=${encodeURIComponent(policy)}` : ''
    return `${origin}${base}oauth2/${version}${kind}${query}`
  }
  const isRealm = /\/realms\/[^/]+\/$/.test(base + version)
  return isRealm ? `${origin}${base}${version}protocol/openid-connect/${KEYCLOAK_NAMES[kind]}` : undefined
}

/** Reports what is wrong with two endpoints that are right by themselves, and what is unusual about them. */
export function checkPair(authorize: Endpoint, token: Endpoint, lookup: ValueLookup): void {
  const { source: where } = token
  const { source, tenant: wanted } = authorize
  const note = (id: FindingId, what: string, cure: string, more: Partial<Finding> = {}) =>
    lookup.findings.push(finding(id, { where, what, cure, ...more }))
  if (authorize.url.href === token.url.href) {
    const what = `The token endpoint "${token.value}" is the authorization endpoint.`
    const cure =
      "Copy tokenEndpointUrl of the WebSphere configuration; the example in the vendor's procedure is wrong."
    lookup.refuse(where, [what, cure])
  }
  if (authorize.isEntra && token.isEntra && authorize.version !== token.version) {
    const what = `The token endpoint is ${token.version}, but the authorization endpoint (${source}) is ${authorize.version}.`
    lookup.refuse(where, [what, 'Use /oauth2/v2.0/ in both.'])
  }
  if (authorize.isEntra !== token.isEntra) refuseElsewhere(authorize, token, lookup)
  const [host, found] = [authorize.url.host, token.url.host]
  const [cloud, other] = [authorize, token].map(({ url }) => cloudOfLoginHost(url.hostname))
  if (cloud && other && cloud !== other) {
    const what = `The token endpoint is in the ${other.name} cloud, but the authorization endpoint (${source}) is in the ${cloud.name} cloud.`
    const cure = `Use "${endpointBeside(token, authorize)}" as the token endpoint, or "${endpointBeside(authorize, token)}" as the authorization endpoint.`
    lookup.refuse(where, [what, cure])
  } else if (!(cloud && other) && authorize.isEntra === token.isEntra && host !== found) {
    const what = `The authorization endpoint is on "${host}", but the token endpoint is on "${found}".`
    note('MSSO002', what, 'Check that both belong to the same provider.', { wanted: host, found })
  }
  if (!wanted) return
  if (token.tenant && !isSame(wanted, token.tenant)) {
    const what = `The authorization endpoint belongs to tenant "${wanted}", but the token endpoint belongs to tenant "${token.tenant}".`
    note('MSSO003', what, 'Use the same tenant in both.', { wanted, found: token.tenant })
  }
  const tenantId = lookup.given('tenantId')
  if (tenantId && !isSame(wanted, tenantId.value)) {
    const what = `tenant-id is "${tenantId.value}", but the authorization endpoint belongs to tenant "${wanted}".`
    const cure = 'Omit tenant-id or correct it. The explicit endpoint takes precedence.'
    note('MSSO004', what, cure, { where: tenantId.source, wanted, found: tenantId.value })
  }
  if (authorize.version === 'v1' && token.version === 'v1') {
    const what = 'The endpoints are version 1, which does not support scopes of the form api://….'
    note('MSSO005', what, 'Use /oauth2/v2.0/ in both.')
  }
}

/** One endpoint is Entra's and the other is not: a slip, or an attempt to get the codes or the passwords. */
function refuseElsewhere(authorize: Endpoint, token: Endpoint, lookup: ValueLookup): void {
  const [entra, other] = authorize.isEntra ? [authorize, token] : [token, authorize]
  const [name, otherName] = [entra, other].map(({ kind }) => NAMES[`${kind}EndpointUrl`])
  const what = `The ${otherName} is on "${other.url.host}", but the ${name} (${entra.source}) is on "${entra.url.host}", which is Entra's.`
  const cure = `Did you mean "${endpointBeside(other, entra)}"? If you do mean "${other.url.host}", use its ${name} too.`
  lookup.refuse(other.source, [what, cure])
}

/** What an endpoint should be beside one of Entra's: the same address on the other's host, else what belongs to the other one. */
function endpointBeside({ kind, url }: Endpoint, other: Endpoint): string {
  const moved = new URL(url)
  moved.hostname = other.url.hostname
  moved.port = ''
  return isEndpoint(kind, moved.href) ? moved.href : siblingOf(other.url, kind)
}
