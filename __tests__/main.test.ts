import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { derivedBranch } from '../src/inputs/rules.ts'
import { main } from '../src/main.ts'
import { Deadline } from '../src/network/index.ts'
import { EXPORT_SCRIPT, WSADMIN_SCRIPT } from '../src/wsadmin-script/index.ts'
import { nameOfRequest } from './end-to-end/request-names.ts'
import { CONFIG, useGitHub, VALUES } from './end-to-end/world.ts'
import { recordingCore } from './report/recording-core.ts'
import { rateLimited, serverError } from './stand-ins/github/index.ts'
import { temporaryFolder } from './temporary-folder.ts'

const BRANCH = derivedBranch('mobile-config.xml', undefined)
const { scenario, github, disturb } = useGitHub()

/** The story of a run, in this process against the same stand-ins. What dist does is told in end-to-end. */
describe.concurrent('a run', () => {
  test('opens a pull request, and a second one finds nothing to do', async ({ expect }) => {
    const story = await scenario()
    const first = await story.runSources({
      labels: 'sso',
      assignees: 'octocat, stranger',
      reviewers: 'stranger',
    })
    expect(first.errors).toEqual([])
    expect(first.outputs).toMatchObject({
      changed: 'true',
      drift: 'true',
      'pull-request-number': '1',
      'pull-request-operation': 'created',
      branch: BRANCH,
    })
    expect(first.annotations.map(([, { title }]) => title)).toEqual([
      'MSSO022 Labels, assignees or reviewers could not be set',
      'MSSO022 Labels, assignees or reviewers could not be set',
    ])
    expect(first.written).toContain('[pull request #1]')
    expect(first.secrets).toContain(story.token)
    const second = await story.runSources({ labels: 'sso' })
    expect(second.outputs).toMatchObject({ changed: 'false', 'pull-request-operation': 'none' })
    expect(story.writes()).toEqual([])
  })

  test('sets a title and a label that are missing, and rebuilds the branch for other values', async ({
    expect,
  }) => {
    const story = await scenario()
    await story.runSources()
    const renamed = await story.runSources({ title: 'Phones', labels: 'sso' })
    expect(renamed.outputs['pull-request-operation']).toBe('none')
    expect(story.repository.pulls()[0]).toMatchObject({ title: 'Phones', labels: ['sso'] })
    const rebuilt = await story.runSources({ title: 'Phones', scope: 'openid' })
    expect(rebuilt.outputs['pull-request-operation']).toBe('updated')
    expect(await story.repository.git('rev-list', '--count', `main..${BRANCH}`)).toBe('1\n')
  })

  test('adds a commit on top of what people committed', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    await story.repository.push(BRANCH, { 'NOTES.md': 'mine' })
    const { outputs } = await story.runSources({ scope: 'openid' })
    expect(outputs['pull-request-operation']).toBe('updated')
    expect(await story.repository.git('rev-list', '--count', `main..${BRANCH}`)).toBe('3\n')
  })

  const asWantedWithOpenPullRequest = async () => {
    const story = await scenario()
    await story.runSources()
    const wanted = await story.repository.read(`${BRANCH}:mobile-config.xml`)
    await story.repository.push('main', { 'mobile-config.xml': wanted })
    return story
  }

  test('closes the pull request when the base branch is as wanted', async ({ expect }) => {
    const story = await asWantedWithOpenPullRequest()
    const { outputs } = await story.runSources()
    expect(outputs).toMatchObject({ drift: 'false', 'pull-request-operation': 'closed' })
    expect((await story.runSources()).outputs['pull-request-operation']).toBe('none')
  })

  test.for([
    ['whose answer is lost', { destroyAfterBytes: 0 }],
    ['that is not answered', { destroy: true }],
  ] as const)('closes with one comment, also with one %s', async ([, fault], { expect }) => {
    const story = await asWantedWithOpenPullRequest()
    const lost = new Set(['addComment'])
    github().before(({ fields, repository }) =>
      repository === story.name && fields.some((field) => lost.delete(field)) ? fault : undefined,
    )
    expect((await story.runSources()).outputs['pull-request-operation']).toBe('closed')
    expect(story.repository.pulls()).toMatchObject([{ state: 'closed', comments: [{}] }])
    expect(story.repository.pulls()[0]!.comments).toHaveLength(1)
  })

  test('goes on closing where the run before failed', async ({ expect }) => {
    const story = await asWantedWithOpenPullRequest()
    const remove = github().before(({ route, repository, body }) =>
      repository === story.name && route === '/graphql' && JSON.stringify(body).includes('updateRefs')
        ? { status: 403, body: { message: 'no' } }
        : undefined,
    )
    const { failure } = await story.runSources()
    remove()
    expect(failure).toContain('Written:\n- pull request #1 edited\n- a comment added to pull request #1\n')
    expect((await story.runSources()).outputs['pull-request-operation']).toBe('closed')
    expect(story.repository.pulls()[0]!.comments).toHaveLength(1)
    expect(await story.repository.git('branch', '--list', BRANCH)).toBe('')
  })

  test('leaves a pull request open that holds the work of others', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    const wanted = await story.repository.read(`${BRANCH}:mobile-config.xml`)
    await story.repository.push(BRANCH, { 'NOTES.md': 'mine' })
    await story.repository.push('main', { 'mobile-config.xml': wanted })
    const { annotations } = await story.runSources()
    expect(annotations[0]![1].title).toMatch(/^MSSO021/)
  })

  test('leaves a pull request open whose branch is proposed for another base, until that one is closed', async ({
    expect,
  }) => {
    const story = await asWantedWithOpenPullRequest()
    await story.repository.git('branch', 'release', 'main')
    const sha = (await story.repository.git('rev-parse', BRANCH)).trim()
    story.repository.openPull({ title: 'Backport', base: { ref: 'release' }, head: { ref: BRANCH, sha } })
    const { annotations, outputs } = await story.runSources()
    expect(annotations[0]![1].title).toMatch(/^MSSO021/)
    expect(annotations[0]![0]).toContain('is also proposed for release (#2), so it is left open.')
    expect(outputs['pull-request-operation']).toBe('none')
    expect(story.repository.pulls().map(({ state }) => state)).toEqual(['open', 'open'])
    await story.repository.closePull(2)
    expect((await story.runSources()).outputs['pull-request-operation']).toBe('closed')
  })

  test('says what to do when a branch is in the way of its own', async ({ expect }) => {
    const story = await scenario()
    await story.repository.git('branch', BRANCH.split('/')[0]!, 'main')
    const { failure } = await story.runSources()
    expect(failure).toContain(`is in the way of branch "${BRANCH}": git cannot keep both "a" and "a/b".`)
    expect(failure).not.toContain('ritten to the repository')
  })

  test('respects that a person closed the pull request, until other values are wanted', async ({
    expect,
  }) => {
    const story = await scenario()
    await story.runSources()
    await story.repository.closePull(1)
    const closed = await story.runSources()
    expect(closed.annotations[0]![1].title).toMatch(/^MSSO020/)
    const { outputs } = await story.runSources({ scope: 'openid' })
    expect(outputs['pull-request-number']).toBe('2')
  })

  test.for<[string, Record<string, string>, string[]]>([
    ['variables that are not set', {}, ['inputs tenant-id and client-id']],
    [
      'such variables, and an app registration to look at',
      { 'azure-reconcile': 'check' },
      ['inputs tenant-id and client-id', 'input azure-client-id'],
    ],
    [
      'such variables, and a path that is outside the workspace',
      { mode: 'render', 'config-path': '../x.xml' },
      ['input config-path', 'inputs tenant-id and client-id'],
    ],
  ])('tells each thing once that is wrong with %s', async ([, given, places], { expect }) => {
    const story = await scenario()
    const { errors, outputs, failure } = await story.runSources({
      'tenant-id': '',
      'client-id': '',
      ...given,
    })
    expect(errors.map((error) => error.split(':')[0]).toSorted()).toEqual(places.toSorted())
    expect(failure).toBe(
      `${places.length === 1 ? '1 problem' : `${places.length} problems`}; nothing was written.`,
    )
    expect(outputs['drift']).toBe('')
    expect(story.requests()).toEqual([])
  })

  test('proposes nothing for a file that says the same in other words', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    const wanted = String(await story.repository.read(`${BRANCH}:mobile-config.xml`))
    const words = wanted
      .replaceAll(VALUES['client-id'], VALUES['client-id'].toUpperCase())
      .replaceAll('https://login.microsoftonline.com', 'https://LOGIN.microsoftonline.com')
      .replace('openid profile email', 'email profile openid')
      .replace(/(<SecuritySettings[^>]*enabled=.)true/, '$11')
    expect(words).toMatch(/<SecuritySettings[^>]*enabled=.1/)
    await story.repository.push('main', { 'mobile-config.xml': words })
    const { outputs } = await story.runSources()
    expect(outputs).toMatchObject({ drift: 'false', 'pull-request-operation': 'closed' })
  })

  test('takes scopes in another order for what a person has closed the pull request over', async ({
    expect,
  }) => {
    const story = await scenario()
    await story.runSources({ scope: 'openid email' })
    await story.repository.closePull(1)
    const { outputs } = await story.runSources({ scope: 'email openid' })
    expect(outputs['pull-request-operation']).toBe('none')
  })

  test('makes a missing file from the skeleton, on a base that is named', async ({ expect }) => {
    const story = await scenario({ files: { 'README.md': 'config' } })
    const { annotations, outputs } = await story.runSources({ base: 'main', 'config-path': 'new/config.xml' })
    expect(outputs['pull-request-operation']).toBe('created')
    expect(annotations[0]![1].title).toMatch(/^MSSO010/)
  })

  test('reads a large file over the blobs', async ({ expect }) => {
    const padding = `<!-- ${'x'.repeat(1_200_000)} -->`
    const story = await scenario({
      files: { 'mobile-config.xml': CONFIG.toString().replace('</config>', `${padding}\r\n</config>`) },
    })
    expect((await story.runSources()).outputs['pull-request-operation']).toBe('created')
  })

  test('uses a branch that is there already', async ({ expect }) => {
    const story = await scenario()
    await story.repository.push(BRANCH, { 'NOTES.md': 'mine' })
    expect((await story.runSources()).outputs['pull-request-operation']).toBe('created')
  })

  test('takes its branch back when the pull request is refused', async ({ expect }) => {
    const story = await scenario()
    story.repository.policy.actionsMayCreatePullRequests = false
    const { failure, outputs } = await story.runSources()
    expect(failure).toContain('Enable "Allow GitHub Actions to create and approve pull requests"')
    expect(outputs['changed']).toBe('false')
    expect(await story.repository.git('branch', '--list', BRANCH)).toBe('')
  })

  test('says that its branch stays when it can not take it back', async ({ expect }) => {
    const story = await scenario()
    story.repository.policy.actionsMayCreatePullRequests = false
    disturb(story, 'POST /graphql updateRefs', () => ({ status: 403, body: { message: 'no' } }))
    const { failure } = await story.runSources()
    expect(failure).toContain(
      `Written:\n- branch ${BRANCH} created\n- a commit added to branch ${BRANCH}\nDo next:\n`,
    )
  })

  test('waits for the branch that it has made where GitHub does not see it at once, and makes it once', async ({
    expect,
  }) => {
    const story = await scenario()
    story.repository.policy.hidesNewBranchFor = 4
    const waits: string[] = []
    const { failure, outputs } = await story.runSources({}, (...pause) =>
      waits.push(pause.join(' s before ')),
    )
    expect(failure).toBeUndefined()
    expect(outputs['pull-request-operation']).toBe('created')
    expect(waits.map((text) => text.split(' ')[0])).toEqual(['0.5', '1', '1.5', '2'])
    expect(waits[0]).toContain(`because GitHub does not show branch ${BRANCH} yet`)
    const made = story.requests().filter((request) => request.endsWith(' createRef'))
    expect(made).toHaveLength(1)
  })

  test('that never sees the branch that it has made says so, takes it back and blames nobody', async ({
    expect,
  }) => {
    const story = await scenario()
    story.repository.policy.hidesNewBranchFor = 1000
    let seconds = 0
    const { failure } = await story.runSources({}, (pause) => {
      seconds += pause
    })
    expect(seconds).toBe(10.5)
    expect(failure).toContain(`This run created branch "${BRANCH}", but 10 seconds later GitHub still says`)
    expect(failure).not.toContain('Somebody else writes')
    expect(failure).not.toContain('Written:')
    expect(await story.repository.git('branch', '--list', BRANCH)).toBe('')
  })

  test('waits for the branch when the pull request is opened, too', async ({ expect }) => {
    const story = await scenario()
    const message = `Head sha can't be blank, Base sha can't be blank, No commits between main and ${BRANCH}, Head ref must be a branch`
    disturb(story, 'POST /graphql createPullRequest', () => ({
      status: 200,
      body: {
        data: { createPullRequest: null },
        errors: [{ type: 'UNPROCESSABLE', path: ['createPullRequest'], message }],
      },
    }))
    const { outputs } = await story.runSources()
    expect(outputs['pull-request-operation']).toBe('created')
    expect(story.repository.pulls()).toHaveLength(1)
  })

  test.for(['initech', 'acme'])(
    'finds its pull request after the repository was renamed to one of %s',
    async (owner, { expect }) => {
      const story = await scenario()
      await story.runSources()
      github().renameRepository(story.repository, `${owner}/moved-${story.name.split('/')[1]}`)
      const before = github().requests.length
      const again = await story.runSources()
      expect(again.failure).toBeUndefined()
      expect(again.outputs).toMatchObject({ 'pull-request-operation': 'none', 'pull-request-number': '1' })
      const changed = await story.runSources({ scope: 'openid' })
      expect(changed.outputs['pull-request-operation']).toBe('updated')
      expect(JSON.stringify(changed.annotations)).toContain(`${story.name} is now called ${owner}/moved`)
      const redirected = github()
        .requests.slice(before)
        .filter(({ path, method }) => path.includes(`/${story.name}/`) && method !== 'GET')
      expect(redirected).toEqual([])
      await story.runSources({ scope: 'openid', base: 'main', branch: 'other' })
      expect(story.repository.pulls()).toHaveLength(2)
    },
  )

  test('proposes again what a bot has closed, and not what a person has', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    story.repository.closePull(1, 'stale[bot]')
    const again = await story.runSources()
    expect(again.outputs).toMatchObject({ 'pull-request-operation': 'created', 'pull-request-number': '2' })
    story.repository.closePull(2, 'octocat')
    const { annotations, outputs } = await story.runSources()
    expect(outputs['pull-request-operation']).toBe('none')
    expect(annotations[0]![1].title).toMatch(/^MSSO020/)
    expect(story.requests()).toEqual(['POST /graphql repository'])
  })

  test('takes a pull request for closed by a person where the token may not see who did', async ({
    expect,
  }) => {
    const story = await scenario()
    await story.runSources()
    story.repository.closePull(1, 'stale[bot]')
    story.repository.policy.hidesActors = true
    const { annotations, failure } = await story.runSources()
    expect(failure).toBeUndefined()
    expect(annotations[0]![1].title).toMatch(/^MSSO020/)
  })

  test('gives up after three lost races', async ({ expect }) => {
    const story = await scenario()
    let count = 0
    const push = async () => {
      const edited = CONFIG.toString().replace('<!--', `<!-- ${++count} -->\r\n<!--`)
      await story.repository.push(BRANCH, { 'mobile-config.xml': edited })
    }
    disturb(story, 'POST /graphql createCommitOnBranch', push, 'every')
    const { failure } = await story.runSources()
    expect(failure).toContain('3 attempts failed')
  })

  test('waits for a server that is broken for a moment', async ({ expect }) => {
    const story = await scenario()
    const broken = new Set(['POST /graphql'])
    github().before(({ method, route, repository }) =>
      repository === story.name && broken.delete(`${method} ${route}`) ? serverError(502) : undefined,
    )
    expect((await story.runSources()).outputs['pull-request-operation']).toBe('created')
  })

  test('waits for a rate limit that ends at once, and not for one that ends in an hour', async ({
    expect,
  }) => {
    const story = await scenario()
    const limits = [rateLimited(), rateLimited({ resetIn: 3000 })]
    github().before(({ route, repository }) =>
      repository === story.name && route === '/graphql' ? limits.shift() : undefined,
    )
    const { annotations, failure } = await story.runSources()
    expect(annotations[0]![0]).toContain("GitHub's rate limit has been reached at POST /graphql")
    expect(failure).toContain("GitHub's rate limit is used up until")
  })

  test.each([
    ['a web page', '<html>Sign in</html>', 'a body that is not JSON'],
    ['another object', { message: 'hello' }, 'no usable "repository"'],
  ])('stops when %s comes in the place of GitHub', async (_, body, text) => {
    const story = await scenario()
    github().before(({ route, repository }) =>
      repository === story.name && route === '/graphql' ? { status: 200, body } : undefined,
    )
    const { failure } = await story.runSources()
    if (!failure?.includes(text)) throw new Error(`"${failure}" does not say "${text}"`)
  })

  test('reads and decides again when somebody pushes before the branch is moved', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    disturb(story, 'POST /graphql updateRefs', () => story.repository.push(BRANCH, { 'NOTES.md': 'mine' }))
    expect((await story.runSources({ scope: 'openid' })).outputs['pull-request-operation']).toBe('updated')
    expect((await story.repository.read(`${BRANCH}:NOTES.md`)).toString()).toBe('mine')
  })

  test.each([
    ['a folder', { 'config-path': 'conf' }, 'is a folder, a link or a submodule'],
    ['a base that does not exist', { base: 'release' }, 'Correct the base input.'],
    ['a token that is not valid', { token: 'ghs_unknown' }, 'The token is not valid.'],
  ])('stops at %s', async (_, inputs, text) => {
    const story = await scenario({ files: { 'conf/mobile-config.xml': CONFIG } })
    const { failure } = await story.runSources(inputs)
    if (!failure?.includes(text)) throw new Error(`"${failure}" does not say "${text}"`)
  })

  test('stops at bad inputs before any request', async ({ expect }) => {
    const story = await scenario()
    const { errors, failure, written } = await story.runSources({ 'tenant-id': 'consumers', draft: 'maybe' })
    expect(errors).toHaveLength(2)
    expect(failure).toBe('2 problems; nothing was written.')
    expect(written).toContain('failed')
    expect(story.requests()).toEqual([])
  })
})

