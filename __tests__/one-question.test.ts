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
    expect((await check(story)).outputs['pull-request-number']).toBe('1')
  })
})
