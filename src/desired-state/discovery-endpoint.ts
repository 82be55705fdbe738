import type { Problem } from '../problems.ts'
import { addressFault, type EndpointKind, readEndpoint } from './endpoint.ts'
import { isEntraHost } from './entra-clouds.ts'
import type { Sourced } from './setting.ts'

export type DiscoveredEndpoints = Readonly<Record<EndpointKind, Sourced>>

/**
 * The endpoints that follow from the address of a discovery document, without asking for it: of Entra and of Keycloak it is known where
 * they are.
 * @returns what is wrong with the address, or that its layout is not known
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc#find-your-apps-openid-configuration-document-uri
 * @see https://www.keycloak.org/securing-apps/oidc-layers#_oidc_available_endpoints
 */
export function discoveredEndpoints({ value, source }: Sourced): DiscoveredEndpoints | Problem {
  const fault = addressFault(
    value,
    EXAMPLE,
    (address) => !('what' in discoveredEndpoints({ value: address, source })),
  )
  if (fault) return { where: source, ...fault }
  const [authorize, token] = addresses(new URL(value))
  if (!authorize || !token) return unknown(value, source)
  const endpoints = { authorize: { value: authorize, source }, token: { value: token, source } }
  const read = readEndpoint('token', endpoints.token)
  if (!('what' in read)) return endpoints
  // Of a path that Entra does not have, the endpoint beside it would be news to the reader.
  return read.what.includes(token) ? unknown(value, source) : read
}

const EXAMPLE =
  'https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration'

function addresses({ origin, pathname, hostname, searchParams }: URL): string[] {
  const [, base = '', version = ''] =
    /^(.*?\/)(v2\.0\/)?\.well-known\/openid-configuration$/.exec(pathname) ?? []
  if (base && isEntraHost(hostname)) {
    const policy = searchParams.get('p')
    const query = policy ? `?p=${encodeURIComponent(policy)}` : ''
    return ['authorize', 'token'].map((name) => `${origin}${base}oauth2/${version}${name}${query}`)
  }
  return /\/realms\/[^/]+\/$/.test(base + version)
    ? ['auth', 'token'].map((name) => `${origin}${base}${version}protocol/openid-connect/${name}`)
    : []
}

function unknown(value: string, where: string): Problem {
  return {
    where,
    what: `The endpoints do not follow from "${value}".`,
    cure: 'Set authorize-endpoint-url and token-endpoint-url; the document at that address has them as authorization_endpoint and token_endpoint.',
  }
}
