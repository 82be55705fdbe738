import type { Endpoint } from './endpoint.ts'

/** Who signs people in. */
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

/** An address of a realm's protocol. */
interface KeycloakAddress {
  /** Path of the realm, with what stands before it: "/auth/realms/connections". */
  readonly realm: string
  /** "auth", "token", "certs" */
  readonly name: string
}

/** The scopes that the vendor prints; Keycloak gives a refresh token without `offline_access`. */
export const KEYCLOAK_SCOPE = 'openid profile email'

/**
 * Undefined for an address that has another layout than Keycloak's.
 * @see https://www.keycloak.org/securing-apps/oidc-layers#_oidc_available_endpoints
 */
export function keycloakAddress({ pathname }: URL): KeycloakAddress | undefined {
  const [, realm, name] = /^(.*\/realms\/[^/]+)\/protocol\/openid-connect\/(.*)$/.exec(pathname) ?? []
  return realm === undefined || name === undefined ? undefined : { realm, name }
}
