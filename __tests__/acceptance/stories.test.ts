import { afterEach, describe, expect, test } from 'vitest'
import { differences } from '../../scripts/acceptance/compare.ts'
import { Ledger } from '../../scripts/acceptance/ledger.ts'
import { type Played, play } from '../../scripts/acceptance/run-stories.ts'
import { standInAzure, standInGitHub } from '../../scripts/acceptance/stand-ins.ts'
import { STORIES } from '../../scripts/acceptance/stories.ts'

interface StandIns {
  readonly github: Awaited<ReturnType<typeof standInGitHub>>
  readonly azure: Awaited<ReturnType<typeof standInAzure>>
}

const running: StandIns[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).flatMap(({ github, azure }) => [github.stop(), azure.stop()]))
})

async function startStandIns(repository?: string, displayName?: string): Promise<StandIns> {
  const standIns = {
    github: await standInGitHub(undefined, repository),
    azure: await standInAzure(undefined, displayName),
  }
  running.push(standIns)
  return standIns
}

const tell = (world: StandIns, ...stories: string[]): Promise<Played> =>
  play(world, {
    stories,
    ledger: new Ledger(),
    signal: new AbortController().signal,
    progress: () => undefined,
  })

/** What a request of the action itself is told by. */
const isOfAction = (headers: object) => !JSON.stringify(headers).includes('acceptance')

/** Everything of the stand-ins that the stories may change. */
const stateOf = async ({ github, azure }: StandIns) => ({
  branches: (await github.stored.git('for-each-ref', '--format=%(refname) %(objectname)')).trim().split('\n'),
  open: github.stored.pulls().filter(({ state }) => state === 'open'),
  application: azure.stored.application,
})

test('the main stories hold on the stand-ins, with the action as the runner runs it', async () => {
  const world = await startStandIns()
  const before = await stateOf(world)
  const { failures, exchanges } = await tell(world, ...Object.keys(STORIES))
  expect(failures).toEqual([])
  expect(await stateOf(world)).toEqual(before)
  // Each of them was seen by the recording.
  expect(new Set(exchanges.map(({ story }) => story))).toEqual(new Set(Object.keys(STORIES)))
  expect(new Set(exchanges.map(({ service }) => service)).size).toBe(4)
  for (const secret of [world.github.token, world.azure.tenantId, world.azure.clientId, 'acme'])
    expect(JSON.stringify(exchanges)).not.toContain(secret)
})

test('a story fails where one line of the proposed file is not as the action would render it', async () => {
  const world = await startStandIns()
  world.github.server.before(({ route, path }) =>
    route.endsWith('/contents/{path}') && path.includes('-proposal')
      ? {
          alter: ({ status, text, headers: { 'content-length': _, ...headers } }) => {
            const answer = JSON.parse(text)
            const file = Buffer.from(answer.content, 'base64').toString().replace('>OAuth<', '>Form<')
            const content = Buffer.from(file).toString('base64')
            return { status, headers, text: JSON.stringify({ ...answer, content }) }
          },
        }
      : undefined,
  )
  const { failures } = await tell(world, 'create')
  expect(failures).toEqual([
    expect.stringMatching(/^create: the file proposed: line \d+ is ".*Form.*", and should be ".*OAuth.*"$/),
  ])
})

test('the order in which Graph answers redirect URIs makes no difference', async () => {
  const world = await startStandIns()
  world.azure.server.graph.before(({ method }) =>
    method === 'GET'
      ? {
          alter: ({ status, text, headers: { 'content-length': _, ...headers } }) => {
            const application = JSON.parse(text)
            application.publicClient.redirectUris.reverse()
            return { status, headers, text: JSON.stringify(application) }
          },
        }
      : undefined,
  )
  expect((await tell(world, 'registration apply')).failures).toEqual([])
})

