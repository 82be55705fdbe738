import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Inputs, readInputs } from '../../src/inputs/inputs.ts'
import { derivedBranch } from '../../src/inputs/rules.ts'
import { openWorkspace } from '../../src/inputs/workspace.ts'
import { problemText } from '../../src/problems.ts'
import { recordingCore } from '../report/recording-core.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'

function read(inputs: Record<string, string>, files: Record<string, string | Uint8Array> = {}) {
  const root = temporaryFolder('inputs-')
  for (const [name, content] of Object.entries(files)) writeFileSync(join(root, name), content)
  const core = recordingCore({ token: 'ghs_token', ...inputs })
  const result = readInputs(core, { GITHUB_REPOSITORY: 'acme/connections' }, openWorkspace(root))
  const problems = result.ok ? [] : result.problems
  return { ...result, problems, core, texts: problems.map(problemText) }
}

/** The inputs, with which nothing is wrong. */
function readValid(...given: Parameters<typeof read>): Inputs {
  const result = read(...given)
  expect(result.texts).toEqual([])
  if (!result.ok) throw new Error('the inputs are refused without a problem')
  return result.inputs
}

test("without inputs the defaults of the workflow's own repository apply", () => {
  expect(readValid({})).toMatchObject({
    mode: 'pull-request',
    configPath: 'mobile-config.xml',
    configRepository: { owner: 'acme', repo: 'connections' },
    base: undefined,
    branch: derivedBranch('mobile-config.xml', undefined),
    title: '',
    wsadminScript: 'body',
    labels: [],
    draft: false,
    template: undefined,
    values: { providerId: 'provider_1' },
  })
})

test('lists are separated by commas or lines, without blanks and repetitions', () => {
  const inputs = readValid({
    labels: ' sso, mobile\nsso ,,\r\nazure ',
    reviewers: 'octocat',
    'team-reviewers': 'mobile-admins',
    assignees: 'app[bot]',
  })
  expect(inputs.labels).toEqual(['sso', 'mobile', 'azure'])
  expect(inputs).toMatchObject({
    reviewers: ['octocat'],
    teamReviewers: ['mobile-admins'],
    assignees: ['app[bot]'],
  })
})

describe("redirect-uris takes words for the apps' addresses", () => {
  const MOBILE = 'com.ibm.ibmscp://com.ibm.mobile.connections/token'
  const DESKTOP = 'com.ibm.ibmscp://com.ibm.desktop.connections'
  test.each([
    ['', [MOBILE]],
    ['mobile', [MOBILE]],
    ['mobile, desktop', [MOBILE, DESKTOP]],
    ['Desktop\nMOBILE', [DESKTOP, MOBILE]],
    [`desktop, com.example.app://path, ${DESKTOP}`, [DESKTOP, 'com.example.app://path']],
    [`${MOBILE},mobile`, [MOBILE]],
  ])('"%s"', (given, wanted) => {
    const { redirectUris } = readValid({ 'azure-reconcile': 'check', 'redirect-uris': given })
    expect(redirectUris).toEqual(wanted)
  })
})

test('token and client secrets are masked the moment they are read', () => {
  const { core } = read({
    'provider-properties': 'provider_1.clientSecret=s3cr3t~value\nprovider_1.clientId=x',
  })
  expect(core.secrets).toEqual(['ghs_token', 's3cr3t~value'])
})

describe('a file with provider properties may be in', () => {
  const TEXT = 'provider_1.clientId=abc\r\nprovider_1.clientSecret=s3cr3t~value\r\n'
  test.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16LE with a byte order mark', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['UTF-16BE with a byte order mark', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()],
  ])('%s', (_, bytes) => {
    const { inputs, core, problems } = read({ 'provider-properties-file': 'p.txt' }, { 'p.txt': bytes })
    expect(problems).toEqual([])
    expect(inputs.values.providerProperties.properties[0]).toEqual({
      name: 'provider_1.clientId',
      value: 'abc',
      line: 1,
    })
    expect(core.secrets).toEqual(['ghs_token', 's3cr3t~value'])
  })

  test.each([
    ['UTF-16LE', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16BE', Buffer.from(TEXT, 'utf16le').swap16()],
  ])('not in %s without a mark', (encoding, bytes) => {
    const { inputs, texts } = read({ 'provider-properties-file': 'p.txt' }, { 'p.txt': bytes })
    expect(texts).toEqual([
      `input provider-properties-file: The file holds zero bytes, as text in ${encoding} does, but no byte order mark. Save it as UTF-8; in PowerShell, with "| Out-File -Encoding utf8 <file>" in the place of ">".`,
    ])
    expect(inputs.values.providerProperties.properties).toEqual([])
  })
})

