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
import { entraErrorText } from './service.ts'

/** What Entra says about the tenant of the wanted endpoints. */
export type DiscoveryAnswer = { readonly url: string } & (
  | {
      readonly kind: 'document'
      readonly issuer: string
      readonly authorizationEndpoint: URL
      readonly tokenEndpoint: URL
    }
  /** Entra's own words, "AADSTS90002: …", with its status. */
  | { readonly kind: 'refused'; readonly status: number; readonly description: string }
  /** A sentence without its full stop, such as "there is no answer after 30 seconds". */
  | { readonly kind: 'unusable'; readonly reason: string }
)

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
  const { issuer, error } = content
  if (status !== 200 && typeof error === 'string')
    return { kind: 'refused', url, status, description: entraErrorText(content) ?? error }
  const authorizationEndpoint = secureUrl(content['authorization_endpoint'])
  const tokenEndpoint = secureUrl(content['token_endpoint'])
  if (status !== 200 || typeof issuer !== 'string' || !authorizationEndpoint || !tokenEndpoint)
    return { kind: 'unusable', url, reason: `it answered with ${status} but without that document` }
  return { kind: 'document', url, issuer, authorizationEndpoint, tokenEndpoint }
}

function secureUrl(value: unknown): URL | undefined {
  const url = typeof value === 'string' ? URL.parse(value) : undefined
  return url?.protocol === 'https:' ? url : undefined
}

/** Where Entra contradicts the wanted endpoints. @param answer undefined where nothing was asked */
export function discoveryFindings(answer: DiscoveryAnswer | undefined, signIn: DesiredSignIn): Finding[] {
  const asked = entraEndpoint(signIn)
  if (!answer || !asked) return []
  if (answer.kind === 'unusable') return [unusable(answer.url, answer.reason)]
  if (answer.kind === 'refused') return [refused(answer, asked)]
  const { authorizationEndpoint, tokenEndpoint } = answer
  // A tenant goes by its ID and by each of its domains; of any other domain than the one that was asked for it is not known whose it is.
  const id = URL.parse(answer.issuer)?.pathname.split('/').find(isGuid)
  const names = id ? [id, isGuid(asked.tenant) ? id : asked.tenant].map(lower) : []
  return [
    differing(signIn.authorize, authorizationEndpoint, names),
    differing(signIn.token, tokenEndpoint, names),
  ].filter((each) => each !== undefined)
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
  { tenant = '', source }: Endpoint,
): Finding {
  const said = description.replace(/(?<![.\s])[.\s]+$/, '')
  if (!/^(AADSTS90002|AADSTS900021|AADSTS900023|invalid_tenant)\b/.test(description))
    return unusable(url, `it answered with ${status}: ${said}`)
  return finding('MSSO080', {
    where: source,
    what: `There is no tenant "${tenant}" at ${new URL(url).host}, so nobody can sign in. Entra says: ${said}.`,
    cure: 'Copy the tenant ID from the overview page of Microsoft Entra ID, and use the login host of its cloud.',
    found: tenant,
  })
}

/** An endpoint that is not the one that the document names. @param names by which the tenant is known, in lower case */
function differing(
  endpoint: Endpoint | undefined,
  named: URL,
  names: readonly string[],
): Finding | undefined {
  if (!endpoint?.isEntra) return undefined
  const tenant = lower(endpoint.tenant)
  const [namedTenant] = tenantAndRest(named)
  const isSameTenant = tenant === namedTenant || [tenant, namedTenant].every((each) => names.includes(each))
  // The document describes version 2; one of version 1 has other paths, and the same tenant.
  if (isSameTenant && (endpoint.version === 'v1' || isSameButForTenant(endpoint.url, named))) return undefined
  return finding('MSSO081', {
    where: endpoint.source,
    what: `The ${endpoint.kind === 'token' ? 'token' : 'authorization'} endpoint is "${endpoint.value}", but Entra names "${named.href}" for that tenant.`,
    cure: `Use "${named.href}", also in the WebSphere configuration; or correct the tenant.`,
    wanted: named.href,
    found: endpoint.value,
  })
}

/** The login hosts of one cloud stand for each other. */
function isSameButForTenant(one: URL, other: URL): boolean {
  const cloud = cloudOfLoginHost(one.hostname)
  const isSameCloud = one.port === other.port && cloud && cloud === cloudOfLoginHost(other.hostname)
  if (one.host !== other.host && !isSameCloud) return false
  return tenantAndRest(one)[1] === tenantAndRest(other)[1]
}

/** In lower case. The policy of Azure AD B2C stands in the rest or in the query; its mark before the tenant is left out. */
function tenantAndRest({ pathname, searchParams }: URL): readonly [tenant: string, rest: string] {
  const [tenant = '', ...rest] = lower(pathname.replace(/^\/(?:(?:tfp|te)\/)?/i, '')).split('/')
  const policy = searchParams.get('p')
  return [tenant, [...(policy ? [lower(policy)] : []), ...rest].join('/')]
}

function lower(text: string): string {
  return text.toLowerCase()
}
