import type { Problem } from '../problems.ts'
import { isEntraHost } from './entra-clouds.ts'
import { placeholderIn, tenantIdProblem } from './identifiers.ts'
import { keycloakAddress } from './identity-provider.ts'
import { lookAlike } from './look-alike.ts'
import type { Sourced } from './setting.ts'
import { type AddressFault, characterFault, didYouMean, formFault, hostFault } from './web-address.ts'

export type EndpointKind = 'authorize' | 'token'

/** A checked endpoint and what its address tells. */
export type Endpoint = EntraEndpoint | OtherEndpoint

interface Address {
  readonly kind: EndpointKind
  readonly url: URL
  readonly text: string
  readonly source: string
}

export interface EntraEndpoint extends Address {
  readonly isEntra: true
  /** Tenant ID, domain, "common" or "organizations" in the path. */
  readonly tenant: string
  readonly version: 'v1' | 'v2'
}

interface OtherEndpoint extends Address {
  readonly isEntra: false
  readonly tenant?: undefined
  readonly version?: undefined
}

type Fault = Omit<Problem, 'where'>

/**
 * Endpoints that follow from the tenant.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols#endpoints
 */
export function tenantEndpoint(tenant: string, kind: EndpointKind): string {
  return `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/${kind}`
}

/**
 * Checks one endpoint by itself. Its text is written as it was given, so it has to be what its parsed form says.
 * @returns the endpoint, or what keeps phones from being sent there
 */
export function readEndpoint(kind: EndpointKind, { value, source }: Sourced): Endpoint | Problem {
  const isTaken = (address: string) => !('what' in readEndpoint(kind, { value: address, source: '' }))
  const fault = addressFault(value, exampleOf(kind, value), isTaken) ?? pathFault(kind, value)
  if (fault) return { where: source, ...fault }
  const address = { kind, url: new URL(value), text: value, source }
  if (!isEntraHost(address.url.hostname)) return { ...address, isEntra: false }
  const [, tenant, version2] = ENTRA_PATH.exec(address.url.pathname) ?? []
  if (!tenant) {
    const what = `The path of "${value}" is not one of Entra's endpoints.`
    return { where: source, what, cure: `Write an address such as "${exampleOf(kind, value)}".` }
  }
  const version = version2 ? 'v2' : 'v1'
  return tenantIdProblem({ value: tenant, source }) ?? { ...address, isEntra: true, tenant, version }
}

/**
 * The tenant and the version; between them the policy of Azure AD B2C, which may mark its paths with "tfp" (trust framework
 * policy) or "te".
 * @see https://learn.microsoft.com/en-us/azure/active-directory-b2c/b2clogin
 */
const ENTRA_PATH = /^\/(?:(?:tfp|te)\/)?([^/]+)(?:\/[^/]+)?\/oauth2\/(v2\.0\/)?(?:authorize|token)$/

/** As the provider has it that is probably meant. */
function exampleOf(kind: EndpointKind, value: string): string {
  return value.includes('/realms/')
    ? `https://keycloak.example.com/realms/connections/protocol/openid-connect/${KEYCLOAK_NAMES[kind]}`
    : tenantEndpoint('contoso.onmicrosoft.com', kind)
}

const KEYCLOAK_NAMES = { authorize: 'auth', token: 'token' } as const

/**
 * What keeps an address from being used, whatever it is for. The first check keeps passwords out of the texts of all others, which
 * quote it.
 * @param example of such an address
 * @param isTaken whether an address would be used; no other one is proposed
 */
