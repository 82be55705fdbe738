import { expect, test } from 'vitest'
import { parseProviderProperties } from '../../src/desired-state/index.ts'
import { readSettingsLines } from '../../src/desired-state/setting.ts'

test('names that every object has are settings like others', () => {
  const names = ['__proto__', 'constructor', 'toString']
  const { settings, problems } = readSettingsLines(names.map((name) => `${name} = x`).join('\n'))
  expect(problems).toEqual([])
  expect(settings.map(({ elements }) => elements)).toEqual(names.map((name) => [name]))
})

test('a path of sixty thousand elements is refused', () => {
  const { problems } = readSettingsLines(`${'a/'.repeat(60_000)}a = x`)
  expect(problems).toMatchObject([{ what: 'The path has more than 20 parts.' }])
})

test('more settings than anybody manages are refused with one problem', () => {
  const lines = Array.from({ length: 501 }, (_, index) => `A${index} = x`)
  expect(readSettingsLines(lines.join('\n'))).toEqual({
    settings: [],
    problems: [
      {
        where: 'settings',
        what: 'There are 501 settings; the limit is 500.',
        cure: 'To change that much, edit the file itself.',
      },
    ],
  })
  expect(readSettingsLines(lines.slice(1).join('\n'))).toMatchObject({
    settings: { length: 500 },
    problems: [],
  })
})

test('a secret in JSON without the name of a provider is masked', () => {
  const { secrets } = parseProviderProperties('{"clientSecret":"Zt8~Q.client-secret_4x"}')
  expect(secrets).toContain('Zt8~Q.client-secret_4x')
})

/** With quadratic time this would take as long as the test may take. */
test('a list with many blanks before a bracket that never comes is read', () => {
  const { properties } = parseProviderProperties(`[name x${' '.repeat(190_000)}`)
  expect(properties).toEqual([])
})

test('many blanks behind what may be the header of a table take no time', () => {
  const text = `Name${' '.repeat(190_000)}x`
  const before = process.threadCpuUsage()
  expect(parseProviderProperties(text).ignoredLines).toEqual([1])
  expect(process.threadCpuUsage(before).user / 1e6).toBeLessThan(2)
})

test('a text that is longer than any provider needs is refused', () => {
  const text = 'provider_1.clientId=x\n'.padEnd(200_000, '#')
  expect(parseProviderProperties(text)).toMatchObject({ properties: { length: 1 }, fault: undefined })
  expect(parseProviderProperties(`${text}#`)).toMatchObject({
    properties: [],
    fault: {
      what: 'It has 200001 characters; the limit is 200000.',
      cure: 'Include only the custom properties of the OpenID Connect relying party.',
    },
  })
})
