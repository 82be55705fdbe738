import { ENTRA_CLOUDS, isEntraHost } from '../entra-clouds.ts'

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
  url.hostname = nearLoginHost(url.hostname) ?? url.hostname
  const name = lastPart(property, url)
  if (name) url.pathname = url.pathname.replace(/[^/]*\/?$/, name)
  return url.href === before ? undefined : url.href.replaceAll(/%7b/gi, '{').replaceAll(/%7d/gi, '}')
}

const LOGIN_HOSTS = [...ENTRA_CLOUDS.flatMap(({ loginHosts }) => loginHosts), 'sts.windows.net']

/** A host that differs from a login host in one or two characters: the vendor prints login.microsoftlonline.com. */
function nearLoginHost(host: string): string | undefined {
  if (host.length > 64 || LOGIN_HOSTS.includes(host)) return undefined
  return LOGIN_HOSTS.find((known) => editDistance(host, known) <= 2)
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

/** Characters to add, drop, replace or swap with their neighbour to make one text of the other. */
function editDistance(one: string, other: string): number {
  let before: number[] = []
  let above = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1]
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      current[column] = Math.min(
        above[column]! + 1,
        current[column - 1]! + 1,
        above[column - 1]! + (isSame ? 0 : 1),
        isSwapped ? (before[column - 2] ?? Infinity) + 1 : Infinity,
      )
    }
    before = above
    above = current
  }
  return above[other.length]!
}
