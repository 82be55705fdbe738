import { expect, test } from 'vitest'
import { logText } from '../../src/report/log.ts'

test.each([
  ['::set-output name=x::y', ':\\:set-output name=x::y'],
  ['first\n  ::add-mask::x', 'first\n  :\\:add-mask::x'],
  ['a "##[stop-commands]x" b', 'a "##\\[stop-commands]x" b'],
  ['\u00a0::stop-commands::x', '\u00a0:\\:stop-commands::x'],
  ['x\r\u2003::error::x', 'x\r\u2003:\\:error::x'],
  ['file.xml:12: A::b', 'file.xml:12: A::b'],
  ['\u202etxt', 'U+202Etxt'],
])('%j can not be taken for a command', (text, safe) => {
  expect(logText(text)).toBe(safe)
})
