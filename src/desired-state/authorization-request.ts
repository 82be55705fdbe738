import { type Finding, finding } from '../findings.ts'
import type { Fault } from '../problems.ts'
import type { Endpoint } from './endpoint.ts'
import type { IdentityProvider } from './identity-provider.ts'
import { isGuid, isSame, placeholderIn, type Sourced } from './value.ts'
import type { ValueLookup } from './value-lookup.ts'

/** What separates scopes: white space, but for what nobody sees. */
const BLANKS = /[\s--[\v\f\u2028\u2029\ufeff]]+/v

/**
 * Scopes as they are given, or as they follow from the client, each once. With offline_access the apps get a refresh token, without
 * which people sign in anew every hour; at Keycloak it asks for a session that outlives the sign-out, and the vendor leaves it out.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/scopes-oidc#the-offline_access-scope
 * @see https://www.keycloak.org/docs/latest/server_admin/index.html#_offline-access
 */
export function scopesFor(
  lookup: ValueLookup,
  { kind }: IdentityProvider,
  endpoints: readonly Endpoint[],
  clientId: Sourced | undefined,
): Sourced | undefined {
  const given = lookup.given('scope') ?? lookup.find('scope')
  const isDerivable = endpoints.every((endpoint) => endpoint.isEntra)
  if (given) lookup.refuse(given.source, scopeFault(given.value))
  else if (kind === 'keycloak') return { value: 'openid profile email', source: 'this action' }
  else if (!isDerivable) lookup.reportMissing('scope')
  const from = given ?? (isDerivable ? clientId : undefined)
  if (!from) return undefined
  const scope = given?.value ?? `openid profile email api://${from.value}/default`
  const scopes = new Set(scope.split(BLANKS).filter(Boolean))
  if (kind !== 'keycloak') scopes.add('offline_access')
  return { ...from, value: [...scopes].join(' ') }
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
function scopeFault(value: string): Fault | undefined {
  if (value.includes(',')) return [`The scope "${value}" contains a comma.`, 'Separate scopes with spaces.']
  if (placeholderIn(value))
    return [`The scope "${value}" contains a placeholder.`, 'Replace it with the real application ID.']
  const wrong = value.split(BLANKS).find((scope) => !/^[\x21\x23-\x5b\x5d-\x7e]*$/.test(scope))
  if (wrong === undefined) return undefined
  const what = `The scope "${wrong}" contains characters that scopes cannot have.`
  return [what, 'Use plain ASCII characters, without quotes.']
}

/**
 * The application ID URI in a scope of the client: `api://{client}` or `api://{tenant}/{client}`; undefined for every other scope.
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
export function foreignScopes({ value, source }: Sourced, clientId: string, tenant: string): Finding[] {
  return value.split(/\s+/).flatMap((scope) => {
    const segments = apiPath(scope)
    const [first = '', second = ''] = segments
    const hasTenant = !isSame(first, clientId) && (segments.length > 2 || isSame(second, clientId))
    const application = hasTenant ? second : first
    const isForeign = isGuid(application) && !isSame(application, clientId)
    const isElsewhere = hasTenant && isGuid(first) && isGuid(tenant) && !isSame(first, tenant)
    if (!isForeign && !isElsewhere) return []
    const what = isForeign
      ? `The scope "${scope}" belongs to application "${application}", but the client ID is "${clientId}".`
      : `The scope "${scope}" belongs to tenant "${first}", but the tenant is "${tenant}".`
    const cure = isForeign ? OWN_APPLICATION : 'Use the ID of your own tenant.'
    const wanted = hasTenant && isGuid(tenant) ? `api://${tenant}/${clientId}` : `api://${clientId}`
    const found = hasTenant ? `api://${first}/${second}` : `api://${first}`
    return [finding('MSSO001', { where: source, what, cure, wanted, found })]
  })
}

const OWN_APPLICATION = "Use the ID of your own application; the vendor's table shows someone else's."

function apiPath(scope: string): readonly string[] {
  return /^api:\/\//i.test(scope) ? scope.slice('api://'.length).split('/') : []
}

const OWN_PARAMETERS =
  /^(?:client_id|response_type|redirect_uri|scope|state|nonce|code_challenge|code_challenge_method)$/i

const TOKENS = ['{MT_HOSTNAME}', '{MT_ORGNAME}']

/** OAuthAuthorizationURL_Parameters: query parameters, in ASCII, that the apps append to the authorization request. */
export function parametersFor(lookup: ValueLookup): Sourced | undefined {
  const parameters = lookup.given('authorizationParameters')
  if (!parameters) return undefined
  lookup.refuse(parameters.source, parametersFault(parameters.value))
  lookup.findings.push(...parametersFindings(parameters))
  return parameters
}

function parametersFault(value: string): Fault | undefined {
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

function parametersFindings({ value, source: where }: Sourced): Finding[] {
  const unusual = (what: string, cure: string) => finding('MSSO007', { where, what, cure })
  const names = value.split('&').map((pair) => pair.slice(0, pair.indexOf('=')))
  const own = names.filter((name) => OWN_PARAMETERS.test(name))
  const tokens = (value.match(/\{[^{}]*\}/g) ?? []).filter((token) => !TOKENS.includes(token))
  const cure = 'Remove it, or check on a phone that it does what you want.'
  return [
    ...own.map((name) => unusual(`The apps set "${name}" themselves.`, cure)),
    ...tokens.map((token) =>
      unusual(`The apps do not know "${token}".`, `They replace only ${TOKENS.join(' and ')}.`),
    ),
  ]
}
