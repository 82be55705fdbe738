import { type Finding, finding, type Place } from '../findings.ts'
import type { Problem } from '../problems.ts'
import {
  authorizationParametersFindings,
  authorizationParametersProblem,
} from './authorization-parameters.ts'
import { type DiscoveredEndpoints, discoveredEndpoints } from './discovery-endpoint.ts'
import { emptyInputs, emptyInputsProblem } from './empty-inputs.ts'
import { type Endpoint, type EndpointKind, readEndpoint, tenantEndpoint } from './endpoint.ts'
import { endpointPairFindings, endpointPairProblems } from './endpoint-pair.ts'
import { isEntraHost } from './entra-clouds.ts'
import { clientIdProblem, tenantIdProblem } from './identifiers.ts'
import { type IdentityProvider, identityProvider } from './identity-provider.ts'
import { KEYCLOAK_SCOPE } from './keycloak.ts'
import { lineNumbers } from './line-numbers.ts'
import { lintProviders } from './provider-lint.ts'
import type { ProviderProperties } from './provider-properties.ts'
import { clientScope, foreignScopes, scopeProblem, scopesFor } from './scopes.ts'
import type { DesiredSetting } from './setting.ts'
import { readSettingsLines } from './settings-lines.ts'
import type { Sourced } from './sourced-value.ts'
import { ProviderLookup, type WantedValue } from './value-lookup.ts'
import { valueProblems } from './value-problems.ts'

/** The inputs that values come from; empty means not given. */
export interface ValueInputs {
  readonly providerProperties: ProviderProperties
  /** "provider-properties", or "provider-properties-file" with its path. */
  readonly providerPropertiesFrom: string
  readonly providerId: string
  readonly tenantId: string
  readonly clientId: string
  readonly authorizeEndpointUrl: string
  readonly tokenEndpointUrl: string
  readonly scope: string
  readonly authorizationParameters: string
  readonly settings: string
}

/** What mobile-config.xml has to say, or why that can't be told. */
export interface DesiredState {
  readonly settings: readonly DesiredSetting[]
  readonly provider: IdentityProvider
  readonly signIn: DesiredSignIn
  /**
   * Set where the file keeps the client ID that it has, and has to have one. It holds the client that must not be in the file: that
   * of WebSphere, where it was pasted.
   */
  readonly keptClientId: Partial<Sourced> | undefined
  /** The provider that intercepts the mobile clients, where its properties were pasted. */
  readonly interceptedBy: string | undefined
  readonly findings: readonly Finding[]
  /** Where was looked. */
  readonly checked: readonly Place[]
  /** With any of these the settings must not be used. */
  readonly problems: readonly Problem[]
}

/** How the apps will sign in; what is undefined could not be told and is among the problems, or is left to the file. */
export interface DesiredSignIn {
  readonly clientId: string | undefined
  readonly scopes: readonly string[]
  readonly authorize: Endpoint | undefined
  readonly token: Endpoint | undefined
}

/** The endpoint whose tenant Entra is asked about; undefined where neither is Entra's. */
export function entraEndpoint({ authorize, token }: DesiredSignIn): Endpoint | undefined {
  return [authorize, token].find((endpoint) => endpoint?.isEntra)
}

