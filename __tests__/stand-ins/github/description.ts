import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: Schema
}

interface Operation {
  readonly parameters: readonly Parameter[]
  readonly body?: Schema
  readonly responses: Readonly<Record<string, Schema>>
}

interface SchemaObject {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}
type Schema = SchemaObject | boolean

interface Extract {
  readonly operations: Readonly<Record<string, Operation>>
  readonly schemas: Readonly<Record<string, Schema>>
}

const extract: Extract = JSON.parse(readFileSync(join(import.meta.dirname, 'openapi.extract.json'), 'utf8'))
const ajv = new Ajv({ strict: false, allErrors: true, formats: { 'repo.nwo': true } })
formats.default(ajv)
ajv.addSchema({ $id: 'github', ...extract })

const compiled = new Map<string, ValidateFunction>()

/** Statuses that the service sends for any operation although the description does not list them everywhere. */
const ALWAYS_POSSIBLE = new Set([401, 403, 404, 409, 422, 429, 500, 502, 503])

/** The routes that the description knows, as "GET /repos/{owner}/{repo}". */
export const ROUTES: readonly string[] = Object.keys(extract.operations)

/** What in a request is not as GitHub describes it. */
export function requestViolations(route: string, query: URLSearchParams, body: unknown): string[] {
  const { parameters, body: schema } = extract.operations[route]!
  const known = new Map(
    parameters
      .filter((parameter) => parameter.in === 'query')
      .map((parameter) => [parameter.name, parameter]),
  )
  const fromQuery = [...query].flatMap(([name, value]) => {
    const parameter = known.get(name)
    if (!parameter) return [`unknown query parameter ${name}`]
    const isInteger = typeof parameter.schema === 'object' && parameter.schema.type === 'integer'
    return check(`query ${name}`, parameter.schema, isInteger ? Number(value) : value)
  })
  const fromBody =
    schema === undefined
      ? body === undefined
        ? []
        : ['a body where none is described']
      : check('request body', schema, body)
  return [...fromQuery, ...fromBody].map((violation) => `${route}: ${violation}`)
}

/** What in an answer is not as GitHub describes it. */
export function responseViolations(route: string, status: number, body: unknown): string[] {
  const schema = extract.operations[route]!.responses[String(status)]
  if (schema === undefined)
    return ALWAYS_POSSIBLE.has(status) ? [] : [`${route}: status ${status} is not described`]
  return check(`response ${status}`, schema, body).map((violation) => `${route}: ${violation}`)
}

/** Fills in the required fields of an answer that nobody in the tests looks at, from their described types. */
export function complete(schema: string, given: unknown): unknown {
  return fill({ $ref: `github#/schemas/${schema}` }, given)
}

function fill(schema: Schema, given: unknown): unknown {
  if (typeof schema === 'boolean') return given ?? null
  if (schema.$ref) return fill(extract.schemas[schema.$ref.split('/').at(-1)!]!, given)
  if (isNullable(schema) && (given === undefined || given === null)) return null
  const alternatives = schema.allOf ?? schema.anyOf ?? schema.oneOf
  if (alternatives) return fill(alternatives[0]!, given)
  const { properties, items } = schema
  if (Array.isArray(given)) return items ? given.map((entry) => fill(items, entry)) : given
  if (properties && (given === undefined || typeof given === 'object'))
    return fillObject(schema, properties, given)
  return given ?? anyValue(schema)
}

function fillObject(
  { required = [] }: SchemaObject,
  properties: Readonly<Record<string, Schema>>,
  given: unknown,
): unknown {
  const values = (given ?? {}) as Record<string, unknown>
  const names = new Set([...required, ...Object.keys(values)])
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      name in properties ? fill(properties[name]!, values[name]) : values[name],
    ]),
  )
}

function isNullable({ type, anyOf }: SchemaObject): boolean {
  if (Array.isArray(type)) return type.includes('null')
  return (anyOf ?? []).some((alternative) => typeof alternative === 'object' && alternative.type === 'null')
}

function anyValue({ type, format, enum: values }: SchemaObject): unknown {
  if (values) return values[0]
  switch (type) {
    case 'integer':
    case 'number':
      return 1
    case 'boolean':
      return false
    case 'array':
      return []
    case 'object':
      return {}
    default:
      if (format === 'uri') return 'https://github.test/'
      return format === 'date-time' ? '2026-01-01T00:00:00Z' : ''
  }
}

function check(what: string, schema: Schema, value: unknown): string[] {
  const key = JSON.stringify(schema)
  const validate = compiled.get(key) ?? ajv.compile(schema as object)
  compiled.set(key, validate)
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath}: ${message}`)
}
