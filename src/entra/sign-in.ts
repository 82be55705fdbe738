import { ConfidentialClientApplication, type INetworkModule } from '@azure/msal-node'
import { jsonObject } from '../text/json.ts'
import { AppRegistrationError, entraErrorText, SignInRefusedError, UnexpectedAnswerError } from './errors.ts'
import type { Identity } from './identity.ts'
import type { Service } from './service.ts'

/** Who may exchange the job's token, as Entra wants it. */
export const FEDERATION_AUDIENCE = 'api://AzureADTokenExchange'

export interface SignIn {
  readonly accessToken: string
  /** The tenant's ID as the access token names it; undefined when it cannot be told. */
  readonly homeTenant: string | undefined
}

/** The claims by which Entra finds a federated credential. */
export interface PresentedClaims {
  readonly issuer: string
  readonly subject: string
  readonly audience: string
}

/**
 * Gets an access token for Graph with the client credentials flow: one token request.
 * @param idToken the job's token where the credential is federated
 * @throws SignInRefusedError, NoAnswerError, UnexpectedAnswerError, and MSAL's own AuthError
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export async function signIn(
  identity: Identity,
  idToken: string | undefined,
  service: Service,
  mask: (secret: string) => void,
): Promise<SignIn> {
  const { tenantId, clientId, credential, authority, graphUrl } = identity
  const application = new ConfidentialClientApplication({
    auth: {
      clientId,
      authority: `${authority}/${tenantId}`,
      // Without it MSAL asks the public cloud whether the host is one of Entra's.
      knownAuthorities: [new URL(authority).host],
      ...(credential.kind === 'secret' ? { clientSecret: credential.secret } : {}),
      ...(credential.kind === 'federated' ? { clientAssertion: idToken! } : {}),
      ...(credential.kind === 'certificate'
        ? {
            clientCertificate: {
              privateKey: credential.privateKey,
              thumbprintSha256: credential.thumbprintSha256,
            },
          }
        : {}),
    },
    system: { networkClient: networkClient(service, mask) },
  })
  const scopes = [`${graphUrl}/.default`]
  const result = await service
    .during(application.acquireTokenByClientCredential({ scopes }))
    .catch((error: unknown) => {
      // MSAL takes the types of an answer for granted.
      if (isProgrammingError(error))
        throw new UnexpectedAnswerError(`${authority} gave an answer to the sign-in that is not Entra's.`)
      throw error
    })
  if (!isToken(result?.accessToken))
    throw new AppRegistrationError(`${authority} returned no usable access token. Run again.`)
  return { accessToken: result.accessToken, homeTenant: claim(result.accessToken, 'tid') }
}

function isProgrammingError(error: unknown): boolean {
  return error instanceof Error && /^(?:Type|Range|Syntax|URI)Error$/.test(error.name)
}

/** MSAL puts an error that is no text into its own. */
function isAnswerOfEntra({ error, error_description }: Readonly<Record<string, unknown>>): boolean {
  return [error, error_description].every((text) => text === undefined || typeof text === 'string')
}

/** It goes into a header. */
function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)
}

/** The runner's variables that a job with the permission "id-token: write" has. */
export interface IdTokenEnvironment {
  readonly ACTIONS_ID_TOKEN_REQUEST_URL?: string | undefined
  readonly ACTIONS_ID_TOKEN_REQUEST_TOKEN?: string | undefined
}

/**
 * The job's token. Not asked for with @actions/core, which knows neither a time limit behind a proxy nor proxies over TLS, and
 * hides why a request failed.
 * @throws AppRegistrationError for a job without the permission; NoAnswerError, UnexpectedAnswerError
 * @see https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */
export async function requestIdToken(
  environment: IdTokenEnvironment,
  clientId: string,
  service: Service,
): Promise<{ readonly token: string; readonly claims: PresentedClaims }> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = environment
  if (!address || !bearer || !URL.canParse(address)) throw missingPermission(clientId)
  const url = new URL(address)
  url.searchParams.set('audience', FEDERATION_AUDIENCE)
  const answer = await service.send(url.href, { headers: { authorization: `Bearer ${bearer}` } })
  const { value: token } = await service.json(url.href, answer)
  if (!isToken(token) || !answer.ok)
    throw new UnexpectedAnswerError(
      `The runner's OIDC endpoint ${url.origin} answered with ${answer.status} but without a token.`,
      answer.status,
    )
  const claims = {
    issuer: claim(token, 'iss') ?? '',
    subject: claim(token, 'sub') ?? '',
    audience: claim(token, 'aud') ?? '',
  }
  return { token, claims }
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

/** One claim of a token; the signature is the business of whom the token is for. */
function claim(token: string, name: string): string | undefined {
  const value = jsonObject(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())?.[name]
  return typeof value === 'string' ? value : undefined
}

/** MSAL's requests over the action's own way out, with its proxy, its limits and its retries. */
function networkClient(service: Service, mask: (secret: string) => void): INetworkModule {
  const send = async <T>(url: string, method: string, headers = {}, body?: string) => {
    const assertion = new URLSearchParams(body).get('client_assertion')
    if (assertion) mask(assertion)
    const answer = await service.send(url, { method, headers, ...(body ? { body } : {}) })
    const content = await service.json(url, answer)
    if (!answer.ok)
      throw service.failed(
        new SignInRefusedError(answer.status, entraErrorText(content) ?? 'no reason given'),
      )
    if (!isAnswerOfEntra(content))
      throw service.failed(
        new UnexpectedAnswerError(
          `${new URL(url).origin} gave an answer to the sign-in that is not Entra's.`,
        ),
      )
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: content as T }
  }
  return {
    sendGetRequestAsync: (url, options) => send(url, 'GET', options?.headers),
    sendPostRequestAsync: (url, options) => send(url, 'POST', options?.headers, options?.body),
  }
}
