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

/** Somebody else wrote at the same time: what was read is out of date, so read and decide again. */
export class RaceLostError extends Error {
  override readonly name = 'RaceLostError'
}
