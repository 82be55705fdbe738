import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'
import { describe, expect, test } from 'vitest'
import type { GitHub } from '../../src/github/client.ts'
import { type Mutation, mutate, type Write, Writes, writing } from '../../src/github/mutate.ts'

/** What a request says to the client's plugins. */
interface WriteOptions {
  readonly writes: readonly Write[]
}

type Send = (request: WriteOptions) => Promise<unknown>

const write = (writes: Writes, what: string, send: Send) => {
  const request = async (_: string, parameters: { request: WriteOptions }) => send(parameters.request)
  return writing({ writes, request } as unknown as GitHub, what, 'POST /', {})
}

/** As the client notes it before each try, and after one that got no answer. */
const sent = ({ writes }: WriteOptions, isLost = false) => {
  for (const each of writes) {
    each.state = 'sent'
    each.isLost ||= isLost
  }
}

const done = async (request: WriteOptions) => sent(request)

const fails =
  (status: number, isAnswered: boolean, isLost = false) =>
  async (options: WriteOptions) => {
    sent(options, isLost)
    const request = { method: 'POST', url: 'https://api.github.com/', headers: {} }
    const response = { status, url: '', headers: {}, data: {} }
    throw new RequestError('no', status, { request, ...(isAnswered ? { response } : {}) } as never)
  }

async function written(...requests: [string, Send][]) {
  const writes = new Writes()
  for (const [what, send] of requests) await write(writes, what, send).catch(() => undefined)
  return { made: writes.made, unknown: writes.unknown }
}

describe('what a run has written', () => {
  test('is told in the order in which it was done', async () => {
    expect(await written(['labels added', done], ['reviews requested', done])).toEqual({
      made: ['labels added', 'reviews requested'],
      unknown: [],
    })
  })

  test('is not what was refused', async () => {
    expect(await written(['labels added', fails(422, true)])).toEqual({ made: [], unknown: [] })
  })

  test.each([
    ['has no answer', fails(500, false)],
    ['is answered by a gateway that gave up', fails(502, true)],
    ['is refused at its repetition', fails(422, true, true)],
  ])('is not known when the request %s', async (_, send) => {
    expect(await written(['labels added', send])).toEqual({ made: [], unknown: ['labels added'] })
  })

  test('is known when it was done at last', async () => {
    expect(await written(['labels added', fails(500, false)], ['labels added', done])).toEqual({
      made: ['labels added'],
      unknown: [],
    })
  })

  test('is nothing where the request still waits for its turn', async () => {
    const writes = new Writes()
    let begin: (() => void) | undefined
    void write(writes, 'labels added', async (request) => {
      await new Promise<void>((resolve) => {
        begin = resolve
      })
      sent(request)
      return new Promise(() => undefined)
    })
    expect(writes.unknown).toEqual([])
    begin!()
    await Promise.resolve()
    expect(writes.unknown).toEqual(['labels added'])
  })

  test('is nothing when its own branch was taken back', async () => {
    const writes = new Writes()
    await write(writes, 'before', done)
    const { count } = writes
    await write(writes, 'branch sso created', done)
    writes.commit = 'c'.repeat(40)
    writes.forgetSince(count)
    expect({ made: writes.made, commit: writes.commit }).toEqual({ made: ['before'], commit: undefined })
  })
})

test('a pause is told by what is still open of a document, not by what has been carried out already', async () => {
  const pauses: string[] = []
  const github = {
    writes: new Writes(),
    graphql: async () => {
      const errors = [{ type: 'INTERNAL', path: ['addComment'], message: 'Something went wrong' }]
      const answer = { data: { updatePullRequest: {}, addComment: null }, errors }
      throw new GraphqlResponseError({} as never, {}, answer as never)
    },
    wait: async (_: number, before: string) => {
      pauses.push(before)
      throw new Error('the run is over')
    },
  } as unknown as GitHub
  const mutations = ['updatePullRequest', 'addComment'].map(
    (name): Mutation => ({ name, input: {}, what: name, isAsRead: () => true, find: () => undefined }),
  )
  const target = {
    owner: 'acme',
    repo: 'config',
    path: 'm.xml',
    branch: 'sso',
    base: undefined,
    scriptPaths: [],
  }
  const carriedOut = mutate({ github, target, repositoryId: 'R_1' }, mutations)
  await expect(carriedOut).rejects.toThrow('the run is over')
  expect(pauses).toEqual(['the check of what happened to addComment'])
  expect(github.writes.made).toEqual(['updatePullRequest'])
})