/** Works out every wanted value, in the order in which the vendor's documents list them. Never throws. */
export function desiredState(inputs: ValueInputs): DesiredState {
  const provider = new ProviderLookup(
    inputs.providerProperties,
    inputs.providerPropertiesFrom,
    inputs.providerId,
  )
  const empty = emptyInputs(inputs, isElsewhere(inputs, provider))
  const problems: Problem[] = [
    ...provider.problems,
    ...providerIdProblems(inputs.providerId),
    ...some(fromInput('tenant-id', inputs.tenantId)).flatMap((tenant) => some(tenantIdProblem(tenant))),
    // Of properties that cannot be read it is not known what they give.
    ...emptyInputsProblem(inputs.providerProperties.fault ? [] : empty),
  ]
  const findings: Finding[] = [...ignoredLines(inputs)]

  const authorize = endpointFor('authorize', inputs, provider, problems)
  const token = endpointFor('token', inputs, provider, problems)
  const endpoints = [...some(authorize), ...some(token)]
  const signedInBy = identityProvider(endpoints)
  const webClient = provider.find('clientId')
  const isWebClientWanted = signedInBy.kind === 'entra'
  const clientId = first(fromInput('client-id', inputs.clientId), isWebClientWanted ? webClient : undefined)
  const isScopeDerivable = endpoints.every((endpoint) => endpoint.isEntra)
  const derivedScope = scopeOf(signedInBy, isScopeDerivable ? clientId : undefined)
  const scope = first(fromInput('scope', inputs.scope), provider.find('scope'), derivedScope)

  const isOfEntra = isEntra(endpoints, inputs.tenantId)
  const clientProblem = clientId && clientIdProblem(clientId, isOfEntra)
  if (clientProblem) problems.push(clientProblem)
  if (!clientId && !isWebClientWanted) findings.push(clientIdIsKept(webClient))
  else if (!clientId && !empty.includes('client-id')) problems.push(provider.missing(CLIENT_ID))
  // Else it follows from the client ID, which is missing then.
  if (!scope) problems.push(...(isScopeDerivable ? [] : [provider.missing(SCOPE)]))
  else if (scope !== derivedScope) problems.push(...some(scopeProblem(scope)))
  if (authorize && token) {
    problems.push(...endpointPairProblems(authorize, token))
    findings.push(...endpointPairFindings(authorize, token, inputs.tenantId))
  }
  const scopes = scopesFor(signedInBy, scope?.value ?? '')
  const tenant = endpoints.find((endpoint) => endpoint.tenant)?.tenant ?? inputs.tenantId
  // To a wrong client ID every scope is foreign.
  if (clientId && scope && !clientProblem)
    findings.push(...foreignScopes(scopes, clientId.value, tenant, scope.source))

  const lines = readSettingsLines(inputs.settings)
  problems.push(...lines.problems)
  const settings = [
    security('@enabled', { value: 'true', source: 'this action' }),
    security('AuthType', { value: 'OAuth', source: 'this action' }),
    ...(authorize
      ? [security('OAuthAuthorizationURL', { value: authorize.text, source: authorize.source })]
      : []),
    ...(token ? [security('OAuthTokenURL', { value: token.text, source: token.source })] : []),
    ...(clientId ? [{ ...security('OAuthClientId', clientId), ...(isOfEntra ? ENTRA_ID : {}) }] : []),
    ...(scope ? [security('OAuthScopes', { value: scopes.join(' '), source: scope.source })] : []),
    ...authorizationParameters(inputs.authorizationParameters, problems, findings),
    ...lines.settings,
  ]
  const unfit = valueProblems(settings, inputs.providerProperties.secrets)
  const signIn = { clientId: clientId?.value, scopes, authorize, token }
  // What else is wrong with an unfit value follows from that.
  const others = problems.filter(({ where }) => !unfit.some((problem) => problem.where === where))
  const { providerProperties, providerPropertiesFrom: from, providerId } = inputs
  const lint = lintProviders(providerProperties.properties, { providerId, from, signIn })
  findings.push(...lint.findings)
  return {
    settings,
    provider: signedInBy,
    signIn,
    keptClientId: clientId || isWebClientWanted ? undefined : { ...webClient },
    interceptedBy: lint.interceptedBy,
    findings,
    problems: [...others, ...unfit],
    checked: ['values', ...(lint.isChecked ? PROVIDER : [])],
  }
}

const PROVIDER = ['provider'] as const
const ENTRA_ID = { isEntraId: true } as const

const CLIENT_ID: WantedValue = { name: 'client ID', input: 'client-id', property: 'clientId' }
const SCOPE: WantedValue = { name: 'scope', input: 'scope', property: 'scope' }
const NAME = { authorize: 'authorization endpoint', token: 'token endpoint' } as const

function endpointFor(
  kind: EndpointKind,
  inputs: ValueInputs,
  provider: ProviderLookup,
  problems: Problem[],
): Endpoint | undefined {
  const input = `${kind}-endpoint-url`
  const property = `${kind}EndpointUrl`
  const given = kind === 'authorize' ? inputs.authorizeEndpointUrl : inputs.tokenEndpointUrl
  const explicit = first(fromInput(input, given), provider.find(property))
  const discovered = explicit ? undefined : discovery(provider)
  if (discovered && 'what' in discovered) {
    // Both endpoints follow from it.
    if (!problems.some(({ where }) => where === discovered.where)) problems.push(discovered)
    return undefined
  }
  const tenant = fromInput('tenant-id', inputs.tenantId)
  const derived = tenant && { ...tenant, value: tenantEndpoint(tenant.value, kind) }
  const value = first(explicit, discovered?.[kind], derived)
  if (!value) {
    const isElse = isElsewhere(inputs, provider)
    const otherwise = isElse ? {} : { otherwise: 'set tenant-id' }
    if (!emptyInputs(inputs, isElse).includes('tenant-id'))
      problems.push(provider.missing({ name: NAME[kind], input, property, ...otherwise }))
    return undefined
  }
  if (tenant && value === derived && tenantIdProblem(tenant)) return undefined
  const endpoint = readEndpoint(kind, value)
  if (!('what' in endpoint)) return endpoint
  problems.push(endpoint)
  return undefined
}