/** Branches that people made, or worked on, stay theirs. */
describe.concurrent('a branch of somebody else', () => {
  test.each([
    ['the default branch', { branch: 'main' }, 'branch: "main" is the base of'],
    [
      'the default branch, for another base',
      { branch: 'main', base: 'release' },
      'branch: "main" is the default branch of',
    ],
  ])('is refused when it is %s', async (_, inputs, text) => {
    const story = await scenario()
    await story.repository.push('release', { 'NOTES.md': 'release' })
    const before = await story.repository.git('for-each-ref')
    const { failure } = await story.runSources(inputs)
    assert.ok(failure?.includes(text), `"${failure}" does not say "${text}"`)
    assert.equal(await story.repository.git('for-each-ref'), before)
    assert.deepEqual(story.repository.pulls(), [])
  })

  test('with nothing ahead of the base is committed to and never moved or deleted', async ({ expect }) => {
    const story = await scenario()
    const old = (await story.repository.git('rev-parse', 'main')).trim()
    await story.repository.git('branch', 'release-1.0', 'main')
    await story.repository.push('main', { 'README.md': 'moved on' })
    const release = { branch: 'release-1.0' }
    const first = await story.runSources(release)
    expect(first.outputs['pull-request-operation']).toBe('created')
    expect((await story.repository.git('rev-parse', 'release-1.0~1')).trim()).toBe(old)

    const second = await story.runSources({ ...release, scope: 'openid' })
    expect(second.outputs['pull-request-operation']).toBe('updated')
    expect((await story.repository.git('rev-parse', 'release-1.0~2')).trim()).toBe(old)

    const wanted = await story.repository.read('release-1.0:mobile-config.xml')
    await story.repository.push('main', { 'mobile-config.xml': wanted })
    const { annotations, outputs } = await story.runSources({ ...release, scope: 'openid' })
    expect(outputs['pull-request-operation']).toBe('none')
    expect(annotations[0]![1].title).toMatch(/^MSSO021/)
    expect((await story.repository.git('rev-parse', 'release-1.0~2')).trim()).toBe(old)
  })

  test("that was merged with the action's commit on it is committed to again", async ({ expect }) => {
    const story = await scenario()
    await story.repository.git('branch', 'release-1.0', 'main')
    const release = { branch: 'release-1.0' }
    await story.runSources(release)
    await story.repository.mergePull(1)
    const head = (await story.repository.git('rev-parse', 'release-1.0')).trim()
    const { outputs } = await story.runSources({ ...release, scope: 'openid' })
    expect(outputs['pull-request-operation']).toBe('created')
    expect((await story.repository.git('rev-parse', 'release-1.0~1')).trim()).toBe(head)
  })

  test('that is an old state of the base with the wanted file has nothing to propose', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    await story.repository.mergePull(1)
    await story.repository.git('branch', 'release-1.0', 'main')
    await story.repository.push('main', { 'mobile-config.xml': CONFIG })
    const { failure } = await story.runSources({ branch: 'release-1.0' })
    expect(failure).toContain('a pull request has nothing to propose')
    expect(failure).toContain('Delete it, or set the branch input to a different name.')
  })

  test('gets a commit whose message lists what the commit changes there', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    await story.repository.push(BRANCH, { 'NOTES.md': 'mine' })
    await story.runSources({ scope: 'openid' })
    const message = await story.repository.git('log', '-1', '--format=%b', BRANCH)
    expect(message).toContain('- SecuritySettings/OAuthScopes')
    expect(message).not.toContain('- SecuritySettings/AuthType')
    expect(story.repository.pulls()[0]!.body).toContain('SecuritySettings/AuthType')
  })

  test('may hold a file that nobody can edit when the base is as wanted', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    const wanted = await story.repository.read(`${BRANCH}:mobile-config.xml`)
    await story.repository.push(BRANCH, { 'mobile-config.xml': '<config' })
    await story.repository.push('main', { 'mobile-config.xml': wanted })
    const { annotations, failure } = await story.runSources()
    expect(failure).toBeUndefined()
    expect(annotations[0]![1].title).toMatch(/^MSSO021/)
  })

  test('may hold more commits than GitHub compares at once', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    const commit = `commit refs/heads/${BRANCH}\ncommitter Pat <pat@example.com> 0 +0000\ndata 4\nNext\n`
    const commits = [`${commit}from refs/heads/${BRANCH}^0\n`, ...Array<string>(101).fill(commit)]
    await story.repository.objects.run(['fast-import', '--quiet'], { input: commits.join('\n') })
    const edited = CONFIG.toString().replace('<!--', '<!-- Mine. -->\r\n<!--')
    const theirs = await story.repository.push(BRANCH, { 'mobile-config.xml': edited })
    const { failure, outputs } = await story.runSources({ scope: 'openid' })
    expect(failure).toBeUndefined()
    expect(outputs['pull-request-operation']).toBe('updated')
    expect((await story.repository.git('rev-parse', `${BRANCH}~1`)).trim()).toBe(theirs)
    expect((await story.repository.read(`${BRANCH}:mobile-config.xml`)).toString()).toContain(
      '<!-- Mine. -->',
    )
  })
})

