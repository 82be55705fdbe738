/** A refusal as GitHub words it. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly errors: readonly object[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    message: string,
    options: { errors?: readonly object[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message)
    this.status = status
    this.errors = options.errors
    this.headers = options.headers ?? {}
  }
}

/** 422 "Validation Failed" with its reasons. */
export function invalid(...errors: object[]): Refusal {
  return new Refusal(422, 'Validation Failed', { errors })
}

export const notFound = () => new Refusal(404, 'Not Found')
