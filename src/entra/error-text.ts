/**
 * What Entra says in an error answer, "AADSTS7000215: Invalid client secret provided. …", in one line and without the
 * identifiers of the request.
 * @param content the JSON of the answer
 * @returns its `error_description`, else its `error`; undefined when it has neither
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes#handling-error-codes-in-your-application
 */
export function entraErrorText(content: unknown): string | undefined {
  const { error_description: description, error } = (content ?? {}) as Record<string, unknown>
  const text = typeof description === 'string' ? description : error
  if (typeof text !== 'string') return undefined
  return text
    .replaceAll(/\s+/g, ' ')
    .replace(/ ?(Trace ID|Correlation ID|Timestamp): .*$/, '')
    .trim()
}