describe.concurrent('a branch of the action', () => {
  test('keeps the mode of the file when it is rebuilt', async ({ expect }) => {
    const story = await scenario({ files: { 'README.md': 'config' } })
    const path = 'conf/mobile-config.xml'
    await story.repository.push('main', { [path]: CONFIG }, { executable: true })
    const { outputs } = await story.runSources({ 'config-path': path })
    const rebuilt = await story.runSources({ 'config-path': path, scope: 'openid' })
    expect(rebuilt.outputs['pull-request-operation']).toBe('updated')
    expect(await story.repository.git('ls-tree', outputs['branch']!, path)).toMatch(/^100755 /)
  })

  test('is rebuilt after its pull request was merged and it stayed', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    await story.repository.mergePull(1)
    const { outputs } = await story.runSources({ scope: 'openid' })
    expect(outputs).toMatchObject({ 'pull-request-operation': 'created', 'pull-request-number': '2' })
    expect(await story.repository.git('merge-base', 'main', BRANCH)).toBe(
      await story.repository.git('rev-parse', 'main'),
    )
  })

  test('stays in place with its pull request when only a label could not be set', async ({ expect }) => {
    const story = await scenario()
    github().before(({ route, repository }) =>
      repository === story.name && route.endsWith('/labels') ? serverError(502) : undefined,
    )
    const { annotations, outputs } = await story.runSources({ labels: 'sso' })
    expect(outputs['pull-request-operation']).toBe('created')
    expect(annotations[0]![1].title).toMatch(/^MSSO022/)
    expect(story.repository.pulls()[0]!.state).toBe('open')
  })
})

