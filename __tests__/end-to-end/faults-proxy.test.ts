import { describe, test } from 'vitest'
import { FAILURES, REQUEST_TIMEOUT } from '../../src/network/index.ts'
import { failureOf, MOBILE } from './azure-world.ts'
import { reachingOut, useCompany } from './company-world.ts'
import { DIRECT } from './faults-preloaded.ts'
import { findings } from './told.ts'

const { company, azure } = useCompany()

async function tlsOfProxy() {
  const { key, chain } = await azure().authority.issue({ hosts: ['localhost'] })
  return { key, cert: chain.join('') }
}

describe.concurrent('a proxy', () => {
  test('that takes requests and never answers is given up on, and nothing has been written', async ({
    expect,
  }) => {
    const story = await company({ proxy: { hangs: true } })
    const result = await story.run({ inputs: reachingOut(story), nodeArguments: DIRECT })
    await story.proxy.stop()
    expect(result.exitCode).toBe(1)
    expect(failureOf(result)).toContain(` ${REQUEST_TIMEOUT} seconds`)
    expect(failureOf(result)).toContain(FAILURES.timeout.cure)
    expect(result.outputs['changed']).toBe('false')
    expect(story.githubRequests()).toEqual([])
  })

  test('that never answers does not keep a check from telling that the server can not be reached', async ({
    expect,
  }) => {
    const story = await company()
    const silent = await company({ proxy: { hangs: true } })
    const result = await story.run({
      inputs: {
        ...reachingOut(story),
        mode: 'check',
        'azure-reconcile': 'off',
        'azure-client-id': '',
        'connections-url': 'https://connections.example.com',
      },
      nodeArguments: DIRECT,
      environment: () => ({
        https_proxy: silent.proxy.url,
        no_proxy: 'api.github.com',
        FAULTS_HOSTS: JSON.stringify({ 'api.github.com': story.githubPort }),
      }),
    })
    await story.proxy.stop()
    await silent.proxy.stop()
    expect(result.exitCode).toBe(1)
    const found = new Map(findings(result).map(({ id, what }) => [id, what]))
    const reason = FAILURES.timeout.reason.replace(/^it/, '')
    expect(found.get('MSSO040')).toContain(reason)
    expect(found.get('MSSO040')).toContain(new URL(silent.proxy.url).host)
    expect(found.has('MSSO082')).toBe(true)
  })

  test('that speaks TLS is used for every service', async ({ expect }) => {
    const story = await company({ proxy: { tls: await tlsOfProxy() } })
    const { exitCode, log, outputs } = await story.run({ inputs: reachingOut(story) })
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
  })

  test('that speaks TLS with a certificate that nobody trusts is named as the reason', async ({ expect }) => {
    const story = await company({ proxy: { tls: await tlsOfProxy() } })
    const result = await story.run({
      inputs: reachingOut(story),
      environment: (proxy) => ({ https_proxy: proxy.url, NODE_EXTRA_CA_CERTS: '' }),
    })
    await story.proxy.stop()
    expect(result.exitCode).toBe(1)
    expect(failureOf(result)).toContain('NODE_EXTRA_CA_CERTS')
    expect(story.githubRequests()).toEqual([])
  })
})
