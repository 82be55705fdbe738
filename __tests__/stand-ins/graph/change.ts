import { type Kind, type Members, PROPERTIES } from './properties.ts'
import { checkRedirectUris } from './redirect-uris.ts'
import { badRequest, GUID } from './refusal.ts'

export type Application = Readonly<Record<string, unknown>>

/**
 * The application after a PATCH. A property that is sent replaces the whole value that was there: what a complex property
 * leaves out is unset.
 * @see https://learn.microsoft.com/en-us/graph/api/application-update
 */
export function changed(application: Application, patch: unknown): Application {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
    throw badRequest(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
      'BadRequest',
    )
  const values = Object.entries(patch)
    .filter(([name]) => !name.startsWith('@odata.'))
    .map(([name, value]) => [name, replacement(name, value)])
  const result = { ...application, ...Object.fromEntries(values) }
  checkRedirectUris(result)
  return result
}

function replacement(name: string, value: unknown): unknown {
  const property = Object.hasOwn(PROPERTIES, name) ? PROPERTIES[name] : undefined
  if (!property) throw unknownProperty(name, 'application')
  if (property.readOnly) throw badRequest(`Property '${name}' is read-only and cannot be set.`)
  if (value === null && property.nullable) return null
  return checked(property.kind, value, name)
}

function checked(kind: Kind, value: unknown, name: string): unknown {
  if (typeof kind === 'object' && 'each' in kind) {
    if (!Array.isArray(value)) throw invalidValue(name)
    return value.map((entry) => complete(kind.each, entry, name))
  }
  if (typeof kind === 'object') return complete(kind, value, name)
  const isRight = {
    guid: typeof value === 'string' && GUID.test(value),
    'permission type': value === 'Scope' || value === 'Role',
    text: typeof value === 'string',
    flag: typeof value === 'boolean',
    number: typeof value === 'number',
    texts: Array.isArray(value) && value.every((entry) => typeof entry === 'string'),
    objects: Array.isArray(value) && value.every(isObject),
    object: isObject(value),
  }[kind]
  if (!isRight) throw invalidValue(name)
  return value
}

function complete({ type, members }: Members, value: unknown, name: string): Application {
  if (!isObject(value)) throw invalidValue(name)
  const unknown = Object.keys(value).find((member) => !Object.hasOwn(members, member))
  if (unknown) throw unknownProperty(unknown, type)
  return Object.fromEntries(
    Object.entries(members).map(([member, { kind, unset }]) => {
      const given = value[member] ?? undefined
      return [member, given === undefined && unset !== undefined ? unset : checked(kind, given, name)]
    }),
  )
}

function invalidValue(name: string) {
  return badRequest(`Invalid value specified for property '${name}' of resource 'Application'.`)
}

function unknownProperty(name: string, type: string) {
  return badRequest(
    `The property '${name}' does not exist on type 'microsoft.graph.${type}'. Make sure to only use property names that are defined by the type.`,
  )
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
