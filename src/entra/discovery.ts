import { type DesiredSignIn, type Endpoint, entraEndpoint } from '../desired-state/index.ts'
import { type Fetch, failureOf } from '../network/index.ts'
import { entraErrorText } from './error-text.ts'

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
  const unusable = {
    kind: 'unusable',
    url,
    reason: `it answered with ${status} and no such document`,
  } as const
  const content = parse(text)
  if (!content) return unusable
  const { issuer, authorization_endpoint, token_endpoint, error } = content
  if (status !== 200) {
    if (typeof error !== 'string') return unusable
    return { kind: 'refused', url, status, description: entraErrorText(content) ?? error }
  }
  const authorizationEndpoint = secureUrl(authorization_endpoint)
  const tokenEndpoint = secureUrl(token_endpoint)
  if (typeof issuer !== 'string' || !authorizationEndpoint || !tokenEndpoint) return unusable
  return { kind: 'document', url, document: { issuer, authorizationEndpoint, tokenEndpoint } }
}

function secureUrl(value: unknown): URL | undefined {
  const url = typeof value === 'string' ? URL.parse(value) : undefined
  return url?.protocol === 'https:' ? url : undefined
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const content: unknown = JSON.parse(text)
    return typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
