import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'

/** GitHub refused or could not be reached; the message says what to do. */
export class ConfigRepositoryError extends Error {
  override readonly name = 'ConfigRepositoryError'
}

/** GitHub, or something between it and the runner, answered what its description rules out. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError'

  /** @param request "GET /repos/{owner}/{repo}" */
  constructor(request: string, what: string) {
    super(`${request} was answered with ${what}.`)
  }
}

/** The part by which an error that other people cause is recognised; a failed run has no code for it. */
export const RACE_ERRORS = {
  gaveUp: 'Somebody else is writing to the repository at the same time.',
  branchMissed: 'seconds later GitHub still says that it does not exist.',
  proposedElsewhere: 'so none is opened on the same branch for',
  nothingToPropose: 'so a pull request has nothing to propose.',
} as const

/** Somebody else wrote at the same time: what was read is out of date, so read and decide again. */
export class RaceLostError extends Error {
  override readonly name = 'RaceLostError'
}

/** A branch that this run has just made is missed for longer than GitHub takes to see it; somebody may have deleted it. */
export class NewBranchMissedError extends RaceLostError {
  constructor(branch: string, cause: unknown) {
    super(
      `This run created branch "${branch}", but 10 ${RACE_ERRORS.branchMissed} GitHub is slow, or somebody deleted the branch. Run again.`,
      { cause },
    )
  }
}

/** GraphQL's words for a failure of its own, which answers with status 200. */
export const isTrouble = ({ type, message }: { readonly type?: string; readonly message: string }) =>
  /^(INTERNAL|SERVICE_UNAVAILABLE)$/.test(type ?? '') || /timed? ?out|something went wrong/i.test(message)

/** The throttling plugin throws this instead of an answer with an error of type RATE_LIMITED. */
export const isRateLimit = (error: unknown): error is Error =>
  error instanceof Error && /GraphQL Rate Limit/.test(error.message)

/** GitHub answered, and the answer is about the request. A gateway that gave up waiting does not say what became of it. */
export function isAnswered(error: unknown): boolean {
  return error instanceof RequestError && error.response !== undefined && error.status < 500
}

/** GitHub says that it did not do it. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof GraphqlResponseError) return !error.errors?.some(isTrouble)
  return error instanceof NewBranchMissedError || isRateLimit(error) || isAnswered(error)
}
