import { describe, expect, test } from 'vitest'
import { finding } from '../../src/findings.ts'
import { DeadlineError } from '../../src/network/index.ts'
import { ProblemsError } from '../../src/problems.ts'
import { type ReportedRegistration, Reporter, type RunResult } from '../../src/report/index.ts'
import type { ReporterOptions } from '../../src/report/reporter.ts'
import type { Progress } from '../../src/report/run-result.ts'
import { Secrets } from '../../src/text/secrets.ts'
import { type RecordingCore, recordingCore } from './recording-core.ts'
import { DRIFTED, FINE, NOTHING, OPENED, RENDERED, UNCHANGED } from './results.ts'

const reporterFor = (core: RecordingCore, options: Partial<ReporterOptions>) =>
  new Reporter(core, {
    hasSummary: true,
    documentation: 'docs/findings.md',
    secrets: new Secrets(),
    ...options,
  })

test('a pull request with which nothing was done is called open in the log', async () => {
  const core = recordingCore()
  await reporterFor(core, {}).succeed({ ...OPENED, operation: 'none' })
  expect(core.lines).toContain('Pull request #7 (open): https://github.test/pull/7')
})

test('a run that went through sets every output and writes the summary', async () => {
  const core = recordingCore()
  await reporterFor(core, { hasSummary: true }).succeed(OPENED)
  expect(core.outputs).toMatchObject({
    changed: 'true',
    drift: 'true',
    'pull-request-number': '7',
    'pull-request-url': 'https://github.test/pull/7',
    'pull-request-operation': 'created',
    branch: 'mobile-sso/x',
    'commit-sha': 'abc',
    'azure-changed': 'false',
  })
  expect(JSON.parse(core.outputs['report']!)).toMatchObject({
    version: 1,
    file: { path: 'mobile-config.xml' },
  })
  expect(core.written).toContain(
    '## Mobile single sign-on: [pull request #7](https://github.test/pull/7) opened',
  )
  expect(core.written).toContain('-<a>Form</a>\n+<a>OAuth</a>')
  expect(core.lines).toContain(
    'mobile-config.xml:1: SecuritySettings/AuthType: "Form" -> "OAuth" (this action)',
  )
  expect(core.lines).toContain('Pull request #7 (created): https://github.test/pull/7')
})

/** What is written, in the order in which it is; nothing can be put out where outputs can't be written. */
function ordered(canPutOut: boolean) {
  const order: string[] = []
  const core = recordingCore()
  const recording = {
    ...core,
    error: (message: string) => order.push(message),
    notice: () => order.push('finding'),
    warning: () => order.push('finding'),
    setFailed: (message: string) => order.push(message),
    setOutput: () => {
      if (!canPutOut) throw new Error('ENOSPC: no space left on device, write')
      if (order.at(-1) !== 'outputs') order.push('outputs')
    },
    summary: { addRaw: () => ({ write: async () => order.push('summary') }) },
  }
  return { order, reporter: reporterFor(recording as unknown as RecordingCore, {}) }
}
const UNWRITTEN = expect.stringMatching(
  /^The outputs could not be written to the GITHUB_OUTPUT file: ENOSPC: no space left on device, write\. This log says what the run did\./,
)

test.each([
  ['can be written', true, 'outputs'],
  ['can not be written, which is an error of its own', false, UNWRITTEN],
])(
  'errors are told before the outputs, and the summary after them, when outputs %s',
  async (_, can, told) => {
    const failed = ordered(can)
    const problem = { where: 'input x', what: 'No.', cure: 'Yes.' }
    await failed.reporter.fail(new ProblemsError([problem]), NOTHING)
    expect(failed.order).toEqual(['input x: No. Yes.', '1 problem; nothing was written.', told, 'summary'])
    const drifted = ordered(can)
    await drifted.reporter.succeed({
      ...DRIFTED,
      findings: [finding('MSSO067', { where: 'x', what: 'No.', cure: 'Yes.' })],
      failsOnDrift: true,
    })
    const verdict = expect.stringContaining('Drift found')
    expect(drifted.order).toEqual([expect.any(String), verdict, told, 'summary'])
  },
)

