import { createHash, X509Certificate } from 'node:crypto'
import { compactVerify } from 'jose'
import { type Assertion, checkTime, malformed } from './assertion.ts'
import type { ClientApplication, Tenant } from './directory.ts'
import { invalidClient, Refusal } from './refusal.ts'

const DOCUMENTATION =
  'Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .'

/**
 * Verifies an assertion that the application signed itself.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials
 */
export async function verifyCertificateAssertion(
  assertion: Assertion,
  application: ClientApplication,
  { host, tenant, requested }: { readonly host: string; readonly tenant: Tenant; readonly requested: string },
): Promise<void> {
  const { header, claims } = assertion
  const clientId = application.clientId.toLowerCase()
  if (claims.iss?.toLowerCase() !== clientId || claims.sub?.toLowerCase() !== clientId)
    throw invalidClient(
      700021,
      `Client assertion application identifier doesn't match 'client_id' parameter. ${DOCUMENTATION}`,
    )
  if (!claims.jti || !['PS256', 'RS256'].includes(header.alg)) throw malformed()
  const audiences = [requested, tenant.id].flatMap((name) => [
    `https://${host}/${name}/oauth2/v2.0/token`,
    `https://${host}/${name}/v2.0`,
  ])
  if (!audiences.includes(String(claims.aud)))
    throw invalidClient(
      700023,
      `Client assertion audience claim does not match Realm issuer. ${DOCUMENTATION}`,
    )
  const certificate = registeredCertificate(assertion, application)
  await compactVerify(assertion.jwt, certificate.publicKey).catch(() => {
    throw signatureRefusal(
      'Client assertion contains an invalid signature.',
      'The provided signature value did not match the expected signature value.',
      certificate,
      assertion,
      application,
    )
  })
  if (certificate.validToDate.getTime() < Date.now())
    throw signatureRefusal(
      'Client assertion contains an invalid signature.',
      'The key used is expired.',
      certificate,
      assertion,
      application,
    )
  checkTime(assertion)
}

/** The certificate that the header names by its thumbprint. */
function registeredCertificate(assertion: Assertion, application: ClientApplication): X509Certificate {
  const sha1 = assertion.header.x5t
  const sha256 = assertion.header['x5t#S256']
  if (!sha1 && !sha256)
    throw new Refusal(50027, 'Invalid JWT token. No certificate thumbprint specified in token header.')
  const found = application.certificates
    .map((pem) => new X509Certificate(pem))
    .find(({ raw }) => {
      const thumbprint = (hash: string) => createHash(hash).update(raw).digest('base64url')
      return sha256 ? thumbprint('sha256') === sha256 : thumbprint('sha1') === sha1
    })
  if (!found)
    throw signatureRefusal(
      'The certificate with identifier used to sign the client assertion is not registered on application.',
      'The key was not found.',
      undefined,
      assertion,
      application,
    )
  return found
}

function signatureRefusal(
  what: string,
  reason: string,
  found: X509Certificate | undefined,
  { header }: Assertion,
  { clientId }: ClientApplication,
): Refusal {
  const named = String(header['x5t#S256'] ?? header.x5t)
  const thumbprint = Buffer.from(named, 'base64url').toString('hex').toUpperCase()
  const key = found
    ? `, Found key 'Start=${american(found.validFromDate)}, End=${american(found.validToDate)}'`
    : ''
  return invalidClient(
    700027,
    `${what} [Reason - ${reason}, Thumbprint of key used by client: '${thumbprint}'${key}, Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${clientId}'. Review the documentation at https://docs.microsoft.com/en-us/graph/deployments to determine the corresponding service endpoint and https://docs.microsoft.com/en-us/graph/api/application-get?view=graph-rest-1.0&tabs=http to build a query request URL, such as 'https://graph.microsoft.com/beta/applications/${clientId}']. Alternatively, SNI may be configured on the app. Please ensure that client assertion is being sent with the x5c claim in the JWT header using MSAL's WithSendX5C() method so that Azure Active Directory can validate the certificate being used.`,
  )
}

function american(date: Date): string {
  const [year, month, day] = date.toISOString().slice(0, 10).split('-')
  return `${month}/${day}/${year} ${date.toISOString().slice(11, 19)}`
}
