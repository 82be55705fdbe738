import { getOctokit } from '@actions/github'
import { GraphqlResponseError } from '@octokit/graphql'
import { retry } from '@octokit/plugin-retry'
import { type ThrottlingOptions, throttling } from '@octokit/plugin-throttling'
import { RequestError } from '@octokit/request-error'
import {
  answerTo,
  type Deadline,
  type Fetch,
  isLasting,
  MAX_WAIT,
  pauseBefore,
  type RequestOutcome,
  retrying,
  type Waiting,
} from '../network/index.ts'
import { isAnswered, UnexpectedAnswerError } from './errors.ts'
import type { Write, Writes } from './mutate.ts'

/** What is said while it waits. */
type ClientLog = Readonly<Record<'debug' | 'info' | 'warning', (message: string) => void>>

/** The clock of the plugins' pauses: milliseconds for a second before a repetition, and the queues of the writes. */
export type Pace = Required<Pick<ThrottlingOptions, 'retryAfterBaseValue' | 'write' | 'notifications'>>

interface Connection {
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
  readonly wait: Waiting['wait']
  /** Undefined: as the plugins are made, which is as GitHub asks. */
  readonly pace?: Pace | undefined
}

/** GitHub's client, with what its requests have written and how it waits. */
export interface GitHub extends Pick<ReturnType<typeof getOctokit>, 'request' | 'graphql'> {
  readonly writes: Writes
  readonly wait: Waiting['wait']
  /** What is left of the seconds before a write to a new branch is sent again; all together 10.5. */
  readonly pauses: number[]
}

/** What is refused stays refused; 403 and 429 are waited for elsewhere where they are limits. */
const REFUSALS = Array.from({ length: 100 }, (_, index) => 400 + index)

/**
 * A client for GitHub's API that waits between writes as GitHub asks, and goes through the proxy that `https_proxy` and `no_proxy`
 * name. Sends again, from the inside out: {@link retrying} after a 429 of something before GitHub, the retry plugin after 5xx and
 * lost answers, the throttling plugin after GitHub's rate limits. Mutations are repeated by `mutate` instead of the retry plugin.
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export function connect(connection: Connection): GitHub {
  const { deadline, writes, wait, log, pace } = connection
  const client = getOctokit(
    connection.token,
    {
      baseUrl: connection.apiUrl,
      log: { debug: log.debug, info: log.debug, warn: log.debug, error: log.debug },
      request: { fetch: retrying(sized(connection.fetch), { warning: log.warning, wait }, isOtherLimit) },
      retry: { doNotRetry: REFUSALS, ...pace },
      throttle: {
        ...pace,
        id: connection.repository,
        onRateLimit: onLimit(log, 'rate limit'),
        onSecondaryRateLimit: onLimit(log, 'secondary rate limit'),
      },
    },
    // The first one is the innermost and sees every try.
    judgeTries(deadline),
    retry,
    throttling,
  )
  // It contains the others: what it is told of besides requests are their pauses.
  client.hook.wrap('request', (request, options) => {
    const { method, url } = client.request.endpoint(options)
    // The plugins count repetitions in this object, which all requests of a client would share.
    options.request = { ...options.request }
    const send = async () => request(options)
    return deadline.during(pauseBefore(`${method} ${url}`), send, [answerTo(method, url)])
  })
  const pauses = [0.5, 1, 1.5, 2, 2.5, 3]
  return { request: client.request, graphql: client.graphql, writes, wait, pauses }
}

/** Whether the throttling plugin waits for a limit and sends the request again. */
const onLimit =
  (log: ClientLog, name: string) =>
  (retryAfter: number, { method, url }: Sent, _: unknown, retries: number) => {
    if (retries >= 2 || retryAfter > MAX_WAIT) return false
    log.warning(
      `GitHub's ${name} has been reached at ${method} ${url}; trying again in ${retryAfter} seconds.`,
    )
    return true
  }

