import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'
import { expect, test } from 'vitest'
import { readRegistration } from '../src/entra/registration.ts'
import { AnswerPart, readDecision } from '../src/github/answer.ts'
import { connect } from '../src/github/client.ts'
import { UnexpectedAnswerError } from '../src/github/errors.ts'
import { explain } from '../src/github/explain.ts'
import { Writes } from '../src/github/mutate.ts'
import { Deadline } from '../src/network/index.ts'
import { NO_PAUSES } from './end-to-end/no-pauses.ts'
import { apiAnswers } from './fuzz/api-answers.ts'

/** Smallest answers that ended in an error which says nothing, or in a request to another place. */
test.each([
  ['azure', 1, 0, '0', 200],
  ['azure', 0, 1, '"\\ud800"', 200],
  ['azure', 0, 7, '"\\ud800"', 200],
  ['azure', 1, 0, '{"error":{"code":5,"message":{}}}', 200],
  ['azure', 2, 0, '{"error":{"code":5,"message":{}}}', 400],
] as const)('%s answer %i, part %i as %s with status %i ends in a clear error', async (...bad) => {
  const [service, answer, part, replacement, status] = bad
  await apiAnswers.check({ service, answer, part, replacement, status })
})

const PULL = {
  id: 'PR_1',
  number: 1,
  url: 'https://github.com/acme/config/pull/1',
  state: 'OPEN',
  title: 'Phones',
  body: '',
  labels: null,
  baseRefName: 'main',
  headRepository: { id: 'R_1' },
}
const target = { owner: 'acme', repo: 'config', path: 'm.xml', branch: 'sso', base: undefined }

function pullsOf(pull: object) {
  const page = (nodes: readonly object[]) => ({ pageInfo: { hasNextPage: false, endCursor: null }, nodes })
  const repository = { id: 'R_1', nameWithOwner: 'acme/config', defaultBranchRef: null, base: null }
  const lists = { openPullRequests: page([pull]), closedPullRequests: page([]) }
  const answer = new AnswerPart({ ...repository, branch: null, ...lists })
  return readDecision(answer, { ...target, scriptPaths: [] })
}

test.each([
  [{ number: 1.5 }, 'number'],
  [{ number: -1 }, 'number'],
  [{ url: 'javascript:alert(1)' }, 'url'],
  [{ url: 'https://x) @octocat [l](https://evil.test' }, 'url'],
  [{ headRepository: { id: 5 } }, 'id'],
  [{ headRepository: 5 }, 'headRepository'],
  [{ labels: undefined }, 'labels'],
  [{ labels: { nodes: {} } }, 'nodes'],
])('a pull request with %j is refused', (wrong, name) => {
  expect(pullsOf({ ...PULL, headRepository: null }).pullRequests).toEqual([])
  expect(pullsOf(PULL).pullRequests).toMatchObject([{ number: 1 }])
  expect(() => pullsOf({ ...PULL, ...wrong })).toThrow(`no usable "${name}"`)
})

test('an application whose ID leads to another address is refused', () => {
  expect(() => readRegistration({ id: '../users/1' })).toThrow('no usable "id"')
})

test('a rate limit that ends beyond all dates is told without one', () => {
  const response = { status: 429, headers: { 'x-ratelimit-reset': '1e300' }, data: {}, url: '' }
  const request = { method: 'GET', url: '/', headers: {} }
  const error = new RequestError('Wait', 429, { request, response } as never)
  expect((explain(error, { ...target, scriptPaths: [] }) as Error).message).toContain(
    "GitHub's rate limit is used up. Run again later, or spread the runs out.",
  )
})

function clientAnswered(body: string, status: number, contentType = 'application/json') {
  const log = { debug: () => {}, info: () => {}, warning: () => {} }
  return connect({
    token: 'x',
    apiUrl: 'https://api.github.com',
    repository: `a/${status}${contentType}${body}`,
    fetch: async () => new Response(body, { status, headers: { 'content-type': contentType } }),
    deadline: new Deadline(60),
    writes: new Writes(),
    wait: async () => undefined,
    log,
    pace: NO_PAUSES,
  })
}

test.each([
  [404, 'null'],
  [422, '5'],
  [404, '12345678901234567890'],
  [422, '{"id":12345678901234567890}'],
  [200, '{"errors":5}'],
  [200, '{"errors":[null]}'],
  [200, '{"errors":[{"message":5}]}'],
  [200, 'null'],
])('a GraphQL answer with status %i and %s is an error in words', async (status, body) => {
  const asked = clientAnswered(body, status).graphql('{ viewer { login } }')
  await expect(asked).rejects.toThrow("an answer that is not GitHub's")
})

const BODIES = [
  '',
  'null',
  '5',
  '"text"',
  '[]',
  '{}',
  '{"message":5}',
  '<html>',
  '12345678901234567890',
  '{"id":12345678901234567890}',
]

const KINDS = [RequestError, GraphqlResponseError, UnexpectedAnswerError]

test.each(['application/json', 'json', '; charset', 'text/html', 'application/octet-stream', 'a/b; c'])(
  'whatever answers as %s instead of GitHub, a run fails with an error that can be explained',
  async (contentType) => {
    for (const status of [200, 302, 401, 404, 429, 503])
      for (const body of BODIES) {
        const client = clientAnswered(body, status, contentType)
        const questions = [client.graphql('{ viewer { login } }'), client.request('GET /repos/acme/config')]
        for (const { reason } of (await Promise.allSettled(questions)) as { reason?: unknown }[]) {
          const isKnown = !reason || KINDS.some((kind) => reason instanceof kind)
          expect(isKnown, `${status} ${body}: ${reason}`).toBe(true)
        }
      }
  },
)
