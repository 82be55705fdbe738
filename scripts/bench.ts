/**
 * Measures what a run costs, in counts and ratios: cold start, bytes loaded, requests, rendering. Prints tables, and with --write
 * puts them into docs/performance.md. Other words choose the tables whose names contain one of them.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { coldStart, loadedBytes } from './bench/cold-start.ts'
import { rendering } from './bench/rendering.ts'
import { allRequests, plainRequests } from './bench/requests.ts'
import { wholeRun } from './bench/whole-run.ts'

const DOCUMENT = join(import.meta.dirname, '../docs/performance.md')

const measures: Readonly<Record<string, () => string | Promise<string>>> = {
  start: coldStart,
  'bytes loaded': loadedBytes,
  requests: plainRequests,
  'requests with everything': allRequests,
  rendering,
  'whole run': wholeRun,
}

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const isChosen = (name: string) => words.length === 0 || words.some((word) => name.includes(word))

const results = new Map<string, string>()
for (const [name, measure] of Object.entries(measures).filter(([name]) => isChosen(name))) {
  const result = await measure()
  results.set(name, result)
  console.log(`\n${name}\n\n${result}`)
}
if (process.argv.includes('--write')) {
  let text = readFileSync(DOCUMENT, 'utf8')
  for (const [name, result] of results) {
    const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`]
    const [before, rest] = text.split(begin)
    text = `${before}${begin}${result}\n${rest!.slice(rest!.indexOf(end))}`
  }
  writeFileSync(DOCUMENT, text)
}