test.each([
  ['ghs_first\nghs_second', 'a line break'],
  ['Bearer ghs_first', 'a space'],
  ['ghs_\u200bfirst', 'a character'],
])('a token that can not be one is refused and never shown: %j', (token, what) => {
  const { texts, core } = read({ token })
  expect(texts).toEqual([
    `input token: The token holds ${what} that no token has. Store the token alone in the secret, in one line: without "Bearer", quotes, and what was copied with it.`,
  ])
  expect(texts.join()).not.toMatch(/first|second/)
  expect(core.secrets).toContain(token)
  expect(read({ token, mode: 'render' }).texts).toEqual([])
})

test('a private key is masked in the form that was given, in the one that is used, and line by line', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  for (const given of [Buffer.from(pem).toString('base64'), pem.replaceAll('\n', '\\n')]) {
    const { core } = read({
      'azure-reconcile': 'check',
      'azure-client-certificate': given,
      ...{ 'azure-client-id': CLIENT, 'azure-tenant-id': CLIENT },
    })
    expect(core.secrets).toEqual(expect.arrayContaining([given, pem, pem.split('\n')[3]]))
  }
})

test('only the value of a secret property is masked, and no word of a line that is not understood', () => {
  const { core } = read({
    'provider-properties':
      'clientSecret: see the password safe of the production environment\nprovider_1.clientSecret=s3cr3t~value',
  })
  expect(core.secrets).toEqual(['ghs_token', 's3cr3t~value'])
})

test('provider properties and the template are read from the workspace', () => {
  const inputs = readValid(
    { 'provider-properties-file': 'provider.txt', template: 'start.xml', draft: 'TRUE' },
    { 'provider.txt': 'provider_1.clientId=abc', 'start.xml': '<config/>' },
  )
  expect(inputs.values.providerProperties.properties).toEqual([
    { name: 'provider_1.clientId', value: 'abc', line: 1 },
  ])
  expect(inputs.values.providerPropertiesFrom).toBe('provider-properties-file provider.txt')
  expect(String(inputs.template?.bytes)).toBe('<config/>')
  expect(inputs.draft).toBe(true)
})

test('a repository may belong to an Enterprise Managed User, whose name holds an underscore', () => {
  expect(readValid({ 'config-repository': 'jdoe_acme/config.d' }).configRepository).toEqual({
    owner: 'jdoe_acme',
    repo: 'config.d',
  })
})

test('a word that is no mode is never read as one', () => {
  const result = read({ mode: 'Render' })
  expect(result).toMatchObject({ ok: false, inputs: { mode: undefined } })
})

test('a certificate that cannot be used is never taken for workload identity federation', () => {
  const inputs = { 'azure-reconcile': 'apply', 'azure-client-certificate': 'no certificate' }
  const result = read(inputs)
  expect(result).toMatchObject({ ok: false, inputs: { azure: { credential: undefined } } })
  expect(result.problems).toMatchObject([{ where: 'input azure-client-certificate' }])
  expect(readValid({ 'azure-client-certificate': 'no certificate' }).azure).toBeUndefined()
})

test('in mode check the app registration is only looked at, also with azure-reconcile: apply', () => {
  const apply = { 'azure-reconcile': 'apply' }
  expect(readValid({ mode: 'check', ...apply }).azure?.reconcile).toBe('check')
  expect(readValid(apply).azure?.reconcile).toBe('apply')
})