test('a summary that can not be written costs neither the outputs nor the verdict', async () => {
  const core = recordingCore()
  const write = async () => {
    throw new Error("EACCES: permission denied, open '/github/file_commands/step_summary'")
  }
  const unwritable = { ...core, summary: { addRaw: () => ({ write }) } }
  await reporterFor(unwritable, {}).succeed(OPENED)
  expect(core.outputs).toMatchObject({ changed: 'true', 'pull-request-number': '7' })
  expect(core.failure).toBeUndefined()
  expect(core.annotations.map(([text]) => text)).toEqual([
    "The job summary could not be written: EACCES: permission denied, open '/github/file_commands/step_summary'",
  ])
  await reporterFor(unwritable, {}).succeed({ ...DRIFTED, failsOnDrift: true })
  expect(core.failure).toContain('Drift found')
  await reporterFor(unwritable, {}).fail(new Error('bad'), NOTHING)
  expect(core.failure).toBe('bad')
})

test.each<[RunResult, string]>([
  [RENDERED, 'mobile-config.xml was rendered'],
  [{ ...RENDERED, changes: [] }, 'nothing to change'],
  [{ ...OPENED, operation: 'updated' }, '[pull request #7](https://github.test/pull/7) updated'],
  [{ ...OPENED, changes: [], operation: 'closed' }, 'closed because it is no longer needed'],
  [{ ...OPENED, operation: 'none' }, 'is open and up to date'],
  [{ ...UNCHANGED, changes: OPENED.changes }, 'the file needs changes, but no pull request is open'],
  [
    { ...OPENED, changes: [], operation: 'none' },
    'the file is up to date, but [pull request #7](https://github.test/pull/7) is open',
  ],
  [UNCHANGED, 'the file is up to date'],
])('the verdict for %j is in the heading', async (result, verdict) => {
  const core = recordingCore()
  await reporterFor(core, { hasSummary: true }).succeed(result)
  expect(core.written.split('\n')[0]).toContain(verdict)
})

test('findings are annotations at the line of the file, and only where the file is in the workspace', async () => {
  const added = finding('MSSO011', {
    where: 'mobile-config.xml:9',
    what: 'X was added.',
    cure: 'Check.',
    line: 9,
  })
  const foreign = finding('MSSO001', { where: 'input scope', what: 'Foreign.', cure: 'Correct it.' })
  const core = recordingCore()
  await reporterFor(core, { hasSummary: true }).succeed({ ...OPENED, findings: [added, foreign] })
  expect(core.annotations).toEqual([
    [
      'mobile-config.xml:9: X was added. Check. See docs/findings.md#msso011-a-setting-was-missing-and-has-been-added',
      { title: 'MSSO011 A setting was missing and has been added', file: 'mobile-config.xml', startLine: 9 },
    ],
    [
      'input scope: Foreign. Correct it. See docs/findings.md#msso001-the-scope-belongs-to-another-application',
      { title: 'MSSO001 The scope belongs to another application' },
    ],
  ])
  expect(core.written).toContain('### Findings')
  const elsewhere = recordingCore()
  await reporterFor(elsewhere, { hasSummary: true }).succeed({
    ...OPENED,
    workspacePath: undefined,
    findings: [added],
  })
  expect(elsewhere.annotations[0]?.[1]).not.toHaveProperty('file')
})

test('all problems of a failed run are reported, and the outputs say that nothing happened', async () => {
  const core = recordingCore()
  const problems = [
    { where: 'input mode', what: 'Invalid value "x".', cure: 'Allowed: render.' },
    { where: 'input base', what: 'Wrong.', cure: 'Correct it.' },
  ]
  await reporterFor(core, { hasSummary: true }).fail(new ProblemsError(problems), NOTHING)
  expect(core.errors).toEqual([
    'input mode: Invalid value "x". Allowed: render.',
    'input base: Wrong. Correct it.',
  ])
  expect(core.failure).toBe('2 problems; nothing was written.')
  expect(core.outputs).toMatchObject({ changed: 'false', 'pull-request-operation': 'none', report: '' })
  expect(core.written).toBe(
    '## Mobile single sign-on: failed\n\n- `input mode`: Invalid value `x`. Allowed: render.\n- `input base`: Wrong. Correct it.\n\n2 problems; nothing was written.\n',
  )
})

