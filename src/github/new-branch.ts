import type { retry } from '@octokit/plugin-retry'
import { RequestError } from '@octokit/request-error'
import { NewBranchMissedError } from './errors.ts'
import { wasAnswerLost } from './races.ts'

type Hook = Parameters<typeof retry>[0]['hook']

/** Seconds before a write to a new branch is sent again; all together 10.5. */
const PAUSES = [0.5, 1, 1.5, 2, 2.5, 3]

/** Writes that name a branch, and where they name it. */
const WRITES: Readonly<Record<string, string>> = {
  'PUT /repos/{owner}/{repo}/contents/{path}': 'branch',
  'POST /repos/{owner}/{repo}/pulls': 'head',
}

const MISSED = /Branch .{0,300}not found|"field":"head","code":"invalid"/i

/**
 * GitHub's other routes do not see a branch that was just made, for up to 5 seconds: they read a copy that is behind. So a write
 * to a branch that this run has made is sent again. What is still missed afterwards is reported as a lost race, because somebody may
 * have deleted the branch; a second branch of that name is not waited for.
 * @param wait pauses the run
 */
export function waitForNewBranches(
  hook: Hook,
  wait: (seconds: number, before: string) => Promise<void>,
): void {
  const pauses = new Map<unknown, number[]>()
  hook.wrap('request', async (request, options) => {
    const route = `${options.method} ${options.url}`
    const parameters = options as Readonly<Record<string, unknown>>
    const made = String(parameters['ref']).replace('refs/heads/', '')
    if (route === 'POST /repos/{owner}/{repo}/git/refs' && !pauses.has(made)) pauses.set(made, [...PAUSES])
    const branch = parameters[WRITES[route] ?? '']
    const left = pauses.get(branch)
    if (!left) return request(options)
    for (;;) {
      try {
        return await request(options)
      } catch (error) {
        if (!isMissed(error) || wasAnswerLost(options.request)) throw error
        const seconds = left.shift()
        if (seconds === undefined) throw new NewBranchMissedError(String(branch), error)
        await wait(seconds, `${route} is sent again, because branch ${branch} is not seen yet`)
      }
    }
  })
}

function isMissed(error: unknown): boolean {
  return error instanceof RequestError && [404, 422].includes(error.status) && MISSED.test(error.message)
}
