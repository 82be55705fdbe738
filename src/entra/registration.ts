import { isGuid } from '../desired-state/index.ts'
import { type Finding, type FindingId, finding } from '../findings.ts'
import { type Content, ServiceError } from './service.ts'

/** What is read of an app registration; everything else in it is neither read nor written. */
export interface AppRegistration {
  readonly objectId: string
  readonly displayName: string
  /** Whole, because writing a part of it replaces all of it. */
  readonly publicClient: { readonly redirectUris: readonly string[] } & Content
  readonly webRedirectUris: readonly string[]
  readonly spaRedirectUris: readonly string[]
  /** "Allow public client flows"; null means No. */
  readonly isFallbackPublicClient: boolean | null
  readonly identifierUris: readonly string[]
  readonly exposedScopes: readonly { readonly value: string; readonly isEnabled: boolean }[]
  /** 1, 2, or null for 1. */
  readonly requestedAccessTokenVersion: number | null
  /** Which accounts may sign in, such as "AzureADMyOrg". */
  readonly signInAudience: string
  /** Whole, because a command that adds a claim has to repeat the others. */
  readonly optionalClaims: { readonly accessToken: readonly OptionalClaim[] } & Content
  /** Lower-case IDs of the delegated permissions of Microsoft Graph that the application asks for. */
  readonly graphPermissions: readonly string[]
}

/** @see https://learn.microsoft.com/en-us/graph/api/resources/optionalclaims */
export type OptionalClaim = { readonly name: string } & Content

/** How problems and findings name the registration. */
export function registrationPlace({ displayName, objectId }: AppRegistration): string {
  return `app registration ${displayName || objectId}`
}

/** A finding about the registration. */
export function about(
  registration: AppRegistration,
  id: FindingId,
  details: Omit<Parameters<typeof finding>[1], 'where'>,
): Finding {
  return finding(id, { where: registrationPlace(registration), ...details })
}

/** Microsoft Graph's own application ID, the same in every cloud. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000'

/** The properties that {@link readRegistration} needs, for `$select`. */
export const SELECTED = [
  'id',
  'displayName',
  'publicClient',
  'web',
  'spa',
  'isFallbackPublicClient',
  'identifierUris',
  'api',
  'signInAudience',
  'optionalClaims',
  'requiredResourceAccess',
]

/**
 * Checks the types of Graph's answer: a wrong type must not become a wrong decision.
 * @throws ServiceError
 * @see https://learn.microsoft.com/en-us/graph/api/resources/application
 */
export function readRegistration(answer: unknown): AppRegistration {
  const application = object('application', answer)
  const part = (name: string) => object(name, application[name] ?? {})
  const textOf = (name: string) => text(name, application[name] ?? '')
  const redirectUris = (platform: string) => texts(platform, part(platform)['redirectUris'])
  const { oauth2PermissionScopes, requestedAccessTokenVersion = null } = part('api')
  const { isFallbackPublicClient = null } = application
  const objectId = textOf('id')
  // It becomes a part of the address that is written to.
  if (!isGuid(objectId)) throw unusable('id')
  if (typeof isFallbackPublicClient !== 'boolean' && isFallbackPublicClient !== null)
    throw unusable('isFallbackPublicClient')
  if (typeof requestedAccessTokenVersion !== 'number' && requestedAccessTokenVersion !== null)
    throw unusable('requestedAccessTokenVersion')
  return {
    objectId,
    displayName: textOf('displayName'),
    publicClient: { ...part('publicClient'), redirectUris: redirectUris('publicClient') },
    webRedirectUris: redirectUris('web'),
    spaRedirectUris: redirectUris('spa'),
    isFallbackPublicClient,
    identifierUris: texts('identifierUris', application['identifierUris']),
    exposedScopes: objects('oauth2PermissionScopes', oauth2PermissionScopes).map(({ value, isEnabled }) => ({
      value: text('oauth2PermissionScopes', value ?? ''),
      isEnabled: isEnabled === true,
    })),
    requestedAccessTokenVersion,
    signInAudience: textOf('signInAudience'),
    optionalClaims: optionalClaims(part('optionalClaims')),
    graphPermissions: graphPermissions(application['requiredResourceAccess']),
  }
}

function optionalClaims(claims: Content): AppRegistration['optionalClaims'] {
  const accessToken = objects('optionalClaims', claims['accessToken'])
  return {
    ...claims,
    accessToken: accessToken.map((claim) => ({ ...claim, name: text('optionalClaims', claim['name']) })),
  }
}

/** @see https://learn.microsoft.com/en-us/graph/api/resources/requiredresourceaccess */
function graphPermissions(value: unknown): readonly string[] {
  const name = 'requiredResourceAccess'
  return objects(name, value).flatMap(({ resourceAppId, resourceAccess }) => {
    const delegated = objects(name, resourceAccess).flatMap(({ id, type }) =>
      text(name, type) === 'Scope' ? [text(name, id).toLowerCase()] : [],
    )
    return text(name, resourceAppId).toLowerCase() === GRAPH_APP_ID ? delegated : []
  })
}

/** @param name of the property that the value belongs to, for the error */
function object(name: string, value: unknown): Content {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unusable(name)
  return value as Content
}

function list(name: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value ?? [])) throw unusable(name)
  return (value ?? []) as readonly unknown[]
}

function text(name: string, value: unknown): string {
  if (typeof value !== 'string') throw unusable(name)
  return value
}

const objects = (name: string, value: unknown) => list(name, value).map((each) => object(name, each))
const texts = (name: string, value: unknown) => list(name, value).map((each) => text(name, each))

function unusable(name: string): ServiceError {
  return new ServiceError(`Microsoft Graph answered with no usable "${name}".`)
}
