import { type CallbackPath, isGuid, ownApplicationUri } from '../desired-state/index.ts'
import { type Fault, type Finding, findingsAt } from '../findings.ts'
import { shellQuoted } from '../text/quoted.ts'
import { type AppRegistration, GRAPH_APP_ID, registrationPlace } from './registration.ts'

/** What mobile-config.xml will make the apps do, as far as it depends on the app registration. */
export interface RequestedSignIn {
  readonly clientId: string
  /** Everything that the apps ask for, in its order. */
  readonly scopes: readonly string[]
  /** Tenant in the path of the authorization endpoint: an ID, a domain, "common" or "organizations". */
  readonly tenant: string | undefined
  readonly version: 'v1' | 'v2' | undefined
}

/** How WebSphere signs people in, as far as the inputs tell. */
export interface RelyingParty {
  /** None where no provider properties with an identifier were pasted. */
  readonly callbacks: readonly CallbackPath[]
  /** Host, and port unless it is 443, of the Connections server; undefined where it is not given. */
  readonly host: string | undefined
  /** People are found by the claim "email" of their token. */
  readonly identifiesByEmail: boolean
}

/** What keeps people from signing in although the redirect URIs are there. Nothing of it is changed. */
export function audit(
  registration: AppRegistration,
  signIn: RequestedSignIn,
  relyingParty: RelyingParty,
  homeTenant: string | undefined,
): Finding[] {
  return findingsAt(registrationPlace(registration), [
    ...scopeFaults(registration, signIn),
    tokenVersionFault(registration, signIn),
    accountFault(registration, signIn, homeTenant),
    callbackFault(registration, relyingParty),
    relyingParty.identifiesByEmail ? claimFault(registration, signIn.clientId) : undefined,
    permissionFault(registration, signIn.clientId),
  ])
}

/**
 * Entra refuses a scope that the application does not expose, with AADSTS65005 or AADSTS500011 on the phone. An application ID URI
 * has the client ID in it, or is another one such as https://contoso.com/connections.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/identifier-uri-restrictions
 */
function scopeFaults(registration: AppRegistration, { clientId, scopes }: RequestedSignIn) {
  const { identifierUris } = registration
  const longestFirst = identifierUris.toSorted((one, other) => other.length - one.length)
  const missingUris = new Map<string, string>()
  const nameByText = new Map<string, string>()
  for (const scope of scopes) {
    const own = ownApplicationUri(scope, clientId)
    const uri = own ?? longestFirst.find((each) => scope.toLowerCase().startsWith(`${each.toLowerCase()}/`))
    if (uri === undefined) continue
    const name = scope.slice(uri.length + 1)
    if (own) missingUris.set(own.toLowerCase(), own)
    if (own || name) nameByText.set(own ? name : scope, name)
  }
  for (const uri of identifierUris) missingUris.delete(uri.toLowerCase())
  const uriFaults = [...missingUris.values()].map(
    (uri): Fault => ({
      id: 'MSSO032',
      what: `The apps request a scope of "${uri}", which is not one of the application ID URIs.`,
      cure: 'Add it in the Azure portal: App registrations, Expose an API, Application ID URI.',
      wanted: uri,
      found: identifierUris.join(' '),
    }),
  )
  const exposureFaults = [...nameByText].map(([asked, name]) => exposureFault(registration, name, asked))
  return [...uriFaults, ...exposureFaults]
}

/** @param asked the scope as a text shows it */
function exposureFault({ exposedScopes }: AppRegistration, name: string, asked: string): Fault {
  const same = exposedScopes.filter(({ value }) => value === name)
  if (name === '.default' || same.some(({ isEnabled }) => isEnabled)) return undefined
  const isDisabled = same.length > 0
  return {
    id: 'MSSO033',
    what: `The apps request the scope "${asked}", which the application ${isDisabled ? 'has disabled' : 'does not expose'}.`,
    cure: `${isDisabled ? 'Enable' : 'Add'} it in the Azure portal: App registrations, Expose an API.`,
    wanted: name,
    found: isDisabled ? 'disabled' : exposedScopes.map(({ value }) => value).join(' '),
  }
}

/** @see https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#token-formats */
function tokenVersionFault(registration: AppRegistration, { version }: RequestedSignIn): Fault {
  const found = registration.requestedAccessTokenVersion ?? 1
  if (version !== 'v2' || found === 2) return undefined
  return {
    id: 'MSSO034',
    what: `The endpoints are version 2, but the application gets access tokens of version ${found}, whose issuer WebSphere does not expect.`,
    cure: 'Set api.requestedAccessTokenVersion to 2 in the Azure portal: App registrations, Manifest.',
    wanted: '2',
    found: String(found),
  }
}

/** @see https://learn.microsoft.com/en-us/entra/identity-platform/supported-accounts-validation */
function accountFault(
  { signInAudience }: AppRegistration,
  { tenant = '' }: RequestedSignIn,
  homeTenant = '',
): Fault {
  const isShared = /^(common|organizations)$/i.test(tenant)
  const isForeign = isGuid(tenant) && isGuid(homeTenant) && tenant.toLowerCase() !== homeTenant.toLowerCase()
  const isMine = signInAudience === 'AzureADMyOrg' && (isShared || isForeign)
  const isPersonal = signInAudience === 'PersonalMicrosoftAccount'
  if (!isMine && !isPersonal) return undefined
  const whose = isPersonal ? 'only personal Microsoft accounts' : 'only accounts of its own tenant'
  const but = tenant
    ? `but the endpoints belong to "${tenant}"`
    : 'which people in an organisation do not have'
  const home = homeTenant ? `tenant ${homeTenant}` : 'the tenant that the application is registered in'
  return {
    id: 'MSSO035',
    what: `The application accepts ${whose} (${signInAudience}), ${but}.`,
    cure: `${isPersonal ? 'Change' : `Use the endpoints of ${home}, or change`} the supported account types in the Azure portal: App registrations, Authentication.`,
    ...(tenant ? { wanted: tenant } : {}),
    found: signInAudience,
  }
}

