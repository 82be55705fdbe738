/** What a value of JSON is made of: types and keys, and never a value. */
export interface Structure {
  /** Sorted, as "null", "string". More than one where several values were seen. */
  readonly types: readonly string[]
  /** Of the objects among them. */
  readonly fields?: Readonly<Record<string, Field>>
  /** Of the lists among them; undefined where all were empty. */
  readonly items?: Structure
}

export interface Field {
  readonly structure: Structure
  /** Every object that was seen has it. */
  readonly isAlways: boolean
}

const GUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/i

/** A key that is made from a value, such as an ID, becomes "*". */
const nameOf = (key: string) => (/^[@$_a-z][\w@$.-]{0,60}$/i.test(key) && !GUID.test(key) ? key : '*')

export function structureOf(value: unknown): Structure {
  if (value === null) return { types: ['null'] }
  if (Array.isArray(value)) {
    const items = value.map(structureOf)
    return items.length === 0 ? { types: ['array'] } : { types: ['array'], items: items.reduce(merged) }
  }
  if (typeof value !== 'object') return { types: [typeof value] }
  const fields: Record<string, Field> = {}
  for (const [key, content] of Object.entries(value)) {
    const name = nameOf(key)
    const structure = structureOf(content)
    const before = Object.hasOwn(fields, name) ? fields[name] : undefined
    fields[name] = { structure: before ? merged(before.structure, structure) : structure, isAlways: true }
  }
  return { types: ['object'], fields }
}

/** What both are made of together. */
export function merged(one: Structure, other: Structure): Structure {
  const fields =
    one.fields && other.fields ? mergedFields(one.fields, other.fields) : (one.fields ?? other.fields)
  const items = one.items && other.items ? merged(one.items, other.items) : (one.items ?? other.items)
  return {
    types: [...new Set([...one.types, ...other.types])].toSorted(),
    ...(fields ? { fields } : {}),
    ...(items ? { items } : {}),
  }
}

function mergedFields(one: Readonly<Record<string, Field>>, other: Readonly<Record<string, Field>>) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return Object.fromEntries(
    [...names].map((name) => {
      const [a, b] = [one[name], other[name]]
      if (!a || !b) return [name, { ...(a ?? b)!, isAlways: false }]
      return [name, { structure: merged(a.structure, b.structure), isAlways: a.isAlways && b.isAlways }]
    }),
  )
}
