import { isGuid } from '../desired-state/index.ts'
import { type Content, ServiceError } from './service.ts'

/** What is read of an app registration; everything else in it is neither read nor written. */
export type AppRegistration = Readonly<ReturnType<typeof readRegistration>>

/** Microsoft Graph's own application ID, the same in every cloud. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000'

/** The properties that {@link readRegistration} needs, for `$select`. */
export const SELECTED =
  'id,displayName,publicClient,web,spa,isFallbackPublicClient,identifierUris,api,signInAudience,optionalClaims,requiredResourceAccess'

/**
 * Checks the types of Graph's answer: a wrong type must not become a wrong decision.
 * @throws ServiceError
 * @see https://learn.microsoft.com/en-us/graph/api/resources/application
 */
export function readRegistration(answer: unknown) {
  const application = object('application', answer)
  const part = (name: string) => object(name, application[name] ?? {})
  const redirectUris = (platform: string) => texts(platform, part(platform)['redirectUris'])
  const { id, displayName, isFallbackPublicClient = null, signInAudience } = application
  const { oauth2PermissionScopes, requestedAccessTokenVersion = null } = part('api')
  // It becomes a part of the address that is written to.
  if (typeof id !== 'string' || !isGuid(id)) throw unusable('id')
  if (typeof isFallbackPublicClient !== 'boolean' && isFallbackPublicClient !== null)
    throw unusable('isFallbackPublicClient')
  if (typeof requestedAccessTokenVersion !== 'number' && requestedAccessTokenVersion !== null)
    throw unusable('requestedAccessTokenVersion')
  return {
    objectId: id,
    displayName: text('displayName', displayName ?? ''),
    /** Whole, because writing a part of it replaces all of it. */
    publicClient: { ...part('publicClient'), redirectUris: redirectUris('publicClient') },
    webRedirectUris: redirectUris('web'),
    spaRedirectUris: redirectUris('spa'),
    /** "Allow public client flows"; null means No. */
    isFallbackPublicClient,
    identifierUris: texts('identifierUris', application['identifierUris']),
    exposedScopes: exposedScopes(oauth2PermissionScopes),
    /** 1, 2, or null for 1. */
    requestedAccessTokenVersion,
    /** Which accounts may sign in, such as "AzureADMyOrg". */
    signInAudience: text('signInAudience', signInAudience ?? ''),
    optionalClaims: optionalClaims(part('optionalClaims')),
    /** Lower-case IDs of the delegated permissions of Microsoft Graph that the application asks for. */
    graphPermissions: graphPermissions(application['requiredResourceAccess']),
  }
}

function exposedScopes(value: unknown) {
  const name = 'oauth2PermissionScopes'
  return objects(name, value).map((scope) => ({
    value: text(name, scope['value'] ?? ''),
    isEnabled: scope['isEnabled'] === true,
  }))
}

/** Whole, because a command that adds a claim has to repeat the others. */
function optionalClaims(claims: Content): Content & { readonly accessToken: readonly OptionalClaim[] } {
  const name = 'optionalClaims'
  const accessToken = objects(name, claims['accessToken'])
  return { ...claims, accessToken: accessToken.map((each) => ({ ...each, name: text(name, each['name']) })) }
}

type OptionalClaim = Content & { readonly name: string }

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

function text(name: string, value: unknown): string {
  if (typeof value !== 'string') throw unusable(name)
  return value
}

function list<T>(name: string, value: unknown, each: (name: string, value: unknown) => T): readonly T[] {
  if (!Array.isArray(value ?? [])) throw unusable(name)
  return ((value ?? []) as readonly unknown[]).map((one) => each(name, one))
}

const objects = (name: string, value: unknown) => list(name, value, object)
const texts = (name: string, value: unknown) => list(name, value, text)

function unusable(name: string): ServiceError {
  return new ServiceError(`Microsoft Graph answered with no usable "${name}".`)
}

/** How problems and findings name the registration. */
export function registrationPlace({ displayName, objectId }: AppRegistration): string {
  return `app registration ${displayName || objectId}`
}
