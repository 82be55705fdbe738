/** Replace the characters from `start` up to `end` (UTF-16 offsets; equal for an insertion). */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly replacement: string
}

/**
 * Splices edits into a text; everything outside of them stays as it is.
 * @param edits in any order; edits with the same start are applied in the order given
 * @throws RangeError when two edits overlap, which would be a mistake of the caller
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = []
  let position = 0
  for (const { start, end, replacement } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < position) throw new RangeError(`two edits overlap at offset ${start}`)
    pieces.push(text.slice(position, start), replacement)
    position = end
  }
  pieces.push(text.slice(position))
  return pieces.join('')
}
