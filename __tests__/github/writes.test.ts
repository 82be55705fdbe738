import { RequestError } from '@octokit/request-error'
import { describe, expect, test } from 'vitest'
import { type DescribedRequest, Writes } from '../../src/github/writes.ts'

const REF: DescribedRequest = {
  method: 'POST',
  url: '/repos/{owner}/{repo}/git/refs',
  ref: 'refs/heads/sso',
}
const COMMIT: DescribedRequest = {
  method: 'PUT',
  url: '/repos/{owner}/{repo}/contents/{path}',
  branch: 'sso',
}
const move = (afterOid: string): DescribedRequest => ({
  method: 'POST',
  url: '/graphql',
  variables: { input: { refUpdates: [{ name: 'refs/heads/sso', afterOid }] } },
})

const fails =
  (status: number, isAnswered: boolean, isAnswerLost = false) =>
  async () => {
    const request = { method: 'POST', url: 'https://api.github.com/', headers: {}, request: { isAnswerLost } }
    const response = { status, url: '', headers: {}, data: {} }
    throw new RequestError('no', status, { request, ...(isAnswered ? { response } : {}) } as never)
  }

async function written(...requests: [DescribedRequest, () => Promise<unknown>][]) {
  const writes = new Writes()
  for (const [request, send] of requests) await writes.during(request, send).catch(() => undefined)
  return { made: writes.made, unknown: writes.unknown }
}

const done = async () => ({ data: {} })

describe('what a run has written', () => {
  test('is told in the order in which it was done; reading is not told', async () => {
    const read = { method: 'GET', url: '/repos/{owner}/{repo}/pulls' }
    const merge = { method: 'PATCH', url: '/repos/{owner}/{repo}/pulls/{pull_number}', pull_number: 7 }
    expect(await written([REF, done], [read, done], [COMMIT, done], [merge, done])).toEqual({
      made: ['branch sso created', 'a commit added to branch sso', 'pull request #7 edited'],
      unknown: [],
    })
  })

  test('is not what was refused', async () => {
    const refusedByGraphql = async () => ({ data: { errors: [{ message: 'no' }] } })
    expect(await written([REF, fails(422, true)], [move('1'.repeat(40)), refusedByGraphql])).toEqual({
      made: [],
      unknown: [],
    })
  })

  test('is not known when GraphQL refuses only the repetition', async () => {
    const repeated = { ...move('1'.repeat(40)), request: { isAnswerLost: true } }
    expect(await written([repeated, async () => ({ data: { errors: [{ message: 'no' }] } })])).toEqual({
      made: [],
      unknown: ['branch sso moved to a new commit'],
    })
  })

  test.each([
    ['has no answer', fails(500, false)],
    ['is answered by a gateway that gave up', fails(502, true)],
    ['is refused at its repetition', fails(422, true, true)],
  ])('is not known when the request %s', async (_, send) => {
    expect(await written([COMMIT, send])).toEqual({ made: [], unknown: ['a commit added to branch sso'] })
  })

  test('is nothing where the request still waits for its turn', async () => {
    const writes = new Writes()
    const request = { ...COMMIT, request: { isQueued: true } }
    void writes.during(request, () => new Promise(() => undefined))
    expect(writes.unknown).toEqual([])
    request.request.isQueued = false
    expect(writes.unknown).toEqual(['a commit added to branch sso'])
  })

  test('is nothing when its own branch was taken back', async () => {
    const gone = move('0'.repeat(40))
    expect((await written([REF, done], [COMMIT, done], [gone, done])).made).toEqual([])
    expect((await written([move('1'.repeat(40)), done], [gone, done])).made).toEqual([
      'branch sso moved to a new commit',
      'branch sso deleted',
    ])
  })
})
