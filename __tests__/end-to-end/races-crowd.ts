import { RACE_ERRORS } from '../../src/github/index.ts'
import { derivedBranch } from '../../src/inputs/rules.ts'
import type { GitHubStandIn } from '../stand-ins/github/index.ts'
import { failureOf } from './azure-world.ts'
import { BASE } from './races-people.ts'
import { stateOf } from './races-referee.ts'
import { runAction } from './run-action.ts'
import { runSources } from './run-sources.ts'
import { CONFIG, VALUES } from './world.ts'

/** Runs of dist at the same time in one repository. */
export interface Crowd {
  readonly runs: number
  /** Of the configurations; the runs are dealt out to them. */
  readonly paths: readonly string[]
  readonly keepsScript: boolean
  /** There is a pull request already, made for other values. */
  readonly isUpdate: boolean
  /** The tests have it run; the others run with `npm run races`. */
  readonly isInTests: boolean
}

const PATHS = Array.from({ length: 10 }, (_, index) => `site-${index + 1}/mobile-config.xml`)
const ONE = { paths: PATHS.slice(0, 1), keepsScript: false, isUpdate: false, isInTests: false }

export const CROWDS: readonly Crowd[] = [
  { ...ONE, runs: 2 },
  { ...ONE, runs: 2, keepsScript: true, isInTests: true },
  { ...ONE, runs: 2, isUpdate: true },
  { ...ONE, runs: 10, isInTests: true },
  { ...ONE, runs: 10, keepsScript: true },
  { ...ONE, runs: 10, isUpdate: true },
  { ...ONE, runs: 10, keepsScript: true, isUpdate: true },
  { ...ONE, runs: 2, paths: PATHS.slice(0, 2) },
  { ...ONE, runs: 10, paths: PATHS, isInTests: true },
  { ...ONE, runs: 10, paths: PATHS, keepsScript: true, isUpdate: true },
]

export function crowdName({ runs, paths, keepsScript, isUpdate }: Crowd): string {
  const where = paths.length === 1 ? 'on one path' : `on ${paths.length} paths`
  const what = isUpdate ? 'updating' : 'creating'
  return `${runs} runs at once ${where}, ${what}${keepsScript ? ' with the script' : ''}`
}

/** @returns what was lost */
export async function tryCrowd(
  github: GitHubStandIn,
  name: string,
  { runs, paths, keepsScript, isUpdate }: Crowd,
): Promise<string[]> {
  const files = Object.fromEntries(paths.map((path) => [path, CONFIG]))
  const repository = await github.createRepository(name, { files, private: true })
  const token = github.createJobToken(name)
  const environment = github.variablesOf(name)
  const jobOf = (path: string, values: object = {}) => {
    const script = keepsScript ? { 'wsadmin-script': `file:${path.replace('.xml', '.py')}` } : {}
    return { inputs: { token, ...VALUES, 'config-path': path, ...script, ...values }, environment }
  }
  if (isUpdate) await Promise.all(paths.map((path) => runSources(jobOf(path, { scope: 'openid' }))))
  const results = await Promise.all(
    Array.from({ length: runs }, (_, index) => runAction(jobOf(paths[index % paths.length]!))),
  )
  const failed = results.filter(({ exitCode }) => exitCode !== 0)
  const wrong = failed
    .filter((result) => !failureOf(result).includes(RACE_ERRORS.gaveUp))
    .map(({ log }) => `fails: ${log}`)
  if (failed.length === runs) wrong.push('all runs fail')
  for (const path of paths) {
    const branch = derivedBranch(path, undefined)
    const open = repository.pulls().filter(({ state, head }) => state === 'open' && head.ref === branch)
    if (open.length !== 1) wrong.push(`${open.length} pull requests are open for ${path}`)
    const commits = (await repository.git('rev-list', `${BASE}..${branch}`)).trim().split('\n')
    // Where a branch begins, the file and the script are a commit each.
    if (commits.length > (keepsScript && !isUpdate ? 2 : 1))
      wrong.push(`${commits.length} commits for ${path}`)
  }
  const before = await stateOf(repository)
  const again = await Promise.all(paths.map((path) => runSources(jobOf(path))))
  for (const { failure, outputs, log } of again)
    if (failure !== undefined || outputs['pull-request-operation'] !== 'none')
      wrong.push(`another run does more: ${log}`)
  if ((await stateOf(repository)) !== before) wrong.push('another run changes something')
  return wrong
}
