import { describe, expect, test } from 'vitest'
import { refusals, useGitHub, type World } from './use-github.ts'

const world = useGitHub()

const COMMIT = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid signature { isValid wasSignedByGitHub } committer { name } } ref { name target { oid } } }
}`
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64')

interface Change {
  readonly branch?: object
  readonly expectedHeadOid?: string
  readonly additions?: readonly { readonly path: string; readonly contents: string }[]
  readonly deletions?: readonly { readonly path: string }[]
  readonly body?: string
}

async function commit(own: World, change: Change, token?: string) {
  const {
    branch = { repositoryNameWithOwner: own.name, branchName: 'sso' },
    additions,
    deletions,
    body,
  } = change
  const expectedHeadOid = change.expectedHeadOid ?? (await own.repository.objects.commit('sso'))!
  const fileChanges = { ...(additions ? { additions } : {}), ...(deletions ? { deletions } : {}) }
  const message = { headline: 'Change things', ...(body ? { body } : {}) }
  return own.ask(COMMIT, { input: { branch, expectedHeadOid, message, fileChanges } }, token)
}

async function branched(files: Readonly<Record<string, string>> = { a: '1', b: '1', 'dir/c': '1' }) {
  const own = await world({ files })
  await own.repository.git('branch', 'sso', 'main')
  return own
}

describe('createCommitOnBranch', () => {
  test('changes, adds and deletes files in one commit, byte for byte', async () => {
    const own = await branched()
    const before = (await own.repository.objects.commit('sso'))!
    const bytes = Uint8Array.from([0xff, 0xfe, 0, 1, 0x0d, 0x0a])
    const answer = await commit(own, {
      additions: [
        { path: 'a', contents: base64(bytes) },
        { path: 'new/file', contents: base64('new') },
      ],
      deletions: [{ path: 'dir/c' }],
      body: 'Because.',
    })
    const oid = (await own.repository.objects.commit('sso'))!
    expect(answer.data.createCommitOnBranch).toEqual({
      commit: {
        oid,
        signature: { isValid: true, wasSignedByGitHub: true },
        committer: { name: 'GitHub' },
      },
      ref: { name: 'sso', target: { oid } },
    })
    const format = '--format=%P%n%an%n%ae%n%cn%n%ce%n%B'
    expect(await own.repository.git('log', '-1', format, 'sso')).toBe(
      `${before}\ngithub-actions[bot]\n1+github-actions[bot]@users.noreply.github.com\nGitHub\nnoreply@github.com\nChange things\n\nBecause.\n`,
    )
    expect(await own.repository.git('show', '--format=', '--name-status', 'sso')).toBe(
      'M\ta\nD\tdir/c\nA\tnew/file\n',
    )
    expect([...(await own.repository.read('sso:a'))]).toEqual([...bytes])
  })

  test('takes the branch by the node ID of its ref, too', async () => {
    const own = await branched()
    const query = `query ($id: ID!) { node(id: $id) { ... on Repository { ref(qualifiedName: "sso") { id } } } }`
    const { node } = await own.data(query, { id: own.repository.nodeId })
    const answer = await commit(own, {
      branch: { id: node.ref.id },
      additions: [{ path: 'a', contents: base64('2') }],
    })
    expect(answer.errors).toBeUndefined()
    expect((await own.repository.read('sso:a')).toString()).toBe('2')
  })

  test("is a person's with a person's token, and signed by GitHub all the same", async () => {
    const own = await branched()
    const permissions = { [own.name]: { contents: 'write' } } as const
    const token = own.github.createToken({ login: 'pat', kind: 'user', permissions })
    await commit(own, { additions: [{ path: 'a', contents: base64('2') }] }, token)
    expect(await own.repository.git('log', '-1', '--format=%an, %cn', 'sso')).toBe('pat, GitHub\n')
  })

  test('refuses a branch that is not where it is expected, and leaves it there', async () => {
    const own = await branched()
    const expectedHeadOid = (await own.repository.objects.commit('sso'))!
    const theirs = await own.repository.push('sso', { b: 'theirs' })
    const answer = await commit(own, { expectedHeadOid, additions: [{ path: 'a', contents: base64('2') }] })
    expect(answer.data).toEqual({ createCommitOnBranch: null })
    expect(refusals(answer)).toEqual([
      `STALE_DATA at createCommitOnBranch: Expected branch to point to "${expectedHeadOid}" but it did not.  Pull and try again.`,
    ])
    expect(await own.repository.objects.commit('sso')).toBe(theirs)
  })

  test('makes no branch', async () => {
    const own = await world()
    const expectedHeadOid = (await own.repository.objects.commit('main'))!
    const answer = await commit(own, { expectedHeadOid })
    expect(refusals(answer)).toEqual(['NOT_FOUND at createCommitOnBranch: Branch not found'])
    expect(await own.repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main\n')
  })

  test.each([
    [
      'a deletion of what is not there',
      { deletions: [{ path: 'none' }] },
      /^UNPROCESSABLE .* A path was requested for deletion which does not exist as of commit oid `[0-9a-f]{40}`$/,
    ],
    [
      'a path that leaves the repository',
      { additions: [{ path: '../a', contents: '' }] },
      /^UNPROCESSABLE .* malformed/,
    ],
    [
      'a path into .git',
      { additions: [{ path: '.git/config', contents: '' }] },
      /^UNPROCESSABLE .* malformed/,
    ],
    [
      'another repository that it does not see',
      { branch: { repositoryNameWithOwner: 'acme/none', branchName: 'sso' } },
      /^NOT_FOUND .* Could not resolve to a Repository with the name 'acme\/none'\.$/,
    ],
    ['a branch that is not named', { branch: { branchName: 'sso' } }, /^UNPROCESSABLE /],
  ])('refuses %s', async (_, change, refusal) => {
    const own = await branched()
    const before = await own.repository.objects.commit('sso')
    expect(refusals(await commit(own, change))).toEqual([expect.stringMatching(refusal)])
    expect(await own.repository.objects.commit('sso')).toBe(before)
  })

  test.each([
    [
      'a ruleset',
      'restrictedBranches',
      'FORBIDDEN at createCommitOnBranch: Repository rule violations found\n\nChanges must be made through a pull request.\n\n',
    ],
    [
      'a protected branch',
      'protectedBranches',
      "BRANCH_PROTECTION_RULE_VIOLATION at createCommitOnBranch: protected branch 'sso' check failed:\n  Changes must be made through a pull request.",
    ],
  ] as const)('refuses what %s forbids', async (_, policy, refusal) => {
    const own = await branched()
    own.repository.policy[policy] = /^sso$/
    expect(refusals(await commit(own, { additions: [{ path: 'a', contents: base64('2') }] }))).toEqual([
      refusal,
    ])
    expect((await own.repository.read('sso:a')).toString()).toBe('1')
  })

  test.each([
    [false, '100644'],
    [true, '100755'],
  ])('with modes kept: %s, makes %s of an executable file, and 100644 of a new one', async (isKept, mode) => {
    const own = await branched()
    await own.repository.push('sso', { script: '1' }, { executable: true })
    own.repository.policy.commitsKeepModes = isKept
    await commit(own, {
      additions: [
        { path: 'script', contents: base64('2') },
        { path: 'new', contents: base64('2') },
      ],
    })
    const listed = await own.repository.git(
      'ls-tree',
      '--format=%(objectmode) %(path)',
      'sso',
      'script',
      'new',
    )
    expect(listed).toBe(`100644 new\n${mode} script\n`)
  })

  test('is refused on a protected branch as REST refuses a change there', async () => {
    const own = await branched()
    own.repository.policy.protectedBranches = /^sso$/
    const sha = await own.repository.objects.text('rev-parse', 'sso:a')
    const content = base64('2')
    const answer = await own.rest('PUT', '/contents/a', { branch: 'sso', message: 'Change a', content, sha })
    expect({ status: answer.status, ...((await answer.json()) as object) }).toMatchObject({
      status: '409',
      message: 'Could not update file: Changes must be made through a pull request.',
    })
    expect((await own.repository.read('sso:a')).toString()).toBe('1')
  })

  test('moves the head of an open pull request along', async () => {
    const own = await branched()
    const sha = await own.repository.push('sso', { a: '2' })
    own.repository.openPull({ title: 'T', base: { ref: 'main' }, head: { ref: 'sso', sha } })
    await commit(own, { additions: [{ path: 'a', contents: base64('3') }] })
    expect(own.repository.pull(1)).toMatchObject({
      state: 'open',
      head: { sha: await own.repository.objects.commit('sso') },
    })
  })
})
