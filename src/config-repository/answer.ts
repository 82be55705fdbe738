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
