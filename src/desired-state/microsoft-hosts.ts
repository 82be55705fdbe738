import { domainToUnicode } from 'node:url'

interface EntraCloud {
  readonly name: string
  /** Login hosts, the current one first. */
  readonly loginHosts: readonly [string, ...string[]]
  /** Origin of Microsoft Graph, without a path. */
  readonly graphUrl: string
}

/**
 * Each host of a cloud stands for its others; the later ones are older, or for tokens of version 1.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/authentication-national-cloud
 * @see https://learn.microsoft.com/en-us/entra/msal/dotnet/advanced/custom-authority-aliases
 * @see https://learn.microsoft.com/en-us/graph/deployments
 */
export const ENTRA_CLOUDS: readonly [EntraCloud, ...EntraCloud[]] = [
  {
    name: 'public',
    loginHosts: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
    graphUrl: 'https://graph.microsoft.com',
  },
  {
    name: 'US government',
    loginHosts: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
    graphUrl: 'https://graph.microsoft.us',
  },
  {
    name: 'China',
    loginHosts: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
  },
]

export function cloudOfLoginHost(host: string): EntraCloud | undefined {
  return ENTRA_CLOUDS.find(({ loginHosts }) => loginHosts.includes(host.toLowerCase()))
}

/** Below these each tenant has a host of its own: external tenants, and Azure AD B2C. */
const TENANT_DOMAINS: readonly string[] = ['ciamlogin.com', 'b2clogin.com']

/** Whether people sign in with Entra there: at a cloud's login host, or at a tenant's own. */
export function isEntraHost(host: string): boolean {
  return cloudOfLoginHost(host) !== undefined || TENANT_DOMAINS.some((domain) => host.endsWith(`.${domain}`))
}

/** Hosts that get a password, a token or a client secret. */
const KNOWN: readonly string[] = ENTRA_CLOUDS.flatMap(({ loginHosts, graphUrl }) => [
  ...loginHosts,
  new URL(graphUrl).host,
])

/** Whether the host is one that Microsoft's sign-in or Graph answers at. */
export function isMicrosoftHost(host: string): boolean {
  return KNOWN.includes(host.toLowerCase()) || isEntraHost(host)
}

/** Letters that look like the one behind them, from Cyrillic, Greek, Armenian and the rest of Latin; and digits. */
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  'аa сc ԁd еe ѕs һh іi јj ӏl оo рp ԛq ԝw хx уy кk мm нh тt вb гr пn ոn սu օo հh αa εe ηn ιi κk νv οo ρp σo τt υu ωw ıi ɩi łl øo đd ħh ŧt ɡg ƒf 0o 1l 3e 5s'
    .split(' ')
    .map((pair) => [pair[0]!, pair[1]!]),
)

/**
 * The host of Microsoft's for which people take another one: two letters away at the most, also in letters of another script, with
 * another ending or with more behind it. Undefined for those hosts themselves, and for what resembles none.
 * @param host as a URL has it, in ASCII
 */
export function lookAlike(host: string): string | undefined {
  if (isMicrosoftHost(host)) return undefined
  const letters = (domainToUnicode(host) || host).normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '')
  const shown = [...letters].map((letter) => LOOKS_LIKE.get(letter) ?? letter).join('')
  const within = (most: number) => KNOWN.find((known) => isNear(shown, known, most))
  const withoutEnding = (name: string) => name.replace(/\.[^.]*$/, '')
  return (
    within(1) ??
    // Two letters make ".de" of ".us", but those who write it mean no other country.
    KNOWN.find((known) => shown.startsWith(`${known}.`) || withoutEnding(shown) === withoutEnding(known)) ??
    within(2) ??
    hostOfTenant(host, shown)
  )
}

/** One letter more or less may make another provider of so short a domain, so only what looks the same is taken for it. */
function hostOfTenant(host: string, shown: string): string | undefined {
  const outline = (domain: string) => domain.replaceAll('i', 'l').replaceAll('rn', 'm')
  const domain = shown.split('.').slice(-2).join('.')
  const known = TENANT_DOMAINS.find((each) => outline(each) === outline(domain))
  return known && [...host.split('.').slice(0, -2), known].join('.')
}

/**
 * Whether texts differ in so many letters at the most that are inserted, left out, replaced or swapped with the next one.
 * @see https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
 */
function isNear(one: string, other: string, most: number): boolean {
  if (one === other) return true
  const [rest, otherRest] = [one.slice(1), other.slice(1)]
  if (one[0] === other[0]) return isNear(rest, otherRest, most)
  if (most === 0) return false
  const isSwapped = one[0] === other[1] && one[1] === other[0]
  return (
    isNear(rest, other, most - 1) ||
    isNear(one, otherRest, most - 1) ||
    isNear(rest, otherRest, most - 1) ||
    (isSwapped && isNear(rest.slice(1), otherRest.slice(1), most - 1))
  )
}
