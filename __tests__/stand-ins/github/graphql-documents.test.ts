import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { graphqlRateLimited, secondaryRateLimited, serverError, somethingWentWrong } from './index.ts'
import { refusals, useGitHub, type World } from './use-github.ts'

const world = useGitHub()

/** A branch, a commit on it and a pull request, in one document. */
const PROPOSE = `mutation ($ref: CreateRefInput!, $commit: CreateCommitOnBranchInput!, $pull: CreatePullRequestInput!) {
  createRef(input: $ref) { ref { name } }
  createCommitOnBranch(input: $commit) { commit { oid } }
  createPullRequest(input: $pull) { pullRequest { number } }
}`

async function proposal({ repository, name }: World) {
  const { nodeId: repositoryId } = repository
  const oid = (await repository.objects.commit('main'))!
  return {
    ref: { repositoryId, name: 'refs/heads/sso', oid },
    commit: {
      branch: { repositoryNameWithOwner: name, branchName: 'sso' },
      expectedHeadOid: oid,
      message: { headline: 'Change a' },
      fileChanges: { additions: [{ path: 'a', contents: Buffer.from('2').toString('base64') }] },
    },
    pull: { repositoryId, baseRefName: 'main', headRefName: 'sso', title: 'Phones' },
  }
}

const branches = ({ repository }: World) => repository.git('for-each-ref', '--format=%(refname:short)')

describe('a document of several mutations', () => {
  test('carries them out one after the other, each on what those before have made', async () => {
    const own = await world({ files: { a: '1' } })
    const { createPullRequest, createCommitOnBranch } = await own.data(PROPOSE, await proposal(own))
    expect(createPullRequest).toEqual({ pullRequest: { number: 1 } })
    expect(own.repository.pull(1).head.sha).toBe(createCommitOnBranch.commit.oid)
    expect(own.github.requests.at(-1)).toMatchObject({
      route: '/graphql',
      repository: own.name,
      fields: ['createRef', 'createCommitOnBranch', 'createPullRequest'],
    })
  })

  test('goes on after one that was refused, each with an error at its own path', async () => {
    const own = await world({ files: { a: '1' } })
    await own.repository.push('sso', { b: 'theirs' })
    const answer = await own.ask(PROPOSE, await proposal(own))
    expect(answer.status).toBe(200)
    expect(answer.data).toEqual({
      createRef: null,
      createCommitOnBranch: null,
      createPullRequest: { pullRequest: { number: 1 } },
    })
    expect(refusals(answer)).toEqual([
      'UNPROCESSABLE at createRef: A ref named "refs/heads/sso" already exists in the repository.',
      expect.stringContaining('STALE_DATA at createCommitOnBranch: Expected branch to point to'),
    ])
    expect((await own.repository.read('sso:a')).toString()).toBe('1')
  })

  test('can be pushed into between two of them', async () => {
    const own = await world({ files: { a: '1' } })
    const off = own.github.beforeMutation(async ({ field, index }) => {
      if (field !== 'createCommitOnBranch') return undefined
      expect(index).toBe(1)
      await own.repository.push('sso', { b: 'theirs' })
      return undefined
    })
    const answer = await own.ask(PROPOSE, await proposal(own))
    off()
    expect(refusals(answer)).toEqual([expect.stringContaining('STALE_DATA at createCommitOnBranch')])
    expect(await own.repository.git('show', '--format=', '--name-only', 'sso')).toBe('b\n')
  })

  test('lets a request wait that comes in the meantime', async () => {
    const own = await world({ files: { a: '1' } })
    const sha = await own.repository.objects.text('rev-parse', 'main:a')
    const change = { branch: 'sso', message: 'Theirs', content: 'Mw==', sha }
    let theirs: Promise<Response> | undefined
    const off = own.github.beforeMutation(async ({ field }) => {
      if (field !== 'createCommitOnBranch') return undefined
      theirs = own.rest('PUT', '/contents/a', change)
      const isFirst = await Promise.race([theirs.then(() => 'answered'), setTimeout(500, 'waits')])
      expect(isFirst).toBe('waits')
      return undefined
    })
    const answer = await own.ask(PROPOSE, await proposal(own))
    off()
    expect(answer.errors).toBeUndefined()
    expect((await theirs)!.status).toBe(409)
    expect((await own.repository.read('sso:a')).toString()).toBe('2')
  })

  test.each([
    ['a server error', serverError(502), 502],
    ['a timeout that looks as if all were well', somethingWentWrong(), 200],
    ['a secondary rate limit', secondaryRateLimited(), 403],
  ])('that ends on the way with %s has carried out what came before', async (_, fault, status) => {
    const own = await world({ files: { a: '1' } })
    const off = own.github.beforeMutation(({ field }) =>
      field === 'createCommitOnBranch'
        ? (fault as ReturnType<typeof serverError> & { status: number })
        : undefined,
    )
    const answer = await own.ask(PROPOSE, await proposal(own))
    off()
    expect(answer.status).toBe(status)
    expect(answer.data ?? null).toBeNull()
    expect(await branches(own)).toBe('main\nsso\n')
    expect(await own.repository.git('log', '--format=%s', 'sso')).toBe('Initial commit\n')
    expect(own.repository.pulls()).toEqual([])
  })

  test('whose answer is lost has been carried out, and one that is lost on its way there has not', async () => {
    const own = await world({ files: { a: '1' } })
    const lost = async (fault: { destroy: true } | { destroyAfterBytes: number }) => {
      const off = own.github.before(({ repository }) => (repository === own.name ? fault : undefined))
      await expect(own.ask(PROPOSE, await proposal(own))).rejects.toThrow()
      off()
    }
    await lost({ destroy: true })
    expect(await branches(own)).toBe('main\n')
    await lost({ destroyAfterBytes: 10 })
    expect(await branches(own)).toBe('main\nsso\n')
    expect(own.repository.pulls()).toHaveLength(1)
  })
})

describe('the primary rate limit', () => {
  test('is answered with 200, a type, and headers that say until when', async () => {
    const own = await world()
    const off = own.github.before(() => graphqlRateLimited({ resetIn: 60 }))
    const { status, headers, data, errors } = await own.ask('{ viewer { login } }')
    off()
    expect({ status, data, remaining: headers.get('x-ratelimit-remaining') }).toEqual({
      status: 200,
      data: undefined,
      remaining: '0',
    })
    expect(Number(headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000 + 50)
    expect(errors).toEqual([{ type: 'RATE_LIMITED', message: expect.stringContaining('rate limit') }])
  })
})

describe('a request', () => {
  test('is known by its repository, whether it names it or the node of something in it', async () => {
    const own = await world()
    const [owner, name] = own.name.split('/')
    const sha = await own.repository.push('sso', { a: 'x' })
    own.repository.openPull({ title: 'T', base: { ref: 'main' }, head: { ref: 'sso', sha } })
    const find = `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { pullRequest(number: 1) { id } } }`
    const { repository } = await own.data(find, { owner, name })
    const { id } = repository.pullRequest
    await own.data(`{ repository(owner: "${owner}", name: "${name}") { id } }`)
    await own.data('query ($id: ID!) { node(id: $id) { id } }', { id })
    await own.data('{ viewer { login } }')
    expect(own.github.requests.slice(-4).map((request) => [request.repository, request.fields])).toEqual([
      [own.name, ['repository']],
      [own.name, ['repository']],
      [own.name, ['node']],
      [undefined, ['viewer']],
    ])
  })
})
