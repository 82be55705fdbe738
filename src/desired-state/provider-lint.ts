import { type Finding, finding } from '../findings.ts'
import type { DesiredSignIn, ValueInputs } from './desired-state.ts'
import { isGuid, placeholderIn } from './identifiers.ts'
import { meantAddress } from './look-alike.ts'
import { filterTakes } from './path-filter.ts'
import { judged, type Provider, providersOf, shown, stated } from './provider.ts'
import { MOBILE_RULES } from './provider-rules.ts'
import { foreignScopes } from './scopes.ts'

export interface ProviderLint {
  readonly findings: readonly Finding[]
  /** The provider of the mobile clients was pasted as a whole, or something was found: so it says something that nothing was. */
  readonly isChecked: boolean
  /** The one provider that intercepts the mobile clients: "provider_1"; undefined where it is not known. */
  readonly interceptedBy: string | undefined
}

/**
 * What is wrong with the interceptor's providers, as far as they were pasted. Offline and pure; never throws. A property that no rule
 * knows is none of its business, and of a list that is not whole nothing is missing.
 * @param signIn how the apps will sign in
 * @see https://github.com/HCL-TECH-SOFTWARE/connections-doc/blob/64eb002d174dc021c970aec3da3fd8fdca51f554/v8-cr13/admin/secure/t_azure_oidc_websphere.md
 */
export function lintProviders(
  { providerProperties, providerPropertiesFrom, providerId }: ValueInputs,
  signIn: DesiredSignIn,
): ProviderLint {
  const all = providersOf(providerProperties.properties, providerId, providerPropertiesFrom)
  const providers = all.slice(0, MAX_PROVIDERS)
  const intercepting = providers.filter((provider) => interception(provider) === 'yes')
  const chosen = providers.find(({ id }) => id === providerId)
  const mobile = intercepting.length === 1 ? intercepting[0]! : chosen
  const ofMobile = new Map(
    Object.entries(mobile ? MOBILE_RULES : {}).map(([property, rule]) => [
      property,
      rule({ provider: mobile!, signIn }),
    ]),
  )
  const isFine = (property: string) => !ofMobile.get(property)?.length
  const findings = [
    ...interceptionFindings(providers, intercepting, chosen),
    ...intercepting.flatMap((provider) => exclusionFindings(provider)),
    ...[...ofMobile.values()].flat(),
    ...(mobile ? disagreements(mobile, providers, SAME.filter(isFine)) : []),
    ...providers.flatMap((provider) => [
      ...misspellings(provider),
      ...(provider === chosen ? [] : scopeFindings(provider, signIn)),
      ...identifierFindings(provider, signIn),
    ]),
    ...callbackFindings(providers),
    ...placeholders(providers),
  ]
  const interceptedBy = intercepting.length === 1 ? intercepting[0]!.id : undefined
  return { findings, isChecked: findings.length > 0 || mobile?.isWhole === true, interceptedBy }
}

/** With more of them it is no list of an interceptor. */
const MAX_PROVIDERS = 30

/** What the apps ask first, before anybody has signed in. */
const SECURITY_CONFIGURATION = '/mobile/homepage/SecurityConfiguration'

/** Whether the provider intercepts the mobile clients. A filter by other things than the path is not understood. */
function interception({ properties }: Provider): 'yes' | 'no' | 'unknown' {
  const [filter, excluded] = ['interceptedPathFilter', 'excludedPathFilter'].map(
    (name) => properties.get(name)?.value ?? '',
  )
  if (!filter || properties.has('filter')) return 'unknown'
  const answers = ['/mobile/', '/mobile/any'].flatMap((path) => [
    filterTakes(filter, path),
    INVERSE[filterTakes(excluded!, path)],
  ])
  if (answers.includes('no')) return 'no'
  return answers.includes('unknown') ? 'unknown' : 'yes'
}

const INVERSE = { yes: 'no', no: 'yes', unknown: 'unknown' } as const

/** "If a request matches the filter conditions for more than one provider, the provider … is indeterminate", says IBM's page. */
function interceptionFindings(
  providers: readonly Provider[],
  intercepting: readonly Provider[],
  chosen: Provider | undefined,
): Finding[] {
  const filterOf = (provider: Provider) => judged(provider, 'interceptedPathFilter')!.where
  const [first, ...others] = intercepting
  if (!first) {
    if (!chosen || providers.some((provider) => interception(provider) === 'unknown')) return []
    const what =
      'None of the providers intercepts /mobile/.*, so nobody looks at the tokens that the apps send.'
    const cure = `Add "/mobile/.*" to ${chosen.id}.interceptedPathFilter, or to that of the provider that belongs to the cluster of Mobile.`
    return [finding('MSSO107', { where: filterOf(chosen), what, cure })]
  }
  if (others.length > 0) {
    const what = `${intercepting.map(({ id }) => id).join(' and ')} intercept /mobile/.*, and WebSphere takes any of them.`
    const cure =
      'Leave "/mobile/.*" in the interceptedPathFilter of the one that belongs to the cluster of Mobile.'
    return [finding('MSSO108', { where: filterOf(others[0]!), what, cure })]
  }
  const different = chosen && chosen !== first ? COPIED.filter((name) => differs(chosen, first, name)) : []
  if (!chosen || different.length === 0) return []
  const what = `provider-id is "${chosen.id}", but ${first.id} intercepts /mobile/.* and has another ${different.join(', ')}.`
  const cure = `Set provider-id to "${first.id}".`
  return [finding('MSSO109', { where: filterOf(first), what, cure, wanted: first.id, found: chosen.id })]
}

