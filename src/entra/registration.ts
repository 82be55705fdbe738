import { isGuid } from '../desired-state/index.ts'
import { UnexpectedAnswerError } from './errors.ts'

/** What is read of an app registration; everything else in it is neither read nor written. */
export interface AppRegistration {
  readonly objectId: string
  readonly displayName: string
  /** Whole, because writing a part of it replaces all of it. */
  readonly publicClient: { readonly redirectUris: readonly string[] } & Readonly<Record<string, unknown>>
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
  readonly optionalClaims: OptionalClaims
  /** Lower-case IDs of the delegated permissions of Microsoft Graph that the application asks for. */
  readonly graphPermissions: readonly string[]
}

/** @see https://learn.microsoft.com/en-us/graph/api/resources/optionalclaims */
export type OptionalClaims = { readonly accessToken: readonly OptionalClaim[] } & Readonly<
  Record<string, unknown>
>
export type OptionalClaim = { readonly name: string } & Readonly<Record<string, unknown>>

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
 * @throws UnexpectedAnswerError
 * @see https://learn.microsoft.com/en-us/graph/api/resources/application
 */
export function readRegistration(answer: unknown): AppRegistration {
  const application = object(answer, 'application')
  const api = object(application['api'] ?? {}, 'api')
  const publicClient = object(application['publicClient'] ?? {}, 'publicClient')
  return {
    objectId: guid(application['id'], 'id'),
    displayName: text(application['displayName'] ?? '', 'displayName'),
    publicClient: { ...publicClient, redirectUris: texts(publicClient['redirectUris'], 'publicClient') },
    webRedirectUris: texts(object(application['web'] ?? {}, 'web')['redirectUris'], 'web'),
    spaRedirectUris: texts(object(application['spa'] ?? {}, 'spa')['redirectUris'], 'spa'),
    isFallbackPublicClient: flag(application['isFallbackPublicClient'] ?? null, 'isFallbackPublicClient'),
    identifierUris: texts(application['identifierUris'], 'identifierUris'),
    exposedScopes: list(api['oauth2PermissionScopes'], 'oauth2PermissionScopes').map((scope) => {
      const { value, isEnabled } = object(scope, 'oauth2PermissionScopes')
      return { value: text(value ?? '', 'oauth2PermissionScopes'), isEnabled: isEnabled === true }
    }),
    requestedAccessTokenVersion: version(api['requestedAccessTokenVersion'] ?? null),
    signInAudience: text(application['signInAudience'] ?? '', 'signInAudience'),
    optionalClaims: optionalClaims(application['optionalClaims'] ?? {}),
    graphPermissions: graphPermissions(application['requiredResourceAccess']),
  }
}

function optionalClaims(value: unknown): OptionalClaims {
  const claims = object(value, 'optionalClaims')
  const accessToken = list(claims['accessToken'], 'optionalClaims').map((entry) => {
    const claim = object(entry, 'optionalClaims')
    return { ...claim, name: text(claim['name'], 'optionalClaims') }
  })
  return { ...claims, accessToken }
}

/** @see https://learn.microsoft.com/en-us/graph/api/resources/requiredresourceaccess */
function graphPermissions(value: unknown): readonly string[] {
  const name = 'requiredResourceAccess'
  return list(value, name).flatMap((entry) => {
    const { resourceAppId, resourceAccess } = object(entry, name)
    const delegated = list(resourceAccess, name).flatMap((access) => {
      const { id, type } = object(access, name)
      return text(type, name) === 'Scope' ? [text(id, name).toLowerCase()] : []
    })
    return text(resourceAppId, name).toLowerCase() === GRAPH_APP_ID ? delegated : []
  })
}

function object(value: unknown, name: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  throw unusable(name)
}

function list(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (value === undefined || value === null) return []
  throw unusable(name)
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value
  throw unusable(name)
}

/** It becomes a part of the address that is written to. */
function guid(value: unknown, name: string): string {
  if (isGuid(text(value, name))) return text(value, name)
  throw unusable(name)
}

function texts(value: unknown, name: string): readonly string[] {
  return list(value, name).map((entry) => text(entry, name))
}

function flag(value: unknown, name: string): boolean | null {
  if (typeof value === 'boolean' || value === null) return value
  throw unusable(name)
}

function version(value: unknown): number | null {
  if (typeof value === 'number' || value === null) return value
  throw unusable('requestedAccessTokenVersion')
}

function unusable(name: string): UnexpectedAnswerError {
  return new UnexpectedAnswerError(`Microsoft Graph answered with no usable "${name}".`)
}
