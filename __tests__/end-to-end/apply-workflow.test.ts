import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'vitest'
import { parse } from 'yaml'
import { WSADMIN_SCRIPT } from '../../src/wsadmin-script/index.ts'
import { createProfile, hasJython, jython, sha256 } from '../stand-ins/wsadmin/cell.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
const { jobs } = parse(readFileSync(join(ROOT, 'examples/apply-on-deployment-manager.yml'), 'utf8'))
const step: { run: string; env: Record<string, string> } = jobs.apply.steps[1]

const file = (authType: string) =>
  `<config xmlns="http://www.ibm.com/mobile-config">\r\n<SecuritySettings enabled="true"><AuthType>${authType}</AuthType></SecuritySettings>\r\n</config>\r\n`
const [OLD, NEW] = [file('Form'), file('OAuth')]

const CELL = {
  name: 'cell',
  nodes: [{ name: 'node1', agent: 'up', servers: [{ name: 'server1', mobile: 'running' }] }],
} as const

/** A checkout of the configuration repository after the merge, and the deployment manager that the job runs on. */
function deploymentManager(onServer: string) {
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
  return { workspace, before, profile }
}

/** Runs the step's own script as the runner does. @param before what the event says, empty by hand @param replace empty after a push */
function runStep(
  { workspace, profile }: ReturnType<typeof deploymentManager>,
  before: string,
  replace: '' | 'true' | 'false' = '',
) {
  const { run, env } = step
  const root = dirname(profile.bin)
  const shim = join(profile.bin, 'wsadmin.sh')
  const [command, parameters] = jython(profile.harness, profile.state)
  writeFileSync(
    shim,
    `#!/bin/bash\n[ "$1 $2 $3" = "-lang jython -f" ] || exit 2\nshift 3\nexec ${[command, ...parameters].map((each) => `'${each}'`).join(' ')} "$@"\n`,
  )
  chmodSync(shim, 0o755)
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
    cwd: workspace,
    encoding: 'utf8',
    env: {
      ...process.env,
      ...env,
      PROFILE: root,
      BEFORE: before,
      REPLACE: replace,
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: temporaryFolder('runner-'),
    },
  })
}

describe.skipIf(!hasJython)('the workflow that applies a merged file', () => {
  test('puts it into service byte by byte', ({ expect }) => {
    const manager = deploymentManager(OLD)
    const { status, stdout } = runStep(manager, manager.before)
    expect({ status, stdout }).toMatchObject({ status: 0 })
    expect(manager.profile.master).toBe(NEW)
    expect(manager.profile.cell.nodes[0]!.servers[0]!.startedWith).toBe(sha256(NEW))
  })

  test('stops when the server has another file than the one before the merge, and goes on by hand', ({
    expect,
  }) => {
    const manager = deploymentManager(file('SPNEGO'))
    const { status, stdout } = runStep(manager, manager.before)
    expect(status).toBe(1)
    expect(stdout).toContain('somebody has changed it on the server')
    expect(manager.profile.master).toBe(file('SPNEGO'))
    expect(runStep(manager, '').status).toBe(0)
    expect(manager.profile.master).toBe(NEW)
  })

  test('stops when elements of the file of the server would go, and by hand may be told to go on', ({
    expect,
  }) => {
    const manager = deploymentManager(file('Form').replace('<Sec', '<Push enabled="true"/><Sec'))
    const { status, stdout } = runStep(manager, '', 'false')
    expect(status).toBe(1)
    expect(stdout).toContain('lacks elements that the file of the server has: Push.')
    expect(runStep(manager, '', 'true').status).toBe(0)
    expect(manager.profile.master).toBe(NEW)
  })
})
