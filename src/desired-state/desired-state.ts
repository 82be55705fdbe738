import { type Finding, finding } from '../findings.ts'
import type { Problem } from '../problems.ts'
import {
  authorizationParametersFindings,
  authorizationParametersProblem,
} from './authorization-parameters.ts'
import { type Endpoint, type EndpointKind, readEndpoint, tenantEndpoint } from './endpoint.ts'
import { endpointPairFindings, endpointPairProblems } from './endpoint-pair.ts'
import { clientIdProblem, tenantIdProblem } from './identifiers.ts'
import { lineNumbers } from './line-numbers.ts'
import type { ProviderProperties } from './provider-properties.ts'
import { clientScope, foreignScopes, scopeProblem, withOfflineAccess } from './scopes.ts'
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
  readonly signIn: DesiredSignIn
  readonly findings: readonly Finding[]
  /** With any of these the settings must not be used. */
  readonly problems: readonly Problem[]
}

/** How the apps will sign in; what is undefined could not be told and is among the problems. */
export interface DesiredSignIn {
  readonly clientId: string | undefined
  readonly scopes: readonly string[]
  readonly authorize: Endpoint | undefined
  readonly token: Endpoint | undefined
}

/** Works out every wanted value, in the order in which the vendor's documents list them. Never throws. */
export function desiredState(inputs: ValueInputs): DesiredState {
  const provider = new ProviderLookup(
    inputs.providerProperties,
    inputs.providerPropertiesFrom,
    inputs.providerId,
  )
  const problems: Problem[] = [
    ...provider.problems,
    ...providerIdProblems(inputs.providerId),
    ...some(fromInput('tenant-id', inputs.tenantId)).flatMap((tenant) => some(tenantIdProblem(tenant))),
  ]
  const findings: Finding[] = [...ignoredLines(inputs)]

  const clientId = first(fromInput('client-id', inputs.clientId), provider.find('clientId'))
  const authorize = endpointFor('authorize', inputs, provider, problems)
  const token = endpointFor('token', inputs, provider, problems)
  const endpoints = [...some(authorize), ...some(token)]
  const isScopeDerivable = endpoints.every((endpoint) => endpoint.isEntra)
  const derivedScope =
    clientId && isScopeDerivable ? { ...clientId, value: clientScope(clientId.value) } : undefined
  const scope = first(fromInput('scope', inputs.scope), provider.find('scope'), derivedScope)

  const clientProblem = clientId
    ? clientIdProblem(clientId, isEntra(endpoints, inputs.tenantId))
    : provider.missing(CLIENT_ID)
  problems.push(...some(clientProblem))
  if (!scope) problems.push(provider.missing(isScopeDerivable ? SCOPE : OTHER_SCOPE))
  else if (scope !== derivedScope) problems.push(...some(scopeProblem(scope)))
  if (authorize && token) {
    problems.push(...endpointPairProblems(authorize, token))
    findings.push(...endpointPairFindings(authorize, token, inputs.tenantId))
  }
  const scopes = withOfflineAccess(scope?.value ?? '')
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
    ...(clientId ? [security('OAuthClientId', clientId)] : []),
    ...(scope ? [security('OAuthScopes', { value: scopes.join(' '), source: scope.source })] : []),
    ...authorizationParameters(inputs.authorizationParameters, problems, findings),
    ...lines.settings,
  ]
  const unfit = valueProblems(settings, inputs.providerProperties.secrets)
  const signIn = { clientId: clientId?.value, scopes, authorize, token }
  // What else is wrong with an unfit value follows from that.
  const others = problems.filter(({ where }) => !unfit.some((problem) => problem.where === where))
  return { settings, signIn, findings, problems: [...others, ...unfit] }
}

const CLIENT_ID: WantedValue = { name: 'client ID', input: 'client-id', property: 'clientId' }
const SCOPE: WantedValue = { name: 'scope', input: 'scope', property: 'scope', otherwise: 'set client-id' }
const OTHER_SCOPE: WantedValue = {
  name: "scope, which follows from client-id only where both endpoints are Entra's",
  input: 'scope',
  property: 'scope',
}
const ENDPOINT: Record<EndpointKind, Pick<WantedValue, 'name' | 'otherwise'>> = {
  authorize: { name: 'authorization endpoint', otherwise: 'set tenant-id' },
  token: { name: 'token endpoint', otherwise: 'set tenant-id' },
}

function endpointFor(
  kind: EndpointKind,
  inputs: ValueInputs,
  provider: ProviderLookup,
  problems: Problem[],
): Endpoint | undefined {
  const input = `${kind}-endpoint-url`
  const property = `${kind}EndpointUrl`
  const given = kind === 'authorize' ? inputs.authorizeEndpointUrl : inputs.tokenEndpointUrl
  const tenant = fromInput('tenant-id', inputs.tenantId)
  const derived = tenant && { ...tenant, value: tenantEndpoint(tenant.value, kind) }
  const value = first(fromInput(input, given), provider.find(property), derived)
  if (!value) {
    problems.push(provider.missing({ ...ENDPOINT[kind], input, property }))
    return undefined
  }
  if (tenant && value === derived && tenantIdProblem(tenant)) return undefined
  const endpoint = readEndpoint(kind, value)
  if (!('what' in endpoint)) return endpoint
  problems.push(endpoint)
  return undefined
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
