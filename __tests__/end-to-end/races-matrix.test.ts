import { expect, test } from 'vitest'
import { CROWDS } from './races-crowd.ts'
import { race, raceInCrowds, subset } from './races-matrix.ts'

/** `npm run races` tries everything that a person may do before every request, and more crowds. */
test('whoever writes at the same time, nothing is lost and another run brings what is wanted', async () => {
  const [alone, crowded] = await Promise.all([
    race(subset, { alwaysAgain: false }),
    raceInCrowds(CROWDS.filter(({ isInTests }) => isInTests)),
  ])
  const lost = [...alone.lost, ...crowded.lost]
  process.stdout.write(`races tried: ${alone.tried + crowded.tried}, lost: ${lost.length}\n`)
  expect(lost).toEqual([])
  expect(alone.tried).toBeGreaterThan(100)
})
