import { describe, test } from 'vitest'
import { derivedBranch } from '../../src/inputs/rules.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runAction } from './run-action.ts'
import { CONFIG, type Scenario, useGitHub, VALUES } from './world.ts'

const PATH = 'mobile-config.xml'
const BRANCH = derivedBranch(PATH, undefined)
const TITLE = `Move the mobile clients to Azure single sign-on (${PATH})`
const { scenario, disturb } = useGitHub()

const withoutFile = () => scenario({ files: { 'README.md': 'config' } })
const pulls = ({ repository }: Scenario) => repository.pulls()
const onBranch = async ({ repository }: Scenario) => (await repository.read(`${BRANCH}:${PATH}`)).toString()

describe.concurrent('where there is neither a file at config-path nor a template, a run', () => {
  test('opens a draft with a caution, also when draft is false, and nothing tells to merge it', async ({
    expect,
  }) => {
    const story = await withoutFile()
    const { log, summary, outputs } = await story.run({ draft: 'false' })
    expect(outputs['pull-request-operation']).toBe('created')
    const [pull] = pulls(story)
    expect(pull).toMatchObject({ draft: true, title: `DO NOT MERGE: ${TITLE}` })
    expect(pull!.body).toContain('> [!CAUTION]\n> **Do not merge this pull request.**')
    for (const text of [pull!.body!, summary]) {
      expect(text).toContain('[!CAUTION]')
      expect(text).not.toContain('<summary>wsadmin script</summary>')
      expect(text).not.toContain('Merge this pull request')
    }
    expect(log).toMatch(/::warning title=MSSO010.*Do not check it in\./)
    expect(log).toContain(`${PATH}: a new file, made from the skeleton.`)
    expect((await story.run()).outputs['pull-request-operation']).toBe('none')
  })

  test('opens an ordinary pull request whose title warns where the plan has no drafts', async ({
    expect,
  }) => {
    const story = await withoutFile()
    story.repository.policy.draftsSupported = false
    const { outputs, failure } = await story.runSources({ title: 'x'.repeat(256) })
    expect({ failure, ...outputs }).toMatchObject({ 'pull-request-operation': 'created' })
    const [pull] = pulls(story)
    expect(pull).toMatchObject({ draft: false, title: expect.stringMatching(/^DO NOT MERGE: x{200,}…$/) })
    expect(pull!.title.length).toBeLessThanOrEqual(256)
    expect((await story.runSources({ title: 'x'.repeat(256) })).outputs['pull-request-operation']).toBe(
      'none',
    )
  })

  test('brings the draft up to date with the file of the server once the base has it, and leaves it a draft', async ({
    expect,
  }) => {
    const story = await withoutFile()
    await story.runSources()
    await story.repository.push('main', { [PATH]: CONFIG })
    const { outputs } = await story.runSources()
    expect(outputs).toMatchObject({ 'pull-request-operation': 'updated', 'pull-request-number': '1' })
    const [pull] = pulls(story)
    expect(pull).toMatchObject({ draft: true, title: TITLE })
    expect(pull!.body).not.toContain('[!CAUTION]')
    expect(pull!.body).toContain('- [ ] Mark this pull request as ready for review')
    expect(pull!.body).toContain('- [ ] Merge this pull request')
    expect(await onBranch(story)).toContain('<Push enabled="true">')
    expect(await story.repository.git('rev-list', '--count', `main..${BRANCH}`)).toBe('1\n')
    expect((await story.runSources()).outputs['pull-request-operation']).toBe('none')
  })

  test('opens a pull request for the file of the server although the draft was closed', async ({
    expect,
  }) => {
    const story = await withoutFile()
    await story.runSources()
    await story.repository.closePull(1)
    expect((await story.runSources()).outputs['pull-request-operation']).toBe('none')
    await story.repository.push('main', { [PATH]: CONFIG })
    const { outputs } = await story.runSources()
    expect(outputs).toMatchObject({ 'pull-request-operation': 'created', 'pull-request-number': '2' })
    expect(pulls(story).at(-1)).toMatchObject({ draft: false, title: TITLE })
  })

  test('puts the file of the server in the place of the skeleton on a branch that others have pushed to', async ({
    expect,
  }) => {
    const story = await withoutFile()
    await story.runSources()
    await story.repository.push(BRANCH, { 'NOTES.md': 'mine' })
    await story.repository.push('main', { [PATH]: CONFIG })
    const { outputs } = await story.runSources()
    expect(outputs['pull-request-operation']).toBe('updated')
    expect(await onBranch(story)).toContain('<Push enabled="true">')
    expect((await story.repository.read(`${BRANCH}:NOTES.md`)).toString()).toBe('mine')
    expect((await story.runSources()).outputs['pull-request-operation']).toBe('none')
  })

  test('opens one pull request when the answer to the draft is lost, not an ordinary one beside it', async ({
    expect,
  }) => {
    const story = await withoutFile()
    disturb(story, 'POST /graphql createPullRequest', () => ({ destroyAfterBytes: 10 }))
    await story.runSources()
    await story.runSources()
    expect(pulls(story).map(({ draft, state }) => ({ draft, state }))).toEqual([
      { draft: true, state: 'open' },
    ])
  })

  test('keeps its caution when a secret happens to be the word skeleton', async ({ expect }) => {
    const story = await withoutFile()
    const { written } = await story.runSources({
      'provider-properties': 'provider_1.clientSecret=skeleton',
    })
    for (const text of [pulls(story)[0]!.body!, written]) {
      expect(text).toContain('[!CAUTION]')
      expect(text).not.toContain('skeleton')
    }
  })

  test('does not name the draft as the cure in mode check', async ({ expect }) => {
    const story = await withoutFile()
    await story.runSources()
    const { outputs } = await story.runSources({ mode: 'check', 'fail-on-drift': 'false' })
    const { findings } = JSON.parse(outputs['report']!)
    expect(findings.find(({ id }: { id: string }) => id === 'MSSO013').cure).toMatch(
      /^Correct config-path or base.*Do not merge pull request #1/,
    )
    expect(outputs['report']).not.toContain('MSSO010')
  })

  test('finds a skeleton that was merged all the same, every time', async ({ expect }) => {
    const story = await withoutFile()
    await story.runSources()
    await story.repository.push('main', { [PATH]: await story.repository.read(`${BRANCH}:${PATH}`) })
    for (const mode of ['pull-request', 'check']) {
      const { outputs } = await story.runSources({ mode, 'fail-on-drift': 'false' })
      expect(outputs).toMatchObject({ drift: 'true', report: expect.stringContaining('MSSO010') })
    }
  })
})

