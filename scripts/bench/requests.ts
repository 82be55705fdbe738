import { goodRuns } from '../../__tests__/end-to-end/faults-matrix.ts'
import { SERVICES } from '../../__tests__/end-to-end/faults-services.ts'
import { startFaultWorld } from '../../__tests__/end-to-end/faults-world.ts'
import { runAction } from '../../__tests__/end-to-end/run-action.ts'
import { CONFIG, VALUES } from '../../__tests__/end-to-end/world.ts'
import { type RecordedRequest, startGitHub } from '../../__tests__/stand-ins/github/index.ts'
import { table } from './table.ts'

const REPOSITORY = 'acme/config'

/** Requests of one run in each state of the pull request, with the inputs that are needed only. */
export async function plainRequests(): Promise<string> {
  const github = await startGitHub()
  const repository = await github.createRepository(REPOSITORY, { files: { 'mobile-config.xml': CONFIG } })
  const token = github.createJobToken(REPOSITORY)
  const rows: (string | number)[][] = []
  const run = async (state: string, inputs: Readonly<Record<string, string>> = {}) => {
    const from = github.requests.length
    const { outputs, log, exitCode } = await runAction({
      inputs: { ...VALUES, token, ...inputs },
      environment: github.variablesOf(REPOSITORY),
    })
    if (exitCode !== 0) throw new Error(log)
    const sent = github.requests.slice(from)
    rows.push([state, outputs['pull-request-operation'] ?? '', sent.length, sent.filter(isWrite).length])
  }
  try {
    await run('no pull request yet')
    await run('pull request open, nothing new')
    await repository.push('main', { 'NOTES.md': 'The base moves.' })
    await run('pull request open, base moved')
    await run('check, file differs', { mode: 'check', 'fail-on-drift': 'false' })
    const branch = repository.pulls()[0]!.head.ref
    await repository.push('main', {
      'mobile-config.xml': await repository.read(`${branch}:mobile-config.xml`),
    })
    await run('pull request open, base as wanted')
    await run('as wanted')
    await run('check, as wanted', { mode: 'check' })
  } finally {
    await github.stop()
  }
  return table(['state', 'operation', 'requests to GitHub', 'of them writes'], rows)
}

/** With GraphQL a query is a POST as well. */
function isWrite({ method, route, body }: RecordedRequest): boolean {
  if (!route.endsWith('/graphql')) return method !== 'GET'
  return (body as { readonly query: string }).query.startsWith('mutation')
}

/** Requests of one run to each service, with everything switched on. */
export async function allRequests(): Promise<string> {
  const world = await startFaultWorld({ isBundle: true })
  try {
    const goods = await goodRuns([world])
    const rows = [...goods].map(([story, { arrivals }]) => {
      const counts = SERVICES.map((service) => arrivals.filter((each) => each.service === service).length)
      return [story, ...counts, arrivals.length]
    })
    return table(['run', ...SERVICES, 'all'], rows)
  } finally {
    await world.stop()
  }
}
