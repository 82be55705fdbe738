import { isEntraHost } from '../entra-clouds.ts'
import { lookAlike } from '../look-alike.ts'
import type { Problem } from '../problems.ts'
import { type AddressFault, characterFault, didYouMean, formFault, hostFault } from '../web-address.ts'
import { tenantIdProblem } from './identifiers.ts'
import { placeholderIn } from './placeholder.ts'
import type { Sourced } from './sourced-value.ts'

export type EndpointKind = 'authorize' | 'token'

/** A checked endpoint and what its address tells. */
export interface Endpoint {
  readonly kind: EndpointKind
  readonly url: URL
  readonly text: string
  readonly source: string
  readonly isEntra: boolean
  /** Tenant ID, domain, "common" or "organizations" in the path of an Entra endpoint. */
  readonly tenant: string | undefined
  /** Of an Entra endpoint; other providers have no such versions. */
  readonly version: 'v1' | 'v2' | undefined
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
  const fault = textFault(kind, value) ?? addressFault(kind, value, new URL(value))
  if (fault) return { where: source, ...fault }
  const url = new URL(value)
  if (!isEntraHost(url.hostname))
    return { kind, url, text: value, source, isEntra: false, tenant: undefined, version: undefined }
  const path = ENTRA_PATH.exec(url.pathname)
  if (!path) {
    return {
      where: source,
      what: `The path of "${value}" is not one of Entra's endpoints.`,
      cure: `Write an address such as "${EXAMPLE[kind]}".`,
    }
  }
  const tenant = path[1]!
  const version = path[2] ? 'v2' : 'v1'
  return (
    tenantIdProblem({ value: tenant, source }) ?? {
      kind,
      url,
      text: value,
      source,
      isEntra: true,
      tenant,
      version,
    }
  )
}

/**
 * The tenant and the version; between them the policy of Azure AD B2C, which may mark its paths with "tfp" (trust framework
 * policy) or "te".
 * @see https://learn.microsoft.com/en-us/azure/active-directory-b2c/b2clogin
 */
const ENTRA_PATH = /^\/(?:(?:tfp|te)\/)?([^/]+)(?:\/[^/]+)?\/oauth2\/(v2\.0\/)?(?:authorize|token)$/

const EXAMPLE: Record<EndpointKind, string> = {
  authorize: tenantEndpoint('contoso.onmicrosoft.com', 'authorize'),
  token: tenantEndpoint('contoso.onmicrosoft.com', 'token'),
}

/** What is wrong with the text of an address. The first check keeps passwords out of the texts of all others, which quote it. */
function textFault(kind: EndpointKind, value: string): Fault | undefined {
  if (value.includes('@')) {
    return {
      what: 'The URL holds a user name or password.',
      cure: 'Remove the part before "@"; where the path needs an "@", write %40.',
    }
  }
  if (placeholderIn(value)) return placeholderFault(value)
  const fault = characterFault(value)
  if (fault) return withCure(kind, value, fault)
  if (value.includes(' ')) {
    return {
      what: `"${value}" holds white space.`,
      cure: 'Write the address without blanks and line breaks.',
    }
  }
  if (value.includes('\\')) return { what: `"${value}" holds a backslash.`, cure: 'Write "/".' }
  // The parser also takes "https:host", which other readers of the file may not.
  if (!URL.canParse(value) || !/^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(value)) {
    return {
      what: `"${value}" is not an absolute URL.`,
      cure: `Write the whole address, such as "${EXAMPLE[kind]}".`,
    }
  }
  return undefined
}

/** The vendor's table has both in one address: whoever fills it in should not have to come twice. */
function placeholderFault(value: string): Fault {
  const like = lookAlike(URL.parse(value)?.hostname ?? '')
  if (!like) return { what: `"${value}" holds a placeholder.`, cure: 'Put the real tenant in its place.' }
  return {
    what: `"${value}" holds a placeholder, and its host is not "${like}", but looks like it.`,
    cure: `Put the real tenant in its place, and write the host as "${like}".`,
  }
}

/** What keeps an address from being an endpoint, whoever provides it. */
function addressFault(kind: EndpointKind, value: string, url: URL): Fault | undefined {
  if (url.protocol !== 'https:') {
    return {
      what: `"${value}" does not start with https.`,
      cure: 'Phones send credentials there: use https.',
    }
  }
  if (value.includes('#'))
    return { what: `"${value}" holds a fragment.`, cure: 'Remove the part from "#" on.' }
  const fault = formFault(value) ?? hostFault(value)
  if (fault) return withCure(kind, value, fault)
  const swapped = swappedPath(kind, url)
  return (
    swapped && {
      what: `"${value}" is ${swapped.is}.`,
      cure: `Probably it should be "${swapped.suggestion}".`,
    }
  )
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

/** Only what would be taken is proposed. */
function withCure(kind: EndpointKind, value: string, fault: AddressFault): Fault {
  const isTaken = (address: string) =>
    address !== value && !('what' in readEndpoint(kind, { value: address, source: '' }))
  return { what: fault.what, cure: didYouMean(fault, isTaken) }
}

/** The address of the other kind beside an endpoint. */
function counterpart(url: URL, kind: EndpointKind): string {
  const other = new URL(url)
  other.pathname = url.pathname.replace(/(authorize|token)\/?$/, kind)
  return other.href
}

/** The slip of the vendor's documents: a token endpoint that ends in /authorize; and its reverse. */
function swappedPath(kind: EndpointKind, url: URL): { is: string; suggestion: string } | undefined {
  const other = kind === 'token' ? 'authorize' : 'token'
  if (!url.pathname.replace(/\/$/, '').endsWith(`/${other}`)) return undefined
  return {
    is: `the ${other === 'token' ? 'token' : 'authorization'} endpoint`,
    suggestion: counterpart(url, kind),
  }
}
