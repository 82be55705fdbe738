import { finding } from '../findings.ts'
import { foreignScopes, parametersFor, scopesFor } from './authorization-request.ts'
import { checkPair, type Endpoint, type EntraEndpoint, endpointFor } from './endpoint.ts'
import { type IdentityProvider, identityProvider } from './identity-provider.ts'
import { lintProviders } from './provider-lint.ts'
import type { ProviderProperties } from './provider-properties.ts'
import { type DesiredSetting, readSettingsLines, settingPlace } from './setting.ts'
import { clientIdFault, type Sourced } from './value.ts'
import { ValueLookup } from './value-lookup.ts'
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

/** What mobile-config.xml has to say, or why that cannot be told: with any problem the settings must not be used. */
export type DesiredState = ReturnType<typeof desiredState>

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
export function desiredState(inputs: ValueInputs) {
  const lookup = new ValueLookup(inputs)
  const { problems, findings } = lookup
  const authorize = endpointFor('authorize', lookup)
  const token = endpointFor('token', lookup)
  const endpoints = [authorize, token].filter((endpoint) => endpoint !== undefined)
  const provider = identityProvider(endpoints)
  // Where no endpoint could be told, the tenant alone says what is meant.
  const isEntra = endpoints.length > 0 ? endpoints.some((each) => each.isEntra) : inputs.tenantId !== ''
  const clientId = clientFor(lookup, provider, isEntra)
  const scope = scopesFor(lookup, provider, endpoints, clientId)
  if (authorize && token) checkPair(authorize, token, lookup)
  const signIn = {
    clientId: clientId?.value,
    scopes: scope?.value.split(' ').filter(Boolean) ?? [],
    authorize,
    token,
  }
  const tenant = entraEndpoint(signIn)?.tenant ?? inputs.tenantId
  // To a wrong client ID every scope is foreign.
  if (clientId && scope && !clientIdFault(clientId.value, isEntra))
    findings.push(...foreignScopes(scope, clientId.value, tenant))
  const lines = readSettingsLines(inputs.settings)
  problems.push(...lines.problems)
  const settings = [
    ...security('@enabled', { value: 'true', source: 'this action' }),
    ...security('AuthType', { value: 'OAuth', source: 'this action' }),
    ...security('OAuthAuthorizationURL', authorize),
    ...security('OAuthTokenURL', token),
    ...security('OAuthClientId', clientId, isEntra ? { isEntraId: true } : {}),
    ...security('OAuthScopes', scope),
    ...security('OAuthAuthorizationURL_Parameters', parametersFor(lookup)),
    ...lines.settings,
  ]
  const unfit = valueProblems(settings, inputs.providerProperties.secrets)
  const lint = lintProviders(inputs, signIn)
  return {
    settings,
    provider,
    signIn,
    /** Set where the file keeps its client ID, with the one that it must not be: that of WebSphere, where it was pasted. */
    keptClientId: clientId || provider.kind === 'entra' ? undefined : { ...lookup.find('clientId') },
    interceptedBy: lint.interceptedBy,
    findings: [...findings, ...lint.findings],
    // What else is wrong with an unfit value follows from that.
    problems: [...problems.filter(({ where }) => !unfit.some((each) => each.where === where)), ...unfit],
    checked: lint.isChecked ? (['values', 'provider'] as const) : (['values'] as const),
  }
}

/** What to do where the file is to have another client than WebSphere's. */
export const SET_PUBLIC_CLIENT =
  'Set client-id to the ID of the apps\' public client; the vendor calls it "connections_social_mobile".'

/**
 * The client ID; undefined where it is missing, or where the file keeps its own: outside of Entra WebSphere's client is confidential,
 * and the apps, which cannot keep a secret, have a public one.
 * @see https://help.hcl-software.com/connectionsmobile/admin/overview/oauth2-register-conn-mobile-app.html
 */
function clientFor(lookup: ValueLookup, { kind }: IdentityProvider, isEntra: boolean): Sourced | undefined {
  const webClient = lookup.find('clientId')
  const clientId = lookup.given('clientId') ?? (kind === 'entra' ? webClient : undefined)
  if (clientId) lookup.refuse(clientId.source, clientIdFault(clientId.value, isEntra))
  else if (kind === 'entra') lookup.reportMissing('clientId')
  else {
    const unused = webClient
      ? `; ${webClient.source} was not used, because it is the client of WebSphere`
      : ''
    const what = `client-id is missing, so the client ID in the file is kept${unused}.`
    const where = webClient?.source ?? 'input client-id'
    lookup.findings.push(finding('MSSO130', { where, what, cure: SET_PUBLIC_CLIENT }))
  }
  return clientId
}

/** A setting of the security section; none without a value. */
function security(
  name: string,
  from: Sourced | undefined,
  more: Partial<DesiredSetting> = {},
): DesiredSetting[] {
  if (!from) return []
  return [{ ...settingPlace(`SecuritySettings/${name}`), value: from.value, source: from.source, ...more }]
}
