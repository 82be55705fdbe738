import { describe, expect, test } from 'vitest'
import { refusals, useGitHub, type World } from './use-github.ts'

const world = useGitHub()

const CREATE = `mutation ($input: CreatePullRequestInput!) { createPullRequest(input: $input) { pullRequest { id number isDraft title body } } }`
const UPDATE = `mutation ($input: UpdatePullRequestInput!) { updatePullRequest(input: $input) { pullRequest { title body state } } }`
const CLOSE = `mutation ($input: ClosePullRequestInput!) { closePullRequest(input: $input) { pullRequest { state closed } } }`

async function proposed(own: World, input: object = {}) {
  const { nodeId: repositoryId } = own.repository
  const names = { repositoryId, baseRefName: 'main', headRefName: 'sso', title: 'Phones' }
  return own.ask(CREATE, { input: { ...names, ...input } })
}

async function branched() {
  const own = await world()
  await own.repository.push('sso', { a: '1' })
  return own
}

async function opened() {
  const own = await branched()
  const { data } = await proposed(own)
  return { ...own, id: data.createPullRequest.pullRequest.id as string }
}

describe('createPullRequest', () => {
  test('opens one that REST lists', async () => {
    const own = await branched()
    const answer = await proposed(own, { body: 'Text', draft: true })
    expect(answer.data.createPullRequest.pullRequest).toMatchObject({
      number: 1,
      isDraft: true,
      title: 'Phones',
      body: 'Text',
    })
    expect(await (await own.rest('GET', '/pulls')).json()).toMatchObject([
      { number: 1, draft: true, title: 'Phones', body: 'Text', user: { login: 'github-actions[bot]' } },
    ])
  })

  test.each<[string, object, (own: World) => unknown, string]>([
    [
      'a second one for the same branches',
      {},
      proposed,
      'UNPROCESSABLE at createPullRequest: A pull request already exists for acme:sso.',
    ],
    [
      'one with nothing to propose',
      { headRefName: 'same' },
      ({ repository }) => repository.git('branch', 'same', 'main'),
      'UNPROCESSABLE at createPullRequest: No commits between main and same',
    ],
    [
      'one of a branch that is not there',
      { headRefName: 'none' },
      () => undefined,
      "UNPROCESSABLE at createPullRequest: Head sha can't be blank, Base sha can't be blank, No commits between main and none, Head ref must be a branch",
    ],
    [
      'one onto a branch that is not there',
      { baseRefName: 'none' },
      () => undefined,
      "UNPROCESSABLE at createPullRequest: Base sha can't be blank, No commits between none and sso, Base ref must be a branch",
    ],
    [
      'one of a job where jobs must not',
      {},
      ({ repository: { policy } }) => {
        policy.actionsMayCreatePullRequests = false
      },
      'FORBIDDEN at createPullRequest: GitHub Actions is not permitted to create or approve pull requests.',
    ],
    [
      'a draft where there are none',
      { draft: true },
      ({ repository: { policy } }) => {
        policy.draftsSupported = false
      },
      'UNPROCESSABLE at createPullRequest: Draft pull requests are not supported in this repository.',
    ],
    [
      'a body that is too long',
      { body: 'x'.repeat(65_537) },
      () => undefined,
      'UNPROCESSABLE at createPullRequest: Body is too long (maximum is 65536 characters)',
    ],
  ])('refuses %s', async (_, input, before, refusal) => {
    const own = await branched()
    await before(own)
    const count = own.repository.pulls().length
    expect(refusals(await proposed(own, input))).toEqual([refusal])
    expect(own.repository.pulls()).toHaveLength(count)
  })
})

describe('updatePullRequest and closePullRequest', () => {
  test('change title and text, and what is not given stays', async () => {
    const own = await opened()
    await own.data(UPDATE, { input: { pullRequestId: own.id, body: 'New' } })
    expect(own.repository.pull(1)).toMatchObject({ title: 'Phones', body: 'New', state: 'open' })
    await own.data(UPDATE, { input: { pullRequestId: own.id, title: 'Other' } })
    expect(own.repository.pull(1)).toMatchObject({ title: 'Other', body: 'New' })
  })

  test('close and reopen, and the repository remembers who closed', async () => {
    const own = await opened()
    await own.data(UPDATE, { input: { pullRequestId: own.id, state: 'CLOSED' } })
    await own.data(UPDATE, { input: { pullRequestId: own.id, state: 'OPEN' } })
    expect(own.repository.pull(1).state).toBe('open')
    expect(await own.data(CLOSE, { input: { pullRequestId: own.id } })).toEqual({
      closePullRequest: { pullRequest: { state: 'CLOSED', closed: true } },
    })
    expect(own.repository.closings(1)).toEqual(['github-actions[bot]', 'github-actions[bot]'])
  })

  test.each<[string, (own: World) => unknown]>([
    ['merged', ({ repository }) => repository.mergePull(1)],
    ['of a branch that is gone', ({ repository }) => repository.deleteBranch('sso')],
    [
      'followed by another',
      async (own) => {
        own.repository.closePull(1)
        await proposed(own)
      },
    ],
  ])('do not reopen one that is %s', async (_, before) => {
    const own = await opened()
    await before(own)
    const answer = await own.ask(UPDATE, { input: { pullRequestId: own.id, state: 'OPEN' } })
    expect(refusals(answer)).toEqual([
      expect.stringMatching(/^UNPROCESSABLE at updatePullRequest: State cannot be changed\. ./),
    ])
    expect(own.repository.pull(1).state).toBe('closed')
  })

  test('refuse an empty title and a text that is too long, and change nothing', async () => {
    const own = await opened()
    for (const texts of [{ title: '' }, { title: 'Other', body: 'x'.repeat(65_537) }]) {
      const answer = await own.ask(UPDATE, { input: { pullRequestId: own.id, ...texts } })
      expect(refusals(answer)).toEqual([expect.stringMatching(/^UNPROCESSABLE at updatePullRequest: /)])
    }
    expect(own.repository.pull(1)).toMatchObject({ title: 'Phones', body: null })
  })
})

