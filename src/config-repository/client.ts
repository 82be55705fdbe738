import { getOctokit } from '@actions/github'
import { defaults } from '@actions/github/lib/utils'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import { UnexpectedAnswerError } from './errors.ts'

/** What the client says while it waits. */
export interface ClientLog {
  debug(message: string): void
  info(message: string): void
  warning(message: string): void
}

export interface Connection {
  readonly token: string
  /** The REST API's root, `https://api.github.com` or `https://host/api/v3`; the runner gives it as GITHUB_API_URL. */
  readonly apiUrl: string
  /** Requests of different repositories need not wait for each other. */
  readonly repository: string
  readonly log: ClientLog
}

/** Seconds that are waited for a rate limit at the most; a longer wait is better done by the next run. */
export const LONGEST_WAIT = 120

/** Seconds after which a request without an answer is given up. */
const REQUEST_TIMEOUT = 30

export type GitHubClient = ReturnType<typeof connect>

/**
 * A client for GitHub's REST API that waits between writes as GitHub asks, repeats what failed with 5xx or a rate limit, and
 * goes through the proxy that `https_proxy` and `no_proxy` name.
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export function connect({ token, apiUrl, repository, log }: Connection) {
  const onLimit =
    (name: string) =>
    (
      retryAfter: number,
      { method, url }: object & Record<'method' | 'url', string>,
      _: unknown,
      retries: number,
    ) => {
      if (retries >= 2 || retryAfter > LONGEST_WAIT) return false
      log.warning(`GitHub's ${name} is reached at ${method} ${url}; trying again in ${retryAfter} seconds.`)
      return true
    }
  const client = getOctokit(
    token,
    {
      baseUrl: apiUrl,
      log: { debug: log.debug, info: log.debug, warn: log.debug, error: log.debug },
      request: { fetch: wholeAnswers(defaults.request?.fetch) },
      retry: { doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
      throttle: {
        id: repository,
        onRateLimit: onLimit('rate limit'),
        onSecondaryRateLimit: onLimit('secondary rate limit'),
      },
    },
    retry,
    throttling,
  )
  client.hook.after('request', (response, { method, url }) => {
    if (response.status !== 204 && typeof response.data !== 'object') {
      throw new UnexpectedAnswerError(`${method} ${url}`, 'an answer that is not JSON')
    }
  })
  return client
}

/**
 * The toolkit's own fetch, which goes through the proxy that the environment names, with a limit on the time that an answer
 * takes. The body is read here, so that a connection that breaks in the middle of it is repeated like any other.
 */
function wholeAnswers(send: typeof fetch): typeof fetch {
  return async (url, options) => {
    const answer = await send(url, { ...options, signal: AbortSignal.timeout(REQUEST_TIMEOUT * 1000) })
    const body = await answer.arrayBuffer()
    const { status, headers } = answer
    return new Response(body.byteLength > 0 ? body : null, { status, headers: [...headers] })
  }
}
