/** Differs where it matters: services may answer lists in any order. */
export function canonical(value: unknown): string {
  const sorted = (_: string, part: unknown) =>
    Array.isArray(part) ? part.map((entry) => JSON.stringify(entry)).toSorted() : part
  return JSON.stringify(value, sorted) ?? 'undefined'
}

/** @throws Error when it is not the same */
export function same(what: string, found: unknown, wanted: unknown): void {
  if (Buffer.isBuffer(found) && Buffer.isBuffer(wanted)) {
    if (found.equals(wanted)) return
    const [lines, wantedLines] = [found, wanted].map((bytes) => bytes.toString().split('\n'))
    const index = wantedLines!.findIndex((line, number) => line !== lines![number])
    const number = index < 0 ? wantedLines!.length : index
    throw new Error(
      `${what}: line ${number + 1} is ${JSON.stringify(lines![number])}, and should be ${JSON.stringify(wantedLines![number])}`,
    )
  }
  const [one, other] = [found, wanted].map((value) => JSON.stringify(value) ?? 'undefined')
  if (one !== other) throw new Error(`${what}: it is ${one}, and should be ${other}`)
}
