import { RequestError } from '@octokit/request-error'
import { UnexpectedAnswerError } from './errors.ts'

/**
 * Reads one field of an answer and checks its type. GitHub's description promises the types, but a proxy or a misconfigured
 * GITHUB_API_URL answers anything; a wrong type must not become a wrong decision.
 * @param request "GET /repos/{owner}/{repo}", for the error
 * @throws UnexpectedAnswerError
 */
export function field<T extends keyof FieldTypes>(
  request: string,
  answer: unknown,
  name: string,
  type: T,
): FieldTypes[T] {
  const value =
    typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>)[name] : undefined
  const matches = type === 'array' ? Array.isArray(value) : typeof value === type && value !== null
  if (!matches) throw new UnexpectedAnswerError(request, `no usable "${name}"`)
  return value as FieldTypes[T]
}

interface FieldTypes {
  readonly string: string
  readonly number: number
  readonly object: object
  readonly array: readonly unknown[]
}

/** An answer, or undefined when GitHub says 404 with such a message; "This repository is empty." for one is another matter. */
export async function unlessMissing<T>(answer: Promise<T>, message: RegExp): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof RequestError && error.status === 404 && message.test(error.message)) return undefined
    throw error
  }
}
