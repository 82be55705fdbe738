import { entraEndpoint } from '../desired-state/index.ts'
import { proxyFor, proxyProblems, strangeExceptions, verificationProblems } from '../network/index.ts'
import type { Problem } from '../problems.ts'
import type { Run, World } from './run.ts'
import { asksDiscovery } from './server.ts'

/** What would let the run's requests go another way than people think, or to somebody else. */
export function networkProblems(run: Run): Problem[] {
  const { environment } = run.world
  const reached = urlsOf(run)
  const strange = strangeExceptions(environment)
  if (strange.length > 0 && reached.some((url) => proxyFor(url, environment)))
    run.reporter.warning(
      `no_proxy: ${strange.map((entry) => JSON.stringify(entry)).join(', ')} is not understood, so it makes no exception from the proxy. Write host, .domain, host:port, an IP address or a network such as 10.0.0.0/8.`,
    )
  return [...verificationProblems(environment), ...proxyProblems(reached, environment)]
}

/** What the run sends requests to, as far as its inputs and the runner tell. */
function urlsOf(run: Run): string[] {
  const { world, inputs, desired, request } = run
  const discovery = asksDiscovery(run) ? entraEndpoint(desired.signIn) : undefined
  const { authority, graphUrl, credential } = request?.identity ?? {}
  const oidc =
    credential?.kind === 'federated' ? world.environment['ACTIONS_ID_TOKEN_REQUEST_URL'] : undefined
  return [apiUrlOf(world.environment), inputs.connectionsUrl, discovery?.url.href, authority, graphUrl, oidc]
    .filter((url) => url !== undefined)
    .filter((url) => URL.canParse(url))
}

/** The root of GitHub's REST API, of whichever server the runner belongs to. */
export function apiUrlOf({ GITHUB_API_URL }: World['environment']): string {
  return GITHUB_API_URL || 'https://api.github.com'
}
