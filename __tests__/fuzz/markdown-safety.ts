import assert from 'node:assert/strict'
import { assertVisible } from './target.ts'

/** Tags and comments that the action writes itself. */
const OWN_TAGS = /<(?:br|details|\/details|summary|\/summary)>|<!-- mobile-sso-config [^<>]*-->/y
const OWN_COMMENT =
  /^<!-- mobile-sso-config (?:begin: [\w ;]+|end|\{"wanted":"[\da-f-]+","closedByAction":(?:true|false)(?:,"list":\{"values":\[(?:[ \w.,:/"\\[\]{}]|-(?!-))*\})?\}) -->$/

/** Code in which every sign is a reference. */
const OWN_CODE = /<code>(?:[^!-/:-@[-`{-~]|&#\d+;)*<\/code>/y

/** Links that the action writes itself: to the documentation of a finding and to the pull request. */
const OWN_LINKS = /\[(?:MSSO\d{3}|pull request #\d+)\]\(https:\/\/[^\s()]+\)/g

/**
 * Nothing in the Markdown is alive but what the action means: no tag, link, image, mention, issue or pull request reference out
 * of a name or value; cells stay cells, fences end. By GitHub's rules, in their stricter reading where renderers differ.
 * @see https://github.github.com/gfm/
 */
export function assertHarmless(markdown: string, place: string): void {
  // What keeps mentions and references from being links is itself invisible.
  assertVisible(markdown.replaceAll(/(?<=[@#]|GH)\u200b/gi, ''), place)
  const lines = markdown.split('\n')
  let fence = ''
  let columns = 0
  for (const line of lines) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? ''
    if (fence) {
      if (mark.startsWith(fence) && line.trim() === mark) fence = ''
      continue
    }
    if (mark && !(mark.startsWith('`') && line.slice(line.indexOf(mark) + mark.length).includes('`'))) {
      fence = mark
      continue
    }
    // A value that opens a comment could be taken for what an earlier run has kept.
    if (line.includes('<!--')) assert.match(line, OWN_COMMENT, `a comment in ${place}`)
    columns = line.startsWith('|') ? assertRow(line, columns, place) : 0
    if (!line.startsWith('|')) assertInline(line, place)
  }
  assert.equal(fence, '', `a fence in ${place} does not end`)
}

/** @returns the number of columns, which all rows of a table share */
function assertRow(line: string, columns: number, place: string): number {
  // A backslash before a bar keeps it in its cell; whether "\\|" does depends on the renderer.
  const strict = line.split(/(?<!(?<!\\)(?:\\\\)*\\)\|/).slice(1, -1)
  const lax = line.split(/(?<!\\)\|/).slice(1, -1)
  assert.equal(strict.length, lax.length, `renderers differ about the cells of ${line}`)
  if (columns > 0) assert.equal(strict.length, columns, `a row of ${place} has other cells: ${line}`)
  for (const cell of strict) assertInline(cell.replaceAll('\\|', '|'), place)
  return strict.length
}

function assertInline(line: string, place: string): void {
  const { raw, shown } = outsideOfCode(line.replaceAll(OWN_LINKS, 'link'))
  const fail = (what: string) => assert.fail(`${what} in ${place}: ${line}`)
  if (/(?:https?|ftp):\/\/|www\./i.test(raw)) fail('a live address')
  if (/[^\s@]@[\w-]+\.\w/.test(shown)) fail('a mail address')
  if (/@[a-z\d]/i.test(shown)) fail('a mention')
  if (/#\d/.test(shown) || /\bGH-\d/i.test(shown)) fail('a reference')
}

/** The text that is not code: as it is written, and as it is shown once backslashes are taken away. */
function outsideOfCode(line: string): { raw: string; shown: string } {
  let raw = ''
  let shown = ''
  for (let at = 0; at < line.length; ) {
    const ticks = /`+/y
    ticks.lastIndex = at
    OWN_TAGS.lastIndex = at
    OWN_CODE.lastIndex = at
    const [run = ''] = ticks.exec(line) ?? []
    const [own = ''] = OWN_TAGS.exec(line) ?? []
    const [entities = ''] = OWN_CODE.exec(line) ?? []
    if (entities) at += entities.length
    else if (run) {
      const end = endOfCode(line, at + run.length, run.length)
      at = end ?? at + run.length
      raw += ' '
      shown += ' '
    } else if (own) at += own.length
    else if (line[at] === '\\' && /[!-/:-@[-`{-~]/.test(line[at + 1] ?? '')) {
      raw += line.slice(at, at + 2)
      shown += line[at + 1]
      at += 2
    } else {
      assert.ok(!/^<[a-z/!?]/i.test(line.slice(at)), `a live tag: ${line.slice(at)}`)
      assert.ok(!line.startsWith('](', at) && !line.startsWith('![', at), `a live link: ${line}`)
      raw += line[at]
      shown += line[at]
      at++
    }
  }
  return { raw, shown }
}

/** The offset after the closing run of exactly that many backticks. */
function endOfCode(line: string, from: number, length: number): number | undefined {
  for (const match of line.slice(from).matchAll(/`+/g))
    if (match[0].length === length) return from + match.index + length
  return undefined
}