test('other errors fail the step with their text', async () => {
  const core = recordingCore()
  await reporterFor(core, { hasSummary: false }).fail(new Error('GitHub said no.'), NOTHING)
  expect(core.failure).toBe('GitHub said no.')
  expect(core.written).toBe('')
  await reporterFor(core, { hasSummary: true }).fail('thrown text', NOTHING)
  expect(core.failure).toBe('thrown text')
  expect(core.written).toContain('thrown text')
})

test('what was found and changed before a failure is said with it', async () => {
  const core = recordingCore()
  const found = finding('MSSO006', {
    where: 'provider-properties',
    what: 'Line 1 is odd.',
    cure: 'Remove it.',
  })
  const progress = { ...NOTHING, azure: 'changed' as const, findings: [found] }
  await reporterFor(core, { hasSummary: true }).fail(new Error('GitHub said no.\nDo this.'), progress)
  expect(core.failure).toMatch(
    /^GitHub said no\.\nDo this\.\nWritten:\n- app registration changed, .*\nDo next:\n- .+$/,
  )
  expect(core.outputs).toMatchObject({ changed: 'true', 'azure-changed': 'true' })
  expect(core.annotations).toHaveLength(1)
  expect(core.written).toContain('### Findings')
  const other = recordingCore()
  const problem = { where: 'mobile-config.xml:1:1', what: 'Wrong.', cure: 'Correct it.' }
  await reporterFor(other, { hasSummary: true }).fail(new ProblemsError([problem]), progress)
  expect(other.failure).toMatch(/^1 problem\.\nWritten:\n- app registration changed, /)
  expect(other.written).toContain('### Written\n\n- app registration changed, ')
})

test('secrets are in nothing that is written, and texts of files are no commands', async () => {
  const core = recordingCore()
  const secrets = new Secrets()
  secrets.add('s3cr3t-value')
  const [change] = OPENED.changes
  const changes = [{ ...change!, before: '##[add-mask]s3cr3t-value' }]
  await reporterFor(core, { hasSummary: true, secrets }).succeed({
    ...OPENED,
    before: '<a>s3cr3t-value</a>\n',
    changes,
  })
  const everything = [core.written, ...core.lines, ...Object.values(core.outputs)].join('\n')
  expect(everything).not.toContain('s3cr3t-value')
  expect(core.lines.join('\n')).not.toContain('##[')
})

test('the app registration is in the log, the summary and the report', async () => {
  const core = recordingCore()
  const registration: ReportedRegistration = {
    reconcile: 'apply',
    clientId: 'b850bc0a-0893-4cd7-8e22-9738a43c585d',
    objectId: '1',
    displayName: 'Connections',
    changes: [{ property: 'isFallbackPublicClient', before: null, after: true }],
    findings: [],
    isChanged: true,
  }
  await reporterFor(core, { hasSummary: true }).succeed({ ...OPENED, registration, operation: 'none' })
  expect(core.lines).toContain('App registration Connections: isFallbackPublicClient changed: null -> true')
  expect(core.written).toContain('This action changed the app registration Connections')
  expect(core.outputs).toMatchObject({ changed: 'true', 'azure-changed': 'true' })
  expect(JSON.parse(core.outputs['report']!).azure).toMatchObject({ reconcile: 'apply', changed: true })
  const fine = recordingCore()
  await reporterFor(fine, { hasSummary: true }).succeed({
    ...UNCHANGED,
    registration: { ...registration, changes: [], isChanged: false },
  })
  expect(fine.lines).toContain('App registration Connections: up to date.')
  expect(fine.outputs['drift']).toBe('false')
})

