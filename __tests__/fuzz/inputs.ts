import assert from 'node:assert/strict'
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { openWorkspace, readInputs } from '../../src/inputs/index.ts'
import { main } from '../../src/main.ts'
import { Deadline } from '../../src/network/index.ts'
import { pullRequestBody } from '../../src/report/index.ts'
import { NO_OUTPUTS } from '../../src/report/outputs.ts'
import type { RunResult } from '../../src/report/run-result.ts'
import { type RecordingCore, recordingCore } from '../report/recording-core.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { hostileLine, hostileText, longLine } from './hostile-text.ts'
import { assertNoCommand } from './log-safety.ts'
import { assertHarmless } from './markdown-safety.ts'
import type { FuzzTarget } from './target.ts'

export interface InputsCase {
  readonly inputs: Readonly<Record<string, string>>
  /** Values and names that the file in the workspace holds. */
  readonly file: readonly string[]
  readonly secret: string
}

const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'

/** Paths that lead, or seem to lead, somewhere else; links are made below. */
const PATHS = [
  'mobile-config.xml',
  'folder/mobile-config.xml',
  'new/folder/mobile-config.xml',
  '../outside/secret.xml',
  'folder/../../outside/secret.xml',
  'out/secret.xml',
  'out/new.xml',
  'out-file.xml',
  'folder/out/secret.xml',
  'nowhere/new.xml',
  'nowhere.xml',
  'loop',
  'loop/a.xml',
  'in/mobile-config.xml',
  '.git/config',
  '.GIT/config',
  '.git./config',
  '.git /config',
  'git~1/config',
  '.g\u200cit/config',
  '.git::$INDEX_ALLOCATION/config',
  'git-link/config',
  'git-link/new.xml',
  'git-file.xml',
  'folder',
  '.',
  '..',
  '',
  '/',
  '/etc/passwd',
  '//etc/passwd',
  '..\\outside\\secret.xml',
  'C:\\secret.xml',
  '\\\\server\\share\\x',
  'a\u0000b.xml',
  'mobile-config.xml\u0000',
  'x'.repeat(5000),
  `${'a/'.repeat(2000)}a`,
  '::set-output name=changed::true',
  '@octocat #1 <b>.xml',
  'a\u202elmx.xml',
  'x|y\\|z`.xml',
]
const path = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PATHS) },
  { weight: 1, arbitrary: hostileText },
)

const guid = fc.constantFrom(TENANT, CLIENT, CLIENT.toUpperCase())
const url = fc.constantFrom(
  `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/authorize`,
  `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
  'https://idp.example/authorize?x=|<b>@octocat',
  'https://idp.example/token\\|',
  'https://user:password@idp.example/token',
  'https://idp.example/\u202e/token',
  `https://login.microsoft\u200bonline.com/${TENANT}/oauth2/v2.0/token`,
  `https://login.microsoftonl\u0456ne.com/${TENANT}/oauth2/v2.0/token`,
  `https://login.microsoftonline.com:8443/${TENANT}/x/%2e%2e/oauth2/v2.0/token`,
  'https://idp.example/`@octocat`/[x](y)/token',
)

