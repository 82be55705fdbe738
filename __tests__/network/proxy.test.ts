import { expect, test } from 'vitest'
import { proxyProblems } from '../../src/network/index.ts'

test.each(['http://proxy.acme:8080', 'https://proxy.acme', 'http://runner:100%25pure@proxy.acme:8080/'])(
  '%s is the address of a proxy',
  (https_proxy) => {
    expect(proxyProblems({ https_proxy })).toEqual([])
  },
)

test.each([
  'proxy.acme:8080',
  'localhost:8080',
  'socks5://proxy.acme',
  'http://runner:100%pure@proxy.acme:8080',
  'http://proxy acme:8080',
])('%s would be ignored, so it is refused without being quoted', (HTTPS_PROXY) => {
  const [problem] = proxyProblems({ HTTPS_PROXY })
  expect(problem?.where).toBe('environment variable HTTPS_PROXY')
  expect(JSON.stringify(problem)).not.toContain('100%')
})

test('without a proxy there is nothing to say', () => {
  expect(proxyProblems({ https_proxy: '' })).toEqual([])
})
