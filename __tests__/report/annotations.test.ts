import { describe, expect, test } from 'vitest'
import { type Finding, type FindingId, finding } from '../../src/findings.ts'
import { ProblemsError } from '../../src/problems.ts'
import { Reporter } from '../../src/report/index.ts'
import { Secrets } from '../../src/text/secrets.ts'
import { type RecordingCore, recordingCore } from './recording-core.ts'
import { FINE, NOTHING } from './results.ts'

const reporterFor = (core: RecordingCore, hasSummary = true) =>
  new Reporter(core, { hasSummary, documentation: 'docs/findings.md', secrets: new Secrets() })

const of = (id: FindingId, index = 0): Finding =>
  finding(id, { where: `place ${index}`, what: `What ${index}.`, cure: 'Cure.' })
const setting = (name: string, line: number): Finding => ({
  ...finding('MSSO012', { where: `m.xml:${line}`, what: `"${name}" differs.`, cure: 'Merge.', line }),
  setting: name,
})
const many = (id: FindingId, count: number) => Array.from({ length: count }, (_, index) => of(id, index))
const SETTINGS = Array.from({ length: 13 }, (_, index) => setting(`Element${index}`, index + 3))

const idsOf = ({ annotations }: RecordingCore) => annotations.map(([, { title }]) => title?.slice(0, 7))

async function checked(findings: readonly Finding[], failsOnDrift = true): Promise<RecordingCore> {
  const core = recordingCore()
  await reporterFor(core).succeed({ ...FINE, findings, failsOnDrift })
  return core
}

describe('the annotations of a check', () => {
  test('are one for all settings of the file, which lists the first names and points at the first line', async () => {
    const core = await checked(SETTINGS)
    expect(core.annotations).toEqual([
      [
        'm.xml:3: 13 settings, from here on: "Element0", "Element1", "Element2", "Element3", "Element4" and 8 more. Merge. See docs/findings.md#msso012-a-setting-is-missing-or-has-the-wrong-value',
        {
          title: 'MSSO012 A setting is missing or has the wrong value',
          file: 'mobile-config.xml',
          startLine: 3,
        },
      ],
    ])
    for (const { what } of SETTINGS) expect(core.lines.join('\n')).toContain(what)
  })

  test('of one setting say what is the matter with it', async () => {
    expect((await checked([SETTINGS[0]!])).annotations[0]![0]).toMatch(
      /^m\.xml:3: "Element0" differs\. Merge\./,
    )
  })

  test('are ordered by what keeps phones out: certificate, server, discovery, registration, file, values', async () => {
    const given: FindingId[] = ['MSSO001', 'MSSO013', 'MSSO034', 'MSSO047', 'MSSO068', 'MSSO030', 'MSSO080']
    const errors = ['MSSO080', 'MSSO030', 'MSSO013']
    const warnings = ['MSSO047', 'MSSO068', 'MSSO034', 'MSSO001']
    expect(idsOf(await checked(given.map((id) => of(id))))).toEqual([...errors, ...warnings])
  })

  test('are nine errors and the verdict, which says how many more there are', async () => {
    const core = await checked([...many('MSSO033', 12), of('MSSO045')])
    expect(idsOf(core)).toEqual(['MSSO045', ...Array(8).fill('MSSO033')])
    expect(core.failure).toMatch(/^Drift found: .*\n4 more errors are in the job summary\.$/)
    expect(core.lines.join('\n')).toContain('place 11: What 11. Cure.')
    expect(core.written).toContain('What 11.')
  })

  test('are ten errors where none is the verdict, the last of which says how many more there are', async () => {
    const core = await checked(many('MSSO033', 11), false)
    expect(core.annotations).toHaveLength(10)
    expect(core.annotations[9]![0]).toMatch(/\n1 more error is in the job summary\.$/)
    expect((await checked(many('MSSO033', 10), false)).annotations[9]![0]).not.toContain('more')
  })

  test('are ten of each level, with the warnings of the way', async () => {
    const core = recordingCore()
    const reporter = reporterFor(core, false)
    for (let index = 0; index < 7; index++) reporter.warning(`slow ${index}`)
    const findings = [...many('MSSO007', 12), ...many('MSSO069', 12)]
    await reporter.succeed({ ...FINE, findings })
    const texts = core.annotations.map(([text]) => text)
    expect(texts.filter((text) => text.startsWith('slow'))).toHaveLength(5)
    expect(core.lines).toContain('slow 6')
    expect(idsOf(core).filter((id) => id === 'MSSO007')).toHaveLength(5)
    expect(idsOf(core).filter((id) => id === 'MSSO069')).toHaveLength(10)
    expect(texts[9]).toMatch(/\n7 more warnings are in the log\.$/)
    expect(texts[19]).toMatch(/\n2 more notices are in the log\.$/)
  })
})

describe('the annotations of a run that fails', () => {
  test('are nine problems and the verdict, before what was found', async () => {
    const core = recordingCore()
    const problems = Array.from({ length: 13 }, (_, index) => ({
      where: `x${index}`,
      what: 'Y.',
      cure: 'Z.',
    }))
    await reporterFor(core).fail(new ProblemsError(problems), { ...NOTHING, findings: [of('MSSO033')] })
    expect(core.errors).toHaveLength(9)
    expect(core.annotations).toEqual([])
    expect(core.failure).toBe('13 problems; nothing was written.\n5 more errors are in the job summary.')
    expect(core.lines).toContain('x12: Y. Z.')
  })
})

test('what is long is cut everywhere, and what comes after it is still there', async () => {
  const long = 'x'.repeat(1_000_000)
  const core = recordingCore()
  const found = finding('MSSO067', {
    where: long,
    what: `"A" is "${long}" and should be "y".`,
    cure: 'Cure.',
  })
  const changes = [{ setting: 'A', before: long, after: long, source: 's', line: 1 }]
  await reporterFor(core).succeed({ ...FINE, findings: [found], changes })
  await reporterFor(core).fail(new ProblemsError([{ ...found }]), NOTHING)
  for (const text of [core.annotations[0]![0], ...core.lines, ...core.errors]) {
    expect(text.length).toBeLessThan(5_000)
    expect(text).toMatch(/… ?"? ?(?:\(s\)|.*Cure)/)
  }
  expect(core.annotations[0]![0]).toContain('and should be "y". Cure.')
  expect(core.written.length).toBeLessThan(20_000)
})
