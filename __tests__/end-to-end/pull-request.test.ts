import { describe, expect as expectOutside, test } from 'vitest'
import { derivedBranch } from '../../src/inputs/rules.ts'
import { withoutScript } from './run-action.ts'
import { CLIENT, CONFIG, type Scenario, TENANT, useGitHub } from './world.ts'

const BRANCH = derivedBranch('mobile-config.xml', undefined)
const { scenario } = useGitHub()

async function wantedFile(): Promise<Buffer> {
  const { runHere, repository } = await scenario()
  await runHere()
  return repository.read(`${BRANCH}:mobile-config.xml`)
}

/** A repository whose pull request is open. */
async function opened(inputs: Record<string, string> = {}): Promise<Scenario> {
  const opening = await scenario()
  const { outputs } = await opening.runHere(inputs)
  expectOutside(outputs['pull-request-operation']).toBe('created')
  return opening
}

const onlyPull = ({ repository }: Scenario) => {
  expectOutside(repository.pulls()).toHaveLength(1)
  return repository.pulls()[0]!
}
const commits = ({ repository }: Scenario) => repository.git('rev-list', '--count', `main..${BRANCH}`)

describe.concurrent('where nothing is there,', () => {
  test('a branch with one commit and a pull request are made with at most 4 requests', async ({ expect }) => {
    const first = await scenario()
    const { exitCode, outputs, log } = await first.run()
    expect(log).not.toContain('::error')
    expect(exitCode).toBe(0)
    expect(outputs).toMatchObject({
      changed: 'true',
      'pull-request-number': '1',
      'pull-request-operation': 'created',
      branch: BRANCH,
      'commit-sha': (await first.repository.git('rev-parse', BRANCH)).trim(),
    })
    expect(await commits(first)).toBe('1\n')
    expect(first.requests().length).toBeLessThanOrEqual(4)
    expect(first.requests().toSorted()).toMatchInlineSnapshot(`
      [
        "POST /graphql createCommitOnBranch",
        "POST /graphql createPullRequest",
        "POST /graphql createRef",
        "POST /graphql repository",
      ]
    `)
  })

  test('the diff touches the lines of the six settings and nothing else', async ({ expect }) => {
    const { repository } = await opened()
    expect(await repository.git('diff', '--stat', `main..${BRANCH}`)).toMatch(
      /1 file changed, 6 insertions\(\+\), 6 deletions\(-\)/,
    )
    const diff = await repository.git('diff', '--unified=0', `main..${BRANCH}`)
    expect(diff).toMatchSnapshot()
  })

  test('the commit has no author of its own, so GitHub signs it for the bot', async ({ expect }) => {
    const { repository } = await opened()
    const log = await repository.git('log', '-1', '--format=%an <%ae>%n%cn <%ce>', BRANCH)
    expect(log).toContain('github-actions[bot]')
    expect(log).toContain('GitHub <noreply@github.com>')
  })

  test('the file may be missing: it is made from the skeleton, with a warning', async ({ expect }) => {
    const empty = await scenario({ files: { 'README.md': 'config' } })
    const { outputs, log } = await empty.run({ 'config-path': 'conf/mobile-config.xml' })
    expect(outputs['pull-request-operation']).toBe('created')
    expect(log).toContain('MSSO010')
    const file = (await empty.repository.read(`${outputs['branch']}:conf/mobile-config.xml`)).toString()
    expect(file).toMatchSnapshot()
    expect(
      (await empty.run({ 'config-path': 'conf/mobile-config.xml' })).outputs['pull-request-operation'],
    ).toBe('none')
  })

  test('the file may be missing: it is made from the template', async ({ expect }) => {
    const empty = await scenario({ files: { 'README.md': 'config' } })
    const { outputs, log } = await empty.run({ template: 'start.xml' }, { files: { 'start.xml': CONFIG } })
    expect(outputs['pull-request-operation']).toBe('created')
    expect(log).not.toContain('MSSO010')
    expect(await empty.repository.read(`${BRANCH}:mobile-config.xml`)).toEqual(await wantedFile())
  })

  test('base, draft, texts and people are set as asked', async ({ expect }) => {
    const asked = await scenario()
    await asked.repository.push('release', { 'mobile-config.xml': CONFIG })
    const { outputs } = await asked.runHere({
      base: 'release',
      branch: 'sso/next',
      title: 'SSO for phones',
      body: 'Change CHG0042.',
      'commit-message': 'SSO: phones',
      labels: 'sso, mobile',
      assignees: 'octocat',
      reviewers: 'hubot',
      'team-reviewers': 'mobile-admins',
      draft: 'true',
    })
    expect(outputs).toMatchObject({ branch: 'sso/next', 'pull-request-operation': 'created' })
    const pull = onlyPull(asked)
    expect(pull).toMatchObject({
      title: 'SSO for phones',
      draft: true,
      base: { ref: 'release' },
      head: { ref: 'sso/next' },
    })
    expect(pull.body).toContain('Change CHG0042.')
    expect(await asked.repository.git('log', '-1', '--format=%s', 'sso/next')).toBe('SSO: phones\n')
  })

  test('the body explains each change, where its value came from, and what remains', async ({ expect }) => {
    const explained = await opened()
    expect(withoutScript(onlyPull(explained).body!)).toMatchSnapshot()
  })
})

