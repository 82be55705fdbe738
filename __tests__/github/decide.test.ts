import { describe, expect, test } from 'vitest'
import { addsTo, decide, decideOnBase } from '../../src/github/decide.ts'
import { keptText, markClosed, SECTION_BEGIN, SECTION_END } from '../../src/github/marker.ts'
import {
  type BranchState,
  blobSha,
  type PullRequest,
  type RepositoryFile,
  type RepositoryState,
  type Wanted,
} from '../../src/github/state.ts'

const [OLD, WANTED, SCRIPT] = ['old', 'new', 'script'].map((text) => Buffer.from(text)) as [
  Buffer,
  Buffer,
  Buffer,
]
const FILE: RepositoryFile = { blob: blobSha(OLD), bytes: OLD, mode: '100644' }
const [HEAD, BASE, TREE] = ['c', 'e', 'd'].map((digit) => digit.repeat(40)) as [string, string, string]
const section = (closedByAction: boolean) =>
  `${SECTION_BEGIN}\n${keptText({ wanted: '0123456789abcdef', closedByAction })}\n${SECTION_END}`
const BODY = `text\n${section(false)}`
const target = {
  owner: 'acme',
  repo: 'config',
  path: 'mobile-config.xml',
  branch: 'sso',
  base: undefined,
  scriptPaths: ['apply.py'],
}

function pullRequest(changes: Partial<PullRequest> = {}): PullRequest {
  return {
    id: 'PR_7',
    number: 7,
    url: 'https://github.test/acme/config/pull/7',
    state: 'open',
    title: 'Title',
    body: BODY,
    labels: ['SSO'],
    base: 'main',
    comments: [],
    ...changes,
  }
}

function branch(changes: Partial<BranchState> = {}): BranchState {
  return {
    commit: HEAD,
    tree: TREE,
    isBehind: false,
    isAhead: true,
    isOwnWork: true,
    hasLeftovers: false,
    file: { blob: blobSha(WANTED), mode: '100644' },
    scripts: [],
    ...changes,
  }
}

function wanted(changes: Partial<Wanted> = {}): Wanted {
  return {
    fingerprint: '0123456789abcdef',
    file: { bytes: WANTED, message: 'Move' },
    scripts: [],
    scriptsMessage: 'Script',
    isBranchNameDerived: false,
    title: 'Title',
    body: BODY,
    closingComment: 'No longer needed.',
    draft: false,
    labels: ['sso'],
    assignees: ['octocat'],
    reviewers: ['hubot'],
    teamReviewers: ['admins'],
    ...changes,
  }
}

const first = (request?: PullRequest): RepositoryState => ({
  target,
  repositoryId: 'R_1',
  defaultBranch: 'main',
  base: { name: 'main', commit: BASE, tree: TREE, file: FILE, scripts: [] },
  pullRequest: request,
  elsewhere: undefined,
})

/** The file as it would be on the branch of others, which is looked at only where it matters. */
const onBranch = (isChanged: boolean): Wanted['file'] => ({
  bytes: isChanged ? Buffer.from('theirs') : WANTED,
  message: 'Move theirs',
})

/** As the mode does it: the branch is read only when the base does not tell, and its file only when it is added to. */
function planOf(state: RepositoryState, at: BranchState | undefined, what: Wanted, theirs?: boolean) {
  const onBase = decideOnBase(state, what)
  if (onBase) return onBase
  const isNeeded = at !== undefined && addsTo(state, what, at)
  expect(theirs !== undefined).toBe(isNeeded)
  return decide(state, what, at, theirs === undefined ? undefined : onBranch(theirs))
}

