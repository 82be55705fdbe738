import { describe, expect, test } from 'vitest'
import { useGitHub } from './use-github.ts'

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