describe.concurrent('a pull request', () => {
  test("whose creation was carried out but not answered is this run's, and gets its people", async ({
    expect,
  }) => {
    const story = await scenario()
    const lost = new Set(['POST /graphql createPullRequest'])
    github().before((request) =>
      request.repository === story.name && lost.delete(nameOfRequest(request))
        ? { destroyAfterBytes: 10 }
        : undefined,
    )
    const people = { assignees: 'octocat', reviewers: 'hubot' }
    const { outputs } = await story.runSources(people)
    expect(outputs).toMatchObject({ 'pull-request-operation': 'created', 'pull-request-number': '1' })
    expect(outputs['commit-sha']).toMatch(/^[0-9a-f]{40}$/)
    expect(story.repository.pulls()).toMatchObject([{ assignees: ['octocat'], reviewers: ['hubot'] }])
  })

  test('that was closed without its marker is followed by a new one when its branch is deleted', async ({
    expect,
  }) => {
    const story = await scenario()
    await story.runSources()
    story.repository.editPull(1, { body: 'Not now.' })
    story.repository.closePull(1)
    const { annotations, outputs } = await story.runSources({ scope: 'openid' })
    expect(outputs['pull-request-operation']).toBe('none')
    expect(annotations[0]![0]).toContain('no longer says which values it was for')
    expect(annotations[0]![0]).toContain(`delete its branch ${BRANCH}`)
    await story.repository.deleteBranch(BRANCH)
    expect((await story.runSources({ scope: 'openid' })).outputs).toMatchObject({
      'pull-request-operation': 'created',
      'pull-request-number': '2',
    })
  })

  test('without its marker that the action closes is not taken for one that a person closed', async ({
    expect,
  }) => {
    const story = await scenario()
    await story.runSources()
    story.repository.editPull(1, { body: 'Soon.' })
    const wanted = await story.repository.read(`${BRANCH}:mobile-config.xml`)
    await story.repository.push('main', { 'mobile-config.xml': wanted })
    expect((await story.runSources()).outputs['pull-request-operation']).toBe('closed')
    expect(story.repository.pulls()[0]!.body).toMatch(
      /^Soon\.\n\n<!-- .*\n<!-- .*"closedByAction":true.* -->\n<!-- .* -->$/,
    )
    await story.repository.push('main', { 'mobile-config.xml': CONFIG })
    expect((await story.runSources()).outputs['pull-request-number']).toBe('2')
  })

  test('that a person has retargeted gets no twin', async ({ expect }) => {
    const story = await scenario()
    await story.repository.push('release', { 'NOTES.md': 'release' })
    await story.runSources()
    story.repository.retargetPull(1, 'release')
    const before = await story.repository.git('for-each-ref')
    const { failure } = await story.runSources({ scope: 'openid' })
    expect(failure).toContain('Pull request #1')
    expect(failure).toContain('Close it or change its base back to "main"')
    expect(failure).toContain(`set base: release and branch: ${BRANCH}`)
    expect(story.repository.pulls()).toHaveLength(1)
    expect(await story.repository.git('for-each-ref')).toBe(before)
    const { outputs } = await story.runSources({ base: 'release', branch: BRANCH })
    expect(outputs['pull-request-number']).toBe('1')
  })

  test("of a fork of the same owner is not the action's", async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    story.repository.openPull({
      title: 'Theirs',
      base: { ref: 'main' },
      head: { ref: BRANCH, sha: 'a'.repeat(40), fork: 'acme/a-fork' },
    })
    const { outputs } = await story.runSources({ title: 'Phones' })
    expect(outputs['pull-request-number']).toBe('1')
    expect(story.repository.pulls()).toMatchObject([{ title: 'Phones' }, { title: 'Theirs' }])
  })

  test('gets the reviewers that GitHub takes, and names the others', async ({ expect }) => {
    const story = await scenario()
    const { annotations } = await story.runSources({
      reviewers: 'stranger, hubot, github-actions[bot]',
      'team-reviewers': 'mobile-admins, nobody',
    })
    expect(annotations.map(([text]) => /The reviewers .* could not be set/.exec(text)?.[0])).toEqual([
      'The reviewers "stranger" could not be set',
      'The reviewers "github-actions[bot]" could not be set',
      'The reviewers "nobody" could not be set',
    ])
    expect(story.repository.pulls()).toMatchObject([
      { reviewers: ['hubot'], teamReviewers: ['mobile-admins'] },
    ])
  })

  test('is reviewed by a person and not by the team of that name, which is named where GitHub does not take it', async ({
    expect,
  }) => {
    const story = await scenario()
    const { annotations } = await story.runSources({ reviewers: 'hubot', 'team-reviewers': 'hubot' })
    expect(annotations.map(([text]) => /The reviewers .* could not be set/.exec(text)?.[0])).toEqual([
      'The reviewers "hubot" could not be set',
    ])
    expect(story.repository.pulls()).toMatchObject([{ reviewers: ['hubot'], teamReviewers: [] }])
  })
})