export function addressFault(
  value: string,
  example: string,
  isTaken: (address: string) => boolean,
): Fault | undefined {
  if (value.includes('@')) {
    const cure = 'Remove the part before "@"; where the path needs an "@", write %40.'
    return { what: 'The URL holds a user name or password.', cure }
  }
  const placeholder = placeholderIn(value)
  if (placeholder) return placeholderFault(value, placeholder)
  const ofText = characterFault(value)
  if (ofText) return withCure(value, ofText, isTaken)
  if (value.includes(' '))
    return {
      what: `"${value}" holds white space.`,
      cure: 'Write the address without blanks and line breaks.',
    }
  if (value.includes('\\')) return { what: `"${value}" holds a backslash.`, cure: 'Write "/".' }
  // The parser also takes "https:host", which other readers of the file may not.
  if (!URL.canParse(value) || !/^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(value))
    return {
      what: `"${value}" is not an absolute URL.`,
      cure: `Write the whole address, such as "${example}".`,
    }
  if (new URL(value).protocol !== 'https:')
    return {
      what: `"${value}" does not start with https.`,
      cure: 'Phones send credentials there: use https.',
    }
  if (value.includes('#'))
    return { what: `"${value}" holds a fragment.`, cure: 'Remove the part from "#" on.' }
  const fault = formFault(value) ?? hostFault(value)
  return fault && withCure(value, fault, isTaken)
}

/** The vendor's table has both in one address: whoever fills it in should not have to come twice. */
function placeholderFault(value: string, placeholder: string): Fault {
  const meant = /tenant/i.test(placeholder) ? 'tenant' : 'value'
  const like = lookAlike(URL.parse(value)?.hostname ?? '')
  if (!like) return { what: `"${value}" holds a placeholder.`, cure: `Put the real ${meant} in its place.` }
  return {
    what: `"${value}" holds a placeholder, and its host is not "${like}", but looks like it.`,
    cure: `Put the real ${meant} in its place, and write the host as "${like}".`,
  }
}

function withCure(value: string, fault: AddressFault, isTaken: (address: string) => boolean): Fault {
  return { what: fault.what, cure: didYouMean(fault, (address) => address !== value && isTaken(address)) }
}

function pathFault(kind: EndpointKind, value: string): Fault | undefined {
  const url = new URL(value)
  const swapped = swappedPath(kind, url)
  if (swapped)
    return { what: `"${value}" is ${swapped.is}.`, cure: `Probably it should be "${swapped.suggestion}".` }
  const keycloak = keycloakAddress(url)
  if (!keycloak || keycloak.name.replace(/\/$/, '') === KEYCLOAK_NAMES[kind]) return undefined
  const what = `"${value}" is not one of Keycloak's endpoints.`
  return { what, cure: `Did you mean "${keycloakEndpoint(url, kind)}"?` }
}

function keycloakEndpoint(url: URL, kind: EndpointKind): string {
  const meant = new URL(url)
  meant.pathname = `${keycloakAddress(url)?.realm}/protocol/openid-connect/${KEYCLOAK_NAMES[kind]}`
  return meant.href
}

/**
 * What an endpoint should be so that it is of the same cloud as another one: the same address on the other's host, else what stands
 * beside the other one.
 * @param other an endpoint of Entra's
 */
export function endpointBeside({ kind, url }: Endpoint, other: Endpoint): string {
  const moved = new URL(url)
  moved.hostname = other.url.hostname
  moved.port = ''
  const isTaken = !('what' in readEndpoint(kind, { value: moved.href, source: '' }))
  return isTaken ? moved.href : counterpart(other.url, kind)
}

function counterpart(url: URL, kind: EndpointKind): string {
  const other = new URL(url)
  other.pathname = url.pathname.replace(/(authorize|token)\/?$/, kind)
  return other.href
}

/** The slip of the vendor's documents: a token endpoint that ends in /authorize; and its reverse. Keycloak has other names. */
function swappedPath(kind: EndpointKind, url: URL): { is: string; suggestion: string } | undefined {
  const other = kind === 'token' ? 'authorize' : 'token'
  const is = `the ${other === 'token' ? 'token' : 'authorization'} endpoint`
  const keycloak = keycloakAddress(url)
  const path = (keycloak?.name ?? url.pathname).replace(/\/$/, '')
  if (keycloak)
    return path === KEYCLOAK_NAMES[other] ? { is, suggestion: keycloakEndpoint(url, kind) } : undefined
  return path.endsWith(`/${other}`) ? { is, suggestion: counterpart(url, kind) } : undefined
}
