import { randomUUID } from 'node:crypto'
import type { Answer, ReceivedRequest } from '../https-server.ts'
import { INSTANCE_METADATA, LOGIN_HOSTS } from './clouds.ts'
import type { Directory, Tenant } from './directory.ts'
import { missingParameter } from './form.ts'
import { Refusal } from './refusal.ts'

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const PERSONAL_ACCOUNTS = '9188040d-6c67-4c5b-b112-36a304b66dad'

/** Names that stand for no single tenant, and the tenant in their issuer. */
const SHARED: Readonly<Record<string, string>> = {
  common: '{tenantid}',
  organizations: '{tenantid}',
  consumers: PERSONAL_ACCOUNTS,
}

export function isShared(name: string): boolean {
  return name.toLowerCase() in SHARED
}

/** The tenant of an address, or Entra's refusal. */
export function tenantNamed(directory: Directory, name: string): Tenant {
  const tenant = directory.tenant(name)
  if (tenant) return tenant
  if (!GUID.test(name) && !name.includes('.'))
    throw new Refusal(
      900023,
      `Specified tenant identifier '${name}' is neither a valid DNS name, nor a valid external domain.`,
    )
  throw new Refusal(
    90002,
    `Tenant '${name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    { error: 'invalid_tenant' },
  )
}

/**
 * The metadata document of a tenant, at the host under which it was asked for.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document
 */
export function openIdConfiguration(directory: Directory, request: ReceivedRequest): Answer {
  const [name, version] = request.url.pathname.slice(1).split('/') as [string, string]
  const tenant = isShared(name) ? name.toLowerCase() : tenantNamed(directory, name).id
  const isV2 = version === 'v2.0'
  const base = `https://${request.host}/${tenant}`
  const oauth = `${base}/oauth2${isV2 ? '/v2.0' : ''}`
  const issuerTenant = SHARED[tenant] ?? tenant
  return {
    status: 200,
    headers: { 'cache-control': 'max-age=86400, private', 'x-ms-request-id': randomUUID() },
    body: {
      token_endpoint: `${oauth}/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      jwks_uri: `${base}/discovery${isV2 ? '/v2.0' : ''}/keys`,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: isV2
        ? `https://${request.host}/${issuerTenant}/v2.0`
        : `https://sts.windows.net/${issuerTenant}/`,
      request_uri_parameter_supported: false,
      userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
      authorization_endpoint: `${oauth}/authorize`,
      device_authorization_endpoint: `${oauth}/devicecode`,
      http_logout_supported: true,
      frontchannel_logout_supported: true,
      end_session_endpoint: `${oauth}/logout`,
      claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'name', 'tid', 'ver', 'email'],
      kerberos_endpoint: `${base}/kerberos`,
      tenant_region_scope: isShared(tenant) ? null : 'EU',
      cloud_instance_name: 'microsoftonline.com',
      cloud_graph_host_name: 'graph.windows.net',
      msgraph_host: 'graph.microsoft.com',
      rbac_url: 'https://pas.windows.net',
    },
  }
}

/** What MSAL asks about a login host that it does not know and was not told to trust. */
export function instanceDiscovery({ url, host }: ReceivedRequest): Answer {
  const asked = url.searchParams.get('authorization_endpoint')
  if (!asked) throw missingParameter('authorization_endpoint')
  const authority = URL.parse(asked)
  if (authority?.protocol !== 'https:' || !LOGIN_HOSTS.includes(authority.host))
    throw new Refusal(50049, 'Unknown or invalid instance.', { error: 'invalid_instance' })
  const [, tenant] = authority.pathname.split('/')
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `https://${host}/${tenant}/v2.0/.well-known/openid-configuration`,
      'api-version': url.searchParams.get('api-version') ?? '1.0',
      metadata: INSTANCE_METADATA,
    },
  }
}
