import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { type Fault, rateLimited, secondaryRateLimited, serverError } from '../stand-ins/github/index.ts'
import { nameOfRequest } from './request-names.ts'
import { CONFIG, type ScenarioOptions, useGitHub } from './world.ts'

const { scenario, github } = useGitHub()
const GRAPHQL = 'POST /graphql repository'
const COMMIT = 'POST /graphql createCommitOnBranch'
const REF = 'POST /graphql createRef'

/** A rule of the repository that GraphQL words as REST does. */
const ruledOut = (reason: string): Fault => {
  const message = `Repository rule violations found\n\n${reason}\n\n`
  const errors = [{ type: 'UNPROCESSABLE', path: ['createCommitOnBranch'], message }]
  return { status: 200, body: { data: { createCommitOnBranch: null }, errors } }
}

interface Case {
  readonly what: string
  readonly options?: ScenarioOptions
  readonly inputs?: Readonly<Record<string, string>>
  /** What the service answers to which request. */
  readonly fault?: { readonly request: string; readonly fault: Fault }
  readonly policy?: Readonly<Record<string, unknown>>
  /** The text of the error, word for word; NAME stands for the repository. */
  readonly error: string
}

/** What the query is answered with where there is nothing, but for some fields. */
function answered(fields: object) {
  const none = { pageInfo: { hasNextPage: false }, nodes: [] }
  const lists = { openPullRequests: none, closedPullRequests: none }
  const repository = { id: 'R_1', nameWithOwner: 'acme/x', defaultBranchRef: { name: 'main' } }
  return { data: { repository: { ...repository, base: null, branch: null, ...lists, ...fields } } }
}

const noPermission = (permission: string) =>
  `The token lacks the permission for this in NAME. In the workflow's own repository, give the job "permissions: ${permission}"; in another repository, the GitHub App or fine-grained token needs ${permission.replace(':', '')}.`