describe.concurrent('where the base file is as wanted,', () => {
  const asWanted = async () => scenario({ files: { 'mobile-config.xml': await wantedFile() } })

  test('nothing is written, with one request', async ({ expect }) => {
    const same = await asWanted()
    const { exitCode, outputs, summary } = await same.runHere()
    expect(exitCode).toBe(0)
    expect(outputs).toMatchObject({
      changed: 'false',
      drift: 'false',
      'pull-request-operation': 'none',
      'commit-sha': '',
    })
    expect(same.requests()).toEqual(['POST /graphql repository'])
    expect(summary).toContain('the file is up to date')
  })

  test('an open pull request of own commits is closed with a comment and its branch deleted', async ({
    expect,
  }) => {
    const fixed = await opened()
    await fixed.repository.push('main', {
      'mobile-config.xml': await fixed.repository.read(`${BRANCH}:mobile-config.xml`),
    })
    const { outputs } = await fixed.runHere()
    expect(outputs).toMatchObject({
      changed: 'true',
      drift: 'false',
      'pull-request-operation': 'closed',
      'pull-request-number': '1',
    })
    expect(onlyPull(fixed)).toMatchObject({ state: 'closed', merged: false })
    expect(JSON.stringify(onlyPull(fixed).comments)).toContain('no longer needed')
    expect(await fixed.repository.git('branch', '--list', BRANCH)).toBe('')
  })

  test('an open pull request with work of others is left, and the run says so', async ({ expect }) => {
    const shared = await opened()
    const wanted = await shared.repository.read(`${BRANCH}:mobile-config.xml`)
    await shared.repository.push(BRANCH, { 'NOTES.md': 'mine' })
    await shared.repository.push('main', { 'mobile-config.xml': wanted })
    const { outputs, log } = await shared.runHere()
    expect(outputs['pull-request-operation']).toBe('none')
    expect(log).toContain('MSSO021')
    expect(onlyPull(shared).state).toBe('open')
  })

  test('drift after a pull request that the action closed gets a new one', async ({ expect }) => {
    const again = await opened()
    await again.repository.push('main', {
      'mobile-config.xml': await again.repository.read(`${BRANCH}:mobile-config.xml`),
    })
    await again.runHere()
    await again.repository.push('main', { 'mobile-config.xml': CONFIG })
    const { outputs } = await again.runHere()
    expect(outputs).toMatchObject({ 'pull-request-operation': 'created', 'pull-request-number': '2' })
  })
})

