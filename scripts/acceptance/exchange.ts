import { type DefinitionNode, Kind, parse } from 'graphql'
import { type Structure, structureOf } from './structure.ts'

export const SERVICES = ['github', 'entra', 'graph', 'runner'] as const
export type ServiceName = (typeof SERVICES)[number]

/** The shape of one request and its answer, without any value of either, so that it may be shown and kept. */
export interface Exchange {
  readonly story: string
  readonly service: ServiceName
  /** "GET /repos/{}/contents/{} ?ref", "POST /graphql repository" */
  readonly request: string
  readonly status: number
  readonly sent: Message
  readonly answered: Message
}

export interface Message {
  /** Names only, sorted. */
  readonly headers: readonly string[]
  /** Media type of the body; undefined without one. */
  readonly mediaType?: string
  /** Of JSON and of a form. */
  readonly structure?: Structure
}

/** A request or an answer as it came. */
export interface Raw {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Unpacked. */
  readonly body: Buffer
}

/** Everything else in a path is somebody's name, number or ID, and is left out. */
const WORDS = new Set(
  `api v3 v1.0 v2.0 graphql repos repositories contents branches compare git blobs trees commits refs heads pulls
  requested_reviewers issues labels assignees comments topics applications oauth2 token .well-known
  openid-configuration discovery keys common organizations instance`.split(/\s+/),
)

/** @param url path and query */
export function requestName(method: string, url: string, body: Buffer): string {
  const { pathname, searchParams } = new URL(url, 'https://localhost')
  const path = pathname
    .split('/')
    .slice(1)
    .map(segmentName)
    .join('/')
    .replaceAll(/\{\}(?:\/\{\})+/g, '{}')
  const query = [...new Set(searchParams.keys())].toSorted().join('&')
  const fields = pathname.endsWith('/graphql') ? graphqlFields(body) : ''
  return [`${method} /${path}`, query && `?${query}`, fields].filter(Boolean).join(' ')
}

function segmentName(segment: string): string {
  const word = /^([a-z]+)\(.*\)$/.exec(decodeURIComponent(segment))?.[1]
  if (word && WORDS.has(word)) return `${word}({})`
  return WORDS.has(segment) ? segment : '{}'
}

/** The fields of the operation itself, as "createRef createPullRequest". */
function graphqlFields(body: Buffer): string {
  const query = (parsed(body) as { readonly query?: unknown } | undefined)?.query
  try {
    return parse(String(query)).definitions.flatMap(rootFields).join(' ')
  } catch {
    return ''
  }
}

function rootFields(definition: DefinitionNode): string[] {
  if (definition.kind !== Kind.OPERATION_DEFINITION) return []
  return definition.selectionSet.selections.flatMap((field) =>
    field.kind === Kind.FIELD ? [field.name.value] : [],
  )
}

export function messageOf({ headers, body }: Raw): Message {
  const names = Object.keys(headers).toSorted()
  if (body.length === 0) return { headers: names }
  const mediaType = String(headers['content-type'] ?? '')
    .split(';')[0]!
    .trim()
    .toLowerCase()
  const isForm = mediaType === 'application/x-www-form-urlencoded'
  const content = isForm ? Object.fromEntries(new URLSearchParams(body.toString())) : parsed(body)
  return {
    headers: names,
    mediaType,
    ...(content === undefined ? {} : { structure: structureOf(content) }),
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
