import { describe, expect, test } from 'vitest'
import { refusals, useGitHub } from './use-github.ts'

const world = useGitHub()

const OBJECT = `query ($owner: String!, $name: String!, $expression: String!) {
  repository(owner: $owner, name: $name) { object(expression: $expression) { __typename oid ... on Tag { name target { __typename oid } } } }
}`

describe('an expression', () => {
  test('names branches, HEAD, tags, annotated tags, commits and files, and is null for nothing', async () => {
    const { repository, name, data } = await world({ files: { a: 'x' } })
    const oid = (await repository.objects.commit('main'))!
    await repository.git('tag', 'light', oid)
    await repository.git('-c', 'user.name=Pat', '-c', 'user.email=p@x', 'tag', '-a', 'heavy', '-m', 'T', oid)
    const [owner, repo] = name.split('/')
    const object = async (expression: string) =>
      (await data(OBJECT, { owner, name: repo, expression })).repository.object
    for (const expression of ['main', 'HEAD', 'light', oid, oid.slice(0, 10)])
      expect(await object(expression)).toEqual({ __typename: 'Commit', oid })
    expect(await object('heavy')).toMatchObject({
      __typename: 'Tag',
      name: 'heavy',
      target: { __typename: 'Commit', oid },
    })
    expect(await object('HEAD:a')).toMatchObject({ __typename: 'Blob' })
    for (const nothing of ['none', 'main\nmain', '-h', '0'.repeat(40)])
      expect(await object(nothing)).toBeNull()
  })
})

const PULLS = `query ($owner: String!, $name: String!, $states: [PullRequestState!]) {
  repository(owner: $owner, name: $name) {
    pullRequests(headRefName: "sso", states: $states, first: 10) { totalCount nodes {
      number state isCrossRepository headRepository { nameWithOwner }
      timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) { nodes { ... on ClosedEvent { actor { login __typename } } } }
      commits(first: 10) { nodes { commit { oid } } }
    } }
  }
}`

describe('pull requests', () => {
  test('are found by the name of their head in forks, too, the oldest first', async () => {
    const { repository, name, data } = await world()
    const sha = await repository.push('sso', { a: 'x' })
    repository.openPull({
      title: 'Theirs',
      base: { ref: 'main' },
      head: { ref: 'sso', sha, fork: 'pat/config' },
    })
    repository.openPull({ title: 'Ours', base: { ref: 'main' }, head: { ref: 'sso', sha } })
    const [owner, repo] = name.split('/')
    const { nodes } = (await data(PULLS, { owner, name: repo })).repository.pullRequests
    expect(nodes).toMatchObject([
      { number: 1, isCrossRepository: true, headRepository: null },
      { number: 2, isCrossRepository: false, headRepository: { nameWithOwner: name } },
    ])
  })

  test('tell who closed them last: a person, the action, or whoever deleted the branch', async () => {
    const { repository, name, data, rest } = await world()
    const [owner, repo] = name.split('/')
    const closer = async () =>
      (await data(PULLS, { owner, name: repo })).repository.pullRequests.nodes[0].timelineItems.nodes
    const sha = await repository.push('sso', { a: 'x' })
    repository.openPull({ title: 'T', base: { ref: 'main' }, head: { ref: 'sso', sha } })
    expect(await closer()).toEqual([])
    repository.closePull(1)
    expect(await closer()).toEqual([{ actor: { login: 'octocat', __typename: 'User' } }])
    repository.reopenPull(1)
    await rest('PATCH', '/pulls/1', { state: 'closed' })
    expect(await closer()).toEqual([{ actor: { login: 'github-actions', __typename: 'Bot' } }])
    repository.reopenPull(1)
    await repository.deleteBranch('sso')
    expect(await closer()).toEqual([{ actor: { login: 'octocat', __typename: 'User' } }])
  })

  test('that were merged are MERGED, not CLOSED, and keep their commits', async () => {
    const { repository, name, data } = await world()
    const sha = await repository.push('sso', { a: 'x' })
    repository.openPull({ title: 'T', base: { ref: 'main' }, head: { ref: 'sso', sha } })
    await repository.mergePull(1)
    const [owner, repo] = name.split('/')
    const search = async (states?: string[]) =>
      (await data(PULLS, { owner, name: repo, ...(states ? { states } : {}) })).repository.pullRequests
    expect((await search(['CLOSED'])).totalCount).toBe(0)
    expect(await search(['MERGED'])).toMatchObject({
      nodes: [{ state: 'MERGED', commits: { nodes: [{ commit: { oid: sha } }] } }],
    })
  })
})

