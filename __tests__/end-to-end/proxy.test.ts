import { describe, test } from 'vitest'
import { MOBILE } from './azure-world.ts'
import { DIRECT_HOST, reachingOut, useCompany } from './company-world.ts'
import { importing } from './preload.ts'

const { company } = useCompany()

/** Resolves the one name, as a company's own name server does for what is inside. */
const RESOLVE_TEST = importing(`
    import dns from 'node:dns'
    import { syncBuiltinESMExports } from 'node:module'
    const { lookup } = dns
    dns.lookup = (host, options, callback) => lookup(host === '${DIRECT_HOST}' ? '127.0.0.1' : host, options, callback)
    syncBuiltinESMExports()`)

describe.concurrent('behind a proxy', () => {
  test.for([
    ['https_proxy', ''],
    ['HTTPS_PROXY', ''],
    ['https_proxy', ' without a scheme, beside a bad one for plain http'],
  ] as const)(
    'that %s names%s, every request to GitHub, the OIDC endpoint, Entra and Graph goes through it',
    async ([variable, isBare], { expect }) => {
      const story = await company()
      const { exitCode, log, outputs } = await story.run({
        inputs: reachingOut(story),
        environment: (proxy) => ({
          [variable]: isBare ? new URL(proxy.url).host : proxy.url,
          ...(isBare ? { http_proxy: 'socks5://nowhere' } : {}),
        }),
      })
      await story.proxy.stop()
      expect(exitCode, log).toBe(0)
      expect(outputs['pull-request-operation']).toBe('created')
      expect(JSON.stringify(story.registration.application['publicClient'])).toContain(MOBILE)
      expect(story.tunnels()).toEqual([
        'api.github.com:443 200',
        'graph.microsoft.com:443 200',
        'login.microsoftonline.com:443 200',
        'token.actions.githubusercontent.com:443 200',
      ])
    },
  )

  test('a host that no_proxy names is reached directly, the others through the proxy', async ({ expect }) => {
    const story = await company()
    const direct = `${DIRECT_HOST}:${story.azure.graph.port}`
    const { exitCode, log } = await story.run({
      inputs: { ...reachingOut(story), 'graph-url': `https://${direct}` },
      environment: (proxy) => ({ https_proxy: proxy.url, no_proxy: `other.example,${DIRECT_HOST}` }),
      nodeArguments: RESOLVE_TEST,
    })
    await story.proxy.stop()
    expect(exitCode, log).toBe(0)
    expect(story.tunnels()).toEqual([
      'api.github.com:443 200',
      'login.microsoftonline.com:443 200',
      'token.actions.githubusercontent.com:443 200',
    ])
    expect(story.graphHosts()).toContain(direct)
  })

  test('that wants credentials, they are taken from the address', async ({ expect }) => {
    const story = await company({ proxy: { credentials: 'runner:pa55word' } })
    const { exitCode, log } = await story.run({
      inputs: reachingOut(story),
      environment: (proxy) => ({ https_proxy: proxy.urlWithCredentials }),
    })
    await story.proxy.stop()
    expect(exitCode, log).toBe(0)
    expect(log).not.toContain('pa55word')
  })

  test('that refuses, the error names the proxy', async ({ expect }) => {
    const story = await company({ proxy: { credentials: 'runner:pa55word' } })
    const { exitCode, log } = await story.run({ inputs: { ...reachingOut(story), 'azure-reconcile': 'off' } })
    await story.proxy.stop()
    expect(exitCode).toBe(1)
    expect(log).toContain('got no answer from GitHub: the connection broke')
    expect(log).toContain('the proxy answered with 407')
    expect(story.githubRequests()).toEqual([])
  })

  test('the national cloud of the authorization endpoint is followed', async ({ expect }) => {
    const story = await company()
    const endpoint = (kind: string) =>
      `https://login.microsoftonline.us/${story.azure.tenant.id}/oauth2/v2.0/${kind}`
    const { exitCode, log } = await story.run({
      inputs: {
        ...reachingOut(story),
        'tenant-id': '',
        'authorize-endpoint-url': endpoint('authorize'),
        'token-endpoint-url': endpoint('token'),
      },
    })
    await story.proxy.stop()
    expect(exitCode, log).toBe(0)
    expect(story.tunnels()).toEqual([
      'api.github.com:443 200',
      'graph.microsoft.us:443 200',
      'login.microsoftonline.us:443 200',
      'token.actions.githubusercontent.com:443 200',
    ])
  })
})
