import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { GraphqlRefusal, unprocessable } from './errors.ts'

const MOST_RECORDS = 100
const MOST_NODES = 500_000

type Arguments = Readonly<Record<string, unknown>>
type Field = GraphQLField<unknown, unknown>

const isConnection = ({ type }: Field) => getNamedType(type).name.endsWith('Connection')

/**
 * What GitHub refuses at a connection, when it comes to it: the rest of the document is carried out, a mutation, too.
 * @throws GraphqlRefusal
 * @see https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
export function refuseUnbounded({ first, last }: Arguments, info: GraphQLResolveInfo): void {
  const field = info.parentType.getFields()[info.fieldName]!
  if (!isConnection(field)) return
  const connection = `the \`${info.fieldName}\` connection`
  if (isNothing(first) && isNothing(last)) {
    if (!info.fieldNodes.some(({ selectionSet }) => hasRecords(selectionSet, info.fragments))) return
    const message = `You must provide a \`first\` or \`last\` value to properly paginate ${connection}.`
    throw new GraphqlRefusal('MISSING_PAGINATION_BOUNDARIES', message)
  }
  if (!isNothing(first) && !isNothing(last))
    throw unprocessable(`Passing both \`first\` and \`last\` to paginate ${connection} is not supported.`)
  const [name, count] = isNothing(first) ? ['last', Number(last)] : ['first', Number(first)]
  if (count < 1) throw unprocessable(`\`${name}\` on ${connection} cannot be less than one.`)
  if (count <= MOST_RECORDS) return
  throw new GraphqlRefusal(
    'EXCESSIVE_PAGINATION',
    `Requesting ${count} records on ${connection} exceeds the \`${name}\` limit of ${MOST_RECORDS} records.`,
  )
}

const isNothing = (value: unknown) => value === undefined || value === null

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>

/** The total count of a connection may be asked without a page. */
function hasRecords(selectionSet: SelectionSetNode | undefined, fragments: Fragments): boolean {
  return (selectionSet?.selections ?? []).some((selection) => {
    if (selection.kind === Kind.FIELD) return /^(nodes|edges|pageInfo)$/.test(selection.name.value)
    const { selectionSet: inner } =
      selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value]! : selection
    return hasRecords(inner, fragments)
  })
}

/**
 * How many nodes a valid query asks for at most.
 * @see https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#node-limit
 */
export function possibleNodes(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = Object.fromEntries(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition]),
  )
  const root = schema.getRootType(operation.operation)!
  return count(root.name, operation.selectionSet, 1)

  function count(typeName: string, { selections }: SelectionSetNode, parents: number): number {
    return selections.map((selection) => countOne(typeName, selection, parents)).reduce((a, b) => a + b, 0)
  }

  function countOne(typeName: string, selection: SelectionSetNode['selections'][number], parents: number) {
    if (selection.kind !== Kind.FIELD) {
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value]! : selection
      return count(fragment.typeCondition?.name.value ?? typeName, fragment.selectionSet, parents)
    }
    const type = schema.getType(typeName)
    const field =
      isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined
    if (!field || !selection.selectionSet) return 0
    const { first, last } = getArgumentValues(field, selection, variables)
    const records = isConnection(field) ? Number(first ?? last ?? 0) : undefined
    const inner = count(getNamedType(field.type).name, selection.selectionSet, parents * (records ?? 1))
    return inner + parents * (records ?? 0)
  }
}

/** @throws GraphqlRefusal for a query that asks for more nodes than GitHub lets it */
export function refuseTooManyNodes(nodes: number): void {
  if (nodes <= MOST_NODES) return
  const [many, most] = [nodes, MOST_NODES].map((count) => count.toLocaleString('en'))
  const message = `This query requests up to ${many} possible nodes which exceeds the maximum limit of ${most}.`
  throw new GraphqlRefusal('MAX_NODE_LIMIT_EXCEEDED', message)
}
