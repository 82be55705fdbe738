import { describe, expect, test } from 'vitest'
import { refusals, useGitHub, type World } from './use-github.ts'

const world = useGitHub()
const NONE = '0'.repeat(40)

const CREATE = `mutation ($input: CreateRefInput!) { createRef(input: $input) { clientMutationId ref { name prefix target { oid } } } }`
const DELETE = `mutation ($input: DeleteRefInput!) { deleteRef(input: $input) { clientMutationId } }`
const UPDATE = `mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }`
const REF = `query ($id: ID!, $name: String!) { node(id: $id) { ... on Repository { ref(qualifiedName: $name) { id } } } }`

const create = ({ ask, repository: { nodeId: repositoryId } }: World, name: string, oid: string) =>
  ask(CREATE, { input: { repositoryId, name, oid, clientMutationId: 'c' } })
const update = ({ ask, repository: { nodeId: repositoryId } }: World, ...refUpdates: object[]) =>
  ask(UPDATE, { input: { repositoryId, refUpdates } })
const headOf = async ({ repository }: World, branch: string) => repository.objects.commit(branch)

describe('createRef', () => {
  test('makes a branch where REST finds it', async () => {
    const own = await world()
    const oid = (await headOf(own, 'main'))!
    const { data } = await create(own, 'refs/heads/sso/a', oid)
    expect(data).toEqual({
      createRef: { clientMutationId: 'c', ref: { name: 'sso/a', prefix: 'refs/heads/', target: { oid } } },
    })
    expect(await own.repository.git('rev-parse', 'refs/heads/sso/a')).toBe(`${oid}\n`)
    expect(await (await own.rest('GET', '/branches/sso%2Fa')).json()).toMatchObject({ commit: { sha: oid } })
  })

  test.each([
    ['that exists', 'refs/heads/main', 'A ref named "refs/heads/main" already exists in the repository.'],
    ['below another', 'refs/heads/main/b', 'Ref cannot be created'],
    ['whose name git does not take', 'refs/heads/a..b', 'Ref cannot be created'],
    ['outside of refs', 'main2', 'Ref cannot be created'],
  ])('refuses one %s', async (_, name, message) => {
    const own = await world()
    const answer = await create(own, name, (await headOf(own, 'main'))!)
    expect(answer.data).toEqual({ createRef: null })
    expect(refusals(answer)).toEqual([`UNPROCESSABLE at createRef: ${message}`])
  })

  test('refuses a commit that is not there', async () => {
    const answer = await create(await world(), 'refs/heads/sso', 'ab'.repeat(20))
    expect(refusals(answer)).toEqual(['UNPROCESSABLE at createRef: Object does not exist'])
  })

  test('refuses what a ruleset forbids', async () => {
    const own = await world()
    own.repository.policy.restrictedBranches = /^sso/
    const answer = await create(own, 'refs/heads/sso', (await headOf(own, 'main'))!)
    expect(refusals(answer)).toEqual([
      'FORBIDDEN at createRef: Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n',
    ])
    expect(await headOf(own, 'sso')).toBeUndefined()
  })
})

describe('deleteRef', () => {
  const idOf = async ({ data, repository }: World, name: string) =>
    (await data(REF, { id: repository.nodeId, name })).node.ref.id

  test('deletes a branch and closes its pull request', async () => {
    const own = await world()
    const sha = await own.repository.push('sso', { a: 'x' })
    own.repository.openPull({ title: 'T', base: { ref: 'main' }, head: { ref: 'sso', sha } })
    await own.data(DELETE, { input: { refId: await idOf(own, 'sso') } })
    expect(await own.repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main\n')
    expect(own.repository.pull(1).state).toBe('closed')
    expect(own.repository.closings(1)).toEqual(['github-actions[bot]'])
  })

  test('does not find what was deleted before, and leaves the default branch', async () => {
    const own = await world()
    await own.repository.push('sso', { a: 'x' })
    const refId = await idOf(own, 'sso')
    await own.repository.deleteBranch('sso')
    expect(refusals(await own.ask(DELETE, { input: { refId } }))).toEqual([
      `NOT_FOUND at deleteRef: Could not resolve to a node with the global id of '${refId}'`,
    ])
    const answer = await own.ask(DELETE, { input: { refId: await idOf(own, 'main') } })
    expect(refusals(answer)).toEqual([expect.stringContaining('UNPROCESSABLE at deleteRef: ')])
    expect(await headOf(own, 'main')).toBeDefined()
  })
})

describe('updateRefs', () => {
  async function branched() {
    const own = await world()
    const base = (await headOf(own, 'main'))!
    const first = await own.repository.push('sso', { a: '1' })
    const second = await own.repository.push('sso', { a: '2' })
    return { ...own, base, first, second }
  }

  test('moves a branch that is where it is expected, and back with force', async () => {
    const own = await branched()
    const move = { name: 'refs/heads/sso', beforeOid: own.second, afterOid: own.first, force: true }
    expect((await update(own, move)).errors).toBeUndefined()
    expect(await headOf(own, 'sso')).toBe(own.first)
  })

  test('creates with a lease on nothing, and deletes with nothing as the aim', async () => {
    const own = await branched()
    const name = 'refs/heads/new'
    expect((await update(own, { name, beforeOid: NONE, afterOid: own.first })).errors).toBeUndefined()
    expect(await headOf(own, 'new')).toBe(own.first)
    expect((await update(own, { name, beforeOid: own.first, afterOid: NONE })).errors).toBeUndefined()
    expect(await headOf(own, 'new')).toBeUndefined()
  })

  test.each([
    [
      'a branch that is elsewhere',
      { name: 'refs/heads/sso', beforeOid: 'base', afterOid: 'first', force: true },
    ],
    [
      'a branch that must not be there',
      { name: 'refs/heads/sso', beforeOid: NONE, afterOid: 'first', force: true },
    ],
    ['to go back without force', { name: 'refs/heads/sso', afterOid: 'first' }],
    ['to delete what is not there', { name: 'refs/heads/none', afterOid: NONE }],
    ['to delete the default branch', { name: 'refs/heads/main', afterOid: NONE, force: true }],
    ['a commit that is not there', { name: 'refs/heads/sso', afterOid: 'ab'.repeat(20), force: true }],
    ['what is neither branch nor tag', { name: 'refs/notes/a', afterOid: 'first' }],
  ])('refuses %s, and with it everything else of the same call', async (_, refused) => {
    const own = await branched()
    const named = { base: own.base, first: own.first }
    const oid = (text: string) => named[text as keyof typeof named] ?? text
    const asked = { ...refused, afterOid: oid(refused.afterOid) }
    const before = 'beforeOid' in refused ? { beforeOid: oid(refused.beforeOid!) } : {}
    const other = { name: 'refs/heads/other', afterOid: own.base }
    const answer = await update(own, other, { ...asked, ...before })
    expect(answer.data).toEqual({ updateRefs: null })
    expect(refusals(answer)).toEqual([expect.stringMatching(/^UNPROCESSABLE at updateRefs: ./)])
    expect(await own.repository.git('for-each-ref', '--format=%(refname) %(objectname)')).toBe(
      `refs/heads/main ${own.base}\nrefs/heads/sso ${own.second}\n`,
    )
  })
})
