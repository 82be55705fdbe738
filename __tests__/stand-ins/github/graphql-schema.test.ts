import { describe, expect, test } from 'vitest'
import { refusals, useGitHub, type World } from './use-github.ts'

const world = useGitHub()

/** What the test would have failed for. */
const violations = ({ github }: World) => github.violations.splice(0)

const COMMIT = `mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { clientMutationId } }`
const commit = {
  branch: { repositoryNameWithOwner: 'acme/none', branchName: 'sso' },
  expectedHeadOid: 'ab'.repeat(20),
  message: { headline: 'Change' },
}

describe('what GitHub has not published', () => {
  test.each([
    [
      'a field',
      'query Find { viewer { name2 } }',
      {},
      "Field 'name2' doesn't exist on type 'User'",
      ['query Find', 'viewer', 'name2'],
      { code: 'undefinedField', typeName: 'User', fieldName: 'name2' },
    ],
    [
      'a field of a fragment',
      '{ node(id: "x") { ...R } } fragment R on Repository { secret }',
      {},
      "Field 'secret' doesn't exist on type 'Repository'",
      ['fragment R', 'secret'],
      { code: 'undefinedField', typeName: 'Repository', fieldName: 'secret' },
    ],
    [
      'a mutation',
      'mutation { mergeBranch(input: {}) { clientMutationId } }',
      {},
      "Field 'mergeBranch' doesn't exist on type 'Mutation'",
      ['mutation', 'mergeBranch'],
      { code: 'undefinedField', typeName: 'Mutation', fieldName: 'mergeBranch' },
    ],
    [
      'an argument',
      '{ repository(owner: "a", name: "b", at: "c") { id } }',
      {},
      "Field 'repository' doesn't accept argument 'at'",
      ['query', 'repository', 'at'],
      { code: 'argumentNotAccepted', name: 'repository', typeName: 'Field', argumentName: 'at' },
    ],
    [
      'a field of an input',
      'mutation { closePullRequest(input: {pullRequestId: "x", reason: "y"}) { clientMutationId } }',
      {},
      "InputObject 'ClosePullRequestInput' doesn't accept argument 'reason'",
      ['mutation', 'closePullRequest', 'input', 'reason'],
      {
        code: 'argumentNotAccepted',
        name: 'ClosePullRequestInput',
        typeName: 'InputObject',
        argumentName: 'reason',
      },
    ],
    [
      'a missing argument',
      '{ repository(owner: "a") { id } }',
      {},
      "Field 'repository' is missing required arguments: name",
      ['query', 'repository'],
      { code: 'missingRequiredArguments', className: 'Field', name: 'repository', arguments: 'name' },
    ],
    [
      'a variable that is not used',
      'query ($a: ID!) { viewer { login } }',
      { a: 'x' },
      'Variable $a is declared but not used',
      ['query'],
      { code: 'variableNotUsed', variableName: 'a' },
    ],
  ])(
    'such as %s is refused with no data, and fails the test',
    async (_, query, variables, message, path, extensions) => {
      const own = await world()
      const { status, data, errors } = await own.ask(query, variables)
      expect({ status, data }).toEqual({ status: 200, data: undefined })
      expect(errors).toEqual([{ message, path, extensions, locations: [expect.anything()] }])
      expect(violations(own)).toEqual([`GraphQL: ${message}`])
    },
  )

  test.each([
    ['a syntax that is none', '{ viewer {', {}],
    ['no query', undefined, {}],
    [
      'Base64 with a wrong length',
      COMMIT,
      { input: { ...commit, fileChanges: { additions: [{ path: 'a', contents: 'abc' }] } } },
    ],
    [
      'Base64 of the alphabet for addresses',
      COMMIT,
      { input: { ...commit, fileChanges: { additions: [{ path: 'a', contents: 'ab_-' }] } } },
    ],
    ['an object name that is cut', COMMIT, { input: { ...commit, expectedHeadOid: 'abc' } }],
    ['an input without what is required', COMMIT, { input: { ...commit, message: {} } }],
    ['a variable of an input that has more', COMMIT, { input: { ...commit, force: true } }],
  ])(
    'such as %s is refused before anything is carried out, and fails the test',
    async (_, query, variables) => {
      const own = await world()
      const { data, errors } = await own.ask(query as string, variables)
      expect(data).toBeUndefined()
      expect(errors).toHaveLength(1)
      expect(violations(own)).toEqual([`GraphQL: ${errors![0].message}`])
    },
  )

  test('such as a field that GitHub has deprecated is answered, and fails the test', async () => {
    const own = await world()
    const query = `query ($id: ID!) { node(id: $id) { ... on Repository { object(expression: "HEAD") { ... on Commit { changedFiles } } } } }`
    const { data, errors } = await own.ask(query, { id: own.repository.nodeId })
    expect({ data, errors }).toEqual({ data: { node: { object: { changedFiles: 0 } } }, errors: undefined })
    expect(violations(own)).toEqual([
      expect.stringMatching(/^GraphQL: The field Commit\.changedFiles is deprecated/),
    ])
  })
})

