import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { marked } from 'marked'
import { describe, expect, test } from 'vitest'
import { finding } from '../../src/findings.ts'
import { fleetReport, issueBody } from '../../src/report/fleet.ts'
import type { CheckResult, EnvironmentResult } from '../../src/report/index.ts'
import { CHANGED, DRIFTED, FINE } from './results.ts'

const DOCUMENTATION = 'docs/findings.md'
const schema = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'))
const isReport = new Ajv2020({ strict: false }).compile(schema)

const fine = (name: string): EnvironmentResult => ({ name, result: FINE })
const failed = (name: string, failure = 'acme/config does not exist.'): EnvironmentResult => ({
  name,
  result: { failure, findings: [], registration: undefined },
})
const reportOf = (environments: readonly EnvironmentResult[], failsOnDrift = true) =>
  fleetReport({ environments, failsOnDrift }, DOCUMENTATION)
const found = (result: Partial<CheckResult>): CheckResult => ({ ...DRIFTED, ...result })

/** The findings of a file that differs in so many settings, with texts of that length. */
function manyFindings(count: number, length = 20) {
  return Array.from({ length: count }, (_, index) =>
    finding('MSSO012', {
      where: `mobile-config.xml:${index + 1}`,
      what: `"A/B${index}" is "${'x'.repeat(length)}" and should be "${'ü'.repeat(length)}" (settings).`,
      cure: 'Run the action in mode pull-request.',
      setting: `A/B${index}`,
      line: index + 1,
    }),
  )
}

const drifted = (name: string, count = 1, length?: number): EnvironmentResult => ({
  name,
  result: found({ findings: manyFindings(count, length) }),
})

