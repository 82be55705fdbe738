import {
  cloudOfLoginHost,
  type DesiredSignIn,
  type Endpoint,
  entraEndpoint,
  isGuid,
} from '../desired-state/index.ts'
import { type Finding, finding } from '../findings.ts'
import { type Fetch, failureOf } from '../network/index.ts'
import { jsonObject } from '../text/json.ts'
import { entraErrorText } from './errors.ts'

/** What Entra says about the tenant of the wanted endpoints. */
export type DiscoveryAnswer =
  | { readonly kind: 'document'; readonly url: string; readonly document: DiscoveryDocument }
  /** Entra's own words, "AADSTS90002: …", with its status. */
  | { readonly kind: 'refused'; readonly url: string; readonly status: number; readonly description: string }
  /** A sentence without its full stop, such as "there is no answer after 30 seconds". */
  | { readonly kind: 'unusable'; readonly url: string; readonly reason: string }

export interface DiscoveryDocument {
  readonly issuer: string
  readonly authorizationEndpoint: URL
  readonly tokenEndpoint: URL
}

/**
 * Reads the metadata document of the wanted endpoints' tenant. Never throws.
 * @returns undefined where there is nothing to ask: endpoints that are unknown or none of Entra's
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document
 */
export async function readDiscovery(
  fetch: Fetch,
  signIn: DesiredSignIn,
): Promise<DiscoveryAnswer | undefined> {
  const endpoint = entraEndpoint(signIn)
  if (!endpoint) return undefined
  const url = documentUrl(endpoint)
  try {
    const answer = await fetch(url, { headers: { accept: 'application/json' }, redirect: 'manual' })
    return readAnswer(url, answer.status, await answer.text())
  } catch (error) {
    return { kind: 'unusable', url, reason: failureOf(error).reason }
  }
}

/** Version 2 describes the tenant for both; Azure AD B2C has a policy, which belongs to the document's address: in the path or as "p". */
function documentUrl({ url }: Endpoint): string {
  const tenant = url.pathname.replace(/\/oauth2\/(v2\.0\/)?(authorize|token)$/, '')
  const policy = url.searchParams.get('p')
  const query = policy ? `?p=${encodeURIComponent(policy)}` : ''
  return `${url.origin}${tenant}/v2.0/.well-known/openid-configuration${query}`
}

function readAnswer(url: string, status: number, text: string): DiscoveryAnswer {
  const content = jsonObject(text) ?? {}
  const { issuer, authorization_endpoint, token_endpoint, error } = content
  if (status !== 200 && typeof error === 'string')
    return { kind: 'refused', url, status, description: entraErrorText(content) ?? error }
  const authorizationEndpoint = secureUrl(authorization_endpoint)
  const tokenEndpoint = secureUrl(token_endpoint)
  if (status !== 200 || typeof issuer !== 'string' || !authorizationEndpoint || !tokenEndpoint)
    return { kind: 'unusable', url, reason: `it answered with ${status} but without that document` }
  return { kind: 'document', url, document: { issuer, authorizationEndpoint, tokenEndpoint } }
}

function secureUrl(value: unknown): URL | undefined {
  const url = typeof value === 'string' ? URL.parse(value) : undefined
  return url?.protocol === 'https:' ? url : undefined
}

/** Where Entra contradicts the wanted endpoints. @param answer undefined where nothing was asked */
export function discoveryFindings(answer: DiscoveryAnswer | undefined, signIn: DesiredSignIn): Finding[] {
  if (!answer) return []
  const tenantEndpoint = entraEndpoint(signIn)
  if (answer.kind === 'unusable') return [unusable(answer.url, answer.reason)]
  if (answer.kind === 'refused') return [refused(answer, tenantEndpoint)]
  const { document } = answer
  return [
    ...endpointFindings(signIn.authorize, document.authorizationEndpoint, tenantEndpoint, document),
    ...endpointFindings(signIn.token, document.tokenEndpoint, tenantEndpoint, document),
  ]
}

