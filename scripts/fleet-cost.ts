/**
 * What a fleet costs, on paper: the measured requests of one run times the number of environments, against the documented limits.
 * `npm run fleet-cost` prints the tables of docs/fleet.md; the end-to-end tests hold the measured numbers.
 */

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
  /** Minutes that are billed for a job, however short, on a runner of GitHub. */
  billed: 1,
} as const

export function costTable(environments: readonly number[]): string {
  const head = [
    'Environments',
    'Requests to open all',
    'of them writes',
    'Shortest time for them',
    'Requests of a nightly check',
    'Share of an hour: `GITHUB_TOKEN` / App',
    'Billed minutes a night',
  ]
  const rows = environments.map((count) => {
    const open = REQUESTS.open.all * count
    const writes = REQUESTS.open.writes * count
    const check = REQUESTS.check.all * count
    const hours = Math.max(writes / LIMITS.writes, open / LIMITS.app)
    return [
      count,
      open,
      writes,
      duration(hours),
      check,
      `${share(check, LIMITS.githubToken)} / ${share(check, LIMITS.app)}`,
      count * LIMITS.billed,
    ]
  })
  return table(head, rows)
}

function duration(hours: number): string {
  return hours < 1 ? `${Math.max(1, Math.round(hours * 60))} min` : `${hours.toFixed(1)} h`
}

function share(requests: number, limit: number): string {
  return `${Math.round((requests / limit) * 100)} %`
}

if (import.meta.main) process.stdout.write(`${costTable([10, 100, 1000])}\n`)