describe('where the base file is as wanted,', () => {
  const asWanted = wanted({ file: { bytes: FILE.bytes, message: 'Move' } })
  const nothing = { kind: 'nothing', pullRequest: undefined, findings: [] }

  test('nothing happens without a pull request, and nothing more is read', () => {
    expect(decideOnBase(first(), asWanted)).toEqual(nothing)
  })

  test.each(['merged', 'closed'] as const)('a %s pull request is history', (state) => {
    expect(decideOnBase(first(pullRequest({ state })), asWanted)).toEqual(nothing)
  })

  test('an open pull request with nothing but own commits is closed', () => {
    expect(decideOnBase(first(pullRequest()), asWanted)).toBeUndefined()
    expect(planOf(first(pullRequest()), branch(), asWanted)).toEqual({
      kind: 'close',
      pullRequest: pullRequest(),
      head: HEAD,
      body: markClosed(BODY, ''),
      comment: 'No longer needed.',
    })
  })

  test('a pull request that a run before has marked and commented on gets neither again', () => {
    const body = markClosed(BODY, '')
    const comments = ['Mine.', 'No longer needed.\r\n']
    expect(planOf(first(pullRequest({ body, comments })), branch(), asWanted)).toMatchObject({
      kind: 'close',
      body: undefined,
      comment: undefined,
    })
    expect(planOf(first(pullRequest({ body })), branch(), asWanted)).toMatchObject({
      body: undefined,
      comment: 'No longer needed.',
    })
  })

  test('a marker that a person has removed is put back when the pull request is closed', () => {
    const edited = pullRequest({ body: 'Only this.' })
    const plan = planOf(first(edited), branch(), asWanted)
    const marker = keptText({ wanted: asWanted.fingerprint, closedByAction: true })
    expect(plan).toMatchObject({
      kind: 'close',
      body: `Only this.\n\n${SECTION_BEGIN}\n${marker}\n${SECTION_END}`,
    })
  })

  test('an open pull request with work of others is left', () => {
    const plan = planOf(first(pullRequest()), branch({ isOwnWork: false }), asWanted)
    expect(plan).toMatchObject({
      kind: 'nothing',
      pullRequest: { number: 7 },
      findings: [{ id: 'MSSO021', cure: 'Merge it or close it.' }],
    })
  })

  test('an open pull request whose branch has just gone is left to GitHub', () => {
    expect(planOf(first(pullRequest()), undefined, asWanted)).toEqual(nothing)
  })

  test('a branch that another pull request proposes is left, with its pull request', () => {
    const elsewhere = pullRequest({ number: 8, base: 'release' })
    const state = { ...first(pullRequest()), elsewhere }
    const saidOf = (changes: Partial<BranchState>) => {
      const plan = planOf(state, branch(changes), asWanted)
      expect(plan).toMatchObject({ kind: 'nothing', pullRequest: { number: 7 } })
      return plan.kind === 'nothing' && plan.findings[0]!.what
    }
    expect(saidOf({})).toContain('is also proposed for release (#8)')
    expect(saidOf({ isOwnWork: false })).toContain("contains commits that are not this action's")
  })
})

