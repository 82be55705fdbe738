import { createHash } from 'node:crypto'
import { AuthError } from '@azure/msal-node'
import { GraphError } from '@microsoft/microsoft-graph-client'
import { failureOf } from '../network/index.ts'
import { shellQuoted } from '../text/quoted.ts'
import { AppRegistrationError, NoAnswerError, SignInRefusedError, UnexpectedAnswerError } from './errors.ts'
import type { Identity } from './identity.ts'
import { FEDERATION_AUDIENCE, type PresentedClaims } from './sign-in.ts'

/** What a request was for, as far as its error texts need it. */
export interface Circumstances {
  readonly identity: Identity
  /** The application whose registration is managed. */
  readonly clientId: string
  /** What the job's token said; undefined for the other credentials. */
  readonly claims: PresentedClaims | undefined
  readonly isWriting: boolean
}

/** Errors of Entra that people really meet, by their AADSTS numbers. */
const SIGN_IN: Readonly<Record<string, (circumstances: Circumstances) => string>> = {
  '70021': federatedCredential,
  '70025': federatedCredential,
  '700211': federatedCredential,
  '700212': federatedCredential,
  '700213': federatedCredential,
  '7002138': otherCase,
  '7000215': ({ identity: { clientId } }) =>
    `The client secret of ${clientId} is wrong. Check that azure-client-secret holds the secret's value and not its ID, and that it belongs to this application.`,
  '7000222': ({ identity: { clientId } }) =>
    `The client secret of ${clientId} has expired. Make a new one in the app registration, Certificates & secrets, and store it as the secret that azure-client-secret takes; or use workload identity federation, where nothing expires.`,
  '700016': ({ identity: { clientId, tenantId } }) =>
    `There is no application ${clientId} in tenant ${tenantId}. Check azure-client-id and azure-tenant-id; an application of another tenant needs an enterprise application (service principal) here.`,
  '700027': ({ identity: { clientId } }) =>
    `The certificate is not one of ${clientId}'s. Upload the certificate of azure-client-certificate in the app registration, Certificates & secrets.`,
  '700024': () => "The assertion is outside of its valid time. Check the runner's clock, then run again.",
  '90002': ({ identity: { tenantId, authority } }) =>
    `There is no tenant ${tenantId} at ${authority}. Check azure-tenant-id (or tenant-id), and azure-authority-host for a national cloud.`,
  '900023': ({ identity: { tenantId } }) =>
    `${tenantId} is neither a tenant ID nor a domain. Correct azure-tenant-id.`,
  '7000229': ({ identity: { clientId, tenantId } }) =>
    `The application ${clientId} has no enterprise application (service principal) in tenant ${tenantId}. Create it: az ad sp create --id ${clientId}`,
  '500011': ({ identity: { graphUrl, authority } }) =>
    `${authority} does not issue tokens for ${graphUrl}. Check that graph-url and azure-authority-host belong to the same cloud.`,
  '53003': () =>
    'A Conditional Access policy for workload identities blocks the sign-in. Ask the Entra administrator to allow it for this application.',
  '90061': ({ claims }) =>
    `Entra could not read the public keys of ${claims?.issuer ?? "GitHub's OIDC issuer"}. Run again; if it happens again, check that this address can be reached from the internet.`,
  '7000112': ({ identity: { clientId } }) =>
    `The application ${clientId} is disabled. Enable it in Enterprise applications, Properties.`,
}

/** An error of this folder as one that the administrator can act on; others are returned as they are. */
export function explain(error: unknown, circumstances: Circumstances): unknown {
  const text = explanation(error, circumstances)
  return text === undefined ? error : new AppRegistrationError(text, { cause: error })
}

function explanation(error: unknown, circumstances: Circumstances): string | undefined {
  if (error instanceof NoAnswerError) {
    const { reason, cure } = failureOf(error.cause)
    return `${error.service} gave no answer: ${reason}. ${cure}`
  }
  if (error instanceof UnexpectedAnswerError && error.status === 429)
    return `${error.message} The service limits requests. Run again later, or spread the runs.`
  if (error instanceof UnexpectedAnswerError && error.status !== undefined && error.status >= 500)
    return `${error.message} The service is having problems. It is safe to run again.`
  if (error instanceof UnexpectedAnswerError)
    return `${error.message} ${misdirectionCure(error, circumstances)}`
  if (error instanceof SignInRefusedError) return explainSignIn(error, circumstances)
  if (error instanceof GraphError) return explainGraph(error, circumstances)
  if (error instanceof AuthError)
    return `The sign-in at ${circumstances.identity.authority} failed: ${withStop(oneLine(error.message))} Check azure-authority-host and azure-tenant-id.`
  return undefined
}

