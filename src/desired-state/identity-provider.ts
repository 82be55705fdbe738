import type { DesiredSignIn } from './desired-state.ts'
import type { Endpoint, EntraEndpoint } from './endpoint.ts'
import { cloudOfLoginHost } from './microsoft-hosts.ts'
import { isGuid, isSame } from './value.ts'

export interface IdentityProvider {
  readonly kind: 'entra' | 'keycloak' | 'other'
  /** What people call it; of a provider that is not known, its host. */
  readonly name: string
}

/** Follows from the endpoints. Where there is none, or one of them is Entra's, Entra is meant. */
export function identityProvider(endpoints: readonly Endpoint[]): IdentityProvider {
  const [first] = endpoints
  if (!first || endpoints.some(({ isEntra }) => isEntra))
    return { kind: 'entra', name: 'Microsoft Entra ID (Azure AD)' }
  if (endpoints.every(({ url }) => keycloakAddress(url))) return { kind: 'keycloak', name: 'Keycloak' }
  return { kind: 'other', name: first.url.host }
}

/**
 * The path of a realm with what stands before it ("/auth/realms/connections"), and the name of one of its addresses ("auth", "token",
 * "certs"); undefined for an address that has another layout than Keycloak's.
 * @see https://www.keycloak.org/securing-apps/oidc-layers#_oidc_available_endpoints
 */
export function keycloakAddress({ pathname }: URL) {
  const [, realm, name] = /^(.*\/realms\/[^/]+)\/protocol\/openid-connect\/(.*?)\/?$/.exec(pathname) ?? []
  return realm === undefined || name === undefined ? undefined : { realm, name }
}

/**
 * Whose tokens the apps get: their issuer, with "<tenant ID>" where the endpoints do not tell it, and the addresses of its discovery
 * document and its keys. Undefined where the endpoints are unknown, or of a provider whose issuer does not follow from them.
 */
export function tokenOrigin({ authorize, token }: DesiredSignIn) {
  const endpoint = authorize ?? token
  if (endpoint?.isEntra) return entraOrigin(endpoint)
  const realm = endpoint && keycloakAddress(endpoint.url)?.realm
  if (realm === undefined) return undefined
  const issuer = endpoint!.url.origin + realm
  return {
    issuer,
    discovery: `${issuer}/.well-known/openid-configuration`,
    keys: `${issuer}/protocol/openid-connect/certs`,
  }
}

const TENANT_ID = '<tenant ID>'

/**
 * Tokens of version 1 have an issuer on another host than the endpoints.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference#payload-claims
 */
function entraOrigin({ url, tenant, version }: EntraEndpoint) {
  const cloud = cloudOfLoginHost(url.hostname)
  // Azure AD B2C and external tenants have other forms; of version 1 only the public cloud's issuer is documented.
  if (!cloud || (version === 'v1' && cloud.name !== 'public')) return undefined
  const host = `https://${cloud.loginHosts[0]}`
  const id = isGuid(tenant) ? tenant.toLowerCase() : TENANT_ID
  const folder = version === 'v2' ? 'v2.0/' : ''
  return {
    issuer: version === 'v2' ? `${host}/${id}/v2.0` : `https://sts.windows.net/${id}/`,
    discovery: `${host}/${tenant}/${folder}.well-known/openid-configuration`,
    keys: `${host}/${tenant}/discovery/${folder}keys`,
  }
}

/** Whether tokens of the wanted issuer name this one; they do it letter by letter. */
export function isSameIssuer(wanted: string, issuer: string): boolean {
  const parts = issuer.split('/').map((part) => (isGuid(part) ? TENANT_ID : part))
  return issuer === wanted || parts.join('/') === wanted
}

/**
 * Whether an address is that of the wanted discovery document or keys. Hosts of a cloud stand for each other; WebSphere may reach
 * Keycloak by another host than people do; and of an ID and a domain nobody can tell offline whether they are of one tenant.
 */
export function isSameAddress(wanted: string, address: URL): boolean {
  const { hostname, pathname } = new URL(wanted)
  const cloud = cloudOfLoginHost(hostname)
  if (!cloud) return address.pathname.endsWith(pathname)
  const [, tenant = '', ...path] = pathname.split('/')
  const [, other = '', ...otherPath] = address.pathname.split('/')
  const mayBeTenant = isGuid(tenant) && isGuid(other) ? isSame(tenant, other) : other !== ''
  return cloud === cloudOfLoginHost(address.hostname) && mayBeTenant && path.join('/') === otherPath.join('/')
}