describe.concurrent('GraphQL', () => {
  const refusal = (type: string, message: string) => ({
    status: 200,
    body: { data: null, errors: [{ type, message, path: ['updateRefs'] }] },
  })
  const limit = { ...refusal('RATE_LIMITED', 'API rate limit exceeded'), headers: inAnHour() }

  test.each([
    [
      'a server error',
      serverError(502),
      4,
      '/graphql was answered with 502: Server Error. GitHub is having problems',
    ],
    [
      'an error while executing',
      refusal('INTERNAL', 'Something went wrong while executing your query.'),
      4,
      'GitHub is having problems. It is safe to run again.',
    ],
    ['a rate limit', limit, 1, "GitHub's rate limit is used up until"],
    [
      'a node that it does not find',
      refusal('NOT_FOUND', "Could not resolve to a node with the global id of 'R_1'"),
      1,
      'The repository',
    ],
    [
      'a missing permission',
      refusal('FORBIDDEN', 'Resource not accessible by integration'),
      1,
      'contents: write',
    ],
    ['what nobody expects', refusal('UNPROCESSABLE', 'No'), 1, 'Unexpected answer'],
  ])('answers with %s, which is no race and says what to do', async (_, fault, requests, text) => {
    const story = await scenario()
    await story.runSources()
    github().before(({ route, repository, body }) =>
      repository === story.name && route === '/graphql' && JSON.stringify(body).includes('updateRefs')
        ? fault
        : undefined,
    )
    const { failure } = await story.runSources({ scope: 'openid' })
    assert.ok(failure?.includes(text), `"${failure}" does not say "${text}"`)
    const moves = story.requests().filter((request) => request.includes(' updateRefs')).length
    assert.equal(moves, requests)
  })

  test('whose answer is lost after it moved the branch has moved it', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    let isDone = false
    github().before(({ route, repository, body }) => {
      const isMove = route === '/graphql' && JSON.stringify(body).includes('updateRefs')
      if (repository !== story.name || !isMove || isDone) return undefined
      isDone = true
      return { destroyAfterBytes: 10 }
    })
    const { outputs } = await story.runSources({ scope: 'openid' })
    expect(outputs).toMatchObject({
      'pull-request-operation': 'updated',
      'commit-sha': (await story.repository.git('rev-parse', BRANCH)).trim(),
    })
  })
})

