import type { retry } from '@octokit/plugin-retry'
import { RequestError } from '@octokit/request-error'
import { type Deadline, isLasting } from '../network/index.ts'
import { sentence } from './cures.ts'
import { NewBranchMissedError, RaceLostError } from './errors.ts'

/** {@link RaceLostError} for a 404, 409 or 422 that a simultaneous write explains; any other error as it is. */
export function raceOr(error: unknown, message: RegExp): unknown {
  const isRace =
    error instanceof RequestError && [404, 409, 422].includes(error.status) && message.test(error.message)
  return isRace ? new RaceLostError(sentence(error.message)) : error
}

/** In the part of a request's options that is for plugins. */
interface PluginOptions {
  /** No answer of GitHub came to an earlier try. */
  isAnswerLost?: boolean
  /** It waits for its turn and was never sent. */
  isQueued?: boolean
  /** Of the plugin that repeats requests. */
  retries?: number
}

/**
 * A plugin for Octokit that marks a request whose answer was lost, and one that it is of no use to repeat. The counts of the other plugins do not tell: the throttling one
 * starts anew, and a repetition after a rate limit is none of something that may have been carried out.
 */
export const markLostAnswers =
  (deadline: Deadline) =>
  ({ hook }: Parameters<typeof retry>[0]): object => {
    hook.wrap('request', async (request, options) => {
      const plugins = options.request as PluginOptions
      await deadline.admitted()
      plugins.isQueued = false
      try {
        return await request(options)
      } catch (error) {
        if (!isAnswered(error)) plugins.isAnswerLost = true
        if (isLasting(error)) plugins.retries = 0
        throw error
      }
    })
    return {}
  }

/** @param options the part of a request's options for plugins */
export function wasAnswerLost(options: unknown): boolean {
  return (options as PluginOptions | undefined)?.isAnswerLost === true
}

/** @param options the part of a request's options for plugins */
export function wasSent(options: unknown): boolean {
  return (options as PluginOptions | undefined)?.isQueued !== true
}

/** Whether a refusal may be about this run's own earlier try, which was carried out although its answer was lost. */
export function isInDoubt(error: unknown): boolean {
  return error instanceof RequestError && wasAnswerLost(error.request.request)
}

/**
 * GitHub says that it did not do it. A gateway that gave up waiting does not say so, nor does an answer that can't be read, and a
 * repeated request may be refused just because its first try was carried out.
 */
export function isRefusal(error: unknown): boolean {
  return error instanceof NewBranchMissedError || (isAnswered(error) && !isInDoubt(error))
}

function isAnswered(error: unknown): boolean {
  return error instanceof RequestError && error.response !== undefined && error.status < 500
}
