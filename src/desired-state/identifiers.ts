import type { Problem } from '../problems.ts'
import type { Sourced } from './sourced-value.ts'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isGuid(value: string): boolean {
  return GUID.test(value)
}

/**
 * Entra's application IDs are GUIDs; other providers name clients as they like.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-register-app
 */
export function clientIdProblem({ value, source }: Sourced, isEntra: boolean): Problem | undefined {
  if (isGuid(value) || (!isEntra && !/\s/.test(value))) return undefined
  const cleaned = value.replaceAll(/[{}\s]/g, '')
  const cure = isGuid(cleaned)
    ? `Write "${cleaned}".`
    : 'Copy the application (client) ID from the overview of the app registration.'
  return { where: source, what: `"${value}" is not an application (client) ID, which is a GUID.`, cure }
}

/** @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols#endpoints */
export function tenantIdProblem(value: string): Problem | undefined {
  const where = 'input tenant-id'
  if (value.toLowerCase() === 'consumers') {
    return {
      where,
      what: '"consumers" is for personal Microsoft accounts.',
      cure: 'Use the ID or a verified domain of your tenant.',
    }
  }
  const isKnown =
    isGuid(value) ||
    /^(common|organizations)$/i.test(value) ||
    /^(?:[a-z0-9](?:[a-z0-9-]{0,62})\.)+[a-z][a-z0-9-]{0,62}$/i.test(value)
  if (isKnown) return undefined
  return {
    where,
    what: `"${value}" is not a tenant.`,
    cure: 'Use the tenant ID (a GUID), a verified domain, "common" or "organizations".',
  }
}
