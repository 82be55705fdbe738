import { getProxyUrl } from '@actions/http-client/lib/proxy'
import type { Problem } from '../problems.ts'

/** The variables that name the proxy, as @actions/http-client reads them. */
export interface ProxyEnvironment {
  readonly https_proxy?: string | undefined
  readonly HTTPS_PROXY?: string | undefined
  readonly http_proxy?: string | undefined
  readonly HTTP_PROXY?: string | undefined
}

/**
 * A proxy's address that can't be read would be ignored without a word, and every request would go around the proxy. The value
 * is never quoted: it may hold a password.
 * @see https://github.com/actions/toolkit/blob/main/packages/http-client/src/proxy.ts
 */
export function proxyProblems(environment: ProxyEnvironment): Problem[] {
  const names = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const
  return names
    .filter((name) => environment[name] && !isAddress(environment[name]))
    .map((name) => ({
      where: `environment variable ${name}`,
      what: 'It is not the address of a proxy.',
      cure: 'Write http://host:port or http://user:password@host:port, with special characters of the password percent-encoded.',
    }))
}

function isAddress(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (!url?.hostname || !/^https?:$/.test(url.protocol)) return false
  try {
    decodeURIComponent(url.username + url.password)
    return true
  } catch {
    return false
  }
}

/** "host:port" of the proxy through which an address is reached; undefined where it is reached directly. */
export function proxyOf(url: string): string | undefined {
  return getProxyUrl(new URL(url))?.host
}
