import assert from 'node:assert/strict'

/** What .NET, in which the runner is written, takes for white space at the start of a line, and for the end of one. */
const BLANKS = /^[\t\v\f \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/
const LINE_ENDS = /\r\n|\r|\n/

/**
 * No line is taken for a command by the runner: `::` behind white space at the start of a line, `##[` anywhere in one.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function assertNoCommand(text: string): void {
  for (const line of text.split(LINE_ENDS)) {
    assert.ok(!line.replace(BLANKS, '').startsWith('::'), `a command: ${JSON.stringify(line)}`)
    assert.ok(!line.includes('##['), `a command: ${JSON.stringify(line)}`)
  }
}