/** One endpoint is given, and it is none of Entra's; so the other one follows from no tenant. */
function isElsewhere(
  { authorizeEndpointUrl, tokenEndpointUrl }: ValueInputs,
  provider: ProviderLookup,
): boolean {
  const properties = ['authorizeEndpointUrl', 'tokenEndpointUrl'].map((name) => provider.find(name)?.value)
  return [authorizeEndpointUrl, tokenEndpointUrl, ...properties].some((address) => {
    const url = URL.parse(address ?? '')
    return url ? !isEntraHost(url.hostname) : false
  })
}

/**
 * What `discoveryEndpointUrl` gives, which WebSphere uses where `useDiscovery` is true; people may paste the one without the other.
 * @see https://www.ibm.com/support/pages/openid-connect-websphere-traditional-custom-properties
 */
function discovery(provider: ProviderLookup): DiscoveredEndpoints | Problem | undefined {
  const isOff = /^false$/i.test(provider.find('useDiscovery')?.value ?? '')
  const address = isOff ? undefined : provider.find('discoveryEndpointUrl')
  return address && discoveredEndpoints(address)
}

/** The scope where none is given. */
function scopeOf({ kind }: IdentityProvider, clientId: Sourced | undefined): Sourced | undefined {
  if (kind === 'keycloak') return { value: KEYCLOAK_SCOPE, source: 'this action' }
  return kind === 'entra' && clientId ? { ...clientId, value: clientScope(clientId.value) } : undefined
}

/**
 * Outside of Entra WebSphere's client is confidential, and the apps, which cannot keep a secret, have a public one of their own.
 * @see https://help.hcl-software.com/connectionsmobile/admin/overview/oauth2-register-conn-mobile-app.html
 */
function clientIdIsKept(webClient: Sourced | undefined): Finding {
  const unused = webClient ? `; ${webClient.source} was not used, because it is the client of WebSphere` : ''
  return finding('MSSO130', {
    where: webClient?.source ?? 'input client-id',
    what: `client-id is not set, so the client ID in the file stays as it is${unused}.`,
    cure: 'Set client-id to the ID of the public client of the apps; the vendor calls it "connections_social_mobile".',
  })
}

function authorizationParameters(value: string, problems: Problem[], findings: Finding[]): DesiredSetting[] {
  if (!value) return []
  problems.push(...some(authorizationParametersProblem(value)))
  findings.push(...authorizationParametersFindings(value))
  return [security('OAuthAuthorizationURL_Parameters', { value, source: 'input authorization-parameters' })]
}

function ignoredLines({
  providerProperties: { ignoredLines: lines },
  providerPropertiesFrom: where,
}: ValueInputs): Finding[] {
  if (lines.length === 0) return []
  return [
    finding('MSSO006', {
      where,
      what: `${lineNumbers(lines)} ${lines.length === 1 ? 'is' : 'are'} not a property with its value.`,
      cure: 'Remove what does not belong there. The content is not shown because it may hold a secret.',
    }),
  ]
}

function providerIdProblems(providerId: string): Problem[] {
  if (/^[A-Za-z_][\w-]*$/.test(providerId)) return []
  return [
    {
      where: 'input provider-id',
      what: `"${providerId}" is not the name of a provider.`,
      cure: 'Write the part before the dot, such as "provider_1".',
    },
  ]
}

function security(name: string, { value, source }: Sourced): DesiredSetting {
  const place = name.startsWith('@')
    ? { elements: ['SecuritySettings'], attribute: name.slice(1) }
    : { elements: ['SecuritySettings', name] }
  return { ...place, value, source }
}

/** Where no endpoint could be told, the tenant alone says what is meant. */
function isEntra(endpoints: readonly Endpoint[], tenantId: string): boolean {
  return endpoints.length > 0 ? endpoints.some((endpoint) => endpoint.isEntra) : tenantId !== ''
}

function fromInput(name: string, value: string): Sourced | undefined {
  return value ? { value, source: `input ${name}` } : undefined
}

function first<T>(...candidates: (T | undefined)[]): T | undefined {
  return candidates.find((candidate) => candidate !== undefined)
}

function some<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value]
}
