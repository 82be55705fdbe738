import { domainToUnicode } from 'node:url'
import { ENTRA_CLOUDS, isEntraHost, TENANT_DOMAINS } from './entra-clouds.ts'

/** Hosts that get a password, a token or a client secret. */
const KNOWN: readonly string[] = ENTRA_CLOUDS.flatMap(({ loginHosts, graphUrl }) => [
  ...loginHosts,
  new URL(graphUrl).host,
])

/** Letters that look like the one behind them, from Cyrillic, Greek, Armenian and the rest of Latin; and digits. */
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  'аa сc ԁd еe ѕs һh іi јj ӏl оo рp ԛq ԝw хx уy кk мm нh тt вb гr пn ոn սu օo հh αa εe ηn ιi κk νv οo ρp σo τt υu ωw ıi ɩi łl øo đd ħh ŧt ɡg ƒf 0o 1l 3e 5s'
    .split(' ')
    .map((pair) => [pair[0]!, pair[1]!]),
)

/** Whether the host is one that Microsoft's sign-in or Graph answers at. */
export function isMicrosoftHost(host: string): boolean {
  return KNOWN.includes(host.toLowerCase()) || isEntraHost(host)
}

/**
 * The host of Microsoft's for which people take another one: two letters away from it at the most, also where letters of another
 * script stand for its own, with another ending or with more behind it.
 * @param host as a URL has it, in ASCII
 * @returns undefined for those hosts themselves, and for what resembles none
 */
export function lookAlike(host: string): string | undefined {
  if (isMicrosoftHost(host)) return undefined
  const letters = (domainToUnicode(host) || host).normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '')
  const shown = [...letters].map((letter) => LOOKS_LIKE.get(letter) ?? letter).join('')
  const nearest = KNOWN.map((known) => ({ known, distance: distance(shown, known) })).toSorted(
    (one, other) => one.distance - other.distance,
  )[0]!
  const within = (most: number) => (nearest.distance <= most ? nearest.known : undefined)
  const isLonger = (known: string) => shown.startsWith(`${known}.`)
  const isSameName = (known: string) => withoutEnding(shown) === withoutEnding(known)
  return (
    within(1) ??
    // Two letters make ".de" of ".us", but those who write it mean no other country.
    KNOWN.find((known) => isLonger(known) || isSameName(known)) ??
    within(2) ??
    hostOfTenant(host, shown)
  )
}

function withoutEnding(host: string): string {
  return host.slice(0, Math.max(0, host.lastIndexOf('.')))
}

/** One letter more or less may make another provider of so short a domain, so only what looks the same is taken for it. */
function hostOfTenant(host: string, shown: string): string | undefined {
  const outline = (domain: string) => domain.replaceAll('i', 'l').replaceAll('rn', 'm')
  const domain = shown.split('.').slice(-2).join('.')
  const known = TENANT_DOMAINS.find((each) => outline(each) === outline(domain))
  return known && [...host.split('.').slice(0, -2), known].join('.')
}

/**
 * Letters that are inserted, left out, replaced or swapped with the next one; more than two are not counted.
 * @see https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
 */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return Number.POSITIVE_INFINITY
  let [before, row]: number[][] = [[], Array.from({ length: other.length + 1 }, (_, column) => column)]
  for (let line = 1; line <= one.length; line++) {
    const next = [line]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[line - 1] === other[column - 1]
      const isSwapped = one[line - 1] === other[column - 2] && one[line - 2] === other[column - 1]
      next[column] = Math.min(
        row![column]! + 1,
        next[column - 1]! + 1,
        row![column - 1]! + (isSame ? 0 : 1),
        isSwapped ? before![column - 2]! + 1 : Number.POSITIVE_INFINITY,
      )
    }
    ;[before, row] = [row, next]
  }
  return row!.at(-1)!
}

/**
 * The address that was probably meant; undefined where nothing is known to be misspelt. Hosts are compared with Entra's login hosts, the
 * last part of the path with what it is called at Entra and at Keycloak. Of other providers nothing is known.
 * @param property without the provider: "jwkEndpointUrl"
 */
export function meantAddress(property: string, address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  // It would be quoted with the password.
  if (url.username || url.password) return undefined
  const before = url.href
  url.hostname = lookAlike(url.hostname) ?? url.hostname
  const name = lastPart(property, url)
  if (name) url.pathname = url.pathname.replace(/[^/]*\/?$/, name)
  return url.href === before ? undefined : url.href.replaceAll(/%7b/gi, '{').replaceAll(/%7d/gi, '}')
}

/** How the last part of the path is called at Entra, and at Keycloak, whose table of the vendor has /certss and /tokenn. */
const LAST_PARTS: Readonly<Record<string, readonly [entra: string, keycloak: string]>> = {
  authorizeEndpointUrl: ['authorize', 'auth'],
  tokenEndpointUrl: ['token', 'token'],
  jwkEndpointUrl: ['keys', 'certs'],
}

function lastPart(property: string, url: URL): string | undefined {
  const [entra, keycloak] = LAST_PARTS[property] ?? []
  if (isEntraHost(url.hostname)) return entra
  return url.pathname.includes('/protocol/openid-connect/') ? keycloak : undefined
}
