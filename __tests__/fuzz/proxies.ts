import assert from 'node:assert/strict'
import fc from 'fast-check'
import { credentialsOf, proxyFor, proxyProblems, strangeExceptions } from '../../src/network/environment.ts'
import { hostileText } from './hostile-text.ts'
import type { FuzzTarget } from './target.ts'

interface ProxiesCase {
  readonly proxy: string
  readonly exceptions: string
  readonly url: string
}

const part = fc.constantFrom(
  'http://',
  'socks5://',
  'user:pa%2Fss@',
  '%zz',
  'proxy',
  '10.0.0.1',
  '[::1]',
  ':3128',
  '/',
  '?',
  '#',
  ' ',
  '@',
  ':',
)
const proxy = fc.oneof(
  fc.array(part, { maxLength: 5 }).map((parts) => parts.join('')),
  hostileText,
)
const entry = fc.oneof(
  fc.constantFrom(
    '*',
    '.acme.example',
    '*.acme.example',
    'acme.example:443',
    '10.0.0.0/8',
    '2001:db8::/32',
    '[::1]:443',
    'bücher.example',
    '10.0.0.1-10.0.0.9',
    '10.',
  ),
  fc.tuple(fc.ipV4(), fc.nat(40)).map(([address, prefix]) => `${address}/${prefix}`),
  fc.tuple(fc.ipV6(), fc.nat(140)).map(([address, prefix]) => `${address}/${prefix}`),
  fc.constantFrom('a.', 'a-', '.', '1', '0').map((piece) => piece.repeat(20_000)),
  hostileText,
)
const url = fc.oneof(
  fc.constantFrom(
    'https://api.github.com/',
    'https://graph.acme.example./',
    'https://bücher.example/',
    'http://github.acme:8080/api/v3',
  ),
  fc.ipV4().map((address) => `https://${address}/`),
  fc.ipV6().map((address) => `https://[${address}]:8443/`),
)

/** The variables of the environment that name proxies and what is reached without one. */
export const proxies: FuzzTarget<ProxiesCase> = {
  name: 'proxies',
  share: 1,
  input: fc.record({ proxy, exceptions: fc.array(entry, { maxLength: 4 }).map((all) => all.join(',')), url }),
  check({ proxy: value, exceptions, url: address }) {
    const environment = { https_proxy: value, http_proxy: value, no_proxy: exceptions }
    const [found, problems] = [proxyFor(address, environment), proxyProblems([address], environment)]
    // Around the proxy goes only what has no proxy, or an exception; what can't be read is a problem.
    assert.ok(!found || problems.length === 0)
    if (found) {
      assert.match(found.protocol, /^https?:$/)
      credentialsOf(found)
    } else if (problems.length === 0 && value) {
      const isLoopback = /^https?:\/\/(?:127\.|localhost|\[::1\])/.test(new URL(address).href)
      assert.ok(isLoopback || exceptions.trim() !== '', 'a request would go around the proxy')
    }
    for (const strange of strangeExceptions(environment))
      assert.deepEqual(
        proxyFor(address, { ...environment, no_proxy: strange })?.href,
        proxyFor(address, { ...environment, no_proxy: '' })?.href,
      )
  },
}
