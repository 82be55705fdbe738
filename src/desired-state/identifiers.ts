import type { Problem } from '../problems.ts'
import { unseenCharacter } from '../text/invisible.ts'
import { quoted } from '../text/quoted.ts'
import type { Sourced } from './setting.ts'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Tenants, IDs and hosts are the same in upper and in lower case. */
export function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

export function isGuid(value: string): boolean {
  return GUID.test(value)
}

/**
 * Entra's application IDs are GUIDs; other providers name clients as they like, in ASCII.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-register-app
 * @see https://www.rfc-editor.org/rfc/rfc6749#appendix-A.1
 */
export function clientIdProblem({ value, source }: Sourced, isEntra: boolean): Problem | undefined {
  if (!isEntra) return otherClientIdProblem({ value, source })
  if (isGuid(value)) return undefined
  const cleaned = value.replaceAll(/[{}\s]/g, '')
  const cure = isGuid(cleaned)
    ? `Write "${cleaned}".`
    : 'Copy the application (client) ID from the overview of the app registration.'
  // Entra's client secrets hold a tilde, and are easily mistaken for the ID.
  const shown = value.includes('~') ? 'The value' : quoted(value)
  return { where: source, what: `${shown} is not an application (client) ID, which is a GUID.`, cure }
}

function otherClientIdProblem({ value, source }: Sourced): Problem | undefined {
  const cure = "Copy the client ID from the provider's registration of Connections."
  const placeholder = placeholderIn(value)
  if (placeholder)
    return { where: source, what: `The client ID holds a placeholder: "${placeholder}".`, cure }
  if (/\s/.test(value)) return { where: source, what: 'The client ID holds white space.', cure }
  const foreign = /[^\x21-\x7e]/u.exec(value)?.[0]
  if (foreign)
    return { where: source, what: `The client ID holds "${foreign}", which is not an ASCII character.`, cure }
  return undefined
}

/**
 * A tenant as it is given or as it stands in the path of an endpoint.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols#endpoints
 */
export function tenantIdProblem({ value, source }: Sourced): Problem | undefined {
  const unseen = unseenCharacter(value)
  if (unseen) return { where: source, what: `The tenant holds ${unseen}.`, cure: 'Remove it.' }
  if (value.toLowerCase() === 'consumers') {
    const what = '"consumers" is for personal Microsoft accounts.'
    return { where: source, what, cure: 'Use the ID or a verified domain of your tenant.' }
  }
  const isKnown =
    isGuid(value) ||
    /^(common|organizations)$/i.test(value) ||
    /^(?:[a-z0-9](?:[a-z0-9-]{0,62})\.)+[a-z][a-z0-9-]{0,62}$/i.test(value)
  if (isKnown) return undefined
  const what = `${quoted(value)} is not a tenant.`
  const cure = 'Use the tenant ID (a GUID), a verified domain, "common" or "organizations".'
  return { where: source, what, cure }
}

/**
 * What a value still holds of the documents that it was copied from, such as {tenant} or <client-id>, also where a browser has
 * percent-encoded the brackets. A query may hold encoded brackets of its own.
 * @returns the placeholder as it stands there; a bracket where it has no end; undefined where there is none
 */
export function placeholderIn(value: string): string | undefined {
  const found =
    /\{[^{}]*\}|<[^<>]*>|[{}<>]/.exec(value) ??
    /%(?:3c|7b)[^?%]*%(?:3e|7d)|%(?:3c|3e|7b|7d)/i.exec(value.split('?', 1)[0]!)
  return found?.[0]
}
