import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, test } from 'vitest'
import { parse } from 'yaml'
import { WSADMIN_SCRIPT } from '../../src/wsadmin-script/index.ts'
import { createProfile, hasJython, installCommand, sha256, stopWsadmin } from '../stand-ins/wsadmin/cell.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runStep, type Step } from './run-step.ts'

afterAll(stopWsadmin)

const ROOT = join(import.meta.dirname, '../..')
const { jobs } = parse(readFileSync(join(ROOT, 'examples/apply-on-deployment-manager.yml'), 'utf8'))
const step: Step = jobs.apply.steps[1]

const file = (authType: string) =>
  `<config xmlns="http://www.ibm.com/mobile-config">\r\n<SecuritySettings enabled="true"><AuthType>${authType}</AuthType></SecuritySettings>\r\n</config>\r\n`
const [OLD, NEW] = [file('Form'), file('OAuth')]

const CELL = {
  name: 'cell',
  nodes: [{ name: 'node1', agent: 'up', servers: [{ name: 'server1', mobile: 'running' }] }],
} as const

/** A checkout of the configuration repository after the merge, and the deployment manager that the job runs on. */
async function deploymentManager(onServer: string) {
  const workspace = temporaryFolder('work space-')
  const git = (...parameters: string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...parameters], {
      cwd: workspace,
      encoding: 'utf8',
    })
  const commit = (files: Record<string, string>) => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(workspace, path)), { recursive: true })
      writeFileSync(join(workspace, path), content)
    }
    git('add', '.')
    git('-c', 'core.autocrlf=false', 'commit', '-q', '-m', 'x')
    return git('rev-parse', 'HEAD').trim()
  }
  git('init', '-q', '-b', 'main')
  const before = commit({ 'production/mobile-config.xml': OLD })
  commit({ 'production/mobile-config.xml': NEW, 'production/apply-mobile-config.py': WSADMIN_SCRIPT })

  const profile = createProfile(CELL, onServer)
  await installCommand(profile)
  return { workspace, before, profile }
}

/** @param before what the event says, empty by hand @param replace empty after a push */
function applied(
  { workspace, profile }: Awaited<ReturnType<typeof deploymentManager>>,
  before: string,
  replace: '' | 'true' | 'false' = '',
) {
  return runStep(step, workspace, {
    PROFILE: dirname(profile.bin),
    BEFORE: before,
    REPLACE: replace,
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temporaryFolder('runner-'),
  })
}

describe.skipIf(!hasJython)('the workflow that applies a merged file', () => {
  test('puts it into service byte by byte', async ({ expect }) => {
    const manager = await deploymentManager(OLD)
    const { status, log } = await applied(manager, manager.before)
    expect({ status, log }).toMatchObject({ status: 0 })
    expect(manager.profile.master).toBe(NEW)
    expect(manager.profile.cell.nodes[0]!.servers[0]!.startedWith).toBe(sha256(NEW))
  })

  test('stops when the server has another file than the one before the merge, and goes on by hand', async ({
    expect,
  }) => {
    const manager = await deploymentManager(file('SPNEGO'))
    const { status, log } = await applied(manager, manager.before)
    expect(status).toBe(1)
    expect(log).toContain('somebody changed it on the server')
    expect(manager.profile.master).toBe(file('SPNEGO'))
    expect(await applied(manager, '')).toMatchObject({ status: 0 })
    expect(manager.profile.master).toBe(NEW)
  })

  test('stops when elements of the file of the server would go, and by hand may be told to go on', async ({
    expect,
  }) => {
    const manager = await deploymentManager(file('Form').replace('<Sec', '<Push enabled="true"/><Sec'))
    const { status, log } = await applied(manager, '', 'false')
    expect(status).toBe(1)
    expect(log).toContain('lacks elements that the file on the server has: Push.')
    expect(await applied(manager, '', 'true')).toMatchObject({ status: 0 })
    expect(manager.profile.master).toBe(NEW)
  })
})
