import { type Finding, type FindingId, finding } from '../findings.ts'
import type { DesiredSignIn } from './desired-state.ts'
import { judged, type Provider, stated } from './provider.ts'
import { tokenOrigin } from './token-origin.ts'

/** What rules are applied with. */
export interface RuleContext {
  readonly provider: Provider
  /** How the apps will sign in: their tokens are what the interceptor gets. */
  readonly signIn: DesiredSignIn
}

interface Switch {
  readonly id: FindingId
  readonly accepts: RegExp
  readonly wanted: string
  /** What WebSphere takes where it is missing. */
  readonly otherwise: string
  readonly why: string
}

/**
 * @see https://github.com/HCL-TECH-SOFTWARE/connections-doc/blob/64eb002d174dc021c970aec3da3fd8fdca51f554/v8-cr13/admin/secure/t_azure_oidc_websphere.md
 */
const SWITCHES = {
  useJwtFromRequest: {
    id: 'MSSO100',
    accepts: /^(?:ifPresent|required)$/i,
    wanted: 'ifPresent',
    otherwise: 'no',
    why: 'the bearer tokens that the apps send are not looked at',
  },
  verifyIssuerInIat: {
    id: 'MSSO103',
    accepts: /^true$/i,
    wanted: 'true',
    otherwise: 'false',
    why: 'access tokens in the form of a JWT, which the apps send, are not supported',
  },
  setLtpaCookie: {
    id: 'MSSO104',
    accepts: /^true$/i,
    wanted: 'true',
    otherwise: 'false',
    why: 'the apps get no LTPA cookie for their next requests',
  },
} satisfies Record<string, Switch>

function switchFindings(property: keyof typeof SWITCHES, { provider }: RuleContext): Finding[] {
  const { id, accepts, wanted, otherwise, why } = SWITCHES[property]
  const it = judged(provider, property)
  if (!it || accepts.test(it.value)) return []
  const isLikeThat = it.value ? stated(it) : `${stated(it)}, and WebSphere takes "${otherwise}"`
  const what = `${isLikeThat}: ${why}.`
  return [finding(id, { where: it.where, what, cure: `Set ${it.name} to "${wanted}".`, wanted })]
}

/** The issuer that is set, or else the one that WebSphere learns by discovery. */
function issuerFindings({ provider, signIn }: RuleContext): Finding[] {
  const origin = tokenOrigin(signIn)
  const issuer = judged(provider, 'issuerIdentifier')
  const discovery = judged(provider, 'discoveryEndpointUrl')
  const it = issuer?.value || !discovery?.value ? issuer : discovery
  if (!origin || !it) return []
  const fits =
    it === discovery
      ? URL.canParse(it.value) && origin.isDiscovery(new URL(it.value))
      : it.value.split(',').some((issuer) => origin.isIssuer(issuer.trim()))
  if (fits) return []
  const { issuer: wanted } = origin
  const what = `${stated(it)}, but the tokens that the apps get are from the issuer "${wanted}".`
  const cure = `Set ${provider.id}.issuerIdentifier to "${wanted}": WebSphere compares every character.`
  return [finding('MSSO101', { where: it.where, what, cure, wanted })]
}

function keysFindings({ provider, signIn }: RuleContext): Finding[] {
  const it = judged(provider, 'jwkEndpointUrl')
  if (!it?.value) return []
  const origin = tokenOrigin(signIn)
  const isSafe = /^https:\/\//i.test(it.value) && URL.canParse(it.value)
  if (isSafe && (!origin || origin.isKeys(new URL(it.value)))) return []
  const wanted = origin?.keys
  const fault = isSafe ? 'not where the keys of these endpoints are' : 'no address that starts with https'
  const what = `${stated(it)}, which is ${fault}.`
  const cure = `Set ${it.name} to ${wanted ? `"${wanted}"` : "the provider's jwks_uri"}.`
  return [finding('MSSO102', { where: it.where, what, cure, ...(wanted ? { wanted } : {}) })]
}

/**
 * The scope without which Entra's tokens lack a claim. Keycloak's clients have email and profile by default.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/scopes-oidc#openid-connect-scopes
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/optional-claims-reference
 * @see https://www.keycloak.org/docs/latest/server_admin/index.html#_client_scopes
 */
const SCOPE_OF_CLAIM: Readonly<Record<string, string>> = {
  email: 'email',
  preferred_username: 'profile',
  upn: 'profile',
  name: 'profile',
  oid: 'profile',
}

function userFindings({ provider, signIn }: RuleContext): Finding[] {
  const it = judged(provider, 'userIdentifier')
  if (!it) return []
  const report = (what: string, cure: string) => [finding('MSSO105', { where: it.where, what, cure })]
  const isEntra = (signIn.authorize ?? signIn.token)?.isEntra
  if (!it.value || (it.value === 'sub' && isEntra))
    return report(
      `${stated(it)}${it.value ? '' : ', and WebSphere takes "sub"'}: it is an ID that the directory of Connections does not know.`,
      `Set ${it.name} to "email", and see that access tokens have that claim.`,
    )
  const scope = isEntra && Object.hasOwn(SCOPE_OF_CLAIM, it.value) ? SCOPE_OF_CLAIM[it.value] : undefined
  // Where no scope is known the run fails anyway.
  if (!scope || signIn.scopes.includes(scope) || !signIn.scopes.includes('openid')) return []
  return report(
    `${stated(it)}, but the apps do not ask for the scope "${scope}", so their tokens lack the claim.`,
    `Add "${scope}" to ${provider.id}.scope, or to the input scope.`,
  )
}

/** @see https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#validate-tokens */
function signatureFindings({ provider, signIn }: RuleContext): Finding[] {
  const it = judged(provider, 'signatureAlgorithm')
  if (!it?.value || it.value === 'RS256' || !(signIn.authorize ?? signIn.token)?.isEntra) return []
  const what = `${stated(it)}, but Entra signs its tokens with RS256.`
  return [finding('MSSO116', { where: it.where, what, cure: `Set ${it.name} to "RS256".`, wanted: 'RS256' })]
}

function audienceFindings({ provider, signIn: { clientId } }: RuleContext): Finding[] {
  const it = judged(provider, 'audiences')
  if (!it?.value || !clientId) return []
  const audiences = it.value.split(',').map((audience) => audience.trim().toLowerCase())
  const own = clientId.toLowerCase()
  if (audiences.some((each) => each === 'all_audiences' || each === own || each.endsWith(`/${own}`)))
    return []
  const what = `${stated(it)}, which does not name the application of the apps.`
  const cure = `Set ${it.name} to "ALL_AUDIENCES", as the vendor does, or add the client ID to it.`
  return [finding('MSSO117', { where: it.where, what, cure })]
}

/**
 * What phones need of the provider that intercepts them, and browsers may do without, by property.
 * @see https://www.ibm.com/docs/en/was-nd/9.0.5?topic=cocrp-openid-connect-relying-party-custom-properties
 */
export const MOBILE_RULES: Readonly<Record<string, (context: RuleContext) => Finding[]>> = {
  useJwtFromRequest: (context) => switchFindings('useJwtFromRequest', context),
  verifyIssuerInIat: (context) => switchFindings('verifyIssuerInIat', context),
  setLtpaCookie: (context) => switchFindings('setLtpaCookie', context),
  issuerIdentifier: issuerFindings,
  jwkEndpointUrl: keysFindings,
  userIdentifier: userFindings,
  signatureAlgorithm: signatureFindings,
  audiences: audienceFindings,
}
