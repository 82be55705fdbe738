export interface Page {
  readonly after?: string | null
  readonly before?: string | null
  readonly first?: number | null
  readonly last?: number | null
}

/** One page of a list; `toNode` is only called for what is on it. */
export function connection<T>(items: readonly T[], page: Page, toNode: (item: T) => unknown) {
  const start = page.after ? indexOf(page.after) + 1 : 0
  const end = page.before ? indexOf(page.before) : items.length
  const from = page.last ? Math.max(start, end - page.last) : start
  const to = page.first ? Math.min(end, start + page.first) : end
  return {
    totalCount: items.length,
    nodes: () => Promise.all(items.slice(from, to).map(toNode)),
    pageInfo: {
      startCursor: from < to ? cursor(from) : null,
      endCursor: from < to ? cursor(to - 1) : null,
      hasNextPage: to < items.length,
      hasPreviousPage: from > 0,
    },
  }
}

const cursor = (index: number) => Buffer.from(`cursor:${index}`).toString('base64')

const indexOf = (text: string) =>
  Number(/^cursor:(\d+)$/.exec(Buffer.from(text, 'base64').toString())?.[1] ?? -1)
