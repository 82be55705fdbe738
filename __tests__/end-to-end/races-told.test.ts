import { describe, type ExpectStatic, test } from 'vitest'
import { derivedBranch } from '../../src/inputs/rules.ts'
import { EXPORT_SCRIPT, WSADMIN_SCRIPT } from '../../src/wsadmin-script/index.ts'
import { stopped } from './races-stories.ts'
import { type Scenario, useGitHub } from './world.ts'

const BRANCH = derivedBranch('mobile-config.xml', undefined)
const { scenario, disturb, github } = useGitHub()

const forceBack = async ({ repository }: Scenario) =>
  repository.git('update-ref', `refs/heads/${BRANCH}`, `${BRANCH}~1`)
const head = async (race: Scenario) => (await race.repository.git('rev-parse', BRANCH)).trim()

describe.concurrent('a disturbed run tells the commit that it has made', () => {
  test('when somebody else opens the pull request first', async ({ expect }) => {
    const race = await scenario()
    disturb(race, 'POST /graphql createPullRequest', async () => {
      race.repository.openPull({
        title: 'Mine',
        base: { ref: 'main' },
        head: { ref: BRANCH, sha: await head(race) },
      })
    })
    const { failure, outputs } = await race.runSources()
    expect(failure).toBeUndefined()
    expect(outputs).toMatchObject({
      changed: 'true',
      'pull-request-operation': 'updated',
      'commit-sha': await head(race),
    })
  })

  test('when the pull request is merged right after its branch was rebuilt', async ({ expect }) => {
    const race = await scenario()
    await race.run()
    let count = 0
    github().beforeMutation(async ({ field, request }) => {
      const isOwn = field === 'updatePullRequest' && request.repository === race.name
      const isTime = isOwn && count++ === 0
      if (isTime) await race.repository.mergePull(1)
      return undefined
    })
    const { failure, outputs } = await race.runSources({ scope: 'openid' })
    expect(failure).toBeUndefined()
    expect(outputs).toMatchObject({
      changed: 'true',
      'pull-request-operation': 'none',
      'commit-sha': await head(race),
    })
  })

  test('when the pull request is closed right before its texts are replaced', async ({ expect }) => {
    const race = await scenario()
    await race.run()
    disturb(race, 'POST /graphql updatePullRequest', async () => race.repository.closePull(1))
    const { failure, outputs, annotations } = await race.runSources({ scope: 'openid' })
    expect(failure).toBeUndefined()
    expect(outputs).toMatchObject({
      changed: 'true',
      'pull-request-operation': 'none',
      'commit-sha': await head(race),
    })
    expect(JSON.stringify(annotations)).toContain('MSSO020')
  })

  test('when GitHub has made it without an answer', async ({ expect }) => {
    const race = await scenario()
    disturb(race, 'POST /graphql createCommitOnBranch', () => ({ destroyAfterBytes: 10 }))
    const { failure, outputs } = await race.runSources()
    expect(failure).toBeUndefined()
    expect(outputs).toMatchObject({
      'pull-request-operation': 'created',
      'commit-sha': await head(race),
    })
  })

  test("when GitHub has made it without an answer on top of others' work", async ({ expect }) => {
    const race = await scenario()
    await race.run()
    await race.repository.push(BRANCH, { 'REVIEW.md': 'Looks good.' })
    disturb(race, 'POST /graphql createCommitOnBranch', () => ({ destroyAfterBytes: 10 }))
    const { failure, outputs } = await race.runSources({ scope: 'openid' })
    expect(failure).toBeUndefined()
    expect(outputs).toMatchObject({
      changed: 'true',
      'pull-request-operation': 'updated',
      'commit-sha': await head(race),
    })
  })
})

describe.concurrent('a branch that is forced back before the commit of a run gets the file and both scripts', () => {
  const PUT = 'POST /graphql createCommitOnBranch'

  const forcedBack = async () => {
    const race = await scenario()
    await race.run()
    await race.repository.push(BRANCH, { 'REVIEW.md': 'Looks good.' })
    await race.repository.push(BRANCH, { 'REVIEW.md': 'Does not look good.' })
    disturb(race, PUT, () => forceBack(race))
    return race
  }
  const expectAll = async (race: Scenario, expect: ExpectStatic) => {
    const { failure, outputs } = await race.runSources({
      scope: 'openid',
      'wsadmin-script': 'file:ops/',
    })
    expect(failure).toBeUndefined()
    expect(outputs).toMatchObject({
      changed: 'true',
      'pull-request-operation': 'updated',
      'commit-sha': await head(race),
    })
    expect((await race.repository.read(`${BRANCH}:mobile-config.xml`)).toString()).toMatch(
      /<OAuthScopes>openid( offline_access)?</,
    )
    const scripts = {
      'ops/apply-mobile-config.py': WSADMIN_SCRIPT,
      'ops/export-mobile-config.py': EXPORT_SCRIPT,
    }
    for (const [path, text] of Object.entries(scripts))
      expect((await race.repository.read(`${BRANCH}:${path}`)).toString()).toBe(text)
    expect(race.requests().filter((request) => request.startsWith(PUT))).toHaveLength(2)
  }

  test('when GitHub answers', async ({ expect }) => {
    await expectAll(await forcedBack(), expect)
  })

  test('when the answer to the second commit is lost', async ({ expect }) => {
    const race = await forcedBack()
    disturb(race, PUT, () => ({ destroyAfterBytes: 10 }), 2)
    await expectAll(race, expect)
  })
})

