import { type Finding, finding } from '../findings.ts'
import { foreignScopes } from './authorization-request.ts'
import type { DesiredSignIn, ValueInputs } from './desired-state.ts'
import { exclusionFindings, interception, interceptionFindings } from './interception.ts'
import { differs, judged, meantAddress, type Provider, providersOf, shown, stated } from './provider.ts'
import { MOBILE_RULES } from './provider-rules.ts'
import { isGuid, isSame, placeholderIn } from './value.ts'

/** With more of them it is no list of an interceptor. */
const MAX_PROVIDERS = 30

/**
 * What is wrong with the interceptor's providers, as far as they were pasted. Never throws.
 * @param signIn how the apps will sign in
 * @returns `isChecked`: so much was pasted that it says something where nothing was found; `interceptedBy`: the one provider that
 *   intercepts the mobile clients, undefined where it is not known
 */
export function lintProviders(inputs: ValueInputs, signIn: DesiredSignIn) {
  const providers = providersOf(inputs).slice(0, MAX_PROVIDERS)
  const intercepting = providers.filter((provider) => interception(provider) === 'yes')
  const chosen = providers.find(({ id }) => id === inputs.providerId)
  const only = intercepting.length === 1 ? intercepting[0] : undefined
  const mobile = only ?? chosen
  const findings = [
    ...interceptionFindings(providers, intercepting, chosen),
    ...intercepting.flatMap((provider) => exclusionFindings(provider)),
    ...(mobile ? mobileFindings(mobile, providers, signIn) : []),
    ...providers.flatMap((provider) => [
      ...misspellings(provider),
      ...(provider === chosen ? [] : scopeFindings(provider, signIn)),
      ...identifierFindings(provider, signIn),
    ]),
    ...callbackFindings(providers),
    ...placeholders(providers),
  ]
  return { findings, isChecked: findings.length > 0 || mobile?.isWhole === true, interceptedBy: only?.id }
}

/** What is the same in all providers of the vendor's tables: only filters and callbacks differ. */
const SAME =
  `clientId authorizeEndpointUrl tokenEndpointUrl jwkEndpointUrl discoveryEndpointUrl issuerIdentifier
  userIdentifier realmIdentifier realmName defaultRealmName useRealm signVerifyAlias useJwtFromRequest
  verifyIssuerInIat setLtpaCookie`.split(/\s+/)

/** What phones need of their provider; and each property that is fine there, once, with all providers that differ in it. */
function mobileFindings(mobile: Provider, providers: readonly Provider[], signIn: DesiredSignIn): Finding[] {
  const found = new Map(
    Object.entries(MOBILE_RULES).map(([property, rule]) => [property, rule(mobile, signIn)]),
  )
  // Providers with another identifier are for something else, such as the vendor's one for Microsoft Teams.
  const siblings = providers.filter((each) => each !== mobile && !differs(mobile, each, 'identifier'))
  const disagreements = SAME.filter((property) => !found.get(property)?.length).flatMap((property) => {
    const own = judged(mobile, property)
    const others = siblings
      .filter((each) => differs(mobile, each, property))
      .map((each) => judged(each, property)!)
    if (!own || others.length === 0) return []
    const what = `${others.map(stated).join(', ')}, but ${stated(own)}.`
    const cure = `Use the same value in all of them, so that a token accepted by one cluster is accepted by all.`
    return [finding('MSSO106', { where: others[0]!.source, what, cure })]
  })
  return [...[...found.values()].flat(), ...disagreements]
}

function misspellings({ properties }: Provider): Finding[] {
  return [...properties].flatMap(([property, { name, value, source: where }]) => {
    const isAddress = /(?:Url|Endpoint|^issuerIdentifier)$/.test(property)
    const wanted = isAddress ? meantAddress(property, value) : undefined
    if (!wanted) return []
    const what = `${name} is ${shown(value)}. Did you mean ${shown(wanted)}?`
    return [finding('MSSO111', { where, what, cure: `Correct ${name}.`, wanted })]
  })
}

/** The scope of the chosen provider is what the apps ask for, and MSSO001 speaks of it. */
function scopeFindings(provider: Provider, signIn: DesiredSignIn): Finding[] {
  const [scope, clientId] = [judged(provider, 'scope'), judged(provider, 'clientId')]
  if (!scope?.value || !clientId || !isGuid(clientId.value)) return []
  const [first] = foreignScopes(scope, clientId.value, signIn.authorize?.tenant ?? '')
  // Where only its client ID is another one, that is told by itself.
  if (!first?.found || isSame(first.found, `api://${signIn.clientId}`)) return []
  const what = `${scope.name} is for "${first.found}", but ${clientId.name} is ${shown(clientId.value)}.`
  const cure = `Set ${scope.name} to the scopes of your own application; the vendor's table shows someone else's.`
  return [finding('MSSO113', { where: scope.source, what, cure, found: first.found })]
}

function identifierFindings(provider: Provider, { authorize }: DesiredSignIn): Finding[] {
  const it = judged(provider, 'identifier')
  if (!it || it.value) return []
  const example = authorize?.isEntra === false ? 'keycloak' : 'azuread'
  const what = `${stated(it)}; without it, WebSphere does not start the provider.`
  return [finding('MSSO115', { where: it.source, what, cure: `Set ${it.name}, as in "${example}".` })]
}

/** The redirect URI is made from both; WebSphere takes /oidcclient where the context is missing. */
function callbackFindings(providers: readonly Provider[]): Finding[] {
  const first = new Map<string, Provider>()
  return providers.flatMap((provider) => {
    const context = judged(provider, 'callbackServletContext')
    const identifier = judged(provider, 'identifier')
    // Nobody is sent to sign in where a token is required.
    const isForTokens = provider.properties.get('useJwtFromRequest')?.value === 'required'
    if (!context || !identifier?.value || isForTokens) return []
    const callback = `${context.value || '/oidcclient'}/${identifier.value}`
    const other = first.get(callback)
    first.set(callback, other ?? provider)
    if (!other && (context.value || providers.length === 1)) return []
    const what = other
      ? `${other.id} and ${provider.id} have the same callback, ${shown(callback)}.`
      : `${stated(context)}, and WebSphere's default is "/oidcclient".`
    const cure = `Set ${context.name} to the context root of WebSphereOIDCRP in that cluster.`
    return [finding('MSSO114', { where: context.source, what, cure })]
  })
}

/** Properties whose values hold no braces by themselves. */
const PLAIN =
  /(?:Url|Endpoint|^(?:clientId|scope|identifier|issuerIdentifier|callbackServletContext|userIdentifier|audiences|realmName|defaultRealmName))$/

function placeholders(providers: readonly Provider[]): Finding[] {
  const found = providers.flatMap(({ properties }) =>
    [...properties].filter(([name, { value }]) => PLAIN.test(name) && placeholderIn(value)),
  )
  const [first] = found
  if (!first) return []
  const names = found.slice(0, 10).map(([, { name }]) => name)
  const more = found.length > names.length ? ` and ${found.length - names.length} more` : ''
  const what = `These values still contain a placeholder: ${names.join(', ')}${more}.`
  return [finding('MSSO112', { where: first[1].source, what, cure: 'Replace it with the real value.' })]
}
