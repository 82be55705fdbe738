/**
 * Extracts from GitHub's own description of its REST API the operations that the action uses, without prose, for the stand-in
 * to check requests and responses against.
 *
 *     npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz package/generated/api.github.com.json
 *     node scripts/extract-github-openapi.ts package/generated/api.github.com.json 23.0.2
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const OPERATIONS = [
  'GET /repos/{owner}/{repo}',
  'GET /repos/{owner}/{repo}/contents/{path}',
  'PUT /repos/{owner}/{repo}/contents/{path}',
  'GET /repos/{owner}/{repo}/branches/{branch}',
  'GET /repos/{owner}/{repo}/compare/{basehead}',
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
  'POST /repos/{owner}/{repo}/git/blobs',
  'POST /repos/{owner}/{repo}/git/trees',
  'POST /repos/{owner}/{repo}/git/commits',
  'POST /repos/{owner}/{repo}/git/refs',
  'GET /repos/{owner}/{repo}/pulls',
  'POST /repos/{owner}/{repo}/pulls',
  'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
  'GET /repos/{owner}/{repo}/issues/{issue_number}',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
]

const PROSE = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'title',
  'nullable',
  'deprecated',
  'default',
])

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null
type JsonObject = { [key: string]: Json }

const [source, version] = process.argv.slice(2)
if (!source || !version)
  throw new Error('usage: extract-github-openapi.ts <api.github.com.json> <package version>')
const description = JSON.parse(readFileSync(source, 'utf8')) as JsonObject
const schemas: JsonObject = {}

const operations = Object.fromEntries(OPERATIONS.map((name) => [name, extractOperation(name)]))
const extract = { from: `@octokit/openapi ${version}, api.github.com.json`, operations, schemas }
const destination = join(import.meta.dirname, '../__tests__/stand-ins/github/openapi.extract.json')
writeFileSync(destination, `${JSON.stringify(extract)}\n`)

function extractOperation(name: string): Json {
  const [method, path] = name.split(' ') as [string, string]
  const item = at(description, 'paths', path)
  const operation = at(item, method.toLowerCase())
  const parameters = [...list(item['parameters']), ...list(operation['parameters'])].map(resolve)
  const body = operation['requestBody'] as JsonObject | undefined
  return {
    parameters: parameters.map((parameter) => ({
      name: parameter['name']!,
      in: parameter['in']!,
      required: parameter['required'] ?? false,
      schema: toJsonSchema(parameter['schema']!),
    })),
    ...(body ? { body: contentSchema(body) } : {}),
    responses: Object.fromEntries(
      Object.entries(at(operation, 'responses')).map(([status, response]) => [
        status,
        contentSchema(resolve(response)),
      ]),
    ),
  }
}

function contentSchema(message: JsonObject): Json {
  const content = message['content'] as JsonObject | undefined
  const json = content?.['application/json'] as JsonObject | undefined
  return json ? toJsonSchema(json['schema']!) : true
}

/** OpenAPI 3.0's schemas as JSON Schema: no prose, `nullable` as a type, references into `schemas`. */
function toJsonSchema(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(toJsonSchema)
  if (typeof schema !== 'object' || schema === null) return schema
  if (typeof schema['$ref'] === 'string') return { $ref: reference(schema['$ref']) }
  const result: JsonObject = {}
  for (const [key, value] of Object.entries(schema)) {
    if (PROSE.has(key) || key.startsWith('x-')) continue
    result[key] = key === 'properties' ? mapValues(value as JsonObject) : toJsonSchema(value)
  }
  if (schema['nullable'] !== true) return result
  if (Array.isArray(result['enum'])) result['enum'] = [...result['enum'], null]
  if (typeof result['type'] !== 'string') return { anyOf: [result, { type: 'null' }] }
  return { ...result, type: [result['type'], 'null'] }
}

function mapValues(properties: JsonObject): Json {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, toJsonSchema(value)]))
}

function reference(pointer: string): string {
  const name = pointer.split('/').at(-1)!
  if (!(name in schemas)) {
    schemas[name] = true
    schemas[name] = toJsonSchema(at(description, 'components', 'schemas', name))
  }
  return `github#/schemas/${name}`
}

function resolve(value: Json): JsonObject {
  const object = value as JsonObject
  const pointer = object['$ref']
  return typeof pointer === 'string' ? at(description, ...pointer.slice(2).split('/')) : object
}

function at(object: JsonObject, ...path: string[]): JsonObject {
  return path.reduce((value, key) => value[key] as JsonObject, object)
}

function list(value: Json | undefined): Json[] {
  return (value as Json[] | undefined) ?? []
}
