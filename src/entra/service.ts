import { type Fetch, failureOf, type RequestOptions } from '../network/index.ts'
import { jsonObject } from '../text/json.ts'

/** Entra or Graph refused or could not be reached; the message says what to do. */
export class AppRegistrationError extends Error {
  override readonly name = 'AppRegistrationError'
}

/** A service gave no answer; or it, or something between it and the runner, gave one that its description rules out. */
export class ServiceError extends Error {
  override readonly name: string = 'ServiceError'
  /** Of the answer, where it is what is wrong. */
  readonly status: number | undefined

  /** @param cause why there was no answer */
  constructor(message: string, status?: number, cause?: unknown) {
    super(message, { cause })
    this.status = status
  }
}

/** The message is Entra's own words, as {@link entraErrorText} gives them. */
export class SignInRefusedError extends ServiceError {
  override readonly name = 'SignInRefusedError'
}

export type Content = Readonly<Record<string, unknown>>

/**
 * Sends one request to Entra, to Graph or to the runner, whatever the status of the answer.
 * @returns the answer with its JSON; only one to a PATCH, with status 204, may have none
 * @throws ServiceError
 */
export async function exchange(fetch: Fetch, url: string, options: RequestOptions) {
  const { origin } = new URL(url)
  // A redirect would take the credential to another place, perhaps past no_proxy and without TLS.
  const answer = await fetch(url, { ...options, redirect: 'manual' }).catch((error: unknown) => {
    throw new ServiceError(`${origin} did not answer: ${failureOf(error).reason}.`, undefined, error)
  })
  const { status } = answer
  if (status >= 300 && status < 400) {
    const location = URL.parse(answer.headers.get('location') ?? '', url)
    throw new ServiceError(`${origin} redirects to ${location?.origin ?? 'another address'}.`, status)
  }
  const content = jsonObject(await answer.clone().text())
  if (!content && !(status === 204 && options.method === 'PATCH'))
    throw new ServiceError(`${origin} answered with ${status} and a body that is not JSON.`, status)
  return { answer, content }
}

/** Lets a library work. It replaces what a request failed with by an error of its own; here the first remembered one is thrown. */
export async function throughLibrary<T>(work: (remember: Remember) => Promise<T>): Promise<T> {
  let failure: unknown
  const remember: Remember = (request) =>
    request.catch((error: unknown) => {
      failure ??= error
      throw error
    })
  return work(remember).catch((error: unknown) => {
    throw failure ?? error
  })
}

type Remember = <T>(request: Promise<T>) => Promise<T>

/**
 * What Entra says in an error answer, "AADSTS7000215: Invalid client secret provided. …", in one line without the request's IDs.
 * @returns its `error_description`, else its `error`; undefined when it has neither
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes#handling-error-codes-in-your-application
 */
export function entraErrorText({ error_description: description, error }: Content): string | undefined {
  const text = typeof description === 'string' ? description : error
  if (typeof text !== 'string') return undefined
  return text
    .replaceAll(/\s+/g, ' ')
    .replace(/ ?(Trace ID|Correlation ID|Timestamp): .*$/, '')
    .trim()
}