describe('the summary of a fleet', () => {
  test('says how many have drift, and how many could not be checked', () => {
    const heading = (...environments: EnvironmentResult[]) => reportOf(environments).summary.split('\n')[0]
    expect(heading(fine('a'), fine('b'))).toBe('## Mobile single sign-on: no drift in 2 of 2 environments')
    expect(heading(fine('a'), drifted('b'))).toBe('## Mobile single sign-on: drift in 1 of 2 environments')
    expect(heading(failed('a'), fine('b'))).toBe(
      '## Mobile single sign-on: no drift in 1 of 2 environments, 1 could not be checked',
    )
    expect(heading(failed('a'), drifted('b'), fine('c'))).toBe(
      '## Mobile single sign-on: drift in 1 of 3 environments, 1 could not be checked',
    )
  })

  test('has a line for each environment, those first that need somebody', () => {
    const environments = [fine('a'), drifted('b', 2), failed('c'), fine('d')]
    const summary = reportOf(environments).summary
    expect(summary.split('\n').filter((line) => line.startsWith('|'))).toEqual([
      '| Environment | File | Registration | Server | Certificate |',
      '| --- | --- | --- | --- | --- |',
      '| b | ⚠️ A setting is missing or has the wrong value (2) | ➖ | ➖ | ➖ |',
      '| c | ❌ could not be checked: acme/config does not exist. | ➖ | ➖ | ➖ |',
      '| a | ✅ | ✅ | ✅ | ✅ |',
      '| d | ✅ | ✅ | ✅ | ✅ |',
    ])
    expect(summary).toContain(
      '- **`SecuritySettings/AuthType`** (from `this action`)<br>old: `Form`<br>new: `OAuth`',
    )
    expect(summary.match(/^### .*$/gm)).toEqual(['### b', '### c'])
    expect(summary.match(/<details><summary>What to do<\/summary>/g)).toHaveLength(2)
  })
})

test.each(['<img src=x>', '[x](https://evil.test)', 'a|b', '@octocat', '</details>', '`x', '<!-- x'])(
  'an environment or a failure named %s is text wherever it is told',
  (hostile) => {
    const environments = [failed(hostile, `${hostile}\n${hostile}`), drifted(hostile)]
    for (const text of [reportOf(environments).summary, issueBody(environments, DOCUMENTATION)]) {
      const html = marked.parse(text, { async: false, gfm: true }).replaceAll(/<code[^>]*>.*?<\/code>/gs, '')
      expect(html).not.toMatch(/<img|evil\.test"|@octocat|<!--/)
      expect(html.match(/<details>/g)?.length).toBe(html.match(/<\/details>/g)?.length)
      expect(html.match(/<tr>/g)).toHaveLength(3)
    }
  },
)

test('a step fails over drift, and over what could not be checked even where drift is only reported', () => {
  const failure = (failsOnDrift: boolean, ...environments: EnvironmentResult[]) =>
    reportOf(environments, failsOnDrift).failure
  expect(failure(true, fine('a'))).toBeUndefined()
  expect(failure(false, drifted('a'))).toBeUndefined()
  expect(failure(true, drifted('a'), fine('b'))).toBe(
    'Drift in 1 of 2 environments (a). The annotations and the job summary say what to do.',
  )
  expect(failure(false, failed('a'))).toContain('Could not be checked (a)')
})

test('the output drift of a fleet is "false" only where every environment was checked', () => {
  const drift = (...environments: EnvironmentResult[]) => reportOf(environments).outputs.drift
  expect(drift(fine('a'))).toBe('false')
  expect(drift(fine('a'), failed('b'))).toBe('')
  expect(drift(drifted('a'), failed('b'))).toBe('true')
})

test('drift that was found before an environment failed counts', () => {
  const result = { failure: 'No answer.', findings: manyFindings(1), registration: undefined }
  const { drift, report } = reportOf([{ name: 'a', result }]).outputs
  expect(drift).toBe('true')
  expect(JSON.parse(report).environments[0]).toMatchObject({ drift: true, findings: { length: 1 } })
})

test('each annotation of a fleet names its environment', () => {
  const environments = [drifted('a', 2), failed('b')]
  const { annotations } = reportOf(environments)
  expect(annotations.map(({ text }) => text.slice(0, 2))).toEqual(['a:', 'b:'])
  expect(annotations[0]!.details!.every((line) => line.startsWith('a: '))).toBe(true)
})

describe('the report of a fleet', () => {
  const jsonOf = (environments: readonly EnvironmentResult[]) => {
    const { report } = reportOf(environments).outputs
    const parsed = JSON.parse(report)
    expect(isReport(parsed), JSON.stringify(isReport.errors)).toBe(true)
    expect(Buffer.byteLength(report)).toBeLessThanOrEqual(100_000)
    return parsed
  }

  test('has the report of each environment under its name', () => {
    const { environments, version } = jsonOf([drifted('a'), fine('b'), failed('c')])
    expect(version).toBe(1)
    expect(environments.map(({ name, drift }: { name: string; drift: unknown }) => [name, drift])).toEqual([
      ['a', true],
      ['b', false],
      ['c', null],
    ])
    expect(environments[0]).toMatchObject({ mode: 'check', findings: [{ id: 'MSSO012' }] })
  })

  test.each<[string, (name: string) => EnvironmentResult]>([
    ['many findings', (name) => drifted(name, 100, 2000)],
    ['long failures', (name) => failed(name, 'ü'.repeat(100_000))],
    [
      'long names, paths and lists',
      (name) => ({
        name: name.padEnd(50, '網'),
        result: found({
          path: '網'.repeat(1000),
          branch: '網'.repeat(1000),
          findings: manyFindings(3),
          registration: {
            ...CHANGED,
            displayName: '網'.repeat(256),
            changes: [
              {
                property: 'publicClient.redirectUris',
                before: Array.from({ length: 256 }, () => `app://${'網'.repeat(200)}`),
                after: [],
              },
            ],
          },
        }),
      }),
    ],
  ])('has room for a hundred environments with %s, and says what is left out', (_, environment) => {
    const { environments } = jsonOf(Array.from({ length: 100 }, (_, index) => environment(`test-${index}`)))
    expect(environments).toHaveLength(100)
    expect(JSON.stringify(environments[99])).toMatch(/"truncated":true|"omitted"/)
  })
})

describe('the body of an issue', () => {
  test('tells the environments that need somebody, and those alone', () => {
    const body = issueBody([fine('all-well'), drifted('a'), failed('b')], DOCUMENTATION)
    expect(body).toContain('**drift in 1 of 3 environments, 1 could not be checked**')
    expect(body.match(/^### .*$/gm)).toEqual(['### a', '### b'])
    expect(body).not.toContain('all-well')
    expect(body).not.toContain('<details>')
  })

  test('of a single check names its file and needs no count', () => {
    const body = issueBody([{ name: DRIFTED.path, result: DRIFTED }], DOCUMENTATION)
    expect(body).toContain('Mobile single sign-on: **drift found**')
    expect(body).toContain('### mobile-config.xml\n\n`mobile-config.xml` in `acme/config`')
  })

  test('is empty where all is well', () => {
    expect(issueBody([fine('a')], DOCUMENTATION)).toBe('')
  })

  test('has no more than 60 KB, ends at the end of a line, and says that it was cut', () => {
    const failure = `${'ü'.repeat(500)}\n${'網\n'.repeat(2000)}`
    const all = Array.from({ length: 100 }, (_, index) => failed(`test-${index}`, failure))
    const body = issueBody(all, DOCUMENTATION)
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(60_000)
    expect(Buffer.byteLength(body)).toBeGreaterThan(50_000)
    expect(body).toMatch(/\n\n… cut here: .*\.$/)
  })
})