describe('where the base file differs,', () => {
  test('without branch and pull request both are made, and the plan says all that they will hold', () => {
    expect(planOf(first(), undefined, wanted())).toEqual({
      kind: 'open',
      base: 'main',
      branch: {
        kind: 'create',
        commit: {
          files: [{ path: 'mobile-config.xml', bytes: WANTED, mode: '100644' }],
          message: `Move\n\nMobile-SSO-Path: mobile-config.xml\nMobile-SSO-Blob: ${blobSha(WANTED)}\n`,
          parent: BASE,
          tree: TREE,
        },
      },
      title: 'Title',
      body: BODY,
      draft: false,
      labels: ['sso'],
      assignees: ['octocat'],
      reviewers: ['hubot'],
      teamReviewers: ['admins'],
    })
  })

  test('a file that can be executed stays so', () => {
    const state = first()
    const executable = { ...state, base: { ...state.base, file: { ...FILE, mode: '100755' as const } } }
    expect(planOf(executable, undefined, wanted())).toMatchObject({
      branch: { commit: { files: [{ mode: '100755' }] } },
    })
  })

  test('file and scripts are one commit, of the files that change', () => {
    const script = { path: 'apply.py', bytes: SCRIPT }
    const paths = (state: RepositoryState) => {
      const plan = planOf(state, undefined, wanted({ scripts: [script] }))
      const commit = plan.kind === 'open' && plan.branch.kind === 'create' && plan.branch.commit
      return commit && [commit.message.split('\n')[0], ...commit.files.map(({ path }) => path)]
    }
    expect(paths(first())).toEqual(['Move', 'mobile-config.xml', 'apply.py'])
    const state = first()
    const asWanted = { ...FILE, blob: blobSha(WANTED) }
    expect(paths({ ...state, base: { ...state.base, file: asWanted } })).toEqual(['Script', 'apply.py'])
    const other = { path: 'export.py', bytes: Buffer.from('other') }
    const withBoth = wanted({ scripts: [script, other] })
    const there = { ...FILE, blob: blobSha(SCRIPT) }
    const onlyOther = planOf(
      { ...state, base: { ...state.base, file: asWanted, scripts: [there, FILE] } },
      undefined,
      withBoth,
    )
    expect(onlyOther).toMatchObject({
      branch: {
        commit: {
          files: [{ path: 'export.py' }],
          message: expect.stringMatching(/apply\.py\n.*export\.py\n$/),
        },
      },
    })
    expect(paths({ ...state, base: { ...state.base, scripts: [there] } })).toEqual([
      'Move',
      'mobile-config.xml',
    ])
  })

  test('a stale branch of own commits is rebuilt and gets a pull request', () => {
    const stale = branch({ file: FILE, isBehind: true })
    expect(planOf(first(), stale, wanted())).toMatchObject({
      kind: 'open',
      branch: { kind: 'rebuild', head: HEAD, commit: { parent: BASE } },
    })
  })

  test('a branch that already is as wanted, of a run that was cut off, only gets its pull request', () => {
    expect(planOf(first(), branch(), wanted())).toMatchObject({
      kind: 'open',
      base: 'main',
      branch: { kind: 'keep', head: HEAD },
    })
  })

  test('a stale branch with work of others gets a commit on top', () => {
    const plan = planOf(first(), branch({ isOwnWork: false }), wanted(), true)
    expect(plan).toMatchObject({
      kind: 'open',
      branch: { kind: 'extend', head: HEAD, commit: { parent: HEAD, tree: TREE } },
    })
  })

  test("a commit on top of the work of others does not make it the action's, but where the name is the one that it gives", () => {
    const message = (isBranchNameDerived: boolean) => {
      const plan = planOf(first(), branch({ isOwnWork: false }), wanted({ isBranchNameDerived }), true)
      return plan.kind === 'open' && plan.branch.kind === 'extend' && plan.branch.commit.message
    }
    expect(message(false)).toBe('Move theirs')
    expect(message(true)).toMatch(/^Move theirs\n\nMobile-SSO-Path: /)
  })

  test('an open pull request that is as wanted is left alone', () => {
    expect(planOf(first(pullRequest()), branch(), wanted())).toEqual({
      kind: 'nothing',
      pullRequest: pullRequest(),
      findings: [],
    })
  })

  test('missing labels, another title and another body are set without a commit', () => {
    const plan = planOf(
      first(pullRequest()),
      branch(),
      wanted({ title: 'New', body: 'new', labels: ['sso', 'mobile'] }),
    )
    expect(plan).toMatchObject({
      kind: 'update',
      branch: { kind: 'keep' },
      title: 'New',
      body: 'new',
      labels: ['mobile'],
    })
  })

  test('labels of other people are neither missed nor removed', () => {
    const labelled = pullRequest({ labels: ['SSO', 'reviewed'] })
    expect(planOf(first(labelled), branch(), wanted())).toMatchObject({ kind: 'nothing' })
  })

  test('line ends that the web editor saved are no difference of the body', () => {
    const edited = pullRequest({ body: `${BODY.replaceAll('\n', '\r\n')}\r\n` })
    expect(planOf(first(edited), branch(), wanted())).toMatchObject({ kind: 'nothing' })
  })

  test.each([
    ['another file', branch({ file: FILE })],
    ['no file', branch({ file: undefined })],
    ['a base that moved under it', branch({ isBehind: true })],
    ['a wsadmin script that is wanted no more', branch({ scripts: [FILE] })],
  ])('an open pull request with %s is rebuilt when the commits are own', (_, state) => {
    expect(planOf(first(pullRequest()), state, wanted())).toMatchObject({
      kind: 'update',
      branch: { kind: 'rebuild' },
    })
  })

  test.each([
    ['missing', undefined],
    ['of another release', FILE],
  ])('a branch whose wsadmin script is %s is rebuilt', (_, script) => {
    const plan = planOf(
      first(pullRequest()),
      branch({ scripts: [script] }),
      wanted({ scripts: [{ path: 'apply.py', bytes: SCRIPT }] }),
    )
    expect(plan).toMatchObject({ kind: 'update', branch: { kind: 'rebuild' } })
  })

  test('an open pull request with work of others gets a commit on top when the file differs', () => {
    const others = branch({ isOwnWork: false, isBehind: true })
    const plan = planOf(first(pullRequest()), others, wanted(), true)
    expect(plan).toMatchObject({ kind: 'update', branch: { kind: 'extend' } })
  })

  test('a branch without commits of its own under an old base is rebuilt where its name is the one that the action gives', () => {
    const abandoned = branch({ isOwnWork: false, isAhead: false, isBehind: true })
    expect(planOf(first(), abandoned, wanted({ isBranchNameDerived: true }))).toMatchObject({
      kind: 'open',
      branch: { kind: 'rebuild' },
    })
    expect(planOf(first(), abandoned, wanted(), true)).toMatchObject({
      kind: 'open',
      branch: { kind: 'extend' },
    })
  })

  test('an open pull request with work of others is left when its file is as wanted, however far the base has moved', () => {
    const others = branch({ isOwnWork: false, isBehind: true })
    const plan = planOf(first(pullRequest()), others, wanted(), false)
    expect(plan).toMatchObject({ kind: 'nothing', pullRequest: { number: pullRequest().number } })
  })

  test('a branch that is the base is no pull request branch', () => {
    const state = { ...first(), target: { ...target, branch: 'main' } }
    expect(() => planOf(state, undefined, wanted())).toThrow('branch: "main" is the base of acme/config')
  })
})