function unusable(where: string, reason: string): Finding {
  return finding('MSSO082', {
    where,
    what: `Entra's description of the tenant could not be read: ${reason}.`,
    cure: 'You need to act only if people cannot sign in; the next run checks again.',
  })
}

/** AADSTS90002, AADSTS900021 (only zeros) and AADSTS900023: no tenant has that ID or domain, or it is in another cloud. */
function refused(
  { url, status, description }: Extract<DiscoveryAnswer, { kind: 'refused' }>,
  tenantEndpoint: Endpoint | undefined,
): Finding {
  const said = description.replace(/(?<![.\s])[.\s]+$/, '')
  if (!/^(AADSTS90002|AADSTS900021|AADSTS900023|invalid_tenant)\b/.test(description))
    return unusable(url, `it answered with ${status}: ${said}`)
  const tenant = tenantEndpoint?.tenant ?? ''
  return finding('MSSO080', {
    where: tenantEndpoint?.source ?? url,
    what: `There is no tenant "${tenant}" at ${new URL(url).host}, so nobody can sign in. Entra says: ${said}.`,
    cure: 'Copy the tenant ID from the overview page of Microsoft Entra ID, and use the login host of its cloud.',
    found: tenant,
  })
}

/** An endpoint that is not the one that the document names. */
function endpointFindings(
  endpoint: Endpoint | undefined,
  named: URL,
  tenantEndpoint: Endpoint | undefined,
  document: DiscoveryDocument,
): Finding[] {
  if (!endpoint?.isEntra) return []
  const isSame =
    isSameTenant(endpoint, named, tenantEndpoint, document) &&
    // The document describes version 2; one of version 1 has other paths, and the same tenant.
    (endpoint.version === 'v1' ||
      (isSameHost(endpoint.url, named) && afterTenant(endpoint.url) === afterTenant(named)))
  if (isSame) return []
  const kind = endpoint.kind === 'token' ? 'token' : 'authorization'
  return [
    finding('MSSO081', {
      where: endpoint.source,
      what: `The ${kind} endpoint is "${endpoint.value}", but Entra names "${named.href}" for that tenant.`,
      cure: `Use "${named.href}", also in the WebSphere configuration; or correct the tenant.`,
      wanted: named.href,
      found: endpoint.value,
    }),
  ]
}

/**
 * A tenant goes by its ID and by each of its domains. The document was asked for under one of these names, and its issuer holds
 * the ID; of any other domain it is not known whose it is.
 */
function isSameTenant(
  endpoint: Endpoint,
  named: URL,
  tenantEndpoint: Endpoint | undefined,
  { issuer }: DiscoveryDocument,
): boolean {
  const tenant = lower(endpoint.tenant)
  const namedTenant = lower(segmentsOf(named)[0])
  if (tenant === namedTenant) return true
  const id = URL.parse(issuer)?.pathname.split('/').map(lower).find(isGuid)
  const isOfTheId = (name: string) => name === id || (name === lower(tenantEndpoint?.tenant) && !isGuid(name))
  return id !== undefined && isOfTheId(tenant) && isOfTheId(namedTenant)
}

/** The login hosts of one cloud stand for each other. */
function isSameHost(one: URL, other: URL): boolean {
  if (one.host === other.host) return true
  const cloud = cloudOfLoginHost(one.hostname)
  return one.port === other.port && cloud !== undefined && cloud === cloudOfLoginHost(other.hostname)
}

/** A policy of Azure AD B2C stands there, or in the query. */
function afterTenant(url: URL): string {
  const [, ...rest] = segmentsOf(url)
  const policy = url.searchParams.get('p')
  return lower((policy ? [policy, ...rest] : rest).join('/'))
}

/** Without the mark that paths of Azure AD B2C may have before the tenant. */
function segmentsOf({ pathname }: URL): string[] {
  return pathname.replace(/^\/(?:(?:tfp|te)\/)?/i, '').split('/')
}

function lower(text = ''): string {
  return text.toLowerCase()
}