describe("GitHub's limits", () => {
  const pulls = (page: string, inner = 'nodes { number }') =>
    `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { id pullRequests${page} { ${inner} } } }`

  test.each([
    [
      'without first or last',
      '',
      'nodes { number }',
      'MISSING_PAGINATION_BOUNDARIES at repository.pullRequests: You must provide a `first` or `last` value to properly paginate the `pullRequests` connection.',
    ],
    [
      'in a fragment',
      '',
      '... on PullRequestConnection { nodes { number } }',
      'MISSING_PAGINATION_BOUNDARIES at repository.pullRequests: You must provide a `first` or `last` value to properly paginate the `pullRequests` connection.',
    ],
    [
      'of more than 100',
      '(first: 101)',
      'nodes { number }',
      'EXCESSIVE_PAGINATION at repository.pullRequests: Requesting 101 records on the `pullRequests` connection exceeds the `first` limit of 100 records.',
    ],
    [
      'of more than 100 from the end',
      '(last: 200)',
      'nodes { number }',
      'EXCESSIVE_PAGINATION at repository.pullRequests: Requesting 200 records on the `pullRequests` connection exceeds the `last` limit of 100 records.',
    ],
    [
      'of none',
      '(first: 0)',
      'nodes { number }',
      'UNPROCESSABLE at repository.pullRequests: `first` on the `pullRequests` connection cannot be less than one.',
    ],
    [
      'from both ends',
      '(first: 1, last: 1)',
      'nodes { number }',
      'UNPROCESSABLE at repository.pullRequests: Passing both `first` and `last` to paginate the `pullRequests` connection is not supported.',
    ],
  ])('refuse a page %s, and fail the test', async (_, page, inner, refusal) => {
    const own = await world()
    const [owner, name] = own.name.split('/')
    expect(refusals(await own.ask(pulls(page, inner), { owner, name }))).toEqual([refusal])
    expect(violations(own)).toEqual([`GraphQL: ${refusal.replace(/^.*?: /, '')}`])
  })

  test('let a total be asked without a page', async () => {
    const own = await world()
    const [owner, name] = own.name.split('/')
    const { repository } = await own.data(pulls('', 'totalCount'), { owner, name })
    expect(repository.pullRequests).toEqual({ totalCount: 0 })
  })

  test('are met at an answer after the mutation was carried out', async () => {
    const own = await world()
    const sha = await own.repository.push('sso', { a: 'x' })
    own.repository.openPull({ title: 'T', base: { ref: 'main' }, head: { ref: 'sso', sha } })
    const find = 'query ($id: ID!) { node(id: $id) { ... on Repository { pullRequest(number: 1) { id } } } }'
    const { node } = await own.data(find, { id: own.repository.nodeId })
    const close = `mutation ($id: ID!) { closePullRequest(input: {pullRequestId: $id}) { pullRequest { commits { nodes { id } } } } }`
    const answer = await own.ask(close, { id: node.pullRequest.id })
    expect(refusals(answer)).toEqual([expect.stringContaining('MISSING_PAGINATION_BOUNDARIES')])
    expect(own.repository.pull(1).state).toBe('closed')
    expect(violations(own)).toHaveLength(1)
  })

  test.each([
    [
      'in one piece',
      'pullRequests(first: 100) { nodes { comments(first: 100) { nodes { id } } commits(first: 50) { nodes { commit { history(first: 100) { nodes { oid } } } } } } }',
    ],
    ['over a fragment and a variable', 'pullRequests(first: $many) { nodes { ...Commits } }'],
  ])('refuse more than 500,000 possible nodes %s, and fail the test', async (_, selection) => {
    const own = await world()
    const [owner, name] = own.name.split('/')
    const isFragment = selection.includes('...Commits')
    const fragment = isFragment
      ? 'fragment Commits on PullRequest { comments(first: 100) { nodes { id } } commits(first: 50) { nodes { commit { history(first: $many) { nodes { oid } } } } } }'
      : ''
    const many = isFragment ? ', $many: Int' : ''
    const query = `query ($owner: String!, $name: String!${many}) { repository(owner: $owner, name: $name) { ${selection} } } ${fragment}`
    const { data, errors } = await own.ask(query, { owner, name, ...(isFragment ? { many: 100 } : {}) })
    const message =
      'This query requests up to 515,100 possible nodes which exceeds the maximum limit of 500,000.'
    expect({ data, errors }).toEqual({
      data: undefined,
      errors: [{ type: 'MAX_NODE_LIMIT_EXCEEDED', message }],
    })
    expect(violations(own)).toEqual([`GraphQL: ${message}`])
  })

  test('turn pages with cursors from both ends', async () => {
    const own = await world()
    for (const text of ['1', '2', '3']) await own.repository.push('main', { a: text }, { message: text })
    const [owner, name] = own.name.split('/')
    const page = async (asked: object) => {
      const query = `query ($owner: String!, $name: String!, $first: Int, $last: Int, $after: String, $before: String) {
        repository(owner: $owner, name: $name) { object(expression: "HEAD") { ... on Commit {
          history(first: $first, last: $last, after: $after, before: $before) {
            nodes { message } pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
          }
        } } }
      }`
      const { nodes, pageInfo } = (await own.data(query, { owner, name, ...asked })).repository.object.history
      return { messages: nodes.map(({ message }: { message: string }) => message), pageInfo }
    }
    const first = await page({ first: 2 })
    expect(first).toMatchObject({
      messages: ['3', '2'],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    })
    const next = await page({ first: 2, after: first.pageInfo.endCursor })
    expect(next).toMatchObject({
      messages: ['1', 'Initial commit'],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    })
    expect(await page({ last: 1, before: next.pageInfo.startCursor })).toMatchObject({ messages: ['2'] })
  })
})