/** Every input, each with values that may be right and with values that are wrong in every way. */
const INPUTS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'provider-properties': fc.constantFrom(
    'provider_1.scope=openid',
    'provider_1.clientSecret=x9Q~secret-value',
    'secret: x9Q~secret-value',
  ),
  'provider-properties-file': path,
  'provider-id': fc.constantFrom('provider_1', '__proto__', 'provider_1.x'),
  'tenant-id': fc.oneof(guid, fc.constantFrom('common', 'contoso.com', 'consumers')),
  'client-id': guid,
  'authorize-endpoint-url': url,
  'token-endpoint-url': url,
  scope: fc.constantFrom(
    'openid',
    'openid |@octocat| `x`',
    'api://8f14e45f-ceea-4a7e-9c4d-0b4d1e1f2a3b/default',
    '<b>',
  ),
  'authorization-parameters': fc.constantFrom('a={MT_ORGNAME}', 'a=\\|@octocat', 'state={x}', 'a=<b>&b=`'),
  settings: fc.oneof(
    hostileLine.map((text) => `RejectUntrustedCertificates = ${text}`),
    hostileLine.map((text) => `GH-1 = ${text}`),
    hostileText,
  ),
  'config-repository': fc.constantFrom(
    'acme/config',
    'acme/config.git',
    'https://user:password@github.com/a/b',
  ),
  'config-path': path,
  'wsadmin-script': fc.oneof(
    path.map((text) => `file:${text}`),
    fc.constantFrom('off', 'body', 'file:', 'FILE:x.py', '::set-output::'),
  ),
  base: fc.constantFrom('main', 'refs/heads/main', '../x', '-x'),
  template: path,
  branch: fc.constantFrom('x', 'a..b', 'a b', '\u202ex'),
  title: hostileText,
  body: hostileText,
  'commit-message': hostileText,
  labels: hostileText,
  assignees: fc.constantFrom('octocat', '@octocat', 'a b'),
  reviewers: fc.constantFrom('octocat', '../x'),
  'team-reviewers': fc.constantFrom('admins', 'acme/admins'),
  draft: fc.constantFrom('true', 'TRUE', 'yes'),
  'azure-reconcile': fc.constantFrom('off', 'check', 'apply', 'Off'),
  'azure-tenant-id': guid,
  'azure-client-id': guid,
  'azure-client-secret': hostileText,
  'azure-client-certificate': fc
    .tuple(fc.constantFrom('\n', '\\n', '\\\\r\\\\n', ' ', '\n    '), fc.boolean())
    .map(([lineEnd, isEncoded]) => {
      const block = (label: string) => [`-----BEGIN ${label}-----`, 'AAAA', `-----END ${label}-----`]
      const pem = [...block('PRIVATE KEY'), ...block('CERTIFICATE')].join(lineEnd)
      return isEncoded ? Buffer.from(pem).toString('base64') : pem
    }),
  'redirect-uris': fc.constantFrom(
    'com.x://y',
    'Mobile',
    'desktop',
    'constructor',
    'javascript:alert(1)',
    'https://user:password@x/',
  ),
  'azure-authority-host': fc.constantFrom(
    'login.microsoftonline.us',
    'login.rnicrosoftonline\u3002us',
    'https://x/y',
    'x y',
  ),
  'graph-url': fc.constantFrom('https://graph.microsoft.us', 'http://graph.microsoft.com'),
  'connections-url': fc.constantFrom(
    'https://connections.example.com',
    'http://x',
    'https://user:password@x',
  ),
  'certificate-warning-days': fc.constantFrom('30', '-1', '1e9'),
  'fail-on-drift': fc.constantFrom('true', 'no'),
}
const NAMES = Object.keys(INPUTS)

/** The modes that read the network are looked at with hostile answers; here what they would refuse before it. */
const mode = fc.oneof(
  { weight: 12, arbitrary: fc.constant('render') },
  { weight: 1, arbitrary: fc.constantFrom('check', 'pull-request', 'Render', '__proto__', '\n::error::x') },
)

const given = fc
  .subarray(NAMES, { maxLength: 5 })
  .chain((names) =>
    fc
      .tuple(
        ...names.map((name) =>
          fc.oneof({ weight: 3, arbitrary: INPUTS[name]! }, { weight: 1, arbitrary: hostileText }),
        ),
      )
      .map((values) => Object.fromEntries(names.map((name, index) => [name, values[index]!]))),
  )

/** Secrets that stand in texts and reports anyway. */
const WORDS = ['2025', 'what', 'find', 'MSSO006', 'MSSO011', 'warning', 'file', 'render', 'entra', 'values']

const value = fc.oneof({ weight: 9, arbitrary: hostileLine }, { weight: 1, arbitrary: longLine })

const input: fc.Arbitrary<InputsCase> = fc
  .record({
    mode,
    given,
    isComplete: fc.boolean(),
    file: fc.tuple(value, value, value),
    secret: fc.constantFrom(
      'x9Q~secret-value',
      'a_b*c~d|e',
      'p@ss#1&<>"w',
      'line one\nline two of it',
      ...WORDS,
      '****1',
    ),
  })
  .map(({ mode: wanted, given: some, isComplete, file, secret }) => ({
    inputs: {
      mode: wanted,
      // Without a token the other modes stop before they ask the network.
      ...(wanted === 'render' ? { token: secret } : { 'azure-client-secret': secret }),
      ...(isComplete ? { 'tenant-id': TENANT, 'client-id': CLIENT } : {}),
      ...some,
    },
    file,
    secret,
  }))

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A file whose values are hostile, and hold a secret. */
function configOf([first, second, third]: readonly string[], secret: string): string {
  const encoded = Buffer.from(secret).toString('base64')
  const values = [first, `${second}${secret}`, `${third} ${encoded}`].map((value) => escaped(value ?? ''))
  return `<config xmlns="http://www.ibm.com/mobile-config">
  <RejectUntrustedCertificates>${values[0]}</RejectUntrustedCertificates>
  <SecuritySettings enabled="${values[1]!.replaceAll('"', '&quot;')}">
    <AuthType>${values[1]}</AuthType>
    <OAuthScopes>${values[2]}</OAuthScopes>
    <OAuthTokenURL><!-- ${values[0]!.replaceAll('-', '')} --></OAuthTokenURL>
  </SecuritySettings>
</config>
`
}

