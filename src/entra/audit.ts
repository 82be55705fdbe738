import { isGuid, ownApplicationUri } from '../desired-state/index.ts'
import { type Finding, finding } from '../findings.ts'
import { type RegistrationPlan, registrationPlace } from './decide.ts'
import type { AppRegistration } from './registration.ts'
import { claimFindings, permissionFindings } from './token-findings.ts'
import { type RelyingParty, websphereFindings } from './websphere-findings.ts'

/** What mobile-config.xml will make the apps do, as far as it depends on the app registration. */
export interface RequestedSignIn {
  readonly clientId: string
  /** Everything that the apps ask for, in its order. */
  readonly scopes: readonly string[]
  /** Tenant in the path of the authorization endpoint: an ID, a domain, "common" or "organizations". */
  readonly tenant: string | undefined
  readonly version: 'v1' | 'v2' | undefined
}

/** What keeps people from signing in although the redirect URIs are there. Nothing of it is changed. */
export function audit(
  registration: AppRegistration,
  signIn: RequestedSignIn,
  relyingParty: RelyingParty,
  homeTenant: string | undefined,
): Finding[] {
  return [
    ...scopeFindings(registration, signIn),
    ...otherScopeFindings(registration, signIn),
    ...tokenVersionFindings(registration, signIn),
    ...accountFindings(registration, signIn, homeTenant),
    ...websphereFindings(registration, relyingParty),
    ...claimFindings(registration, signIn.clientId, relyingParty),
    ...permissionFindings(registration, signIn.clientId),
  ]
}

/** What `azure-reconcile: check` found and `apply` would change. */
export function driftFindings(registration: AppRegistration, plan: RegistrationPlan): Finding[] {
  const { publicClient, isFallbackPublicClient } = registration
  const where = registrationPlace(registration)
  const cure =
    'Run with azure-reconcile: apply, or change it in the Azure portal: App registrations, Authentication.'
  const missing = plan.missingRedirectUris.map((uri) => {
    const what = `The platform "Mobile and desktop applications" does not have the redirect URI "${uri}".`
    return finding('MSSO030', { where, what, cure, wanted: uri, found: publicClient.redirectUris.join(' ') })
  })
  const what =
    '"Allow public client flows" is No. Phones send a redirect URI, so the platform of that URI decides and this setting does not matter to them, but the vendor\'s procedure asks for both.'
  const found = String(isFallbackPublicClient)
  return [
    ...missing,
    ...(plan.allowsPublicClientFlows
      ? []
      : [finding('MSSO031', { where, what, cure, wanted: 'true', found })]),
    ...plan.problems.map((problem) => finding('MSSO037', problem)),
  ]
}

/**
 * Entra refuses a scope that the application does not expose, with AADSTS65005 or AADSTS500011 on the phone.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-configure-app-expose-web-apis
 */
function scopeFindings(registration: AppRegistration, { clientId, scopes }: RequestedSignIn): Finding[] {
  const own = scopes.flatMap((scope) => {
    const uri = ownApplicationUri(scope, clientId)
    return uri === undefined ? [] : [{ uri, name: scope.slice(uri.length + 1) }]
  })
  const known = new Set(registration.identifierUris.map((uri) => uri.toLowerCase()))
  const wrongUris = [...new Map(own.map(({ uri }) => [uri.toLowerCase(), uri])).values()]
    .filter((uri) => !known.has(uri.toLowerCase()))
    .map((uri) =>
      finding('MSSO032', {
        where: registrationPlace(registration),
        what: `The apps request a scope of "${uri}", which is not one of the application ID URIs.`,
        cure: 'Add it in the Azure portal: App registrations, Expose an API, Application ID URI.',
        wanted: uri,
        found: registration.identifierUris.join(' '),
      }),
    )
  const names = new Set(own.map(({ name }) => name))
  return [...wrongUris, ...[...names].flatMap((name) => exposureFindings(registration, name, name))]
}

