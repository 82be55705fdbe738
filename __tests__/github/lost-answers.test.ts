import { describe, expect, test } from 'vitest'
import { derivedBranch } from '../../src/inputs/rules.ts'
import { type Scenario, useGitHub } from '../end-to-end/world.ts'
import type { WireAnswer } from '../stand-ins/faults.ts'
import type { Fault } from '../stand-ins/github/index.ts'

const { scenario, disturb, github } = useGitHub()
const BRANCH = derivedBranch('mobile-config.xml', undefined)
const OPEN = 'POST /graphql createPullRequest'
const LOST = { destroyAfterBytes: 0 } as const
const QUERY = 'POST /graphql repository'

const head = async ({ repository }: Scenario) => (await repository.git('rev-parse', BRANCH)).trim()

/** The answer with another content. */
function withBody(answer: WireAnswer, body: unknown): WireAnswer {
  const text = JSON.stringify(body)
  return {
    ...answer,
    text,
    headers: { ...answer.headers, 'content-length': String(Buffer.byteLength(text)) },
  }
}

/** Some questions are answered from a copy of GitHub's that does not have the pull request yet. */
function hidePullRequest(story: Scenario, first: number, last: number): void {
  let asked = 0
  const late: Fault = {
    alter(answer) {
      asked++
      if (asked < first || asked > last) return answer
      const { data } = JSON.parse(answer.text)
      data.repository.openPullRequests.nodes = []
      return withBody(answer, { data })
    },
  }
  disturb(story, QUERY, () => late, 'every')
}

describe.concurrent('a pull request that was opened without an answer, and that GitHub does not show at once,', () => {
  test('is known as the one of this run when GitHub refuses a second one, and gets its reviewers', async ({
    expect,
  }) => {
    const story = await scenario()
    disturb(story, OPEN, () => LOST)
    hidePullRequest(story, 2, 2)
    const { failure, outputs } = await story.runSources({ reviewers: 'octocat' })
    expect(failure).toBeUndefined()
    expect(outputs['pull-request-operation']).toBe('created')
    expect(story.repository.pull(1).reviewers).toEqual(['octocat'])
  })

  test('stays open with its branch when GitHub refuses a second one and still does not show the first', async ({
    expect,
  }) => {
    const story = await scenario()
    disturb(story, OPEN, () => LOST)
    hidePullRequest(story, 2, 3)
    const { failure, outputs } = await story.runSources()
    expect(story.repository.pull(1).state).toBe('open')
    expect(failure).toBeUndefined()
    expect(outputs).toMatchObject({ 'pull-request-number': '1', 'commit-sha': await head(story) })
  })

  test('stays open with its branch when anything else is refused after that', async ({ expect }) => {
    const story = await scenario()
    disturb(story, OPEN, () => LOST)
    // It only sees what the first one lets pass.
    disturb(story, OPEN, () => ({ status: 403, body: { message: 'Resource not accessible' } }))
    hidePullRequest(story, 2, 3)
    const { failure } = await story.runSources()
    expect(story.repository.pull(1).state).toBe('open')
    expect(failure).toContain('a pull request opened')
  })
})

test('a document that stops half-way at a rate limit is not sent again, and what it has written is told', async () => {
  const story = await scenario()
  await story.runSources()
  await story.repository.push(BRANCH, { 'REVIEW.md': 'Looks good.' })
  github().beforeMutation(async ({ field, request }) => {
    if (request.repository !== story.name || field !== 'updatePullRequest') return undefined
    const limit = { type: 'RATE_LIMITED', path: [field], message: 'API rate limit already exceeded' }
    const data = { createCommitOnBranch: { commit: { oid: await head(story) } }, [field]: null }
    return { status: 200, headers: { 'x-ratelimit-reset': '1' }, body: { data, errors: [limit] } }
  })
  const { failure } = await story.runSources({ scope: 'openid' })
  expect(failure).toContain('RATE_LIMITED: API rate limit already exceeded.')
  expect(failure).toContain(`a commit added to branch ${BRANCH}`)
  expect(story.writes()).toEqual(['POST /graphql createCommitOnBranch updatePullRequest'])
})

test('a secondary rate limit that GraphQL tells with status 200 is waited for as long as GitHub asks', async () => {
  const story = await scenario()
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  disturb(story, OPEN, () => ({
    status: 200,
    headers: { 'retry-after': '7', 'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3000) },
    body: { data: null, errors: [{ type: 'RATE_LIMITED', message }] },
  }))
  const { failure, annotations } = await story.runSources()
  expect(failure).toBeUndefined()
  expect(annotations.map(([text]) => text)).toEqual([
    "GitHub's secondary rate limit has been reached at POST /graphql; trying again in 7 seconds.",
  ])
})
