import type { CallbackPath } from '../desired-state/index.ts'
import { type Finding, finding } from '../findings.ts'
import { registrationPlace } from './decide.ts'
import type { AppRegistration } from './registration.ts'

/** How WebSphere signs people in, as far as the inputs tell. */
export interface RelyingParty {
  /** None where no provider properties with an identifier were pasted. */
  readonly callbacks: readonly CallbackPath[]
  /** Host, and port unless it is 443, of the Connections server; undefined where it is not given. */
  readonly host: string | undefined
  /** People are found by the claim "email" of their token. */
  readonly identifiesByEmail: boolean
}

/** Callbacks that are named; with more of them missing the first ones tell enough. */
const MAX_CALLBACKS = 20

/**
 * Where Entra sends browsers back to. The vendor's table and its automation give each cluster a context root of its own
 * (/oidcclient_apps, /oidcclient_infra, …); WebSphere's default is /oidcclient.
 * @see https://opensource.hcltechsw.com/connections-doc/v8-cr7/admin/secure/t_azure_oidc_websphere.html
 * @see https://github.com/HCL-TECH-SOFTWARE/connections-automation
 */
export function websphereFindings(registration: AppRegistration, relyingParty: RelyingParty): Finding[] {
  const webUrls = registration.webRedirectUris
    .map((uri) => URL.parse(uri))
    .filter((url) => url?.protocol === 'https:')
    .map((url) => url!)
  if (relyingParty.callbacks.length > 0) return missingCallbacks(registration, webUrls, relyingParty)
  if (webUrls.some(({ pathname }) => pathname.startsWith('/oidcclient'))) return []
  return [
    finding('MSSO120', {
      where: registrationPlace(registration),
      what: 'No redirect URI of the platform "Web" has a path that starts with /oidcclient, as WebSphere\'s relying party has by default and in the vendor\'s procedure. Browsers cannot sign in unless its callbacks have other paths.',
      cure: 'Give provider-properties, with which each callback is compared; or check that client-id names the application that Connections uses.',
      found: registration.webRedirectUris.join(' '),
    }),
  ]
}

/** Paths are compared exactly, as Entra does; ports and upper case of hosts as URLs are. */
function missingCallbacks(
  registration: AppRegistration,
  webUrls: readonly URL[],
  { callbacks, host }: RelyingParty,
): Finding[] {
  const missing = callbacks.flatMap(({ provider, path }) => {
    const url = URL.parse(`https://${host ?? 'host'}${path}`)
    const isThere = webUrls.some(
      (each) => each.pathname === url?.pathname && (host === undefined || each.host === host),
    )
    return isThere ? [] : [{ provider, uri: `https://${host ?? '<host>'}${path}` }]
  })
  if (missing.length === 0) return []
  const shown = missing.slice(0, MAX_CALLBACKS).map(({ provider, uri }) => `${uri} (${provider})`)
  const more = missing.length - shown.length
  return [
    finding('MSSO036', {
      where: registrationPlace(registration),
      what: `The platform "Web" lacks redirect URIs of WebSphere's relying party, so browsers cannot sign in there: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
      cure: 'Add them in the Azure portal, App registrations, Authentication, as the vendor\'s procedure "Updating WebSphere to support Azure AD OIDC authentication for Connections" says; or check that client-id names the application that Connections uses.',
      wanted: missing
        .slice(0, MAX_CALLBACKS)
        .map(({ uri }) => uri)
        .join(' '),
      found: registration.webRedirectUris.join(' '),
    }),
  ]
}
