import {
  callbackPaths,
  cloudOfLoginHost,
  type DesiredSignIn,
  ENTRA_CLOUDS,
  type Endpoint,
  type EntraCloud,
  identifiesByEmail,
  identityProvider,
  isGuid,
  type ValueInputs,
} from '../desired-state/index.ts'
import { inputProblem, type Problem } from '../problems.ts'
import type { RequestedSignIn } from './audit.ts'
import type { WantedRegistration } from './decide.ts'
import type { Credential, Identity } from './identity.ts'
import type { RelyingParty } from './websphere-findings.ts'

/** The inputs about the app registration; empty means not given. */
export interface RegistrationInputs extends Omit<Identity, 'credential'> {
  /** What is done about what is missing. */
  readonly reconcile: 'check' | 'apply'
  /** Undefined if what was given is not one, which has been reported. */
  readonly credential: Credential | undefined
}

/** What else the request depends on. */
export interface SurroundingInputs {
  readonly redirectUris: readonly string[]
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

/** Joins the inputs with what mobile-config.xml will say. The cloud follows the authorization endpoint where no input names it. */
export function registrationRequest(
  inputs: RegistrationInputs,
  { clientId, scopes, authorize }: DesiredSignIn,
  { redirectUris, values, connectionsUrl }: SurroundingInputs,
): RegistrationRequestResult {
  const { cloud, problems: cloudProblems } = cloudFor(inputs, authorize)
  const tenantId = inputs.tenantId || authorize?.tenant
  const { credential, reconcile } = inputs
  if (authorize && !authorize.isEntra && !mayBeOwnDomain(authorize, clientId))
    return { ok: false, problems: [notAtEntra(authorize)] }
  const problems = [
    ...cloudProblems,
    // Without a tenant there are no endpoints either, which is among the problems already.
    ...(tenantId || authorize ? tenantProblems(tenantId) : []),
    ...(inputs.clientId ? [] : [noCaller]),
    ...(clientId && !isGuid(clientId) ? [notEntra(clientId)] : []),
  ]
  if (problems.length > 0 || !tenantId || !clientId || !credential) return { ok: false, problems }
  const { properties } = values.providerProperties
  return {
    ok: true,
    request: {
      reconcile,
      identity: { tenantId, clientId: inputs.clientId, credential, ...cloud },
      signIn: { clientId, scopes, tenant: authorize?.tenant, version: authorize?.version },
      relyingParty: {
        callbacks: callbackPaths(properties, clientId),
        host: URL.parse(connectionsUrl)?.host,
        identifiesByEmail: identifiesByEmail(properties, values.providerId),
      },
      wanted: { redirectUris },
    },
  }
}

function cloudFor(
  { authority, graphUrl }: RegistrationInputs,
  authorize: Endpoint | undefined,
): { readonly cloud: Pick<Identity, 'authority' | 'graphUrl'>; readonly problems: readonly Problem[] } {
  const named = authority ? cloudOfLoginHost(new URL(authority).host) : undefined
  const ofGraph = ENTRA_CLOUDS.find((each) => each.graphUrl === graphUrl)
  const followed = authority ? named : (ofGraph ?? (authorize && cloudOfLoginHost(authorize.url.host)))
  const cloud = followed ?? ENTRA_CLOUDS[0]
  const ofEndpoints = authorize && cloudOfLoginHost(authorize.url.host)
  const problems = [
    ...(authority && !named && !graphUrl ? [graphUnknown(authority)] : []),
    ...(named && ofGraph && named !== ofGraph ? [graphElsewhere(ofGraph, named)] : []),
    ...(ofEndpoints && followed && ofEndpoints !== followed
      ? [endpointsElsewhere(followed, ofEndpoints)]
      : []),
  ]
  return {
    cloud: {
      // Not every other host of a cloud has all of the login service.
      authority: authority && !named ? authority : `https://${cloud.loginHosts[0]}`,
      graphUrl: graphUrl || cloud.graphUrl,
    },
    problems,
  }
}

function tenantProblems(tenantId: string | undefined): Problem[] {
  if (tenantId && !/^(common|organizations|consumers)$/i.test(tenantId)) return []
  const what = tenantId
    ? `"${tenantId}" is not a single tenant, so the tenant of the app registration is unknown.`
    : 'The tenant of the app registration is unknown.'
  const cure = 'Set azure-tenant-id to the tenant ID or a verified domain.'
  return [inputProblem('azure-tenant-id', what, cure)]
}

const noCaller = inputProblem(
  'azure-client-id',
  'The application that calls Microsoft Graph is unknown.',
  'Set it to the client ID of an application with permission to the app registration; docs/azure-setup.md shows how to create one. It does not have to be the application in client-id.',
)

/**
 * Entra can be reached by a domain of the customer's own, and the client ID tells that it is meant.
 * @see https://learn.microsoft.com/en-us/entra/external-id/customers/concept-custom-url-domain
 */
function mayBeOwnDomain(endpoint: Endpoint, clientId = ''): boolean {
  return identityProvider([endpoint]).kind === 'other' && isGuid(clientId)
}

const notAtEntra = ({ url }: Endpoint) =>
  inputProblem(
    'azure-reconcile',
    `The apps sign in at "${url.host}", so there is no app registration to check.`,
    'Omit azure-reconcile, or set client-id to the ID of the application in Entra.',
  )

const notEntra = (clientId: string) =>
  inputProblem(
    'azure-reconcile',
    `The client ID "${clientId}" is not an Entra client ID, so there is no app registration to check.`,
    'Set azure-reconcile to off, or correct client-id.',
  )

const graphUnknown = (authority: string) =>
  inputProblem(
    'graph-url',
    `The address of Microsoft Graph for "${authority}" is unknown.`,
    'Set graph-url too.',
  )

const graphElsewhere = (found: EntraCloud, wanted: EntraCloud) =>
  inputProblem(
    'graph-url',
    `It belongs to the ${found.name} cloud, but azure-authority-host belongs to the ${wanted.name} cloud.`,
    `Omit it, or set it to ${wanted.graphUrl}.`,
  )

/** The apps would be sent to another cloud than the one whose app registration is looked at. */
const endpointsElsewhere = (azure: EntraCloud, endpoints: EntraCloud) =>
  inputProblem(
    'azure-authority-host',
    `The app registration is in the ${azure.name} cloud, but the endpoints for mobile-config.xml are in the ${endpoints.name} cloud.`,
    `Set authorize-endpoint-url and token-endpoint-url to https://${azure.loginHosts[0]}/{tenant}/oauth2/v2.0/authorize and …/token, or correct azure-authority-host and graph-url.`,
  )
