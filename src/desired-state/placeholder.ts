/**
 * Whether a value still holds a placeholder of the documents that it was copied from, such as {tenant} or <client-id>, also
 * where a browser has percent-encoded the brackets. A query may hold encoded brackets of its own.
 */
export function holdsPlaceholder(value: string): boolean {
  return /[{}<>]|^[^?]*%(?:3c|3e|7b|7d)/i.test(value)
}
