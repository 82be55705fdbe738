import { afterAll, describe, expect, test } from 'vitest'
import { goodRuns, nameOf, subset, tryFault } from './faults-matrix.ts'
import { startFaultWorld } from './faults-world.ts'

/**
 * `npm run faults` tries every fault at every request on dist; this is every request, and every fault of each service, with the
 * sources in this process. Which requests there are is known when every story has been run once.
 */
const world = await startFaultWorld({ isBundle: false })
const goods = await goodRuns([world])
const cases = subset(goods).map((fault) => ({ fault, name: nameOf(fault) }))

afterAll(async () => {
  await world.stop()
  expect(world.violations()).toEqual([])
})

describe('the run says what it left behind and the next one brings everything to the wanted state, after', () => {
  test.each(cases)('$name', async ({ fault }) => {
    const { wrong } = await tryFault(world, fault, goods.get(fault.story)!, false)
    expect(wrong).toEqual([])
  })

  test('more than a hundred faults', () => {
    expect(cases.length).toBeGreaterThan(100)
  })
})
