import { type Finding, finding } from '../findings.ts'
import type { Problem } from '../problems.ts'
import { isGuid, isSame, placeholderIn } from './identifiers.ts'
import type { IdentityProvider } from './identity-provider.ts'
import type { Sourced } from './setting.ts'

/** Without it the apps get no refresh token, and people sign in anew every hour. */
const OFFLINE_ACCESS = 'offline_access'

/** What separates scopes; of white space not what nobody sees. */
const BLANKS = /[\s--[\v\f\u2028\u2029\ufeff]]+/v

/** The scopes that follow from the application's ID. */
export function clientScope(clientId: string): string {
  return `openid profile email api://${clientId}/default`
}

/**
 * Scopes in their order, each once, with offline_access; for Keycloak as they were given, because there it asks for a session that
 * outlives the sign-out, and the vendor prints the scopes without it.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/scopes-oidc#the-offline_access-scope
 * @see https://www.keycloak.org/docs/latest/server_admin/index.html#_offline-access
 */
export function scopesFor({ kind }: IdentityProvider, scope: string): string[] {
  const scopes = scope.split(BLANKS).filter(Boolean)
  return [...new Set(kind === 'keycloak' ? scopes : [...scopes, OFFLINE_ACCESS])]
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
export function scopeProblem({ value, source }: Sourced): Problem | undefined {
  if (value.includes(',')) {
    const what = `The scope "${value}" holds a comma.`
    return { where: source, what, cure: 'Separate scopes with blanks.' }
  }
  if (placeholderIn(value)) {
    const what = `The scope "${value}" holds a placeholder.`
    return { where: source, what, cure: 'Put the real application ID in its place.' }
  }
  const wrong = value.split(BLANKS).find((scope) => !/^[\x21\x23-\x5b\x5d-\x7e]*$/.test(scope))
  if (wrong === undefined) return undefined
  const what = `The scope "${wrong}" holds characters that scopes can't hold.`
  return { where: source, what, cure: 'Write it with plain ASCII letters, without quotes.' }
}

/**
 * The application ID URI in a scope of the client, in the two forms that hold its ID: `api://{client}`, and `api://{tenant}/{client}`.
 * @returns undefined for every other scope
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/identifier-uri-restrictions
 */
export function ownApplicationUri(scope: string, clientId: string): string | undefined {
  const segments = apiPath(scope)
  const depth = segments.slice(0, -1).findIndex((segment) => isSame(segment, clientId)) + 1
  return depth === 1 || depth === 2 ? `api://${segments.slice(0, depth).join('/')}` : undefined
}

/**
 * Scopes of other applications and of other tenants. The vendor's table has a foreign application's ID in some.
 * @param tenant of the endpoints, or as it was given; only an ID can be compared
 */
export function foreignScopes(
  scopes: readonly string[],
  clientId: string,
  tenant: string,
  source: string,
): Finding[] {
  return scopes.flatMap((scope) => {
    const segments = apiPath(scope)
    const [first = '', second = ''] = segments
    const ofTenant = !isSame(first, clientId) && (segments.length > 2 || isSame(second, clientId))
    const application = ofTenant ? second : first
    const own = ofTenant && isGuid(tenant) ? `api://${tenant}/${clientId}` : `api://${clientId}`
    const report = (what: string, cure: string, found: string) => [
      finding('MSSO001', { where: source, what, cure, wanted: own, found }),
    ]
    if (isGuid(application) && !isSame(application, clientId)) {
      const what = `The scope "${scope}" is of application "${application}", but the client ID is "${clientId}".`
      const cure = "Use the ID of your own application; the vendor's table prints a foreign one."
      return report(what, cure, `api://${ofTenant ? `${first}/` : ''}${application}`)
    }
    if (ofTenant && isGuid(first) && isGuid(tenant) && !isSame(first, tenant)) {
      const what = `The scope "${scope}" is of tenant "${first}", but the tenant is "${tenant}".`
      return report(what, 'Use the ID of your own tenant.', `api://${first}/${second}`)
    }
    return []
  })
}

function apiPath(scope: string): readonly string[] {
  return /^api:\/\//i.test(scope) ? scope.slice('api://'.length).split('/') : []
}
