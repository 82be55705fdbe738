import { describe, expect, test } from 'vitest'
import { refusals, useGitHub } from './use-github.ts'

const world = useGitHub()

const DECISION = `
query ($owner: String!, $name: String!, $path: String!, $branch: String!, $base: String!) {
  viewer { login }
  rateLimit { cost remaining nodeCount }
  repository(owner: $owner, name: $name) {
    id nameWithOwner isArchived
    defaultBranchRef { name target { oid } }
    object(expression: "main") { __typename oid ... on Commit { tree { oid } file(path: $path) { ...File } } }
    ref(qualifiedName: $branch) {
      id name
      target { oid ... on Commit {
        message changedFilesIfAvailable tree { oid }
        parents(first: 2) { nodes { oid } }
        file(path: $path) { ...File }
        history(first: 100) { totalCount nodes {
          oid message changedFilesIfAvailable tree { oid } parents(first: 2) { nodes { oid } }
          file(path: $path) { oid mode }
        } }
      } }
    }
    baseRef: ref(qualifiedName: $base) {
      compare(headRef: $branch) { aheadBy behindBy status commits(first: 100) { totalCount nodes { oid message } } }
    }
    pullRequests(headRefName: "sso", baseRefName: "main", states: [OPEN, CLOSED, MERGED], first: 10, orderBy: {field: CREATED_AT, direction: DESC}) {
      totalCount
      nodes {
        id number url state title body isDraft merged headRefName headRefOid baseRefName isCrossRepository
        headRepository { id nameWithOwner }
        author { login __typename }
        labels(first: 100) { nodes { name } }
        timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) { nodes { ... on ClosedEvent { actor { login __typename } } } }
        files(first: 100) { totalCount nodes { path changeType } }
        commits(first: 100) { totalCount nodes { commit { oid message } } }
        comments(last: 100) { nodes { body author { login } } }
      }
    }
  }
}
fragment File on TreeEntry {
  name mode type oid
  object { __typename ... on Blob { oid byteSize isBinary isTruncated text } }
}`

describe('a decision', () => {
  test('is answered by one query with what git and the pull requests have', async () => {
    const { repository, name, data, rest } = await world({ files: { 'a.xml': '<a/>\r\n', other: 'x' } })
    const base = (await repository.objects.commit('main'))!
    const head = await repository.push('sso', { 'a.xml': '<b/>\r\n' }, { message: 'Change a\n\nBecause.' })
    await rest('POST', '/pulls', { head: 'sso', base: 'main', title: 'Phones', body: 'Text', draft: true })
    await rest('POST', '/issues/1/labels', { labels: ['sso'] })
    await rest('POST', '/issues/1/comments', { body: 'Hello' })
    const [owner, repo] = name.split('/')
    const answer = await data(DECISION, {
      owner,
      name: repo,
      path: 'a.xml',
      branch: 'refs/heads/sso',
      base: 'refs/heads/main',
    })
    const tree = (oid: string) => repository.git('rev-parse', `${oid}^{tree}`).then((text) => text.trim())
    const blob = async (oid: string) => (await repository.git('rev-parse', `${oid}:a.xml`)).trim()
    const file = async (oid: string, text: string) => ({
      name: 'a.xml',
      mode: 0o100644,
      type: 'blob',
      oid: await blob(oid),
      object: {
        __typename: 'Blob',
        oid: await blob(oid),
        byteSize: text.length,
        isBinary: false,
        isTruncated: false,
        text,
      },
    })
    expect(answer.viewer).toEqual({ login: 'github-actions[bot]' })
    expect(answer.rateLimit).toMatchObject({ cost: 1, remaining: 4999 })
    expect(answer.repository).toMatchObject({
      id: repository.nodeId,
      nameWithOwner: name,
      isArchived: false,
      defaultBranchRef: { name: 'main', target: { oid: base } },
      object: {
        __typename: 'Commit',
        oid: base,
        tree: { oid: await tree(base) },
        file: await file(base, '<a/>\r\n'),
      },
      ref: {
        name: 'sso',
        target: {
          oid: head,
          message: 'Change a\n\nBecause.',
          changedFilesIfAvailable: 1,
          tree: { oid: await tree(head) },
          parents: { nodes: [{ oid: base }] },
          file: await file(head, '<b/>\r\n'),
          history: {
            totalCount: 2,
            nodes: [
              {
                oid: head,
                parents: { nodes: [{ oid: base }] },
                file: { oid: await blob(head), mode: 33188 },
              },
              {
                oid: base,
                parents: { nodes: [] },
                changedFilesIfAvailable: 2,
                tree: { oid: await tree(base) },
              },
            ],
          },
        },
      },
      baseRef: {
        compare: {
          aheadBy: 1,
          behindBy: 0,
          status: 'AHEAD',
          commits: { totalCount: 1, nodes: [{ oid: head }] },
        },
      },
    })
    expect(answer.repository.pullRequests).toMatchObject({
      totalCount: 1,
      nodes: [
        {
          number: 1,
          state: 'OPEN',
          title: 'Phones',
          body: 'Text',
          isDraft: true,
          merged: false,
          headRefName: 'sso',
          headRefOid: head,
          baseRefName: 'main',
          isCrossRepository: false,
          headRepository: { id: repository.nodeId, nameWithOwner: name },
          author: { login: 'github-actions', __typename: 'Bot' },
          labels: { nodes: [{ name: 'sso' }] },
          timelineItems: { nodes: [] },
          files: { totalCount: 1, nodes: [{ path: 'a.xml', changeType: 'MODIFIED' }] },
          commits: { totalCount: 1, nodes: [{ commit: { oid: head, message: 'Change a\n\nBecause.' } }] },
          comments: { nodes: [{ body: 'Hello', author: { login: 'github-actions' } }] },
        },
      ],
    })
  })
})

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

