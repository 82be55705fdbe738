import {
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLFieldResolver,
  Kind,
  NoDeprecatedCustomRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { answeredError, type GraphqlRefusal } from './errors.ts'
import { possibleNodes, refuseTooManyNodes, refuseUnbounded } from './limits.ts'
import { mutationRoot } from './mutation.ts'
import { queryRoot } from './query.ts'
import { SCHEMA } from './schema.ts'
import { invalidQuery } from './validation.ts'
import type { World } from './world.ts'

export interface GraphqlRequest {
  readonly query?: unknown
  readonly variables?: Readonly<Record<string, unknown>> | null
  readonly operationName?: string | null
}

/** @returns undefined for what is no document */
export function parsed({ query }: GraphqlRequest): DocumentNode | undefined {
  try {
    return examined(String(query)).document
  } catch {
    return undefined
  }
}

/** A document, and what the schema has against it. */
interface Examined {
  readonly document: DocumentNode
  readonly deprecated: readonly GraphQLError[]
  readonly errors: readonly GraphQLError[]
}

/** The action sends a few documents again and again. */
const EXAMINED = new Map<string, Examined>()

/** @throws GraphQLError for what is no document */
function examined(query: string): Examined {
  const known = EXAMINED.get(query)
  if (known) return known
  const document = parse(query)
  const deprecated = validate(SCHEMA, document, [NoDeprecatedCustomRule])
  const found = { document, deprecated, errors: validate(SCHEMA, document, specifiedRules) }
  EXAMINED.set(query, found)
  return found
}

/**
 * Executes a request against GitHub's published schema; the answer has status 200 whatever is in it. What the schema does not
 * have and what breaks the limits is refused as GitHub does, and recorded as a violation.
 * @see https://docs.github.com/en/graphql/guides/forming-calls-with-graphql
 */
export async function answerGraphql(request: GraphqlRequest, world: World): Promise<object> {
  if (typeof request.query !== 'string') {
    return refused(world, [{ message: 'A query attribute must be specified and must be a string.' }])
  }
  let found: Examined
  try {
    found = examined(request.query)
  } catch (error) {
    return refused(world, [{ message: (error as GraphQLError).message }])
  }
  const { document, deprecated, errors } = found
  world.violations.push(...deprecated.map(({ message }) => `GraphQL: ${message}`))
  if (errors.length > 0) {
    return refused(
      world,
      errors.map((error) => invalidQuery(error, document)),
    )
  }
  return executed(document, request, world)
}

function refused(world: World, errors: readonly { readonly message: string }[]): object {
  world.violations.push(...errors.map(({ message }) => `GraphQL: ${message}`))
  return { errors }
}

async function executed(
  document: DocumentNode,
  { variables, operationName }: GraphqlRequest,
  world: World,
): Promise<object> {
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      (!operationName || definition.name?.value === operationName),
  )
  const nodes = operation ? possibleNodes(SCHEMA, document, operation, variables ?? {}) : 0
  try {
    refuseTooManyNodes(nodes)
  } catch (error) {
    const { type, message } = error as GraphqlRefusal
    return refused(world, [{ type, message } as { message: string }])
  }
  const rootValue = operation?.operation === 'mutation' ? mutationRoot(world) : queryRoot(world, { nodes })
  const result = await execute({
    schema: SCHEMA,
    document,
    rootValue,
    contextValue: world,
    variableValues: variables ?? {},
    operationName: operationName ?? null,
    fieldResolver: resolveField,
  })
  if (!result.errors) return { data: result.data }
  // Without data nothing was carried out: the variables are not what the schema asks for.
  if (result.data === undefined) {
    return refused(
      world,
      result.errors.map((error) => invalidQuery(error, document)),
    )
  }
  return { data: result.data, errors: result.errors.map((error) => fieldError(error, world)) }
}

/** Like the default, but loud where the stand-in has no answer, and with GitHub's limits. */
const resolveField: GraphQLFieldResolver<object, World> = (source, args, world, info) => {
  try {
    refuseUnbounded(args, info)
  } catch (error) {
    world.violations.push(`GraphQL: ${(error as Error).message}`)
    throw error
  }
  const { fieldName, parentType } = info
  if (!(fieldName in source)) throw new Error(`the stand-in does not answer ${parentType.name}.${fieldName}`)
  const value = (source as Readonly<Record<string, unknown>>)[fieldName]
  return typeof value === 'function' ? value(args) : value
}

function fieldError(error: GraphQLError, world: World): object {
  const answered = answeredError(error)
  if (answered) return answered
  const cause = error.originalError ?? error
  world.violations.push(`stand-in: ${cause.stack ?? cause}`)
  const reference = '0000:000000:0000000:0000000:00000000'
  return {
    ...(error.path ? { path: error.path } : {}),
    message: `Something went wrong while executing your query. Please include \`${reference}\` when reporting this issue.`,
  }
}