/** What mobile-config.xml gets from a provider. Where these are the same it does not matter which one gives them. */
const COPIED = ['clientId', 'scope', 'authorizeEndpointUrl', 'tokenEndpointUrl'] as const

function exclusionFindings(provider: Provider): Finding[] {
  const it = judged(provider, 'excludedPathFilter')
  if (!it || filterTakes(it.value, SECURITY_CONFIGURATION) !== 'no') return []
  const what = `${it.name} ${it.value ? 'does not have' : 'is missing, so it does not have'} ${SECURITY_CONFIGURATION}, which the apps ask before anybody has signed in.`
  const cure = `Add "${SECURITY_CONFIGURATION}" to ${it.name}.`
  return [finding('MSSO110', { where: it.where, what, cure, wanted: SECURITY_CONFIGURATION })]
}

/**
 * What is the same in all providers of the vendor's tables: only filters and callbacks differ. Providers with another identifier are for
 * something else, such as the vendor's one for Microsoft Teams.
 */
const SAME = [
  'clientId',
  'authorizeEndpointUrl',
  'tokenEndpointUrl',
  'jwkEndpointUrl',
  'discoveryEndpointUrl',
  'issuerIdentifier',
  'userIdentifier',
  'realmIdentifier',
  'realmName',
  'defaultRealmName',
  'useRealm',
  'signVerifyAlias',
  'useJwtFromRequest',
  'verifyIssuerInIat',
  'setLtpaCookie',
]

/** Each property once, with all providers that differ in it from that of the mobile clients. */
function disagreements(
  mobile: Provider,
  providers: readonly Provider[],
  properties: readonly string[],
): Finding[] {
  const siblings = providers.filter(
    (provider) => provider !== mobile && !differs(mobile, provider, 'identifier'),
  )
  return properties.flatMap((property) => {
    const own = judged(mobile, property)
    const others = siblings
      .filter((provider) => differs(mobile, provider, property))
      .map((provider) => judged(provider, property)!)
    if (!own || others.length === 0) return []
    const what = `${others.map(stated).join(', ')}, but ${stated(own)}.`
    const cure = `Write the same value, so that a token that is good at one cluster is good at all.`
    return [finding('MSSO106', { where: others[0]!.where, what, cure })]
  })
}

function differs(one: Provider, other: Provider, property: string): boolean {
  const [own, its] = [judged(one, property), judged(other, property)]
  return own !== undefined && its !== undefined && own.value.toLowerCase() !== its.value.toLowerCase()
}

function misspellings({ id, properties }: Provider): Finding[] {
  return [...properties].flatMap(([name, { value, where }]) => {
    const meant = /(?:Url|Endpoint|^issuerIdentifier)$/.test(name) ? meantAddress(name, value) : undefined
    if (!meant) return []
    const what = `${id}.${name} is ${shown(value)}. Did you mean ${shown(meant)}?`
    return [finding('MSSO111', { where, what, cure: `Correct ${id}.${name}.`, wanted: meant })]
  })
}

/** The scope of the chosen provider is what the apps ask for, and MSSO001 speaks of it. */
function scopeFindings(provider: Provider, signIn: DesiredSignIn): Finding[] {
  const [scope, clientId] = [judged(provider, 'scope'), judged(provider, 'clientId')]
  if (!scope?.value || !clientId || !isGuid(clientId.value)) return []
  const [first] = foreignScopes(
    scope.value.split(/\s+/),
    clientId.value,
    signIn.authorize?.tenant ?? '',
    scope.where,
  )
  // Where only its client ID is another one, that is told by itself.
  if (!first?.found || first.found.toLowerCase() === `api://${signIn.clientId?.toLowerCase()}`) return []
  const what = `${scope.name} is for "${first.found}", but ${clientId.name} is ${shown(clientId.value)}.`
  const cure = `Set ${scope.name} to the scopes of your own application; the vendor's table prints a foreign one.`
  return [finding('MSSO113', { where: first.where, what, cure, found: first.found })]
}

function identifierFindings(provider: Provider, { authorize }: DesiredSignIn): Finding[] {
  const it = judged(provider, 'identifier')
  if (!it || it.value) return []
  const example = authorize?.isEntra === false ? 'keycloak' : 'azuread'
  const what = `${stated(it)}, and without it WebSphere does not start the provider.`
  return [finding('MSSO115', { where: it.where, what, cure: `Set ${it.name}, as in "${example}".` })]
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
      : `${stated(context)}, and WebSphere takes "/oidcclient".`
    const cure = `Set ${context.name} to the context root of WebSphereOIDCRP in that cluster.`
    return [finding('MSSO114', { where: context.where, what, cure })]
  })
}

/** Properties whose values hold no braces by themselves. */
const PLAIN =
  /(?:Url|Endpoint|^(?:clientId|scope|identifier|issuerIdentifier|callbackServletContext|userIdentifier|audiences|realmName|defaultRealmName))$/

function placeholders(providers: readonly Provider[]): Finding[] {
  const found = providers.flatMap(({ properties }) =>
    [...properties]
      .filter(([name, { value }]) => PLAIN.test(name) && placeholderIn(value))
      .map(([, property]) => property),
  )
  const [first] = found
  if (!first) return []
  const names = found.slice(0, 10).map(({ name }) => name)
  const more = found.length > names.length ? ` and ${found.length - names.length} more` : ''
  const what = `A placeholder stands in the value of ${names.join(', ')}${more}.`
  return [finding('MSSO112', { where: first.where, what, cure: 'Put the real value in its place.' })]
}
