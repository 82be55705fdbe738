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

/** A branch that this run has just made is missed for longer than GitHub takes to see it; somebody may have deleted it. */
export class NewBranchMissedError extends RaceLostError {
  constructor(branch: string, cause: unknown) {
    super(
      `This run has made branch "${branch}", and 10 seconds later GitHub still answers that it is not there. GitHub is slow, or somebody deletes the branch. Run again.`,
      { cause },
    )
  }
}
