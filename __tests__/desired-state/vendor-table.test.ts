import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { desiredState, parseProviderProperties } from '../../src/desired-state/index.ts'
import { problemText } from '../../src/problems.ts'
import { NO_VALUES } from './no-values.ts'

const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'

/** Table 1 of the vendor's page, slips included. */
const PRINTED = readFileSync(join(import.meta.dirname, '../fixtures/table-1-as-printed.tsv'), 'utf8')
const FILLED = PRINTED.replaceAll('{tenant}', TENANT)
  .replaceAll('{client_id}', CLIENT)
  .replaceAll('{client_secret}', 'abC8Q~x1.Y-z_9KdLmN')

const FORMS: readonly [name: string, form: (table: string) => string][] = [
  ['as it is', (table) => table],
  ['as a table with bars', (table) => table.replaceAll(/^(.*)\t(.*)$/gm, '| $1 | $2 |')],
  ['as name=value', (table) => table.replace(/^.*\n/, '').replaceAll('\t', '=')],
]

const state = (pasted: string, providerId = 'provider_1') =>
  desiredState({ ...NO_VALUES, providerProperties: parseProviderProperties(pasted), providerId })

describe.each(FORMS)("the vendor's own table, pasted %s", (_, form) => {
  test('is understood line by line', () => {
    const { properties, ignoredLines, secrets } = parseProviderProperties(form(FILLED))
    expect(ignoredLines).toEqual([])
    expect(properties).toHaveLength(81)
    expect(secrets).toEqual(['abC8Q~x1.Y-z_9KdLmN'])
  })

  test('is refused for its misspelt token endpoint, and the right one is proposed', () => {
    const { problems } = state(form(FILLED))
    const path = `${TENANT}/oauth2/v2.0/token`
    expect(problems.map(problemText)).toEqual([
      `provider_1.tokenEndpointUrl: The host of "https://login.microsoftlonline.com/${path}" is not "login.microsoftonline.com" but looks like it. Did you mean "https://login.microsoftonline.com/${path}"?`,
    ])
  })

  test.each(['provider_2', 'provider_3', 'provider_4'])(
    'has the scope of a foreign application in %s',
    (id) => {
      const { problems, findings } = state(form(FILLED), id)
      expect(problems).toEqual([])
      const ofValues = findings.filter(({ place }) => place === 'values')
      expect(ofValues).toMatchObject([{ id: 'MSSO001', wanted: `api://${CLIENT}` }])
    },
  )

  test('with its placeholders is refused, they are named, and so is the misspelt host', () => {
    const told = state(form(PRINTED)).problems.map(problemText)
    expect(told).toEqual([
      expect.stringMatching(/^provider_1\.authorizeEndpointUrl: .*\{tenant\}.* contains a placeholder\./),
      'provider_1.tokenEndpointUrl: "https://login.microsoftlonline.com/{tenant}/oauth2/v2.0/token" contains a placeholder, and its host is not "login.microsoftonline.com" but looks like it. Replace it with the real tenant, and write the host as "login.microsoftonline.com".',
      expect.stringMatching(/^provider_1\.clientId: The client ID contains a placeholder: "\{client_id\}"\./),
      expect.stringMatching(/^provider_1\.scope: .*\{client_id\}.* contains a placeholder\./),
    ])
  })
})
