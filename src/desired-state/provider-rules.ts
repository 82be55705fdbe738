import { type Finding, type FindingId, finding } from '../findings.ts'
import type { DesiredSignIn } from './desired-state.ts'
import { isSameAddress, isSameIssuer, tokenOrigin } from './identity-provider.ts'
import { judged, type Provider, stated } from './provider.ts'

/** Judges one property by how the apps will sign in: their tokens are what the interceptor gets. */
type Rule = (provider: Provider, signIn: DesiredSignIn) => Finding[]

/**
 * What phones need of the provider that intercepts them, and browsers may do without, by property.
 * @see https://www.ibm.com/docs/en/was-nd/9.0.5?topic=cocrp-openid-connect-relying-party-custom-properties
 * @see https://github.com/HCL-TECH-SOFTWARE/connections-doc/blob/64eb002d174dc021c970aec3da3fd8fdca51f554/v8-cr13/admin/secure/t_azure_oidc_websphere.md
 */
export const MOBILE_RULES: Readonly<Record<string, Rule>> = {
  useJwtFromRequest: switchedOn('MSSO100', 'useJwtFromRequest', {
    accepts: /^(?:ifPresent|required)$/i,
    wanted: 'ifPresent',
    otherwise: 'no',
    why: 'the bearer tokens that the apps send are ignored',
  }),
  verifyIssuerInIat: switchedOn('MSSO103', 'verifyIssuerInIat', {
    why: 'access tokens in JWT form, which the apps send, are not supported',
  }),
  setLtpaCookie: switchedOn('MSSO104', 'setLtpaCookie', {
    why: 'the apps get no LTPA cookie for their next requests',
  }),
  issuerIdentifier: issuerFindings,
  jwkEndpointUrl: keysFindings,
  userIdentifier: userFindings,
  signatureAlgorithm: signatureFindings,
  audiences: audienceFindings,
}

/** @param otherwise what WebSphere takes where the property is missing */
function switchedOn(
  id: FindingId,
  property: string,
  { accepts = /^true$/i, wanted = 'true', otherwise = 'false', why = '' },
): Rule {
  return (provider) => {
    const it = judged(provider, property)
    if (!it || accepts.test(it.value)) return []
    const isLikeThat = it.value ? stated(it) : `${stated(it)}, and WebSphere's default is "${otherwise}"`
    const cure = `Set ${it.name} to "${wanted}".`
    return [finding(id, { where: it.source, what: `${isLikeThat}: ${why}.`, cure, wanted })]
  }
}

/** The issuer that is set, or else the one that WebSphere learns by discovery. */
function issuerFindings(provider: Provider, signIn: DesiredSignIn): Finding[] {
  const origin = tokenOrigin(signIn)
  const issuer = judged(provider, 'issuerIdentifier')
  const discovery = judged(provider, 'discoveryEndpointUrl')
  const it = issuer?.value || !discovery?.value ? issuer : discovery
  if (!origin || !it) return []
  const fits =
    it === discovery
      ? URL.canParse(it.value) && isSameAddress(origin.discovery, new URL(it.value))
      : it.value.split(',').some((each) => isSameIssuer(origin.issuer, each.trim()))
  if (fits) return []
  const { issuer: wanted } = origin
  const what = `${stated(it)}, but the tokens that the apps get come from the issuer "${wanted}".`
  const cure = `Set ${provider.id}.issuerIdentifier to "${wanted}": WebSphere compares every character.`
  return [finding('MSSO101', { where: it.source, what, cure, wanted })]
}

function keysFindings(provider: Provider, signIn: DesiredSignIn): Finding[] {
  const it = judged(provider, 'jwkEndpointUrl')
  if (!it?.value) return []
  const wanted = tokenOrigin(signIn)?.keys
  const address = /^https:\/\//i.test(it.value) && URL.parse(it.value)
  if (address && (!wanted || isSameAddress(wanted, address))) return []
  const fault = address ? 'not the key address of these endpoints' : 'not an address that starts with https'
  const what = `${stated(it)}, which is ${fault}.`
  const cure = `Set ${it.name} to ${wanted ? `"${wanted}"` : "the provider's jwks_uri"}.`
  return [finding('MSSO102', { where: it.source, what, cure, ...(wanted ? { wanted } : {}) })]
}

/**
 * The scope without which Entra's tokens lack a claim. Keycloak's clients have email and profile by default.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/optional-claims-reference
 * @see https://www.keycloak.org/docs/latest/server_admin/index.html#_client_scopes
 */
function scopeOfClaim(claim: string): string | undefined {
  if (claim === 'email') return 'email'
  return ['preferred_username', 'upn', 'name', 'oid'].includes(claim) ? 'profile' : undefined
}

function userFindings(provider: Provider, { scopes, authorize, token }: DesiredSignIn): Finding[] {
  const it = judged(provider, 'userIdentifier')
  if (!it) return []
  const report = (what: string, cure: string) => [finding('MSSO105', { where: it.source, what, cure })]
  const isEntra = (authorize ?? token)?.isEntra
  if (!it.value || (it.value === 'sub' && isEntra)) {
    const byDefault = it.value ? '' : ', and the default is "sub"'
    const what = `${stated(it)}${byDefault}: that is an ID that the Connections directory does not know.`
    return report(what, `Set ${it.name} to "email", and check that access tokens have that claim.`)
  }
  const scope = isEntra && scopeOfClaim(it.value)
  // Where no scope is known the run fails anyway.
  if (!scope || scopes.includes(scope) || !scopes.includes('openid')) return []
  const what = `${stated(it)}, but the apps do not request the scope "${scope}", so their tokens lack the claim.`
  return report(what, `Add "${scope}" to ${provider.id}.scope, or to the input scope.`)
}

/** @see https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#validate-tokens */
function signatureFindings(provider: Provider, { authorize, token }: DesiredSignIn): Finding[] {
  const it = judged(provider, 'signatureAlgorithm')
  if (!it?.value || it.value === 'RS256' || !(authorize ?? token)?.isEntra) return []
  const what = `${stated(it)}, but Entra signs its tokens with RS256.`
  return [finding('MSSO116', { where: it.source, what, cure: `Set ${it.name} to "RS256".`, wanted: 'RS256' })]
}

function audienceFindings(provider: Provider, { clientId }: DesiredSignIn): Finding[] {
  const it = judged(provider, 'audiences')
  if (!it?.value || !clientId) return []
  const audiences = it.value.split(',').map((audience) => audience.trim().toLowerCase())
  const own = clientId.toLowerCase()
  if (audiences.some((each) => each === 'all_audiences' || each === own || each.endsWith(`/${own}`)))
    return []
  const what = `${stated(it)}, which does not include the apps' application.`
  const cure = `Set ${it.name} to "ALL_AUDIENCES", as the vendor does, or add the client ID.`
  return [finding('MSSO117', { where: it.source, what, cure })]
}
