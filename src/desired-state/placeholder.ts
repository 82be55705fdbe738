/**
 * What a value still holds of the documents that it was copied from, such as {tenant} or <client-id>, also where a browser has
 * percent-encoded the brackets. A query may hold encoded brackets of its own.
 * @returns the placeholder as it stands there; a bracket where it has no end; undefined where there is none
 */
export function placeholderIn(value: string): string | undefined {
  const found =
    /\{[^{}]*\}|<[^<>]*>|[{}<>]/.exec(value) ??
    /%(?:3c|7b)[^?%]*%(?:3e|7d)|%(?:3c|3e|7b|7d)/i.exec(value.split('?', 1)[0]!)
  return found?.[0]
}
