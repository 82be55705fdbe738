import type { Answer, ReceivedRequest } from '../https-server.ts'
import { areOfOneCloud } from './clouds.ts'
import { authenticate } from './credential.ts'
import type { ClientApplication, Directory, Tenant } from './directory.ts'
import { isShared, tenantNamed } from './discovery.ts'
import { parseForm, required } from './form.ts'
import type { IssuerKeys } from './issuer-keys.ts'
import { Refusal } from './refusal.ts'

export interface TokenService {
  readonly directory: Directory
  readonly issuerKeys: IssuerKeys
  /** Addresses of the resources that tokens are issued for. */
  readonly resources: ReadonlySet<string>
  readonly federationErrors: 'specific' | 'generic'
  readonly violations: string[]
  accessToken(grant: Grant): Promise<string>
}

export interface Grant {
  readonly application: ClientApplication
  /** Address of the resource without a slash at its end. */
  readonly audience: string
  /** 1: a secret, 2: an assertion. */
  readonly method: '1' | '2'
}

/**
 * The client credentials grant.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export async function issueToken(service: TokenService, request: ReceivedRequest): Promise<Answer> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? ''))
    service.violations.push(`a token request as ${request.headers['content-type']}`)
  const [requested] = request.url.pathname.slice(1).split('/') as [string]
  if (isShared(requested))
    throw new Refusal(
      50059,
      'No tenant-identifying information found in either the request or implied by any provided credentials.',
    )
  const tenant = tenantNamed(service.directory, requested)
  const form = parseForm(request.text)
  const grantType = required(form, 'grant_type')
  if (grantType !== 'client_credentials')
    throw new Refusal(70003, `The app requested an unsupported grant type '${grantType}'.`, {
      error: 'unsupported_grant_type',
    })
  const application = applicationOf(service.directory, tenant, required(form, 'client_id'))
  const audience = resourceOf(service, required(form, 'scope'), request.host, tenant)
  const method = await authenticate(service, form, application, { host: request.host, tenant, requested })
  return {
    status: 200,
    headers: { 'cache-control': 'no-store, no-cache' },
    body: {
      token_type: 'Bearer',
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: await service.accessToken({ application, audience, method }),
    },
  }
}

function applicationOf(directory: Directory, tenant: Tenant, clientId: string): ClientApplication {
  const application = directory.application(tenant, clientId)
  if (application) return application
  throw new Refusal(
    700016,
    `Application with identifier '${clientId}' was not found in the directory '${tenant.displayName}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    { error: 'unauthorized_client' },
  )
}

/** The resource that `{resource}/.default` asks for. */
function resourceOf(
  { resources }: Pick<TokenService, 'resources'>,
  scope: string,
  host: string,
  tenant: Tenant,
): string {
  if (scope.trim().includes(' '))
    throw new Refusal(
      70011,
      `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
      { error: 'invalid_scope' },
    )
  const resource = /^(.+)\/\.default$/.exec(scope)?.[1]
  if (!resource)
    throw new Refusal(
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
      { error: 'invalid_scope' },
    )
  if (!resources.has(resource) || !areOfOneCloud(host, new URL(resource).host))
    throw new Refusal(
      500011,
      `The resource principal named ${resource} was not found in the tenant named ${tenant.displayName}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
      { error: 'invalid_resource' },
    )
  return resource
}
