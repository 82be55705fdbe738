import { parseAssertion } from './assertion.ts'
import { verifyCertificateAssertion } from './certificate-assertion.ts'
import type { ClientApplication, Secret, Tenant } from './directory.ts'
import { verifyFederatedAssertion } from './federated-assertion.ts'
import { required } from './form.ts'
import { invalidClient, Refusal } from './refusal.ts'
import type { Grant, TokenService } from './token.ts'

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Checks the one credential of a token request: a secret, the application's own assertion, or another provider's. */
export async function authenticate(
  service: TokenService,
  form: URLSearchParams,
  application: ClientApplication,
  at: { readonly host: string; readonly tenant: Tenant; readonly requested: string },
): Promise<Grant['method']> {
  const secret = form.get('client_secret')
  const jwt = form.get('client_assertion')
  if (secret && jwt) {
    service.violations.push('a token request with two credentials')
    throw invalidClient(50012, 'Authentication failed.')
  }
  if (secret) {
    checkSecret(secret, application)
    return '1'
  }
  if (!jwt)
    throw invalidClient(
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    )
  if (required(form, 'client_assertion_type') !== JWT_BEARER)
    throw new Refusal(50027, 'JWT token is invalid or malformed.')
  const assertion = parseAssertion(jwt)
  // Only the application itself issues in its own name: everything else is another provider's.
  const isOwn =
    assertion.claims.iss?.toLowerCase() === application.clientId.toLowerCase() ||
    assertion.header['x5t#S256'] !== undefined
  if (isOwn) await verifyCertificateAssertion(assertion, application, at)
  else
    await verifyFederatedAssertion(assertion, application, {
      issuerKeys: service.issuerKeys,
      words: service.federationErrors,
    })
  return '2'
}

function checkSecret(value: string, { clientId, secrets }: ClientApplication): void {
  const secret: Secret | undefined = secrets.find((candidate) => candidate.value === value)
  if (!secret)
    throw invalidClient(
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    )
  if (secret.expires.getTime() < Date.now())
    throw invalidClient(
      7000222,
      `The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    )
}