describe.concurrent('a branch without a pull request', () => {
  test('of own commits is reset to one commit on the current base', async ({ expect }) => {
    const stale = await opened()
    await stale.repository.closePull(1)
    await stale.repository.push('main', { 'README.md': 'moved on' })
    const { outputs } = await stale.runHere({ scope: 'openid' })
    expect(outputs).toMatchObject({ 'pull-request-operation': 'created', 'pull-request-number': '2' })
    expect(await commits(stale)).toBe('1\n')
    expect(await stale.repository.git('merge-base', 'main', BRANCH)).toBe(
      await stale.repository.git('rev-parse', 'main'),
    )
  })

  test('that nobody announced is found when creating it fails', async ({ expect }) => {
    const stale = await scenario()
    await stale.repository.push(BRANCH, { 'NOTES.md': 'mine' })
    const { outputs } = await stale.runHere()
    expect(outputs['pull-request-operation']).toBe('created')
    expect(await commits(stale)).toBe('2\n')
    expect((await stale.repository.read(`${BRANCH}:NOTES.md`)).toString()).toBe('mine')
    expect(await stale.repository.read(`${BRANCH}:mobile-config.xml`)).toEqual(await wantedFile())
  })
})

describe.concurrent('a branch that people made', () => {
  test('is neither moved over the base nor deleted', async ({ expect }) => {
    const release = await scenario()
    const inputs = { branch: 'release-1.0' }
    const old = (await release.repository.git('rev-parse', 'main')).trim()
    await release.repository.git('branch', 'release-1.0', 'main')
    await release.repository.push('main', { 'README.md': 'moved on' })
    expect((await release.runHere(inputs)).outputs['pull-request-operation']).toBe('created')
    await release.runHere({ ...inputs, scope: 'openid' })
    await release.repository.push('main', {
      'mobile-config.xml': await release.repository.read('release-1.0:mobile-config.xml'),
    })
    const { log } = await release.runHere({ ...inputs, scope: 'openid' })
    expect(log).toContain('MSSO021')
    expect((await release.repository.git('rev-parse', 'release-1.0~2')).trim()).toBe(old)
  })
})

