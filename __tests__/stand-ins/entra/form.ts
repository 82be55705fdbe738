import { Refusal } from './refusal.ts'

/** The fields of a form, each at most once. */
export function parseForm(text: string): URLSearchParams {
  const form = new URLSearchParams(text)
  for (const name of new Set(form.keys())) {
    if (form.getAll(name).length > 1)
      throw new Refusal(
        9000411,
        `The request is not properly formatted. The parameter '${name}' is duplicated.`,
      )
  }
  return form
}

/** A field that must be there. */
export function required(form: URLSearchParams, name: string): string {
  const value = form.get(name)
  if (!value) throw missingParameter(name)
  return value
}

export function missingParameter(name: string): Refusal {
  return new Refusal(900144, `The request body must contain the following parameter: '${name}'.`)
}
