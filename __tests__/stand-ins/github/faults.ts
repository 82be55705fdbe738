/** What a stand-in does instead of answering. */
export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  /** The connection is cut before an answer. */
  | { readonly destroy: true }
  /** The request is executed, and the connection is cut after that many bytes of the answer's body. */
  | { readonly destroyAfterBytes: number }
  /** Nothing ever comes. */
  | { readonly hang: true }

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