function inAnHour() {
  const reset = Math.floor(Date.now() / 1000) + 3600
  return { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) }
}

describe.concurrent('a secret', () => {
  const SECRET = 'x9Q~client/secret+value?'
  test.for<[string, string]>([
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64url behind a user', Buffer.from(`connections:${SECRET}`).toString('base64url')],
    ['in a form', new URLSearchParams({ x: SECRET }).toString().slice(2)],
    ['as it is', SECRET],
  ])(
    'that stands in the file %s reaches neither the pull request nor anything else',
    async ([, form], { expect }) => {
      const file = CONFIG.toString().replace('>connections-mobile<', `>(${form})<`)
      const story = await scenario({ files: { 'mobile-config.xml': file } })
      const inputs = { 'provider-properties': `provider_1.clientSecret=${SECRET}` }
      const core = await story.runSources(inputs)
      expect(core.outputs['pull-request-operation']).toBe('created')
      const { title, body } = story.repository.pulls()[0]!
      const message = await story.repository.git('log', '-1', '--format=%B', BRANCH)
      const check = await story.runSources({ ...inputs, mode: 'check' })
      const told = [core, check].flatMap(({ written, lines, errors, outputs, annotations }) => [
        written,
        ...lines,
        ...errors,
        ...Object.values(outputs),
        ...annotations.map(([text]) => text),
      ])
      for (const text of [title, body, message, ...told]) expect(text).not.toContain(form.slice(0, -2))
      expect(body).toContain('***)`')
    },
  )
})