test('a secret that Markdown escapes is taken out before it is escaped', async () => {
  const secrets = new Secrets()
  secrets.add('a_b*c~d|e')
  const core = recordingCore()
  const reporter = reporterFor(core, { secrets })
  await reporter.fail(new Error('The service says a_b*c~d|e.'), NOTHING)
  await reporter.succeed({ ...OPENED, changes: [{ ...OPENED.changes[0]!, before: 'a_b*c~d|e' }] })
  expect(core.written.replaceAll('\\', '')).not.toContain('a_b*c')
  expect(core.written).toContain('`***`')
})

test('a secret that is a word of the report leaves it JSON with its own words', async () => {
  const secrets = new Secrets()
  for (const word of ['what', 'created', 'file']) secrets.add(word)
  const core = recordingCore()
  await reporterFor(core, { secrets }).succeed(OPENED)
  expect(JSON.parse(core.outputs['report']!)).toMatchObject({ file: { path: 'mobile-config.xml' } })
  expect(core.outputs['pull-request-operation']).toBe('created')
})

test('a summary that GitHub would not show is cut between lines', async () => {
  const core = recordingCore()
  const findings = Array.from({ length: 5_000 }, () =>
    finding('MSSO007', { where: 'input x', what: `"${'x'.repeat(100)}" is unusual.`, cure: 'Remove it.' }),
  )
  await reporterFor(core, {}).succeed({ ...OPENED, findings })
  expect(core.written.length).toBeLessThan(301_000)
  expect(core.written).toMatch(/Remove it\.\n\n… cut here: GitHub does not show a longer text\.\n$/)
})

test('messages of a run reach the log without secrets, and as no commands', () => {
  const secrets = new Secrets()
  secrets.add('s3cr3t-value')
  const core = recordingCore()
  const reporter = reporterFor(core, { secrets })
  reporter.debug('::debug s3cr3t-value')
  reporter.info('::info s3cr3t-value')
  reporter.warning('::warning s3cr3t-value')
  expect(core.lines).toEqual([':\\:debug ***', ':\\:info ***'])
  expect(core.annotations).toEqual([[':\\:warning ***', {}]])
})

test.each<[string, RunResult, string[]]>([
  [
    'a new file',
    {
      ...RENDERED,
      before: undefined,
      origin: 'template',
      changes: [{ ...OPENED.changes[0]!, before: null }],
    },
    [
      'mobile-config.xml: new file, made from the template.',
      'mobile-config.xml:1: SecuritySettings/AuthType: missing -> "OAuth" (this action)',
    ],
  ],
  [
    'a file that changes',
    RENDERED,
    ['mobile-config.xml:1: SecuritySettings/AuthType: "Form" -> "OAuth" (this action)'],
  ],
  ['a file that is up to date', UNCHANGED, ['mobile-config.xml: up to date.']],
  ['an empty file that is not written', { ...UNCHANGED, before: '' }, ['mobile-config.xml: up to date.']],
  [
    'a script that was written',
    { ...RENDERED, changes: [], script: { text: '', path: 'apply.py', written: ['apply.py'] } },
    ['mobile-config.xml: up to date.', 'apply.py: the wsadmin script was written.'],
  ],
  [
    'an app registration that is to be changed',
    {
      ...UNCHANGED,
      registration: {
        reconcile: 'check',
        clientId: 'x',
        objectId: '1',
        displayName: 'Connections',
        changes: [{ property: 'isFallbackPublicClient', before: false, after: true }],
        findings: [],
        isChanged: false,
      },
    },
    [
      'mobile-config.xml: up to date.',
      'App registration Connections: isFallbackPublicClient should change: false -> true',
    ],
  ],
])('the log of %s is this', async (_, result, lines) => {
  const core = recordingCore()
  await reporterFor(core, {}).succeed(result)
  expect(core.lines).toEqual(lines)
})

