import { type Deadline, DeadlineError } from './deadline.ts'
import { causesOf, failureKind } from './failure.ts'
import { type Answer, AnswerTooLargeError, type Fetch } from './fetch.ts'

/** Seconds that are waited for a service at the most; a longer wait is better done by the next run. */
export const MAX_WAIT = 120

/** How often a request is repeated. */
const MAX_RETRIES = 3

/** Too many requests, and what a service answers that is not well at the moment. */
const TEMPORARY: readonly number[] = [429, 500, 502, 503, 504]

export interface Waiting {
  /** Says why the run waits. */
  warning(message: string): void
  readonly wait: Deadline['wait']
}

/** What a request came to. */
export type Outcome = Answer | { readonly error: unknown }

/**
 * Repeats requests that failed for a moment, after the time that the service names in Retry-After, else after 1, 2 and 4
 * seconds. Only for requests that may be carried out twice. The last answer or error is handed on.
 * @param mayRepeat narrows down what is repeated
 * @see https://learn.microsoft.com/en-us/graph/throttling#best-practices-to-handle-throttling
 */
export function retrying(
  send: Fetch,
  { warning, wait }: Waiting,
  mayRepeat: (outcome: Outcome) => Promise<boolean> = async () => true,
): Fetch {
  return async (url, options) => {
    for (let retries = 0; ; retries++) {
      const outcome = await send(url, options).catch((error: unknown) => ({ error }))
      const seconds = retries < MAX_RETRIES ? pauseAfter(outcome, 2 ** retries) : undefined
      if (seconds === undefined || !(await mayRepeat(outcome))) {
        if ('error' in outcome) throw outcome.error
        return outcome
      }
      const reason = 'error' in outcome ? 'gave no answer' : `answered with ${outcome.status}`
      const { host, pathname } = new URL(url)
      const request = `${options?.method ?? 'GET'} https://${host}${pathname}`
      warning(`${request}: the service ${reason}; trying again in ${seconds} seconds.`)
      await wait(seconds, `${request} is sent again`)
    }
  }
}

/** Undefined when repeating is of no use. */
function pauseAfter(outcome: Outcome, backoff: number): number | undefined {
  if ('error' in outcome) return isLasting(outcome.error) ? undefined : backoff
  return secondsAfter(outcome.status, outcome.headers.get('retry-after'), backoff)
}

/**
 * How long to wait before a request that was answered with that status is sent again.
 * @param header Retry-After of the answer, in seconds or as a date
 * @param backoff seconds where the service names none
 * @returns undefined when sending it again is of no use, or the service wants a longer wait than a run can give it
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function secondsAfter(status: number, header: string | null, backoff: number): number | undefined {
  if (!TEMPORARY.includes(status)) return undefined
  const isNumber = /^\s*\d+\s*$/.test(header ?? '')
  const untilDate = Math.max(0, Math.ceil((Date.parse(header ?? '') - Date.now()) / 1000))
  const asked = isNumber ? Number(header) : Number.isNaN(untilDate) ? backoff : untilDate
  return asked <= MAX_WAIT ? asked : undefined
}

/** What waiting does not cure: TLS that is not in order, an answer that is too large, and a run whose time is up. */
export function isLasting(error: unknown): boolean {
  const isOwn = (cause: Error) => cause instanceof DeadlineError || cause instanceof AnswerTooLargeError
  return causesOf(error).some(isOwn) || ['untrusted', 'tls'].includes(failureKind(error).kind)
}