const MAX_SHOWN_CALLBACKS = 20

/**
 * The vendor's table gives each cluster a context root of its own: /oidcclient_apps, /oidcclient_infra, … Paths are compared exactly,
 * as Entra does; ports and upper case of hosts as URLs are.
 * @see https://opensource.hcltechsw.com/connections-doc/v8-cr7/admin/secure/t_azure_oidc_websphere.html
 */
function callbackFault({ webRedirectUris }: AppRegistration, { callbacks, host }: RelyingParty): Fault {
  const found = webRedirectUris.join(' ')
  const registered = webRedirectUris.map((uri) => URL.parse(uri)).filter((url) => url?.protocol === 'https:')
  if (callbacks.length === 0) {
    if (registered.some((url) => url?.pathname.startsWith('/oidcclient'))) return undefined
    return {
      id: 'MSSO120',
      what: 'No redirect URI of the platform "Web" has a path that starts with /oidcclient, the default of WebSphere\'s relying party and of the vendor\'s procedure. Unless its callbacks have other paths, browsers cannot sign in.',
      cure: 'Set provider-properties, so that each callback can be compared; or check that client-id names the application that Connections uses.',
      found,
    }
  }
  const missing = callbacks.filter(({ path }) => {
    const pathname = URL.parse(`https://${host ?? 'host'}${path}`)?.pathname
    return !registered.some((url) => url?.pathname === pathname && (host === undefined || url?.host === host))
  })
  if (missing.length === 0) return undefined
  const more = missing.length > MAX_SHOWN_CALLBACKS ? ` and ${missing.length - MAX_SHOWN_CALLBACKS} more` : ''
  const named = missing
    .slice(0, MAX_SHOWN_CALLBACKS)
    .map(({ provider, path }) => ({ provider, uri: `https://${host ?? '<host>'}${path}` }))
  const shown = named.map(({ provider, uri }) => `${uri} (${provider})`).join(', ')
  return {
    id: 'MSSO036',
    what: `The platform "Web" lacks redirect URIs of WebSphere's relying party, so browsers cannot sign in with them: ${shown}${more}.`,
    cure: 'Add them in the Azure portal (App registrations, Authentication), as the vendor\'s procedure "Updating WebSphere to support Azure AD OIDC authentication for Connections" says; or check that client-id names the application that Connections uses.',
    wanted: named.map(({ uri }) => uri).join(' '),
    found,
  }
}

/** A longer command is not shown: nobody looks it over before pasting it. */
const MAX_ARGUMENT_LENGTH = 3000

/** Entra puts a claim in only where it is asked for. @see https://learn.microsoft.com/en-us/entra/identity-platform/optional-claims */
function claimFault({ optionalClaims }: AppRegistration, clientId: string): Fault {
  const names = optionalClaims.accessToken.map(({ name }) => name)
  if (names.includes('email')) return undefined
  const all = { ...optionalClaims, accessToken: [...optionalClaims.accessToken, { name: 'email' }] }
  // In plain ASCII, so that nothing in a command is hidden, and without the backtick, which ends it.
  const json = JSON.stringify(all).replaceAll(
    /[^\x20-_a-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  const way =
    json.length > MAX_ARGUMENT_LENGTH
      ? 'give az ad app update --optional-claims all the claims, including the existing ones'
      : `run \`az ad app update --id ${clientId} --optional-claims ${shellQuoted(json)}\`, which repeats the existing claims`
  return {
    id: 'MSSO038',
    what: 'Access tokens do not carry the claim "email", by which WebSphere identifies people when a phone sends its token.',
    cure: `Add it in the Azure portal (App registrations, Token configuration, Add optional claim, Access, email), or ${way}, because the command replaces all of them.`,
    wanted: 'email',
    found: names.join(' '),
  }
}

/**
 * The delegated permissions that the vendor's page lists, with their IDs in Microsoft Graph.
 * @see https://opensource.hcltechsw.com/connections-doc/v8-cr7/admin/secure/t_azure_add_app.html
 */
const PERMISSIONS: Readonly<Record<string, string>> = {
  email: '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0',
  offline_access: '7427e0e9-2fba-42fe-b0c0-848c9e6a8182',
  openid: '37f7f235-527c-4136-accd-4a02d197296e',
  profile: '14dad69e-099b-42c9-810b-d002981feec1',
}

/** Without them people are asked for their consent at the first sign-in, where the tenant lets them give it. */
function permissionFault({ graphPermissions }: AppRegistration, clientId: string): Fault {
  const missing = Object.entries(PERMISSIONS).filter(([, id]) => !graphPermissions.includes(id))
  if (missing.length === 0) return undefined
  const names = missing.map(([name]) => name)
  const ids = missing.map(([, id]) => `${id}=Scope`).join(' ')
  return {
    id: 'MSSO039',
    what: `The application does not request the delegated permissions of Microsoft Graph that the vendor's procedure lists: ${names.join(', ')}.`,
    cure: `Add them in the Azure portal (App registrations, API permissions), or run \`az ad app permission add --id ${clientId} --api ${GRAPH_APP_ID} --api-permissions ${ids}\`, which keeps the others. Then grant admin consent there.`,
    wanted: names.join(' '),
  }
}
