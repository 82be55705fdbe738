import { expect, test } from 'vitest'
import { serverAddress } from '../../src/connections-server/observation.ts'

const PATH = '/mobile/homepage/SecurityConfiguration?debug=true'

test.each([
  ['https://c.example', 'c.example', 443, `https://c.example${PATH}`],
  ['https://c.example/', 'c.example', 443, `https://c.example${PATH}`],
  ['https://C.example:8443/collab//', 'c.example', 8443, `https://c.example:8443/collab${PATH}`],
  ['https://user:secret@c.example/?q#f', 'c.example', 443, `https://c.example${PATH}`],
  ['https://[2001:db8::1]:444', '2001:db8::1', 444, `https://[2001:db8::1]:444${PATH}`],
])('%s is host %s, port %i', (url, host, port, securityConfigurationUrl) => {
  expect(serverAddress(url)).toMatchObject({ host, port, securityConfigurationUrl })
})

test('the server is named as a proxy wants it', () => {
  expect(serverAddress('https://[2001:db8::1]').server).toBe('[2001:db8::1]:443')
})

test('what the desktop plug-ins ask is below the same path', () => {
  expect(serverAddress('https://c.example:8443/collab/').openidConfigurationUrl).toBe(
    'https://c.example:8443/collab/.well-known/openid-configuration',
  )
})
