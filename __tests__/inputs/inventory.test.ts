import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { problemsOfAll, readInventory } from '../../src/inputs/inventory.ts'
import { openWorkspace } from '../../src/inputs/workspace.ts'
import { type Problem, problemText } from '../../src/problems.ts'
import { recordingCore } from '../report/recording-core.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const FILE = 'fleet.json'

/** Reads an inventory as a step in mode check would. @param content undefined for no file */
function read(content: unknown, inputs: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder('inventory-')
  const isRaw = typeof content === 'string' || Buffer.isBuffer(content)
  if (content !== undefined)
    writeFileSync(join(folder, FILE), isRaw ? content : JSON.stringify(content, null, 2))
  const core = recordingCore({ mode: 'check', environments: FILE, ...inputs })
  return readInventory(core, { GITHUB_REPOSITORY: 'acme/config' }, openWorkspace(folder))!
}

const problems = (content: unknown, inputs?: Readonly<Record<string, string>>) =>
  read(content, inputs).problems.map(problemText)

const environment = (number: number, more: object = {}) => ({
  name: `test-${number}`,
  'config-path': `${number}/mobile-config.xml`,
  ...more,
})

describe('an inventory', () => {
  test('without the input environments is none', () => {
    const core = recordingCore({ mode: 'check' })
    expect(readInventory(core, {}, openWorkspace(temporaryFolder('inventory-')))).toBeUndefined()
  })

  test('gives each environment its own inputs, and those of the step for the rest', () => {
    const { environments, problems } = read(
      [environment(1, { base: ' release ', 'certificate-warning-days': 14, wave: 1 }), environment(2)],
      { base: 'main', 'tenant-id': 'contoso.com' },
    )
    expect(problems).toEqual([])
    const asked = environments.map(({ core }) =>
      ['config-path', 'base', 'tenant-id', 'certificate-warning-days', 'wave'].map((name) =>
        core.getInput(name),
      ),
    )
    expect(asked).toEqual([
      ['1/mobile-config.xml', 'release', 'contoso.com', '14', ''],
      ['2/mobile-config.xml', 'main', 'contoso.com', '', ''],
    ])
  })

  test("puts an entry's own properties file in the place of the step's properties", () => {
    const step = { 'provider-properties': 'provider_1.clientId=x' }
    const { environments } = read(
      [environment(1, { 'provider-properties-file': 'p.txt' }), environment(2)],
      step,
    )
    expect(environments.map(({ core }) => core.getInput('provider-properties'))).toEqual([
      '',
      step['provider-properties'],
    ])
  })

  test('takes an empty text in an entry for an input that is not set there', () => {
    const { environments } = read([environment(1, { 'connections-url': '' })], {
      'connections-url': 'https://connections.example.com',
    })
    expect(environments[0]!.core.getInput('connections-url')).toBe('')
  })

  test('may start with a byte order mark, as editors on Windows write it', () => {
    expect(problems(`\uFEFF${JSON.stringify([environment(1)])}`)).toEqual([])
  })

  test.each<[string, unknown, string]>([
    ['is missing', undefined, 'input environments: There is no file "fleet.json" in the workspace.'],
    ['is empty', '', 'fleet.json:1:1: It is not JSON. The text ends here.'],
    ['is an empty list', [], 'fleet.json: It is not a list of environments.'],
    ['is an object', environment(1), 'fleet.json: It is not a list of environments.'],
    ['is UTF-16', Buffer.from('\uFEFF[]', 'utf16le'), 'fleet.json: The file is not in UTF-8.'],
    [
      'lacks a comma',
      '[\n  {"name": "a"\n   "base": "b"}\n]',
      'fleet.json:3:4: It is not JSON. A comma or "}" is expected.',
    ],
    [
      'has a comma too many',
      '[\n  {"name": "a"},\n]',
      'fleet.json:3:1: It is not JSON. A value is expected.',
    ],
    ['has something behind its end', '[1] 2', 'fleet.json:1:5: It is not JSON. Nothing more is expected.'],
    [
      'has a backslash alone',
      '[{"name": "a\\d"}]',
      'fleet.json:1:11: It is not JSON. A text has no closing quote',
    ],
    ['has a comment', '[ // all\r\n]', 'fleet.json:1:3: It is not JSON. A value is expected.'],
    [
      'has a field twice',
      '[{"name": "a",\r\n"name": "b"}]',
      'fleet.json:2:1: It is not JSON. The object has this field',
    ],
    ['has a text as an entry', ['test'], 'fleet.json, entry 1: The entry is text.'],
    ['has a null as an entry', [environment(1), null], 'fleet.json, entry 2: The entry is null.'],
    [
      'has an entry without a name',
      [environment(1), { base: 'x' }],
      'fleet.json, entry 2, name: It is missing.',
    ],
    ['has a number as a name', [{ name: 3 }], 'fleet.json, entry 1, name: It is a number.'],
    ['has a blank name', [{ name: ' ' }], 'fleet.json, entry 1, name: It is empty.'],
    ['has a name that hides something', [{ name: 'a\u202eb' }], 'fleet.json, entry 1, name: It holds U+202E'],
    ['has a long name', [{ name: 'a'.repeat(51) }], 'fleet.json, entry 1, name: It has 51 characters.'],
    [
      'has a number for a text',
      [environment(1), environment(2), environment(3, { 'tenant-id': 7 })],
      'fleet.json, entry 3 ("test-3"), tenant-id: It is a number. Write text in double quotes, or leave it out.',
    ],
    [
      'has true for a number',
      [environment(1, { 'certificate-warning-days': true })],
      'fleet.json, entry 1 ("test-1"), certificate-warning-days: It is true.',
    ],
    [
      'has a list for a text',
      [environment(1, { 'redirect-uris': ['mobile'] })],
      'fleet.json, entry 1 ("test-1"), redirect-uris: It is a list.',
    ],
    [
      'has a field that is misspelt',
      [environment(1, { config_path: 'x' })],
      'fleet.json, entry 1 ("test-1"), config_path: There is no such field. Write "config-path".',
    ],
    [
      'has an input that is the same everywhere',
      [environment(1, { mode: 'check' })],
      'fleet.json, entry 1 ("test-1"), mode: There is no such field. Remove it. Besides name and wave there are config-path, base,',
    ],
    [
      'has a name twice',
      [environment(1), { ...environment(2), name: 'TEST-1' }],
      'fleet.json, entry 2 ("TEST-1"), name: It is that of entry 1 ("test-1"), too.',
    ],
    [
      'has a file twice',
      [
        environment(1),
        environment(2, { 'config-path': '1/mobile-config.xml', 'config-repository': 'Acme/Config' }),
      ],
      'fleet.json, entry 2 ("test-2"), config-path: It is that of entry 1 ("test-1"), too.',
    ],
    [
      'has the standard file twice',
      [{ name: 'a' }, { name: 'b' }],
      'fleet.json, entry 2 ("b"), config-path: It is that of entry 1 ("a"), too.',
    ],
    [
      'has more environments than a run checks',
      Array.from({ length: 101 }, (_, index) => environment(index)),
      'fleet.json: It has 101 environments, and one run checks at most 100.',
    ],
  ])('that %s is refused, with its place', (_, content, start) => {
    const found = problems(content)
    expect(found).toHaveLength(1)
    expect(found[0]!.slice(0, start.length)).toBe(start)
  })

  test.each(['token', 'azure-client-secret', 'azure-client-certificate', 'provider-properties'])(
    'that holds the secret %s is refused, and the secret is not told',
    (field) => {
      const [found] = problems([environment(1, { [field]: 'hunter2-hunter2' })])
      expect(found).toContain(`fleet.json, entry 1 ("test-1"), ${field}: An inventory holds no secrets.`)
      expect(found).not.toContain('hunter2')
    },
  )

  test('has two environments where one file is on two branches, or in two repositories', () => {
    const path = { 'config-path': 'mobile-config.xml' }
    const all = [
      environment(1, path),
      environment(2, { ...path, base: 'release' }),
      environment(3, { ...path, 'config-repository': 'acme/other' }),
    ]
    expect(problems(all)).toEqual([])
  })

  test('may have a hundred environments', () => {
    const all = Array.from({ length: 100 }, (_, index) => environment(index))
    expect(read(all)).toMatchObject({ environments: { length: 100 }, problems: [] })
  })

  test('is told all that is wrong in it at once', () => {
    const found = problems([
      environment(1, { mode: 'x', base: 1 }),
      'x',
      { ...environment(3), name: 'test-1' },
    ])
    expect(found.map((text) => text.split(':')[0])).toEqual([
      'fleet.json, entry 1 ("test-1"), mode',
      'fleet.json, entry 1 ("test-1"), base',
      'fleet.json, entry 2',
      'fleet.json, entry 3 ("test-1"), name',
    ])
  })

  test.each(['', 'pull-request', 'render'])('is refused in mode "%s"', (mode) => {
    expect(problems([environment(1)], { mode })).toEqual([
      'input environments: Only mode check takes an inventory. Set mode to check, or leave it out.',
    ])
  })

  test('is refused beside a wait for one server', () => {
    expect(problems([environment(1)], { 'wait-for-server-minutes': '5' })[0]).toContain(
      'input wait-for-server-minutes: An inventory is set',
    )
    expect(problems([environment(1)], { 'wait-for-server-minutes': '0' })).toEqual([])
  })
})

test('what is wrong with the inputs is told of the entry, and once where all have it from the step', () => {
  const { environments } = read([environment(1, { base: '..' }), environment(2)])
  const problem = (where: string, what: string): Problem => ({ where, what, cure: 'Mend it.' })
  const token = problem('input token', 'It is missing.')
  const told = problemsOfAll([
    { environment: environments[0]!, problems: [token, problem('input base', 'It is wrong.')] },
    { environment: environments[1]!, problems: [token, problem('settings line 1', 'It is wrong.')] },
  ])
  expect(told.map(problemText)).toEqual([
    'input token: It is missing. Mend it.',
    'fleet.json, entry 1 ("test-1"), base: It is wrong. Mend it.',
    'fleet.json, entry 2 ("test-2"), settings line 1: It is wrong. Mend it.',
  ])
})
