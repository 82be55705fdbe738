import { expect, test } from 'vitest'
import { documentationUrl, findingUrl } from '../../src/report/findings-list.ts'

test('the documentation is that of the version of the action that runs', () => {
  const url = documentationUrl({
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_ACTION_REPOSITORY: 'acme/mobile-sso-config',
    GITHUB_ACTION_REF: 'v1',
  })
  expect(url).toBe('https://github.com/acme/mobile-sso-config/blob/v1/docs/findings.md')
  expect(findingUrl(url, 'MSSO036')).toBe(`${url}#msso036-a-websphere-redirect-uri-is-missing`)
})

test.each([
  [{}],
  [{ GITHUB_SERVER_URL: 'https://github.com', GITHUB_ACTION_REPOSITORY: '', GITHUB_ACTION_REF: '' }],
  [{ GITHUB_SERVER_URL: 'https://github.com', GITHUB_ACTION_REPOSITORY: 'a/b' }],
  [{ GITHUB_ACTION_REPOSITORY: 'a/b', GITHUB_ACTION_REF: 'v1' }],
  [{ GITHUB_SERVER_URL: 'https://github.com', GITHUB_ACTION_REF: 'v1' }],
  [{ GITHUB_SERVER_URL: 'x https://github.com', GITHUB_ACTION_REPOSITORY: 'a/b', GITHUB_ACTION_REF: 'v1' }],
  [{ GITHUB_SERVER_URL: 'https://github.com)', GITHUB_ACTION_REPOSITORY: 'a/b', GITHUB_ACTION_REF: 'v1' }],
  [{ GITHUB_SERVER_URL: 'https://github.com', GITHUB_ACTION_REPOSITORY: 'x)a/b', GITHUB_ACTION_REF: 'v1' }],
  [{ GITHUB_SERVER_URL: 'https://github.com', GITHUB_ACTION_REPOSITORY: 'a/b', GITHUB_ACTION_REF: ')v1' }],
  [{ GITHUB_SERVER_URL: 'https://github.com', GITHUB_ACTION_REPOSITORY: 'a/b', GITHUB_ACTION_REF: 'v1)' }],
  [{ GITHUB_SERVER_URL: 'javascript:x', GITHUB_ACTION_REPOSITORY: 'a/b', GITHUB_ACTION_REF: 'v1' }],
  [{ GITHUB_SERVER_URL: 'https://github.com', GITHUB_ACTION_REPOSITORY: 'a/b)(', GITHUB_ACTION_REF: 'v1' }],
])('it is a path where the version is not known: %j', (source) => {
  expect(documentationUrl(source)).toBe('docs/findings.md')
})

test('a server of a company may do without TLS', () => {
  const source = {
    GITHUB_SERVER_URL: 'http://github.local:8080',
    GITHUB_ACTION_REPOSITORY: 'a/b',
    GITHUB_ACTION_REF: 'x/y-1',
  }
  expect(documentationUrl(source)).toBe('http://github.local:8080/a/b/blob/x/y-1/docs/findings.md')
})
