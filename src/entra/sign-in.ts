import {
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node'
import type { Fetch } from '../network/index.ts'
import { jsonObject } from '../text/json.ts'
import type { Identity } from './credential.ts'
import { type Claims, explainEntraError, FEDERATION_AUDIENCE } from './explain.ts'
import {
  AppRegistrationError,
  entraErrorText,
  exchange,
  ServiceError,
  SignInRefusedError,
  throughLibrary,
} from './service.ts'

/** The sign-ins of a run by tenant and caller: each is made once, however many environments it is for. */
export type SignIns = Map<string, ReturnType<typeof newSignIn>>

/** What signing in needs of the world outside. */
export interface SignInWorld {
  /** For what may be sent again when a service is not well. */
  readonly fetch: Fetch
  /** The runner's variables. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Those that the run has made already; undefined where none are shared. */
  readonly signIns?: SignIns | undefined
  /** Keeps a text out of the log. */
  mask(secret: string): void
}

/**
 * Signs in, unless the run has done so for this tenant and caller. All environments of a run have the same credential.
 * @param clientId the application whose registration is managed
 * @returns the token for Graph, the ID of the tenant as it names it, and what the job's token said @throws AppRegistrationError
 */
export function signIn(identity: Identity, clientId: string, world: SignInWorld) {
  const { authority, tenantId, clientId: caller, graphUrl } = identity
  const key = JSON.stringify([authority, tenantId.toLowerCase(), caller.toLowerCase(), graphUrl])
  const known = world.signIns?.get(key) ?? newSignIn(identity, clientId, world)
  world.signIns?.set(key, known)
  return known
}

async function newSignIn(identity: Identity, clientId: string, world: SignInWorld) {
  let claims: Claims | undefined
  try {
    const isFederated = identity.credential.kind === 'federated'
    const idToken = isFederated ? await requestIdToken(identity.clientId, world) : undefined
    claims = idToken === undefined ? undefined : claimsOf(idToken)
    const accessToken = await requestAccessToken(identity, idToken, world)
    return { accessToken, homeTenant: claimsOf(accessToken)['tid'], claims }
  } catch (error) {
    throw explainEntraError(error, { identity, clientId, claims })
  }
}

/**
 * The job's token, requested without @actions/core, which knows neither a time limit behind a proxy nor proxies over TLS, and hides
 * why a request failed.
 * @see https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */
async function requestIdToken(caller: string, { environment, fetch, mask }: SignInWorld): Promise<string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = environment
  // A job has them with the permission "id-token: write".
  if (!address || !bearer || !URL.canParse(address)) throw missingPermission(caller)
  const url = new URL(address)
  url.searchParams.set('audience', FEDERATION_AUDIENCE)
  const { answer, content } = await exchange(fetch, url.href, {
    headers: { authorization: `Bearer ${bearer}` },
  })
  const token = content?.['value']
  if (isToken(token) && answer.ok) {
    mask(token)
    return token
  }
  const what = `The runner's OIDC endpoint ${url.origin} answered with ${answer.status} but without a token.`
  throw new ServiceError(what, answer.status)
}

function missingPermission(clientId: string): AppRegistrationError {
  return new AppRegistrationError(
    [
      `The job lacks the permission to request an OIDC token from GitHub, with which ${clientId} signs in to Entra. Add it to the job:`,
      '  permissions:',
      '    contents: write',
      '    pull-requests: write',
      '    id-token: write',
      "Pull requests from forks get neither the token nor secrets, so do not set azure-reconcile for them. If you cannot use GitHub's OIDC, set azure-client-secret or azure-client-certificate.",
    ].join('\n'),
  )
}

/** For Graph. @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
async function requestAccessToken(
  { tenantId, clientId, credential, authority, graphUrl }: Identity,
  idToken: string | undefined,
  world: SignInWorld,
): Promise<string> {
  const auth = {
    clientId,
    authority: `${authority}/${tenantId}`,
    // Without it MSAL asks the public cloud whether the host is one of Entra's.
    knownAuthorities: [new URL(authority).host],
    ...(credential.kind === 'secret' ? { clientSecret: credential.secret } : {}),
    ...(credential.kind === 'federated' ? { clientAssertion: idToken! } : {}),
    ...(credential.kind === 'certificate' ? { clientCertificate: credential } : {}),
  }
  const result = await throughLibrary((remember) => {
    const networkClient: INetworkModule = {
      sendGetRequestAsync: (url, options) => remember(askEntra(world, 'GET', url, options)),
      sendPostRequestAsync: (url, options) => remember(askEntra(world, 'POST', url, options)),
    }
    const application = new ConfidentialClientApplication({ auth, system: { networkClient } })
    return application.acquireTokenByClientCredential({ scopes: [`${graphUrl}/.default`] })
  }).catch((error: unknown) => {
    // MSAL takes the types of an answer for granted.
    const isProgrammingError = error instanceof Error && /^(?:Type|Range|Syntax|URI)Error$/.test(error.name)
    throw isProgrammingError ? notEntra(authority) : error
  })
  if (!isToken(result?.accessToken))
    throw new AppRegistrationError(`${authority} returned no usable access token. Run again.`)
  world.mask(result.accessToken)
  return result.accessToken
}

function notEntra(authority: string): ServiceError {
  return new ServiceError(`${authority} gave an answer to the sign-in that is not Entra's.`)
}

/** A request of MSAL's over the action's own way out, with its proxy, its limits and its retries. */
async function askEntra<T>(
  { fetch, mask }: SignInWorld,
  method: string,
  url: string,
  { headers = {}, body = '' }: NetworkRequestOptions = {},
): Promise<NetworkResponse<T>> {
  const assertion = new URLSearchParams(body).get('client_assertion')
  if (assertion) mask(assertion)
  const { answer, content = {} } = await exchange(fetch, url, { method, headers, ...(body && { body }) })
  if (!answer.ok) throw new SignInRefusedError(entraErrorText(content) ?? 'no reason given', answer.status)
  // MSAL puts an error that is no text into its own.
  const texts = [content['error'], content['error_description']]
  if (texts.some((text) => text !== undefined && typeof text !== 'string'))
    throw notEntra(new URL(url).origin)
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: content as T }
}

/** It goes into a header. */
function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)
}

/** The claims of a token that are text; the signature is the business of whom the token is for. */
function claimsOf(token: string): Claims {
  const claims = jsonObject(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) ?? {}
  return Object.fromEntries(
    Object.entries(claims).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
