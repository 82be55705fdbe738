import assert from 'node:assert/strict'
import { type ChildProcess, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { failureOf } from './azure-world.ts'
import { bytesOfDist, importing, TELL_LOADED } from './preload.ts'
import { nameOfRequest } from './request-names.ts'
import { runAction } from './run-action.ts'
import { CONFIG, useGitHub, VALUES } from './world.ts'

const { scenario, github } = useGitHub()
const FILES = { 'mobile-config.xml': CONFIG }
const render = (environment: Record<string, string>, inputs = {}) =>
  runAction({ inputs: { mode: 'render', ...VALUES, ...inputs }, files: FILES, environment })

/** Windows has no signals: whatever is sent there kills. */
const HAS_SIGNALS = process.platform !== 'win32'
/** Linux only. */
const FULL_DISK = '/dev/full'
const HAS_FULL_DISK = existsSync(FULL_DISK)

describe.skipIf(!HAS_SIGNALS).concurrent('a signal, as the runner sends it to a cancelled job,', () => {
  const WRITES = ['POST /graphql createRef', 'POST /graphql createCommitOnBranch'] as const

  /** Sends the signals at a write, one second apart. */
  async function cancelled(write: string, after: number, hangs: boolean, ...signals: NodeJS.Signals[]) {
    const story = await scenario()
    let child: ChildProcess | undefined
    const started = (process: ChildProcess) => {
      child = process
    }
    let start = 0
    github().before((request) => {
      if (request.repository !== story.name || nameOfRequest(request) !== write) return undefined
      for (const [index, signal] of signals.entries())
        setTimeout(() => child?.kill(signal), after + index * 1000)
      start = Date.now() + after
      return hangs ? { alter: () => 'hang' } : undefined
    })
    const result = await story.run({}, { isSlow: true, started })
    const writes = story.writes()
    return { ...result, writes, seconds: (Date.now() - start) / 1000 }
  }

  test('between two writes ends the run before the next one, and what was written is reported', async ({
    expect,
  }) => {
    const result = await cancelled(WRITES[0], 100, false, 'SIGINT')
    expect(result.exitCode, result.log).toBe(1)
    expect(result.writes).toEqual([WRITES[0]])
    expect(failureOf(result)).toMatch(
      /^The run was cancelled \(SIGINT\) and was stopped\. .*\nWritten:\n- branch \S+ created\nDo next:\n/,
    )
    expect(result.outputs).toMatchObject({ changed: 'true', report: '' })
    expect(result.summary).toContain('The run was cancelled (SIGINT)')
    expect(result.seconds).toBeLessThan(7.5)
  })

  test('during a write waits a moment for its answer, and says that it may have been made', async ({
    expect,
  }) => {
    const result = await cancelled(WRITES[1], 200, true, 'SIGTERM')
    expect(result.exitCode, result.log).toBe(1)
    expect(result.writes).toEqual(WRITES)
    expect(failureOf(result)).toMatch(
      /^The run was cancelled \(SIGTERM\) and was stopped\. It was waiting for the answer to POST .*\nWritten:\n- branch \S+ created\nPerhaps written:\n- a commit added to branch/,
    )
    expect(result.outputs['changed']).toBe('true')
    expect(result.summary).toContain('### Perhaps written\n\n- a commit')
    expect(result.seconds).toBeLessThan(7.5)
  })

  test('during a write that is answered counts the write as made', async ({ expect }) => {
    const result = await cancelled(WRITES[1], 0, false, 'SIGTERM')
    expect(result.exitCode, result.log).toBe(1)
    expect(failureOf(result)).toMatch(
      /Written:\n- branch \S+ created\n- a commit added to branch \S+\nDo next:/,
    )
    expect(failureOf(result)).not.toContain('Perhaps')
  })

  test('that is the second one ends the process at once', async ({ expect }) => {
    const result = await cancelled(WRITES[1], 0, true, 'SIGINT', 'SIGTERM')
    expect(result.exitCode).toBe(null)
    expect(result.seconds).toBeLessThan(2.5)
  })
})

describe.concurrent('what the runner gives', () => {
  test.for([
    ...(HAS_FULL_DISK ? [['a full disk', FULL_DISK, 'ENOSPC'] as const] : []),
    ['a missing file', '/nowhere/output', 'Missing file at path'] as const,
    ['a folder', import.meta.dirname, 'EISDIR'] as const,
  ])(
    "that is %s in the place of GITHUB_OUTPUT fails the step after the run's own words",
    async ([, file, reason], { expect }) => {
      const done = await render({ GITHUB_OUTPUT: file })
      expect(done.exitCode).toBe(1)
      expect(done.log).toMatch(
        /OAuthClientId: .*\n.*::error::The outputs could not be written to the GITHUB_OUTPUT file/s,
      )
      expect(done.log).toContain(reason)
      expect(done.summary).not.toBe('')
      expect((await done.read('mobile-config.xml')).equals(CONFIG)).toBe(false)
      const failed = await render({ GITHUB_OUTPUT: file }, { 'tenant-id': 'consumers' })
      expect(failed.exitCode).toBe(1)
      expect(failed.log).toMatch(
        /::error::input tenant-id: .*::error::1 problem; .*::error::The outputs could not/s,
      )
      expect(failed.summary).toContain('tenant-id')
      for (const { log } of [done, failed]) expect(log).not.toMatch(/\n\s+at /)
    },
  )

  test.for([
    ...(HAS_FULL_DISK ? [['a full disk', FULL_DISK] as const] : []),
    ['a missing file', '/nowhere/summary'] as const,
    ['a folder', import.meta.dirname] as const,
  ])(
    'that is %s in the place of GITHUB_STEP_SUMMARY, which can not be written, is a warning only',
    async ([, file], { expect }) => {
      const { exitCode, log, outputs } = await render({ GITHUB_STEP_SUMMARY: file })
      expect(exitCode).toBe(0)
      expect(log).toContain('::warning::The job summary could not be written')
      expect(outputs['changed']).toBe('true')
    },
  )

  test.for([
    ['is empty', 'empty.json'],
    ['is cut off', 'cut-off.json'],
    ['is not there', 'nowhere.json'],
    ['is a folder', '.'],
  ] as const)(
    'that is an event in a file which %s does not matter, since the action reads no event',
    async ([, name], { expect }) => {
      const folder = temporaryFolder('event-')
      writeFileSync(join(folder, 'empty.json'), '')
      writeFileSync(join(folder, 'cut-off.json'), '{"repository": {')
      const story = await scenario()
      const environment = { GITHUB_EVENT_PATH: join(folder, name) }
      const { exitCode, log, outputs } = await story.run({ mode: 'check' }, { environment })
      expect(log).not.toMatch(/JSON|GITHUB_EVENT_PATH|EISDIR/)
      expect(log).toContain('::error::Drift found: file.')
      expect({ exitCode, drift: outputs['drift'] }).toEqual({ exitCode: 1, drift: 'true' })
    },
  )

  test.for(['not a URL', 'ftp://api.acme.example', 'api.acme.example'])(
    'that is "%s" in the place of GITHUB_API_URL is a problem with its name, and no matter in mode render',
    async (value, { expect }) => {
      const environment = { GITHUB_API_URL: value }
      for (const mode of ['pull-request', 'check']) {
        const result = await runAction({ inputs: { ...VALUES, mode, token: 'ghs_token' }, environment })
        expect(result.exitCode).toBe(1)
        expect(result.log).toContain(
          '::error::environment variable GITHUB_API_URL: The value is not an http or https address. The runner sets it: remove what overwrites it.',
        )
        expect(failureOf(result)).toContain('1 problem')
      }
      expect((await render(environment)).exitCode).toBe(0)
    },
  )

  test.for([
    ['is not there', '/nowhere/roots.pem', 'ENOENT'],
    ['holds no certificate', join(import.meta.dirname, '../../package.json'), 'ERR_OSSL_PEM_NO_START_LINE'],
  ] as const)(
    'that names a file in MOBILE_SSO_TEST_ROOTS which %s is a problem with its name',
    async ([, path, code], { expect }) => {
      const story = await scenario()
      const result = await story.run(
        { mode: 'check', 'connections-url': 'https://127.0.0.1:9' },
        { environment: { MOBILE_SSO_TEST_ROOTS: path } },
      )
      expect(result.exitCode).toBe(1)
      expect(result.log).toContain(
        `::error::environment variable MOBILE_SSO_TEST_ROOTS: The file that it names cannot be read as a certificate in PEM form (${code}). Remove the variable`,
      )
      expect(result.log).not.toMatch(/\n\s+at /)
      // The file was compared before, and it differs.
      expect(result.outputs['drift']).toBe('true')
    },
  )
})

describe.concurrent('the process', () => {
  test('goes on when nobody reads its log any more, and writes its outputs', async ({ expect }) => {
    const result = await runAction({
      inputs: { mode: 'render', ...VALUES },
      files: FILES,
      started: ({ stdout }) => stdout?.destroy(),
    })
    expect(result.log).toBe('')
    expect(result.exitCode).toBe(0)
    expect(result.outputs['changed']).toBe('true')
    expect(result.summary).not.toBe('')
  })

  test('that fails before its run says where in one line, and no secret', async ({ expect }) => {
    const result = await runAction({
      inputs: { mode: 'render', ...VALUES },
      nodeArguments: importing(`process.cwd = () => { throw new TypeError(atob('cGE1NXdvcmQ=')) }`),
    })
    expect(result.exitCode).toBe(1)
    expect(result.log).toMatch(
      /^::error::The action itself failed: TypeError at [^\n]+:\d+:\d+\. What it wrote is unknown; it is safe to run again\. Please report this with the version of the action\.\n$/,
    )
    expect(result.log).not.toContain('pa55word')
  })

  test('of a whole check does not load what Node.js has for fetch: that takes as long as its start', async ({
    expect,
  }) => {
    const story = await scenario()
    const nodeArguments = importing(
      `process.on('exit', () => console.log('LOADED', process.moduleLoadList.join()))`,
    )
    const { log, outputs } = await story.run({ mode: 'check' }, { nodeArguments })
    expect(outputs['drift']).toBe('true')
    expect(log).toMatch(/LOADED .*\b_http_client\b/)
    expect(log).not.toContain('deps/undici')
  })

  test.for([
    [{ mode: 'render' }, 650_000],
    [{ mode: 'check' }, 900_000],
    [{}, 900_000],
  ] as const)('with %j reads no more of dist than %i bytes', async ([inputs, most], { expect }) => {
    const story = await scenario()
    const { log } = await story.run(inputs, { nodeArguments: TELL_LOADED, files: FILES })
    const bytes = bytesOfDist(log)
    expect(bytes).toBeGreaterThan(100_000)
    expect(bytes).toBeLessThan(most)
  })

  test.for(['pull-request', 'check'])(
    'of mode %s refuses NODE_TLS_REJECT_UNAUTHORIZED=0 together with what else is wrong, and sends nothing',
    async (mode, { expect }) => {
      const story = await scenario()
      const result = await story.run(
        { mode, 'tenant-id': 'consumers' },
        { environment: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } },
      )
      expect(result.exitCode).toBe(1)
      expect(result.log).toMatch(
        /environment variable NODE_TLS_REJECT_UNAUTHORIZED: .* set NODE_EXTRA_CA_CERTS /,
      )
      expect(result.log).toContain('input tenant-id')
      expect(failureOf(result)).toContain('2 problems')
      expect(story.requests()).toEqual([])
    },
  )

  test('of mode render has no use for NODE_TLS_REJECT_UNAUTHORIZED and bad proxies', async ({ expect }) => {
    const { exitCode } = await render({ NODE_TLS_REJECT_UNAUTHORIZED: '0', https_proxy: 'socks5://proxy' })
    expect(exitCode).toBe(0)
  })

  test.for([
    ['the pull request alone is looked at', {}],
    [
      'the endpoints are of another provider',
      {
        mode: 'check',
        'fail-on-drift': 'false',
        'authorize-endpoint-url': 'https://idp.example/a',
        'token-endpoint-url': 'https://idp.example/t',
        scope: 'openid',
      },
    ],
  ] as const)(
    'does not mind a bad proxy that no request is sent through, as %s',
    async ([, inputs], { expect }) => {
      const story = await scenario()
      const { exitCode, log } = await story.run(inputs, { environment: { https_proxy: 'socks5://proxy' } })
      expect(exitCode, log).toBe(0)
      expect(log).not.toContain('environment variable https_proxy')
    },
  )

  test('tells once which entries of no_proxy it does not understand', async ({ expect }) => {
    const story = await scenario()
    const result = await story.run(
      { mode: 'check' },
      { environment: { https_proxy: '127.0.0.1:9', no_proxy: '10.*,*.acme.example' } },
    )
    expect(result.log.match(/::warning::no_proxy: .*/g)).toEqual([
      '::warning::no_proxy: "10.*" is not recognised, so it does not bypass the proxy. Write host, .domain, host:port, an IP address or a network such as 10.0.0.0/8.',
    ])
  })
})

