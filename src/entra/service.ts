import type { Answer, Fetch, RequestOptions } from '../network/index.ts'
import { jsonObject } from '../text/json.ts'
import { NoAnswerError, UnexpectedAnswerError } from './errors.ts'

/** How Entra and Graph are reached by the libraries that speak to them. */
export interface Service {
  /** @throws NoAnswerError */
  send(url: string, options: RequestOptions): Promise<Answer>
  /** @throws UnexpectedAnswerError for anything that is not JSON */
  json(url: string, answer: Answer): Promise<Readonly<Record<string, unknown>>>
  /**
   * Lets a library work. It replaces what a request failed with by an error of its own, which does not tell the reason; here
   * the first one is thrown.
   */
  during<T>(work: Promise<T>): Promise<T>
  /** Remembers what a request failed with. @returns the same error, to throw it */
  failed<E extends Error>(error: E): E
}

export function serviceOver(fetch: Fetch): Service {
  let failure: Error | undefined
  const failed = <E extends Error>(error: E): E => {
    failure ??= error
    return error
  }
  return {
    failed,
    async send(url, options) {
      const { origin } = new URL(url)
      // A redirect would take the credential to another place, perhaps past no_proxy and without TLS.
      const answer = await fetch(url, { ...options, redirect: 'manual' }).catch((error: unknown) => {
        throw failed(new NoAnswerError(origin, error))
      })
      if (answer.status < 300 || answer.status >= 400) return answer
      const location = URL.parse(answer.headers.get('location') ?? '', url)
      throw failed(
        new UnexpectedAnswerError(
          `${origin} redirects to ${location?.origin ?? 'another place'}.`,
          answer.status,
        ),
      )
    },
    async json(url, answer) {
      const content = jsonObject(await answer.text())
      if (content) return content
      const what = `${new URL(url).origin} answered with ${answer.status} and something that is not JSON.`
      throw failed(new UnexpectedAnswerError(what, answer.status))
    },
    async during(work) {
      try {
        return await work
      } catch (error) {
        throw failure ?? error
      } finally {
        failure = undefined
      }
    },
  }
}
