import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { derivedBranch } from '../../src/inputs/rules.ts'
import { EXPORT_SCRIPT, WSADMIN_SCRIPT } from '../../src/wsadmin-script/index.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runAction } from './run-action.ts'
import { CONFIG, type Scenario, useGitHub, VALUES } from './world.ts'

const BRANCH = derivedBranch('mobile-config.xml', undefined)
const SCRIPT = 'ops/apply-mobile-config.py'
const KEPT = { 'wsadmin-script': `file:${SCRIPT}` }
const EXPORT = 'ops/export-mobile-config.py'
const BOTH = { 'wsadmin-script': 'file:ops/' }
const { scenario } = useGitHub()

const changedFiles = async ({ repository }: Scenario) =>
  (await repository.git('diff', '--name-only', `main...${BRANCH}`)).trim().split('\n')
const body = ({ repository }: Scenario) => repository.pulls()[0]!.body
/** The repository after its pull request was merged. */
async function merged(inputs: Record<string, string>): Promise<Scenario> {
  const story = await scenario()
  await story.runSources(inputs)
  const files: Record<string, Buffer> = {}
  for (const path of await changedFiles(story)) files[path] = await story.repository.read(`${BRANCH}:${path}`)
  await story.repository.push('main', files)
  await story.runSources(inputs)
  return story
}

