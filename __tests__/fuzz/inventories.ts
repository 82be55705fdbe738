import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { JsonFault, readJson } from '../../src/inputs/json.ts'
import { main } from '../../src/main.ts'
import { Deadline } from '../../src/network/index.ts'
import { NO_PAUSES } from '../end-to-end/no-pauses.ts'
import { recordingCore } from '../report/recording-core.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { hostileText, longLine } from './hostile-text.ts'
import { assertNoCommand } from './log-safety.ts'
import { assertHarmless } from './markdown-safety.ts'
import type { FuzzTarget } from './target.ts'

/** In an entry where no secret may be: nothing may tell it. */
const SECRET = 'p4ssw0rd-of-somebody'

const FIELDS = ['config-path', 'base', 'config-repository', 'tenant-id', 'client-id', 'connections-url']
const value = fc.oneof(
  { weight: 3, arbitrary: hostileText },
  { weight: 1, arbitrary: longLine },
  { weight: 1, arbitrary: fc.constantFrom('contoso.com', 'b850bc0a-0893-4cd7-8e22-9738a43c585d', '', 'a/b') },
  { weight: 1, arbitrary: fc.constantFrom(7, null, true, [], {}) },
)
const field = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...FIELDS) },
  { weight: 1, arbitrary: fc.constantFrom('wave', 'settings', 'provider-properties-file', 'redirect-uris') },
  { weight: 1, arbitrary: hostileText },
)
const hostileEntry = fc
  .tuple(value, fc.array(fc.tuple(field, value), { maxLength: 4 }), fc.boolean())
  .map(([name, fields, hasSecret]) => [
    ['name', name],
    ...fields,
    ...(hasSecret ? [['azure-client-secret', SECRET]] : []),
  ])
/** Only its name is hostile, so that it is checked. */
const soundEntry = hostileText.map((name) => [['name', name]])

/** The objects are written field by field, so that one can be there twice. */
const written = (entries: unknown[][][]) =>
  `[${entries.map((entry) => `{${entry.map(([key, each]) => `${JSON.stringify(key)}: ${JSON.stringify(each)}`).join(',\n')}}`).join(',')}]`

const inventory = fc.oneof(
  { weight: 2, arbitrary: fc.array(hostileEntry, { maxLength: 4 }).map(written) },
  { weight: 2, arbitrary: fc.array(soundEntry, { minLength: 1, maxLength: 4 }).map(written) },
  { weight: 2, arbitrary: fc.json() },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.oneof(fc.json(), fc.array(hostileEntry, { maxLength: 2 }).map(written)),
        fc.nat(),
        hostileText,
      )
      .map(([text, at, piece]) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + piece + text.slice(place + (at % 3))
      }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('['.repeat(100_000), '{"a":'.repeat(100_000), `["${'\\\\'.repeat(99_999)}`),
  },
)

/** What `JSON.parse` takes is taken and read as the same, but for a field that is there twice and what is too deep. */
function assertReadAsJson(text: string): void {
  const plain = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(plain)
    return each instanceof Map ? Object.fromEntries([...each].map(([key, of]) => [key, plain(of)])) : each
  }
  const attempt = (parse: (text: string) => unknown) => {
    try {
      return { value: parse(text) }
    } catch (error) {
      return { error }
    }
  }
  const [own, standard] = [attempt(readJson), attempt(JSON.parse)]
  if ('error' in own) {
    assert.ok(own.error instanceof JsonFault, String(own.error))
    assert.match(own.error.place, /^\d+:\d+$/)
    const isStricter = /has this field already|within each other/.test(own.error.message)
    assert.ok('error' in standard || isStricter, `refused: ${own.error.message}`)
  } else {
    assert.ok('value' in standard, 'taken what JSON.parse refuses')
    assert.deepEqual(JSON.stringify(plain(own.value)), JSON.stringify(standard.value))
  }
}

const folder = temporaryFolder('fuzz-inventories-')
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

async function check(text: string): Promise<void> {
  assertReadAsJson(text)
  writeFileSync(join(folder, 'fleet.json'), text)
  const core = recordingCore({
    mode: 'check',
    environments: 'fleet.json',
    token: 'a-token',
    'tenant-id': 'contoso.com',
    'client-id': 'b850bc0a-0893-4cd7-8e22-9738a43c585d',
  })
  await main({
    core,
    environment: {
      GITHUB_WORKSPACE: folder,
      GITHUB_STEP_SUMMARY: 'summary',
      GITHUB_REPOSITORY: 'acme/config',
    },
    currentFolder: folder,
    fetch: async () => {
      throw new TypeError('fetch failed')
    },
    publicRoots: [],
    deadline: new Deadline(60),
    wait: async () => undefined,
    pace: NO_PAUSES,
  })
  const { failure = '', written: summary, lines, errors, annotations, outputs } = core
  assert.notEqual(failure, '', 'nothing could be asked of anybody, and it went through')
  assert.doesNotMatch(failure, /undefined|\[object|is not a function|stack/)
  assert.equal(outputs['drift'], '')
  assertHarmless(summary, 'the summary')
  assertHarmless(outputs['issue-body']!, 'the issue')
  assert.ok(Buffer.byteLength(outputs['issue-body']!) <= 60_000)
  assert.ok(Buffer.byteLength(outputs['report']!) <= 100_000)
  const told = [failure, ...lines, ...errors, ...annotations.map(([each]) => each)]
  for (const each of told) assertNoCommand(each)
  for (const each of [...told, summary, ...Object.values(outputs)]) assert.ok(!each.includes(SECRET))
}

export const inventories: FuzzTarget<string> = { name: 'inventories', share: 1, input: inventory, check }
