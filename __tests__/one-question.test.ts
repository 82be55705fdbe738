import { describe, test } from 'vitest'
import { derivedBranch } from '../src/inputs/rules.ts'
import { CONFIG, type Scenario, useGitHub } from './end-to-end/world.ts'

const { scenario, github, disturb } = useGitHub()
const QUERY = 'POST /graphql repository'
const BLOB = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}'
const BRANCH = derivedBranch('mobile-config.xml', undefined)

const check = async (story: Scenario, more: Record<string, string> = {}) =>
  story.runSources({ mode: 'check', 'fail-on-drift': 'false', ...more })

const withMark = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), CONFIG])
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(CONFIG.toString(), 'utf16le')])
const declared16 = CONFIG.toString().replace(/encoding="UTF-8"/i, 'encoding="UTF-16"')
const marked16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(declared16, 'utf16le')])
const latin1 = Buffer.from(CONFIG.toString().replace('<!--', '<!-- \u00e9'), 'latin1')

describe.concurrent('one question to GitHub', () => {
  test('is enough for a file with a byte order mark, which stays in what is proposed', async ({ expect }) => {
    const story = await scenario({ files: { 'mobile-config.xml': withMark } })
    await check(story)
    expect(story.requests()).toEqual([QUERY])
    await story.runSources()
    expect((await story.repository.read(`${BRANCH}:mobile-config.xml`)).subarray(0, 3)).toEqual(
      withMark.subarray(0, 3),
    )
  })

  test.each([
    ['UTF-16', utf16],
    ['an encoding that is guessed', latin1],
    ['a zero byte', Buffer.concat([CONFIG, Buffer.from([0])])],
  ])('is followed by one for the bytes of a file with %s', async (_, bytes) => {
    const story = await scenario({ files: { 'mobile-config.xml': bytes } })
    await check(story)
    if (story.requests().join() !== [QUERY, BLOB].join()) throw new Error(story.requests().join())
  })

  test('is followed by one for the bytes of a file whose text was cut', async ({ expect }) => {
    const story = await scenario()
    story.repository.policy.mostTextBytes = 1000
    expect((await check(story)).outputs['drift']).toBe('true')
    expect(story.requests()).toEqual([QUERY, BLOB])
  })

  test('of a check is about any commit: a branch, a short name, and a tag that is an object', async ({
    expect,
  }) => {
    const story = await scenario()
    await story.runSources()
    const commit = (await story.repository.git('rev-parse', BRANCH)).trim()
    const person = ['-c', 'user.name=P', '-c', 'user.email=p@example.com']
    await story.repository.git(...person, 'tag', '-a', 'v1', '-m', 'T', commit)
    for (const base of [BRANCH, commit.slice(0, 10), 'v1']) {
      const { outputs, failure } = await check(story, { base, branch: 'sso' })
      expect(failure).toBeUndefined()
      expect(outputs['drift']).toBe('false')
    }
  })

  test('tells that a pull request is as wanted, with commits of people on its branch, too', async ({
    expect,
  }) => {
    const story = await scenario()
    await story.runSources()
    await story.runSources()
    expect(story.requests()).toEqual([QUERY])
    await story.repository.push(BRANCH, { 'NOTES.md': 'mine' })
    await story.runSources()
    expect(story.requests()).toEqual([QUERY])
  })

  test('is followed by a comparison when the base has gone on for more than a hundred commits', async ({
    expect,
  }) => {
    const story = await scenario()
    await story.runSources()
    for (let number = 0; number <= 100; number++)
      await story.repository.push('main', { 'NOTES.md': `${number}` })
    const { outputs } = await story.runSources()
    expect(outputs['pull-request-operation']).toBe('updated')
    expect(story.requests().slice(0, 2)).toEqual([QUERY, 'GET /repos/{owner}/{repo}/compare/{basehead}'])
    expect(await story.repository.git('rev-list', '--count', `main..${BRANCH}`)).toBe('1\n')
  })

  test('that is answered with any error but that of a missing file ends the run', async ({ expect }) => {
    const story = await scenario()
    const repository = { id: 'R_1', nameWithOwner: story.name, defaultBranchRef: null, base: null }
    const error = { type: 'NOT_FOUND', path: ['repository', 'base'], message: 'Could not resolve.' }
    disturb(story, QUERY, () => ({ status: 200, body: { data: { repository }, errors: [error] } }))
    const { failure } = await story.runSources()
    expect(failure).toContain('POST /graphql was answered with NOT_FOUND: Could not resolve.')
  })

  test('of a repository that was renamed is answered, and a check tells the new name', async ({ expect }) => {
    const story = await scenario()
    github().renameRepository(story.repository, `${story.name}-moved`)
    const { annotations, failure } = await check(story)
    expect(failure).toBeUndefined()
    expect(JSON.stringify(annotations)).toContain(`is called ${story.name}-moved now`)
  })

  test('finds the pull request that is open behind more of forks than one answer has', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    for (let number = 2; number <= 22; number++) {
      const head = { ref: BRANCH, sha: 'a'.repeat(40), fork: 'stranger/a-fork' }
      story.repository.openPull({ title: 'Theirs', base: { ref: 'main' }, head })
    }
    const { outputs } = await story.runSources()
    expect(outputs).toMatchObject({ 'pull-request-operation': 'none', 'pull-request-number': '1' })
    expect(story.requests()).toEqual([QUERY, QUERY])
    expect((await check(story)).outputs['pull-request-number']).toBe('1')
    expect(story.requests()).toEqual([QUERY, QUERY])
  })

  test('finds the pull request that a person closed behind more of forks than two answers have', async ({
    expect,
  }) => {
    const story = await scenario()
    await story.runSources()
    story.repository.closePull(1)
    for (let number = 2; number <= 43; number++) {
      const head = { ref: BRANCH, sha: 'a'.repeat(40), fork: 'stranger/a-fork' }
      story.repository.openPull({ title: 'Theirs', base: { ref: 'main' }, head })
      story.repository.closePull(number)
    }
    const { annotations } = await story.runSources()
    expect(annotations[0]![1].title).toMatch(/^MSSO020/)
    expect(story.requests()).toEqual([QUERY, QUERY, QUERY])
  })
})

