import {
  callbackPaths,
  cloudOfLoginHost,
  type DesiredSignIn,
  ENTRA_CLOUDS,
  type Endpoint,
  identifiesByEmail,
  identityProvider,
  isGuid,
  type ValueInputs,
} from '../desired-state/index.ts'
import { inputProblem, type Problem } from '../problems.ts'
import type { RelyingParty, RequestedSignIn } from './audit.ts'
import type { Credential, Identity } from './credential.ts'
import type { WantedRegistration } from './decide.ts'

/** The inputs about the app registration; empty means not given. */
export interface RegistrationInputs extends Omit<Identity, 'credential'> {
  /** What is done about what is missing. */
  readonly reconcile: 'check' | 'apply'
  /** Undefined if what was given is not one, which has been reported. */
  readonly credential: Credential | undefined
}

/** What else the request depends on. */
interface OtherInputs extends WantedRegistration {
  readonly values: Pick<ValueInputs, 'providerProperties' | 'providerId'>
  /** Empty where it is not given. */
  readonly connectionsUrl: string
}

/** Whose app registration is looked at, by whom, and what it has to hold. */
export interface RegistrationRequest extends Pick<RegistrationInputs, 'reconcile'> {
  readonly identity: Identity
  readonly signIn: RequestedSignIn
  readonly relyingParty: RelyingParty
  readonly wanted: WantedRegistration
}

export type RegistrationRequestResult =
  | { readonly ok: true; readonly request: RegistrationRequest }
  /** Without a problem where what is missing is among those of the inputs or of the wanted values. */
  | { readonly ok: false; readonly problems: readonly Problem[] }

type Refuse = (...problem: Parameters<typeof inputProblem>) => void

/** Joins the inputs with what mobile-config.xml will say. The cloud follows the authorization endpoint where no input names it. */
export function registrationRequest(
  inputs: RegistrationInputs,
  { clientId = '', scopes, authorize }: DesiredSignIn,
  { redirectUris, values, connectionsUrl }: OtherInputs,
): RegistrationRequestResult {
  const problems: Problem[] = []
  const refuse: Refuse = (...problem) => problems.push(inputProblem(...problem))
  if (authorize && !mayBeEntra(authorize, clientId)) {
    refuse(
      'azure-reconcile',
      `The apps sign in at "${authorize.url.host}", so there is no app registration to check.`,
      'Omit azure-reconcile, or set client-id to the ID of the application in Entra.',
    )
    return { ok: false, problems }
  }
  const cloud = cloudFor(inputs, authorize, refuse)
  const { credential, reconcile } = inputs
  const tenantId = inputs.tenantId || authorize?.tenant
  // Without a tenant there are no endpoints either, which is among the problems already.
  if (tenantId || authorize) checkTenant(tenantId, refuse)
  if (!inputs.clientId)
    refuse(
      'azure-client-id',
      'The application that calls Microsoft Graph is unknown.',
      'Set it to the client ID of an application with permission to the app registration; docs/azure-setup.md shows how to create one. It does not have to be the application in client-id.',
    )
  if (clientId && !isGuid(clientId))
    refuse(
      'azure-reconcile',
      `The client ID "${clientId}" is not an Entra client ID, so there is no app registration to check.`,
      'Set azure-reconcile to off, or correct client-id.',
    )
  if (problems.length > 0 || !tenantId || !clientId || !credential) return { ok: false, problems }
  const { properties } = values.providerProperties
  const request = {
    reconcile,
    identity: { tenantId, clientId: inputs.clientId, credential, ...cloud },
    signIn: { clientId, scopes, tenant: authorize?.tenant, version: authorize?.version },
    relyingParty: {
      callbacks: callbackPaths(properties, clientId),
      host: URL.parse(connectionsUrl)?.host,
      identifiesByEmail: identifiesByEmail(properties, values.providerId),
    },
    wanted: { redirectUris },
  }
  return { ok: true, request }
}

/**
 * Entra can be reached by a domain of the customer's own, and the client ID tells that it is meant.
 * @see https://learn.microsoft.com/en-us/entra/external-id/customers/concept-custom-url-domain
 */
function mayBeEntra(endpoint: Endpoint, clientId: string): boolean {
  return endpoint.isEntra || (identityProvider([endpoint]).kind === 'other' && isGuid(clientId))
}

function checkTenant(tenantId: string | undefined, refuse: Refuse): void {
  if (tenantId && !/^(common|organizations|consumers)$/i.test(tenantId)) return
  const subject = tenantId ? `"${tenantId}" is not a single tenant, so the tenant` : 'The tenant'
  const cure = 'Set azure-tenant-id to the tenant ID or a verified domain.'
  refuse('azure-tenant-id', `${subject} of the app registration is unknown.`, cure)
}

function cloudFor(
  { authority, graphUrl }: RegistrationInputs,
  authorize: Endpoint | undefined,
  refuse: Refuse,
): Pick<Identity, 'authority' | 'graphUrl'> {
  const named = authority ? cloudOfLoginHost(new URL(authority).host) : undefined
  const ofGraph = ENTRA_CLOUDS.find((each) => each.graphUrl === graphUrl)
  const ofEndpoints = authorize && cloudOfLoginHost(authorize.url.host)
  const followed = authority ? named : (ofGraph ?? ofEndpoints)
  if (authority && !named && !graphUrl)
    refuse('graph-url', `The address of Microsoft Graph for "${authority}" is unknown.`, 'Set graph-url too.')
  if (named && ofGraph && named !== ofGraph)
    refuse(
      'graph-url',
      `It belongs to the ${ofGraph.name} cloud, but azure-authority-host belongs to the ${named.name} cloud.`,
      `Omit it, or set it to ${named.graphUrl}.`,
    )
  // The apps would be sent to another cloud than the one whose app registration is looked at.
  if (ofEndpoints && followed && ofEndpoints !== followed)
    refuse(
      'azure-authority-host',
      `The app registration is in the ${followed.name} cloud, but the endpoints for mobile-config.xml are in the ${ofEndpoints.name} cloud.`,
      `Set authorize-endpoint-url and token-endpoint-url to https://${followed.loginHosts[0]}/{tenant}/oauth2/v2.0/authorize and …/token, or correct azure-authority-host and graph-url.`,
    )
  const cloud = followed ?? ENTRA_CLOUDS[0]
  return {
    // Not every other host of a cloud has all of the login service.
    authority: authority && !named ? authority : `https://${cloud.loginHosts[0]}`,
    graphUrl: graphUrl || cloud.graphUrl,
  }
}
