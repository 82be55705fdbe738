import { describe, expect, test } from 'vitest'
import { decide, needsProposal, type Wanted } from '../../src/github/decide.ts'
import { keptText, markClosed, SECTION_BEGIN, SECTION_END } from '../../src/github/marker.ts'
import type {
  BaseState,
  BranchState,
  ProposalState,
  PullRequest,
  RepositoryFile,
} from '../../src/github/state.ts'

const FILE: RepositoryFile = { blob: 'a'.repeat(40), bytes: Buffer.from('old'), mode: '100644' }
const WANTED_BLOB = 'b'.repeat(40)
const section = (closedByAction: boolean) =>
  `${SECTION_BEGIN}\n${keptText({ wanted: '0123456789abcdef', closedByAction })}\n${SECTION_END}`
const BODY = `text\n${section(false)}`

function pullRequest(changes: Partial<PullRequest> = {}): PullRequest {
  return {
    number: 7,
    url: 'https://github.test/acme/config/pull/7',
    state: 'open',
    title: 'Title',
    body: BODY,
    labels: ['SSO'],
    base: 'main',
    defaultBranch: 'main',
    repositoryId: 'R_1',
    headRepositoryId: 'R_1',
    ...changes,
  }
}

function branch(changes: Partial<BranchState> = {}): BranchState {
  return {
    head: 'c'.repeat(40),
    baseTree: 'd'.repeat(40),
    isBehind: false,
    isAhead: true,
    isOwnWork: true,
    hasLeftovers: false,
    file: { blob: WANTED_BLOB, bytes: Buffer.from('new'), mode: '100644' },
    script: undefined,
    repositoryId: 'R_1',
    ...changes,
  }
}

function wanted(changes: Partial<Wanted> = {}): Wanted {
  return {
    fingerprint: '0123456789abcdef',
    blob: WANTED_BLOB,
    scriptBlob: undefined,
    differs: true,
    differsOnBranch: () => {
      throw new Error('the file on the branch was looked at')
    },
    isBranchNameDerived: false,
    title: 'Title',
    body: () => BODY,
    labels: ['sso'],
    ...changes,
  }
}

const first = (request?: PullRequest): BaseState => ({
  file: FILE,
  script: undefined,
  pullRequest: request,
  elsewhere: undefined,
})
const proposal = (state?: BranchState): ProposalState => ({
  base: 'main',
  baseCommit: 'e'.repeat(40),
  branch: state,
})

describe('where the base file is as wanted,', () => {
  const asWanted = wanted({ differs: false })

  test('nothing happens without a pull request, and nothing more is read', () => {
    expect(needsProposal(first(), false, asWanted.fingerprint)).toBe(false)
    expect(decide(first(), undefined, asWanted)).toEqual({ kind: 'nothing', because: 'as wanted' })
  })

  test.each(['merged', 'closed'] as const)('a %s pull request is history', (state) => {
    expect(needsProposal(first(pullRequest({ state })), false, asWanted.fingerprint)).toBe(false)
    expect(decide(first(pullRequest({ state })), undefined, asWanted)).toMatchObject({ because: 'as wanted' })
  })

  test('an open pull request with nothing but own commits is closed', () => {
    expect(needsProposal(first(pullRequest()), false, asWanted.fingerprint)).toBe(true)
    expect(decide(first(pullRequest()), proposal(branch()), asWanted)).toMatchObject({
      kind: 'close',
      body: markClosed(BODY, ''),
    })
  })

  test('a marker that a person has removed is put back when the pull request is closed', () => {
    const edited = pullRequest({ body: 'Only this.' })
    const plan = decide(first(edited), proposal(branch()), asWanted)
    const marker = keptText({ wanted: asWanted.fingerprint, closedByAction: true })
    expect(plan).toMatchObject({
      kind: 'close',
      body: `Only this.\n\n${SECTION_BEGIN}\n${marker}\n${SECTION_END}`,
    })
  })

  test('an open pull request with work of others is left', () => {
    const plan = decide(first(pullRequest()), proposal(branch({ isOwnWork: false })), asWanted)
    expect(plan).toMatchObject({
      kind: 'nothing',
      because: 'holds work of others',
      pullRequest: { number: 7 },
    })
  })

  test('an open pull request whose branch has just gone is left to GitHub', () => {
    expect(decide(first(pullRequest()), proposal(), asWanted)).toMatchObject({ because: 'as wanted' })
  })
})

