import type { Problem } from '../problems.ts'
import type { ValueInputs } from './desired-state.ts'

/** The inputs that are enough for all values. */
type EnoughInput = 'tenant-id' | 'client-id'

/**
 * Those of the two that are empty while nothing was given in their place: mostly a variable that the job does not have.
 * @param isElsewhere an endpoint is given that is none of Entra's, so neither is needed
 */
export function emptyInputs(inputs: ValueInputs, isElsewhere: boolean): readonly EnoughInput[] {
  const { properties, ignoredLines } = inputs.providerProperties
  if (isElsewhere || properties.length + ignoredLines.length > 0) return []
  const { tenantId, clientId, authorizeEndpointUrl, tokenEndpointUrl } = inputs
  return [
    ...(tenantId || authorizeEndpointUrl || tokenEndpointUrl ? [] : (['tenant-id'] as const)),
    ...(clientId ? [] : (['client-id'] as const)),
  ]
}

/**
 * One problem for all of them, or none: an expression such as vars.X is empty where X is not set, without any warning.
 * @see https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-variables
 */
export function emptyInputsProblem(inputs: readonly EnoughInput[]): Problem[] {
  if (inputs.length === 0) return []
  const names = inputs.join(' and ')
  const [where, what, question] =
    inputs.length > 1
      ? [
          `inputs ${names}`,
          `${names} are empty.`,
          'Where they come from variables: are these set, under that name, as variables and not as secrets',
        ]
      : [
          `input ${names}`,
          `${names} is empty.`,
          'Where it comes from a variable: is it set, under that name, as a variable and not as a secret',
        ]
  const places =
    'in this repository, organisation or environment? That is under Settings, Secrets and variables, Actions, Variables; those of an environment reach only a job with "environment:".'
  const otherwise = 'With provider-properties, which is empty too, neither is needed.'
  return [{ where, what, cure: `${question} (vars.… and not secrets.…), ${places} ${otherwise}` }]
}
