import type { Fault } from '../problems.ts'
import { unseenCharacter } from '../text/invisible.ts'
import { quoted } from '../text/quoted.ts'

/** A value and where it came from, for people: "input scope", "provider_1.scope", "settings line 3". */
export interface Sourced {
  readonly value: string
  readonly source: string
}

/** Tenants, IDs and hosts are the same in upper and in lower case. */
export function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

export function isGuid(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)
}

/**
 * Entra's application IDs are GUIDs; other providers name clients as they like, in ASCII.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-register-app
 * @see https://www.rfc-editor.org/rfc/rfc6749#appendix-A.1
 */
export function clientIdFault(value: string, isEntra: boolean): Fault | undefined {
  if (!isEntra) return otherClientIdFault(value)
  if (isGuid(value)) return undefined
  const cleaned = value.replaceAll(/[{}\s]/g, '')
  const cure = isGuid(cleaned)
    ? `Write "${cleaned}".`
    : "Copy the application (client) ID from the app registration's overview page."
  // Entra's client secrets hold a tilde, and are easily mistaken for the ID.
  const shown = value.includes('~') ? 'The value' : quoted(value)
  return [`${shown} is not an application (client) ID, which is a GUID.`, cure]
}

function otherClientIdFault(value: string): Fault | undefined {
  const refuse = (what: string): Fault => [
    `The client ID contains ${what}.`,
    "Copy the client ID from the provider's registration of Connections.",
  ]
  const placeholder = placeholderIn(value)
  if (placeholder) return refuse(`a placeholder: "${placeholder}"`)
  if (/\s/.test(value)) return refuse('spaces or line breaks')
  const foreign = /[^\x21-\x7e]/u.exec(value)
  return foreign ? refuse(`"${foreign[0]}", which is not an ASCII character`) : undefined
}

/**
 * A tenant as it is given or as it stands in the path of an endpoint.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols#endpoints
 */
export function tenantFault(value: string): Fault | undefined {
  const unseen = unseenCharacter(value)
  if (unseen) return [`The tenant contains ${unseen}.`, 'Remove it.']
  if (isSame(value, 'consumers'))
    return [
      '"consumers" is for personal Microsoft accounts.',
      'Use the ID or a verified domain of your tenant.',
    ]
  const isDomain = /^(?:[a-z0-9](?:[a-z0-9-]{0,62})\.)+[a-z][a-z0-9-]{0,62}$/i.test(value)
  if (isGuid(value) || isDomain || /^(common|organizations)$/i.test(value)) return undefined
  const cure = 'Use the tenant ID (a GUID), a verified domain, "common" or "organizations".'
  return [`${quoted(value)} is not a tenant.`, cure]
}

/**
 * What a value still holds of the documents that it was copied from, such as {tenant}, <client-id> or a bracket, also percent-encoded
 * by a browser; undefined where there is nothing. A query may hold encoded brackets of its own.
 */
export function placeholderIn(value: string): string | undefined {
  const found =
    /\{[^{}]*\}|<[^<>]*>|[{}<>]/.exec(value) ??
    /%(?:3c|7b)[^?%]*%(?:3e|7d)|%(?:3c|3e|7b|7d)/i.exec(value.split('?', 1)[0]!)
  return found?.[0]
}
