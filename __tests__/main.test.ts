import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { derivedBranch } from '../src/input-rules.ts'
import { main } from '../src/main.ts'
import { CONFIG, useGitHub, VALUES } from './end-to-end/world.ts'
import { recordingCore } from './report/recording-core.ts'
import { rateLimited, serverError } from './stand-ins/github/index.ts'

const BRANCH = derivedBranch('mobile-config.xml', undefined)
const { scenario, github } = useGitHub()

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
    expect(story.requests().filter((request) => !request.startsWith('GET'))).toEqual([])
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

  test('closes the pull request when the base branch is as wanted', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    const wanted = await story.repository.read(`${BRANCH}:mobile-config.xml`)
    await story.repository.push('main', { 'mobile-config.xml': wanted })
    const { outputs } = await story.runSources()
    expect(outputs).toMatchObject({ drift: 'false', 'pull-request-operation': 'closed' })
    expect((await story.runSources()).outputs['pull-request-operation']).toBe('none')
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
    expect(failure).toContain('Switch on "Allow GitHub Actions to create and approve pull requests"')
    expect(outputs['changed']).toBe('false')
    expect(await story.repository.git('branch', '--list', BRANCH)).toBe('')
  })

  test('says that its branch stays when it can not take it back', async ({ expect }) => {
    const story = await scenario()
    story.repository.policy.actionsMayCreatePullRequests = false
    github().before(({ route, repository }) =>
      repository === story.name && route === '/graphql'
        ? { status: 403, body: { message: 'no' } }
        : undefined,
    )
    const { failure } = await story.runSources()
    expect(failure).toContain(`Branch ${BRANCH} was created and stays; running again uses it.`)
  })

  test('gives up after three lost races', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    let count = 0
    github().before(async ({ method, route, repository }) => {
      if (repository !== story.name || `${method} ${route}` !== 'GET /repos/{owner}/{repo}/branches/{branch}')
        return undefined
      const edited = CONFIG.toString().replace('<!--', `<!-- ${++count} -->\r\n<!--`)
      await story.repository.push('main', { 'mobile-config.xml': edited })
      return undefined
    })
    const { failure } = await story.runSources({ scope: 'openid' })
    expect(failure).toContain('3 attempts were lost')
  })

  test('waits for a server that is broken for a moment', async ({ expect }) => {
    const story = await scenario()
    const broken = new Set(['GET /repos/{owner}/{repo}/pulls'])
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
      repository === story.name && route.endsWith('/pulls') ? limits.shift() : undefined,
    )
    const { annotations, failure } = await story.runSources()
    expect(annotations[0]![0]).toContain("GitHub's rate limit is reached at GET")
    expect(failure).toContain("GitHub's rate limit is used up until")
  })

  test.each([
    ['a web page', '<html>Sign in</html>', 'an answer that is not JSON'],
    ['another object', { message: 'hello' }, 'something that is not a list'],
  ])('stops when %s comes in the place of GitHub', async (_, body, text) => {
    const story = await scenario()
    github().before(({ route, repository }) =>
      repository === story.name && route.endsWith('/pulls') ? { status: 200, body } : undefined,
    )
    const { failure } = await story.runSources()
    if (!failure?.includes(text)) throw new Error(`"${failure}" does not say "${text}"`)
  })

  test('reads and decides again when somebody pushes before the branch is moved', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    let isDone = false
    github().before(async ({ route, repository }) => {
      if (repository !== story.name || route !== '/graphql' || isDone) return undefined
      isDone = true
      await story.repository.push(BRANCH, { 'NOTES.md': 'mine' })
      return undefined
    })
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

describe('mode render', () => {
  const render = async (inputs: Record<string, string>, files: Record<string, Buffer> = {}) => {
    const folder = mkdtempSync(join(tmpdir(), 'render-'))
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
      wait: async () => undefined,
    })
    return { core, folder }
  }
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
