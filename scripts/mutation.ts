/**
 * Are the tests any good? Changes the code in small ways, one at a time, and looks whether a test fails. Ends with the score of
 * each area: the share of the changes that a test noticed. `npm run mutation` runs all areas, `npm run mutation -- report` one.
 * What is known from the run before is taken from build/mutation; `--force` runs every mutant again.
 * @see https://stryker-mutator.io/docs/stryker-js/configuration
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { MutantStatus, PartialStrykerOptions } from '@stryker-mutator/api/core'
import { Stryker } from '@stryker-mutator/core'

/** What decides, reads and writes values; clients that only carry out are judged end to end. The tests of an area are its folder's. */
const AREAS: Readonly<Record<string, readonly string[]>> = {
  'desired-state': ['src/desired-state/**/*.ts'],
  'mobile-config': ['src/mobile-config/**/*.ts'],
  github: ['src/github/{decide,marker,ownership}.ts'],
  entra: ['src/entra/{audit,decide}.ts'],
  report: ['src/report/**/*.ts'],
  'wsadmin-script': ['src/wsadmin-script/*.ts'],
}

/** The least score of each area, in per cent. */
const MINIMUM = 85

const ROOT = join(import.meta.dirname, '..')
const NOTICED: readonly MutantStatus[] = ['Killed', 'Timeout']
const MISSED: readonly MutantStatus[] = ['Survived', 'NoCoverage']

interface Result {
  readonly area: string
  /** In per cent. */
  readonly score: number
  readonly missed: number
  readonly all: number
  readonly minutes: number
}

async function judge(area: string, force: boolean): Promise<Result> {
  const start = performance.now()
  const folder = `build/mutation/${area}`
  mkdirSync(join(ROOT, folder), { recursive: true })
  const options: PartialStrykerOptions & { readonly vitest: object } = {
    mutate: [...AREAS[area]!],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'vitest.mutation.config.ts', dir: `__tests__/${area}` },
    coverageAnalysis: 'perTest',
    // Stryker would read tsconfig.json with an interface that TypeScript 7 no longer has, so it is not copied either.
    ignorePatterns: ['/*', '!/package.json', '!/src', '!/__tests__', '!/vitest.mutation.config.ts'],
    tempDirName: `${folder}/sandbox`,
    incremental: true,
    incrementalFile: `${folder}/incremental.json`,
    force,
    concurrency: 2,
    // A machine that is busy with other things must not look like a test that noticed something.
    timeoutMS: 20_000,
    reporters: ['clear-text', 'html', 'json'],
    clearTextReporter: { allowColor: false, reportTests: false, reportScoreTable: false },
    htmlReporter: { fileName: `${folder}/report.html` },
    jsonReporter: { fileName: `${folder}/report.json` },
    allowConsoleColors: false,
  }
  const mutants = await new Stryker(options).runMutationTest()
  const count = (statuses: readonly MutantStatus[]) =>
    mutants.filter(({ status }) => statuses.includes(status)).length
  const missed = count(MISSED)
  // What keeps the code from being loaded at all, and is neither, proves nothing.
  const all = count(NOTICED) + missed
  const minutes = (performance.now() - start) / 60_000
  return { area, score: (100 * (all - missed)) / all, missed, all, minutes }
}

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const unknown = names.filter((name) => !Object.hasOwn(AREAS, name))
if (unknown.length > 0)
  throw new Error(`There is no area ${unknown.join(', ')}; there are ${Object.keys(AREAS).join(', ')}.`)

process.chdir(ROOT)
const results: Result[] = []
for (const area of names.length > 0 ? names : Object.keys(AREAS))
  results.push(await judge(area, process.argv.includes('--force')))
for (const { area, score, missed, all, minutes } of results)
  console.log(`${area}: ${score.toFixed(1)} %, ${missed} of ${all} survived, ${minutes.toFixed(1)} min`)
const poor = results.filter(({ score }) => !(score >= MINIMUM)).map(({ area }) => area)
if (poor.length > 0) {
  console.error(
    `Below ${MINIMUM} %: ${poor.join(', ')}. build/mutation/<area>/report.html shows what no test noticed.`,
  )
  process.exitCode = 1
}