/** A 429 that is not one of GitHub's own limits but of something before it. Whatever was sent has not been carried out. */
async function isOtherLimit(outcome: RequestOutcome): Promise<boolean> {
  if ('error' in outcome || outcome.status !== 429 || outcome.headers.get('x-ratelimit-remaining') === '0')
    return false
  return !/\bsecondary rate\b/i.test(await outcome.clone().text())
}

type Sent = RequestError['request']
type Answered = NonNullable<RequestError['response']>

/**
 * A plugin that notes at each try what it writes and whether its answer is lost, ends what it is of no use to repeat, and makes errors
 * of answers that the others would misunderstand.
 */
const judgeTries =
  (deadline: Deadline) =>
  ({ hook }: Parameters<typeof retry>[0]): object => {
    hook.wrap('request', async (request, options) => {
      const plugins = options.request as { retries?: number; readonly writes?: readonly Write[] }
      const { writes = [] } = plugins
      await deadline.admitted()
      for (const write of writes) write.state = 'sent'
      try {
        const response = await request(options)
        assertUsable(options, response, writes.length > 0)
        return response
      } catch (caught) {
        const error = isStrange(caught) ? strange(options) : caught
        if (!isAnswered(error) && !(error instanceof GraphqlResponseError))
          for (const write of writes) write.isLost = true
        if (isLasting(error)) plugins.retries = 0
        throw error
      }
    })
    return {}
  }

const strange = ({ method, url }: Sent, what = "an answer that is not GitHub's") =>
  new UnexpectedAnswerError(`${method} ${url}`, what)

/**
 * An answer that is not GitHub's. Octokit quotes a text and the message of an object; of other JSON its error says nothing, and over
 * a number that is too large for JavaScript, or a content type that it cannot read, it fails itself.
 */
function isStrange(error: unknown): boolean {
  if (error instanceof TypeError) return true
  if (!(error instanceof RequestError) || !error.response) return false
  const { data } = error.response
  const isText = typeof data === 'string' || Object(data) === data
  return error.status >= 600 || (error.status < 500 && !isText)
}

/** Octokit and its plugins take the form of an answer for granted, and else end in an error of theirs that says nothing. */
function assertUsable(request: Sent, response: Answered, isWrite: boolean): void {
  const { status, data } = response
  if (status !== 204 && typeof data !== 'object') throw strange(request, 'a body that is not JSON')
  if (!request.url.endsWith('/graphql')) return
  if (!isGraphqlAnswer(data)) throw strange(request)
  assertNotLimited(request, response, data, isWrite)
}

interface GraphqlAnswer {
  readonly data?: object | null
  readonly errors?: readonly { readonly message: string; readonly type?: string }[]
}

function isGraphqlAnswer(data: unknown): data is GraphqlAnswer {
  const { errors } = Object(data) as { readonly errors?: unknown }
  if (errors === undefined) return Object(data) === data
  const isError = (error: { readonly message?: unknown; readonly type?: unknown } | null) =>
    typeof error?.message === 'string' && ['string', 'undefined'].includes(typeof error.type)
  return Array.isArray(errors) && errors.length > 0 && errors.every(isError)
}

/**
 * GraphQL may tell of limits with status 200.
 * @see https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#exceeding-the-rate-limit
 */
function assertNotLimited(request: Sent, response: Answered, answer: GraphqlAnswer, isWrite: boolean): void {
  const { data, errors = [] } = answer
  const hasPart = Object.values(data ?? {}).some((part) => part !== null)
  // Some mutations were carried out, and others met a limit: the throttling plugin would send all of them again.
  if (isWrite && hasPart && errors.some(({ type }) => type === 'RATE_LIMITED'))
    throw new GraphqlResponseError(request as never, response.headers, answer as never)
  // It would take a secondary limit for the other one, and wait for the end of that instead of Retry-After.
  const secondary = errors.find(({ message }) => /\bsecondary rate\b/i.test(message))
  if (secondary && !hasPart) throw new RequestError(secondary.message, 403, { request, response })
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