const CASES: readonly Case[] = [
  {
    what: 'a token that is not valid',
    inputs: { token: 'ghs_expired' },
    error:
      'POST /graphql was answered with 401: Bad credentials. The token is not valid. Check the token input: it may be empty, expired, revoked or for another GitHub server.',
  },
  {
    what: 'a repository that the token does not see',
    inputs: { 'config-repository': 'acme/elsewhere' },
    error:
      "POST /graphql was answered with NOT_FOUND: Could not resolve to a Repository with the name 'acme/elsewhere'. The repository acme/elsewhere does not exist, or the token has no access to it. Check config-repository. GITHUB_TOKEN works only in the workflow's own repository: for another one, set token to a GitHub App token or a fine-grained personal access token.",
  },
  {
    what: 'no permission to read pull requests',
    options: { permissions: { contents: 'write' } },
    error: `POST /graphql was answered with FORBIDDEN: Resource not accessible by integration. ${noPermission('pull-requests: write')}`,
  },
  {
    what: 'no permission to read contents',
    options: { permissions: { pull_requests: 'write' } },
    error: `POST /graphql was answered with FORBIDDEN: Resource not accessible by integration. ${noPermission('contents: write')}`,
  },
  {
    what: 'no permission to write contents',
    options: { permissions: { contents: 'read', pull_requests: 'write', metadata: 'read' } },
    error: `POST /graphql was answered with FORBIDDEN: Resource not accessible by integration. ${noPermission('contents: write')}`,
  },
  {
    what: 'no permission to write pull requests',
    options: { permissions: { contents: 'write', pull_requests: 'read', metadata: 'read' } },
    error: `POST /graphql was answered with FORBIDDEN: Resource not accessible by integration. ${noPermission('pull-requests: write')}`,
  },
  {
    what: 'a personal token without permission',
    options: { login: 'octocat', permissions: { contents: 'read', pull_requests: 'read', metadata: 'read' } },
    error: `POST /graphql was answered with FORBIDDEN: Resource not accessible by personal access token. ${noPermission('contents: write')}`,
  },
  {
    what: 'a setting that keeps Actions from opening pull requests',
    policy: { actionsMayCreatePullRequests: false },
    error:
      'POST /graphql was answered with FORBIDDEN: GitHub Actions is not permitted to create or approve pull requests. Enable "Allow GitHub Actions to create and approve pull requests" in the settings of NAME (Actions, General; a setting of the organisation may lock it), or pass a GitHub App token as token.',
  },
  {
    what: 'a ruleset that covers the branch',
    policy: { restrictedBranches: /^mobile-sso\// },
    error:
      "POST /graphql was answered with FORBIDDEN: Repository rule violations found Cannot create ref due to creations being restricted. A rule protects branch BRANCH of NAME. Exempt the token's identity from it in the settings (Rules, Rulesets, or Branches), or set the branch input to a different name.",
  },
  {
    what: 'drafts that the plan does not have',
    inputs: { draft: 'true' },
    policy: { draftsSupported: false },
    error:
      'POST /graphql was answered with UNPROCESSABLE: Draft pull requests are not supported in this repository. The plan of NAME has no draft pull requests. Remove draft: true.',
  },
  {
    what: 'a base that does not exist',
    inputs: { base: 'release' },
    error: 'NAME has no branch "release". Correct the base input.',
  },
  {
    what: 'a branch that is the default branch',
    inputs: { branch: 'main' },
    error:
      'branch: "main" is the base of NAME, so a run would commit to it without a pull request. Omit the input, or name a branch that is only for the pull request.',
  },
  {
    what: 'an archived repository',
    options: { archived: true },
    error:
      'POST /graphql was answered with FORBIDDEN: Repository was archived so is read-only. Unarchive NAME, or set config-repository to another repository.',
  },
  {
    what: 'a repository without a commit',
    options: { empty: true },
    error:
      'NAME has no commit on its default branch, so a pull request has nothing to start from. Commit a README to it first. If it has other branches, choose a different default branch in its settings, or set the base input.',
  },
  {
    what: 'a path that is a folder',
    options: { files: { 'conf/mobile-config.xml': CONFIG } },
    inputs: { 'config-path': 'conf' },
    error: 'config-path: "conf" is a folder, a link or a submodule in NAME. Name a file.',
  },
  {
    what: 'a single sign-on that the token is not authorised for',
    fault: {
      request: GRAPHQL,
      fault: {
        status: 403,
        body: {
          message:
            'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
        },
      },
    },
    error:
      'POST /graphql was answered with 403: Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization. Authorise the token for single sign-on with the organisation acme, or use a GitHub App token.',
  },
  {
    what: 'a runner whose address is not on the IP allow list',
    fault: {
      request: GRAPHQL,
      fault: {
        status: 403,
        body: {
          message:
            'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.',
        },
      },
    },
    error:
      'POST /graphql was answered with 403: Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource. The IP allow list of acme does not have the address of this runner. Use a runner whose address is on it, or ask an owner of the organisation to add the address (Settings, Authentication security).',
  },
  {
    what: 'a file that push protection takes for one with a secret',
    fault: {
      request: COMMIT,
      fault: ruledOut('Secret detected in content'),
    },
    error:
      'POST /graphql was answered with UNPROCESSABLE: Repository rule violations found Secret detected in content. Push protection found something in mobile-config.xml that looks like a secret. Remove it from the values, from the file on the base branch or from the template. If it is not a secret, ask somebody who can bypass push protection of NAME to allow it.',
  },
  {
    what: 'a commit message that a ruleset does not accept',
    fault: {
      request: COMMIT,
      fault: ruledOut('Commit message must start with a matching pattern: JIRA-'),
    },
    error:
      'POST /graphql was answered with UNPROCESSABLE: Repository rule violations found Commit message must start with a matching pattern: JIRA-. A rule of NAME restricts commit messages. Set the commit-message input to one that it accepts. The action adds lines such as "Mobile-SSO-Path: …" at the end, so the rule must allow text after it.',
  },
  {
    what: 'a web page in the place of GitHub',
    fault: { request: GRAPHQL, fault: { status: 200, body: '<html>Sign in to the proxy</html>' } },
    error:
      "POST /graphql was answered with a body that is not JSON. Check that GITHUB_API_URL is GitHub's REST API and that no proxy answers instead of it.",
  },
  {
    what: 'a file that is too large for one answer, without content',
    options: { files: { 'mobile-config.xml': Buffer.concat([CONFIG, Buffer.from([0])]) } },
    fault: {
      request: 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
      fault: { status: 200, body: { sha: 'a'.repeat(40), encoding: 'base64', content: null } },
    },
    error:
      'GET /repos/{owner}/{repo}/git/blobs/{file_sha} was answered with no usable "content". Check that GITHUB_API_URL is GitHub\'s REST API and that no proxy answers instead of it.',
  },
  {
    what: 'a file with the content of another one',
    options: { files: { 'mobile-config.xml': Buffer.concat([CONFIG, Buffer.from([0])]) } },
    fault: {
      request: 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
      fault: { status: 200, body: { sha: 'a'.repeat(40), encoding: 'base64', content: 'PGE+' } },
    },
    error:
      'GET /repos/{owner}/{repo}/git/blobs/{file_sha} was answered with content that does not match its "sha". Check that GITHUB_API_URL is GitHub\'s REST API and that no proxy answers instead of it.',
  },
  {
    what: 'pull requests that are no list',
    fault: { request: GRAPHQL, fault: { status: 200, body: answered({ openPullRequests: null }) } },
    error:
      'POST /graphql was answered with no usable "openPullRequests". Check that GITHUB_API_URL is GitHub\'s REST API and that no proxy answers instead of it.',
  },
  {
    what: 'a pull request without a number',
    fault: {
      request: GRAPHQL,
      fault: {
        status: 200,
        body: answered({
          openPullRequests: { pageInfo: { hasNextPage: false }, nodes: [{ title: 'Theirs' }] },
        }),
      },
    },
    error:
      'POST /graphql was answered with no usable "number". Check that GITHUB_API_URL is GitHub\'s REST API and that no proxy answers instead of it.',
  },
  {
    what: 'a branch without a commit',
    fault: { request: GRAPHQL, fault: { status: 200, body: answered({ base: { target: {} } }) } },
    error:
      'POST /graphql was answered with no usable "oid". Check that GITHUB_API_URL is GitHub\'s REST API and that no proxy answers instead of it.',
  },
  {
    what: 'a rate limit whose end is far away',
    fault: { request: GRAPHQL, fault: rateLimited({ resetIn: 3000 }) },
    error:
      "POST /graphql was answered with 403: API rate limit exceeded for installation ID 1. GitHub's rate limit is used up until TIME. Run again later, or spread the runs out.",
  },
  {
    what: 'a secondary rate limit whose end is far away',
    fault: {
      request: REF,
      fault: secondaryRateLimited({ retryAfter: 900, status: 429 }),
    },
    error:
      "POST /graphql was answered with 429: You have exceeded a secondary rate limit. Please wait a few minutes before you try again. GitHub's rate limit is used up. Run again later, or spread the runs out.",
  },
  {
    what: 'a GitHub that stays broken',
    fault: { request: GRAPHQL, fault: serverError(503) },
    error:
      'POST /graphql was answered with 503: Server Error. GitHub is having problems. It is safe to run again.',
  },
  {
    what: 'an answer that nobody expects',
    fault: {
      request: REF,
      fault: { status: 418, body: { message: "I'm a teapot" } },
    },
    error:
      "POST /graphql was answered with 418: I'm a teapot. Unexpected answer. If it happens again, report it with this message.",
  },
]

describe.concurrent('GitHub refuses', () => {
  test.each(CASES)(
    '$what, and the error says what to do',
    async ({ options, inputs, fault, policy, error }) => {
      const refused = await scenario(options)
      Object.assign(refused.repository.policy, policy)
      const before = await refused.repository.git('for-each-ref')
      const stop = github().before((request) =>
        fault && request.repository === refused.name && nameOfRequest(request) === fault.request
          ? fault.fault
          : undefined,
      )
      const { exitCode, log, outputs, summary } = await refused.runHere(inputs)
      stop()
      const said = decodeCommand(/^::error::(.*)$/m.exec(log)?.[1] ?? log)
        .replaceAll(refused.name, 'NAME')
        .replace(/mobile-sso\/[\w-]+/, 'BRANCH')
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, 'TIME')
      assert.equal(said, error)
      assert.equal(exitCode, 1)
      assert.equal(outputs['changed'], 'false')
      assert.ok(summary.includes('failed'))
      assert.ok(!log.includes(refused.token) || log.includes(`::add-mask::${refused.token}`))
      assert.equal(await refused.repository.git('for-each-ref'), before)
      assert.deepEqual(refused.repository.pulls(), [])
    },
  )
})

/** @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions */
function decodeCommand(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}
