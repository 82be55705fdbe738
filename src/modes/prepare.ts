import { desiredState, entraEndpoint } from '../desired-state/index.ts'
import { registrationRequest } from '../entra/index.ts'
import { type FaultyInputs, type InputCore, readInputs } from '../inputs/index.ts'
import { proxyFor, proxyProblems, strangeExceptions, verificationProblems } from '../network/index.ts'
import { type Problem, ProblemsError } from '../problems.ts'
import { asksDiscovery } from './elsewhere.ts'
import type { Run, Surroundings, World } from './run.ts'
import { workspaceProblems } from './wanted-file.ts'

/**
 * Reads the inputs and decides what is wanted. Nothing is asked of anybody.
 * @param core masks what is secret among the inputs
 * @throws ProblemsError with everything that is wrong
 */
export function prepare(surroundings: Surroundings, core: InputCore): Run {
  const { world, workspace, progress } = surroundings
  const read = readInputs(core, world.environment, workspace)
  const desired = desiredState(read.inputs.values)
  progress.findings = desired.findings
  const { azure } = read.inputs
  const registration = azure && registrationRequest(azure, desired.signIn, read.inputs)
  const request = registration?.ok ? registration.request : undefined
  const shared = { ...surroundings, desired, request }
  const wrong = [
    ...(read.ok ? [] : read.problems),
    ...desired.problems,
    ...(registration?.ok === false ? registration.problems : []),
    ...(read.inputs.mode === 'render' ? [] : networkProblems({ ...shared, inputs: read.inputs })),
  ]
  if (read.ok && registration?.ok !== false && wrong.length === 0) return { ...shared, inputs: read.inputs }
  // What is wrong with a path by itself is told already.
  const isTold = ({ where }: Problem) => wrong.some((problem) => problem.where === where)
  const ofFiles = workspaceProblems(read.inputs, desired, workspace)
  throw new ProblemsError([...wrong, ...ofFiles.filter((problem) => !isTold(problem))])
}

/** What is known of a run before its inputs are in order. */
type PossibleRun = Pick<Run, 'world' | 'log' | 'desired' | 'request'> & { readonly inputs: FaultyInputs }

/** What would let the run's requests go another way than people think, or to somebody else. */
function networkProblems(run: PossibleRun): Problem[] {
  const { environment } = run.world
  const reached = urlsOf(run)
  const strange = strangeExceptions(environment)
  if (strange.length > 0 && reached.some((url) => proxyFor(url, environment)))
    run.log.warning(
      `no_proxy: ${strange.map((entry) => JSON.stringify(entry)).join(', ')} is not recognised, so it does not bypass the proxy. Write host, .domain, host:port, an IP address or a network such as 10.0.0.0/8.`,
    )
  return [...verificationProblems(environment), ...proxyProblems(reached, environment)]
}

/** What the run sends requests to, as far as its inputs and the runner tell. */
function urlsOf(run: PossibleRun): string[] {
  const { world, inputs, desired, request } = run
  const { environment } = world
  const discovery = asksDiscovery(run) ? entraEndpoint(desired.signIn)?.url.href : undefined
  const { authority, graphUrl, credential } = request?.identity ?? {}
  const oidc = credential?.kind === 'federated' ? environment['ACTIONS_ID_TOKEN_REQUEST_URL'] : undefined
  const urls = [apiUrlOf(environment), inputs.connectionsUrl, discovery, authority, graphUrl, oidc]
  return urls.filter((url) => url !== undefined).filter((url) => URL.canParse(url))
}

/** The root of GitHub's REST API, of whichever server the runner belongs to. */
export function apiUrlOf({ GITHUB_API_URL }: World['environment']): string {
  return GITHUB_API_URL || 'https://api.github.com'
}