describe('around a pull request', () => {
  const people = `query { user(login: "octocat") { id } organization(login: "acme") { team(slug: "mobile-admins") { id } } }`

  test('comments, labels, assignees and reviews come where REST has them', async () => {
    const own = await opened()
    const { user, organization } = await own.data(people)
    const label = `query ($id: ID!) { node(id: $id) { ... on Repository { label(name: "bug") { id } none: label(name: "none") { id } } } }`
    const { node } = await own.data(label, { id: own.repository.nodeId })
    expect(node.none).toBeNull()
    const around = `mutation ($pull: ID!, $label: ID!, $user: ID!, $team: ID!) {
      addComment(input: {subjectId: $pull, body: "Hello"}) { commentEdge { node { body author { login } } } }
      addLabelsToLabelable(input: {labelableId: $pull, labelIds: [$label]}) { labelable { labels(first: 9) { nodes { name } } } }
      addAssigneesToAssignable(input: {assignableId: $pull, assigneeIds: [$user]}) { assignable { assignees(first: 9) { nodes { login } } } }
      requestReviews(input: {pullRequestId: $pull, userIds: [$user], teamIds: [$team], union: true}) {
        pullRequest { reviewRequests(first: 9) { nodes { requestedReviewer { ... on User { login } ... on Team { slug } } } } }
      }
    }`
    const variables = { pull: own.id, label: node.label.id, user: user.id, team: organization.team.id }
    expect(await own.data(around, variables)).toEqual({
      addComment: { commentEdge: { node: { body: 'Hello', author: { login: 'github-actions' } } } },
      addLabelsToLabelable: { labelable: { labels: { nodes: [{ name: 'bug' }] } } },
      addAssigneesToAssignable: { assignable: { assignees: { nodes: [{ login: 'octocat' }] } } },
      requestReviews: {
        pullRequest: {
          reviewRequests: {
            nodes: [
              { requestedReviewer: { login: 'octocat' } },
              { requestedReviewer: { slug: 'mobile-admins' } },
            ],
          },
        },
      },
    })
    const [pull] = (await (await own.rest('GET', '/pulls')).json()) as object[]
    expect(pull).toMatchObject({
      labels: [{ name: 'bug' }],
      assignees: [{ login: 'octocat' }],
      requested_reviewers: [{ login: 'octocat' }],
    })
    expect(own.repository.pull(1).comments).toEqual([{ login: 'github-actions[bot]', body: 'Hello' }])
  })

  test('an empty comment, a foreign label and a reviewer without access are refused', async () => {
    const own = await opened()
    const other = await world()
    other.repository.policy.collaborators.add('outsider')
    const find = `query ($id: ID!) { user(login: "outsider") { id } node(id: $id) { ... on Repository { label(name: "bug") { id } } } }`
    const foreign = `query ($id: ID!) { node(id: $id) { ... on Repository { label(name: "bug") { id } } } }`
    const { data } = await other.ask(find, { id: other.repository.nodeId })
    expect((await other.data(foreign, { id: other.repository.nodeId })).node).toEqual(data.node)
    const answer = await own.ask(
      `mutation ($pull: ID!, $label: ID!, $user: ID!) {
        addComment(input: {subjectId: $pull, body: " "}) { clientMutationId }
        addLabelsToLabelable(input: {labelableId: $pull, labelIds: [$label]}) { clientMutationId }
        requestReviews(input: {pullRequestId: $pull, userIds: [$user]}) { clientMutationId }
      }`,
      { pull: own.id, label: data.node.label.id, user: data.user.id },
    )
    expect(refusals(answer)).toEqual([
      "UNPROCESSABLE at addComment: Body can't be blank",
      expect.stringMatching(/^NOT_FOUND at addLabelsToLabelable: Could not resolve to a node/),
      expect.stringMatching(
        /^UNPROCESSABLE at requestReviews: Reviews may only be requested from collaborators\./,
      ),
    ])
    expect(own.repository.pull(1)).toMatchObject({ comments: [], labels: [], reviewers: [] })
  })

  test('a login that nobody has is not found', async () => {
    const own = await world()
    expect(refusals(await own.ask('{ user(login: "nobody") { id } }'))).toEqual([
      "NOT_FOUND at user: Could not resolve to a User with the login of 'nobody'.",
    ])
  })
})