const FILE = `query ($owner: String!, $name: String!, $path: String!) {
  repository(owner: $owner, name: $name) { id object(expression: "HEAD") { ... on Commit {
    file(path: $path) { mode type oid object { ... on Blob { text isBinary isTruncated byteSize } } }
  } } }
}`

async function fileOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  path: string,
  executable = false,
) {
  const { repository, name, ask } = await world()
  await repository.push('main', files, { executable })
  const [owner, repo] = name.split('/')
  const answer = await ask(FILE, { owner, name: repo, path })
  return { answer, file: answer.data.repository.object.file, repository }
}

describe('a file', () => {
  test('that is missing is null and an error of its own, beside everything else', async () => {
    const { answer, repository } = await fileOf({ a: 'x' }, 'b')
    expect(answer.data.repository).toEqual({ id: repository.nodeId, object: { file: null } })
    expect(refusals(answer)).toEqual([
      "NOT_FOUND at repository.object.file: Could not resolve file for path 'b'.",
    ])
  })

  test('has its mode as a number', async () => {
    expect((await fileOf({ a: 'x' }, 'a', true)).file.mode).toBe(0o100755)
  })

  test('that is a folder has a tree', async () => {
    expect((await fileOf({ 'a/b': 'x' }, 'a')).file).toMatchObject({ mode: 0o40000, type: 'tree' })
  })

  const bytes = (...values: number[]) => Uint8Array.from(values)
  test.each([
    ['UTF-8', Buffer.from('ä€\u{1F600}\r\n'), 'ä€\u{1F600}\r\n', false],
    ['empty', bytes(), '', false],
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFFä'), 'ä', false],
    ['little-endian UTF-16', Buffer.from('\uFEFFä', 'utf16le'), 'ä', false],
    ['big-endian UTF-16', Buffer.from('\uFEFFä', 'utf16le').swap16(), 'ä', false],
    ['UTF-16 without a mark', Buffer.from('ab', 'utf16le'), null, true],
    ['Latin-1', bytes(0x61, 0xe4), 'aä', null],
    ['zero bytes', bytes(0x61, 0), null, true],
  ])('in %s is told as a service does that guesses encodings', async (_, content, text, isBinary) => {
    const { file } = await fileOf({ a: content }, 'a')
    expect(file.object).toEqual({ text, isBinary, isTruncated: false, byteSize: content.length })
  })

  test('of another encoding than plain UTF-8 has no text that is its bytes', async () => {
    for (const content of [
      Buffer.from('\uFEFFa'),
      Buffer.from('\uFEFFa', 'utf16le'),
      bytes(0xe4),
      bytes(0),
    ]) {
      const { text } = (await fileOf({ a: content }, 'a')).file.object
      expect(Buffer.from(text ?? '').equals(content)).toBe(false)
    }
  })

  test('beyond the limit of texts is cut, between two characters', async () => {
    const { repository, name, data } = await world({ files: { a: 'aäää' } })
    repository.policy.mostTextBytes = 4
    const [owner, repo] = name.split('/')
    const answer = await data(FILE, { owner, name: repo, path: 'a' })
    expect(answer.repository.object.file.object).toEqual({
      text: 'aä',
      isBinary: false,
      isTruncated: true,
      byteSize: 7,
    })
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
