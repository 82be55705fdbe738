/** Does all items, each in whichever world is free next; a world does one after the other. */
export async function spread<W, T>(
  worlds: readonly W[],
  items: readonly T[],
  work: (world: W, item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values()
  const all = async (world: W) => {
    for (const item of queue) await work(world, item)
  }
  await Promise.all(worlds.map(all))
}
