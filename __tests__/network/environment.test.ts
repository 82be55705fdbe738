import { describe, expect, test } from 'vitest'
import {
  credentialsOf,
  proxyFor,
  proxyProblems,
  strangeExceptions,
  verificationProblems,
} from '../../src/network/environment.ts'

const GITHUB = 'https://api.github.com/'
const hostFor = (https_proxy: string) => proxyFor(GITHUB, { https_proxy })?.host

test.each([
  ['http://proxy.acme:8080', 'proxy.acme:8080'],
  ['https://proxy.acme', 'proxy.acme'],
  ['HTTP://proxy.acme:8080/', 'proxy.acme:8080'],
  ['http://runner:100%25pure@proxy.acme:8080/', 'proxy.acme:8080'],
  ['10.0.0.1:3128', '10.0.0.1:3128'],
  ['proxy.acme:8080', 'proxy.acme:8080'],
  ['localhost:8080', 'localhost:8080'],
  ['proxy', 'proxy'],
  [' http://proxy.acme:8080\r', 'proxy.acme:8080'],
  ['[2001:db8::1]:3128', '[2001:db8::1]:3128'],
  ['runner:100%25pure@proxy.acme:8080', 'proxy.acme:8080'],
])('%s is the address of a proxy, of http where it names no scheme', (https_proxy, host) => {
  expect(proxyProblems([GITHUB], { https_proxy })).toEqual([])
  expect(hostFor(https_proxy)).toBe(host)
})

test.each([
  'socks5://proxy.acme',
  'http://runner:100%pure@proxy.acme:8080',
  'runner:100%pure@proxy.acme:8080',
  'http://proxy acme:8080',
  'http:/proxy.acme:8080',
  'http:proxy.acme',
  'proxy.acme:port',
  '/proxy',
  'http://',
])('%s would be ignored, so it is refused without being quoted', (HTTPS_PROXY) => {
  const [problem] = proxyProblems([GITHUB, GITHUB], { HTTPS_PROXY })
  expect(problem?.where).toBe('environment variable HTTPS_PROXY')
  expect(JSON.stringify(problem)).not.toContain('100%')
  expect(proxyProblems([GITHUB, GITHUB], { HTTPS_PROXY })).toHaveLength(1)
})

test.each([
  ['is for plain http', { http_proxy: 'socks5://proxy', HTTP_PROXY: 'a b' }],
  ['is empty', { https_proxy: '' }],
  ['gives way to the other one', { https_proxy: 'http://proxy', HTTPS_PROXY: 'socks5://proxy' }],
  ['no host needs', { https_proxy: 'socks5://proxy', no_proxy: '.github.com' }],
])('a variable that %s is no problem', (_, environment) => {
  expect(proxyProblems([GITHUB], environment)).toEqual([])
})

test('a proxy of plain http is for plain http, and none is for the machine itself', () => {
  const environment = { http_proxy: 'plain:1', https_proxy: 'secure:2' }
  expect(proxyFor('http://github.acme/api/v3', environment)?.host).toBe('plain:1')
  expect(proxyFor('https://github.acme/api/v3', environment)?.host).toBe('secure:2')
  for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '[::1]', '[0:0:0:0:0:0:0:1]'])
    expect(proxyFor(`https://${host}:8443`, environment)).toBeUndefined()
  expect(proxyFor('https://127.evil.example', environment)?.host).toBe('secure:2')
})

test('user name and password are decoded for the proxy', () => {
  const sent = (address: string) => credentialsOf(proxyFor(GITHUB, { https_proxy: address })!)
  expect(sent('runner:p%40ss%3A@proxy:1')).toBe(`Basic ${Buffer.from('runner:p@ss:').toString('base64')}`)
  expect(sent('http://proxy:1')).toBeUndefined()
})

describe('no_proxy', () => {
  const isExcepted = (no_proxy: string, url: string) => {
    expect(strangeExceptions({ no_proxy })).toEqual([])
    return proxyFor(url, { https_proxy: 'proxy:1', no_proxy }) === undefined
  }

  test.each([
    ['acme.example', 'https://acme.example'],
    ['acme.example', 'https://graph.acme.example'],
    ['ACME.example', 'https://Acme.Example'],
    ['acme.example.', 'https://graph.acme.example'],
    ['acme.example', 'https://acme.example.'],
    ['.acme.example', 'https://graph.acme.example'],
    ['*.acme.example', 'https://graph.acme.example'],
    ['*.acme.example:8443', 'https://graph.acme.example:8443'],
    ['acme.example:443', 'https://acme.example'],
    ['other.example, acme.example', 'https://acme.example'],
    ['other.example acme.example', 'https://acme.example'],
    ['*', 'https://acme.example'],
    ['10.1.2.3', 'https://10.1.2.3'],
    ['10.1.2.3:8443', 'https://10.1.2.3:8443'],
    ['10.0.0.0/8', 'https://10.1.2.3'],
    ['2001:db8::1', 'https://[2001:db8::1]'],
    ['2001:DB8:0::1', 'https://[2001:db8::1]:8443'],
    ['[2001:db8::1]', 'https://[2001:db8::1]'],
    ['[2001:db8::1]:443', 'https://[2001:db8::1]'],
    ['2001:db8::/32', 'https://[2001:db8:ffff::1]'],
    ['münchen.example', 'https://graph.münchen.example'],
  ])('%s lets %s go past the proxy', (entry, url) => {
    expect(isExcepted(entry, url)).toBe(true)
  })

  test.each([
    ['acme.example', 'https://notacme.example'],
    ['acme.example', 'https://acme.example.evil.example'],
    ['.acme.example', 'https://acme.example'],
    ['*.acme.example', 'https://acme.example'],
    ['acme.example:8443', 'https://acme.example'],
    ['10.0.0.0/8', 'https://11.1.2.3'],
    ['10.0.0.0/8', 'https://10.acme.example'],
    ['10.1.2.3', 'https://10.1.2.30'],
    ['[2001:db8::1]:8443', 'https://[2001:db8::1]'],
    ['2001:db8::/32', 'https://[2001:db9::1]'],
    ['0.0.0.0/0', 'https://[2001:db8::1]'],
    ['', 'https://acme.example'],
  ])('%s does not let %s go past the proxy', (entry, url) => {
    expect(isExcepted(entry, url)).toBe(false)
  })

  test.each([
    '10.*',
    'graph.*.example',
    'https://acme.example',
    '10.0.0.0/33',
    '[acme.example]',
    'a.b:port',
    '999.1.1.1/8',
    '10.0.0.1-10.0.0.9',
    '10.',
    '192.168',
  ])('%s means nothing, and is told', (entry) => {
    const environment = { https_proxy: 'proxy:1', no_proxy: `acme.example,${entry}` }
    expect(strangeExceptions(environment)).toEqual([entry])
    expect(proxyFor(GITHUB, environment)?.host).toBe('proxy:1')
  })
})

test.each([undefined, '', '1', 'false', '00'])(
  'NODE_TLS_REJECT_UNAUTHORIZED=%s switches nothing off',
  (value) => {
    expect(verificationProblems({ NODE_TLS_REJECT_UNAUTHORIZED: value })).toEqual([])
  },
)
