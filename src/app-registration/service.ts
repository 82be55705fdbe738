import type { Fetch } from '../network/index.ts'
import { NoAnswerError, UnexpectedAnswerError } from './errors.ts'

/** How Entra and Graph are reached. */
export interface Service {
  /** @throws NoAnswerError */
  send(url: string, options: RequestInit): Promise<Response>
  /** @throws UnexpectedAnswerError for anything that is not JSON */
  json(url: string, answer: Response): Promise<unknown>
}

export function serviceOver(fetch: Fetch): Service {
  return {
    send: (url, options) =>
      fetch(url, options).catch((error: unknown) => {
        throw new NoAnswerError(new URL(url).origin, error)
      }),
    async json(url, answer) {
      const text = await answer.text()
      try {
        return JSON.parse(text)
      } catch {
        throw new UnexpectedAnswerError(
          `${new URL(url).origin} answered with ${answer.status} and something that is not JSON.`,
        )
      }
    },
  }
}
