import { type Finding, finding, type Place } from '../findings.ts'
import type { Problem } from '../problems.ts'
import {
  authorizationParametersFindings,
  authorizationParametersProblem,
} from './authorization-parameters.ts'
import type { Endpoint, EntraEndpoint } from './endpoint.ts'
import { endpointPairFindings, endpointPairProblems } from './endpoint-pair.ts'
import { clientIdProblem } from './identifiers.ts'
import { type IdentityProvider, identityProvider, KEYCLOAK_SCOPE } from './identity-provider.ts'
import { lintProviders } from './provider-lint.ts'
import type { ProviderProperties } from './provider-properties.ts'
import { clientScope, foreignScopes, scopeProblem, scopesFor } from './scopes.ts'
import type { DesiredSetting, Sourced } from './setting.ts'
import { readSettingsLines } from './settings-lines.ts'
import { endpointFor, fromInput, lineNumbers, ValueLookup } from './value-lookup.ts'
import { valueProblems } from './web-address.ts'

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

/** What mobile-config.xml has to say, or why that cannot be told. */
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
export function entraEndpoint({ authorize, token }: DesiredSignIn): EntraEndpoint | undefined {
  return [authorize, token].find((endpoint) => endpoint?.isEntra === true)
}

/** Works out every wanted value, in the order in which the vendor's documents list them. Never throws. */
export function desiredState(inputs: ValueInputs): DesiredState {
  const lookup = new ValueLookup(inputs)
  const notes: Notes = { problems: [...lookup.problems], findings: ignoredLines(inputs) }
  const authorize = endpointFor('authorize', inputs, lookup, notes.problems)
  const token = endpointFor('token', inputs, lookup, notes.problems)
  const endpoints = [authorize, token].filter((endpoint) => endpoint !== undefined)
  const provider = identityProvider(endpoints)
  // Where no endpoint could be told, the tenant alone says what is meant.
  const isEntra = endpoints.length > 0 ? endpoints.some((each) => each.isEntra) : inputs.tenantId !== ''
  const { clientId, scope, scopes } = clientFor({ inputs, lookup, endpoints, provider, isEntra }, notes)
  if (authorize && token) {
    notes.problems.push(...endpointPairProblems(authorize, token))
    notes.findings.push(...endpointPairFindings(authorize, token, inputs.tenantId))
  }
  const tenant = endpoints.find((endpoint) => endpoint.isEntra)?.tenant ?? inputs.tenantId
  // To a wrong client ID every scope is foreign.
  if (clientId && scope && !clientIdProblem(clientId, isEntra))
    notes.findings.push(...foreignScopes(scopes, clientId.value, tenant, scope.source))

  const lines = readSettingsLines(inputs.settings)
  notes.problems.push(...lines.problems)
  const settings = [
    ...security('@enabled', { value: 'true', source: 'this action' }),
    ...security('AuthType', { value: 'OAuth', source: 'this action' }),
    ...security('OAuthAuthorizationURL', authorize && { ...authorize, value: authorize.text }),
    ...security('OAuthTokenURL', token && { ...token, value: token.text }),
    ...security('OAuthClientId', clientId, isEntra ? { isEntraId: true } : {}),
    ...security('OAuthScopes', scope && { ...scope, value: scopes.join(' ') }),
    ...security('OAuthAuthorizationURL_Parameters', authorizationParameters(inputs, notes)),
    ...lines.settings,
  ]
  const unfit = valueProblems(settings, inputs.providerProperties.secrets)
  // What else is wrong with an unfit value follows from that.
  const others = notes.problems.filter(({ where }) => !unfit.some((problem) => problem.where === where))
  const signIn = { clientId: clientId?.value, scopes, authorize, token }
  const lint = lintProviders(inputs, signIn)
  return {
    settings,
    provider,
    signIn,
    keptClientId: clientId || provider.kind === 'entra' ? undefined : { ...lookup.find('clientId') },
    interceptedBy: lint.interceptedBy,
    findings: [...notes.findings, ...lint.findings],
    problems: [...others, ...unfit],
    checked: lint.isChecked ? ['values', 'provider'] : ['values'],
  }
}

