/** One of Microsoft's clouds: where people and applications sign in, and where its Microsoft Graph is. */
export interface EntraCloud {
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
export const TENANT_DOMAINS: readonly string[] = ['ciamlogin.com', 'b2clogin.com']

/** Whether the host is one of Entra's, those of {@link TENANT_DOMAINS} included. */
export function isEntraHost(host: string): boolean {
  return cloudOfLoginHost(host) !== undefined || TENANT_DOMAINS.some((domain) => host.endsWith(`.${domain}`))
}
