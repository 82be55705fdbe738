/** All results of simultaneous requests; when several fail, always the first one's error, whichever came sooner. */
export async function inOrder<T extends readonly unknown[]>(
  ...requests: { [K in keyof T]: Promise<T[K]> }
): Promise<T> {
  await Promise.allSettled(requests)
  const results: unknown[] = []
  for (const request of requests) results.push(await request)
  return results as unknown as T
}
