/**
 * What a fleet costs, on paper: the measured requests of one run times the number of environments, against the documented limits.
 * `npm run fleet-cost` prints the tables of docs/fleet.md; the end-to-end tests hold the measured numbers.
 */

import { MAX_ENVIRONMENTS } from '../src/inputs/inventory.ts'
import { AT_ONCE } from '../src/modes/fleet.ts'
import { table } from './bench/table.ts'

/** Requests to GitHub of one run, and how many of them create content. Asserted in __tests__/end-to-end/fleet.test.ts. */
export const REQUESTS = {
  open: { all: 4, writes: 3 },
  check: { all: 1, writes: 0 },
} as const

/**
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 * @see https://docs.github.com/en/actions/reference/limits
 */
const LIMITS = {
  /** Requests in an hour: GITHUB_TOKEN in one repository, and the least that a GitHub App's installation gets. */
  githubToken: 1000,
  app: 5000,
  /** Requests that create content, in an hour. */
  writes: 500,
} as const

/** Seconds of a job on a runner of GitHub, as guessed from runs of a few environments: its start, and what each one takes. */
const SECONDS = { start: 15, environment: 1.5 } as const

export function costTable(environments: readonly number[]): string {
  const head = [
    'Environments',
    'Requests to open all',
    'of them writes',
    'Shortest time for them',
    'Requests of a nightly check',
    'Share of an hour: `GITHUB_TOKEN` / App',
    'Sign-ins a night: a job each / one for all',
    'Billed minutes a night: a job each / one for all',
  ]
  const rows = environments.map((count) => {
    const open = REQUESTS.open.all * count
    const writes = REQUESTS.open.writes * count
    const check = REQUESTS.check.all * count
    const jobs = Math.ceil(count / MAX_ENVIRONMENTS)
    const hours = Math.max(writes / LIMITS.writes, open / LIMITS.app)
    return [
      count,
      open,
      writes,
      duration(hours),
      check,
      `${share(check, LIMITS.githubToken)} / ${share(check, LIMITS.app)}`,
      `${number(count)} / ${number(jobs)}`,
      `${number(count * minutes(1))} / ${number(jobs * minutes(count / jobs))}`,
    ]
  })
  return table(head, rows)
}

/** What is billed for a check of so many environments in one job: whole minutes. */
function minutes(environments: number): number {
  return Math.ceil((SECONDS.start + (SECONDS.environment * environments) / AT_ONCE) / 60)
}

function duration(hours: number): string {
  return hours < 1 ? `${Math.max(1, Math.round(hours * 60))} min` : `${hours.toFixed(1)} h`
}

function number(value: number): string {
  return value.toLocaleString('en')
}

function share(requests: number, limit: number): string {
  return `${Math.round((requests / limit) * 100)} %`
}

if (import.meta.main) process.stdout.write(`${costTable([10, 100, 1000])}\n`)