describe('bad inputs are named', () => {
  test.each<[Record<string, string>, string]>([
    [{ mode: 'apply' }, 'input mode: "apply" is not known. Use one of: pull-request, check, render.'],
    [
      { token: '' },
      'input token: There is no token. Leave the input out to use github.token, or pass a GitHub App token.',
    ],
    [{ draft: 'yes' }, 'input draft: "yes" is neither true nor false. Use true or false.'],
    [
      { 'config-repository': 'https://github.com/acme/config' },
      'input config-repository: "https://github.com/acme/config" is not the name of a repository. Write owner/name, without a host and without ".git".',
    ],
    [
      { 'config-repository': 'acme/..' },
      'input config-repository: "acme/.." is not the name of a repository. Write owner/name, without a host and without ".git".',
    ],
    [
      { 'config-repository': 'acme/config.git' },
      'input config-repository: "acme/config.git" is not the name of a repository. Write owner/name, without a host and without ".git".',
    ],
    [
      { 'config-repository': 'https://x-access-token:ghp_pa55word@github.com/acme/config' },
      'input config-repository: "…@github.com/acme/config" is not the name of a repository. Write owner/name, without a host and without ".git".',
    ],
    [
      {
        'azure-reconcile': 'check',
        'azure-authority-host': 'https://user:pa55word@login.microsoftonline.us',
      },
      'input azure-authority-host: "…@login.microsoftonline.us" is not the address of a service. Write https:// and the host, without a path.',
    ],
    [
      { 'azure-reconcile': 'check', 'redirect-uris': 'https://user:pa55word@connections.example.com/x' },
      'input redirect-uris: The redirect URI "…@connections.example.com/x" holds a user name or password. Remove the part before "@".',
    ],
    [
      { 'azure-reconcile': 'check', 'redirect-uris': 'mobile, tablet' },
      'input redirect-uris: "tablet" is not a redirect URI. Write "mobile", "desktop", or a URI with its scheme, such as "com.example.app://path".',
    ],
    [
      {
        'azure-reconcile': 'check',
        'redirect-uris': `https://user:pa55word@connections.example.com/${'x'.repeat(256)}`,
      },
      'input redirect-uris: The redirect URI "…@connections.example.com/xxxxxxxxxxxxxx…" has more than 256 characters. Entra refuses it.',
    ],
    [
      { 'config-path': '/mobile-config.xml' },
      'input config-path: "/mobile-config.xml" starts with "/". Give the path relative to the top of the repository.',
    ],
    [
      { 'config-path': '../mobile-config.xml' },
      'input config-path: "../mobile-config.xml" holds an empty, "." or ".." segment. Give the plain path of a file.',
    ],
    [
      { 'config-path': 'a//b.xml' },
      'input config-path: "a//b.xml" holds an empty, "." or ".." segment. Give the plain path of a file.',
    ],
    [
      { 'config-path': 'a\\b.xml' },
      'input config-path: "a\\b.xml" holds a backslash. Separate folders with "/".',
    ],
    [
      { 'config-path': 'a\nb.xml' },
      'input config-path: The path holds a line break at character 2. Remove it.',
    ],
    [
      { 'config-path': '.git/config' },
      'input config-path: ".git/config" lies in git\'s own folder. Give another path.',
    ],
    [
      { base: 'a b' },
      'input base: "a b" is not a name that git allows for a branch. Use letters, digits, "-", "_", "." and "/".',
    ],
    [
      { branch: 'x.lock' },
      'input branch: "x.lock" is not a name that git allows for a branch. Use letters, digits, "-", "_", "." and "/".',
    ],
    [
      { branch: 'refs/heads/x' },
      'input branch: "refs/heads/x" starts with "refs/". Give the short name of the branch.',
    ],
    [{ branch: 'main', base: 'main' }, 'input branch: "main" is the base branch. Choose another name.'],
    [
      { title: 'x'.repeat(257) },
      'input title: The title has more than 256 characters. Shorten it; GitHub refuses it.',
    ],
    [{ title: 'a\nb' }, 'input title: The title has more than one line. Put the rest into body.'],
    [
      { labels: 'x'.repeat(51) },
      'input labels: The label "xxxxxxxxxxxxxxxxxxxx…" has more than 50 characters. Shorten it; GitHub refuses it.',
    ],
    [
      { reviewers: '@octocat' },
      'input reviewers: "@octocat" is not a user name. Write user names without "@", separated by commas or lines.',
    ],
    [
      { assignees: 'a b' },
      'input assignees: "a b" is not a user name. Write user names without "@", separated by commas or lines.',
    ],
    [
      { 'team-reviewers': '@acme/admins' },
      'input team-reviewers: "@acme/admins" is not the slug of a team. Write the team\'s slug without the organisation, "mobile-admins" for @acme/mobile-admins.',
    ],
    [
      { template: 'missing.xml' },
      'input template: There is no file "missing.xml" in the workspace. Check the path, and that a step before this one checks the repository out.',
    ],
    [
      { template: '../up.xml' },
      'input template: "../up.xml" leads out of the workspace. Give a path below the workspace, with "/" and without "..".',
    ],
    [
      { 'provider-properties-file': 'missing.txt' },
      'input provider-properties-file: There is no file "missing.txt" in the workspace. Check the path, and that a step before this one checks the repository out.',
    ],
  ])('%j', (inputs, text) => {
    expect(read(inputs).texts).toEqual([text])
  })

  test('and provider properties come from one place', () => {
    const { texts } = read(
      { 'provider-properties': 'a.b=c', 'provider-properties-file': 'p.txt' },
      { 'p.txt': 'a.b=d' },
    )
    expect(texts).toEqual([
      'input provider-properties-file: provider-properties is set as well. Set one of them.',
    ])
  })

  test("and the repository is one of them without the runner's environment", () => {
    const result = readInputs(recordingCore({ token: 'x' }), {}, openWorkspace(tmpdir()))
    expect(result.ok ? [] : result.problems.map(problemText)).toEqual([
      'input config-repository: It is not known which repository holds the file. Set it to owner/name.',
    ])
  })
})

