/** Where the apps find the Connections server, from `connections-url`. */
export interface ServerAddress {
  /** Name or IP address, without the brackets of IPv6. */
  readonly host: string
  readonly port: number
  /** "host:port", for people and for proxies. */
  readonly server: string
  /** Where the server tells its security settings; without user name, password and query of the input. */
  readonly securityConfigurationUrl: string
}

/** What the apps ask before anybody has signed in; `debug` makes the answer readable. */
const SECURITY_CONFIGURATION = '/mobile/homepage/SecurityConfiguration?debug=true'

/**
 * @param connectionsUrl an https URL; a path in it is where Connections lives behind the proxy
 * @throws TypeError when it is no URL
 */
export function serverAddress(connectionsUrl: string): ServerAddress {
  const { hostname, host, port, pathname } = new URL(connectionsUrl)
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port || 443),
    server: `${hostname}:${port || 443}`,
    securityConfigurationUrl: `https://${host}${pathname.replace(/(?<!\/)\/+$/, '')}${SECURITY_CONFIGURATION}`,
  }
}