describe('where the base file differs,', () => {
  test('without branch and pull request both are made', () => {
    expect(decide(first(), proposal(), wanted())).toEqual({
      kind: 'create',
      base: 'main',
      commit: { kind: 'start', baseCommit: 'e'.repeat(40) },
    })
  })

  test('a stale branch of own commits is rebuilt and gets a pull request', () => {
    const stale = branch({ file: FILE, isBehind: true })
    expect(decide(first(), proposal(stale), wanted())).toMatchObject({
      kind: 'create',
      commit: { kind: 'rebuild' },
    })
  })

  test('a branch that already is as wanted, of a run that was cut off, only gets its pull request', () => {
    expect(decide(first(), proposal(branch()), wanted())).toEqual({
      kind: 'create',
      base: 'main',
      commit: { kind: 'keep', branch: branch() },
    })
  })

  test('a stale branch with work of others gets a commit on top', () => {
    const others = branch({ isOwnWork: false })
    const plan = decide(first(), proposal(others), wanted({ differsOnBranch: () => true }))
    expect(plan).toMatchObject({ kind: 'create', commit: { kind: 'add' } })
  })

  test('a branch that another pull request proposes is left, with its pull request', () => {
    const elsewhere = pullRequest({ number: 8, base: 'release' })
    const state = { ...first(pullRequest()), elsewhere }
    const other = { pullRequest: pullRequest() }
    const plan = (changes: Partial<BranchState>) =>
      decide(state, proposal(branch(changes)), wanted({ differs: false }))
    expect(plan({})).toEqual({ kind: 'nothing', because: 'proposed elsewhere', ...other, elsewhere })
    expect(plan({ isOwnWork: false })).toEqual({ kind: 'nothing', because: 'holds work of others', ...other })
  })

  test('an open pull request that is as wanted is left alone', () => {
    expect(decide(first(pullRequest()), proposal(branch()), wanted())).toEqual({
      kind: 'update',
      commit: { kind: 'keep', branch: branch() },
      pullRequest: pullRequest(),
      title: undefined,
      body: undefined,
      labels: [],
    })
  })

  test('missing labels, another title and another body are set without a commit', () => {
    const plan = decide(
      first(pullRequest()),
      proposal(branch()),
      wanted({ title: 'New', body: () => 'new', labels: ['sso', 'mobile'] }),
    )
    expect(plan).toMatchObject({
      kind: 'update',
      commit: { kind: 'keep' },
      title: 'New',
      body: 'new',
      labels: ['mobile'],
    })
  })

  test('labels of other people are neither missed nor removed', () => {
    const labelled = pullRequest({ labels: ['SSO', 'reviewed'] })
    expect(decide(first(labelled), proposal(branch()), wanted())).toMatchObject({ labels: [] })
  })

  test('line ends that the web editor saved are no difference of the body', () => {
    const edited = pullRequest({ body: `${BODY.replaceAll('\n', '\r\n')}\r\n` })
    expect(decide(first(edited), proposal(branch()), wanted())).toMatchObject({ body: undefined })
  })

  test.each([
    ['another file', branch({ file: FILE })],
    ['no file', branch({ file: undefined })],
    ['a base that moved under it', branch({ isBehind: true })],
    ['a wsadmin script that is wanted no more', branch({ script: FILE })],
  ])('an open pull request with %s is rebuilt when the commits are own', (_, state) => {
    expect(decide(first(pullRequest()), proposal(state), wanted())).toMatchObject({
      kind: 'update',
      commit: { kind: 'rebuild' },
    })
  })

  test.each([
    ['missing', undefined],
    ['of another release', FILE],
  ])('a branch whose wsadmin script is %s is rebuilt', (_, script) => {
    const plan = decide(
      first(pullRequest()),
      proposal(branch({ script })),
      wanted({ scriptBlob: 'f'.repeat(40) }),
    )
    expect(plan).toMatchObject({ kind: 'update', commit: { kind: 'rebuild' } })
  })

  test('an open pull request with work of others gets a commit on top when the file differs', () => {
    const others = branch({ isOwnWork: false, isBehind: true })
    const plan = decide(first(pullRequest()), proposal(others), wanted({ differsOnBranch: () => true }))
    expect(plan).toMatchObject({ kind: 'update', commit: { kind: 'add' } })
  })

  test('a branch without commits of its own under an old base is rebuilt where its name is the one that the action gives', () => {
    const abandoned = proposal(branch({ isOwnWork: false, isAhead: false, isBehind: true }))
    const isBranchNameDerived = true
    expect(decide(first(), abandoned, wanted({ isBranchNameDerived }))).toMatchObject({
      kind: 'create',
      commit: { kind: 'rebuild' },
    })
    expect(decide(first(), abandoned, wanted({ differsOnBranch: () => true }))).toMatchObject({
      kind: 'create',
      commit: { kind: 'add' },
    })
  })

  test('an open pull request with work of others is left when its file is as wanted, however far the base has moved', () => {
    const others = branch({ isOwnWork: false, isBehind: true })
    const plan = decide(first(pullRequest()), proposal(others), wanted({ differsOnBranch: () => false }))
    expect(plan).toMatchObject({ kind: 'update', commit: { kind: 'keep' } })
  })
})

