import type { Endpoint } from './endpoint.ts'
import { keycloakAddress } from './keycloak.ts'

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