/** Of the machine, beside the one of the project; CI has them too. */
const OLD_NODES = [
  ...(process.env['OLD_NODES'] ?? '').split(':'),
  '/usr/bin/node',
  '/usr/local/bin/node',
].filter((file) => {
  const stdout = existsSync(file) ? String(spawnSync(file, ['-v']).stdout) : ''
  return stdout !== '' && Number.parseInt(stdout.slice(1), 10) < 24
})

describe('an older Node.js', () => {
  const DIST = join(import.meta.dirname, '../../dist')
  const NEEDED =
    /^::error::mobile-sso-config needs Node\.js 24 or later; this is v(\d+)\.\S+\. In an action's metadata, write "using: node24"/

  test.skipIf(OLD_NODES.length === 0)('is told which one is needed, first and only', ({ expect }) => {
    for (const node of OLD_NODES) {
      const { status, stdout, stderr } = spawnSync(node, [join(DIST, 'index.js')], {
        encoding: 'utf8',
        env: {},
      })
      expect(stdout).toMatch(NEEDED)
      expect({ status, stderr, lines: stdout.trim().split('\n').length }).toEqual({
        status: 1,
        stderr: '',
        lines: 1,
      })
    }
  })

  test('is told so before anything of the action is loaded that it may not be able to read', ({ expect }) => {
    const folder = temporaryFolder('old-node-')
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    writeFileSync(join(folder, 'index.js'), readFileSync(join(DIST, 'index.js')))
    // The rest of dist is not there.
    const pretend =
      importing(`Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } })
      Object.defineProperty(process, 'version', { value: 'v20.1.0' })`)
    const { status, stdout, stderr } = spawnSync(process.execPath, [...pretend, join(folder, 'index.js')], {
      encoding: 'utf8',
    })
    assert.equal(stderr, '')
    expect(stdout).toMatch(NEEDED)
    expect(status).toBe(1)
  })
})
