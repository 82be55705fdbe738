import { isEntraHost } from '../entra-clouds.ts'
import type { Problem } from '../problems.ts'
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
  readonly version: 'v1' | 'v2' | undefined
}

/**
 * Endpoints that follow from the tenant.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols#endpoints
 */
export function tenantEndpoint(tenant: string, kind: EndpointKind): string {
  return `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/${kind}`
}

/** Checks one endpoint by itself. */
export function readEndpoint(kind: EndpointKind, { value, source }: Sourced): Endpoint | Problem {
  const refuse = (what: string, cure: string): Problem => ({ where: source, what, cure })
  if (/[{}<>]|%7[bB]/.test(value))
    return refuse(`"${value}" holds a placeholder.`, 'Put the real tenant in its place.')
  if (/\s/.test(value))
    return refuse(`"${value}" holds white space.`, 'Write the address without blanks and line breaks.')
  if (!URL.canParse(value))
    return refuse(
      `"${value}" is not an absolute URL.`,
      `Write the whole address, such as "${EXAMPLE[kind]}".`,
    )
  const url = new URL(value)
  if (url.protocol !== 'https:')
    return refuse(`"${value}" does not start with https.`, 'Phones send credentials there: use https.')
  if (url.username || url.password)
    return refuse('The URL holds a user name or password.', 'Remove the part before "@".')
  if (url.hash) return refuse(`"${value}" holds a fragment.`, 'Remove the part from "#" on.')
  const swapped = swappedPath(kind, url)
  if (swapped) return refuse(`"${value}" is ${swapped.is}.`, `Probably it should be "${swapped.suggestion}".`)
  const isEntra = isEntraHost(url.hostname)
  const match = /^\/([^/]+)(?:\/[^/]+)?\/oauth2\/(v2\.0\/)?(authorize|token)$/.exec(url.pathname)
  if (isEntra && !match) {
    return refuse(
      `The path of "${value}" is not one of Entra's endpoints.`,
      `Write an address such as "${EXAMPLE[kind]}".`,
    )
  }
  const version = match ? (match[2] ? 'v2' : 'v1') : undefined
  return { kind, url, text: value, source, isEntra, tenant: isEntra ? match?.[1] : undefined, version }
}

const EXAMPLE: Record<EndpointKind, string> = {
  authorize: tenantEndpoint('contoso.onmicrosoft.com', 'authorize'),
  token: tenantEndpoint('contoso.onmicrosoft.com', 'token'),
}

/** The slip of the vendor's documents: a token endpoint that ends in /authorize; and its reverse. */
function swappedPath(kind: EndpointKind, url: URL): { is: string; suggestion: string } | undefined {
  const other = kind === 'token' ? 'authorize' : 'token'
  if (!url.pathname.replace(/\/$/, '').endsWith(`/${other}`)) return undefined
  const suggestion = new URL(url)
  suggestion.pathname = url.pathname.replace(/(authorize|token)\/?$/, kind)
  return { is: `the ${other === 'token' ? 'token' : 'authorization'} endpoint`, suggestion: suggestion.href }
}
