import { randomUUID } from 'node:crypto'
import type { Server } from 'node:https'
import type { JSONWebKeySet } from 'jose'
import type { Authority } from '../certificates/index.ts'
import { type Answer, HttpsStandIn, listen, type ReceivedRequest } from '../https-server.ts'
import { createSigningKey, type SigningKey, sign } from '../signing-key.ts'
import { LOGIN_HOSTS } from './clouds.ts'
import { type ClientApplication, Directory, type Tenant } from './directory.ts'
import { instanceDiscovery, openIdConfiguration } from './discovery.ts'
import { IssuerKeys } from './issuer-keys.ts'
import { Refusal, refused } from './refusal.ts'
import { type Grant, issueToken } from './token.ts'

export type { ClientApplication, FederatedCredential, Secret, Tenant } from './directory.ts'

export interface EntraOptions {
  readonly authority: Authority
  /** More names for the certificate beside localhost and the login hosts of every cloud. */
  readonly hosts?: readonly string[]
}

export async function startEntra({ authority, hosts = [] }: EntraOptions): Promise<EntraStandIn> {
  const server = await listen(authority, [...LOGIN_HOSTS, ...hosts])
  return new EntraStandIn(server, authority, await createSigningKey())
}

/**
 * Microsoft Entra ID: discovery and the client credentials grant. Secrets, certificates, signatures and claims are really
 * checked, and what Entra refuses is refused in its words. Reached under any name, it calls itself by that name.
 */
export class EntraStandIn extends HttpsStandIn {
  /** Verifies the access tokens. */
  readonly jwks: JSONWebKeySet
  /** Addresses of the resources that tokens are issued for; a Graph stand-in adds its own. */
  readonly resources = new Set<string>()
  /** Ports that stand in for other identity providers, by issuer. */
  readonly issuers = new Map<string, number>()
  /** "generic" answers every mismatch with AADSTS70021, as Entra did before it told which claim is at fault. */
  federationErrors: 'specific' | 'generic' = 'specific'
  readonly #directory = new Directory()
  readonly #issuerKeys: IssuerKeys
  readonly #key: SigningKey

  constructor(server: Server, authority: Authority, key: SigningKey) {
    super(server)
    this.#issuerKeys = new IssuerKeys(authority.certificate, this.issuers)
    this.#key = key
    this.jwks = key.jwks
  }

  addTenant({ id = randomUUID(), domains = [], displayName = 'Acme' }: Partial<Tenant> = {}): Tenant {
    const tenant = { id, domains, displayName }
    this.#directory.addTenant(tenant)
    return tenant
  }

  addApplication({
    tenant,
    clientId = randomUUID(),
    displayName = 'Connections deployment',
    secrets = [],
    certificates = [],
    federatedCredentials = [],
    roles = [],
  }: Partial<ClientApplication> & Pick<ClientApplication, 'tenant'>): ClientApplication {
    const application = {
      tenant,
      clientId,
      displayName,
      secrets,
      certificates,
      federatedCredentials,
      roles,
    }
    this.#directory.addApplication(application)
    return application
  }

  /** A token as the token endpoint issues it, with other claims where given: to see what a resource refuses. */
  async accessToken(
    { application, audience, method }: Grant,
    claims: Readonly<Record<string, unknown>> = {},
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    return sign(this.#key, {
      aud: audience,
      iss: `https://sts.windows.net/${application.tenant}/`,
      iat: now,
      nbf: now,
      exp: now + 3600,
      app_displayname: application.displayName,
      appid: application.clientId,
      appidacr: method,
      idp: `https://sts.windows.net/${application.tenant}/`,
      idtyp: 'app',
      roles: application.roles,
      tid: application.tenant,
      uti: randomUUID(),
      ver: '1.0',
      ...claims,
    })
  }

  protected override async answer(request: ReceivedRequest): Promise<Answer> {
    try {
      return await this.#route(request)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const correlationId =
        request.url.searchParams.get('client-request-id') ??
        request.headers['client-request-id'] ??
        randomUUID()
      return refused(error, { host: request.host, correlationId: String(correlationId) })
    }
  }

  #route(request: ReceivedRequest): Answer | Promise<Answer> {
    const { method, url } = request
    if (method === 'POST' && /^\/[^/]+\/oauth2\/v2\.0\/token$/.test(url.pathname))
      return issueToken(
        {
          directory: this.#directory,
          issuerKeys: this.#issuerKeys,
          resources: this.resources,
          federationErrors: this.federationErrors,
          violations: this.violations,
          accessToken: (grant) => this.accessToken(grant),
        },
        request,
      )
    if (method === 'GET' && /^\/[^/]+(\/v2\.0)?\/\.well-known\/openid-configuration$/.test(url.pathname))
      return openIdConfiguration(this.#directory, request)
    if (method === 'GET' && /^\/[^/]+\/discovery(\/v2\.0)?\/keys$/.test(url.pathname))
      return { status: 200, body: this.jwks }
    if (method === 'GET' && url.pathname === '/common/discovery/instance') return instanceDiscovery(request)
    this.violations.push(`unknown route ${method} ${url.pathname}`)
    return { status: 404, body: '' }
  }
}
