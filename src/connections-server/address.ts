/** Where the apps find the Connections server, from `connections-url`. */
export interface ServerAddress {
  /** Name or IP address, without the brackets of IPv6. */
  readonly host: string
  readonly port: number
  /** "host:port", for people and for proxies. */
  readonly server: string
  /** Where the server tells its security settings; without user name, password and query of the input. */
  readonly securityConfigurationUrl: string
  /** What the desktop plug-ins ask, also before anybody has signed in. */
  readonly openidConfigurationUrl: string
}

/** What the apps ask before anybody has signed in; `debug` makes the answer readable. */
const SECURITY_CONFIGURATION = '/mobile/homepage/SecurityConfiguration?debug=true'

/**
 * @param connectionsUrl an https URL; a path in it is where Connections lives behind the proxy
 * @throws TypeError when it is no URL
 */
export function serverAddress(connectionsUrl: string): ServerAddress {
  const { hostname, host, port, pathname } = new URL(connectionsUrl)
  const base = `https://${host}${pathname.replace(/(?<!\/)\/+$/, '')}`
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port || 443),
    server: `${hostname}:${port || 443}`,
    securityConfigurationUrl: base + SECURITY_CONFIGURATION,
    openidConfigurationUrl: `${base}/.well-known/openid-configuration`,
  }
}
