import { expect, test } from 'vitest'
import { type Difference, differences } from '../../scripts/acceptance/compare.ts'
import type { Exchange } from '../../scripts/acceptance/exchange.ts'
import { structureOf } from '../../scripts/acceptance/structure.ts'

interface Told {
  readonly status?: number
  readonly body?: unknown
  readonly mediaType?: string
  readonly headers?: readonly string[]
  readonly sent?: unknown
  readonly request?: string
}

const exchange = ({
  status = 200,
  body = { id: 1 },
  mediaType = 'application/json',
  headers = ['date'],
  sent = { title: '' },
  request = 'POST /repos/{}/pulls',
}: Told): Exchange => ({
  story: 'create',
  service: 'github',
  request,
  status,
  sent: { headers: [], mediaType: 'application/json', structure: structureOf(sent) },
  answered: { headers, mediaType, structure: structureOf(body) },
})

/** "wrong id: number, really string" */
const lines = (found: readonly Difference[]) =>
  found.map(
    ({ matters, what, standIn, real }) => `${matters ? 'wrong' : 'look'} ${what}: ${standIn}, really ${real}`,
  )

const told = (standIn: Told, real: Told) => lines(differences([exchange(standIn)], [exchange(real)]))

test.each<[string, Told, Told, string[]]>([
  ['nothing where both are the same', {}, {}, []],
  ['a field of another type', {}, { body: { id: 'x' } }, ['wrong 200: id: number, really string']],
  ['a status', {}, { status: 201 }, ['wrong status in "create": 200, really 201']],
  [
    'a kind of body',
    {},
    { mediaType: 'text/html' },
    ['wrong 200: kind of the body: application/json, really text/html'],
  ],
  [
    'a field that the service does not answer',
    { body: { id: 1, node: { name: '' } } },
    { body: { id: 1, node: {} } },
    ['wrong 200: node.name: string, really missing'],
  ],
  [
    'fields that the stand-in leaves out',
    { body: [{ id: 1 }] },
    { body: [{ id: 1, url: '', user: null }] },
    ['look 200: more in []: missing, really url, user'],
  ],
  ['a null in the place of a value', {}, { body: { id: null } }, ['look 200: id: number, really null']],
  ['no difference between an empty list and another one', { body: { id: [] } }, { body: { id: ['x'] } }, []],
  [
    'headers that the service never sends',
    { headers: ['x-only'] },
    {},
    ['look 200: headers: x-only, really never sent'],
  ],
  ['what the action sends', {}, { sent: { title: 1 } }, ['look request: title: string, really number']],
])('a comparison of answers tells %s', (_, standIn, real, wanted) => {
  expect(told(standIn, real)).toEqual(wanted)
})

test.each([404, 429, 502])(
  '%i before the right answer is only to be looked at, and in its place is wrong',
  (status) => {
    const right = exchange({ status: 201 })
    const [early, statuses] = [exchange({ status }), [201, status].toSorted((one, other) => one - other)]
    expect(lines(differences([right], [early, right]))).toEqual([
      `look status in "create": 201, really ${statuses.join(', ')}`,
    ])
    expect(lines(differences([right], [early]))).toEqual([`wrong status in "create": 201, really ${status}`])
  },
)

test('a request that is sent to one of them only is wrong', () => {
  const more = exchange({ request: 'GET /repos/{}' })
  expect(lines(differences([exchange({})], [exchange({}), more]))).toEqual([
    'wrong status in "create": not sent, really 200',
  ])
  expect(lines(differences([exchange({}), more], [exchange({})]))).toEqual([
    'wrong status in "create": 200, really not sent',
  ])
})

test('what matters comes first, and the same is told once', () => {
  const standIn = [exchange({ headers: ['x-only'] }), exchange({ headers: ['x-only'] })]
  const real = [exchange({ body: { id: 'x' } }), exchange({ body: { id: 'y' } })]
  expect(lines(differences(standIn, real))).toEqual([
    'wrong 200: id: number, really string',
    'look 200: headers: x-only, really never sent',
  ])
})
