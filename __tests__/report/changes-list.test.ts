import { expect, test } from 'vitest'
import { changesList } from '../../src/report/sections.ts'

const change = { setting: 'A/@b', before: 'old', after: 'new', source: 'input scope', line: 1 }
const many = (count: number) => Array.from({ length: count }, () => change)

test('a change has its setting, where the new value came from, and the old value above the new one', () => {
  expect(changesList([change, { ...change, before: null, after: '' }])).toBe(
    [
      '- **`A/@b`** (from `input scope`)<br>old: `old`<br>new: `new`',
      '- **`A/@b`** (from `input scope`)<br>old: *not in the file*<br>new: *empty*',
    ].join('\n'),
  )
})

test('a value of more than 300 characters is cut', () => {
  const [whole, cut] = ['x'.repeat(300), 'x'.repeat(301)]
  expect(changesList([{ ...change, after: whole }])).toMatch(new RegExp(`new: \`${whole}\`$`))
  expect(changesList([{ ...change, after: cut }])).toMatch(new RegExp(`new: \`${whole}…\`$`))
})

test('fifty changes are shown, and the others counted below the list', () => {
  expect(changesList(many(50)).split('\n')).toHaveLength(50)
  expect(changesList(many(51))).toBe(`${changesList(many(50))}\n\n… and 1 more.`)
})