describe.concurrent('wsadmin-script', () => {
  test('is shown in the pull request and in the job summary, as it is in every release', async ({
    expect,
  }) => {
    const story = await scenario()
    const { summary, exitCode } = await story.run()
    expect(exitCode).toBe(0)
    for (const text of [body(story), summary]) {
      expect(text).toContain('<details><summary>wsadmin script</summary>')
      expect(text).toContain(WSADMIN_SCRIPT)
    }
    expect(await changedFiles(story)).toEqual(['mobile-config.xml'])
  })

  test('is the same bytes whatever the inputs are: hostile names change nothing of it', async ({
    expect,
  }) => {
    const path = `a'); import os; os.system("id") #.xml`
    const story = await scenario({ files: { [path]: CONFIG } })
    const file = 'o\'"); raise SystemExit #$(id).py'
    const { outputs, summary, log } = await story.run({
      'config-path': path,
      'wsadmin-script': `file:${file}`,
      title: `"); import os #`,
      settings: `TermsOfUsageURL = "); import os #`,
    })
    expect(log).not.toContain('::error')
    expect((await story.repository.read(`${outputs['branch']}:${file}`)).toString()).toBe(WSADMIN_SCRIPT)
    expect(summary).toContain(WSADMIN_SCRIPT)
    expect(body(story)).toContain(WSADMIN_SCRIPT)
  })

  test('off leaves it out, and lists the steps by hand', async ({ expect }) => {
    const story = await scenario()
    const { summary } = await story.run({ 'wsadmin-script': 'off' })
    for (const text of [body(story), summary]) expect(text).not.toContain('wsadmin script')
    expect(body(story)).toContain('MobileConfigService.checkInConfig')
  })

  test('file: keeps it beside the file, in the same pull request', async ({ expect }) => {
    const story = await scenario()
    const { outputs, exitCode } = await story.run(KEPT)
    expect({ exitCode, ...outputs }).toMatchObject({ exitCode: 0, 'pull-request-operation': 'created' })
    expect(await changedFiles(story)).toEqual(['mobile-config.xml', SCRIPT])
    expect((await story.repository.read(`${BRANCH}:${SCRIPT}`)).toString()).toBe(WSADMIN_SCRIPT)
    const again = await story.run(KEPT)
    expect(again.outputs['pull-request-operation']).toBe('none')
    expect(story.writes()).toEqual([])
  })

  test('file: and a folder keeps both scripts, in the same pull request', async ({ expect }) => {
    const story = await scenario()
    const { outputs } = await story.runSources(BOTH)
    expect(outputs['pull-request-operation']).toBe('created')
    expect(await changedFiles(story)).toEqual(['mobile-config.xml', SCRIPT, EXPORT])
    expect((await story.repository.read(`${BRANCH}:${EXPORT}`)).toString()).toBe(EXPORT_SCRIPT)
    expect(body(story)).toContain(
      `The wsadmin scripts \`${SCRIPT}\` and \`${EXPORT}\` are part of this pull request`,
    )
    expect((await story.runSources(BOTH)).outputs['pull-request-operation']).toBe('none')

    await story.repository.push('main', { 'README.md': 'moved' })
    expect((await story.runSources(BOTH)).outputs['pull-request-operation']).toBe('updated')
    expect(await story.repository.git('rev-list', '--count', `main..${BRANCH}`)).toBe('1\n')
    expect(await changedFiles(story)).toEqual(['mobile-config.xml', SCRIPT, EXPORT])
    // One script less is something else that is wanted, and nothing of the other one stays.
    expect((await story.runSources(KEPT)).outputs['pull-request-operation']).toBe('updated')
    expect(await changedFiles(story)).toEqual(['mobile-config.xml', SCRIPT])
  })

  test('proposes the export script alone when the repository has it from another release', async ({
    expect,
  }) => {
    const story = await merged(BOTH)
    const [firstLine] = EXPORT_SCRIPT.split('\n')
    await story.repository.push('main', { [EXPORT]: `${firstLine}\nprint 1\n` })
    expect((await story.runSources(BOTH)).outputs['pull-request-operation']).toBe('created')
    expect(await changedFiles(story)).toEqual([EXPORT])
    await story.repository.push('main', { [EXPORT]: WSADMIN_SCRIPT })
    expect((await story.runSources(BOTH)).failure).toContain(
      `wsadmin-script: "${EXPORT}" is a file that this action did not write`,
    )
  })

  test('a pull request with both scripts that a person closed stays closed', async ({ expect }) => {
    const story = await scenario()
    await story.runSources(BOTH)
    await story.repository.closePull(1)
    const { outputs, written } = await story.runSources(BOTH)
    expect(outputs['pull-request-operation']).toBe('none')
    expect(written).toContain('with the same values was closed without being merged')
    expect((await story.runSources(KEPT)).outputs['pull-request-operation']).toBe('created')
  })

  test('both scripts and the file are one commit, which names them all and leaves a script executable', async ({
    expect,
  }) => {
    const story = await scenario()
    const [firstLine] = EXPORT_SCRIPT.split('\n')
    await story.repository.push('main', { [EXPORT]: `${firstLine}\nprint 1\n` }, { executable: true })
    await story.runSources(BOTH)
    expect(await story.repository.git('rev-list', '--count', `main..${BRANCH}`)).toBe('1\n')
    const modes = await story.repository.git('ls-tree', '--format=%(objectmode) %(path)', BRANCH, 'ops/')
    expect(modes).toBe(`100644 ${SCRIPT}\n100755 ${EXPORT}\n`)
    const trailers = await story.repository.git(
      'log',
      '--format=%(trailers:key=Mobile-SSO-Script,valueonly)',
      `main..${BRANCH}`,
    )
    expect(trailers.match(/\S+\.py/g)).toEqual([SCRIPT, EXPORT])
  })

  test('both scripts go on top of the work of others in one commit', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    await story.repository.push(BRANCH, { 'NOTES.md': 'mine' })
    const { outputs } = await story.runSources(BOTH)
    expect(outputs['pull-request-operation']).toBe('updated')
    expect(await changedFiles(story)).toEqual(['NOTES.md', 'mobile-config.xml', SCRIPT, EXPORT])
    expect(await story.repository.git('rev-list', '--count', `main..${BRANCH}`)).toBe('3\n')
  })

  test('keeps it as one commit with the file when the base moves', async ({ expect }) => {
    const story = await scenario()
    await story.runSources(KEPT)
    await story.repository.push('main', { 'README.md': 'moved' })
    const { outputs } = await story.runSources(KEPT)
    expect(outputs['pull-request-operation']).toBe('updated')
    expect(await story.repository.git('rev-list', '--count', `main..${BRANCH}`)).toBe('1\n')
    expect(await changedFiles(story)).toEqual(['mobile-config.xml', SCRIPT])
    expect((await story.runSources(KEPT)).outputs['pull-request-operation']).toBe('none')
  })

  test.for([{ 'wsadmin-script': 'body' }, { 'wsadmin-script': 'file:other.py' }])(
    'leaves nothing at a path where it is no longer wanted: %o',
    async (inputs, { expect }) => {
      const story = await scenario()
      await story.runSources(KEPT)
      const { outputs } = await story.runSources(inputs)
      expect(outputs['pull-request-operation']).toBe('updated')
      expect((await changedFiles(story)).filter((path) => path !== 'other.py')).toEqual(['mobile-config.xml'])
      expect((await story.runSources(inputs)).outputs['pull-request-operation']).toBe('none')
    },
  )

  test('is committed together with the file, with the message of the input', async ({ expect }) => {
    const story = await scenario()
    await story.runSources({ ...KEPT, 'commit-message': 'chore: mobile sign-in' })
    const subjects = await story.repository.git('log', '--format=%s', `main..${BRANCH}`)
    expect(subjects.trim().split('\n')).toEqual(['chore: mobile sign-in'])
  })

  test('makes no difference to a check that finds the pull request', async ({ expect }) => {
    const story = await scenario()
    await story.runSources(KEPT)
    const { outputs } = await story.runSources({ mode: 'check', 'fail-on-drift': 'false' })
    expect(outputs['report']).toContain('Merge pull request #1, which proposes it')
  })

  test('needs one request when the file and the script are as wanted', async ({ expect }) => {
    const story = await merged(KEPT)
    const { outputs } = await story.runSources(KEPT)
    expect(outputs).toMatchObject({ changed: 'false', 'pull-request-operation': 'none' })
    expect(story.requests()).toHaveLength(1)
  })

  test('proposes the script alone when the repository has it from another release', async ({ expect }) => {
    const story = await merged(KEPT)
    const [firstLine] = WSADMIN_SCRIPT.split('\n')
    await story.repository.push('main', { [SCRIPT]: `${firstLine}\r\nprint "of another release"\r\n` })
    const { outputs, written } = await story.runSources(KEPT)
    expect(outputs['pull-request-operation']).toBe('created')
    expect(await changedFiles(story)).toEqual([SCRIPT])
    const pull = story.repository.pulls().at(-1)!
    expect(pull.title).toBe('Bring the wsadmin script up to date (mobile-config.xml)')
    expect(pull.body).toContain(`this is about the wsadmin script \`${SCRIPT}\` alone.`)
    expect(written).toContain('opened')
    expect(written).toContain(`The pull request is about the wsadmin script \`${SCRIPT}\``)
    expect((await story.runSources(KEPT)).written).toContain('the file is as wanted, [pull request #2]')
    await story.repository.push('main', { [SCRIPT]: WSADMIN_SCRIPT })
    expect((await story.runSources(KEPT)).outputs['pull-request-operation']).toBe('closed')
  })

  test('adds a commit on top for a script that is missing beside the work of others', async ({ expect }) => {
    const story = await scenario()
    await story.runSources()
    await story.repository.push(BRANCH, { 'NOTES.md': 'mine' })
    const { outputs } = await story.runSources(KEPT)
    expect(outputs['pull-request-operation']).toBe('updated')
    expect(await changedFiles(story)).toEqual(['NOTES.md', 'mobile-config.xml', SCRIPT])
  })

  test('never replaces a file that is something else', async ({ expect }) => {
    const story = await scenario({ files: { 'mobile-config.xml': CONFIG, [SCRIPT]: 'print "ours"\n' } })
    const { failure } = await story.runSources(KEPT)
    expect(failure).toContain(`wsadmin-script: "${SCRIPT}" is a file that this action did not write`)
    expect(story.repository.pulls()).toEqual([])
  })

  test('names a folder at its path with its input', async ({ expect }) => {
    const story = await scenario({ files: { 'mobile-config.xml': CONFIG, [`${SCRIPT}/x`]: '' } })
    expect((await story.runSources(KEPT)).failure).toContain(`wsadmin-script: "${SCRIPT}" is a folder`)
  })

  test('is nothing that a check looks at', async ({ expect }) => {
    const story = await merged({})
    const { outputs } = await story.runSources({ ...KEPT, mode: 'check' })
    expect(outputs['drift']).toBe('false')
    expect(story.requests()).toHaveLength(1)
  })
})

describe.concurrent('wsadmin-script in mode render', () => {
  const files = { 'mobile-config.xml': CONFIG }
  const inputs = { mode: 'render', ...VALUES, ...KEPT }

  test('is written to the workspace', async ({ expect }) => {
    const workspace = temporaryFolder('workspace-')
    const { outputs, log } = await runAction({ inputs, files, workspace })
    expect(outputs['changed']).toBe('true')
    expect(log).toContain(`${SCRIPT}: the wsadmin script was written.`)
    expect(readFileSync(join(workspace, SCRIPT), 'utf8')).toBe(WSADMIN_SCRIPT)
  })

  test('never replaces a file that is something else, and then nothing is written', async ({ expect }) => {
    const own = { ...files, [SCRIPT]: 'print "ours"\n' }
    const { exitCode, read, log } = await runAction({ inputs, files: own })
    expect(exitCode).toBe(1)
    expect(log).toContain(`"${SCRIPT}" is a file that this action did not write.`)
    expect(await read('mobile-config.xml')).toEqual(CONFIG)
  })
})
