import { describe, expect, test } from 'vitest'
import { catalogue, type FindingId, finding } from '../../src/findings.ts'
import { Reporter } from '../../src/report/index.ts'
import { type CheckResult, driftOf } from '../../src/report/run-result.ts'
import { checkVerdict, placesTable } from '../../src/report/summary.ts'
import { Secrets } from '../../src/text/secrets.ts'
import { recordingCore } from './recording-core.ts'
import { CHANGED, FINE, OPENED } from './results.ts'

const found = (id: FindingId) => finding(id, { where: 'x', what: 'Y.', cure: 'Z.' })

describe('drift', () => {
  test.each<[string, Partial<CheckResult>]>([
    ['a file that is new', { before: undefined }],
    ['a setting that changes', { changes: OPENED.changes }],
    ['an app registration that is not as wanted', { registration: CHANGED }],
    ['an error at the server', { findings: [found('MSSO067')] }],
    ['a warning about the certificate', { findings: [found('MSSO082'), found('MSSO047')] }],
    ['an error at Entra', { findings: [found('MSSO081')] }],
    ['an error of the app registration', { findings: [found('MSSO030')] }],
    ['a file that is missing', { findings: [found('MSSO013')] }],
    ['a provider that phones can not live with', { findings: [found('MSSO100')] }],
    ['a scope of another application', { findings: [found('MSSO001')] }],
    ['endpoints on different hosts', { findings: [found('MSSO002')] }],
    ['endpoints of different tenants', { findings: [found('MSSO003')] }],
    ['endpoints of version 1', { findings: [found('MSSO005')] }],
  ])('is %s', (_, result) => {
    expect(driftOf({ ...FINE, ...result })).toBe(true)
  })

  test.each<[string, Partial<CheckResult>]>([
    ['nothing at all', {}],
    ['an app registration that is as wanted', { registration: { ...CHANGED, changes: [] } }],
    ['a note about the provider', { findings: [found('MSSO113')] }],
    ['a note about the server', { findings: [found('MSSO069')] }],
    ['a tenant-id that the endpoints take precedence over', { findings: [found('MSSO004')] }],
    ['a line that was not understood', { findings: [found('MSSO006')] }],
    ['an unusual authorization parameter', { findings: [found('MSSO007')] }],
    ['a pull request that stays closed', { findings: [found('MSSO020')] }],
  ])('is not %s', (_, result) => {
    expect(driftOf({ ...FINE, ...result })).toBe(false)
  })
})

test('the output, the report, the heading and the exit code of a check all follow from the field drift of the catalogue', async () => {
  for (const id of Object.keys(catalogue) as FindingId[]) {
    const { drift, severity } = catalogue[id]
    const core = recordingCore()
    const reporter = new Reporter(core, {
      hasSummary: true,
      documentation: 'docs/findings.md',
      secrets: new Secrets(),
    })
    await reporter.succeed({ ...FINE, failsOnDrift: true, findings: [found(id)] })
    const report = JSON.parse(core.outputs['report']!)
    expect([id, core.outputs['drift'], report.drift]).toEqual([id, String(drift), drift])
    expect(core.written).toContain(drift ? ': drift found' : ': no drift in 7 places')
    if (drift) expect(core.failure).toContain(`Drift found: ${catalogue[id].place}.`)
    else expect(core.failure).toBeUndefined()
    if (severity === 'notice') expect(drift).toBe(false)
    if (severity === 'error') expect(drift).toBe(true)
  }
})

describe('the heading of a check', () => {
  test.each<[string, Partial<CheckResult>]>([
    ['no drift in 7 places', {}],
    ['no drift in 1 place', { checked: ['file'] }],
    ['drift found in 1 of 1 place', { checked: ['file'], findings: [found('MSSO012'), found('MSSO011')] }],
    ['drift found in 2 of 7 places', { findings: [found('MSSO012'), found('MSSO047'), found('MSSO082')] }],
    ['drift found', { checked: ['file'], findings: [found('MSSO071')] }],
  ])('says "%s"', (verdict, result) => {
    expect(checkVerdict({ ...FINE, ...result })).toBe(verdict)
  })
})

describe('the table of places', () => {
  test.each([
    ['MSSO001', '⚠️ check this'],
    ['MSSO006', '✅ up to date'],
  ] as const)('has a row for the values, which shows %s as "%s"', (id, sign) => {
    const table = placesTable({ ...FINE, findings: [found(id)] })
    expect(table).toContain(`| Values | ${sign}<br>${catalogue[id].title} |`)
  })

  test('has each place of a finding that may be drift', () => {
    for (const id of Object.keys(catalogue) as FindingId[])
      if (catalogue[id].drift)
        expect(placesTable({ ...FINE, findings: [found(id)] })).toMatch(/\| (❌ drift|⚠️ check this)<br>/)
  })

  test('names the errors of a place before its warnings', () => {
    const findings = [found('MSSO011'), found('MSSO012')]
    expect(placesTable({ ...FINE, findings })).toContain(
      'A setting is missing or has the wrong value<br>A setting was missing and has been added',
    )
  })

  test('shows what was found about a place that could not be compared', () => {
    const checked = ['values', 'file'] as const
    expect(placesTable({ ...FINE, checked, findings: [found('MSSO071')] })).toContain(
      '| Live server | ➖ not checked<br>The server did not report its settings in time |',
    )
  })

  test('says for each what is the matter there', () => {
    const findings = [
      found('MSSO012'),
      found('MSSO012'),
      found('MSSO011'),
      found('MSSO034'),
      found('MSSO036'),
      found('MSSO082'),
      found('MSSO069'),
    ]
    const result = { ...FINE, registration: CHANGED, findings, checked: ['file', 'azure', 'server'] as const }
    expect(placesTable(result)).toMatchInlineSnapshot(`
      "| Place | State |
      | --- | --- |
      | Values | ➖ not checked |
      | File \`mobile-config.xml\` | ❌ drift<br>A setting is missing or has the wrong value (2)<br>A setting was missing and has been added |
      | OIDC provider | ➖ not checked |
      | App registration HCL \\*Connections\\* | ⚠️ check this<br>The access token version does not match the endpoints<br>A WebSphere redirect URI is missing |
      | Endpoints at Entra | ➖ not checked<br>The endpoints could not be compared with Entra |
      | Live server | ✅ up to date<br>The server does not report every setting |
      | Certificate | ➖ not checked |"
    `)
  })

  test("has no line for what is Entra's alone where people sign in elsewhere", () => {
    const table = placesTable({
      ...FINE,
      provider: { kind: 'keycloak', name: 'Keycloak' },
      checked: ['file'],
    })
    expect(table).not.toMatch(/entra|registration/i)
    expect(table).toContain('Live server')
  })

  test('names the app registration only where it was read', () => {
    expect(placesTable(FINE)).toContain('| App registration | ✅ up to date |')
    expect(placesTable({ ...FINE, checked: [] })).toContain('| Certificate | ➖ not checked |')
  })
})
