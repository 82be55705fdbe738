import { createHash } from 'node:crypto'
import { AuthError } from '@azure/msal-node'
import { GraphError } from '@microsoft/microsoft-graph-client'
import { failureOf } from '../network/index.ts'
import { shellQuoted } from '../text/quoted.ts'
import type { Identity } from './credential.ts'
import { AppRegistrationError, ServiceError, SignInRefusedError } from './service.ts'

/** What error texts need to know of a run. */
export interface Circumstances {
  readonly identity: Identity
  /** The application whose registration is managed. */
  readonly clientId: string
  /** What the job's token said; undefined for the other credentials. */
  readonly claims: Claims | undefined
}

/** By `iss`, `sub` and `aud` Entra finds a federated credential. */
export type Claims = Readonly<Record<string, string>>

/** Who may exchange the job's token, as Entra wants it. */
export const FEDERATION_AUDIENCE = 'api://AzureADTokenExchange'

/** An error of this folder as one that the administrator can act on; others are returned as they are. */
export function explainEntraError(error: unknown, circumstances: Circumstances, isWriting = false): unknown {
  const text = explanation(error, circumstances, isWriting)
  return text === undefined ? error : new AppRegistrationError(text, { cause: error })
}

function explanation(error: unknown, circumstances: Circumstances, isWriting: boolean): string | undefined {
  if (error instanceof SignInRefusedError) return explainSignIn(error, circumstances)
  if (error instanceof ServiceError) return `${error.message} ${serviceCure(error, circumstances)}`
  if (error instanceof GraphError) return explainGraph(error, circumstances, isWriting)
  if (error instanceof AuthError)
    return `The sign-in at ${circumstances.identity.authority} failed: ${sentence(error.message)} Check azure-authority-host and azure-tenant-id.`
  return undefined
}

function serviceCure({ message, status = 0, cause }: ServiceError, { identity }: Circumstances): string {
  if (cause) return failureOf(cause).cure
  if (status === 429) return 'The service limits requests. Run again later, or spread the runs out.'
  if (status >= 500) return 'The service is having problems. It is safe to run again.'
  const noProxy = 'that no proxy answers instead of the service'
  // The address of the runner's OIDC endpoint is no input, so nothing about it could be corrected.
  const isInput = [identity.authority, identity.graphUrl, 'Microsoft Graph'].some((name) =>
    message.includes(name),
  )
  return isInput
    ? `Check azure-authority-host and graph-url, and ${noProxy}.`
    : `Check ${noProxy}; then run again.`
}

function explainSignIn({ status = 0, message }: SignInRefusedError, circumstances: Circumstances): string {
  const { authority } = circumstances.identity
  const code = /AADSTS(\d+)/.exec(message)?.[1]
  const cure = code && signInCures(circumstances)[code]
  if (cure) return `${cure}\nEntra said: ${message}`
  if (status >= 500 || status === 429)
    return `${authority} answered with ${status}. Entra is having problems or limits requests. It is safe to run again later.`
  return `The sign-in at ${authority} was refused: ${sentence(message)} Look up the code at https://login.microsoftonline.com/error, and check azure-tenant-id, azure-client-id and the credential.`
}

