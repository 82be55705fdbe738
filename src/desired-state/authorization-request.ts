import { type Finding, finding } from '../findings.ts'
import type { IdentityProvider } from './identity-provider.ts'
import { type Fault, isGuid, isSame, placeholderIn, type Sourced } from './value.ts'

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
export function scopeFault(value: string): Fault | undefined {
  if (value.includes(',')) return [`The scope "${value}" contains a comma.`, 'Separate scopes with spaces.']
  if (placeholderIn(value))
    return [`The scope "${value}" contains a placeholder.`, 'Replace it with the real application ID.']
  const wrong = value.split(BLANKS).find((scope) => !/^[\x21\x23-\x5b\x5d-\x7e]*$/.test(scope))
  if (wrong === undefined) return undefined
  const what = `The scope "${wrong}" contains characters that scopes cannot have.`
  return [what, 'Use plain ASCII characters, without quotes.']
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
      const what = `The scope "${scope}" belongs to application "${application}", but the client ID is "${clientId}".`
      const cure = "Use the ID of your own application; the vendor's table shows someone else's."
      return report(what, cure, `api://${ofTenant ? `${first}/` : ''}${application}`)
    }
    if (ofTenant && isGuid(first) && isGuid(tenant) && !isSame(first, tenant)) {
      const what = `The scope "${scope}" belongs to tenant "${first}", but the tenant is "${tenant}".`
      return report(what, 'Use the ID of your own tenant.', `api://${first}/${second}`)
    }
    return []
  })
}

function apiPath(scope: string): readonly string[] {
  return /^api:\/\//i.test(scope) ? scope.slice('api://'.length).split('/') : []
}

const OWN_PARAMETERS =
  /^(?:client_id|response_type|redirect_uri|scope|state|nonce|code_challenge|code_challenge_method)$/i

/** Replaced by the apps. */
const TOKENS = ['{MT_HOSTNAME}', '{MT_ORGNAME}']

/** OAuthAuthorizationURL_Parameters: query parameters, in ASCII, that the apps append to the authorization request. */
export function parametersFault(value: string): Fault | undefined {
  const pairs = 'Write name=value pairs separated by "&"'
  if (/[\s\u0000-\u001f\u007f]/.test(value))
    return ['The value contains spaces or line breaks.', `${pairs}, percent-encoded.`]
  const foreign = /[^\x21-\x7e]/u.exec(value)?.[0].toWellFormed()
  if (foreign) {
    const what = `The value contains "${foreign}", which is not an ASCII character.`
    return [what, `Write ${encodeURIComponent(foreign)}.`]
  }
  if (value.includes('&amp;'))
    return ['The value contains "&amp;".', 'Write "&" itself; the action escapes it for XML.']
  if (value.includes('#'))
    return ['The value contains "#", which ends the query of an address.', 'Write %23.']
  if (/^[?&]/.test(value)) return [`The value starts with "${value[0]}".`, 'Start with the first parameter.']
  const wrong = value.split('&').find((pair) => !/^[^=]+=/.test(pair))
  return wrong === undefined ? undefined : [`"${wrong}" is not a name=value pair.`, `${pairs}.`]
}

export function parametersFindings({ value, source: where }: Sourced): Finding[] {
  const names = value.split('&').map((pair) => pair.slice(0, pair.indexOf('=')))
  const tokens = [...value.matchAll(/\{[^{}]*\}/g)].map(([token]) => token)
  const own = names
    .filter((name) => OWN_PARAMETERS.test(name))
    .map((name) => [
      `The apps set "${name}" themselves.`,
      'Remove it, or check on a phone that it does what you want.',
    ])
  const unknown = tokens
    .filter((token) => !TOKENS.includes(token))
    .map((token) => [`The apps do not know "${token}".`, `They replace only ${TOKENS.join(' and ')}.`])
  return [...own, ...unknown].map(([what, cure]) => finding('MSSO007', { where, what: what!, cure: cure! }))
}
