/**
 * Runs the action's main stories, as the runner runs it, against GitHub and Entra ID themselves where the environment names a scratch
 * repository and a test registration, else against the stand-ins. Where a service is real, the stories run on the stand-ins first,
 * and what the two answered is compared: a maintainer sees where a stand-in is wrong. Words as arguments choose stories:
 * `npm run acceptance -- create close`. With `--real` nothing may be a stand-in; with `--clean-up` nothing is run, and what a run that was
 * killed has left is undone.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Difference, differences } from './acceptance/compare.ts'
import { Ledger } from './acceptance/ledger.ts'
import { type Played, play } from './acceptance/run-stories.ts'
import { hangUp } from './acceptance/service.ts'
import { NEEDED, readSettings, type Settings } from './acceptance/settings.ts'
import { standInAzure, standInGitHub } from './acceptance/stand-ins.ts'
import { STORIES } from './acceptance/stories.ts'
import { realAzure, realGitHub, type World } from './acceptance/world.ts'
import { table } from './bench/table.ts'

const KEPT = join(import.meta.dirname, '../build/acceptance')
const cancelled = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => cancelled.abort())

async function playIn(
  title: string,
  world: World,
  stories: readonly string[],
  ledger = new Ledger(),
): Promise<Played> {
  console.log(`\nOn ${title}:`)
  try {
    const played = await play(world, { stories, ledger, signal: cancelled.signal, progress: console.log })
    for (const failure of played.failures) console.log(`\n${failure}`)
    if (played.exchanges.length === 0) return played
    mkdirSync(KEPT, { recursive: true })
    const file = join(KEPT, `${title.replaceAll(' ', '-')}.jsonl`)
    writeFileSync(file, played.exchanges.map((exchange) => `${JSON.stringify(exchange)}\n`).join(''))
    return played
  } finally {
    await Promise.all([world.github.stop(), world.azure.stop()])
  }
}

/** What is not named by the settings is a stand-in here, too. */
async function playReal({ github, azure }: Settings, stories: readonly string[]): Promise<Played> {
  const real = {
    github: github ? realGitHub(github) : await standInGitHub(github),
    azure: azure ? realAzure(azure) : await standInAzure(azure),
  }
  const name = `${github?.repository} ${azure?.clientId}`.replaceAll(/[^\w.-]/g, '-')
  return playIn('the real services', real, stories, new Ledger(join(KEPT, `unfinished-${name}.json`)))
}

/** @returns whether all is well */
async function acceptance({ github, azure }: Settings, stories: readonly string[]): Promise<boolean> {
  const standIns = async () => ({ github: await standInGitHub(github), azure: await standInAzure(azure) })
  const onStandIns = await playIn('the stand-ins', await standIns(), stories)
  if (onStandIns.failures.length > 0) return false
  if (!github && !azure) {
    console.log(`\n${NEEDED}`)
    return true
  }
  const onReal = await playReal({ github, azure }, stories)
  const found = differences(onStandIns.exchanges, onReal.exchanges)
  show(found)
  return onReal.failures.length === 0 && !found.some(({ matters }) => matters)
}

/** @returns whether nothing is left */
async function cleanUp(settings: Settings): Promise<boolean> {
  if (!settings.github && !settings.azure) throw new Error(`Only real services are cleaned up. ${NEEDED}`)
  const { failures } = await playReal(settings, [])
  if (failures.length === 0) console.log('Nothing is left to undo.')
  return failures.length === 0
}

function show(found: readonly Difference[]): void {
  const rows = found.map(({ matters, request, what, standIn, real }) =>
    [matters ? 'wrong' : 'look', request, what, standIn, real].map((cell) => cell.replaceAll('|', '\\|')),
  )
  const text =
    rows.length === 0
      ? 'The stand-ins answer as the real services do.'
      : `Where the stand-ins are not as the real services ("wrong" fails the run):\n\n${table(['', 'request', 'what', 'stand-in', 'real'], rows)}`
  console.log(`\n${text}`)
  const { GITHUB_STEP_SUMMARY: summary } = process.env
  if (summary) appendFileSync(summary, `${text}\n`)
}

try {
  const isOff = { type: 'boolean', default: false } as const
  const options = { real: isOff, 'clean-up': isOff }
  const { values, positionals: words } = parseArgs({ options, allowPositionals: true })
  const isChosen = (story: string) => words.length === 0 || words.some((word) => story.includes(word))
  const stories = Object.keys(STORIES).filter(isChosen)
  if (stories.length === 0)
    throw new Error(`No story is named so. There are: ${Object.keys(STORIES).join(', ')}.`)
  const settings = readSettings(process.env, values.real)
  const isGood = values['clean-up'] ? await cleanUp(settings) : await acceptance(settings, stories)
  process.exitCode = isGood ? 0 : 1
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
} finally {
  hangUp()
}
