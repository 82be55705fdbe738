/**
 * Tries every fault at every request that a run makes, end to end on dist/index.js, and looks whether anything is lost. Takes
 * some minutes; the tests try a part of it. Words as arguments choose the faults whose names contain all of them:
 * `npm run faults -- creating graph 503`.
 */
import { nameOf, tryFaults, wholeMatrix } from '../__tests__/end-to-end/faults-matrix.ts'

const words = process.argv.slice(2)
const { tried, lost } = await tryFaults(
  (goods) =>
    [...goods]
      .flatMap(([story, good]) => wholeMatrix(story, good))
      .filter((fault) => words.every((word) => nameOf(fault).includes(word))),
  { progress: console.log },
)
console.log(`faults tried: ${tried}, lost: ${lost.length}`)
for (const each of lost) console.error(each)
process.exitCode = lost.length > 0 || tried === 0 ? 1 : 0
