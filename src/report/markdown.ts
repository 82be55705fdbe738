import { codePoint, INVISIBLE } from '../text/invisible.ts'
import { shortSentence, truncate } from '../text/truncate.ts'

const ALL_INVISIBLE = new RegExp(INVISIBLE, 'gv')

/** Makes characters visible that could make a reviewer see another text than there is. */
export function visible(text: string): string {
  return text.replaceAll(ALL_INVISIBLE, codePoint)
}

/** Characters of a value that are shown; a summary that is too long for GitHub is not shown at all. */
const MAX_VALUE = 1000

/**
 * A value as inline code: nothing in it is markup, a mention or a link. Line breaks become spaces.
 * @see https://github.github.com/gfm/#code-spans
 */
export function code(value: string): string {
  return longCode(truncate(value, MAX_VALUE))
}

function longCode(value: string): string {
  const text = visible(value.replaceAll(/[\r\n\t]+/g, ' '))
  if (text.trim() === '') return '*empty*'
  if (UNSAFE_IN_CODE.test(text)) return codeInReferences(text)
  const fence = '`'.repeat(longestRun(text) + 1)
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${fence}${padding}${text}${padding}${fence}`
}

/**
 * In a table the bar of `\|` ends the cell for some renderers whatever stands before it, and what is kept for later runs stands in
 * hidden comments: no value may hold the start or the end of one. In a code span nothing can be escaped.
 */
const UNSAFE_IN_CODE = /\\\||<!--|-->/

/** Every sign that means something is written as a reference. */
function codeInReferences(text: string): string {
  return `<code>${text.replaceAll(/[!-/:-@[-`{-~]/g, (c) => `&#${c.charCodeAt(0)};`)}</code>`
}

const MAX_TEXT = 4000

/**
 * Text outside of code, with everything that GitHub's Markdown could act on made plain. Mentions and references to issues are
 * looked for in the text that comes out, where backslashes are gone: an invisible character parts them. A bar behind a backslash
 * ends a table's cell for some renderers.
 */
export function plain(value: string): string {
  return visible(truncate(value, MAX_TEXT).replaceAll(/[\r\n\t]+/g, ' '))
    .replaceAll(/[\\`*_[\]<>#~&$]/g, '\\$&')
    .replaceAll('\\<!--', '&lt;!--')
    .replaceAll('://', ':\\//')
    .replaceAll(/www\./gi, (www) => www.replace('.', '\\.'))
    .replaceAll(/[@#]|\bGH(?=-\d)/gi, '$&\u200b')
    .replaceAll('|', '&vert;')
}

/**
 * A sentence of this action, whose quoted parts come from outside: those become code, the rest is plain. A command between backticks
 * becomes code as a whole: without the quotes inside of it, it would be another one.
 */
export function sentence(text: string): string {
  return shortSentence(text)
    .split(/(`[^`]*`|"[^"]*")/)
    .map((part, index) => (index % 2 === 1 ? longCode(part.slice(1, -1)) : plain(part)))
    .join('')
}

/**
 * An item of a list with the old value above the new one: on a phone nothing has to be scrolled sideways, as in a table, whose code
 * GitHub does not wrap.
 */
export function beforeAndAfter(name: string, before: string, after: string): string {
  return `- ${name}<br>old: ${before}<br>new: ${after}`
}

/** A table with cells that are Markdown already; the bars in them are escaped here. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A fenced block whose fence is longer than any in the text. */
export function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`
}

export function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`
}

/** The start of a Markdown text, up to a line's end: half a code span would set free what is in it. */
export function wholeLines(text: string, longest: number): string {
  return text.slice(0, Math.max(0, text.lastIndexOf('\n', Math.max(0, longest))))
}

function longestRun(text: string): number {
  const runs = text.match(/`+/g) ?? []
  return runs.reduce((longest, { length }) => Math.max(longest, length), 0)
}
