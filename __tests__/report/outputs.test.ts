import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { finding } from '../../src/findings.ts'
import type { Progress, RunResult } from '../../src/report/index.ts'
import { failureOutputs, NO_OUTPUTS, outputs, reportJson } from '../../src/report/outputs.ts'
import { CHANGED, DRIFTED, FINE, NOTHING, OPENED, RENDERED, UNCHANGED } from './results.ts'

describe('the outputs', () => {
  test('of a check that found nothing are those of nothing, and the report', () => {
    expect(outputs(FINE)).toEqual({
      ...NO_OUTPUTS,
      drift: 'false',
      branch: FINE.branch,
      report: reportJson(FINE),
    })
  })

  test('of a pull request that does not exist yet have its branch only', () => {
    expect(outputs({ ...UNCHANGED, branch: 'x' })).toEqual({
      ...NO_OUTPUTS,
      drift: 'false',
      branch: 'x',
      report: expect.stringContaining('"branch":"x"'),
    })
  })

  const inPlace = { ...RENDERED, changes: [] }
  const script = { text: 'print(1)', path: 'apply.py', written: ['apply.py'] }
  test.each<[string, RunResult, 'true' | 'false']>([
    ['a pull request was opened', OPENED, 'true'],
    ['a pull request got a label', { ...OPENED, operation: 'none' }, 'true'],
    ['a pull request is as wanted', { ...OPENED, operation: 'none', hasWritten: false }, 'false'],
    ['a file differs and nothing was done about it', DRIFTED, 'false'],
    ['the app registration was changed', { ...UNCHANGED, registration: CHANGED }, 'true'],
    [
      'the app registration would be changed',
      { ...UNCHANGED, registration: { ...CHANGED, isChanged: false } },
      'false',
    ],
    ['the file in the workspace was written', RENDERED, 'true'],
    ['the file in the workspace was as wanted', inPlace, 'false'],
    ['only the script was written to the workspace', { ...inPlace, script }, 'true'],
    [
      'the script in the workspace was as wanted',
      { ...inPlace, script: { ...script, written: [] } },
      'false',
    ],
  ])('say whether the run changed something: %s', (_, result, changed) => {
    expect(outputs(result).changed).toBe(changed)
  })

  test.each<[Partial<Progress>, string, string]>([
    [{}, 'false', 'false'],
    [{ azure: 'in doubt' }, 'false', 'false'],
    [{ writes: { made: [], unknown: ['a branch'] } }, 'false', 'false'],
    [{ writes: { made: ['a branch'], unknown: [] } }, 'true', 'false'],
    [{ azure: 'changed' }, 'true', 'true'],
  ])('of a run that failed say what it had changed: %j', (written, changed, azureChanged) => {
    expect(failureOutputs({ ...NOTHING, ...written })).toEqual({
      ...NO_OUTPUTS,
      changed,
      'azure-changed': azureChanged,
    })
  })

  const notWanted = (id: 'MSSO001' | 'MSSO006' | 'MSSO069') =>
    finding(id, { where: 'x', what: 'Y.', cure: 'Z.' })
  test.each<[string, Partial<Progress>, '' | 'true']>([
    ['before anything was compared', {}, ''],
    [
      'after all that was compared was as wanted',
      { differs: false, registration: { ...CHANGED, changes: [] } },
      '',
    ],
    ['after notes alone', { findings: [notWanted('MSSO069'), notWanted('MSSO006')] }, ''],
    ['after the values were found not to fit together', { findings: [notWanted('MSSO001')] }, 'true'],
    ['after the file was found to differ', { differs: true }, 'true'],
    ['after the app registration was found to differ', { registration: CHANGED }, 'true'],
  ])('of a run that failed %s never say that there is no drift', (_, found, drift) => {
    expect(failureOutputs({ ...NOTHING, ...found }).drift).toBe(drift)
  })
})

describe('the report', () => {
  test('has every change and finding', () => {
    const { findings: _, isChanged, ...azure } = CHANGED
    const { operation, pullRequest, branch, commitSha } = OPENED
    expect(JSON.parse(reportJson({ ...OPENED, registration: CHANGED }))).toEqual({
      version: 1,
      mode: 'pull-request',
      drift: true,
      checked: ['values', 'file'],
      file: { repository: 'acme/config', path: 'mobile-config.xml', changes: OPENED.changes },
      azure: { ...azure, changed: isChanged },
      pullRequest: { ...pullRequest, operation, branch, commitSha },
      findings: [],
    })
  })

  test('has null for what does not apply', () => {
    const report = JSON.parse(reportJson({ ...RENDERED, changes: [] }))
    expect(report).toMatchObject({ drift: false, file: { repository: null, changes: [] }, azure: null })
    expect(report.pullRequest).toEqual({
      operation: 'none',
      number: null,
      url: null,
      branch: null,
      commitSha: null,
    })
  })
})

describe('a report of long values', () => {
  const change = OPENED.changes[0]!
  const schema = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'))
  const isValid = new Ajv2020({ allowUnionTypes: true }).compile(schema)
  const read = (result: RunResult) => {
    const text = reportJson(result)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(100_000)
    const report = JSON.parse(text)
    expect(isValid(report), JSON.stringify(isValid.errors)).toBe(true)
    return report
  }

  test('cuts them, and says so beside them', () => {
    const long = { ...change, before: 'x'.repeat(200_000) }
    const { file, omitted } = read({ ...OPENED, changes: [long, change] })
    expect(file.changes).toEqual([{ ...long, before: `${'x'.repeat(1000)}…`, truncated: true }, change])
    expect(omitted).toBeUndefined()
  })

  test('cuts no character in two', () => {
    const { file } = read({ ...OPENED, changes: [{ ...change, before: `x${'\u{1f600}'.repeat(1000)}` }] })
    expect(file.changes[0].before.isWellFormed()).toBe(true)
  })

  test('cuts them shorter rather than to leave a finding out', () => {
    const findings = Array.from({ length: 100 }, (_, line) =>
      finding('MSSO012', { where: 'x', what: '\u0001'.repeat(900), cure: 'Z.', line: line + 1 }),
    )
    const report = read({ ...OPENED, findings })
    expect(report.findings).toHaveLength(100)
    expect(report.findings[0]).toMatchObject({ truncated: true, cure: 'Z.' })
    expect(report.omitted).toBeUndefined()
  })

  test('leaves out and counts what finds no room, the least important first, and stays in drift', () => {
    const of = (id: 'MSSO007' | 'MSSO045') => finding(id, { where: 'x', what: 'y'.repeat(99), cure: 'Z.' })
    const findings = [...Array.from({ length: 2_000 }, () => of('MSSO007')), of('MSSO045')]
    const report = read({ ...FINE, findings, changes: Array(300).fill(change) })
    expect(report.findings[0].id).toBe('MSSO045')
    expect(report.findings.length + report.omitted.findings).toBe(2_001)
    expect(report.file.changes.length + report.omitted.changes).toBe(300)
    expect(report.drift).toBe(true)
  })

  test('keeps both ends of a long list, because what is new is at one of them', () => {
    const uris = Array.from({ length: 4_000 }, (_, index) => `https://${'x'.repeat(60)}/${index}`)
    const changes = [
      { property: 'publicClient.redirectUris', before: uris, after: [...uris, 'app://new'] } as const,
    ]
    const { azure } = read({ ...OPENED, registration: { ...CHANGED, changes } })
    expect(azure.changes[0].truncated).toBe(true)
    expect(azure.changes[0].after.at(-1)).toBe('app://new')
    expect(azure.changes[0].after[0]).toBe(uris[0])
  })
})
