import { getOctokit } from '@actions/github'
import { GraphqlResponseError } from '@octokit/graphql'
import { retry } from '@octokit/plugin-retry'
import { type ThrottlingOptions, throttling } from '@octokit/plugin-throttling'
import {
  answerTo,
  type Deadline,
  type Fetch,
  isLasting,
  MAX_WAIT,
  type Outcome,
  pauseBefore,
  retrying,
} from '../network/index.ts'
import { isAnswered, NOT_OF_GITHUB, UnexpectedAnswerError } from './errors.ts'
import { isPartlyLimited, STRANGE, usable } from './usable-answers.ts'
import type { Write, Writes } from './writes.ts'

/** What the client says while it waits. */
export interface ClientLog {
  debug(message: string): void
  info(message: string): void
  warning(message: string): void
}

/** The clock of the pauses that the client's plugins make by themselves. */
export interface Pace {
  /** Milliseconds by which they multiply the seconds before a request is sent again. */
  readonly retryAfterBaseValue: number
  /** The queues of the writes, and of those that notify people. */
  readonly queues: Required<Pick<ThrottlingOptions, 'write' | 'notifications'>>
}

export interface Connection {
  readonly token: string
  /** The REST API's root, `https://api.github.com` or `https://host/api/v3`; the runner gives it as GITHUB_API_URL. */
  readonly apiUrl: string
  /** Requests of different repositories need not wait for each other. */
  readonly repository: string
  readonly fetch: Fetch
  /** Is told of the pauses that the client makes by itself. */
  readonly deadline: Deadline
  /** Remembers every write. */
  readonly writes: Writes
  readonly log: ClientLog
  /**
   * @param seconds how long
   * @param before what comes after the pause
   */
  wait(seconds: number, before: string): Promise<void>
  /** Undefined: as the plugins are made, which is as GitHub asks. */
  readonly pace?: Pace | undefined
}

/** What is refused stays refused; 403 and 429 are waited for elsewhere where they are limits. */
const REFUSALS = Array.from({ length: 100 }, (_, index) => 400 + index)

/** GitHub's client, with what its requests have written and how it waits. */
export interface GitHub extends Pick<ReturnType<typeof getOctokit>, 'request' | 'graphql'> {
  readonly writes: Writes
  readonly wait: Connection['wait']
  /** What is left of the seconds before a write to a new branch is sent again; all together 10.5. */
  readonly pauses: number[]
}

/**
 * A client for GitHub's API that waits between writes as GitHub asks, repeats what failed with 5xx or a rate limit, and goes
 * through the proxy that `https_proxy` and `no_proxy` name.
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export function connect(connection: Connection): GitHub {
  const { token, apiUrl, repository, fetch, deadline, wait, log, pace } = connection
  const clock = pace && { retryAfterBaseValue: pace.retryAfterBaseValue }
  const client = getOctokit(
    token,
    {
      baseUrl: apiUrl,
      log: { debug: log.debug, info: log.debug, warn: log.debug, error: log.debug },
      request: { fetch: usable(retrying(sized(fetch), { warning: log.warning, wait }, isOtherLimit)) },
      retry: { doNotRetry: REFUSALS, ...clock },
      throttle: {
        ...clock,
        ...pace?.queues,
        id: repository,
        onRateLimit: onLimit(log, 'rate limit'),
        onSecondaryRateLimit: onLimit(log, 'secondary rate limit'),
      },
    },
    // The first one is the innermost and sees every try.
    noteTries(deadline),
    retry,
    throttling,
  )
  client.hook.after('request', (response, { method, url }) => {
    if (response.status !== 204 && typeof response.data !== 'object') {
      throw new UnexpectedAnswerError(`${method} ${url}`, 'a body that is not JSON')
    }
  })
  client.hook.error('request', (error, { method, url }) => {
    if ((error as { status?: unknown }).status === NOT_OF_GITHUB)
      throw new UnexpectedAnswerError(`${method} ${url}`, STRANGE)
    throw error
  })
  // It contains the others: what it is told of besides requests are their pauses.
  client.hook.wrap('request', (request, options) => {
    const { method, url } = client.request.endpoint(options)
    // The plugins count repetitions in this object, which all requests of a client would share.
    options.request = { ...options.request }
    const send = async () => request(options)
    return deadline.during(pauseBefore(`${method} ${url}`), send, [answerTo(method, url)])
  })
  const pauses = [0.5, 1, 1.5, 2, 2.5, 3]
  return { request: client.request, graphql: client.graphql, writes: connection.writes, wait, pauses }
}

/** Whether the throttling plugin waits for a limit and sends the request again. */
const onLimit =
  (log: ClientLog, name: string) =>
  (
    retryAfter: number,
    { method, url }: object & Record<'method' | 'url', string>,
    _: unknown,
    retries: number,
  ) => {
    if (retries >= 2 || retryAfter > MAX_WAIT) return false
    log.warning(
      `GitHub's ${name} has been reached at ${method} ${url}; trying again in ${retryAfter} seconds.`,
    )
    return true
  }

/** A plugin that notes at each try what it writes and whether its answer is lost, and ends what it is of no use to repeat. */
const noteTries =
  (deadline: Deadline) =>
  ({ hook }: Parameters<typeof retry>[0]): object => {
    hook.wrap('request', async (request, options) => {
      const plugins = options.request as { retries?: number; readonly writes?: readonly Write[] }
      const { writes = [] } = plugins
      await deadline.admitted()
      for (const write of writes) write.state = 'sent'
      try {
        const response = await request(options)
        // The throttling plugin would send all of it again.
        if (writes.length > 0 && isPartlyLimited(response.data))
          throw new GraphqlResponseError(options as never, response.headers, response.data)
        return response
      } catch (error) {
        if (!isAnswered(error) && !(error instanceof GraphqlResponseError))
          for (const write of writes) write.isLost = true
        if (isLasting(error)) plugins.retries = 0
        throw error
      }
    })
    return {}
  }

/**
 * A 429 that is not one of GitHub's own rate limits, which the throttling plugin knows, but comes from something before it. Whatever was
 * sent has not been carried out.
 */
async function isOtherLimit(outcome: Outcome): Promise<boolean> {
  if ('error' in outcome || outcome.status !== 429) return false
  if (outcome.headers.get('x-ratelimit-remaining') === '0') return false
  return !/\bsecondary rate\b/i.test(await outcome.clone().text())
}

/** Bytes of the answers that may be large: a file's content, and the lists of pull requests, commits and patches. */
const LARGE_ANSWERS: readonly (readonly [path: RegExp, bytes: number])[] = [
  [/\/git\/blobs\/[0-9a-f]+$/, 150_000_000],
  // A hundred texts of 65,536 characters, or three hundred files that were changed.
  [/\/pulls$|\/compare\/[^/]+$|\/graphql$/, 50_000_000],
]

function sized(fetch: Fetch): Fetch {
  return (url, options) => {
    const largest = LARGE_ANSWERS.find(([path]) => path.test(new URL(url).pathname))?.[1]
    return fetch(url, largest === undefined ? options : { ...options, largestAnswer: largest })
  }
}
