import { RequestError } from '@octokit/request-error'
import { failureOf } from '../network/index.ts'
import {
  type Answered,
  missingPermission,
  noRepository,
  rateLimit,
  repository,
  sentence,
  TROUBLE,
  UNEXPECTED,
} from './cures.ts'
import { ConfigRepositoryError, UnexpectedAnswerError } from './errors.ts'
import { explainGraphql } from './explain-graphql.ts'
import { POLICIES } from './policies.ts'
import type { Target } from './state.ts'

/** A refusal that people really meet, and which setting changes it. The first match wins. */
interface Explanation {
  readonly status?: readonly number[]
  /** Tested against GitHub's message. */
  readonly message?: RegExp
  /** Tested against "POST /repos/octo/config/pulls". */
  readonly request?: RegExp
  readonly cure: (target: Target, error: Answered) => string
}

const EXPLANATIONS: readonly Explanation[] = [
  {
    status: [401],
    cure: () =>
      'The token is not valid. Check the token input: it may be empty, expired or revoked, or of another GitHub server.',
  },
  {
    message: /not permitted to create or approve pull requests/,
    cure: (target) =>
      `Switch on "Allow GitHub Actions to create and approve pull requests" in the settings of ${repository(target)} (Actions, General; an organisation's setting may lock it), or pass a GitHub App token as token.`,
  },
  {
    message: /archived so is read-only/,
    cure: (target) => `Unarchive ${repository(target)}, or name another config-repository.`,
  },
  {
    message: /repository is empty/i,
    cure: (target) =>
      `${repository(target)} has no commit yet, so a pull request has nothing to start from. Commit a README to it first.`,
  },
  {
    message: /Branch not found|No commit found for the ref/,
    cure: (target) =>
      target.base === undefined
        ? `The default branch of ${repository(target)} is not there. Choose another one in its settings, or set the base input.`
        : `${repository(target)} has no branch "${target.base}". Correct the base input.`,
  },
  {
    message: /Reference update failed/,
    cure: (target) =>
      `A branch of ${repository(target)} is in the way of branch "${target.branch}": git can't keep both "a" and "a/b". Rename it, or choose another name with the branch input.`,
  },
  {
    message: /Draft pull requests are not supported/,
    cure: (target) => `The plan of ${repository(target)} has no draft pull requests. Remove draft: true.`,
  },
  ...POLICIES,
  {
    message:
      /rule violations|protected branch|Changes must be made through a pull request|creations being restricted|Cannot force-push/i,
    cure: (target) =>
      `A rule protects branch ${target.branch} of ${repository(target)}. Exempt the token's identity from it in the settings (Rules, Rulesets, or Branches), or choose another name with the branch input.`,
  },
  {
    status: [403],
    message: /rate limit|abuse/i,
    cure: (_, error) => rateLimit(error),
  },
  { status: [429], cure: (_, error) => rateLimit(error) },
  {
    message: /No common ancestor/,
    cure: (target) =>
      `Branch ${target.branch} shares no commit with the base. Delete it, or choose another name with the branch input.`,
  },
  {
    status: [403, 404],
    request: /^(POST|PATCH) \/repos\/[^/]+\/[^/]+\/(pulls|issues)\b/,
    cure: (target) => missingPermission(target, 'pull-requests: write'),
  },
  {
    status: [403, 404],
    request: /^(POST|PUT|PATCH|DELETE) /,
    cure: (target) => missingPermission(target, 'contents: write'),
  },
  {
    status: [403],
    request: /\/pulls\b/,
    cure: (target) => missingPermission(target, 'pull-requests: write'),
  },
  { status: [403], cure: (target) => missingPermission(target, 'contents: write') },
  {
    status: [404],
    cure: noRepository,
  },
  {
    status: [422],
    message: /base/,
    request: /\/pulls\b/,
    cure: (target) =>
      `Check the base input: "${target.base ?? 'the default branch'}" must be a branch of ${repository(target)}.`,
  },
]

/** An error of this folder as one that the administrator can act on; others are returned as they are. */
export function explain(error: unknown, target: Target): unknown {
  if (error instanceof UnexpectedAnswerError) {
    return new ConfigRepositoryError(
      `${error.message} Check that GITHUB_API_URL is GitHub's REST API and that no proxy answers in its place.`,
      { cause: error },
    )
  }
  if (error instanceof RequestError) return explainRequest(error, target)
  return explainGraphql(error, target) ?? error
}

function explainRequest(error: RequestError, target: Target): ConfigRepositoryError {
  const request = `${error.request.method} ${new URL(error.request.url, 'https://api.github.com').pathname}`
  if (!error.response) {
    const { reason, cure } = failureOf(error.cause ?? error)
    return new ConfigRepositoryError(`${request} got no answer from GitHub: ${reason}. ${cure}`, {
      cause: error,
    })
  }
  const answer = `${request} was answered with ${error.status}: ${sentence(error.message)}`
  if (error.status >= 500) return new ConfigRepositoryError(`${answer} ${TROUBLE}`, { cause: error })
  const apiPath = request.replace(/^(\S*) .*?\/repos\//, '$1 /repos/')
  const match = EXPLANATIONS.find(
    (candidate) =>
      (candidate.status?.includes(error.status) ?? true) &&
      (candidate.message?.test(error.message) ?? true) &&
      (candidate.request?.test(apiPath) ?? true),
  )
  const cure = match?.cure(target, error) ?? UNEXPECTED
  return new ConfigRepositoryError(`${answer} ${cure}`, { cause: error })
}
