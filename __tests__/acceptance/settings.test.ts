import { expect, test } from 'vitest'
import { readSettings } from '../../scripts/acceptance/settings.ts'

const GITHUB = { ACCEPTANCE_REPOSITORY: 'acme/x-acceptance', ACCEPTANCE_TOKEN: 'github_pat_T0k3n' }
const AZURE = {
  ACCEPTANCE_TENANT_ID: 'acme.example',
  ACCEPTANCE_CLIENT_ID: 'b850bc0a-0893-4cd7-8e22-9738a43c585d',
  ACCEPTANCE_CALLER_ID: '0f3c1a52-77b1-4c7e-9b60-2d5a3f4e8c11',
  ACCEPTANCE_CALLER_SECRET: 's3cr3t~value',
}
const ALLOWED = { ACCEPTANCE_ALLOW_WRITES: 'true' }

function problems(environment: Record<string, string>, demanded = false): string[] {
  try {
    readSettings(environment, demanded)
    return []
  } catch (error) {
    return (error as Error).message.split('\n\n')[0]!.split('\n')
  }
}

test('an environment that names no service leaves all to the stand-ins', () => {
  expect(readSettings({ ACCEPTANCE_REPOSITORY: '' }, false)).toEqual({})
})

test('GitHub alone may be real, on github.com or on a server', () => {
  const there = { repository: 'acme/x-acceptance', token: 'github_pat_T0k3n' }
  expect(readSettings({ ...GITHUB, ...ALLOWED }, false)).toEqual({
    github: { ...there, apiUrl: 'https://api.github.com', serverUrl: 'https://github.com' },
  })
  const GITHUB_API_URL = 'https://github.acme.example/api/v3'
  expect(readSettings({ ...GITHUB, ...ALLOWED, GITHUB_API_URL }, false)).toEqual({
    github: { ...there, apiUrl: GITHUB_API_URL, serverUrl: 'https://github.acme.example' },
  })
})

test('without a secret the job signs in with its own token', () => {
  const { ACCEPTANCE_CALLER_SECRET: _, ...others } = AZURE
  const job = {
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://runner.example/token',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't',
  }
  expect(readSettings({ ...others, ...ALLOWED, ...job }, false).azure?.credential).toEqual({
    kind: 'federated',
    requestUrl: 'https://runner.example/token',
    requestToken: 't',
  })
  expect(problems({ ...others, ...ALLOWED })).toEqual([
    'ACCEPTANCE_CALLER_SECRET is not set, and this is no job with "id-token: write".',
  ])
})

test.each<[string, Record<string, string>, string[]]>([
  ['half of it is set', { ACCEPTANCE_TOKEN: 'x', ...ALLOWED }, ['ACCEPTANCE_REPOSITORY is not set.']],
  ['writing is not allowed', GITHUB, ['ACCEPTANCE_ALLOW_WRITES is not "true".']],
  [
    'GitHub is reached without TLS',
    { ...GITHUB, ...ALLOWED, GITHUB_API_URL: 'http://github.acme.example/api/v3' },
    ['GITHUB_API_URL is neither https://api.github.com nor https://host/api/v3.'],
  ],
  [
    'the repository is an address',
    { ...GITHUB, ...ALLOWED, ACCEPTANCE_REPOSITORY: 'https://github.com/acme/x-acceptance' },
    ['ACCEPTANCE_REPOSITORY is not owner/name.'],
  ],
  [
    'the application would change itself',
    { ...AZURE, ...ALLOWED, ACCEPTANCE_CLIENT_ID: AZURE.ACCEPTANCE_CALLER_ID },
    ['ACCEPTANCE_CLIENT_ID and ACCEPTANCE_CALLER_ID are the same: the application must not change itself.'],
  ],
])('settings are refused when %s', (_, environment, wanted) => {
  expect(problems(environment)).toEqual(wanted)
})

test('a run that must be real does not fall back to the stand-ins when its secrets are gone', () => {
  expect(problems({}, true)).toEqual([
    'ACCEPTANCE_REPOSITORY is not set.',
    'ACCEPTANCE_TOKEN is not set.',
    'ACCEPTANCE_TENANT_ID is not set.',
    'ACCEPTANCE_CLIENT_ID is not set.',
    'ACCEPTANCE_CALLER_ID is not set.',
    'ACCEPTANCE_ALLOW_WRITES is not "true".',
    'ACCEPTANCE_CALLER_SECRET is not set, and this is no job with "id-token: write".',
  ])
})

test('what is said about settings has no secret in it', () => {
  const said = problems({ ...GITHUB, ...AZURE })
  expect(said).toEqual(['ACCEPTANCE_ALLOW_WRITES is not "true".'])
  expect(said.join()).not.toMatch(/T0k3n|s3cr3t/)
})
