import type { GraphQLError, GraphQLFormattedError } from 'graphql'
import { Refusal } from '../refusal.ts'

/** The types that GitHub's GraphQL gives its refusals; they are not published, all of them have been seen. */
export type RefusalType =
  | 'BRANCH_PROTECTION_RULE_VIOLATION'
  | 'EXCESSIVE_PAGINATION'
  | 'FORBIDDEN'
  | 'MAX_NODE_LIMIT_EXCEEDED'
  | 'MISSING_PAGINATION_BOUNDARIES'
  | 'NOT_FOUND'
  | 'STALE_DATA'
  | 'UNPROCESSABLE'

/** A refusal as GitHub's GraphQL words it. */
export class GraphqlRefusal extends Error {
  override readonly name = 'GraphqlRefusal'
  readonly type: RefusalType

  constructor(type: RefusalType, message: string) {
    super(message)
    this.type = type
  }
}

export const unprocessable = (message: string) => new GraphqlRefusal('UNPROCESSABLE', message)

export const noNode = (id: string) =>
  new GraphqlRefusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`)

export interface AnsweredError extends GraphQLFormattedError {
  readonly type?: RefusalType
}

/**
 * An error of one field as GitHub answers it: with a type, and with `saml_failure` where something is forbidden.
 * @returns undefined for what is no refusal, and so a mistake of the stand-in
 */
export function answeredError(error: GraphQLError): AnsweredError | undefined {
  const refusal = asRefusal(error.originalError)
  if (!refusal) return undefined
  const { path, locations } = error.toJSON()
  return {
    type: refusal.type,
    ...(path ? { path } : {}),
    ...(refusal.type === 'FORBIDDEN' ? { extensions: { saml_failure: false } } : {}),
    ...(locations ? { locations } : {}),
    message: refusal.message,
  }
}

function asRefusal(error: Error | undefined): GraphqlRefusal | undefined {
  if (error instanceof GraphqlRefusal) return error
  if (!(error instanceof Refusal)) return undefined
  const type = error.status === 404 ? 'NOT_FOUND' : error.status === 403 ? 'FORBIDDEN' : 'UNPROCESSABLE'
  const reasons = (error.errors ?? []).flatMap((reason) => ('message' in reason ? [reason.message] : []))
  return new GraphqlRefusal(type, reasons.length > 0 ? reasons.map(capitalised).join(', ') : error.message)
}

const capitalised = (text: unknown) => String(text).replace(/^./, (first) => first.toUpperCase())
