import type { Fault } from '../stand-ins/github/index.ts'
import { DIRECT } from './faults-preloaded.ts'
import { resetRegistration, SERVICES, type Service, startFaultServices } from './faults-services.ts'
import { jobOf, plotOf, type Story } from './faults-stories.ts'
import { leaksOf, secretsOf } from './leaks.ts'
import { runAction } from './run-action.ts'

/** One request of a run, by what it is rather than by when it comes: some are sent at the same time. */
export interface Arrival {
  readonly service: Service
  /** "POST /repos/{owner}/{repo}/pulls 1": the first such request. */
  readonly request: string
}

/** What a run could have changed, without what differs from run to run. */
export interface State {
  readonly branches: string
  readonly pulls: string
  readonly registration: string
}

export type FaultWorld = Awaited<ReturnType<typeof startFaultWorld>>

/** Every service that a run speaks to, for one run at a time. */
export async function startFaultWorld() {
  const services = await startFaultServices()
  const { azure, servers, repository, registration, token } = services

  /** Is asked before each request, with its number among those that look the same. */
  let inject: ((arrival: Arrival) => Fault | undefined) | undefined
  const seen = new Map<string, number>()
  for (const service of SERVICES) {
    servers[service].before((request: { method: string; path: string; route?: string }) => {
      const route = request.route ?? request.path.replace(/\?.*$/, '')
      // Entra's own look at the keys of the issuer is no request of the run.
      if (service === 'oidc' && route.startsWith('/.well-known/')) return undefined
      const name = `${service} ${request.method} ${route}`
      const count = (seen.get(name) ?? 0) + 1
      seen.set(name, count)
      return inject?.({ service, request: `${request.method} ${route} ${count}` })
    })
  }

  /** Runs dist/index.js. @returns what came of it, and the secrets that it let out */
  async function run(story: Story, injection?: typeof inject, runLimit = 120) {
    seen.clear()
    inject = injection
    for (const service of SERVICES)
      if (service !== 'github') (servers[service].requests as unknown[]).length = 0
    const { inputs, environment } = jobOf(services, story)
    const result = await runAction({
      inputs,
      environment: { ...environment, RUNNER_DEBUG: '1', RUN_LIMIT: String(runLimit) },
      nodeArguments: DIRECT,
    })
    inject = undefined
    const leaks = await leaksOf(result, repository, [token, ...secretsOf(inputs, azure)])
    return { ...result, leaks }
  }

  async function state(): Promise<State> {
    const names = (await repository.git('for-each-ref', '--format=%(refname)')).trim().split('\n')
    // A branch without a commit of its own is to be seen, too.
    const branches = await Promise.all(
      names.map(async (name) => {
        const commits = name === 'refs/heads/main' ? name : `main..${name}`
        return `${name}\n${await repository.git('log', '--format=%T %s', commits)}`
      }),
    )
    const pulls = repository.pulls().map(({ head: _, body, comments, ...pull }) => ({
      ...pull,
      // What the lost run did to the app registration, no later one can know.
      marker: /"wanted":"[\da-f-]+","closedByAction":\w+/.exec(body ?? '')?.[0],
      comments: comments.length,
    }))
    const { publicClient, isFallbackPublicClient } = registration.application as Record<string, unknown>
    return {
      branches: branches.join(''),
      pulls: JSON.stringify(pulls, undefined, 1),
      registration: JSON.stringify({ publicClient, isFallbackPublicClient }),
    }
  }

  const created = async () => {
    const { exitCode, log } = await run('creating')
    if (exitCode !== 0) throw new Error(`The world could not be made:\n${log}`)
  }
  const empty = await repository.keep()
  const starts = new Map<Story, () => Promise<void>>()

  /** Brings everything to where a story starts. */
  async function begin(story: Story): Promise<void> {
    const { prepare, isRegistrationAsWanted = false } = plotOf(story)
    const start = starts.get(story)
    if (start) await start()
    else {
      resetRegistration(services, false)
      await empty()
      await prepare(repository, created)
      starts.set(story, await repository.keep())
    }
    resetRegistration(services, isRegistrationAsWanted)
  }

  return {
    begin,
    run,
    state,
    refuse: (service: Service) => servers[service].refuse(),
    violations: services.violations,
    stop: services.stop,
  }
}