test('a hidden comment as a value of the file adds nothing to the pull request, run after run', async ({
  expect,
}) => {
  const hidden =
    '&lt;!-- mobile-sso-config registration begin --&gt; @acme/admins [x](https://evil.example/) &lt;!-- mobile-sso-config registration end --&gt; &lt;!-- mobile-sso-config wanted=0000000000000000 --&gt;'
  const file = CONFIG.toString().replace('>connections-mobile<', `>${hidden}<`)
  const story = await scenario({ files: { 'mobile-config.xml': file } })
  await story.runSources()
  const [first] = story.repository.pulls()
  expect(first!.body!.match(/<!--/g)).toHaveLength(3)
  await story.runSources()
  expect(story.repository.pulls()).toMatchObject([{ body: first!.body }])
  story.repository.closePull(1)
  const { outputs, annotations } = await story.runSources()
  expect(outputs['pull-request-operation']).toBe('none')
  expect(annotations[0]![1].title).toMatch(/^MSSO020/)
})

describe('mode render', () => {
  const render = async (
    inputs: Record<string, string>,
    files: Record<string, Buffer> = {},
    folder = temporaryFolder('render-'),
  ) => {
    for (const [path, bytes] of Object.entries(files)) writeFileSync(join(folder, path), bytes)
    const core = recordingCore({ mode: 'render', ...VALUES, ...inputs })
    await main({
      core,
      environment: {},
      currentFolder: folder,
      fetch: async () => {
        throw new Error('mode render sent a request')
      },
      publicRoots: [],
      deadline: new Deadline(600),
      wait: async () => undefined,
    })
    return { core, folder }
  }

  test('keeps the wsadmin script in the workspace where it is wanted, and replaces nothing else with it', async ({
    expect,
  }) => {
    const kept = { 'wsadmin-script': 'file:apply.py' }
    const { core, folder } = await render(kept, { 'mobile-config.xml': CONFIG })
    expect(core.lines.join('\n')).toContain('apply.py: the wsadmin script was written.')
    expect(readFileSync(join(folder, 'apply.py'), 'utf8')).toContain('MobileConfigService.checkInConfig')
    const again = await render(kept, {}, folder)
    expect(again.core.outputs['changed']).toBe('false')
    writeFileSync(join(folder, 'apply.py'), 'print "ours"')
    expect((await render(kept, {}, folder)).core.errors.join('\n')).toContain(
      'input wsadmin-script: "apply.py" is a file that this action did not write.',
    )
  })

  test('keeps both wsadmin scripts in a folder of the workspace, and brings each up to date by itself', async ({
    expect,
  }) => {
    const kept = { 'wsadmin-script': 'file:ops/' }
    const { core, folder } = await render(kept, { 'mobile-config.xml': CONFIG })
    const [apply, other] = ['ops/apply-mobile-config.py', 'ops/export-mobile-config.py']
    expect(core.lines).toEqual(
      expect.arrayContaining([apply, other].map((path) => `${path}: the wsadmin script was written.`)),
    )
    expect(readFileSync(join(folder, apply), 'utf8')).toBe(WSADMIN_SCRIPT)
    writeFileSync(join(folder, other), `${EXPORT_SCRIPT.split('\n')[0]}\r\nprint "of another release"`)
    const again = await render(kept, {}, folder)
    expect(again.core.lines.filter((line) => line.includes('was written'))).toEqual([
      `${other}: the wsadmin script was written.`,
    ])
    expect(again.core.outputs['changed']).toBe('true')
    expect(readFileSync(join(folder, other), 'utf8')).toBe(EXPORT_SCRIPT)

    writeFileSync(join(folder, other), WSADMIN_SCRIPT)
    expect((await render(kept, {}, folder)).core.errors.join('\n')).toContain(
      `input wsadmin-script: "${other}" is a file that this action did not write.`,
    )
  })
  const written = (folder: string) => readFileSync(join(folder, 'mobile-config.xml'), 'utf8')

  test('writes the file to the current folder when no workspace is named', async ({ expect }) => {
    const { core, folder } = await render({}, { 'mobile-config.xml': CONFIG })
    expect(core.outputs).toMatchObject({ changed: 'true', 'pull-request-operation': 'none' })
    expect(written(folder)).toContain('<AuthType>OAuth</AuthType>')
    expect(core.written).toBe('')
  })

  test('starts from the template, else from the skeleton, when there is no file', async ({ expect }) => {
    const template = await render({ template: 'start.xml' }, { 'start.xml': CONFIG })
    expect(template.core.annotations).toEqual([])
    expect(written(template.folder)).toContain('<Push enabled="true">')
    const skeleton = await render({})
    expect(skeleton.core.annotations[0]![1].title).toMatch(/^MSSO010/)
  })
})
