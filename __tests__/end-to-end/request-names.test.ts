import { expect, test } from 'vitest'
import { RequestNames } from './request-names.ts'

const request = (more: object = {}) => ({
  method: 'POST',
  route: '/token',
  path: '/token',
  body: undefined as unknown,
  status: 200 as number | undefined,
  isAnswered: true,
  ...more,
})
const well = () => undefined

async function names(...requests: readonly (readonly [ReturnType<typeof request>, (() => unknown)?])[]) {
  const all = new RequestNames()
  const given: string[] = []
  for (const [each, disturb = well] of requests) {
    await all.during(each, (name) => {
      given.push(name)
      return disturb()
    })
  }
  return given
}

test.each([
  ['was answered with 503', request({ status: 503 })],
  ['was answered with 429', request({ status: 429 })],
  ['got no whole answer', request({ isAnswered: false })],
])(
  'a request that %s keeps its name when it is sent again, and so does the one after it',
  async (_, failed) => {
    const other = request({ body: 'other' })
    expect(await names([request()], [other])).toEqual(['POST /token 1', 'POST /token 2'])
    expect(await names([failed], [request()], [other])).toEqual([
      'POST /token 1',
      'POST /token 1',
      'POST /token 2',
    ])
  },
)

test('a request that was disturbed keeps its name when it is sent again', async () => {
  expect(await names([request(), () => 'a fault'], [request()])).toEqual(['POST /token 1', 'POST /token 1'])
})

test('a request that is sent again after a good answer is the second one', async () => {
  expect(await names([request()], [request()])).toEqual(['POST /token 1', 'POST /token 2'])
})

test('a sign-in keeps its name when it is sent again, although its proof is another one', async () => {
  const signIn = (proof: string) => ({ body: { scope: 'graph', client_assertion: proof } })
  const [first, again] = ['first', 'again'].map(signIn)
  expect(await names([request({ ...first, status: 503 })], [request(again)])).toEqual([
    'POST /token 1',
    'POST /token 1',
  ])
})
