import type { DesiredSignIn } from './desired-state.ts'
import type { Endpoint, EntraEndpoint } from './endpoint.ts'
import { cloudOfLoginHost } from './entra-clouds.ts'
import { isGuid } from './identifiers.ts'
import { keycloakAddress } from './identity-provider.ts'

/** Whose tokens the apps get, as it follows from the endpoints. */
interface TokenOrigin {
  /** The issuer in the tokens; where the endpoints do not tell the tenant's ID, "<tenant ID>" stands for it. */
  readonly issuer: string
  /** Address of the document that describes it. */
  readonly discovery: string
  /** Where the keys are that tokens are signed with. */
  readonly keys: string
  /** Whether tokens name that issuer; they do it letter by letter. */
  readonly isIssuer: (issuer: string) => boolean
  readonly isKeys: (address: URL) => boolean
  /** Whether it is the discovery document that names this issuer. */
  readonly isDiscovery: (address: URL) => boolean
}

/** Undefined where the endpoints are unknown, or of a provider whose issuer does not follow from them. */
export function tokenOrigin({ authorize, token }: DesiredSignIn): TokenOrigin | undefined {
  const endpoint = authorize ?? token
  return endpoint && (endpoint.isEntra ? entraOrigin(endpoint) : keycloakOrigin(endpoint))
}

/**
 * Tokens of version 1 have an issuer on another host than the endpoints.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference#payload-claims
 */
function entraOrigin({ url, tenant, version }: EntraEndpoint): TokenOrigin | undefined {
  const cloud = cloudOfLoginHost(url.hostname)
  // Azure AD B2C and external tenants have other forms; of version 1 only the public cloud's issuer is documented.
  if (!cloud || (version === 'v1' && cloud.name !== 'public')) return undefined
  const [host] = cloud.loginHosts
  const before = version === 'v2' ? `https://${host}/` : 'https://sts.windows.net/'
  const after = version === 'v2' ? '/v2.0' : '/'
  const id = isGuid(tenant) ? tenant.toLowerCase() : '<tenant ID>'
  const folder = version === 'v2' ? 'v2.0/' : ''
  const isOfTenant = (address: URL, path: RegExp) => {
    const [, own, ownFolder = ''] = path.exec(address.pathname) ?? []
    return own !== undefined && ownFolder === folder && mayBeSame(own, tenant)
  }
  const isOfCloud = (address: URL) => cloudOfLoginHost(address.hostname) === cloud
  return {
    issuer: before + id + after,
    discovery: `https://${host}/${tenant}/${folder}.well-known/openid-configuration`,
    keys: `https://${host}/${tenant}/discovery/${folder}keys`,
    isIssuer: (issuer) =>
      isGuid(tenant)
        ? issuer === before + id + after
        : issuer.startsWith(before) &&
          issuer.endsWith(after) &&
          isGuid(issuer.slice(before.length, -after.length)),
    isKeys: (address) => isOfCloud(address) && isOfTenant(address, /^\/([^/]+)\/discovery\/(v2\.0\/)?keys$/),
    isDiscovery: (address) =>
      isOfCloud(address) && isOfTenant(address, /^\/([^/]+)\/(v2\.0\/)?\.well-known\/openid-configuration$/),
  }
}

/** A tenant has an ID and domains, of which nobody can tell offline whether they belong together; and all share most keys. */
function mayBeSame(one: string, other: string): boolean {
  return !isGuid(one) || !isGuid(other) || one.toLowerCase() === other.toLowerCase()
}

/**
 * WebSphere may reach Keycloak by another host than people do, so only the issuer's host counts.
 * @see https://www.keycloak.org/securing-apps/oidc-layers#_oidc_available_endpoints
 */
function keycloakOrigin({ url }: Endpoint): TokenOrigin | undefined {
  const realm = keycloakAddress(url)?.realm
  if (realm === undefined) return undefined
  const issuer = url.origin + realm
  return {
    issuer,
    discovery: `${issuer}/.well-known/openid-configuration`,
    keys: `${issuer}/protocol/openid-connect/certs`,
    isIssuer: (text) => text === issuer,
    isKeys: ({ pathname }) => pathname.endsWith(`${realm}/protocol/openid-connect/certs`),
    isDiscovery: ({ pathname }) => pathname.endsWith(`${realm}/.well-known/openid-configuration`),
  }
}
