/** Escapes a value for element content. A carriage return becomes a reference, else a parser would read it as a line feed. */
export function escapeText(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
}

/** Escapes a value for an attribute that is quoted with `quote`. White space other than blanks would be normalised away. */
export function escapeAttribute(value: string, quote: '"' | "'"): string {
  return escapeText(value)
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;')
    .replaceAll(quote, quote === '"' ? '&quot;' : '&apos;')
}
