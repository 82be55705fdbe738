import { afterAll, describe, expect, test } from 'vitest'
import { CROWDS, crowdName, tryCrowd } from './races-crowd.ts'
import { nameOf, runRace, startRaces, subset } from './races-matrix.ts'

/**
 * `npm run races` tries everything that a person may do before every request, and more crowds. Which requests there are is known when
 * every story has been run once.
 */
const { github, worlds, gaps } = await startRaces(1)
const [world] = worlds
const races = subset(gaps).map((race) => ({ race, name: nameOf(race) }))

afterAll(async () => {
  await github.stop()
  expect(github.violations).toEqual([])
})

describe('nothing is lost and another run brings what is wanted when', () => {
  test.each(races)('$name', async ({ race }) => {
    expect((await runRace(world!, race, false)).wrong).toEqual([])
  })

  test('people have written in more than a hundred ways', () => {
    expect(races.length).toBeGreaterThan(100)
  })

  const crowds = CROWDS.filter(({ isInTests }) => isInTests).map((crowd) => ({
    crowd,
    name: crowdName(crowd),
  }))
  test.each(crowds)('there are $name', async ({ crowd, name }) => {
    expect(await tryCrowd(github, `acme/crowd-${name.replaceAll(/\W+/g, '-')}`, crowd)).toEqual([])
  })
})
