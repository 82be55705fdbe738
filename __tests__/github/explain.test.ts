import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'
import { expect, test } from 'vitest'
import { ConfigRepositoryError, UnexpectedAnswerError } from '../../src/github/errors.ts'
import { explain } from '../../src/github/explain.ts'

const target = {
  owner: 'acme',
  repo: 'config',
  path: 'mobile-config.xml',
  branch: 'mobile-sso/x',
  base: 'main',
  scriptPaths: [],
}

function refusal(
  status: number,
  message: string,
  method = 'GET',
  path = '/repos/acme/config/contents/mobile-config.xml',
  headers = {},
) {
  const request = { method, url: `https://api.github.com${path}`, headers: {} } as const
  return new RequestError(`${message} - https://docs.github.com/rest`, status, {
    request: request as never,
    response: { status, headers, data: { message }, url: request.url },
  })
}

const said = (error: unknown) => (explain(error, target) as Error).message

test.each([
  [401, 'Bad credentials', 'GET', undefined, 'The token is not valid.'],
  [
    403,
    'GitHub Actions is not permitted to create or approve pull requests.',
    'POST',
    '/repos/acme/config/pulls',
    'Switch on "Allow GitHub Actions to create and approve pull requests" in the settings of acme/config',
  ],
  [
    403,
    'Resource protected by organization SAML enforcement. You must grant your token access.',
    'GET',
    undefined,
    'Authorise the token for single sign-on with the organisation acme',
  ],
  [
    403,
    'Repository was archived so is read-only.',
    'POST',
    '/repos/acme/config/git/refs',
    'Unarchive acme/config',
  ],
  [409, 'Git Repository is empty.', 'POST', '/repos/acme/config/git/refs', 'acme/config has no commit yet'],
  [
    422,
    'Draft pull requests are not supported in this repository.',
    'POST',
    '/repos/acme/config/pulls',
    'Remove draft: true.',
  ],
  [
    422,
    'Repository rule violations found\n\nCannot create ref due to creations being restricted.',
    'POST',
    '/repos/acme/config/git/refs',
    'A rule protects branch mobile-sso/x of acme/config.',
  ],
  [
    403,
    'Resource not accessible by integration',
    'POST',
    '/repos/acme/config/pulls',
    'give the job "permissions: pull-requests: write"',
  ],
  [
    403,
    'Resource not accessible by integration',
    'POST',
    '/repos/acme/config/git/refs',
    'give the job "permissions: contents: write"',
  ],
  [404, 'Not Found', 'POST', '/repos/acme/config/git/refs', 'give the job "permissions: contents: write"'],
  [
    403,
    'Resource not accessible by personal access token',
    'GET',
    '/repos/acme/config/pulls',
    'give the job "permissions: pull-requests: write"',
  ],
  [
    403,
    'Resource not accessible by integration',
    'GET',
    undefined,
    'give the job "permissions: contents: write"',
  ],
  [
    404,
    'Not Found',
    'GET',
    '/repos/acme/config/pulls',
    'There is no repository acme/config, or the token has no access to it.',
  ],
  [
    404,
    'No common ancestor between a and b.',
    'GET',
    '/repos/acme/config/compare/a...b',
    'Branch mobile-sso/x shares no commit with the base.',
  ],
  [418, 'A teapot', 'GET', undefined, 'This answer is not expected'],
  [502, 'Server Error', 'GET', undefined, 'GitHub has trouble; running again is safe.'],
])('%i "%s" to %s %s says what to do', (status, message, method, path, cure) => {
  const text = said(refusal(status, message, method, path))
  expect(text).toContain(`was answered with ${status}: `)
  expect(text).toContain(cure)
  expect(text).not.toContain('docs.github.com')
})

/** As GitHub words them, over REST with these statuses; GraphQL has the same words. */
const POLICIES = [
  [
    403,
    'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.',
    'The IP allow list of acme does not have the address of this runner.',
  ],
  [
    403,
    "The 'acme' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 90 days. Please adjust your token's lifetime at the following URL: https://github.com/settings/personal-access-tokens/12885303",
    'Give the fine-grained token an expiry date that acme accepts',
  ],
  [
    403,
    '`acme` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.',
    'acme does not accept this kind of token. Instead, pass a GitHub App token as token.',
  ],
  [
    403,
    '`acme` forbids access via a fine-grained personal access token. Please use a GitHub App, OAuth App, or a personal access token (classic).',
    'acme does not accept this kind of token.',
  ],
  [
    403,
    'Although you appear to have the correct authorization credentials, the `acme` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited.',
    'The token is of an OAuth app that acme has not approved.',
  ],
  [
    409,
    'Repository rule violations found\n\nSecret detected in content\n\n',
    'Push protection takes something in mobile-config.xml for a secret.',
  ],
  [
    422,
    'Repository rule violations found\n\nSecret detected in content\n\n',
    'Push protection takes something in mobile-config.xml for a secret.',
  ],
  [
    409,
    'Repository rule violations found\n\nCommit message must start with a matching pattern: JIRA-\n\n',
    'Set the commit-message input to one that it accepts',
  ],
  [
    422,
    'Repository rule violations found\n\nBranch name must not start with a matching pattern: mobile\n\n',
    'says how a branch must be named, and "mobile-sso/x" is not.',
  ],
  [
    409,
    'Repository rule violations found\n\nCommitter email must match a given regex pattern: @acme.example$\n\n',
    'says who may commit',
  ],
  [409, 'Commits must have verified signatures.', 'GitHub signs the commits of apps'],
  [
    409,
    'Repository rule violations found\n\nFile path is restricted\n\n',
    'says which files may be pushed, whatever the branch is called',
  ],
] as const

