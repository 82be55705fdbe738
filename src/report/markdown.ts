/** Characters that reorder or hide text: bidirectional controls, zero-width characters, C0 and C1 controls. */
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** Makes characters visible that could make a reviewer see another text than there is. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (c) => `U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)
}

/**
 * A value as inline code: nothing in it is markup, a mention or a link. Line breaks become blanks.
 * @see https://github.github.com/gfm/#code-spans
 */
export function code(value: string): string {
  const text = visible(value.replaceAll(/[\r\n\t]+/g, ' '))
  if (text.trim() === '') return '*empty*'
  const fence = '`'.repeat(longestRun(text, '`') + 1)
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${fence}${padding}${text}${padding}${fence}`
}

/** Text outside of code, with everything that GitHub's Markdown could act on made plain, mentions and issue numbers included. */
export function plain(value: string): string {
  return visible(value.replaceAll(/[\r\n\t]+/g, ' '))
    .replaceAll(/[\\`*_[\]<>#|~&$]/g, '\\$&')
    .replaceAll('://', ':\\//')
    .replaceAll('@', '@\u200b')
}

/** A sentence of this action, whose quoted parts come from outside: those become code, the rest is plain. */
export function sentence(text: string): string {
  return text
    .split(/("[^"]*")/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : plain(part)))
    .join('')
}

/** A table with cells that are Markdown already; the bars in them are escaped here. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A fenced block whose fence is longer than any in the text. */
export function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text, '`') + 1))
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`
}

export function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`
}

function longestRun(text: string, character: string): number {
  return Math.max(0, ...(text.match(new RegExp(`${character}+`, 'g')) ?? []).map((run) => run.length))
}
