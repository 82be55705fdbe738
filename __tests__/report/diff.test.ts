import { expect, test } from 'vitest'
import { unifiedDiff } from '../../src/report/sections.ts'

test('a diff shows the changed lines with three lines of context', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', ''].join('\r\n')
  expect(unifiedDiff('x.xml', before, before.replace('e', 'E'))).toBe(
    ['--- a/x.xml', '+++ b/x.xml', '@@ -2,7 +2,7 @@', ' b', ' c', ' d', '-e', '+E', ' f', ' g', ' h'].join(
      '\n',
    ),
  )
})

test('long lines and long diffs are cut', () => {
  const after = Array.from({ length: 300 }, (_, index) => `${index} ${'x'.repeat(600)}`).join('\n')
  const lines = unifiedDiff('x.xml', '', after).split('\n')
  expect(lines).toHaveLength(201)
  expect(lines.at(-1)).toBe('… 103 more lines')
  expect(Math.max(...lines.map((line) => line.length))).toBe(501)
})

test('characters that reorder text are named', () => {
  expect(unifiedDiff('x.xml', 'a', 'a\u202Eb')).toContain('+aU+202Eb')
})

test('a line of 500 characters is whole, and only the carriage return of a line end is left out', () => {
  const line = 'x'.repeat(499)
  expect(unifiedDiff('x.xml', '', `${line}\n`)).toMatch(/\n\+x{499}$/)
  expect(unifiedDiff('x.xml', '', `${line}x\n`)).toContain(`\n+${line}…`)
  expect(unifiedDiff('x.xml', 'a\r\nb', 'a\r\rc\r\nb')).toContain('+a\r\rc\n')
})

test('lines of the file that look like those of a diff stay', () => {
  const after = 'a\n=====\nb ====\n'
  expect(unifiedDiff('x.xml', 'a\n', after)).toContain(' a\n+=====\n+b ====')
})

test('a diff that would take quadratic time is not made, and a note says so', () => {
  const steps = (values: number) => {
    const lines = (text: string) =>
      Array.from({ length: values }, (_, index) => `<S${index}>${text}</S${index}>`)
    const before = lines(`\n${'a\nb\n'.repeat(5000)}`).join('\n')
    return unifiedDiff('x.xml', before, lines('v').join('\n'))
  }
  expect(steps(100)).toBe('… more than 5000 lines differ, too many to be shown here')
})
