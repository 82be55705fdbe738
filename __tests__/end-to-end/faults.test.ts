import { afterAll, describe, expect, test } from 'vitest'
import { answerTo, pauseBefore } from '../../src/network/index.ts'
import { goodRuns, nameOf, subset, tryFault } from './faults-matrix.ts'
import { HOSTS } from './faults-services.ts'
import { startFaultWorld } from './faults-world.ts'
import { accountOf, tellsOfRegistration } from './told.ts'

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

const APPLICATIONS = `https://${HOSTS.graph}/v1.0/applications`

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
    const { failure = '' } = result
    // The change itself, or the look whether it shows; or the pause before another try of either.
    const awaited = ['GET', 'PATCH'].flatMap((method) => [
      answerTo(method, APPLICATIONS),
      pauseBefore(`${method} ${APPLICATIONS}`),
    ])
    expect(awaited.filter((what) => failure.includes(what))).not.toEqual([])
    expect(failure).toMatch(/\b\d\d:\d\d:\d\d UTC, \d+ /)
    expect(tellsOfRegistration(failure, false)).toBe(true)
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
    const { failure = '', outputs } = result
    expect(failure).toContain(pauseBefore(`POST https://${HOSTS.github}/graphql`))
    expect(accountOf(failure).all.trim()).toBe('')
    expect(tellsOfRegistration(failure, true) || tellsOfRegistration(failure, false)).toBe(false)
    expect(outputs['changed']).toBe('false')
  })
})
