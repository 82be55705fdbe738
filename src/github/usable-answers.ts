import type { Answer, Fetch } from '../network/index.ts'
import { NOT_OF_GITHUB } from './errors.ts'

/**
 * Octokit and its plugins take for granted that an error, and every answer of GraphQL, is an object of a certain form. Anything
 * else ends in an error of theirs that says nothing.
 */
export function usable(fetch: Fetch): Fetch {
  return async (url, options) => {
    const answer = await fetch(url, options)
    const isGraphql = new URL(url).pathname.endsWith('/graphql')
    if (answer.ok && !isGraphql) return answer
    const content = parsed(await answer.clone().text())
    const { status } = answer
    if (!(answer.ok ? isGraphqlAnswer(content) : isObject(content)))
      return instead(answer, status >= 400 && status < 600 ? status : NOT_OF_GITHUB, STRANGE)
    const limit = answer.ok ? secondaryLimit(content as GraphqlAnswer) : undefined
    return limit === undefined ? answer : instead(answer, 403, limit)
  }
}

function instead({ headers }: Answer, status: number, message: string): Response {
  const json = new Headers([...headers])
  json.set('content-type', 'application/json')
  return new Response(JSON.stringify({ message }), { status, headers: json })
}

/**
 * GraphQL may tell a secondary rate limit with status 200. The throttling plugin would take it for the other limit, and wait for its
 * end in place of Retry-After.
 * @see https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#exceeding-the-rate-limit
 */
function secondaryLimit(content: GraphqlAnswer): string | undefined {
  if (hasPart(content)) return undefined
  return content.errors?.find(({ message }) => /\bsecondary rate\b/i.test(message))?.message
}

/** Some mutations of a document were carried out, and others met a rate limit. */
export function isPartlyLimited(content: GraphqlAnswer): boolean {
  return hasPart(content) && (content.errors?.some(({ type }) => type === 'RATE_LIMITED') ?? false)
}

const hasPart = ({ data }: GraphqlAnswer) => Object.values(data ?? {}).some((part) => part !== null)

export const STRANGE = "an answer that is not GitHub's"

/** What is not JSON is left to Octokit, which quotes it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

function isObject(content: unknown): content is object {
  return typeof content === 'object' && content !== null
}

interface GraphqlAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null
  readonly errors?: readonly { readonly message: string; readonly type?: string }[]
}

function isGraphqlAnswer(content: unknown): boolean {
  if (!isObject(content)) return false
  const { errors } = content as { readonly errors?: unknown }
  if (errors === undefined) return true
  return (
    Array.isArray(errors) &&
    errors.length > 0 &&
    errors.every(
      (error) => typeof error?.message === 'string' && /^(?:string|undefined)$/.test(typeof error.type),
    )
  )
}
