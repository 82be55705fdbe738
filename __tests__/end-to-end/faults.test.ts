import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failureOf } from './azure-world.ts'
import { subset, tryFaults } from './faults-matrix.ts'
import { type FaultWorld, startFaultWorld } from './faults-world.ts'

/** `npm run faults` tries every fault at every request; this is every request, and every fault of each service. */
test('whatever fails on the way, the run says what it left behind and the next one brings everything to the wanted state', async () => {
  const { tried, lost } = await tryFaults(subset, { alwaysAgain: false })
  process.stdout.write(`faults tried: ${tried}, lost: ${lost.length}\n`)
  expect(lost).toEqual([])
  expect(tried).toBeGreaterThan(100)
})

describe('a run that takes too long', () => {
  let world: FaultWorld
  beforeAll(async () => {
    world = await startFaultWorld()
  })
  afterAll(async () => world.stop())

  test('is stopped in the middle of a request, and says for which answer it was waiting and what is in doubt', async () => {
    await world.begin('creating')
    let isSilent = false
    const result = await world.run(
      'creating',
      ({ service, request }) => {
        isSilent ||= request.startsWith('PATCH ')
        return isSilent && service === 'graph' ? { alter: () => 'hang' } : undefined
      },
      9,
    )
    expect(result.exitCode).toBe(1)
    const failure = failureOf(result)
    expect(failure).toMatch(
      /^The run took longer than its limit of 10 minutes and was stopped\. It was waiting for (the answer to|the end of a pause before) (GET|PATCH) https:\/\/graph\.microsoft\.com\/v1\.0\/applications\S* .*\(since \d\d:\d\d:\d\d UTC, \d+ seconds\)/,
    )
    expect(failure).toContain('The change of the app registration may have been made all the same')
    expect(result.leaks).toEqual([])
    expect((await world.run('creating')).exitCode).toBe(0)
  })

  test("is stopped in the middle of a pause of GitHub's client, and has written nothing", async () => {
    await world.begin('creating')
    const body = { message: 'You have exceeded a secondary rate limit.' }
    const result = await world.run(
      'creating',
      ({ service }) =>
        service === 'github' ? { status: 429, headers: { 'retry-after': '120' }, body } : undefined,
      4,
    )
    expect(result.exitCode).toBe(1)
    expect(failureOf(result)).toMatch(
      /waiting for the end of a pause before GET https:\/\/api\.github\.com\/repos\/\S+ \(since .*\nNothing was written\.$/,
    )
  })
})
