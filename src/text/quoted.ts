/**
 * A value as problems quote it. Before an "@" there may be a user name and a password, also in a text that is no URL, so that
 * part is never shown.
 */
export function quoted(value: string): string {
  return `"${value.replace(/^.*@/s, '…@')}"`
}

/** A word of a shell's command, whatever is in it. */
export function shellQuoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
