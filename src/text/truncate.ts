/** Not longer than that. @param longest characters that are shown */
export function truncate(text: string, longest: number): string {
  if (text.length <= longest) return text
  return `${text.slice(0, longest).replace(HALF_A_CHARACTER, '')}…`
}

const HALF_A_CHARACTER = /[\uD800-\uDBFF]$/

/** Characters of a quoted value, and of a whole sentence, that are told. */
const MAX_VALUE = 1000
const MAX_SENTENCE = 4000

/** A sentence for people. What it quotes is cut first, so that the rest of it is still there. */
export function shortSentence(text: string): string {
  const quoted = text.replaceAll(/"[^"]*"/g, (value) =>
    value.length > MAX_VALUE + 2 ? `"${truncate(value.slice(1, -1), MAX_VALUE)}"` : value,
  )
  return truncate(quoted, MAX_SENTENCE)
}
