import { type ASTNode, type DocumentNode, type GraphQLError, Kind, visit } from 'graphql'

export interface InvalidQuery {
  readonly path?: readonly string[]
  readonly extensions?: Readonly<Record<string, unknown>>
  readonly locations?: readonly unknown[]
  readonly message: string
}

interface Wording {
  readonly of: RegExp
  readonly message: (...parts: string[]) => string
  readonly extensions: (...parts: string[]) => Readonly<Record<string, unknown>>
}

/** graphql-js says the same in other words than the library that GitHub uses. */
const WORDINGS: readonly Wording[] = [
  {
    of: /^Cannot query field "(\w+)" on type "(\w+)"/,
    message: (field, type) => `Field '${field}' doesn't exist on type '${type}'`,
    extensions: (fieldName, typeName) => ({ code: 'undefinedField', typeName, fieldName }),
  },
  {
    of: /^Unknown argument "(\w+)" on field "\w+\.(\w+)"/,
    message: (argument, field) => `Field '${field}' doesn't accept argument '${argument}'`,
    extensions: (argumentName, name) => ({
      code: 'argumentNotAccepted',
      name,
      typeName: 'Field',
      argumentName,
    }),
  },
  {
    of: /^Field "(\w+)" argument "(\w+)" of type ".*" is required/,
    message: (field, argument) => `Field '${field}' is missing required arguments: ${argument}`,
    extensions: (name, argument) => ({
      code: 'missingRequiredArguments',
      className: 'Field',
      name,
      arguments: argument,
    }),
  },
  {
    of: /^Field "(\w+)" is not defined by type "(\w+)"/,
    message: (argument, type) => `InputObject '${type}' doesn't accept argument '${argument}'`,
    extensions: (argumentName, name) => ({
      code: 'argumentNotAccepted',
      name,
      typeName: 'InputObject',
      argumentName,
    }),
  },
  {
    of: /^Field "(\w+)" of type "(\w+!?)" must have a selection/,
    message: (field, type) =>
      `Field must have selections (field '${field}' returns ${type} but has no selections. Did you mean '${field} { ... }'?)`,
    extensions: (name) => ({ code: 'selectionMismatch', nodeName: `field '${name}'`, typeName: 'Field' }),
  },
  {
    of: /^Variable "\$(\w+)" is never used/,
    message: (variable) => `Variable $${variable} is declared but not used`,
    extensions: (variableName) => ({ code: 'variableNotUsed', variableName }),
  },
  {
    of: /^Variable "\$(\w+)" is not defined/,
    message: (variable) => `Variable $${variable} is used but not declared`,
    extensions: (variableName) => ({ code: 'variableNotDefined', variableName }),
  },
  {
    of: /^Unknown type "(\w+)"/,
    message: (type) => `${type} isn't a defined input type`,
    extensions: (typeName) => ({ code: 'variableRequiresValidType', typeName }),
  },
]

/** What is wrong with a query or its variables, as GitHub words it where that is known. */
export function invalidQuery(error: GraphQLError, document: DocumentNode): InvalidQuery {
  const { locations } = error.toJSON()
  const where = locations ? { locations } : {}
  for (const { of, message, extensions } of WORDINGS) {
    const match = of.exec(error.message)
    if (!match) continue
    const parts = match.slice(1)
    const path = pathTo(document, error.nodes?.[0])
    return { path, extensions: extensions(...parts), ...where, message: message(...parts) }
  }
  return { ...where, message: error.message }
}

/** "query Find", "repository", "...on Commit", "file", "path" */
function pathTo(document: DocumentNode, searched: ASTNode | undefined): string[] {
  const path: string[] = []
  let found: string[] = []
  visit(document, {
    enter(node) {
      path.push(...step(node))
      if (node === searched) found = [...path]
    },
    leave(node) {
      path.length -= step(node).length
    },
  })
  return found
}

function step(node: ASTNode): string[] {
  switch (node.kind) {
    case Kind.OPERATION_DEFINITION:
      return [[node.operation, node.name?.value].filter(Boolean).join(' ')]
    case Kind.FRAGMENT_DEFINITION:
      return [`fragment ${node.name.value}`]
    case Kind.INLINE_FRAGMENT:
      return [node.typeCondition ? `... on ${node.typeCondition.name.value}` : '...']
    case Kind.FIELD:
      return [node.alias?.value ?? node.name.value]
    case Kind.ARGUMENT:
    case Kind.OBJECT_FIELD:
      return [node.name.value]
    default:
      return []
  }
}
