import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { derivedBranch } from '../../src/inputs/rules.ts'
import { rateLimited, secondaryRateLimited, serverError } from '../stand-ins/github/index.ts'
import { nameOfRequest } from './request-names.ts'
import { CONFIG, useGitHub } from './world.ts'

const BRANCH = derivedBranch('mobile-config.xml', undefined)
const { scenario, github, disturb } = useGitHub()

const edited = (text: string) => Buffer.from(CONFIG.toString().replace('<!--', `<!-- ${text} -->\r\n<!--`))

describe.concurrent('when somebody else writes at the same time,', () => {
  test('a base that moves between reading and branching is not reverted', async ({ expect }) => {
    const race = await scenario()
    disturb(race, 'POST /graphql createRef', () =>
      race.repository.push('main', { 'mobile-config.xml': edited('Theirs.') }),
    )
    const made = await race.runHere()
    expect(made.outputs['pull-request-operation']).toBe('created')
    // The branch begins at the commit whose file was read, so that it proposes the settings and nothing else.
    expect(await race.repository.git('diff', '--stat', `main...${BRANCH}`)).toContain(
      '6 insertions(+), 6 deletions(-)',
    )
    const { outputs } = await race.runHere()
    expect(outputs['pull-request-operation']).toBe('updated')
    expect((await race.repository.read(`${BRANCH}:mobile-config.xml`)).toString()).toContain(
      '<!-- Theirs. -->',
    )
    expect(await race.repository.git('diff', '--stat', `main...${BRANCH}`)).toContain(
      '6 insertions(+), 6 deletions(-)',
    )
  })

  test('two runs at the same time make one branch and one pull request', async ({ expect }) => {
    const race = await scenario()
    const operations = (await Promise.all([race.run(), race.run()])).map(
      ({ outputs }) => outputs['pull-request-operation'],
    )
    expect(operations).toContain('created')
    expect(race.repository.pulls()).toHaveLength(1)
    expect(await race.repository.git('rev-list', '--count', `main..${BRANCH}`)).toBe('1\n')
  })

  test('a branch that appears right before it is created is used', async ({ expect }) => {
    const race = await scenario()
    disturb(race, 'POST /graphql createRef', () => race.repository.push(BRANCH, { 'NOTES.md': 'theirs' }))
    const { outputs } = await race.runHere()
    expect(outputs['pull-request-operation']).toBe('created')
    expect((await race.repository.read(`${BRANCH}:NOTES.md`)).toString()).toBe('theirs')
  })

  test('a commit that is pushed right before the branch is rebuilt is never lost', async ({ expect }) => {
    const race = await scenario()
    await race.runHere()
    let theirs = ''
    disturb(race, 'POST /graphql updateRefs', async () => {
      theirs = await race.repository.push(BRANCH, { 'NOTES.md': 'theirs' })
    })
    const { outputs } = await race.runHere({ scope: 'openid' })
    expect(outputs['pull-request-operation']).toBe('updated')
    expect(await race.repository.git('branch', '--contains', theirs, '--list', BRANCH)).toContain(BRANCH)
    expect((await race.repository.read(`${BRANCH}:mobile-config.xml`)).toString()).toContain(
      '>openid offline_access<',
    )
  })

  test('a commit that is pushed right before the branch is deleted keeps branch and pull request', async ({
    expect,
  }) => {
    const race = await scenario()
    await race.runHere()
    await race.repository.push('main', {
      'mobile-config.xml': await race.repository.read(`${BRANCH}:mobile-config.xml`),
    })
    disturb(race, 'POST /graphql updateRefs', () => race.repository.push(BRANCH, { 'NOTES.md': 'theirs' }))
    const { outputs, log } = await race.runHere()
    expect(outputs['pull-request-operation']).toBe('none')
    expect((await race.repository.read(`${BRANCH}:NOTES.md`)).toString()).toBe('theirs')
    expect(race.repository.pull(1).state).toBe('open')
    expect(log).toContain(
      "contains commits that are not this action's, or existed before it, so it is left open",
    )
  })

  test('a pull request that somebody opens first is taken over', async ({ expect }) => {
    const race = await scenario()
    disturb(race, 'POST /graphql createPullRequest', async () => {
      const sha = (await race.repository.git('rev-parse', BRANCH)).trim()
      race.repository.openPull({ title: 'Mine', base: { ref: 'main' }, head: { ref: BRANCH, sha } })
    })
    const { exitCode, outputs } = await race.runHere()
    expect(exitCode).toBe(0)
    expect(outputs['pull-request-number']).toBe('1')
    expect(race.repository.pulls()).toHaveLength(1)
    expect(race.repository.pulls()[0]!.body).toContain('## Changes in')
  })

  test('what a person writes into the body right before it is edited is kept', async ({ expect }) => {
    const race = await scenario()
    await race.runHere()
    disturb(race, 'POST /repos/{owner}/{repo}/git/trees', async () => {
      race.repository.editPull(1, { body: `Ours.\n\n${race.repository.pull(1).body}` })
    })
    const { outputs } = await race.runHere({ scope: 'openid' })
    expect(outputs['pull-request-operation']).toBe('updated')
    expect(outputs['commit-sha']).toBe((await race.repository.git('rev-parse', BRANCH)).trim())
    expect(race.repository.pull(1).body).toMatch(/^Ours\.\n.*openid offline_access/s)
  })

  test('a pull request that is closed while its branch is rebuilt gets a successor, as what is wanted has changed', async ({
    expect,
  }) => {
    const race = await scenario()
    await race.runHere()
    disturb(race, 'POST /repos/{owner}/{repo}/git/trees', async () => race.repository.closePull(1))
    const { outputs } = await race.runHere({ scope: 'openid' })
    expect(outputs).toMatchObject({ 'pull-request-operation': 'created', 'pull-request-number': '2' })
    expect(race.repository.pull(1).state).toBe('closed')
  })

  test('after three lost races the run gives up and says why', async ({ expect }) => {
    const race = await scenario()
    let count = 0
    const push = async () =>
      race.repository.push(BRANCH, { 'mobile-config.xml': edited(`Number ${++count}.`) })
    disturb(race, 'POST /graphql createCommitOnBranch', push, 'every')
    const { exitCode, log } = await race.runHere()
    expect(exitCode).toBe(1)
    expect(log).toContain('Somebody else is writing to the repository at the same time. 3 attempts failed')
    expect(log).toContain('concurrency group')
  })
})

