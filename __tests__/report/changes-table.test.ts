import { expect, test } from 'vitest'
import { changesTable } from '../../src/report/sections.ts'

const change = { setting: 'A/@b', before: 'old', after: 'new', source: 'input scope', line: 1 }
const many = (count: number) => Array.from({ length: count }, () => change)

test('a change has setting, old and new value, and where the new one came from', () => {
  expect(changesTable([change, { ...change, before: null, after: '' }])).toBe(
    [
      '| Setting | Old value | New value | From |',
      '| --- | --- | --- | --- |',
      '| `A/@b` | `old` | `new` | `input scope` |',
      '| `A/@b` | *not in the file* | *empty* | `input scope` |',
    ].join('\n'),
  )
})

test('a value of more than 300 characters is cut', () => {
  const [whole, cut] = ['x'.repeat(300), 'x'.repeat(301)]
  expect(changesTable([{ ...change, after: whole }])).toContain(`| \`${whole}\` |`)
  expect(changesTable([{ ...change, after: cut }])).toContain(`| \`${whole}…\` |`)
})

test('fifty changes are shown, and the others counted below the table', () => {
  expect(changesTable(many(50)).split('\n')).toHaveLength(52)
  expect(changesTable(many(51))).toBe(`${changesTable(many(50))}\n\n… and 1 more.`)
})
