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
  const application = typesOf('application').object(answer)
  const part = (name: string) => typesOf(name).object(application[name] ?? {})
  const text = (name: string) => typesOf(name).text(application[name] ?? '')
  const texts = (name: string) => typesOf(name).texts(application[name])
  const redirectUris = (platform: string) => typesOf(platform).texts(part(platform)['redirectUris'])
  const objectId = text('id')
  // It becomes a part of the address that is written to.
  if (!isGuid(objectId)) throw unusable('id')
  const isFallbackPublicClient = application['isFallbackPublicClient'] ?? null
  if (typeof isFallbackPublicClient !== 'boolean' && isFallbackPublicClient !== null)
    throw unusable('isFallbackPublicClient')
  const version = part('api')['requestedAccessTokenVersion'] ?? null
  if (typeof version !== 'number' && version !== null) throw unusable('requestedAccessTokenVersion')
  return {
    objectId,
    displayName: text('displayName'),
    publicClient: { ...part('publicClient'), redirectUris: redirectUris('publicClient') },
    webRedirectUris: redirectUris('web'),
    spaRedirectUris: redirectUris('spa'),
    isFallbackPublicClient,
    identifierUris: texts('identifierUris'),
    exposedScopes: exposedScopes(part('api')['oauth2PermissionScopes']),
    requestedAccessTokenVersion: version,
    signInAudience: text('signInAudience'),
    optionalClaims: optionalClaims(part('optionalClaims')),
    graphPermissions: graphPermissions(application['requiredResourceAccess']),
  }
}

function exposedScopes(value: unknown): AppRegistration['exposedScopes'] {
  const { object, list, text } = typesOf('oauth2PermissionScopes')
  return list(value)
    .map(object)
    .map(({ value, isEnabled }) => ({ value: text(value ?? ''), isEnabled: isEnabled === true }))
}

function optionalClaims(claims: Record<string, unknown>): OptionalClaims {
  const { object, list, text } = typesOf('optionalClaims')
  const accessToken = list(claims['accessToken'])
    .map(object)
    .map((claim) => ({ ...claim, name: text(claim['name']) }))
  return { ...claims, accessToken }
}

/** @see https://learn.microsoft.com/en-us/graph/api/resources/requiredresourceaccess */
function graphPermissions(value: unknown): readonly string[] {
  const { object, list, text } = typesOf('requiredResourceAccess')
  return list(value).flatMap((entry) => {
    const { resourceAppId, resourceAccess } = object(entry)
    const delegated = list(resourceAccess)
      .map(object)
      .flatMap(({ id, type }) => (text(type) === 'Scope' ? [text(id).toLowerCase()] : []))
    return text(resourceAppId).toLowerCase() === GRAPH_APP_ID ? delegated : []
  })
}

/** Checks of types, whose errors name the property that a value belongs to. */
function typesOf(name: string) {
  const object = (value: unknown): Record<string, unknown> => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unusable(name)
    return value as Record<string, unknown>
  }
  const list = (value: unknown): readonly unknown[] => {
    if (!Array.isArray(value ?? [])) throw unusable(name)
    return (value ?? []) as readonly unknown[]
  }
  const text = (value: unknown): string => {
    if (typeof value !== 'string') throw unusable(name)
    return value
  }
  return { object, list, text, texts: (value: unknown) => list(value).map(text) }
}

function unusable(name: string): UnexpectedAnswerError {
  return new UnexpectedAnswerError(`Microsoft Graph answered with no usable "${name}".`)
}