test('two paths or two bases never share a derived branch', () => {
  const branches = [
    derivedBranch('a/b.xml', undefined),
    derivedBranch('a-b.xml', undefined),
    derivedBranch('a/b.xml', 'main'),
    derivedBranch('a/b.xml', 'test'),
  ]
  expect(new Set(branches).size).toBe(4)
  for (const branch of branches) expect(read({ branch }).problems).toEqual([])
})

test.each([
  [
    { 'wait-for-server-minutes': '61', mode: 'check', 'connections-url': 'https://c.example.com' },
    'at most 60',
  ],
  [{ 'wait-for-server-minutes': '5', mode: 'check' }, 'Only mode check with connections-url waits'],
  [{ 'wait-for-server-minutes': '5', 'connections-url': 'https://c.example.com' }, 'Only mode check'],
])('waiting for the server is refused for %j', (inputs, text) => {
  expect(read(inputs).texts).toEqual([expect.stringContaining(text)])
})

describe('wsadmin-script', () => {
  test.each([
    ['off', 'off'],
    ['body', 'body'],
    ['file:apply.py', { path: 'apply.py' }],
    ['file: ops/apply mobile.py', { path: 'ops/apply mobile.py' }],
    ['file:ops/', { folder: 'ops/' }],
    ['file:./', { folder: '' }],
  ])('may be %s', (value, wanted) => {
    expect(readValid({ mode: 'render', 'wsadmin-script': value }).wsadminScript).toEqual(wanted)
  })

  test.each([
    ['yes', 'Use body, off, or file: and a path in the repository, such as file:apply-mobile-config.py.'],
    ['file:', 'Use body, off, or file:'],
    ['yes', 'A folder, such as file:ops/, gets both scripts.'],
    ['file:/', 'starts with "/".'],
    ['file:ops//', 'holds an empty, "." or ".." segment.'],
    ['file:.github/workflows/', 'is a place for workflows.'],
    ['file:mobile-config.xml/', 'is where mobile-config.xml is.'],
    ['file:Mobile-Config.xml', 'is where mobile-config.xml is. Name another path for the script.'],
    ['file:mobile-config.xml/x.py', 'is where mobile-config.xml is.'],
    ['file:.github/workflows/x.yml', 'is a place for workflows.'],
    ['file:../x.py', 'holds an empty, "." or ".." segment.'],
    ['file:/etc/x.py', 'starts with "/".'],
    ['file:a\nb.py', 'The path holds a line break at character 2.'],
  ])('may not be %j', (value, text) => {
    expect(read({ 'wsadmin-script': value }).texts).toEqual([expect.stringContaining(text)])
  })

  test('may be a folder in which neither script is in the place of mobile-config.xml', () => {
    const inputs = { 'config-path': 'ops/export-mobile-config.py', 'wsadmin-script': 'file:ops/' }
    expect(read(inputs).texts).toEqual([
      'input wsadmin-script: "ops/export-mobile-config.py" is where mobile-config.xml is. Name another path for the script.',
    ])
  })
})

test('a list with more entries than any service takes is refused with one problem', () => {
  const { texts } = read({ reviewers: Array.from({ length: 300 }, (_, index) => `a-${index}`).join() })
  expect(texts).toEqual(['input reviewers: It has 300 entries. Give at most 256.'])
})

test('a title that would read as another one is refused, one with joined emoji is not', () => {
  expect(read({ title: 'Phones \u202elmx' }).texts[0]).toContain('U+202E (right-to-left override)')
  expect(read({ title: 'Phones \u{1f468}\u200d\u{1f469}' }).texts).toEqual([])
})

test.each(['body', 'commit-message'])(
  'a mark that turns the direction of writing is refused in %s',
  (input) => {
    expect(read({ [input]: 'Phones\n\u202elmx' }).texts).toEqual([
      `input ${input}: The text holds U+202E (right-to-left override) at character 8. Remove it.`,
    ])
  },
)

test('properties that are too long are refused under the name of their input', () => {
  const { texts } = read({ 'provider-properties': 'x\n'.repeat(100_001) })
  expect(texts[0]).toMatch(/^input provider-properties: It has 200\d+ characters/)
})