test.each(POLICIES)(
  'a policy that refuses with %i "%s" is named as the cause, with its own cure',
  (status, message, cure) => {
    const text = said(refusal(status, message, 'PUT'))
    expect(text).toContain(`was answered with ${status}: `)
    expect(text).toContain(cure)
    expect(text).not.toContain('permissions: contents')
    expect(said(graphqlRefusal('FORBIDDEN', message))).toContain(cure)
  },
)

test.each([403, 429])('a rate limit (%i) says until when', (status) => {
  const error = refusal(status, 'API rate limit exceeded', 'GET', undefined, {
    'x-ratelimit-reset': '1700000000',
  })
  expect(said(error)).toContain("GitHub's rate limit is used up until 2023-11-14T22:13:20.000Z.")
  expect(said(refusal(status, 'You have exceeded a secondary rate limit'))).toContain(
    "GitHub's rate limit is used up.",
  )
})

function graphqlRefusal(type: string | undefined, message: string, path?: readonly string[]) {
  const headers = { 'x-ratelimit-reset': '1700000000' }
  const errors = [{ ...(type ? { type } : {}), message, path }]
  return new GraphqlResponseError({ method: 'POST', url: '/graphql' }, headers, {
    data: null,
    errors,
  } as never)
}

test.each([
  [
    'RATE_LIMITED',
    'API rate limit exceeded',
    "GitHub's rate limit is used up until 2023-11-14T22:13:20.000Z.",
  ],
  [undefined, 'You have exceeded a secondary rate limit.', "GitHub's rate limit is used up until"],
  [
    'NOT_FOUND',
    "Could not resolve to a node with the global id of 'R_1'",
    'There is no repository acme/config',
  ],
  ['FORBIDDEN', 'Resource not accessible by integration', 'give the job "permissions: contents: write"'],
  [
    'FORBIDDEN',
    'Resource protected by organization SAML enforcement.',
    'Authorise the token for single sign-on',
  ],
  [
    'UNPROCESSABLE',
    'Repository rule violations found: Cannot update this protected ref.',
    'A rule protects branch mobile-sso/x of acme/config.',
  ],
  [
    undefined,
    "Field 'updateRefs' doesn't exist on type 'Mutation'",
    'This GitHub Enterprise Server is too old',
  ],
  ['INTERNAL', 'Error', 'GitHub has trouble; running again is safe.'],
  ['UNPROCESSABLE', 'No', 'This answer is not expected'],
])('a refusal of GraphQL, %s "%s", says what to do', (type, message, cure) => {
  const text = said(graphqlRefusal(type, message))
  expect(text).toContain(`POST /graphql was answered with ${type ?? 'an error'}: ${message}`)
  expect(text).toContain(cure)
})

test.each([
  ['createPullRequest', 'pull-requests: write'],
  ['updatePullRequest', 'pull-requests: write'],
  ['closePullRequest', 'pull-requests: write'],
  ['addComment', 'pull-requests: write'],
  ['createRef', 'contents: write'],
  ['createCommitOnBranch', 'contents: write'],
  ['updateRefs', 'contents: write'],
])('a token that may not do %s lacks %s', (mutation, permission) => {
  const error = graphqlRefusal('FORBIDDEN', 'Resource not accessible by integration', [mutation])
  expect(said(error)).toContain(`give the job "permissions: ${permission}"`)
})

test('the name of a repository is no reason for a refusal', () => {
  const path = '/repos/acme/protected-SAML-rate-limit/issues/1/labels'
  expect(said(refusal(403, 'Resource not accessible by integration', 'POST', path))).toContain(
    'give the job "permissions: pull-requests: write"',
  )
})

test('a branch that is in the way of the pull request branch is named as the cause', () => {
  expect(said(graphqlRefusal('UNPROCESSABLE', 'Ref cannot be created', ['createRef']))).toContain(
    'A branch of acme/config is in the way of branch "mobile-sso/x"',
  )
})

test("the throttling plugin's own error for a rate limit of GraphQL is explained", () => {
  const headers = { 'x-ratelimit-reset': '1700000000' }
  const error = Object.assign(new Error('GraphQL Rate Limit Exceeded'), { response: { headers }, data: {} })
  expect(said(error)).toContain("GitHub's rate limit is used up until 2023-11-14T22:13:20.000Z.")
})

test('a server error of GraphQL, whose request has no host, is explained', () => {
  const request = { method: 'POST', url: '/graphql', headers: {} }
  const response = { status: 200, headers: {}, data: {}, url: '' }
  const error = new RequestError('Something went wrong', 500, { request: request as never, response })
  expect(said(error)).toBe(
    'POST /graphql was answered with 500: Something went wrong. GitHub has trouble; running again is safe.',
  )
})

test('an unreachable GitHub points to the network settings', () => {
  const request = { method: 'GET', url: 'https://api.github.com/repos/acme/config', headers: {} }
  const error = new RequestError('fetch failed', 500, { request: request as never })
  error.cause = new TypeError('fetch failed', {
    cause: Object.assign(new Error('getaddrinfo ENOTFOUND api.github.com'), { code: 'ENOTFOUND' }),
  })
  expect(said(error)).toBe(
    'GET /repos/acme/config got no answer from GitHub: its name cannot be resolved (ENOTFOUND). Check the name, and the name resolution of the runner; in a company network set https_proxy for the job.',
  )
})

test("an answer that is not GitHub's is told apart", () => {
  expect(
    said(new UnexpectedAnswerError('GET /repos/{owner}/{repo}', 'no usable "default_branch"')),
  ).toContain("Check that GITHUB_API_URL is GitHub's REST API")
})

test('other errors stay as they are', () => {
  const error = new ConfigRepositoryError('text')
  expect(explain(error, target)).toBe(error)
})
