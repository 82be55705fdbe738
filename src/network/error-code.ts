/** The code that Node.js gives to the innermost cause, such as ENOTFOUND; empty where there is none. */
export function errorCode(error: unknown): string {
  let code = ''
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code: own } = cause as NodeJS.ErrnoException
    if (typeof own === 'string') code = own
    if (cause instanceof AggregateError) code = errorCode(cause.errors[0]) || code
  }
  return code
}