describe('a comparison of two stand-ins', () => {
  test('finds no difference between two that are the same', async () => {
    const [one, other] = [await startStandIns(), await startStandIns()]
    const [standIn, real] = [await tell(one, 'registration apply'), await tell(other, 'registration apply')]
    expect([...standIn.failures, ...real.failures]).toEqual([])
    expect(differences(standIn.exchanges, real.exchanges)).toEqual([])
  })

  test('tells a field of another type, one that is missing, and another status', async () => {
    const [one, other] = [await startStandIns(), await startStandIns()]
    other.azure.server.graph.before(({ headers, method }) => {
      if (!isOfAction(headers)) return undefined
      const json = { 'content-type': 'application/json' }
      if (method === 'PATCH') return { alter: () => ({ status: 200, headers: json, text: '{}' }) }
      return {
        alter: ({ status, text }) => {
          const { '@odata.context': _, web, ...application } = JSON.parse(text)
          return {
            status,
            headers: json,
            text: JSON.stringify({ ...application, web: { ...web, homePageUrl: 7 } }),
          }
        },
      }
    })
    const [standIn, real] = [await tell(one, 'registration apply'), await tell(other, 'registration apply')]
    expect([...standIn.failures, ...real.failures]).toEqual([])
    const found = differences(standIn.exchanges, real.exchanges).filter(({ matters }) => matters)
    const read = 'graph GET /v1.0/applications({}) ?$select'
    expect(found.map(({ matters: _, ...difference }) => difference)).toEqual([
      {
        request: 'graph PATCH /v1.0/applications/{}',
        what: 'status in "registration apply"',
        standIn: '204',
        real: '200',
      },
      { request: read, what: '200: @odata.context', standIn: 'string', real: 'missing' },
      { request: read, what: '200: web.homePageUrl', standIn: 'string', real: 'number' },
    ])
  })
})

describe('a run on services', () => {
  test('writes nothing to a repository that does not say that it is for tests', async () => {
    const world = await startStandIns('acme/connections-config')
    const { failures } = await tell(world, 'create')
    expect(failures).toEqual([expect.stringContaining('does not say that it is a scratch repository')])
    expect(world.github.server.requests.map(({ method }) => method)).toEqual(['GET'])
  })

  test('takes a repository with the topic "acceptance" for one', async () => {
    const world = await startStandIns('acme/connections-config')
    world.github.server.before(({ route }) =>
      route === '/repos/{owner}/{repo}'
        ? {
            alter: ({ status, text }) => {
              const answer = { ...JSON.parse(text), topics: ['acceptance'] }
              return { status, headers: {}, text: JSON.stringify(answer) }
            },
          }
        : undefined,
    )
    expect((await tell(world, 'check')).failures).toEqual([])
  })

  test('changes no app registration that does not say that it is for tests', async () => {
    const world = await startStandIns(undefined, 'HCL Connections')
    const before = await stateOf(world)
    const { failures } = await tell(world, 'registration apply')
    expect(failures).toEqual([expect.stringContaining('does not say that it is for tests')])
    expect(world.azure.server.graph.requests.map(({ method }) => method)).toEqual(['GET'])
    expect(await stateOf(world)).toEqual(before)
  })

  test('leaves everything as it was when the action fails in the middle, and what is not its own in any case', async () => {
    const world = await startStandIns()
    const { stored } = world.github
    await stored.push('acceptance-2026-01-01-0000-create-base', { 'NOTES.md': 'Somebody else made it.' })
    const before = await stateOf(world)
    world.azure.server.graph.before(({ headers, method }) =>
      method === 'PATCH' && isOfAction(headers)
        ? { status: 403, body: { error: { code: 'no' } } }
        : undefined,
    )
    const { failures } = await tell(world, 'create', 'registration apply')
    expect(failures).toEqual([
      expect.stringMatching(/^registration apply: The action ended with 1:\n {2}\| /),
    ])
    expect(failures[0]).not.toContain(world.github.token)
    expect(await stateOf(world)).toEqual(before)
  })

  test('says what is left when it cannot clean up', async () => {
    const world = await startStandIns()
    let isOver = false
    world.azure.server.graph.before(({ method, headers }) => {
      isOver ||= isOfAction(headers)
      return isOver && method === 'PATCH' ? { status: 503, body: {} } : undefined
    })
    const { failures } = await tell(world, 'registration check')
    expect(failures).toEqual([
      expect.stringMatching(
        /^Put the app registration \S+ back by hand: mobile and desktop redirect URIs none, public client flows null: /,
      ),
    ])
  })
})