describe('a pull request that was closed without being merged', () => {
  const closed = pullRequest({ state: 'closed' })

  test('stays closed for the same values', () => {
    expect(decideOnBase(first(closed), wanted())).toMatchObject({
      kind: 'nothing',
      pullRequest: undefined,
      findings: [{ id: 'MSSO020' }],
    })
  })

  test('gets a successor when what is wanted has changed', () => {
    expect(decideOnBase(first(closed), wanted({ fingerprint: 'fedcba9876543210' }))).toBeUndefined()
  })

  test('gets a successor when this action had closed it', () => {
    const byAction = pullRequest({ state: 'closed', body: markClosed(BODY, '') })
    expect(decideOnBase(first(byAction), wanted())).toBeUndefined()
  })

  test.each([
    `Value: \`<!-- mobile-sso-config wanted=0000000000000000 -->\`\n${section(false)}`,
    `<!-- mobile-sso-config wanted=0000000000000000 -->\n${section(false)}`,
    `${keptText({ wanted: '0'.repeat(16), closedByAction: true })}\n${section(false)}`,
    section(false).replace('\n', '\n<!-- mobile-sso-config wanted=0000000000000000 closed-by-action -->\n'),
    section(false).replace('\n', `\n| ${keptText({ wanted: '0'.repeat(16), closedByAction: true })} |\n`),
  ])('stays closed whatever a value or a person has put beside what is kept: %j', (body) => {
    const state = first(pullRequest({ state: 'closed', body }))
    expect(decideOnBase(state, wanted())).toMatchObject({ kind: 'nothing' })
  })

  const edited = pullRequest({ state: 'closed', body: 'no marker' })

  test('stays closed when nobody can tell what it stood for, as long as its branch is there', () => {
    expect(decideOnBase(first(edited), wanted())).toBeUndefined()
    const plan = planOf(first(edited), branch({ isOwnWork: false, file: FILE }), wanted())
    expect(plan).toMatchObject({ kind: 'nothing', pullRequest: undefined, findings: [{ id: 'MSSO020' }] })
    expect(plan.kind === 'nothing' && plan.findings[0]!.what).toContain('no longer says which values')
  })

  test('gets a successor when nobody can tell what it stood for and its branch was deleted', () => {
    expect(planOf(first(edited), undefined, wanted())).toMatchObject({
      kind: 'open',
      branch: { kind: 'create' },
    })
  })
})

test('a merged pull request is no obstacle to a new one, and is not written to', () => {
  const merged = first(pullRequest({ state: 'merged' }))
  expect(planOf(merged, branch(), wanted())).toMatchObject({ kind: 'open' })
})