/** For the errors that people really meet, by their AADSTS numbers. */
function signInCures(circumstances: Circumstances): Readonly<Record<string, string>> {
  const { clientId, tenantId, authority, graphUrl } = circumstances.identity
  const federated = federatedCredential(circumstances)
  return {
    '70021': federated,
    '70025': federated,
    '700211': federated,
    '700212': federated,
    '700213': federated,
    // Since then Entra compares upper and lower case: https://learn.microsoft.com/en-us/entra/identity-platform/reference-breaking-changes#august-2024
    '7002138': `${federated}\nAn existing credential has the same subject in different upper and lower case: correct or delete that one.`,
    '7000215': `The client secret of ${clientId} is wrong. Check that azure-client-secret holds the secret's value and not its ID, and that it belongs to this application.`,
    '7000222': `The client secret of ${clientId} has expired. Create a new one in the app registration, under Certificates & secrets, and store it in the secret that azure-client-secret uses; or use workload identity federation, where nothing expires.`,
    '700016': `There is no application ${clientId} in tenant ${tenantId}. Check azure-client-id and azure-tenant-id. An application from another tenant needs an enterprise application (service principal) in this one.`,
    '700027': `The certificate does not belong to ${clientId}. Upload the certificate in azure-client-certificate to the app registration, under Certificates & secrets.`,
    '700024': "The assertion has expired or is not yet valid. Check the runner's clock, then run again.",
    '90002': `There is no tenant ${tenantId} at ${authority}. Check azure-tenant-id (or tenant-id), and azure-authority-host for a national cloud.`,
    '900023': `${tenantId} is neither a tenant ID nor a domain. Correct azure-tenant-id.`,
    '7000229': `The application ${clientId} has no enterprise application (service principal) in tenant ${tenantId}. Create it with: az ad sp create --id ${clientId}`,
    '500011': `${authority} does not issue tokens for ${graphUrl}. Check that graph-url and azure-authority-host belong to the same cloud.`,
    '53003':
      'A Conditional Access policy for workload identities blocks the sign-in. Ask the Entra administrator to allow it for this application.',
    '90061': `Entra could not read the public keys of ${circumstances.claims?.['iss'] ?? "GitHub's OIDC issuer"}. Run again; if it happens again, check that this address can be reached from the internet.`,
    '7000112': `The application ${clientId} is disabled. Enable it in Enterprise applications, Properties.`,
  }
}

/** Everything for a federated credential, ready to paste. */
function federatedCredential({ identity: { clientId }, claims }: Circumstances): string {
  const { iss: issuer = '', sub: subject = '', aud: audience = FEDERATION_AUDIENCE } = claims ?? {}
  // A name of its own: the one of the documentation is taken when that credential is for another subject.
  const hash = createHash('sha256').update(`${issuer} ${subject}`).digest('hex').slice(0, 8)
  const parameters = { name: `mobile-sso-${hash}`, issuer, subject, audiences: [audience] }
  return [
    `The application ${clientId} has no federated credential for this job. The job presented:`,
    `  issuer:   ${issuer}`,
    `  subject:  ${subject}`,
    `  audience: ${audience}`,
    'Add it in the app registration, under Certificates & secrets, Federated credentials, or with the Azure CLI:',
    `  az ad app federated-credential create --id ${clientId} --parameters ${shellQuoted(JSON.stringify(parameters))}`,
  ].join('\n')
}

/** @see https://learn.microsoft.com/en-us/graph/errors */
function explainGraph(
  { statusCode, message }: GraphError,
  { identity: { clientId: caller, tenantId, graphUrl }, clientId }: Circumstances,
  isWriting: boolean,
): string {
  const permission = isWriting
    ? `Grant ${caller} the application permission Application.ReadWrite.OwnedBy and make it an owner of the app registration ${clientId} (OwnedBy has no effect without ownership), or grant Application.ReadWrite.All; then grant admin consent.`
    : `Grant ${caller} the application permission Application.Read.All; for azure-reconcile: apply, grant Application.ReadWrite.OwnedBy and make ${caller} an owner of the app registration. Then grant admin consent.`
  const cures: Readonly<Record<number, string>> = {
    400: 'Nothing was changed. If the message does not say what to correct, report it with this message.',
    401: `Graph does not accept the token. Check that graph-url (${graphUrl}) and azure-authority-host belong to the same cloud.`,
    403: permission,
    404: `There is no app registration with client ID ${clientId} in tenant ${tenantId}. Check client-id, and check that azure-tenant-id is the tenant in which it is registered.`,
    429: 'Graph limits requests. Run again later, or spread the runs out.',
  }
  const otherCure =
    statusCode >= 500
      ? 'Graph is having problems. It is safe to run again.'
      : 'This response is unexpected. If it happens again, report it with this message.'
  const what = `${isWriting ? 'Changing' : 'Reading'} the app registration of ${clientId}`
  return `${what} was answered with ${statusCode}: ${sentence(message)} ${cures[statusCode] ?? otherCure}`
}

/** In one line, with its full stop. */
function sentence(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return /[.!?]$/.test(line) ? line : `${line}.`
}
