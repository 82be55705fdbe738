import {
  cloudOfLoginHost,
  type DesiredSignIn,
  type Endpoint,
  entraEndpoint,
  isGuid,
} from '../desired-state/index.ts'
import { type Finding, finding } from '../findings.ts'
import type { DiscoveryAnswer, DiscoveryDocument } from './discovery.ts'

export { readDiscovery } from './discovery.ts'

/** Where Entra contradicts the wanted endpoints. @param answer undefined where nothing was asked */
export function discoveryFindings(answer: DiscoveryAnswer | undefined, signIn: DesiredSignIn): Finding[] {
  if (!answer) return []
  const { authorize, token } = signIn
  const asked = entraEndpoint(signIn)
  if (answer.kind === 'unusable') return [unusable(answer.url, answer.reason)]
  if (answer.kind === 'refused') return [refused(answer, asked)]
  const { document } = answer
  return [
    ...endpointFindings(authorize, document.authorizationEndpoint, asked, document),
    ...endpointFindings(token, document.tokenEndpoint, asked, document),
  ]
}

function unusable(where: string, reason: string): Finding {
  return finding('MSSO082', {
    where,
    what: `Entra's description of the tenant could not be read: ${reason}.`,
    cure: 'Nothing has to be done, unless people can not sign in; the next run looks again.',
  })
}

/** AADSTS90002, AADSTS900021 (only zeros) and AADSTS900023: no tenant has that ID or domain, or it is in another cloud. */
function refused(
  { url, status, description }: Extract<DiscoveryAnswer, { kind: 'refused' }>,
  asked: Endpoint | undefined,
): Finding {
  if (!/^(AADSTS90002|AADSTS900021|AADSTS900023|invalid_tenant)\b/.test(description))
    return unusable(url, `it answered with ${status}: ${description.replace(/(?<![.\s])[.\s]+$/, '')}`)
  const tenant = asked?.tenant ?? ''
  return finding('MSSO080', {
    where: asked?.source ?? url,
    what: `There is no tenant "${tenant}" at ${new URL(url).host}, so nobody can sign in. Entra says: ${description.replace(/(?<![.\s])[.\s]+$/, '')}.`,
    cure: 'Copy the tenant ID from the overview of Microsoft Entra ID, and use the login host of its cloud.',
    found: tenant,
  })
}

/** An endpoint that is not the one that the document names. */
function endpointFindings(
  endpoint: Endpoint | undefined,
  named: URL,
  asked: Endpoint | undefined,
  document: DiscoveryDocument,
): Finding[] {
  if (!endpoint?.isEntra) return []
  const isSame =
    isSameTenant(endpoint, named, asked, document) &&
    // The document describes version 2; one of version 1 has other paths, and the same tenant.
    (endpoint.version === 'v1' || (isSameHost(endpoint.url, named) && isSamePath(endpoint.url, named)))
  if (isSame) return []
  const kind = endpoint.kind === 'token' ? 'token' : 'authorization'
  return [
    finding('MSSO081', {
      where: endpoint.source,
      what: `The ${kind} endpoint is "${endpoint.text}", but Entra names "${named.href}" for that tenant.`,
      cure: `Use "${named.href}", in the WebSphere configuration as well; or correct the tenant.`,
      wanted: named.href,
      found: endpoint.text,
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
  asked: Endpoint | undefined,
  { issuer }: DiscoveryDocument,
): boolean {
  const tenant = lower(endpoint.tenant)
  const namedTenant = lower(tenantOf(named))
  if (tenant === namedTenant) return true
  const id = URL.parse(issuer)?.pathname.split('/').map(lower).find(isGuid)
  const isOfTheId = (name: string) => name === id || (name === lower(asked?.tenant) && !isGuid(name))
  return id !== undefined && isOfTheId(tenant) && isOfTheId(namedTenant)
}

/** The login hosts of one cloud stand for each other. */
function isSameHost(one: URL, other: URL): boolean {
  return one.host === other.host || (one.port === other.port && isSameCloud(one.hostname, other.hostname))
}

function isSameCloud(one: string, other: string): boolean {
  const cloud = cloudOfLoginHost(one)
  return cloud !== undefined && cloud === cloudOfLoginHost(other)
}

/** Everything after the tenant. A policy of Azure AD B2C stands there, or in the query. */
function isSamePath(one: URL, other: URL): boolean {
  return afterTenant(one) === afterTenant(other)
}

function afterTenant(url: URL): string {
  const [, ...rest] = segmentsOf(url)
  const policy = url.searchParams.get('p')
  return lower((policy ? [policy, ...rest] : rest).join('/'))
}

function tenantOf(url: URL): string {
  return segmentsOf(url)[0] ?? ''
}

/** Without the mark that paths of Azure AD B2C may have before the tenant. */
function segmentsOf({ pathname }: URL): string[] {
  return pathname.replace(/^\/(?:(?:tfp|te)\/)?/i, '').split('/')
}

function lower(text = ''): string {
  return text.toLowerCase()
}