describe.concurrent('where there is a template but no file at config-path, a run', () => {
  test('opens an ordinary pull request that says where the file comes from', async ({ expect }) => {
    const story = await withoutFile()
    const { log, summary } = await story.run({ template: 'start.xml' }, { files: { 'start.xml': CONFIG } })
    const [pull] = pulls(story)
    expect(pull).toMatchObject({ draft: false, title: TITLE })
    for (const text of [pull!.body!, summary]) {
      expect(text).toContain('The file is new and was made from the template.')
      expect(text).toContain('<summary>wsadmin script</summary>')
      expect(text).not.toContain('[!CAUTION]')
    }
    expect(log).toContain(`${PATH}: a new file, made from the template.`)
  })
})

describe('mode render without a file', () => {
  test('warns in the summary and in the log, also when the skeleton is there from an earlier run', async ({
    expect,
  }) => {
    const workspace = temporaryFolder('render-')
    for (const changed of ['true', 'false']) {
      const { summary, log, outputs } = await runAction({ inputs: { mode: 'render', ...VALUES }, workspace })
      expect(outputs['changed']).toBe(changed)
      expect(summary).toContain('> [!CAUTION]\n> **Do not check this file in.**')
      expect(summary).not.toContain('<summary>wsadmin script</summary>')
      expect(log).toContain('::warning title=MSSO010')
    }
  })
})