interface Notes {
  readonly problems: Problem[]
  readonly findings: Finding[]
}

interface Sources {
  readonly inputs: ValueInputs
  readonly lookup: ValueLookup
  readonly endpoints: readonly Endpoint[]
  readonly provider: IdentityProvider
  readonly isEntra: boolean
}

function clientFor({ inputs, lookup, endpoints, provider, isEntra }: Sources, { problems, findings }: Notes) {
  const webClient = lookup.find('clientId')
  const isWebClientWanted = provider.kind === 'entra'
  const clientId = fromInput('client-id', inputs.clientId) ?? (isWebClientWanted ? webClient : undefined)
  const isScopeDerivable = endpoints.every((endpoint) => endpoint.isEntra)
  const derivedScope = scopeOf(provider, isScopeDerivable ? clientId : undefined)
  const scope = fromInput('scope', inputs.scope) ?? lookup.find('scope') ?? derivedScope
  if (clientId) problems.push(...some(clientIdProblem(clientId, isEntra)))
  else if (!isWebClientWanted) findings.push(clientIdIsKept(webClient))
  else if (!lookup.empty.includes('client-id'))
    problems.push(lookup.missing({ name: 'client ID', input: 'client-id', property: 'clientId' }))
  if (scope && scope !== derivedScope) problems.push(...some(scopeProblem(scope)))
  // Else it follows from the client ID, which is missing then.
  if (!scope && !isScopeDerivable)
    problems.push(lookup.missing({ name: 'scope', input: 'scope', property: 'scope' }))
  return { clientId, scope, scopes: scopesFor(provider, scope?.value ?? '') }
}

function scopeOf({ kind }: IdentityProvider, clientId: Sourced | undefined): Sourced | undefined {
  if (kind === 'keycloak') return { value: KEYCLOAK_SCOPE, source: 'this action' }
  return kind === 'entra' && clientId ? { ...clientId, value: clientScope(clientId.value) } : undefined
}

/** What to do where the file is to have another client than WebSphere's. */
export const SET_PUBLIC_CLIENT =
  'Set client-id to the ID of the apps\' public client; the vendor calls it "connections_social_mobile".'

/**
 * Outside of Entra WebSphere's client is confidential, and the apps, which cannot keep a secret, have a public one of their own.
 * @see https://help.hcl-software.com/connectionsmobile/admin/overview/oauth2-register-conn-mobile-app.html
 */
function clientIdIsKept(webClient: Sourced | undefined): Finding {
  const unused = webClient ? `; ${webClient.source} was not used, because it is the client of WebSphere` : ''
  const what = `client-id is missing, so the client ID in the file is kept${unused}.`
  return finding('MSSO130', { where: webClient?.source ?? 'input client-id', what, cure: SET_PUBLIC_CLIENT })
}

function authorizationParameters({ authorizationParameters: value }: ValueInputs, notes: Notes) {
  if (!value) return undefined
  notes.problems.push(...some(authorizationParametersProblem(value)))
  notes.findings.push(...authorizationParametersFindings(value))
  return fromInput('authorization-parameters', value)
}

function ignoredLines({ providerProperties, providerPropertiesFrom: where }: ValueInputs): Finding[] {
  const { ignoredLines: lines } = providerProperties
  if (lines.length === 0) return []
  const what = `${lineNumbers(lines)} ${lines.length === 1 ? 'is' : 'are'} not a property with a value.`
  const cure = 'Remove what does not belong there. The content is not shown because it may contain a secret.'
  return [finding('MSSO006', { where, what, cure })]
}

/** A setting of the security section; none without a value. */
function security(
  name: string,
  from: Sourced | undefined,
  more: Partial<DesiredSetting> = {},
): DesiredSetting[] {
  if (!from) return []
  const place = name.startsWith('@')
    ? { elements: ['SecuritySettings'], attribute: name.slice(1) }
    : { elements: ['SecuritySettings', name] }
  return [{ ...place, value: from.value, source: from.source, ...more }]
}

function some<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value]
}
