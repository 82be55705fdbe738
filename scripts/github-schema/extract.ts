import {
  buildSchema,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type NameNode,
  parse,
  print,
  type TypeDefinitionNode,
  type TypeNode,
  validateSchema,
  visit,
} from 'graphql'

/**
 * By type: its fields with their arguments, as "id object(expression oid)", the fields of an input, or the values of an enum.
 * Scalars, unions and enums that are not named come along whole where something refers to them; of a union the types that
 * are named.
 */
export type Used = Readonly<Record<string, string>>

type Field = FieldDefinitionNode | InputValueDefinitionNode

/**
 * Reduces a schema to what is used of it, without prose and with its deprecations.
 * @returns the schema definition language
 * @throws Error naming what is used and not published, or what is needed and not used
 */
export function extractSchema(published: string, used: Used): string {
  const definitions = new Map(
    withoutProse(parse(published, { noLocation: true }))
      .definitions.filter(isType)
      .map((definition) => [definition.name.value, definition]),
  )
  const kept = new Map<string, TypeDefinitionNode>()
  for (const name of Object.keys(used)) keep(name)
  const text = [...kept.values()]
    .toSorted((left, right) => (left.name.value < right.name.value ? -1 : 1))
    .map((definition) => print(definition))
    .join('\n\n')
  const [problem] = validateSchema(buildSchema(text))
  if (problem) throw problem
  return `${text}\n`

  function keep(name: string): void {
    const definition = definitions.get(name)
    if (kept.has(name) || isBuiltIn(name)) return
    if (!definition) throw new Error(`${name} is not in the published schema.`)
    const isWhole = /^(Scalar|Enum|Union)/.test(definition.kind)
    if (!isWhole && used[name] === undefined) throw new Error(`Something refers to ${name}: name its fields.`)
    const reduced = reduce(definition, used)
    kept.set(name, reduced)
    for (const referred of referredTypes(reduced)) keep(referred)
  }
}

function withoutProse(document: DocumentNode): DocumentNode {
  return visit(document, {
    enter: (_, key) => (key === 'description' ? null : undefined),
    Directive: ({ name }) => (name.value === 'deprecated' ? undefined : null),
  })
}

function isType(definition: DefinitionNode): definition is TypeDefinitionNode {
  return /^(Scalar|Object|Interface|Union|Enum|InputObject)TypeDefinition$/.test(definition.kind)
}

function isBuiltIn(name: string): boolean {
  return ['Int', 'Float', 'String', 'Boolean', 'ID'].includes(name)
}

function reduce(definition: TypeDefinitionNode, used: Used): TypeDefinitionNode {
  const name = definition.name.value
  const isUsed = (type: { readonly name: NameNode }) => used[type.name.value] !== undefined
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return {
        ...definition,
        interfaces: (definition.interfaces ?? []).filter(isUsed),
        fields: selected(name, definition.fields ?? [], used[name]!),
      }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return { ...definition, fields: selected(name, definition.fields ?? [], used[name]!) }
    case Kind.UNION_TYPE_DEFINITION:
      return { ...definition, types: (definition.types ?? []).filter(isUsed) }
    case Kind.ENUM_TYPE_DEFINITION: {
      const values = definition.values ?? []
      const names = used[name]?.split(' ')
      const unknown = names?.find((value) => !values.some((published) => published.name.value === value))
      if (unknown) throw new Error(`${name}.${unknown} is not in the published schema.`)
      return { ...definition, values: values.filter((value) => names?.includes(value.name.value) ?? true) }
    }
    default:
      return definition
  }
}

function selected<T extends Field>(owner: string, fields: readonly T[], wanted: string): T[] {
  const entries = [...wanted.matchAll(/(\w+)(?:\(([^)]*)\))?/g)]
  const published = new Map(fields.map((field) => [field.name.value, field]))
  for (const [, name] of entries) {
    if (!published.has(name!)) throw new Error(`${owner}.${name} is not in the published schema.`)
  }
  const names = new Map(entries.map(([, name, list]) => [name!, list ?? '']))
  for (const field of fields) refuseMissing(owner, field, names.has(field.name.value))
  return fields
    .filter(({ name }) => names.has(name.value))
    .map((field) => (field.kind === Kind.FIELD_DEFINITION ? withArguments(owner, field, names) : field) as T)
}

function withArguments(
  owner: string,
  field: FieldDefinitionNode,
  names: ReadonlyMap<string, string>,
): FieldDefinitionNode {
  const name = field.name.value
  return { ...field, arguments: selected(`${owner}.${name}`, field.arguments ?? [], names.get(name)!) }
}

/** Without a required argument the extract would accept what the service refuses. */
function refuseMissing(owner: string, field: Field, isNamed: boolean): void {
  if (field.kind !== Kind.INPUT_VALUE_DEFINITION || isNamed) return
  if (field.type.kind === Kind.NON_NULL_TYPE && !field.defaultValue)
    throw new Error(`${owner} requires ${field.name.value}: name it, too.`)
}

function referredTypes(definition: TypeDefinitionNode): string[] {
  const fields: readonly Field[] = 'fields' in definition ? (definition.fields ?? []) : []
  const types = fields.flatMap((field) => [
    field.type,
    ...('arguments' in field ? (field.arguments ?? []).map(({ type }) => type) : []),
  ])
  return types.map(namedType)
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)
}
