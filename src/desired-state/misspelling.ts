import { isEntraHost } from './entra-clouds.ts'
import { lookAlike } from './look-alike.ts'

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
