import { afterAll, describe, expect, test } from 'vitest'
import { goodRuns, nameOf, subset, tryFault } from './faults-matrix.ts'
import { startFaultWorld } from './faults-world.ts'

const world = await startFaultWorld({ isBundle: true })
afterAll(async () => {
  await world.stop()
  expect(world.violations()).toEqual([])
})

describe('dist says what it left behind and its next run brings everything to the wanted state, after', async () => {
  const goods = await goodRuns([world], ['creating'])
  // A small part of what faults-matrix.test.ts tries with the sources. Nobody ends a silence before its time here.
  const cases = subset(goods)
    .filter(({ kind }) => !/answer in time/.test(kind.name))
    .filter((_, index) => index % 12 === 0)

  test.each(cases.map((fault) => ({ fault, name: nameOf(fault) })))('$name', async ({ fault }) => {
    expect((await tryFault(world, fault, goods.get('creating')!, false)).wrong).toEqual([])
  })
})

describe('a run that takes too long', () => {
  test('is stopped in the middle of a request, and says for which answer it was waiting and what is in doubt', async () => {
    await world.begin('creating')
    let isSilent = false
    const result = await world.run(
      'creating',
      {
        injection({ service, request }) {
          isSilent ||= request.startsWith('PATCH ')
          return isSilent && service === 'graph' ? { alter: () => 'hang' } : undefined
        },
      },
      9,
    )
    expect(result.failure).toMatch(
      /^The run took longer than its limit of 10 minutes and was stopped\. It was waiting for (the answer to|the end of a pause before) (GET|PATCH) https:\/\/graph\.microsoft\.com\/v1\.0\/applications\S* .*\(since \d\d:\d\d:\d\d UTC, \d+ seconds\)/,
    )
    expect(result.failure).toContain('Perhaps written:\n- app registration changed')
    expect(result.leaks).toEqual([])
    expect((await world.run('creating')).failure).toBeUndefined()
  })

  test("is stopped in the middle of a pause of GitHub's client, and has written nothing", async () => {
    await world.begin('creating')
    const body = { message: 'You have exceeded a secondary rate limit.' }
    const result = await world.run(
      'creating',
      {
        injection: ({ service }) =>
          service === 'github' ? { status: 429, headers: { 'retry-after': '120' }, body } : undefined,
      },
      4,
    )
    expect(result.failure).toMatch(
      /waiting for the end of a pause before POST https:\/\/api\.github\.com\/graphql \(since .*\nNothing was written\.$/,
    )
  })
})