describe.concurrent('a branch that has all, and is forced back after it was read, gets it again', () => {
  const forceBackBefore = (race: Scenario, mutation: string) =>
    disturb(race, `POST /graphql ${mutation}`, () => forceBack(race))
  const expectFile = async (race: Scenario, expect: ExpectStatic) =>
    expect(await race.repository.read(`${BRANCH}:mobile-config.xml`)).not.toEqual(
      await race.repository.read('main:mobile-config.xml'),
    )

  test('before the texts of its pull request are replaced', async ({ expect }) => {
    const race = await scenario()
    await race.run()
    forceBackBefore(race, 'updatePullRequest')
    const { failure, outputs } = await race.runSources({ title: 'Phones' })
    expect(failure).toBeUndefined()
    expect(outputs['commit-sha']).toBe(await head(race))
    await expectFile(race, expect)
  })

  test('before its pull request is opened', async ({ expect }) => {
    const race = await scenario()
    await race.repository.push(BRANCH, { 'REVIEW.md': 'Looks good.' })
    await stopped(race.repository, async () => {
      await race.run()
    })
    forceBackBefore(race, 'createPullRequest')
    const { failure, outputs } = await race.runSources()
    expect(failure).toBeUndefined()
    expect(outputs).toMatchObject({
      'pull-request-operation': 'created',
      'commit-sha': await head(race),
    })
    await expectFile(race, expect)
  })
})

test('a branch that is made while the base becomes as wanted does not stay', async ({ expect }) => {
  const race = await scenario()
  await race.run()
  const wanted = await race.repository.read(`${BRANCH}:mobile-config.xml`)
  await race.repository.deleteBranch(BRANCH)
  // The base has been read by then: the branch begins where it was not as wanted.
  disturb(race, 'POST /graphql createRef', async () =>
    race.repository.push('main', { 'mobile-config.xml': wanted }),
  )
  const { failure, outputs } = await race.runSources({ branch: 'sso' })
  expect(failure).toBeUndefined()
  expect(outputs).toMatchObject({ changed: 'true', 'pull-request-operation': 'created' })
  const next = await race.runSources({ branch: 'sso' })
  expect(next.failure).toBeUndefined()
  expect(next.outputs).toMatchObject({ 'pull-request-operation': 'closed' })
  expect(await race.repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main\n')
})

test("a branch with a name of its own is known as the action's after a lost race, too", async ({
  expect,
}) => {
  const race = await scenario()
  disturb(race, 'POST /graphql createPullRequest', async () => {
    const sha = (await race.repository.git('rev-parse', 'sso')).trim()
    race.repository.openPull({ title: 'Mine', base: { ref: 'main' }, head: { ref: 'sso', sha } })
  })
  await race.runSources({ branch: 'sso' })
  await race.repository.push('main', {
    'mobile-config.xml': await race.repository.read('sso:mobile-config.xml'),
  })
  const { outputs } = await race.runSources({ branch: 'sso' })
  expect(outputs['pull-request-operation']).toBe('closed')
})

describe.concurrent('a run that fails tells', () => {
  test('the branch that GitHub has moved without an answer', async ({ expect }) => {
    const race = await scenario()
    await race.run()
    const old = await head(race)
    await race.repository.push('main', { 'NOTES.md': 'The base moves.' })
    disturb(race, 'POST /graphql updateRefs', () => ({ destroyAfterBytes: 10 }))
    // What became of it is asked for, which is refused.
    const refused = { status: 403, body: { message: 'Resource not accessible by integration' } }
    disturb(race, 'POST /graphql repository', () => refused, 2)
    const { failure } = await race.runSources()
    expect(await head(race)).not.toBe(old)
    expect(failure).toContain(`branch ${BRANCH} moved to a new commit`)
  })

  test('after three lost races the last one in whole sentences', async ({ expect }) => {
    const race = await scenario()
    await race.run()
    let count = 0
    disturb(
      race,
      'POST /graphql updateRefs',
      async () => race.repository.push(BRANCH, { 'NOTES.md': `theirs ${count++}` }),
      'every',
    )
    disturb(
      race,
      'POST /graphql createCommitOnBranch',
      async () =>
        race.repository.push(BRANCH, {
          'mobile-config.xml': (await race.repository.read(`${BRANCH}:mobile-config.xml`))
            .toString()
            .replace('<!--', `<!-- ${count++} -->\r\n<!--`),
        }),
      'every',
    )
    const { failure } = await race.runSources({ scope: 'openid' })
    expect(failure).toMatch(
      / attempts were lost, the last one because: branch \S+ or its pull request was changed after it was read\. Run again;/,
    )
  })
})
