import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { standInAzure, standInGitHub } from '../../scripts/acceptance/stand-ins.ts'
import { GRAPH, LOGIN } from '../../scripts/acceptance/world.ts'
import { type ProxyStandIn, startProxy } from '../stand-ins/proxy/index.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
const RECORDED = join(ROOT, 'build/acceptance/the-real-services.jsonl')
const FOLDER = temporaryFolder('acceptance-command-')

interface Ended {
  readonly exitCode: number | null
  readonly output: string
}

/** The command as `npm run acceptance` starts it, with nothing of this process's environment that it could take settings from. */
function acceptance(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  started: (child: ChildProcess) => void = () => undefined,
): Promise<Ended> {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, 'scripts/acceptance.ts'), ...words], {
      // A process that is killed cannot remove its temporary folders: this file's is removed with them.
      env: { PATH, NODE_COMPILE_CACHE, TMPDIR: FOLDER, TEMP: FOLDER, ...environment },
    })
    started(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (piece: Buffer) => {
        output += piece
      })
    }
    child.on('close', (exitCode) => resolve({ exitCode, output }))
  })
}

test('without settings it runs on the stand-ins, and says what it needs for the services', async () => {
  const { exitCode, output } = await acceptance(['registration check'], {})
  expect(output).toMatch(/On the stand-ins:\n {2}ok {6}registration check\n/)
  expect(output).toContain('ACCEPTANCE_REPOSITORY')
  expect(exitCode).toBe(0)
})

test('half of the settings are no reason to run on the stand-ins', async () => {
  const { exitCode, output } = await acceptance([], { ACCEPTANCE_TOKEN: 'github_pat_T0k3n' })
  expect(output).toContain('ACCEPTANCE_REPOSITORY is not set.')
  expect(output).not.toContain('On the stand-ins')
  expect(exitCode).toBe(1)
})

test.each([
  [['no such story'], 'No story is named so.'],
  [['--no-such-option'], "Unknown option '--no-such-option'"],
  [['--clean-up'], 'Only real services are cleaned up.'],
])('%j is refused', async (words, reason) => {
  const { exitCode, output } = await acceptance(words, {})
  expect(output).toContain(reason)
  expect(exitCode).toBe(1)
})

// Servers of one's own stand for the services: they are reached as the real ones are, by name, through a company's proxy, with verified TLS.
describe('on GitHub Enterprise Server and Entra', () => {
  let github: Awaited<ReturnType<typeof standInGitHub>>
  let azure: Awaited<ReturnType<typeof standInAzure>>
  let proxy: ProxyStandIn
  let environment: Readonly<Record<string, string>>

  beforeAll(async () => {
    const apiUrl = 'https://github.acme.example/api/v3'
    github = await standInGitHub({ apiUrl, token: '' }, 'acme/phones-acceptance')
    azure = await standInAzure({ credential: { kind: 'secret', secret: '' } })
    const { entra, graph, credential } = azure
    proxy = await startProxy({
      hosts: {
        'github.acme.example': github.service.standIn!.port,
        [LOGIN]: entra.standIn!.port,
        [GRAPH]: graph.standIn!.port,
        'token.actions.githubusercontent.com': azure.server.oidc.port,
      },
    })
    const authorities = join(FOLDER, 'authorities.pem')
    writeFileSync(authorities, github.service.standIn!.certificate + entra.standIn!.certificate)
    environment = {
      https_proxy: proxy.url,
      NODE_EXTRA_CA_CERTS: authorities,
      GITHUB_API_URL: apiUrl,
      GITHUB_STEP_SUMMARY: join(FOLDER, 'summary.md'),
      ACCEPTANCE_ALLOW_WRITES: 'true',
      ACCEPTANCE_REPOSITORY: github.repository,
      ACCEPTANCE_TOKEN: github.token,
      ACCEPTANCE_TENANT_ID: azure.tenantId,
      ACCEPTANCE_CLIENT_ID: azure.clientId,
      ACCEPTANCE_CALLER_ID: azure.callerId,
      ACCEPTANCE_CALLER_SECRET: credential.kind === 'secret' ? credential.secret : '',
    }
  })
  afterAll(async () => {
    await Promise.all([github.stop(), azure.stop(), proxy.stop()])
    expect([...github.violations(), ...azure.violations()]).toEqual([])
  })

  const branches = () => github.stored.git('for-each-ref', '--format=%(refname)')

  test('the stories run on both, and what the answers differ in fails the run and is shown', async () => {
    const before = azure.stored.application
    const stopLying = azure.server.entra.before(({ method }) =>
      method === 'POST'
        ? {
            alter: ({ status, text, headers: { 'content-length': _, ...headers } }) => ({
              status,
              headers,
              text: JSON.stringify({ ...JSON.parse(text), ext_expires_in: 'x' }),
            }),
          }
        : undefined,
    )
    // As in a job with "id-token: write".
    const { ACCEPTANCE_CALLER_SECRET: _, ...others } = environment
    const job = {
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.actions.githubusercontent.com/token?api-version=2.0',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: azure.server.oidc.environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
    }
    const { exitCode, output } = await acceptance(['--real', 'registration check'], { ...others, ...job })
    stopLying()
    const row =
      '| wrong | entra POST /{}/oauth2/v2.0/token ?client-request-id | 200: ext_expires_in | number | string |'
    expect(output).toMatch(
      /On the stand-ins:\n {2}ok .*\n+On the real services:\n {2}ok {6}registration check/,
    )
    expect(output).toContain(row)
    expect(readFileSync(environment['GITHUB_STEP_SUMMARY']!, 'utf8')).toContain(row)
    expect(exitCode, output).toBe(1)
    expect(await branches()).toBe('refs/heads/main\n')
    expect(azure.stored.application).toEqual(before)
    expect(output).not.toContain('| wrong | runner')
    const kept = readFileSync(RECORDED, 'utf8')
    for (const secret of [environment['ACCEPTANCE_TOKEN']!, job.ACTIONS_ID_TOKEN_REQUEST_TOKEN])
      expect(output + kept).not.toContain(secret)
  })

  /** Sends a signal to the command when it has changed the app registration, and waits for its end. */
  async function ended(signal: NodeJS.Signals): Promise<Ended> {
    const before = azure.stored.application
    return acceptance(['--real', 'registration apply'], environment, (child) => {
      const watch = setInterval(() => {
        if (azure.stored.application === before) return
        clearInterval(watch)
        child.kill(signal)
      }, 20)
    })
  }

  // A process on Windows is not asked to end.
  test.skipIf(process.platform === 'win32')('a run that is cancelled cleans up, too', async () => {
    const before = azure.stored.application
    const { exitCode, output } = await ended('SIGINT')
    expect(output).toContain('The run was cancelled.')
    expect(exitCode).toBe(1)
    expect(await branches()).toBe('refs/heads/main\n')
    expect(azure.stored.application).toEqual(before)
  })

  test('what a run that was killed has left is undone by the next', async () => {
    const before = azure.stored.application
    await ended('SIGKILL')
    expect(await branches()).toMatch(/acceptance-/)
    expect(azure.stored.application).not.toEqual(before)
    const { exitCode, output } = await acceptance(['--real', '--clean-up'], environment)
    expect(exitCode, output).toBe(0)
    expect(output).toContain('Nothing is left to undo.')
    // What the run before has recorded is still there for whoever looks into it.
    expect(readFileSync(RECORDED, 'utf8')).toContain('"story"')
    expect(await branches()).toBe('refs/heads/main\n')
    expect(azure.stored.application).toEqual(before)
  })
})
