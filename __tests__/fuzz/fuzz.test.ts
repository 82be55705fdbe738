import { afterAll, describe, expect, test } from 'vitest'
import { corpus } from './corpus.ts'
import { casesOf, TARGETS } from './targets.ts'

/** `npm run fuzz` tries a million, in processes of its own; here as many as take some seconds. */
const CASES = Number(process.env['FUZZ_CASES'] ?? 4_000)
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)

const counted = { tried: 0, lost: 0 }
afterAll(() => {
  console.log(`bad inputs tried: ${counted.tried}, lost: ${counted.lost}`)
})

describe('every bad input of the corpus is refused or read as what it says', () => {
  test.each(corpus())('$name', async ({ check }) => {
    counted.tried++
    counted.lost++
    await check()
    counted.lost--
  })
})

test.each(TARGETS)('whatever comes as $name, what must hold does', async (target) => {
  const { tried, lost, report } = await target.attack(SEED, casesOf(target, CASES))
  counted.tried += tried
  counted.lost += lost
  expect(report).toBe('')
})