const [CREATE, COMMIT, OPEN, MOVE, EDIT, CLOSE] = [
  'createRef',
  'createCommitOnBranch',
  'createPullRequest',
  'updateRefs',
  'updatePullRequest',
  'closePullRequest',
].map((mutation) => `POST /graphql ${mutation}`) as [string, string, string, string, string, string]
const [TREE, OBJECT] = ['trees', 'commits'].map((kind) => `POST /repos/{owner}/{repo}/git/${kind}`)

describe.concurrent('after the one question,', () => {
  test('a check sends nothing more, and neither does a run that has nothing to do', async ({ expect }) => {
    const story = await scenario()
    await check(story)
    expect(story.requests()).toEqual([QUERY])
    await story.runSources()
    await story.repository.mergePull(1)
    await story.runSources()
    expect(story.requests()).toEqual([QUERY])
  })

  test('a first pull request takes three writes', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    expect(story.requests()).toEqual([QUERY, CREATE, COMMIT, OPEN])
  })

  test('a file and its script are one commit', async ({ expect }) => {
    const story = await scenario()
    await story.runSources({ 'wsadmin-script': 'file:apply.py' })
    expect(story.requests()).toEqual([QUERY, CREATE, COMMIT, OPEN])
    expect(await story.repository.git('diff', '--name-only', `main..${BRANCH}`)).toBe(
      'apply.py\nmobile-config.xml\n',
    )
  })

  test('a file and both scripts are one commit, and one request when nothing is to be done', async ({
    expect,
  }) => {
    const story = await scenario()
    const both = { 'wsadmin-script': 'file:ops/' }
    await story.runSources(both)
    expect(story.requests()).toEqual([QUERY, CREATE, COMMIT, OPEN])
    expect(await story.repository.git('diff', '--name-only', `main..${BRANCH}`)).toBe(
      'mobile-config.xml\nops/apply-mobile-config.py\nops/export-mobile-config.py\n',
    )
    await story.runSources(both)
    expect(story.requests()).toEqual([QUERY])
    await story.repository.mergePull(1)
    await story.runSources(both)
    expect(story.requests()).toEqual([QUERY])
  })

  test('a branch whose base has moved takes three writes', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    await story.repository.push('main', { 'NOTES.md': 'theirs' })
    const { outputs } = await story.runSources()
    expect(outputs['pull-request-operation']).toBe('updated')
    expect(story.requests()).toEqual([QUERY, TREE, OBJECT, MOVE])
  })

  test('other values take one more, because the texts are replaced in the document that moves the branch', async ({
    expect,
  }) => {
    const story = await scenario()
    await story.runSources()
    await story.runSources({ scope: 'openid' })
    expect(story.requests()).toEqual([QUERY, TREE, OBJECT, QUERY, `${MOVE} updatePullRequest`])
  })

  test('another title takes one write', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    await story.runSources({ title: 'Phones' })
    expect(story.requests()).toEqual([QUERY, EDIT])
  })

  test("other values on top of others' work take one write", async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    await story.repository.push(BRANCH, { 'NOTES.md': 'mine' })
    await story.runSources({ scope: 'openid' })
    expect(story.requests()).toEqual([QUERY, `${COMMIT} updatePullRequest`])
  })

  test('a pull request is closed with three writes', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    const wanted = await story.repository.read(`${BRANCH}:mobile-config.xml`)
    await story.repository.push('main', { 'mobile-config.xml': wanted })
    const { outputs } = await story.runSources()
    expect(outputs['pull-request-operation']).toBe('closed')
    expect(story.requests()).toEqual([QUERY, `${EDIT} addComment`, MOVE, CLOSE])
  })
})

