import { describe, expect, test } from 'vitest'
import { type FindingId, finding } from '../../src/findings.ts'
import type { RunResult } from '../../src/report/index.ts'
import { driftOf, placesTable } from '../../src/report/verdict.ts'
import { CHANGED, FINE, OPENED } from './results.ts'

const found = (id: FindingId) => finding(id, { where: 'x', what: 'Y.', cure: 'Z.' })

describe('drift', () => {
  test.each<[string, Partial<RunResult>]>([
    ['a file that changes', { isChanged: true }],
    ['a setting that changes', { changes: OPENED.changes }],
    ['an app registration that is not as wanted', { registration: CHANGED }],
    ['an error at the server', { findings: [found('MSSO067')] }],
    ['a warning about the certificate', { findings: [found('MSSO082'), found('MSSO047')] }],
    ['an error at Entra', { findings: [found('MSSO081')] }],
    ['an error of the app registration', { findings: [found('MSSO030')] }],
    ['a file that is missing', { findings: [found('MSSO013')] }],
    ['a provider that phones can not live with', { findings: [found('MSSO100')] }],
  ])('is %s', (_, result) => {
    expect(driftOf({ ...FINE, ...result })).toBe(true)
  })

  test.each<[string, Partial<RunResult>]>([
    ['nothing at all', {}],
    ['an app registration that is as wanted', { registration: { ...CHANGED, changes: [] } }],
    ['a note about the provider', { findings: [found('MSSO113')] }],
    ['a note about the server', { findings: [found('MSSO069')] }],
    ['a warning about values', { findings: [found('MSSO001')] }],
    ['a pull request that stays closed', { findings: [found('MSSO020')] }],
  ])('is not %s', (_, result) => {
    expect(driftOf({ ...FINE, ...result })).toBe(false)
  })
})

describe('the table of places', () => {
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
      "| Place | As wanted | What was found |
      | --- | --- | --- |
      | File \`mobile-config.xml\` | ❌ no | A setting is not as wanted (2)<br>A setting was missing and has been added |
      | OIDC provider | ➖ | not checked |
      | App registration HCL \\*Connections\\* | ⚠️ look | The access token version does not fit the endpoints<br>WebSphere's own redirect URI is missing |
      | Endpoints at Entra | ➖ | not checked<br>The endpoints could not be compared with Entra |
      | Live server | ✅ yes | The server does not report every setting |
      | Certificate | ➖ | not checked |"
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
    expect(placesTable(FINE)).toContain('| App registration | ✅ yes | as wanted |')
    expect(placesTable({ ...FINE, checked: [] })).toContain('| Certificate | ➖ | not checked |')
  })
})
