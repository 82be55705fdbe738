import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, test } from 'vitest'
import { parse } from 'yaml'
import { EXPORT_SCRIPT } from '../../src/wsadmin-script/index.ts'
import {
  type Cell,
  createProfile,
  hasJython,
  installCommand,
  stopWsadmin,
} from '../stand-ins/wsadmin/cell.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runStep, type Step } from './run-step.ts'

afterAll(stopWsadmin)

const ROOT = join(import.meta.dirname, '../..')
const { jobs, env: common } = parse(
  readFileSync(join(ROOT, 'examples/export-from-deployment-manager.yml'), 'utf8'),
)
const exporting: Step = jobs.export.steps[1]
const proposing: Step = jobs.propose.steps[1]

const BRANCH = proposing.env['BRANCH']!
const SECRET = 'Zt8~Q.client-secret_4x'
const file = (authType: string) =>
  `<config xmlns="http://www.ibm.com/mobile-config">\r\n<AuthType>${authType}</AuthType>\r\n</config>\r\n`
const CELL: Cell = {
  name: 'cell',
  nodes: [],
  interceptors: [
    {
      className: 'com.ibm.ws.security.oidc.client.RelyingParty',
      properties: [
        ['provider_1.clientId', 'b850bc0a'],
        ['provider_1.clientSecret', SECRET],
      ],
    },
  ],
}
const PERSON = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'] as const

const git = (folder: string, ...parameters: string[]) =>
  execFileSync('git', [...PERSON, ...parameters], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })

/** The configuration repository with a folder as docs/migrating.md makes it, the deployment manager, and GitHub's command `gh`. */
async function company(cell = CELL, attributes = 'mobile-config.xml -text\n') {
  const origin = temporaryFolder('origin-')
  git(origin, 'init', '-q', '--bare', '-b', 'main')
  const clone = () => {
    const folder = temporaryFolder('work space-')
    git(folder, 'clone', '-q', origin, '.')
    return folder
  }
  const push = (branch: string, files: Record<string, string>) => {
    const folder = clone()
    git(folder, 'checkout', '-q', '-B', branch, ...(branch === 'main' ? [] : [`origin/${branch}`]))
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
    git(folder, 'add', '.')
    git(folder, 'commit', '-q', '-m', 'by a person')
    git(folder, 'push', '-q', 'origin', branch)
  }
  push('main', {
    '.gitattributes': attributes,
    'production/mobile-config.xml': file('Form'),
    'production/export-mobile-config.py': EXPORT_SCRIPT,
  })
  const profile = createProfile(cell, file('Form'))
  await installCommand(profile)
  const github = temporaryFolder('gh-')
  writeFileSync(join(github, 'log'), '')
  // It remembers whether its one pull request is open.
  writeFileSync(
    join(github, 'gh'),
    `#!/bin/bash
cd '${github}'
if [ "$2" = list ]; then cat open 2> /dev/null || true; exit; fi
if [ "$2" = create ]; then echo 7 > open; else rm open; fi
echo "$1 $2 $3" >> log\n`,
  )
  chmodSync(join(github, 'gh'), 0o755)
  return { profile, origin, clone, push, github, server: serverFile(profile.bin) }
}

const serverFile = (bin: string) =>
  join(bin, '../config/cells/cell/LotusConnections-config/mobile-config.xml')

/** Runs both jobs as the runner does. @returns how the last one ended that ran, and what it asked of GitHub */
async function runWorkflow({ profile, clone, github }: Awaited<ReturnType<typeof company>>) {
  const workspace = clone()
  const output = join(temporaryFolder('output-'), 'output')
  writeFileSync(output, '')
  const exported = await runStep(exporting, workspace, {
    ...common,
    PROFILE: dirname(profile.bin),
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: output,
    RUNNER_TEMP: temporaryFolder('runner-'),
  })
  if (exported.status !== 0) return { ...exported, asked: [] }
  const outputs = Object.fromEntries(
    readFileSync(output, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  const asked = () => readFileSync(join(github, 'log'), 'utf8').split('\n').filter(Boolean)
  const before = asked().length
  const proposed = await runStep(proposing, clone(), {
    ...common,
    PATH: `${github}:${process.env['PATH']}`,
    CONFIG: outputs['config'] ?? '',
    PROPERTIES: outputs['properties'] ?? '',
    RUN: 'https://run',
  })
  return { ...proposed, log: exported.log + proposed.log, asked: asked().slice(before) }
}

const onBranch = ({ origin }: { readonly origin: string }, path: string) =>
  git(origin, 'show', `${BRANCH}:${path}`)

describe.skipIf(!hasJython)('the workflow that exports from the deployment manager', () => {
  test('proposes what the server has, byte by byte and without secrets, and closes that when both agree', async ({
    expect,
  }) => {
    const world = await company()
    writeFileSync(world.server, file('OAuth'))
    const first = await runWorkflow(world)
    expect(first).toMatchObject({ status: 0, asked: [`pr create --head`] })
    expect(onBranch(world, 'production/mobile-config.xml')).toBe(file('OAuth'))
    expect(onBranch(world, 'production/provider.properties')).toContain('provider_1.clientId=b850bc0a\n')
    expect(first.log + git(world.origin, 'log', '-p', '--all')).not.toContain(SECRET)

    const head = git(world.origin, 'rev-parse', BRANCH)
    expect(await runWorkflow(world)).toMatchObject({ status: 0, asked: [] })
    expect(git(world.origin, 'rev-parse', BRANCH)).toBe(head)

    git(world.origin, 'update-ref', 'refs/heads/main', head.trim())
    expect(await runWorkflow(world)).toMatchObject({ status: 0, asked: ['pr close 7'] })
  })

  test('makes its branch anew on main, and keeps what people have committed to it', async ({ expect }) => {
    const world = await company()
    writeFileSync(world.server, file('OAuth'))
    await runWorkflow(world)
    world.push('main', { 'README.md': 'moved' })
    expect(await runWorkflow(world)).toMatchObject({ status: 0, asked: [] })
    expect(git(world.origin, 'rev-list', '--count', `main..${BRANCH}`).trim()).toBe('1')

    world.push(BRANCH, { 'NOTES.md': 'mine' })
    writeFileSync(world.server, file('SPNEGO'))
    expect(await runWorkflow(world)).toMatchObject({ status: 0, asked: [] })
    expect(onBranch(world, 'NOTES.md')).toBe('mine')
    expect(onBranch(world, 'production/mobile-config.xml')).toBe(file('SPNEGO'))
    expect(git(world.origin, 'rev-list', '--count', `main..${BRANCH}`).trim()).toBe('3')
  })

  test.for<[string, Parameters<typeof company>, string]>([
    [
      'the export stops, also where wsadmin loses its exit code',
      [{ ...CELL, interceptors: [], exitCodes: 'lost' }],
      'RESULT: stopped',
    ],
    ['git would change line ends', [CELL, '* text=auto\n'], '.gitattributes lacks the line'],
  ])('fails when %s', async ([, parameters, message], { expect }) => {
    const { status, log, asked } = await runWorkflow(await company(...parameters))
    expect(status).toBe(1)
    expect(log).toContain(message)
    expect(asked).toEqual([])
  })
})
