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
 * A code span cannot escape anything. For some renderers the bar of `\|` ends a table's cell whatever stands before it, and no value
 * may hold the start or the end of a hidden comment, where the action keeps what later runs need.
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
 * A sentence of this action. Its quoted parts come from outside and become code, the rest is plain. A command between backticks
 * becomes code as a whole: without the quotes inside of it, it would be another one.
 */
export function sentence(text: string): string {
  return shortSentence(text)
    .split(/(`[^`]*`|"[^"]*")/)
    .map((part, index) => (index % 2 === 1 ? longCode(part.slice(1, -1)) : plain(part)))
    .join('')
}

/** The parts that there are, with blank lines between them. */
export function paragraphs(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== false && part !== undefined).join('\n\n')
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

const MAX_NAMES = 5

/** The first names, and how many more there are. */
export function listed(names: readonly string[]): string {
  const rest = names.length - MAX_NAMES
  return names.slice(0, MAX_NAMES).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

/** An item of a list with the old value above the new one: a table would have to be scrolled sideways on a phone. */
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
  return (text.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0)
}
