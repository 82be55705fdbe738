import { type Finding, finding } from '../findings.ts'
import type { Problem } from '../problems.ts'
import { isGuid } from './identifiers.ts'
import { holdsPlaceholder } from './placeholder.ts'
import type { Sourced } from './sourced-value.ts'

/** Without it the apps get no refresh token, and people sign in anew every hour. */
const OFFLINE_ACCESS = 'offline_access'

/** The scopes that follow from the application's ID. */
export function clientScope(clientId: string): string {
  return `openid profile email api://${clientId}/default`
}

/**
 * Scopes in their order, each once, with offline_access.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/scopes-oidc#the-offline_access-scope
 */
export function withOfflineAccess(scope: string): string[] {
  const scopes = scope.split(/\s+/).filter(Boolean)
  return [...new Set([...scopes, OFFLINE_ACCESS])]
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
export function scopeProblem({ value, source }: Sourced): Problem | undefined {
  if (value.includes(',')) {
    return {
      where: source,
      what: `The scope "${value}" holds a comma.`,
      cure: 'Separate scopes with blanks.',
    }
  }
  if (holdsPlaceholder(value)) {
    return {
      where: source,
      what: `The scope "${value}" holds a placeholder.`,
      cure: 'Put the real application ID in its place.',
    }
  }
  const wrong = value.split(/\s+/).find((scope) => !/^[\x21\x23-\x5b\x5d-\x7e]*$/.test(scope))
  if (wrong === undefined) return undefined
  return {
    where: source,
    what: `The scope "${wrong}" holds characters that scopes can't hold.`,
    cure: 'Write it with plain ASCII letters, without quotes.',
  }
}

/** The vendor's table has a foreign application's ID in some scopes. */
export function foreignScopes(scopes: readonly string[], clientId: string, source: string): Finding[] {
  return scopes.flatMap((scope) => {
    const id = /^api:\/\/([^/]+)/.exec(scope)?.[1]
    if (!id || !isGuid(id) || id.toLowerCase() === clientId.toLowerCase()) return []
    const what = `The scope "${scope}" is of application "${id}", but the client ID is "${clientId}".`
    const cure = "Use the ID of your own application; the vendor's table prints a foreign one."
    return [
      finding('MSSO001', { where: source, what, cure, wanted: `api://${clientId}`, found: `api://${id}` }),
    ]
  })
}