describe.concurrent('a file that can be executed', () => {
  const executable = async () => {
    const story = await scenario({ files: { 'README.md': 'config' } })
    await story.repository.push('main', { 'mobile-config.xml': CONFIG }, { executable: true })
    return story
  }
  const modeOn = async ({ repository }: Scenario, branch: string) =>
    (await repository.git('ls-tree', branch, 'mobile-config.xml')).slice(0, 6)

  test.for([true, false])(
    'stays so on a new branch, whether createCommitOnBranch keeps modes or not (%s)',
    async (commitsKeepModes, { expect }) => {
      const story = await executable()
      story.repository.policy.commitsKeepModes = commitsKeepModes
      await story.runSources()
      expect(await modeOn(story, BRANCH)).toBe('100755')
      expect(story.requests()).toEqual([QUERY, TREE, OBJECT, CREATE, OPEN])
      expect(await story.repository.git('rev-list', '--count', `main..${BRANCH}`)).toBe('1\n')
    },
  )

  test("stays so on top of others' work", async ({ expect }) => {
    const story = await executable()
    await story.runSources()
    const theirs = await story.repository.push(BRANCH, { 'NOTES.md': 'mine' })
    const { outputs } = await story.runSources({ scope: 'openid' })
    expect(outputs['pull-request-operation']).toBe('updated')
    expect(await modeOn(story, BRANCH)).toBe('100755')
    expect((await story.repository.git('rev-parse', `${BRANCH}~1`)).trim()).toBe(theirs)
  })

  test.for([
    ['UTF-16', marked16],
    ['a byte order mark', withMark],
  ] as const)('keeps every byte that JSON may not hold: %s', async ([, bytes], { expect }) => {
    const story = await scenario({ files: { 'README.md': 'config' } })
    await story.repository.push('main', { 'mobile-config.xml': bytes }, { executable: true })
    await story.runSources()
    const proposed = await story.repository.read(`${BRANCH}:mobile-config.xml`)
    expect(proposed.subarray(0, 100)).toEqual(bytes.subarray(0, 100))
    expect(await modeOn(story, BRANCH)).toBe('100755')
    expect(story.requests()).toContain('POST /repos/{owner}/{repo}/git/blobs')
  })
})

