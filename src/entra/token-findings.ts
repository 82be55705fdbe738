import { type Finding, finding } from '../findings.ts'
import { shellQuoted } from '../text/quoted.ts'
import { registrationPlace } from './decide.ts'
import { type AppRegistration, GRAPH_APP_ID } from './registration.ts'
import type { RelyingParty } from './websphere-findings.ts'

/**
 * Phones send their access token to WebSphere, which finds people by its claim "email". Entra puts it in only where it is asked for.
 * @see https://opensource.hcltechsw.com/connections-doc/v8-cr7/admin/secure/t_azure_add_app.html
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/optional-claims
 */
export function claimFindings(
  registration: AppRegistration,
  clientId: string,
  { identifiesByEmail }: RelyingParty,
): Finding[] {
  const { optionalClaims } = registration
  const names = optionalClaims.accessToken.map(({ name }) => name)
  if (!identifiesByEmail || names.includes('email')) return []
  const all = json({ ...optionalClaims, accessToken: [...optionalClaims.accessToken, { name: 'email' }] })
  const way =
    all.length > MAX_ARGUMENT_LENGTH
      ? 'give az ad app update --optional-claims all claims, those of today too'
      : `run \`az ad app update --id ${clientId} --optional-claims ${shellQuoted(all)}\`, which repeats the claims of today`
  return [
    finding('MSSO038', {
      where: registrationPlace(registration),
      what: 'Access tokens do not carry the claim "email", by which WebSphere finds people when a phone sends its token.',
      cure: `Add it in the Azure portal, App registrations, Token configuration, Add optional claim, Access, email; or ${way}, because it replaces all of them.`,
      wanted: 'email',
      found: names.join(' '),
    }),
  ]
}

/**
 * The delegated permissions of the vendor's page, with their IDs.
 * @see https://opensource.hcltechsw.com/connections-doc/v8-cr7/admin/secure/t_azure_add_app.html
 * @see https://learn.microsoft.com/en-us/graph/permissions-reference
 */
const PERMISSIONS: Readonly<Record<string, string>> = {
  email: '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0',
  offline_access: '7427e0e9-2fba-42fe-b0c0-848c9e6a8182',
  openid: '37f7f235-527c-4136-accd-4a02d197296e',
  profile: '14dad69e-099b-42c9-810b-d002981feec1',
}

/** Without them people are asked for their consent at the first sign-in, where the tenant lets them give it. */
export function permissionFindings(registration: AppRegistration, clientId: string): Finding[] {
  const missing = Object.entries(PERMISSIONS).filter(([, id]) => !registration.graphPermissions.includes(id))
  if (missing.length === 0) return []
  const names = missing.map(([name]) => name)
  const ids = missing.map(([, id]) => `${id}=Scope`).join(' ')
  return [
    finding('MSSO039', {
      where: registrationPlace(registration),
      what: `The application does not ask for the delegated permissions of Microsoft Graph that the vendor's procedure lists: ${names.join(', ')}.`,
      cure: `Add them in the Azure portal, App registrations, API permissions, or run \`az ad app permission add --id ${clientId} --api ${GRAPH_APP_ID} --api-permissions ${ids}\` (the others stay); then grant admin consent there.`,
      wanted: names.join(' '),
    }),
  ]
}

/** A longer command is not shown: nobody looks it over before pasting it. */
const MAX_ARGUMENT_LENGTH = 3000

/** In plain ASCII, so that nothing in a command is hidden, and without the backtick, which ends it. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[^\x20-_a-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
