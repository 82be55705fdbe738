/** Entra or Graph refused or could not be reached; the message says what to do. */
export class AppRegistrationError extends Error {
  override readonly name = 'AppRegistrationError'
}

/** A service, or something between it and the runner, answered what its description rules out. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError'
}

/** There was no answer from a service. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'
  /** Origin of the service. */
  readonly service: string

  constructor(service: string, cause: unknown) {
    super(`no answer from ${service}`, { cause })
    this.service = service
  }
}
