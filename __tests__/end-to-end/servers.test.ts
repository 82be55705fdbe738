import { describe, test } from 'vitest'
import { startGitHub } from '../stand-ins/github/index.ts'
import { runAction } from './run-action.ts'
import { CONFIG, useGitHub, VALUES } from './world.ts'

describe('GitHub Enterprise Server', () => {
  const { scenario } = useGitHub({ enterprise: true })

  test('is reached below /api/v3, and branches are rebuilt over its GraphQL address', async ({ expect }) => {
    const server = await scenario()
    expect((await server.run()).outputs['pull-request-operation']).toBe('created')
    expect((await server.run({ scope: 'openid' })).outputs['pull-request-operation']).toBe('updated')
    expect(server.requests()).toContain('POST /graphql updateRefs updatePullRequest')
  })
})

describe('in another repository', () => {
  const { scenario } = useGitHub()

  test('everything is done with a token of its own', async ({ expect }) => {
    const elsewhere = await scenario({ login: 'config-bot[bot]', defaultBranch: 'trunk' })
    const { outputs, log } = await elsewhere.run(
      { 'config-repository': elsewhere.name },
      { environment: { GITHUB_REPOSITORY: 'acme/app' } },
    )
    expect(outputs['pull-request-operation']).toBe('created')
    expect(log).toContain(`::add-mask::${elsewhere.token}`)
    expect(elsewhere.repository.pulls()[0]).toMatchObject({
      base: { ref: 'trunk' },
      login: 'config-bot[bot]',
    })
  })

  test('two paths of one repository get two pull requests', async ({ expect }) => {
    const two = await scenario({
      files: { 'test/mobile-config.xml': CONFIG, 'prod/mobile-config.xml': CONFIG },
    })
    await Promise.all(
      ['test', 'prod'].map((stage) => two.run({ 'config-path': `${stage}/mobile-config.xml` })),
    )
    expect(new Set(two.repository.pulls().map(({ head }) => head.ref)).size).toBe(2)
  })

  test('labels, assignees and reviewers are set when the pull request is opened', async ({ expect }) => {
    const people = await scenario()
    await people.run({
      labels: 'sso,mobile',
      assignees: 'octocat',
      reviewers: 'hubot',
      'team-reviewers': 'mobile-admins',
    })
    expect(people.repository.pulls()[0]).toMatchObject({
      labels: ['sso', 'mobile'],
      assignees: ['octocat'],
      reviewers: ['hubot'],
      teamReviewers: ['mobile-admins'],
    })
  })

  test('people that GitHub refuses are a warning: the pull request is there', async ({ expect }) => {
    const people = await scenario()
    const { exitCode, log, outputs } = await people.run({
      assignees: 'octocat, stranger',
      reviewers: 'stranger',
    })
    expect(exitCode).toBe(0)
    expect(outputs['pull-request-operation']).toBe('created')
    expect(log).toContain('GitHub did not assign "stranger".')
    expect(log).toContain(
      'The reviewers "stranger" could not be set: Reviews may only be requested from collaborators.',
    )
    expect(people.repository.pulls()[0]!.assignees).toEqual(['octocat'])
  })

  test('one wrong reviewer costs nobody else the request', async ({ expect }) => {
    const people = await scenario()
    const { log } = await people.run({
      reviewers: 'stranger, hubot',
      'team-reviewers': 'mobile-admins',
    })
    expect(log).toContain('The reviewers "stranger" could not be set')
    expect(people.repository.pulls()).toMatchObject([
      { reviewers: ['hubot'], teamReviewers: ['mobile-admins'] },
    ])
  })

  test('a file of more than a megabyte is read over the blobs', async ({ expect }) => {
    const padding = `<!-- ${'x'.repeat(1_200_000)} -->`
    const large = await scenario({
      files: { 'mobile-config.xml': CONFIG.toString().replace('</config>', `${padding}\r\n</config>`) },
    })
    const { outputs } = await large.run()
    expect(outputs['pull-request-operation']).toBe('created')
    expect(large.requests()).toContain('GET /repos/{owner}/{repo}/git/blobs/{file_sha}')
  })

  test('a file in UTF-16 stays one', async ({ expect }) => {
    const text = CONFIG.toString().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le')
    const wide = await scenario({ files: { 'mobile-config.xml': bytes } })
    const { outputs } = await wide.run()
    const file = await wide.repository.read(`${outputs['branch']}:mobile-config.xml`)
    expect(file.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]))
    expect(file.toString('utf16le')).toContain('<AuthType>OAuth</AuthType>\r\n')
  })
})

test('a server that is not there is a matter of the network, and the error says so', async ({ expect }) => {
  const gone = await startGitHub()
  await gone.stop()
  const { exitCode, log } = await runAction({
    inputs: { ...VALUES, token: 'ghs_x' },
    environment: { GITHUB_API_URL: gone.apiUrl },
  })
  expect(exitCode).toBe(1)
  expect(log).toContain(
    'got no answer from GitHub: it refuses the connection or cannot be reached (ECONNREFUSED). Check that a firewall lets the runner out; in a company network set https_proxy and no_proxy for the job.',
  )
})
