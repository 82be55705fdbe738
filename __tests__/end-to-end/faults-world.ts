import type { Fault } from '../stand-ins/github/index.ts'
import { failureOf } from './azure-world.ts'
import { direct, Patience } from './faults-direct.ts'
import { DIRECT } from './faults-preloaded.ts'
import { HOSTS, resetRegistration, SERVICES, type Service, startFaultServices } from './faults-services.ts'
import { jobOf, plotOf, type Story } from './faults-stories.ts'
import { leaksOf, secretsOf } from './leaks.ts'
import { type Received, RequestNames } from './request-names.ts'
import { runAction } from './run-action.ts'
import { type Ended, runSources } from './run-sources.ts'

/** One request of a run, by what it is rather than by when it comes: some are sent at the same time. */
export interface Arrival {
  readonly service: Service
  /** "POST /repos/{owner}/{repo}/pulls 1": the first such request, see {@link RequestNames}. */
  readonly request: string
}

/** What happens to the requests of a run. */
interface Disturbance {
  /** Is asked before each request is executed. */
  readonly injection?: (arrival: Arrival) => Fault | undefined
  /** Is told of each try before it is sent; only where the sources run in this process. */
  readonly sending?: (service: Service) => Promise<void>
}

/** What a run could have changed, without what differs from run to run. */
export interface State {
  readonly branches: string
  readonly pulls: string
  readonly registration: string
}

export type FaultWorld = Awaited<ReturnType<typeof startFaultWorld>>

/**
 * Every service that a run speaks to, for one run at a time.
 * @param isBundle dist runs, as a process of its own; else the sources run in this process, which has one such world only
 */
export async function startFaultWorld({ isBundle }: { readonly isBundle: boolean }) {
  const services = await startFaultServices()
  const { azure, servers, repository, registration, token } = services

  let disturbance: Disturbance = {}
  let names = new Map<Service, RequestNames>()
  const patience = isBundle ? undefined : new Patience()
  if (!isBundle) direct(services.hosts, services.authority)

  for (const service of SERVICES) {
    servers[service].before((request: Received) => {
      // Entra's own look at the keys of the issuer is no request of the run.
      if (service === 'oidc' && request.path.startsWith('/.well-known/')) return undefined
      return names.get(service)!.during(request, (name) => {
        const fault = disturbance.injection?.({ service, request: name })
        return fault && patience ? impatient(fault, () => patience.endOf(service, request.path)) : fault
      })
    })
  }

  /** Runs the action for a story. @returns what came of it, and the secrets that it let out */
  async function run(story: Story, disturb: Disturbance = {}, runLimit = 120) {
    names = new Map(SERVICES.map((service) => [service, new RequestNames()]))
    disturbance = disturb
    for (const service of SERVICES)
      if (service !== 'github') (servers[service].requests as unknown[]).length = 0
    const job = jobOf(services, story)
    const ended = await (patience ? runHere(job, patience) : runBundle(job, runLimit))
    disturbance = {}
    const leaks = await leaksOf(ended, repository, [token, ...secretsOf(job.inputs, azure)])
    return { ...ended, leaks }
  }

  async function runHere(job: ReturnType<typeof jobOf>, { fetch }: Patience): Promise<Ended> {
    return runSources({
      ...job,
      publicRoots: [services.authority],
      fetch: fetch(async (host) => {
        const service = SERVICES.find((each) => HOSTS[each] === host)
        if (service) await disturbance.sending?.(service)
      }),
    })
  }

  async function runBundle(
    { inputs, environment }: ReturnType<typeof jobOf>,
    runLimit: number,
  ): Promise<Ended> {
    const result = await runAction({
      inputs,
      environment: { ...environment, RUNNER_DEBUG: '1', RUN_LIMIT: String(runLimit) },
      nodeArguments: DIRECT,
    })
    const { exitCode, log } = result
    if (exitCode !== 0 && exitCode !== 1) throw new Error(`exit code ${exitCode}: ${log}`)
    return { ...result, failure: exitCode === 0 ? undefined : failureOf(result) }
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
    const { failure, log } = await run('creating')
    if (failure !== undefined) throw new Error(`The world could not be made:\n${log}`)
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
      await prepare(repository, created, services)
      starts.set(story, await repository.keep())
    }
    resetRegistration(services, isRegistrationAsWanted)
  }

  return {
    isBundle,
    begin,
    run,
    state,
    refuse: (service: Service) => servers[service].refuse(),
    violations: services.violations,
    stop: services.stop,
  }
}

/** The same fault; where it is silence, that is told at once. */
function impatient(fault: Fault, tell: () => void): Fault {
  if ('hang' in fault) tell()
  if (!('alter' in fault)) return fault
  return {
    alter(answer) {
      const altered = fault.alter(answer)
      if (altered === 'hang') tell()
      return altered
    },
  }
}
