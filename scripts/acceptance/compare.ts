import type { Exchange, Message } from './exchange.ts'
import { merged, type Structure } from './structure.ts'

/** Where a stand-in and the real service are not alike. */
export interface Difference {
  /** The stand-in is wrong, so tests that pass on it prove nothing here; else it is only to be looked at. */
  readonly matters: boolean
  /** "github POST /graphql repository" */
  readonly request: string
  readonly what: string
  readonly standIn: string
  readonly real: string
}

/** @returns what matters first */
export function differences(standIn: readonly Exchange[], real: readonly Exchange[]): Difference[] {
  const all = [...compareCourses(standIn, real), ...compareMessages(standIn, real)]
  const unique = new Map(all.map((each) => [JSON.stringify(each), each]))
  return [...unique.values()].toSorted((one, other) => Number(other.matters) - Number(one.matters))
}

const nameOf = ({ service, request }: Exchange) => `${service} ${request}`

/** What may come before the right answer, and is no fault of a stand-in that it does not: a new branch is not everywhere at once. */
const isPassing = (status: number) => status === 404 || status === 429 || status >= 500

/** In every story: which requests the action sends, and with which statuses they are answered. */
function compareCourses(standIn: readonly Exchange[], real: readonly Exchange[]): Difference[] {
  const inStory = (exchange: Exchange) => `${exchange.story}\n${nameOf(exchange)}`
  const [ours, theirs] = [Map.groupBy(standIn, inStory), Map.groupBy(real, inStory)]
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((key) => {
    const [story, request] = key.split('\n') as [string, string]
    const statuses = (exchanges: readonly Exchange[] = []) =>
      [...new Set(exchanges.map(({ status }) => status))].toSorted((one, other) => one - other)
    const [own, other] = [statuses(ours.get(key)), statuses(theirs.get(key))]
    if (own.join() === other.join()) return []
    const hasCommon = own.some((status) => other.includes(status))
    const isNew = (status: number) => !own.includes(status) && !(hasCommon && isPassing(status))
    const text = (list: readonly number[]) => list.join(', ') || 'not sent'
    return {
      matters: own.length === 0 || other.length === 0 || other.some(isNew),
      request,
      what: `status in "${story}"`,
      standIn: text(own),
      real: text(other),
    }
  })
}

/** What is sent and answered, over all stories, wherever the status is the same. */
function compareMessages(standIn: readonly Exchange[], real: readonly Exchange[]): Difference[] {
  const byStatus = (exchange: Exchange) => `${nameOf(exchange)}\n${exchange.status}`
  const [ours, theirs] = [Map.groupBy(standIn, byStatus), Map.groupBy(real, byStatus)]
  return [...ours].flatMap(([key, own]) => {
    const other = theirs.get(key)
    if (!other) return []
    const [request, status] = key.split('\n') as [string, string]
    const found = (['sent', 'answered'] as const).flatMap((side) =>
      compareBodies(
        own.map((exchange) => exchange[side]),
        other.map((exchange) => exchange[side]),
      ).map((difference) => ({
        ...difference,
        // What the action sends is not the stand-in's doing.
        matters: difference.matters && side === 'answered',
        what: side === 'answered' ? `${status}: ${difference.what}` : `request: ${difference.what}`,
      })),
    )
    return [...found, ...compareHeaders(status, own, other)].map((difference) => ({ request, ...difference }))
  })
}

type Found = Omit<Difference, 'request'>

/** What the stand-in always sends and the service never. The other way round it is a long list that nothing depends on. */
function compareHeaders(status: string, own: readonly Exchange[], other: readonly Exchange[]): Found[] {
  const sent = new Set(other.flatMap(({ answered }) => answered.headers))
  const only = own[0]!.answered.headers.filter((name) => !sent.has(name))
  if (only.length === 0) return []
  return [{ matters: false, what: `${status}: headers`, standIn: only.join(', '), real: 'never sent' }]
}

function compareBodies(own: readonly Message[], other: readonly Message[]): Found[] {
  const types = (messages: readonly Message[]) =>
    [...new Set(messages.map(({ mediaType }) => mediaType ?? 'no body'))].toSorted().join(', ')
  const [standIn, real] = [types(own), types(other)]
  if (standIn !== real) return [{ matters: true, what: 'kind of the body', standIn, real }]
  const [ours, theirs] = [own, other].map((messages) => {
    const structures = messages.flatMap(({ structure }) => structure ?? [])
    return structures.length === 0 ? undefined : structures.reduce(merged)
  })
  return ours && theirs ? compareStructures('', ours, theirs) : []
}

/** @param path "data.repository.id"; empty for the whole body */
function compareStructures(path: string, ours: Structure, theirs: Structure): Found[] {
  const what = path || 'the body'
  const [standIn, real] = [ours.types.join(' or '), theirs.types.join(' or ')]
  const typed = (structure: Structure) => structure.types.filter((type) => type !== 'null')
  const strange = typed(theirs).some((type) => typed(ours).length > 0 && !typed(ours).includes(type))
  const found = standIn === real ? [] : [{ matters: strange, what, standIn, real }]
  if (ours.items && theirs.items) found.push(...compareStructures(`${path}[]`, ours.items, theirs.items))
  return [...found, ...compareFields(path, ours, theirs)]
}

function compareFields(path: string, { fields: ours }: Structure, { fields: theirs }: Structure): Found[] {
  if (!ours || !theirs) return []
  const inner = (name: string) => (path ? `${path}.${name}` : name)
  const found = Object.entries(ours).flatMap(([name, { structure, isAlways }]): Found[] => {
    const real = Object.hasOwn(theirs, name) ? theirs[name] : undefined
    if (real) return compareStructures(inner(name), structure, real.structure)
    const standIn = structure.types.join(' or ')
    return [{ matters: isAlways, what: inner(name), standIn, real: 'missing' }]
  })
  const missing = Object.keys(theirs).filter((name) => !Object.hasOwn(ours, name))
  if (missing.length === 0) return found
  return [
    ...found,
    { matters: false, what: `more in ${path || 'the body'}`, standIn: 'missing', real: missing.join(', ') },
  ]
}
