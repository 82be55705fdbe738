import { marked } from 'marked'
import { describe, expect, test } from 'vitest'
import { code, fenced, plain, sentence, table, visible } from '../../src/report/markdown.ts'

describe('a value as code', () => {
  test.each([
    ['OAuth', '`OAuth`'],
    ['a `tick`', '`` a `tick` ``'],
    ['```', '```` ``` ````'],
    ['a ` b `` c', '```a ` b `` c```'],
    ['@octocat #1 <b>x</b> [a](b)', '`@octocat #1 <b>x</b> [a](b)`'],
    ['one\r\ntwo\tthree', '`one two three`'],
    ['`tick', '`` `tick ``'],
    ['tick`', '`` tick` ``'],
    ['', '*empty*'],
    ['  ', '*empty*'],
    ['abc\u202Etxt', '`abcU+202Etxt`'],
    ['zero\u200Bwidth', '`zeroU+200Bwidth`'],
    ['<!-- x', '<code>&#60;&#33;&#45;&#45; x</code>'],
    ['x -->', '<code>x &#45;&#45;&#62;</code>'],
  ])('%j becomes %j', (value, markdown) => {
    expect(code(value)).toBe(markdown)
  })
})

test.each([
  ['a_b*c', 'a\\_b\\*c'],
  ['one\r\n\ttwo', 'one two'],
  ['<script>', '\\<script\\>'],
  ['<!-- x -->', '&lt;!-- x --\\>'],
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

/** `\\|` ends a cell for some renderers: the backslash before the bar is itself escaped. */
test.each(['a|b', 'a\\|b', '|', '\\\\|@octocat'])('a name with a bar stays in its cell: %s', (name) => {
  const html = marked.parse(table(['Name', 'What'], [[plain(name), 'x']]), { async: false })
  const cells = [...html.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell]) => cell!)
  expect(cells).toHaveLength(2)
  expect(cells[0]!.replaceAll('&vert;', '|').replaceAll('\u200b', '')).toBe(name)
})

test('a backslash before a bar does not end a cell', () => {
  expect(table(['A'], [[code('x\\|@octocat [l](https://evil.test)')]]).split('\n')[2]).toBe(
    '| <code>x&#92;&#124;&#64;octocat &#91;l&#93;&#40;https&#58;&#47;&#47;evil&#46;test&#41;</code> |',
  )
})

test.each([
  ['#1', '\\#\u200b1'],
  ['octo/repo#1', 'octo/repo\\#\u200b1'],
  ['GH-1', 'GH\u200b-1'],
  ['www.evil.test', 'www\\.evil.test'],
  ['xwww.evil.test', 'xwww\\.evil.test'],
])('the reference %j is none as %j', (text, markdown) => {
  expect(plain(text)).toBe(markdown)
})

test('every character that hides or reorders text is named', () => {
  expect(visible('\u061c\u00ad\u180e\u3164\ufe0f\u206a\ufff9\u{e0041}\ud800')).toBe(
    'U+061CU+00ADU+180EU+3164U+FE0FU+206AU+FFF9U+E0041U+D800',
  )
})

test('a value with more runs of backticks than a call has arguments is cut and shown', () => {
  expect(code('` '.repeat(500_000)).length).toBeLessThan(1_010)
  expect(fenced('` '.repeat(500_000), '')).toMatch(/^```\n/)
})

test('a value of more than a thousand characters is cut', () => {
  const value = 'x'.repeat(1000)
  expect(code(value)).toBe(`\`${value}\``)
  expect(code(`${value}x`)).toBe(`\`${value}…\``)
})

test('a command in a sentence stays one piece of code, with its quotes, and can be pasted', () => {
  const command = `az ad app update --optional-claims '{"accessToken":[{"name":"email"}]}'`
  expect(sentence(`Or run \`${command}\`, which adds "email".`)).toBe(
    `Or run \`${command}\`, which adds \`email\`.`,
  )
  const long = `run ${'x'.repeat(3000)}`
  expect(sentence(`\`${long}\``)).toBe(`\`${long}\``)
})

test('a backtick in a value of a sentence begins no command', () => {
  expect(sentence('"a`b" is not "c`d".')).toBe('``a`b`` is not ``c`d``.')
})
