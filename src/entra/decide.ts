import { type Finding, type Flaw, findingsAt } from '../findings.ts'
import type { Problem } from '../problems.ts'
import { type AppRegistration, registrationPlace } from './registration.ts'

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
export type RegistrationPatch = Partial<Pick<AppRegistration, 'publicClient' | 'isFallbackPublicClient'>>

type RegistrationPlan = Readonly<ReturnType<typeof decideRegistration>>

/**
 * What is missing on the app registration. Redirect URIs that are there keep their order and are never removed; they are
 * compared exactly, as Entra does.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reply-url
 */
export function decideRegistration(registration: AppRegistration, { redirectUris }: WantedRegistration) {
  const { publicClient, isFallbackPublicClient } = registration
  const before = publicClient.redirectUris
  const missing = redirectUris.filter((uri) => !before.includes(uri))
  const changes: RegistrationChange[] = []
  let patch: RegistrationPatch | undefined
  if (missing.length > 0) {
    const after = [...before, ...missing]
    changes.push({ property: 'publicClient.redirectUris', before, after })
    patch = { publicClient: { ...publicClient, redirectUris: after } }
  }
  if (isFallbackPublicClient !== true) {
    changes.push({ property: 'isFallbackPublicClient', before: isFallbackPublicClient, after: true })
    patch = { ...patch, isFallbackPublicClient: true }
  }
  return {
    changes,
    /** Undefined when nothing is missing. */
    patch,
    /** With any of these nothing may be written. */
    problems: [...conflicts(registration, missing), ...tooMany(registration, missing)],
  }
}

/** Graph refuses a redirect URI that stands under two platforms. */
function conflicts(registration: AppRegistration, missing: readonly string[]): Problem[] {
  const platforms = [
    ['Web', registration.webRedirectUris],
    ['Single-page application', registration.spaRedirectUris],
  ] as const
  return missing.flatMap((uri) =>
    platforms
      .filter(([, uris]) => uris.includes(uri))
      .map(([platform]) => ({
        where: registrationPlace(registration),
        what: `The redirect URI "${uri}" is registered under the platform "${platform}", where the mobile apps cannot use it.`,
        cure: 'Remove it there in the Azure portal (App registrations, Authentication), then run again: the action adds it under "Mobile and desktop applications".',
      })),
  )
}

/** Entra allows so many for all platforms together, and fewer where personal Microsoft accounts may sign in. */
function tooMany(registration: AppRegistration, missing: readonly string[]): Problem[] {
  const { publicClient, webRedirectUris, spaRedirectUris, signInAudience } = registration
  const count = publicClient.redirectUris.length + webRedirectUris.length + spaRedirectUris.length
  const maximum = signInAudience.includes('Personal') ? 100 : 256
  if (missing.length === 0 || count + missing.length <= maximum) return []
  const what = `It has ${count} redirect URIs. With ${missing.length} more it would exceed the ${maximum} that Entra allows.`
  const cure = 'Remove unused redirect URIs in the Azure portal: App registrations, Authentication.'
  return [{ where: registrationPlace(registration), what, cure }]
}

/** What `azure-reconcile: check` found and `apply` would change. */
export function driftFindings(registration: AppRegistration, plan: RegistrationPlan): Finding[] {
  const cure =
    'Run with azure-reconcile: apply, or change it in the Azure portal: App registrations, Authentication.'
  const faults = plan.changes.flatMap(({ property, before, after }): Flaw | Flaw[] => {
    if (property === 'isFallbackPublicClient')
      return {
        id: 'MSSO031',
        what: '"Allow public client flows" is No. Phones send a redirect URI, so the platform of that URI decides and this setting does not matter to them, but the vendor\'s procedure asks for both.',
        cure,
        wanted: 'true',
        found: String(before),
      }
    return after.slice(before.length).map((uri) => ({
      id: 'MSSO030',
      what: `The platform "Mobile and desktop applications" does not have the redirect URI "${uri}".`,
      cure,
      wanted: uri,
      found: before.join(' '),
    }))
  })
  const problems = plan.problems.map(({ what, cure }): Flaw => ({ id: 'MSSO037', what, cure }))
  return findingsAt(registrationPlace(registration), [...faults, ...problems])
}