test('the last line of a check that fails names each place with drift once, and none that has notes only', async () => {
  const core = recordingCore()
  const of = (id: 'MSSO012' | 'MSSO013' | 'MSSO067' | 'MSSO082') =>
    finding(id, { where: 'x', what: 'Y.', cure: 'Z.' })
  const findings = [of('MSSO012'), of('MSSO013'), of('MSSO067'), of('MSSO082')]
  await reporterFor(core, {}).succeed({ ...DRIFTED, failsOnDrift: true, findings })
  expect(core.failure).toBe(
    'Drift found: file, server. The annotations and the job summary say what to do. To report drift without failing, set fail-on-drift: false.',
  )
})

test('a check fails only on drift', async () => {
  const core = recordingCore()
  await reporterFor(core, {}).succeed({ ...FINE, failsOnDrift: true })
  expect(core.failure).toBeUndefined()
})

describe('a run that fails says what it leaves behind', () => {
  const AZURE = '- app registration changed, which does no harm while the server runs the old configuration'
  const NEXT = [
    'Do next:',
    '- Remove the cause, then run the action again. This is safe: it checks what is there and continues from there.',
  ]

  test.each<[Partial<Progress>, string[]]>([
    [{}, []],
    [{ azure: 'changed' }, ['Written:', AZURE, ...NEXT]],
    [{ azure: 'in doubt' }, ['Perhaps written:', AZURE, ...NEXT]],
    [{ writes: { made: [], unknown: [] } }, []],
    [
      { writes: { made: ['branch x', 'a commit'], unknown: ['a pull request', 'labels'] } },
      [
        ...['Written:', '- branch x', '- a commit'],
        ...['Perhaps written:', '- a pull request', '- labels'],
        ...NEXT,
      ],
    ],
  ])('%j', async (written, lines) => {
    const core = recordingCore()
    await reporterFor(core, {}).fail(new Error('No.'), { ...NOTHING, ...written })
    expect(core.failure).toBe(['No.', ...lines].join('\n'))
  })

  test('and does so with problems, and when nothing was written before the deadline', async () => {
    const core = recordingCore()
    const problem = { where: 'x', what: 'Y.', cure: 'Z.' }
    const writes = { made: ['branch x'], unknown: ['a commit'] }
    await reporterFor(core, {}).fail(new ProblemsError([problem, problem]), { ...NOTHING, writes })
    expect(core.failure).toBe(
      ['2 problems.', 'Written:', '- branch x', 'Perhaps written:', '- a commit', ...NEXT].join('\n'),
    )
  })
})

test('a run that was too slow says that nothing was written, unless something was', async () => {
  const late = new DeadlineError('Too late.')
  const core = recordingCore()
  await reporterFor(core, {}).fail(late, NOTHING)
  expect(core.failure).toBe('Too late.\nNothing was written.')
  await reporterFor(core, {}).fail(late, { ...NOTHING, writes: { made: ['branch x'], unknown: [] } })
  expect(core.failure).not.toContain('Nothing was written.')
})

test('a secret that is a word of a finding leaves the finding its own words in a run that fails, too', async () => {
  const secrets = new Secrets()
  for (const word of ['MSSO012', 'error', 'apply', 'changed']) secrets.add(word)
  const core = recordingCore()
  const own = finding('MSSO012', { where: 'm.xml:1', what: 'It is not wanted.', cure: 'Correct it.' })
  await reporterFor(core, { secrets }).fail(new Error('No.'), {
    ...NOTHING,
    azure: 'changed',
    findings: [own],
  })
  expect(core.annotations[0]?.[0]).toMatch(/^m\.xml:1: It is not wanted\. Correct it\. See .*#msso012-/)
  expect(core.outputs['azure-changed']).toBe('true')
})

test('a secret that is a word of a finding leaves the finding its own words', async () => {
  const secrets = new Secrets()
  for (const word of ['MSSO012', 'error', 'file', 'wanted']) secrets.add(word)
  const core = recordingCore()
  const own = finding('MSSO012', { where: 'm.xml:1', what: 'It is not wanted.', cure: 'Correct it.' })
  await reporterFor(core, { secrets }).succeed({ ...OPENED, findings: [own] })
  expect(JSON.parse(core.outputs['report']!).findings).toEqual([{ ...own, what: 'It is not ***.' }])
})
