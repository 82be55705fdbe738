import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, GraphQLError, type GraphQLScalarType } from 'graphql'

/** GitHub's published schema, reduced to what the stand-in answers (`scripts/extract-github-graphql.ts` makes it). */
export const SCHEMA = buildSchema(readFileSync(join(import.meta.dirname, 'schema.extract.graphql'), 'utf8'))

demandForm('Base64String', /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/)
demandForm('GitObjectID', /^[0-9a-f]{40}$/)
demandForm('GitRefname', /^refs\/./)

/** The schema says of a scalar no more than its name. */
function demandForm(name: string, form: RegExp): void {
  const scalar = SCHEMA.getType(name) as GraphQLScalarType
  const parse = (value: unknown) => {
    if (typeof value === 'string' && form.test(value)) return value
    throw new GraphQLError(`${JSON.stringify(value)?.slice(0, 80)} is not a valid ${name}`)
  }
  scalar.parseValue = parse
  scalar.parseLiteral = (node) => parse('value' in node ? node.value : undefined)
}
