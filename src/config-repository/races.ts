import { RequestError } from '@octokit/request-error'
import { sentence } from './cures.ts'
import { RaceLostError } from './errors.ts'

/** {@link RaceLostError} for a 404, 409 or 422 that a simultaneous write explains; any other error as it is. */
export function raceOr(error: unknown, message: RegExp): unknown {
  const isRace =
    error instanceof RequestError && [404, 409, 422].includes(error.status) && message.test(error.message)
  return isRace ? new RaceLostError(sentence(error.message)) : error
}

/**
 * Whether the request was sent before: then a refusal may be about this run's own first try, which was carried out although its
 * answer was lost.
 * @see https://github.com/octokit/plugin-retry.js
 */
export function wasRepeated(error: unknown): boolean {
  return error instanceof RequestError && retriesOf(error.request.request) > 0
}

/** How often a request was sent again. @param options its part for Octokit's plugins, in which they count */
export function retriesOf(options: unknown): number {
  const { retryCount = 0 } = (options ?? {}) as { readonly retryCount?: number }
  return retryCount
}

/**
 * GitHub says that it did not do it. A gateway that gave up waiting does not say so, nor does an answer that can't be read, and a
 * repeated request may be refused just because its first try was carried out.
 */
export function isRefusal(error: unknown): boolean {
  const isAnswered = error instanceof RequestError && error.response !== undefined && error.status < 500
  return isAnswered && !wasRepeated(error)
}
