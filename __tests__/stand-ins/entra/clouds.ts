/**
 * National clouds: a login host issues tokens for the Graph of its own cloud only.
 * @see https://learn.microsoft.com/en-us/graph/deployments
 */
const CLOUDS: readonly Cloud[] = [
  {
    network: 'login.microsoftonline.com',
    cache: 'login.windows.net',
    aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
    graphHosts: ['graph.microsoft.com'],
  },
  {
    network: 'login.partner.microsoftonline.cn',
    cache: 'login.partner.microsoftonline.cn',
    aliases: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
    graphHosts: ['microsoftgraph.chinacloudapi.cn'],
  },
  {
    network: 'login.microsoftonline.us',
    cache: 'login.microsoftonline.us',
    aliases: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
    graphHosts: ['graph.microsoft.us', 'dod-graph.microsoft.us'],
  },
]

interface Cloud {
  readonly network: string
  readonly cache: string
  readonly aliases: readonly string[]
  readonly graphHosts: readonly string[]
}

export const LOGIN_HOSTS: readonly string[] = CLOUDS.flatMap(({ aliases }) => aliases)
export const GRAPH_HOSTS: readonly string[] = CLOUDS.flatMap(({ graphHosts }) => graphHosts)

/** Whether tokens for the resource are issued at that login host. Loopback belongs to every cloud. */
export function areOfOneCloud(loginHost: string, resourceHost: string): boolean {
  const cloud = CLOUDS.find(({ aliases }) => aliases.includes(loginHost))
  return !cloud || !GRAPH_HOSTS.includes(resourceHost) || cloud.graphHosts.includes(resourceHost)
}

/** The list of clouds as instance discovery answers it. */
export const INSTANCE_METADATA = CLOUDS.map(({ network, cache, aliases }) => ({
  preferred_network: network,
  preferred_cache: cache,
  aliases,
}))
