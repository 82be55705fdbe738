import { GraphqlResponseError } from '@octokit/graphql'
import {
  type Answered,
  missingPermission,
  noRepository,
  rateLimit,
  sentence,
  TROUBLE,
  UNEXPECTED,
} from './cures.ts'
import { ConfigRepositoryError } from './errors.ts'
import { POLICIES } from './policies.ts'
import { isMissingFile } from './query.ts'
import type { Target } from './state.ts'

interface Explanation {
  readonly type?: RegExp
  readonly message?: RegExp
  /** Tested against the path of what could not be answered, "repository.base". */
  readonly path?: RegExp
  readonly cure: (target: Target, answer: Answered) => string
}

/** What GraphQL answers with status 200. The first match wins; the types are not documented, the messages even less. */
const GRAPHQL_EXPLANATIONS: readonly Explanation[] = [
  { type: /^RATE_LIMITED$/, cure: (_, answer) => rateLimit(answer) },
  { message: /rate limit/i, cure: (_, answer) => rateLimit(answer) },
  ...POLICIES,
  {
    message: /updateRefs' doesn't exist|UpdateRefsInput/,
    cure: () =>
      'This GitHub Enterprise Server is too old for updateRefs, which moves a branch without losing commits. Delete the pull request branch by hand and run again.',
  },
  {
    message: /doesn't exist/,
    cure: () => 'This GitHub Enterprise Server is too old for what the action asks of it. Update the server.',
  },
  {
    message: /protected|rule violation|force/i,
    cure: ({ branch }) =>
      `A rule protects branch ${branch}. Exempt the token's identity from it, or choose another name with the branch input.`,
  },
  { type: /^NOT_FOUND$/, cure: noRepository },
  {
    type: /^(FORBIDDEN|INSUFFICIENT_SCOPES)$/,
    path: /PullRequests\b/,
    cure: (target) => missingPermission(target, 'pull-requests: write'),
  },
  {
    type: /^(FORBIDDEN|INSUFFICIENT_SCOPES)$/,
    cure: (target) => missingPermission(target, 'contents: write'),
  },
  { message: /not accessible/i, cure: (target) => missingPermission(target, 'contents: write') },
  { type: /^(INTERNAL|SERVICE_UNAVAILABLE)$/, cure: () => TROUBLE },
  { message: /timed? ?out|something went wrong/i, cure: () => TROUBLE },
]

/**
 * What GraphQL refused with status 200, as an error that the administrator can act on.
 * @returns undefined for an error of something else
 * @see https://docs.github.com/en/graphql/guides/forming-calls-with-graphql
 */
export function explainGraphql(error: unknown, target: Target): ConfigRepositoryError | undefined {
  if (error instanceof GraphqlResponseError) {
    const [first] = error.errors?.filter((each) => !isMissingFile(each)) ?? []
    return refused(first ?? error, { response: error }, target)
  }
  return isRateLimit(error)
    ? refused({ type: 'RATE_LIMITED', message: error.message }, error, target)
    : undefined
}

/** The throttling plugin throws this in the place of an answer with an error of type RATE_LIMITED. */
function isRateLimit(error: unknown): error is Error & Answered {
  return error instanceof Error && /GraphQL Rate Limit/.test(error.message)
}

interface Refusal {
  readonly type?: string
  readonly message: string
  readonly path?: unknown
}

function refused(
  { type = '', message, path }: Refusal,
  answer: Answered,
  target: Target,
): ConfigRepositoryError {
  const place = Array.isArray(path) ? path.join('.') : ''
  const match = GRAPHQL_EXPLANATIONS.find(
    (candidate) =>
      (candidate.type?.test(type) ?? true) &&
      (candidate.message?.test(message) ?? true) &&
      (candidate.path?.test(place) ?? true),
  )
  const cure = match?.cure(target, answer) ?? UNEXPECTED
  return new ConfigRepositoryError(
    `POST /graphql was answered with ${type || 'an error'}: ${sentence(message)} ${cure}`,
  )
}
