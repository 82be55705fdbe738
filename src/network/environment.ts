import { BlockList, isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import type { Problem } from '../problems.ts'

type Variable = 'https_proxy' | 'HTTPS_PROXY' | 'http_proxy' | 'HTTP_PROXY' | 'no_proxy' | 'NO_PROXY'

/** The variables that say which way a request goes; the small ones take precedence. */
export type ProxyEnvironment = { readonly [name in Variable]?: string | undefined }

/**
 * The address of the proxy through which a url is reached; undefined where it is reached directly. The same rules as in the
 * toolkit of GitHub's own actions, and the entries of `no_proxy` besides that curl and Go know.
 * @see https://github.com/actions/toolkit/blob/main/packages/http-client/src/proxy.ts
 * @see https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config
 */
export function proxyFor(url: string, environment: ProxyEnvironment): URL | undefined {
  const name = variableFor(url, environment)
  return name && readAddress(environment[name]!)
}

/**
 * A proxy's address that cannot be read would be ignored without a word, and every request would go around the proxy. The value
 * is never quoted: it may hold a password.
 * @param urls what the run reaches; a variable that is for none of them is no problem
 */
export function proxyProblems(urls: readonly string[], environment: ProxyEnvironment): Problem[] {
  const names = new Set(urls.map((url) => variableFor(url, environment)))
  return [...names]
    .filter((name) => name !== undefined)
    .filter((name) => !readAddress(environment[name]!))
    .map((name) => ({
      where: `environment variable ${name}`,
      what: 'The value is not the address of a proxy.',
      cure: 'Write http://host:port or http://user:password@host:port, with special characters in the password percent-encoded.',
    }))
}

/** The entries of `no_proxy` that mean nothing, so that their hosts are reached through the proxy. */
export function strangeExceptions(environment: ProxyEnvironment): string[] {
  return exceptions(environment).filter((entry) => entry !== '*' && !understood(entry))
}

/** Proxy-Authorization for the user name and the password of a proxy's address; undefined where it has none. */
export function credentialsOf({ username, password }: URL): string | undefined {
  if (!username && !password) return undefined
  const plain = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return `Basic ${Buffer.from(plain).toString('base64')}`
}

/** The variable that decides about a url; undefined where no proxy is for it. */
function variableFor(url: string, environment: ProxyEnvironment) {
  const { protocol, hostname, port } = new URL(url)
  const host = hostname.replace(/^\[|\]$|\.$/g, '')
  if (host === 'localhost' || host === '::1' || /^127\.[\d.]+$/.test(host)) return undefined
  const number = port || (protocol === 'http:' ? '80' : '443')
  if (exceptions(environment).some((entry) => entry === '*' || understood(entry)?.(host, number)))
    return undefined
  const names =
    protocol === 'http:' ? (['http_proxy', 'HTTP_PROXY'] as const) : (['https_proxy', 'HTTPS_PROXY'] as const)
  return names.find((name) => environment[name])
}

function readAddress(spelt: string): URL | undefined {
  const value = spelt.trim()
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(value)
  const url = URL.parse(hasScheme ? value : `http://${value}`)
  if (!url?.hostname || !/^https?:$/.test(url.protocol) || (!hasScheme && !/^[^/\\?#]+\/?$/.test(value)))
    return undefined
  try {
    credentialsOf(url)
    return url
  } catch {
    return undefined
  }
}

function exceptions({ no_proxy, NO_PROXY }: ProxyEnvironment): string[] {
  return (no_proxy || NO_PROXY || '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
}

/** Whether an entry of `no_proxy` means a host at a port; undefined where the entry itself means nothing. */
function understood(entry: string): ((host: string, port: string) => boolean) | undefined {
  const network = /^([\da-f.:]+)\/(\d+)$/.exec(entry)
  if (network) return networkOf(network[1]!, Number(network[2]))
  if (isIP(entry)) return networkOf(entry)
  const [, inBrackets, name = '', port] = /^(?:\[([\da-f.:]+)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? []
  const isHost = inBrackets || isIP(name) ? networkOf(inBrackets ?? name) : domainOf(name)
  return isHost && ((host, number) => isHost(host) && (port === undefined || port === number))
}

/** One address, in whatever way it is written, or a network. */
function networkOf(address: string, prefix?: number): ((host: string) => boolean) | undefined {
  const familyOf = (text: string) => (isIP(text) === 6 ? 'ipv6' : 'ipv4')
  const bits = isIP(address) === 6 ? 128 : 32
  if (!isIP(address) || (prefix ?? bits) > bits) return undefined
  const list = new BlockList()
  list.addSubnet(address, prefix ?? bits, familyOf(address))
  return (host) => isIP(host) > 0 && list.check(host, familyOf(host))
}

/** A name stands for itself and all below it; with a dot or "*." before it, only for what is below it. None ends in a number. */
function domainOf(name: string): ((host: string) => boolean) | undefined {
  const [, below, spelt = ''] = /^(\*?\.)?([\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*)\.?$/u.exec(name) ?? []
  const domain = domainToASCII(spelt)
  if (!domain || /(?:^|\.)\d+$/.test(domain)) return undefined
  return (host) => host.endsWith(`.${domain}`) || (!below && host === domain)
}

/**
 * With NODE_TLS_REJECT_UNAUTHORIZED=0 Node.js accepts every certificate, so that whoever is on the way gets the token and the client
 * secret.
 * @see https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue
 */
export function verificationProblems(environment: Readonly<Record<string, string | undefined>>): Problem[] {
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return []
  return [
    {
      where: 'environment variable NODE_TLS_REJECT_UNAUTHORIZED',
      what: 'It is 0, so anybody on the network path could answer instead of GitHub and Entra and obtain the credentials.',
      cure: "Remove it. If a proxy inspects TLS, set NODE_EXTRA_CA_CERTS to a file with the company's certificate authority.",
    },
  ]
}
