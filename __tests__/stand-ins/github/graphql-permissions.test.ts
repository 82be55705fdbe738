import { describe, expect, test } from 'vitest'
import type { Permissions } from './access.ts'
import { refusals, useGitHub, type World } from './use-github.ts'

const world = useGitHub()

const READ = `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {
  nameWithOwner
  defaultBranchRef { name }
  ref(qualifiedName: "main") { name }
  object(expression: "HEAD") { oid }
  pullRequests(first: 1) { totalCount }
} }`
const WRITE = `mutation ($id: ID!, $pull: ID!, $oid: GitObjectID!) {
  createRef(input: {repositoryId: $id, name: "refs/heads/new", oid: $oid}) { clientMutationId }
  updateRefs(input: {repositoryId: $id, refUpdates: [{name: "refs/heads/other", afterOid: $oid}]}) { clientMutationId }
  createPullRequest(input: {repositoryId: $id, baseRefName: "main", headRefName: "two", title: "T"}) { clientMutationId }
  closePullRequest(input: {pullRequestId: $pull}) { clientMutationId }
  addComment(input: {subjectId: $pull, body: "Hello"}) { clientMutationId }
}`

type Kind = 'installation' | 'user'

async function prepared(options = {}) {
  const own = await world(options)
  const oid = await own.repository.push('one', { a: '1' })
  await own.repository.push('two', { a: '2' })
  own.repository.openPull({ title: 'T', base: { ref: 'main' }, head: { ref: 'one', sha: oid } })
  const { node } = await own.data(
    'query ($id: ID!) { node(id: $id) { ... on Repository { pullRequest(number: 1) { id } } } }',
    { id: own.repository.nodeId },
  )
  return { ...own, ids: { id: own.repository.nodeId, pull: node.pullRequest.id, oid } }
}

function tokenWith({ github, name }: World, kind: Kind, permissions: Permissions | undefined): string {
  const granted = permissions ? { [name]: permissions } : {}
  return github.createToken({ login: kind === 'user' ? 'pat' : 'app[bot]', kind, permissions: granted })
}

const named = ({ name }: World) => ({ owner: name.split('/')[0], name: name.split('/')[1] })
const KINDS = [
  ['an app', 'installation', 'integration'],
  ['a fine-grained token', 'user', 'personal access token'],
] as const

describe.each(KINDS)('with %s', (_, kind, subject) => {
  const refused = (...paths: string[]) =>
    paths.map((path) => `FORBIDDEN at ${path}: Resource not accessible by ${subject}`)

  test('without any permission a private repository is not there', async () => {
    const own = await prepared()
    const token = tokenWith(own, kind, undefined)
    const answer = await own.ask(READ, named(own), token)
    expect(answer.data).toEqual({ repository: null })
    expect(refusals(answer)).toEqual([
      `NOT_FOUND at repository: Could not resolve to a Repository with the name '${own.name}'.`,
    ])
    const [first] = refusals(await own.ask(WRITE, own.ids, token))
    expect(first).toBe(
      `NOT_FOUND at createRef: Could not resolve to a node with the global id of '${own.ids.id}'`,
    )
  })

  test('contents and pull requests need a permission each, and the rest is answered', async () => {
    const own = await prepared()
    const onlyPulls = await own.ask(READ, named(own), tokenWith(own, kind, { pull_requests: 'read' }))
    expect(onlyPulls.data.repository).toMatchObject({
      nameWithOwner: own.name,
      pullRequests: { totalCount: 1 },
    })
    expect(refusals(onlyPulls)).toEqual(
      refused('repository.defaultBranchRef', 'repository.ref', 'repository.object'),
    )
    expect(onlyPulls.errors![0].extensions).toEqual({ saml_failure: false })
    const onlyContents = await own.ask(READ, named(own), tokenWith(own, kind, { contents: 'read' }))
    expect(onlyContents.data).toEqual({ repository: null })
    expect(refusals(onlyContents)).toEqual(refused('repository.pullRequests'))
  })

  test('whoever may only read writes nothing', async () => {
    const own = await prepared()
    const token = tokenWith(own, kind, { contents: 'read', pull_requests: 'read', issues: 'read' })
    const before = JSON.stringify(own.repository.pulls())
    const answer = await own.ask(WRITE, own.ids, token)
    expect(refusals(answer)).toEqual(
      refused('createRef', 'updateRefs', 'createPullRequest', 'closePullRequest', 'addComment'),
    )
    expect(await own.repository.git('for-each-ref', '--format=%(refname:short)')).toBe('main\none\ntwo\n')
    expect(JSON.stringify(own.repository.pulls())).toBe(before)
  })

  test('branches need contents, pull requests theirs', async () => {
    const own = await prepared()
    const answer = await own.ask(WRITE, own.ids, tokenWith(own, kind, { contents: 'write' }))
    expect(refusals(answer)).toEqual(refused('createPullRequest', 'closePullRequest', 'addComment'))
    const other = await prepared()
    const pulls = await other.ask(WRITE, other.ids, tokenWith(other, kind, { pull_requests: 'write' }))
    expect(refusals(pulls)).toEqual(refused('createRef', 'updateRefs'))
  })
})

test('an archived repository is read and not written', async () => {
  const own = await world({ archived: true })
  const oid = await own.repository.objects.commit('main')
  expect((await own.ask(READ, named(own))).errors).toBeUndefined()
  const create = `mutation ($id: ID!, $oid: GitObjectID!) { createRef(input: {repositoryId: $id, name: "refs/heads/a", oid: $oid}) { clientMutationId } }`
  expect(refusals(await own.ask(create, { id: own.repository.nodeId, oid }))).toEqual([
    'FORBIDDEN at createRef: Repository was archived so is read-only.',
  ])
})

test('a permission outlives a rename', async () => {
  const own = await prepared()
  own.github.renameRepository(own.repository, `${own.name}-renamed`)
  expect((await own.ask(READ, named(own))).data.repository.nameWithOwner).toBe(`${own.name}-renamed`)
})

test('a token that is not valid gets no GraphQL answer at all', async () => {
  const own = await world()
  const { status, data } = await own.ask('{ viewer { login } }', {}, 'ghs_wrong')
  expect({ status, data }).toEqual({ status: 401, data: undefined })
})
