import type { Fault } from '../faults.ts'

export { type Fault, isLate } from '../faults.ts'

/** The primary rate limit: nothing remains until the reset. */
export function rateLimited({ resetIn = 0 }: { readonly resetIn?: number } = {}): Fault {
  const reset = Math.floor(Date.now() / 1000) + resetIn
  return {
    status: 403,
    headers: {
      'x-ratelimit-limit': '1000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(reset),
    },
    body: {
      message: 'API rate limit exceeded for installation ID 1.',
      documentation_url: 'https://docs.github.com/rest',
    },
  }
}

/** The secondary rate limit, against too many writes in a short time. */
export function secondaryRateLimited({
  retryAfter = 1,
  status = 403,
}: {
  readonly retryAfter?: number
  readonly status?: 403 | 429
} = {}): Fault {
  return {
    status,
    headers: { 'retry-after': String(retryAfter) },
    body: {
      message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      documentation_url: 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api',
    },
  }
}

export function serverError(status: 500 | 502 | 503 = 502): Fault {
  return { status, body: { message: 'Server Error' } }
}

/** The primary rate limit as GraphQL has it: an answer that looks as if all were well. */
export function graphqlRateLimited({ resetIn = 0 }: { readonly resetIn?: number } = {}): Fault {
  const message = 'API rate limit already exceeded for installation ID 1.'
  const { headers } = rateLimited({ resetIn }) as { readonly headers: Readonly<Record<string, string>> }
  return { status: 200, headers, body: { errors: [{ type: 'RATE_LIMITED', message }] } }
}

/** What GraphQL answers when a query took too long, or a part of GitHub was down; nobody knows what was carried out. */
export function somethingWentWrong(): Fault {
  const reference = '0000:000000:0000000:0000000:00000000'
  const message = `Something went wrong while executing your query. Please include \`${reference}\` when reporting this issue.`
  return { status: 200, body: { data: null, errors: [{ message }] } }
}
