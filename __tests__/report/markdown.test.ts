import { describe, expect, test } from 'vitest'
import { code, fenced, plain, sentence, table, visible } from '../../src/report/markdown.ts'

describe('a value as code', () => {
  test.each([
    ['OAuth', '`OAuth`'],
    ['a `tick`', '`` a `tick` ``'],
    ['```', '```` ``` ````'],
    ['@octocat #1 <b>x</b> [a](b)', '`@octocat #1 <b>x</b> [a](b)`'],
    ['one\r\ntwo\tthree', '`one two three`'],
    ['', '*empty*'],
    ['  ', '*empty*'],
    ['abc\u202Etxt', '`abcU+202Etxt`'],
    ['zero\u200Bwidth', '`zeroU+200Bwidth`'],
  ])('%j becomes %j', (value, markdown) => {
    expect(code(value)).toBe(markdown)
  })
})

test.each([
  ['a_b*c', 'a\\_b\\*c'],
  ['<script>', '\\<script\\>'],
  ['@octocat', '@\u200boctocat'],
  ['see https://evil.test', 'see https:\\//evil.test'],
  ['![x](y)', '!\\[x\\](y)'],
])('plain text %j becomes %j', (text, markdown) => {
  expect(plain(text)).toBe(markdown)
})

test('quoted parts of a sentence become code, the rest is plain', () => {
  expect(sentence('"<b>" is not *known*.')).toBe('`<b>` is not \\*known\\*.')
})

test('bars in cells do not end them', () => {
  expect(table(['A', 'B'], [['`x|y`', 'z']])).toBe('| A | B |\n| --- | --- |\n| `x\\|y` | z |')
})

test('a fence is longer than any in the text', () => {
  expect(fenced('a\n````\nb\n', 'diff')).toBe('`````diff\na\n````\nb\n`````')
})

test('controls and invisible characters are named', () => {
  expect(visible('\u0007\u2066x\ufeff')).toBe('U+0007U+2066xU+FEFF')
})
