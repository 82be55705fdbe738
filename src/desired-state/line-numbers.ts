const SHOWN = 20

/**
 * Lines as the start of a sentence: "Line 3", "Lines 1 and 2", "Lines 1, 2, … and 10 more".
 * @param lines one-based, at least one
 */
export function lineNumbers(lines: readonly number[]): string {
  const more = lines.length - SHOWN
  const entries = more > 0 ? [...lines.slice(0, SHOWN), `${more} more`] : lines
  if (entries.length === 1) return `Line ${entries[0]}`
  return `Lines ${entries.slice(0, -1).join(', ')} and ${entries.at(-1)}`
}
