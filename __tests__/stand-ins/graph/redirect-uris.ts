import { badRequest, Refusal } from './refusal.ts'

const PLATFORMS = ['web', 'spa', 'publicClient'] as const
type Platform = (typeof PLATFORMS)[number]

/** More than one account type may sign in with fewer addresses. */
const LIMITS: Readonly<Record<string, number>> = { AzureADMyOrg: 256, AzureADMultipleOrgs: 256 }
const PERSONAL_ACCOUNTS_LIMIT = 100
const MAXIMUM_LENGTH = 256

/**
 * Refuses an application as it would be after a change when its redirect URIs break a rule.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reply-url
 */
export function checkRedirectUris(application: Readonly<Record<string, unknown>>): void {
  const byPlatform = PLATFORMS.map((platform) => {
    const { redirectUris } = application[platform] as { readonly redirectUris: readonly string[] }
    return { platform, redirectUris }
  })
  for (const { platform, redirectUris } of byPlatform) {
    if (redirectUris.some((uri) => !isAllowed(uri, platform)))
      throw badRequest(`Invalid value specified for property '${platform}' of resource 'Application'.`)
  }
  const all = byPlatform.flatMap(({ redirectUris }) => redirectUris)
  if (new Set(all).size < all.length) throw badRequest('Redirect URIs must have distinct values.')
  if (all.length > (LIMITS[String(application['signInAudience'])] ?? PERSONAL_ACCOUNTS_LIMIT))
    throw new Refusal(
      400,
      'Directory_ResourceSizeExceeded',
      'The size of the object has exceeded its limit. Please reduce the number of values and retry your request.',
    )
}

function isAllowed(uri: string, platform: Platform): boolean {
  const url = URL.parse(uri)
  if (!url || uri.length > MAXIMUM_LENGTH || /[*#\s]/.test(uri)) return false
  switch (url.protocol) {
    case 'https:':
      return true
    case 'http:':
      return ['localhost', '127.0.0.1'].includes(url.hostname)
    case 'javascript:':
    case 'data:':
    case 'vbscript:':
    case 'file:':
      return false
    default:
      // An app on a device is called by a scheme of its own; a browser is not.
      return platform === 'publicClient' || (platform === 'web' && url.protocol === 'urn:')
  }
}
