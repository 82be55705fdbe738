import { expect, test } from 'vitest'
import { UTF_8 } from '../../src/mobile-config/encoding.ts'
import { applyEdits, SourceText } from '../../src/mobile-config/source-text.ts'

test('edits are applied wherever they stand, in any order', () => {
  const edits = [
    { start: 4, end: 5, replacement: 'E' },
    { start: 0, end: 0, replacement: '>' },
    { start: 2, end: 4, replacement: '' },
  ]
  expect(applyEdits('abcde', edits)).toBe('>abE')
})

test('insertions at one place keep their order, before a replacement there', () => {
  const edits = [
    { start: 1, end: 2, replacement: 'X' },
    { start: 1, end: 1, replacement: '1' },
    { start: 1, end: 1, replacement: '2' },
  ]
  expect(applyEdits('abc', edits)).toBe('a12Xc')
})

test('overlapping edits are a mistake', () => {
  expect(() =>
    applyEdits('abc', [
      { start: 0, end: 2, replacement: '' },
      { start: 1, end: 3, replacement: '' },
    ]),
  ).toThrow(new RangeError('two edits overlap at offset 1'))
})

test('places count lines and columns from one, whatever ends the lines', () => {
  const source = new SourceText('a/b.xml', 'x\r\ny\rz\n\nend', UTF_8)
  expect([0, 3, 5, 7, 8, 10].map((offset) => source.problem(offset, '', '').where)).toEqual([
    'a/b.xml:1:1',
    'a/b.xml:2:1',
    'a/b.xml:3:1',
    'a/b.xml:4:1',
    'a/b.xml:5:1',
    'a/b.xml:5:3',
  ])
})

test('line ends and indentation follow the surroundings', () => {
  const source = new SourceText('x', 'a\r\n\tb c\nd\re', UTF_8)
  expect(source.lineEnding(4)).toBe('\r\n')
  expect(source.lineEnding(8)).toBe('\n')
  expect(source.lineEnding(0)).toBe('\r\n')
  expect(new SourceText('x', 'one line', UTF_8).lineEnding(3)).toBe('\n')
  expect(source.indentationBefore(4)).toBe('\t')
  expect(source.indentationBefore(6)).toBeUndefined()
  expect(source.lineAt(0).end).toBe(1)
  expect(source.lineAt(4).end).toBe(7)
  expect(source.lineAt(10).end).toBe(11)
})