describe.concurrent('a mutation whose answer is lost', () => {
  const lose = (story: Scenario, request: string, fault: object) =>
    disturb(story, request, () => fault as never)
  const creating = [CREATE, COMMIT, OPEN] as const

  test.for(creating)('is not repeated when it was carried out: %s', async (request, { expect }) => {
    const story = await scenario()
    lose(story, request, { destroyAfterBytes: 0 })
    const { outputs, failure } = await story.runSources({ branch: 'sso', assignees: 'octocat' })
    expect(failure).toBeUndefined()
    expect(outputs['pull-request-operation']).toBe('created')
    expect(outputs['commit-sha']).toBe((await story.repository.git('rev-parse', 'sso')).trim())
    const sent = story.requests().filter((each) => each === request)
    expect(sent).toHaveLength(1)
    expect(story.repository.pulls()).toMatchObject([{ assignees: ['octocat'] }])
    expect(await story.repository.git('rev-list', '--count', 'main..sso')).toBe('1\n')
  })

  test.for(creating)('is sent again when it was not: %s', async (request, { expect }) => {
    const story = await scenario()
    lose(story, request, { destroy: true })
    const { outputs } = await story.runSources({ branch: 'sso' })
    expect(outputs['pull-request-operation']).toBe('created')
    const all = story.requests()
    const at = all.indexOf(request)
    expect(all.slice(at, at + 3)).toEqual([request, QUERY, request])
    expect(story.repository.pulls()).toHaveLength(1)
  })

  test('of two in one document is sent again without the one that was carried out', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    const wanted = await story.repository.read(`${BRANCH}:mobile-config.xml`)
    await story.repository.push('main', { 'mobile-config.xml': wanted })
    const refused = { type: 'INTERNAL', path: ['addComment'], message: 'Something went wrong.' }
    let count = 0
    github().before(async ({ repository, fields }) => {
      if (repository !== story.name || !fields.includes('addComment') || count++ > 0) return undefined
      const [pull] = story.repository.pulls()
      story.repository.editPull(1, {
        body: pull!.body!.replace('"closedByAction":false', '"closedByAction":true'),
      })
      return {
        status: 200,
        body: { data: { updatePullRequest: { pullRequest: {} }, addComment: null }, errors: [refused] },
      }
    })
    const { outputs } = await story.runSources()
    expect(outputs['pull-request-operation']).toBe('closed')
    expect(story.requests()).toEqual([
      QUERY,
      `${EDIT} addComment`,
      QUERY,
      'POST /graphql addComment',
      MOVE,
      CLOSE,
    ])
    expect(story.repository.pulls()[0]!.comments).toHaveLength(1)
  })
})

describe.concurrent('a document that ends between its mutations', () => {
  /** The connection breaks right before the second one, once. */
  const cut = (story: Scenario, field: string) => {
    let count = 0
    github().beforeMutation(async ({ field: at, index, request }) => {
      const isTime = request.repository === story.name && at === field && index === 1
      return isTime && count++ === 0 ? { destroy: true } : undefined
    })
  }

  test('has marked a pull request, which is then commented on once, and closed', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    const wanted = await story.repository.read(`${BRANCH}:mobile-config.xml`)
    await story.repository.push('main', { 'mobile-config.xml': wanted })
    cut(story, 'addComment')
    const { outputs } = await story.runSources()
    expect(outputs['pull-request-operation']).toBe('closed')
    expect(story.repository.pulls()).toMatchObject([{ state: 'closed', comments: [{}] }])
    expect(story.repository.pulls()[0]!.comments).toHaveLength(1)
    expect(await story.repository.git('branch', '--list', BRANCH)).toBe('')
  })

  test.for([
    ['rebuilt a branch', false],
    ["added to others' work", true],
  ] as const)('has %s, and then the texts are replaced', async ([, isOfOthers], { expect }) => {
    const story = await scenario()
    await story.runSources()
    if (isOfOthers) await story.repository.push(BRANCH, { 'NOTES.md': 'mine' })
    cut(story, 'updatePullRequest')
    const { outputs } = await story.runSources({ scope: 'openid' })
    expect(outputs['pull-request-operation']).toBe('updated')
    expect(outputs['commit-sha']).toBe((await story.repository.git('rev-parse', BRANCH)).trim())
    expect(story.repository.pulls()[0]!.body).toContain('`openid offline_access`')
    expect(await story.repository.git('rev-list', '--count', `main..${BRANCH}`)).toBe(
      isOfOthers ? '3\n' : '1\n',
    )
    expect((await story.runSources({ scope: 'openid' })).outputs['changed']).toBe('false')
  })
})

test('a token that may not write pull requests moves the branch, and the failed run tells it', async ({
  expect,
}) => {
  const story = await scenario()
  await story.runSources()
  const token = github().createToken({
    login: 'github-actions[bot]',
    kind: 'installation',
    permissions: { [story.name]: { contents: 'write', pull_requests: 'read', metadata: 'read' } },
  })
  const { failure, outputs } = await story.runSources({ scope: 'openid', token })
  expect(failure).toContain('give the job "permissions: pull-requests: write"')
  expect(failure).toContain(`branch ${BRANCH} moved to a new commit`)
  expect(failure).not.toContain('edited')
  expect(outputs['changed']).toBe('true')
  const closing = await story.repository.read(`${BRANCH}:mobile-config.xml`)
  await story.repository.push('main', { 'mobile-config.xml': closing })
  await story.runSources({ scope: 'openid', token })
  expect(await story.repository.git('branch', '--list', BRANCH)).not.toBe('')
  expect(story.repository.pulls()[0]!.state).toBe('open')
})