describe('a comparison', () => {
  test.each([
    ['identical', [], [], 'IDENTICAL'],
    ['ahead', [], ['sso'], 'AHEAD'],
    ['behind', ['main'], [], 'BEHIND'],
    ['diverged', ['main'], ['sso', 'sso'], 'DIVERGED'],
  ])('of branches that are %s counts as git does', async (_, onBase, onHead, status) => {
    const { repository, name, data } = await world()
    await repository.git('branch', 'sso', 'main')
    for (const [index, branch] of [...onBase, ...onHead].entries())
      await repository.push(branch, { [branch]: `${index}` })
    const [owner, repo] = name.split('/')
    const query = `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {
      ref(qualifiedName: "refs/heads/main") { compare(headRef: "refs/heads/sso") { aheadBy behindBy status commits(first: 9) { nodes { oid } } } }
    } }`
    const { compare } = (await data(query, { owner, name: repo })).repository.ref
    const ahead = (await repository.git('rev-list', '--reverse', 'main..sso')).split('\n').filter(Boolean)
    const behind = Number(await repository.git('rev-list', '--count', 'sso..main'))
    expect(compare).toEqual({
      status,
      aheadBy: ahead.length,
      behindBy: behind,
      commits: { nodes: ahead.map((oid) => ({ oid })) },
    })
  })
})

describe('a repository', () => {
  const NAME = `query ($owner: String!, $name: String!, $follow: Boolean) {
    repository(owner: $owner, name: $name, followRenames: $follow) { nameWithOwner }
  }`

  test('that was renamed answers to its former name with the new one, unless renames are not followed', async () => {
    const { github, repository, name, ask } = await world()
    const [owner, repo] = name.split('/')
    github.renameRepository(repository, `acme/renamed-${repo}`)
    const followed = await ask(NAME, { owner, name: repo })
    expect(followed.data.repository).toEqual({ nameWithOwner: `acme/renamed-${repo}` })
    expect(refusals(await ask(NAME, { owner, name: repo, follow: false }))).toEqual([
      `NOT_FOUND at repository: Could not resolve to a Repository with the name '${name}'.`,
    ])
  })

  test('without any commit has no default branch and no objects', async () => {
    const { name, data } = await world({ empty: true })
    const [owner, repo] = name.split('/')
    const query = `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {
      isEmpty defaultBranchRef { name } object(expression: "HEAD") { oid }
    } }`
    expect(await data(query, { owner, name: repo })).toEqual({
      repository: { isEmpty: true, defaultBranchRef: null, object: null },
    })
  })

  test('has no ref called HEAD, and finds branches by each form of their name', async () => {
    const { name, data } = await world()
    const [owner, repo] = name.split('/')
    const query = `query ($owner: String!, $name: String!, $ref: String!) { repository(owner: $owner, name: $name) {
      ref(qualifiedName: $ref) { prefix name }
    } }`
    const ref = async (text: string) => (await data(query, { owner, name: repo, ref: text })).repository.ref
    expect(await ref('HEAD')).toBeNull()
    for (const text of ['refs/heads/main', 'heads/main', 'main'])
      expect(await ref(text)).toEqual({ prefix: 'refs/heads/', name: 'main' })
  })

  test('is found again by the node IDs of what is in it', async () => {
    const { repository, data } = await world()
    const sha = await repository.push('sso', { a: 'x' })
    repository.openPull({ title: 'T', base: { ref: 'main' }, head: { ref: 'sso', sha } })
    const ids = `query ($id: ID!) { node(id: $id) { ... on Repository {
      id ref(qualifiedName: "sso") { id target { id } } pullRequest(number: 1) { id } label(name: "bug") { id }
    } } }`
    const { node } = await data(ids, { id: repository.nodeId })
    for (const [id, typeName] of [
      [node.id, 'Repository'],
      [node.ref.id, 'Ref'],
      [node.ref.target.id, 'Commit'],
      [node.pullRequest.id, 'PullRequest'],
      [node.label.id, 'Label'],
    ])
      expect(await data('query ($id: ID!) { node(id: $id) { __typename id } }', { id })).toEqual({
        node: { __typename: typeName, id },
      })
  })
})