/**
 * @param name of the scope of the application
 * @param asked the scope as a text shows it
 */
function exposureFindings(registration: AppRegistration, name: string, asked: string): Finding[] {
  const { exposedScopes } = registration
  const same = exposedScopes.filter(({ value }) => value === name)
  if (name === '.default' || same.some(({ isEnabled }) => isEnabled)) return []
  const isDisabled = same.length > 0
  return [
    finding('MSSO033', {
      where: registrationPlace(registration),
      what: `The apps request the scope "${asked}", which the application ${isDisabled ? 'has disabled' : 'does not expose'}.`,
      cure: `${isDisabled ? 'Enable' : 'Add'} it in the Azure portal: App registrations, Expose an API.`,
      wanted: name,
      found: isDisabled ? 'disabled' : exposedScopes.map(({ value }) => value).join(' '),
    }),
  ]
}

/**
 * An application may have more application ID URIs than those with its client ID, which {@link scopeFindings} looks at; a scope of
 * theirs, such as https://contoso.com/connections/default, has to be exposed all the same.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/identifier-uri-restrictions
 */
function otherScopeFindings(registration: AppRegistration, { clientId, scopes }: RequestedSignIn): Finding[] {
  const uris = registration.identifierUris
    .filter((uri) => !/^api:/i.test(uri) || !uri.toLowerCase().endsWith(`/${clientId.toLowerCase()}`))
    .toSorted((one, other) => other.length - one.length)
  return scopes.flatMap((scope) => {
    const uri = uris.find((each) => scope.toLowerCase().startsWith(`${each.toLowerCase()}/`))
    const name = uri && scope.slice(uri.length + 1)
    return name ? exposureFindings(registration, name, scope) : []
  })
}

/** @see https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#token-formats */
function tokenVersionFindings(registration: AppRegistration, { version }: RequestedSignIn): Finding[] {
  if (version !== 'v2' || registration.requestedAccessTokenVersion === 2) return []
  const found = registration.requestedAccessTokenVersion ?? 1
  return [
    finding('MSSO034', {
      where: registrationPlace(registration),
      what: `The endpoints are version 2, but the application gets access tokens of version ${found}, whose issuer WebSphere does not expect.`,
      cure: 'Set api.requestedAccessTokenVersion to 2 in the Azure portal: App registrations, Manifest.',
      wanted: '2',
      found: String(found),
    }),
  ]
}

/**
 * A single-tenant application cannot be used over /common, nor over another tenant's endpoints.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/supported-accounts-validation
 */
function accountFindings(
  registration: AppRegistration,
  { tenant = '' }: RequestedSignIn,
  homeTenant = '',
): Finding[] {
  const { signInAudience } = registration
  const isShared = /^(common|organizations)$/i.test(tenant)
  const isForeign = isGuid(tenant) && isGuid(homeTenant) && tenant.toLowerCase() !== homeTenant.toLowerCase()
  const isMine = signInAudience === 'AzureADMyOrg' && (isShared || isForeign)
  const isPersonal = signInAudience === 'PersonalMicrosoftAccount'
  if (!isMine && !isPersonal) return []
  const whose = isPersonal ? 'only personal Microsoft accounts' : 'only accounts of its own tenant'
  return [
    finding('MSSO035', {
      where: registrationPlace(registration),
      what: `The application accepts ${whose} (${signInAudience}), ${tenant ? `but the endpoints belong to "${tenant}"` : 'which people in an organisation do not have'}.`,
      cure: isPersonal
        ? 'Change the supported account types in the Azure portal: App registrations, Authentication.'
        : `Use the endpoints of ${homeTenant ? `tenant ${homeTenant}` : 'the tenant that the application is registered in'}, or change the supported account types in the Azure portal: App registrations, Authentication.`,
      ...(tenant ? { wanted: tenant } : {}),
      found: signInAudience,
    }),
  ]
}