const FILES = ['mobile-config.xml', 'folder/mobile-config.xml']
const LINKS = {
  out: '../outside',
  'out-file.xml': '../outside/secret.xml',
  'folder/out': '../../outside',
  nowhere: '../outside/not-there',
  'nowhere.xml': '../outside/not-there.xml',
  loop: 'loop',
  in: 'folder',
  'git-link': '.git',
  'git-file.xml': '.git/config',
}

const folder = temporaryFolder('fuzz-inputs-')
const workspace = join(folder, 'workspace')
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
let isMade = false

/** A workspace beside a folder that is none of its business, with links of every kind. Made anew when a run has written to it. */
function makeWorkspace(config: string): void {
  if (!isMade) {
    rmSync(folder, { recursive: true, force: true })
    for (const name of ['workspace/folder', 'workspace/.git', 'outside'])
      mkdirSync(join(folder, name), { recursive: true })
    for (const name of ['outside/secret.xml', 'workspace/.git/config'])
      writeFileSync(join(folder, name), configOf([], 'x'))
    for (const [name, to] of Object.entries(LINKS)) symlinkSync(to, join(workspace, name))
    isMade = true
  }
  for (const name of FILES) writeFileSync(join(workspace, name), config)
}

/** Every file and link with its content. */
function snapshot(top: string, below = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const name of readdirSync(join(top, below))) {
    const way = join(below, name)
    const stat = lstatSync(join(top, way))
    if (stat.isSymbolicLink()) found.set(way, `-> ${readlinkSync(join(top, way))}`)
    else if (stat.isDirectory()) for (const [key, content] of snapshot(top, way)) found.set(key, content)
    else found.set(way, readFileSync(join(top, way), 'utf8'))
  }
  return found
}

let untouched: ReadonlyMap<string, string> | undefined

async function check({ inputs, file, secret }: InputsCase): Promise<void> {
  const config = configOf(file, secret)
  makeWorkspace(config)
  assertReadAsWritten(inputs)
  untouched ??= snapshot(folder)
  const before = new Map([
    ...untouched,
    ...FILES.map((name) => [join('workspace', name), config.toWellFormed()] as const),
  ])
  const core = await run(inputs)
  const after = snapshot(folder)
  isMade =
    before.size === after.size &&
    [...before].every(([way, content]) => FILES.includes(way) || after.get(way) === content)
  assertReported(core, secret)
  assertWritten(before, after, core)
}

/** No wrong word is taken for one that is known, and no wrong credential for none. */
function assertReadAsWritten(given: Readonly<Record<string, string>>): void {
  const core = recordingCore(given)
  const read = readInputs(core, { GITHUB_REPOSITORY: 'acme/config' }, openWorkspace(workspace))
  const mode = core.getInput('mode') || 'pull-request'
  const isMode = ['pull-request', 'check', 'render'].includes(mode)
  assert.equal(read.inputs.mode, isMode ? mode : undefined)
  const reconcile = core.getInput('azure-reconcile') || 'off'
  assert.equal(read.inputs.azure === undefined, reconcile === 'off')
  if (!read.ok || !read.inputs.azure) return
  const { credential, reconcile: effect } = read.inputs.azure
  assert.equal(effect, mode === 'check' ? 'check' : reconcile)
  const isSecret = core.getInput('azure-client-secret') !== ''
  const isCertificate = core.getInput('azure-client-certificate') !== ''
  assert.equal(credential?.kind, isSecret ? 'secret' : isCertificate ? 'certificate' : 'federated')
}

async function run(inputs: Readonly<Record<string, string>>): Promise<RecordingCore> {
  const core = recordingCore(inputs)
  await main({
    core,
    environment: {
      GITHUB_WORKSPACE: workspace,
      GITHUB_STEP_SUMMARY: 'summary',
      GITHUB_REPOSITORY: 'acme/config',
    },
    currentFolder: workspace,
    fetch: async () => {
      throw new TypeError('fetch failed')
    },
    publicRoots: [],
    deadline: new Deadline(60),
    wait: async () => undefined,
  })
  return core
}

