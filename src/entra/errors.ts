/** Entra or Graph refused or could not be reached; the message says what to do. */
export class AppRegistrationError extends Error {
  override readonly name = 'AppRegistrationError'
}

/** A service, or something between it and the runner, answered what its description rules out. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError'
  /** Of the answer, where it is what is wrong. */
  readonly status: number | undefined

  constructor(message: string, status?: number) {
    super(message)
    this.status = status
  }
}

export class SignInRefusedError extends Error {
  override readonly name = 'SignInRefusedError'
  readonly status: number

  /** @param description Entra's own words, as {@link entraErrorText} gives them */
  constructor(status: number, description: string) {
    super(description)
    this.status = status
  }
}

export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'
  /** Origin of the service. */
  readonly service: string

  constructor(service: string, cause: unknown) {
    super(`no answer from ${service}`, { cause })
    this.service = service
  }
}

/**
 * What Entra says in an error answer, "AADSTS7000215: Invalid client secret provided. …", in one line and without the
 * identifiers of the request.
 * @param content the JSON of the answer
 * @returns its `error_description`, else its `error`; undefined when it has neither
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes#handling-error-codes-in-your-application
 */
export function entraErrorText(content: Readonly<Record<string, unknown>>): string | undefined {
  const { error_description: description, error } = content
  const text = typeof description === 'string' ? description : error
  if (typeof text !== 'string') return undefined
  return text
    .replaceAll(/\s+/g, ' ')
    .replace(/ ?(Trace ID|Correlation ID|Timestamp): .*$/, '')
    .trim()
}
