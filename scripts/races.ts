/**
 * Tries everything that a person may do before every request that a run makes, and many runs at once, and looks whether anything is
 * lost. Takes a quarter of an hour; the tests try a part of it. Words as arguments choose the races whose names contain all of them:
 * `npm run races -- closing pushes "POST /graphql"`.
 */
import { CROWDS, crowdName } from '../__tests__/end-to-end/races-crowd.ts'
import { nameOf, race, raceInCrowds, wholeMatrix } from '../__tests__/end-to-end/races-matrix.ts'

const words = process.argv.slice(2)
const isChosen = (name: string) => words.every((word) => name.includes(word))
const progress = console.log
const crowds = await raceInCrowds(
  CROWDS.filter((crowd) => isChosen(crowdName(crowd))),
  { progress },
)
const races = await race((gaps) => wholeMatrix(gaps).filter((each) => isChosen(nameOf(each))), {
  progress,
})
const tried = crowds.tried + races.tried
const lost = [...crowds.lost, ...races.lost]
console.log(`races tried: ${tried}, lost: ${lost.length}`)
for (const each of lost) console.error(each)
process.exitCode = lost.length > 0 || tried === 0 ? 1 : 0