/** The address of the runner's OIDC endpoint is no input, so nothing about it could be corrected. */
function misdirectionCure({ message }: Error, { identity: { authority, graphUrl } }: Circumstances): string {
  const noProxy = "that no proxy answers in the service's place"
  const isInput = [authority, graphUrl, 'Microsoft Graph'].some((name) => message.includes(name))
  return isInput
    ? `Check azure-authority-host and graph-url, and ${noProxy}.`
    : `Check ${noProxy}; then run again.`
}

function explainSignIn({ status, message }: SignInRefusedError, circumstances: Circumstances): string {
  const { authority } = circumstances.identity
  const code = /AADSTS(\d+)/.exec(message)?.[1]
  const cure = code && SIGN_IN[code]?.(circumstances)
  if (cure) return `${cure}\nEntra said: ${message}`
  if (status >= 500 || status === 429)
    return `${authority} answered with ${status}. Entra is having problems or limits requests. It is safe to run again later.`
  return `The sign-in at ${authority} was refused: ${withStop(message)} Look the code up at https://login.microsoftonline.com/error, and check azure-tenant-id, azure-client-id and the credential.`
}

/** Everything for a federated credential, ready to paste. */
function federatedCredential({ identity: { clientId }, claims }: Circumstances): string {
  const { issuer = '', subject = '', audience = FEDERATION_AUDIENCE } = claims ?? {}
  // A name of its own: the one of the documentation is taken when that credential is for another subject.
  const hash = createHash('sha256').update(`${issuer} ${subject}`).digest('hex').slice(0, 8)
  const parameters = { name: `mobile-sso-${hash}`, issuer, subject, audiences: [audience] }
  return [
    `The application ${clientId} has no federated credential for this job. The job presented:`,
    `  issuer:   ${issuer}`,
    `  subject:  ${subject}`,
    `  audience: ${audience}`,
    'Add it in the app registration, Certificates & secrets, Federated credentials, or with the Azure CLI:',
    `  az ad app federated-credential create --id ${clientId} --parameters ${shellQuoted(JSON.stringify(parameters))}`,
  ].join('\n')
}

/**
 * Entra compares upper and lower case since 2025; a credential that was made before may differ in nothing else.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reference-breaking-changes#august-2024
 */
function otherCase(circumstances: Circumstances): string {
  return `${federatedCredential(circumstances)}\nOne that is there has this subject in other upper and lower case: correct or delete that one.`
}

/** @see https://learn.microsoft.com/en-us/graph/errors */
function explainGraph(error: GraphError, circumstances: Circumstances): string {
  const { identity, clientId, isWriting } = circumstances
  const what = isWriting ? 'Changing' : 'Reading'
  const said = `${what} the app registration of ${clientId} was answered with ${error.statusCode}: ${withStop(oneLine(error.message))}`
  return `${said} ${graphCure(error, identity, clientId, isWriting)}`
}

function graphCure(
  { statusCode }: GraphError,
  { clientId: caller, tenantId, graphUrl }: Identity,
  clientId: string,
  isWriting: boolean,
): string {
  switch (statusCode) {
    case 401:
      return `Graph does not take the token. Check that graph-url (${graphUrl}) and azure-authority-host belong to the same cloud.`
    case 403:
      return isWriting
        ? `Grant ${caller} the application permission Application.ReadWrite.OwnedBy and make it an owner of the app registration ${clientId} (without ownership OwnedBy does not help), or grant Application.ReadWrite.All; then grant admin consent.`
        : `Grant ${caller} the application permission Application.Read.All, or for azure-reconcile: apply Application.ReadWrite.OwnedBy with ${caller} as an owner of the app registration; then grant admin consent.`
    case 404:
      return `There is no app registration with client ID ${clientId} in tenant ${tenantId}. Check client-id, and that azure-tenant-id is the tenant in which it is registered.`
    case 429:
      return 'Graph limits requests. Run again later, or spread the runs.'
    case 400:
      return 'Nothing was changed. If the text does not tell what to correct, report it with this text.'
    default:
      return statusCode >= 500
        ? 'Graph is having problems. It is safe to run again.'
        : 'This answer is unexpected. If it happens again, report it with this text.'
  }
}

/** @param text of another type where something else than the service answers */
function oneLine(text: unknown): string {
  if (typeof text !== 'string') return 'no reason given'
  return text.replaceAll(/\s+/g, ' ').trim()
}

function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