describe('a pull request that was closed without being merged', () => {
  const closed = pullRequest({ state: 'closed' })

  test('stays closed for the same values', () => {
    expect(needsProposal(first(closed), true, wanted().fingerprint)).toBe(false)
    expect(decide(first(closed), undefined, wanted())).toMatchObject({
      kind: 'nothing',
      because: 'closed by a person',
    })
  })

  test('gets a successor when what is wanted has changed', () => {
    expect(needsProposal(first(closed), true, 'fedcba9876543210')).toBe(true)
  })

  test('gets a successor when this action had closed it', () => {
    const byAction = pullRequest({ state: 'closed', body: markClosed(BODY, '') })
    expect(needsProposal(first(byAction), true, wanted().fingerprint)).toBe(true)
  })

  test.each([
    `Value: \`<!-- mobile-sso-config wanted=0000000000000000 -->\`\n${section(false)}`,
    `<!-- mobile-sso-config wanted=0000000000000000 -->\n${section(false)}`,
    `${keptText({ wanted: '0'.repeat(16), closedByAction: true })}\n${section(false)}`,
    section(false).replace('\n', '\n<!-- mobile-sso-config wanted=0000000000000000 closed-by-action -->\n'),
    section(false).replace('\n', `\n| ${keptText({ wanted: '0'.repeat(16), closedByAction: true })} |\n`),
  ])('stays closed whatever a value or a person has put beside what is kept: %j', (body) => {
    const state = first(pullRequest({ state: 'closed', body }))
    expect(needsProposal(state, true, wanted().fingerprint)).toBe(false)
  })

  const edited = pullRequest({ state: 'closed', body: 'no marker' })

  test('stays closed when nobody can tell what it stood for, as long as its branch is there', () => {
    expect(needsProposal(first(edited), true, wanted().fingerprint)).toBe(true)
    const others = branch({ isOwnWork: false, file: FILE })
    expect(decide(first(edited), proposal(others), wanted())).toEqual({
      kind: 'nothing',
      because: 'closed without a marker',
      pullRequest: edited,
    })
  })

  test('gets a successor when nobody can tell what it stood for and its branch was deleted', () => {
    expect(decide(first(edited), proposal(), wanted())).toMatchObject({
      kind: 'create',
      commit: { kind: 'start' },
    })
  })
})

test('a merged pull request is no obstacle to a new one, and is not written to', () => {
  const merged = first(pullRequest({ state: 'merged' }))
  expect(needsProposal(merged, true, wanted().fingerprint)).toBe(true)
  expect(decide(merged, proposal(branch()), wanted())).toMatchObject({ kind: 'create' })
})