describe.concurrent('where a pull request is open', () => {
  test('and as wanted: nothing is written', async ({ expect }) => {
    const open = await opened()
    const before = await open.repository.git('rev-parse', BRANCH)
    const { outputs } = await open.run()
    expect(outputs).toMatchObject({
      changed: 'false',
      drift: 'true',
      'pull-request-operation': 'none',
      'pull-request-number': '1',
    })
    expect(open.requests()).toEqual(['POST /graphql repository'])
    expect(await open.repository.git('rev-parse', BRANCH)).toBe(before)
  })

  test('and lacks a label, and has another title: only they are set', async ({ expect }) => {
    const open = await opened()
    await open.repository.editPull(1, { title: 'Renamed' })
    const { outputs } = await open.runHere({ labels: 'sso' })
    expect(outputs).toMatchObject({ changed: 'true', 'pull-request-operation': 'none', 'commit-sha': '' })
    expect(onlyPull(open)).toMatchObject({
      title: 'Move the mobile clients to Azure single sign-on (mobile-config.xml)',
    })
    expect(JSON.stringify(onlyPull(open).labels)).toContain('sso')
  })

  test('and other values are wanted: the branch is rebuilt as one commit', async ({ expect }) => {
    const open = await opened()
    const { outputs } = await open.runHere({ scope: `openid api://${CLIENT}/default` })
    expect(outputs['pull-request-operation']).toBe('updated')
    expect(await commits(open)).toBe('1\n')
    expect((await open.repository.read(`${BRANCH}:mobile-config.xml`)).toString()).toContain(
      `openid api://${CLIENT}/default offline_access`,
    )
    expect(onlyPull(open)).toMatchObject({ state: 'open' })
    expect(onlyPull(open).body).toContain('`input scope`')
  })

  test('and the file is executable: it stays so when the branch is rebuilt', async ({ expect }) => {
    const open = await scenario({ files: { 'README.md': 'config' } })
    await open.repository.push('main', { 'mobile-config.xml': CONFIG }, { executable: true })
    await open.run()
    expect((await open.run({ scope: 'openid' })).outputs['pull-request-operation']).toBe('updated')
    expect(await open.repository.git('ls-tree', BRANCH, 'mobile-config.xml')).toMatch(/^100755 /)
  })

  test('and a person has retargeted it: it gets no twin on the same branch', async ({ expect }) => {
    const open = await opened()
    await open.repository.push('release', { 'NOTES.md': 'release' })
    open.repository.retargetPull(1, 'release')
    const { exitCode, log } = await open.runHere()
    expect(exitCode).toBe(1)
    expect(log).toContain('change its base back to "main"')
    expect(onlyPull(open).state).toBe('open')
  })

  test('and the base has moved under it: the branch is rebuilt on the current base', async ({ expect }) => {
    const open = await opened()
    const moved = Buffer.from(CONFIG.toString().replace('<!--', '<!-- Reviewed. -->\r\n<!--'))
    await open.repository.push('main', { 'mobile-config.xml': moved })
    const { outputs } = await open.run()
    expect(outputs['pull-request-operation']).toBe('updated')
    expect(await commits(open)).toBe('1\n')
    expect((await open.repository.read(`${BRANCH}:mobile-config.xml`)).toString()).toContain(
      '<!-- Reviewed. -->',
    )
  })

  test('and has work of others: what differs is one new commit on top', async ({ expect }) => {
    const open = await opened()
    const edited = (await open.repository.read(`${BRANCH}:mobile-config.xml`))
      .toString()
      .replace('<!--', '<!-- Mine. -->\r\n<!--')
    const theirs = await open.repository.push(BRANCH, { 'mobile-config.xml': edited, 'NOTES.md': 'mine' })
    expect((await open.runHere()).outputs['pull-request-operation']).toBe('none')
    const { outputs } = await open.runHere({ scope: 'openid' })
    expect(outputs['pull-request-operation']).toBe('updated')
    expect((await open.repository.git('rev-parse', `${BRANCH}~1`)).trim()).toBe(theirs)
    const file = (await open.repository.read(`${BRANCH}:mobile-config.xml`)).toString()
    expect(file).toContain('<!-- Mine. -->')
    expect(file).toContain('>openid offline_access<')
  })

  test('and its texts were edited by people: their words and ticks stay', async ({ expect }) => {
    const open = await opened()
    const { body } = onlyPull(open)
    await open.repository.editPull(1, {
      body: `Wait for CAB.\n\n${body}`.replace('- [ ] Merge', '- [x] Merge').replaceAll('\n', '\r\n'),
    })
    await open.runHere({ scope: 'openid' })
    expect(onlyPull(open).body).toMatch(/^Wait for CAB\./)
    expect(onlyPull(open).body).toContain('- [x] Merge this pull request')
  })
})

describe.concurrent('a pull request that a person closed', () => {
  test('stays closed, and the run says so', async ({ expect }) => {
    const closed = await opened()
    await closed.repository.closePull(1)
    const { exitCode, outputs, log } = await closed.runHere()
    expect(exitCode).toBe(0)
    expect(outputs).toMatchObject({
      changed: 'false',
      drift: 'true',
      'pull-request-operation': 'none',
      'pull-request-number': '',
    })
    expect(log).toContain('MSSO020')
    expect(onlyPull(closed).state).toBe('closed')
  })

  test('is followed by a new one when what is wanted changes', async ({ expect }) => {
    const closed = await opened()
    await closed.repository.closePull(1)
    const { outputs } = await closed.runHere({ 'client-id': TENANT })
    expect(outputs).toMatchObject({ 'pull-request-operation': 'created', 'pull-request-number': '2' })
  })
})
