import type { Problem } from '../problems.ts'
import type { AppRegistration } from './registration.ts'

export interface WantedRegistration {
  /** Redirect URIs of the platform "Mobile and desktop applications", in the order of the input. */
  readonly redirectUris: readonly string[]
}

/** One property whose value is not the wanted one. */
export type RegistrationChange =
  | {
      readonly property: 'publicClient.redirectUris'
      readonly before: readonly string[]
      readonly after: readonly string[]
    }
  | { readonly property: 'isFallbackPublicClient'; readonly before: boolean | null; readonly after: true }

/** The body of the one PATCH. Graph replaces each property that is named as a whole and leaves the others. */
export interface RegistrationPatch {
  readonly publicClient?: AppRegistration['publicClient']
  readonly isFallbackPublicClient?: true
}

export interface RegistrationPlan {
  readonly missingRedirectUris: readonly string[]
  readonly allowsPublicClientFlows: boolean
  readonly changes: readonly RegistrationChange[]
  /** Undefined when nothing is missing. */
  readonly patch: RegistrationPatch | undefined
  /** With any of these nothing may be written. */
  readonly problems: readonly Problem[]
}

/** Redirect URIs that Entra allows for all platforms together. */
const MAX_REDIRECT_URIS = 256
/** The same where personal Microsoft accounts may sign in. */
const MAX_REDIRECT_URIS_PERSONAL = 100

/**
 * What is missing on the app registration. Redirect URIs that are there keep their order and are never removed; they are
 * compared exactly, as Entra does.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reply-url
 */
export function decide(
  registration: AppRegistration,
  { redirectUris }: WantedRegistration,
): RegistrationPlan {
  const { publicClient, isFallbackPublicClient } = registration
  const missing = redirectUris.filter((uri) => !publicClient.redirectUris.includes(uri))
  const extended = [...publicClient.redirectUris, ...missing]
  const allows = isFallbackPublicClient === true
  const changes: RegistrationChange[] = []
  if (missing.length > 0) {
    const before = publicClient.redirectUris
    changes.push({ property: 'publicClient.redirectUris', before, after: extended })
  }
  if (!allows)
    changes.push({ property: 'isFallbackPublicClient', before: isFallbackPublicClient, after: true })
  const patch: RegistrationPatch = {
    ...(missing.length > 0 ? { publicClient: { ...publicClient, redirectUris: extended } } : {}),
    ...(allows ? {} : { isFallbackPublicClient: true }),
  }
  return {
    missingRedirectUris: missing,
    allowsPublicClientFlows: allows,
    changes,
    patch: changes.length > 0 ? patch : undefined,
    problems: [...conflicts(registration, missing), ...tooMany(registration, missing)],
  }
}

/** Graph refuses a redirect URI that stands under two platforms. */
function conflicts(registration: AppRegistration, missing: readonly string[]): Problem[] {
  const platforms = [
    ['Web', registration.webRedirectUris],
    ['Single-page application', registration.spaRedirectUris],
  ] as const
  const where = registrationPlace(registration)
  return missing.flatMap((uri) =>
    platforms
      .filter(([, uris]) => uris.includes(uri))
      .map(([platform]) => ({
        where,
        what: `The redirect URI "${uri}" stands under the platform "${platform}", where the mobile apps cannot use it.`,
        cure: 'Remove it there in the Azure portal, App registrations, Authentication; then run again, which adds it under "Mobile and desktop applications".',
      })),
  )
}

function tooMany(registration: AppRegistration, missing: readonly string[]): Problem[] {
  const { publicClient, webRedirectUris, spaRedirectUris, signInAudience } = registration
  const count = publicClient.redirectUris.length + webRedirectUris.length + spaRedirectUris.length
  const maximum = signInAudience.includes('Personal') ? MAX_REDIRECT_URIS_PERSONAL : MAX_REDIRECT_URIS
  if (missing.length === 0 || count + missing.length <= maximum) return []
  return [
    {
      where: registrationPlace(registration),
      what: `It has ${count} redirect URIs, and with ${missing.length} more it would have more than the ${maximum} that Entra allows.`,
      cure: 'Remove redirect URIs that nobody uses in the Azure portal, App registrations, Authentication.',
    },
  ]
}

/** How problems and findings name the registration. */
export function registrationPlace({ displayName, objectId }: AppRegistration): string {
  return `app registration ${displayName || objectId}`
}