describe.concurrent('when GitHub has a bad moment,', () => {
  const moments = [
    ['a primary rate limit that ends at once', rateLimited()],
    ['a secondary rate limit with Retry-After', secondaryRateLimited()],
    ['a 429 with Retry-After', secondaryRateLimited({ status: 429 })],
    ['a 502', serverError(502)],
    ['a connection that is reset', { destroy: true }],
  ] as const
  const requests = [
    'POST /graphql repository',
    'POST /graphql createCommitOnBranch',
    'POST /graphql createPullRequest',
  ]

  test.each(moments.flatMap(([what, fault]) => requests.map((request) => [what, request, fault] as const)))(
    '%s at %s is waited for',
    async (_, request, fault) => {
      const moment = await scenario()
      disturb(moment, request, () => fault)
      const { exitCode, outputs } = await moment.runHere()
      assert.equal(exitCode, 0)
      assert.equal(outputs['pull-request-operation'], 'created')
      assert.equal(moment.repository.pulls().length, 1)
    },
  )

  test('a pull request whose creation is not answered is reported as created, with its people', async ({
    expect,
  }) => {
    const moment = await scenario()
    const lost = new Set(['POST /graphql createPullRequest'])
    github().before((request) =>
      request.repository === moment.name && lost.delete(nameOfRequest(request))
        ? { destroyAfterBytes: 10 }
        : undefined,
    )
    const { outputs } = await moment.run({ labels: 'sso', assignees: 'octocat', reviewers: 'hubot' })
    expect(outputs['pull-request-operation']).toBe('created')
    expect(moment.repository.pulls()).toMatchObject([
      { labels: ['sso'], assignees: ['octocat'], reviewers: ['hubot'] },
    ])
  })

  test('an answer that is lost after the request was carried out does no harm', async ({ expect }) => {
    const moment = await scenario()
    const lost = new Set([
      'POST /graphql createRef',
      'POST /graphql createCommitOnBranch',
      'POST /graphql createPullRequest',
    ])
    github().before((request) =>
      request.repository === moment.name && lost.delete(nameOfRequest(request))
        ? { destroyAfterBytes: 10 }
        : undefined,
    )
    const { exitCode } = await moment.runHere()
    expect(exitCode).toBe(0)
    expect(moment.repository.pulls()).toHaveLength(1)
    expect(await moment.repository.git('rev-list', '--count', `main..${BRANCH}`)).toBe('1\n')
  })
})