/** At the most GitHub's limit for a job summary, in bytes. */
const LONGEST_SUMMARY = 1_048_576
const LONGEST_REPORT = 100_000
const LONGEST_LINE = 51_000

function assertReported(core: RecordingCore, secret: string): void {
  assert.deepEqual(Object.keys(core.outputs).toSorted(), Object.keys(NO_OUTPUTS).toSorted())
  for (const line of core.lines) assertNoCommand(line)
  const { failure = '', written, annotations, errors, outputs } = core
  assert.doesNotMatch(failure, /undefined|\[object|is not a function|Cannot |Invalid |stack/)
  assert.ok(Buffer.byteLength(written) <= LONGEST_SUMMARY)
  assertHarmless(written, 'the summary')
  assert.ok(Buffer.byteLength(outputs['report']!) <= LONGEST_REPORT)
  assert.ok(errors.length <= 9 && annotations.length + errors.length < 30, 'GitHub shows no more annotations')
  for (const text of [failure, ...core.lines, ...errors]) assert.ok(text.length <= LONGEST_LINE)
  const report = outputs['report'] ? JSON.parse(outputs['report']) : undefined
  for (const origin of ['file', 'template', 'skeleton'] as const)
    if (report) {
      const body = bodyOf(report, origin)
      assertHarmless(body, `the pull request made from the ${origin}`)
      assert.equal(bodyOf(report, origin, body), body, 'a second run writes another text')
      const updated = bodyOf(otherwise(report), origin, body)
      assertHarmless(updated, `the pull request made from the ${origin}, brought up to date`)
      assert.equal(bodyOf(otherwise(report), origin, updated), updated, 'an update is written again')
    }
  const told = [
    failure,
    written,
    ...core.lines,
    ...errors,
    ...annotations.map(([text]) => text),
    ...texts(report),
  ]
  // A secret that is a word of the action's own texts can't be told from it.
  const encoded = Buffer.from(secret).toString('base64').replace(/=*$/, '')
  const parts = WORDS.includes(secret) ? [] : [...secret.split('\n'), encoded]
  for (const part of parts)
    for (const text of told) assert.ok(!text.includes(part), `the secret ${secret} is told: ${text}`)
}

/** All texts of a report; its own keys and words are no secrets. */
function texts(report: unknown): string[] {
  if (typeof report === 'string') return [report]
  return typeof report === 'object' && report !== null ? Object.values(report).flatMap(texts) : []
}

interface Report {
  readonly file: { readonly path: string; readonly changes: RunResult['changes'] }
  readonly findings: RunResult['findings']
}

/** The same with each second value different, each third setting gone and a new one. */
function otherwise(report: Report): Report {
  const { changes } = report.file
  const others = changes.map((each, index) => (index % 2 ? each : { ...each, after: `${each.after}x` }))
  const kept = others.filter((_, index) => index % 3 !== 2)
  const added = kept.slice(0, 1).map((each) => ({ ...each, setting: `${each.setting}/@x` }))
  return { ...report, file: { ...report.file, changes: [...kept, ...added] } }
}

function bodyOf(
  { file: { path: configPath, changes }, findings }: Report,
  origin: RunResult['origin'],
  existing = '',
): string {
  return pullRequestBody(
    {
      introduction: '',
      provider: { kind: 'entra', name: 'Microsoft Entra ID (Azure AD)' },
      path: configPath,
      changes,
      findings,
      documentation: 'docs/findings.md',
      registration: undefined,
      isChanged: true,
      origin,
      script: undefined,
      wanted: '0123456789abcdef',
    },
    existing,
  )
}

/** Only the files that config-path and wsadmin-script name may have changed, within the workspace and outside of git's folder. */
function assertWritten(
  before: ReadonlyMap<string, string>,
  after: Map<string, string>,
  { outputs, failure }: RecordingCore,
): void {
  const different = [...new Set([...before.keys(), ...after.keys()])].filter(
    (way) => before.get(way) !== after.get(way),
  )
  assert.ok(different.length <= 2, `written: ${different.join(', ')}`)
  if (failure !== undefined) assert.deepEqual(different, [])
  assert.equal(outputs['changed'], String(different.length > 0))
  for (const way of different) {
    assert.ok(way.startsWith(join('workspace', '')), `written outside: ${way}`)
    assert.doesNotMatch(way, /[/\\]\.git[/\\]/i)
    assert.ok(!after.get(way)?.startsWith('->'))
    if (before.has(way)) assert.ok(!before.get(way)!.startsWith('->'), 'a link was replaced')
  }
}

export const inputs: FuzzTarget<InputsCase> = { name: 'inputs', share: 1, input, check }
