import type { ServerObservation } from '../connections-server/index.ts'
import { loadDiscovery } from '../entra/index.ts'
import { type Finding, finding, isDrift, type Place } from '../findings.ts'
import { DESKTOP_REDIRECT_URI, type FaultyInputs } from '../inputs/index.ts'
import { proxyFor } from '../network/index.ts'
import type { Run } from './run.ts'

/** What was seen of Entra's discovery document, of the live server and of its certificate. */
export interface ServerStep {
  readonly checked: readonly Place[]
  /** @param repositoryIsAsWanted tells a server that is behind from a repository that is wrong; undefined where it is not known */
  findings(repositoryIsAsWanted: boolean | undefined): readonly Finding[]
}

/**
 * Looks at everything outside of the repository and of the app registration, at the same time. What cannot be reached is a
 * finding, never an error.
 */
export async function inspectSurroundings(run: Run): Promise<ServerStep> {
  const [discovery, server] = await Promise.all([askDiscovery(run), inspectServer(run)])
  return {
    checked: [...discovery.checked, ...server.checked],
    findings: (isAsWanted) => [...discovery.findings(isAsWanted), ...server.findings(isAsWanted)],
  }
}

type ConnectionsServer = typeof import('../connections-server/index.ts')

const NOTHING: ServerStep = { checked: [], findings: () => [] }

/** Whether Entra is asked about the endpoints: in mode check always, else where the run looks beyond the repository anyway. */
export function asksDiscovery({
  inputs,
  request,
}: Pick<Run, 'request'> & { readonly inputs: FaultyInputs }): boolean {
  return inputs.mode === 'check' || request !== undefined || inputs.connectionsUrl !== ''
}

async function askDiscovery(run: Run): Promise<ServerStep> {
  if (!asksDiscovery(run)) return NOTHING
  const { world, desired } = run
  const { discoveryFindings, readDiscovery } = await loadDiscovery()
  const answer = await readDiscovery(world.fetch, desired.signIn)
  const findings = discoveryFindings(answer, desired.signIn)
  // A note that nothing could be compared is not the same as a comparison.
  const isCompared = answer?.kind === 'document' || findings.some(({ severity }) => severity !== 'notice')
  return { checked: isCompared ? ['discovery'] : [], findings: () => findings }
}

async function inspectServer(run: Run): Promise<ServerStep> {
  const { world, inputs, desired, reporter } = run
  const { connectionsUrl: url, certificateWarningDays: warningDays } = inputs
  if (!url) return NOTHING
  if (world.environment['MOBILE_SSO_TEST_ROOTS'])
    reporter.warning(
      'MOBILE_SSO_TEST_ROOTS is set: the certificate check trusts authorities that no phone trusts.',
    )
  const proxy = proxyFor(url, world.environment)?.host
  if (proxy)
    reporter.info(`The certificate and the configuration of ${url} are checked through the proxy ${proxy}.`)
  const server = await import('../connections-server/index.ts')
  const observation = await untilLive(run, server, () =>
    world.deadline.during(`the Connections server ${url}`, () =>
      server.observeServer({ url, roots: world.publicRoots, environment: world.environment }),
    ),
  )
  const certificate = server.certificateFindings(observation, { now: new Date(), warningDays })
  // A server that has not answered once would only be waited for again.
  const answers = observation.kind === 'connected' && observation.live.kind === 'answer'
  const plugIns = answers ? await askForPlugIns(run, server, observation) : []
  const live = (isAsWanted: boolean | undefined) =>
    server.liveFindings(observation, desired.settings, isAsWanted, desired.interceptedBy)
  const isCompared = hasSettings(observation, live(true))
  const isSeen = !certificate.some(({ id }) => id === 'MSSO053')
  const isReached = observation.kind === 'connected' || !isSeen
  return {
    checked: [...(isSeen ? (['certificate'] as const) : []), ...(isCompared ? (['server'] as const) : [])],
    findings: (isAsWanted) => [
      ...certificate,
      ...live(isAsWanted),
      ...plugIns,
      ...(inputs.waitForServerMinutes > 0 && isReached && !isCompared
        ? [waitedInVain(url, inputs.waitForServerMinutes)]
        : []),
    ],
  }
}

async function askForPlugIns(
  { world, inputs, desired }: Run,
  server: Pick<ConnectionsServer, 'askForPlugIns' | 'plugInFindings'>,
  { address }: ServerObservation,
): Promise<readonly Finding[]> {
  const { connectionsUrl: url, redirectUris } = inputs
  const live = await world.deadline.during(`the Connections server ${url}`, () =>
    server.askForPlugIns({ url, roots: world.publicRoots, environment: world.environment }),
  )
  const arePlugInsWanted = redirectUris.includes(DESKTOP_REDIRECT_URI)
  return server.plugInFindings(address.openidConfigurationUrl, live, {
    signIn: desired.signIn,
    arePlugInsWanted,
  })
}

/** The server was reached and reports settings, or why it does not. */
function hasSettings({ kind }: ServerObservation, findings: readonly Finding[]): boolean {
  return kind === 'connected' && !findings.some(({ id }) => id === 'MSSO070' || id === 'MSSO072')
}

function waitedInVain(where: string, minutes: number): Finding {
  return finding('MSSO071', {
    where,
    what: `After ${minutes} minutes the server still reports none of the settings, so whether the new values are live is unknown.`,
    cure: 'Check that Mobile has started again. If this version of Connections never reports them, omit wait-for-server-minutes.',
  })
}

/** Seconds between two looks at a server that is being restarted. */
const PAUSE = 15

/**
 * Looks until the server reports the wanted values, or as long as the input `wait-for-server-minutes` allows. Only that is waited
 * for: a certificate gets no better.
 */
async function untilLive(
  { world, inputs, desired, reporter }: Run,
  { liveFindings }: Pick<ConnectionsServer, 'liveFindings'>,
  look: () => Promise<ServerObservation>,
): Promise<ServerObservation> {
  const seconds = inputs.waitForServerMinutes * 60
  const end = Date.now() + seconds * 1000
  world.deadline.allow(seconds)
  for (let left = seconds / PAUSE; ; left--) {
    const observation = await look()
    const findings = liveFindings(observation, desired.settings, true)
    const isLive = hasSettings(observation, findings) && !findings.some(isDrift)
    if (isLive || left <= 0 || Date.now() >= end) return observation
    const [first] = findings
    reporter.info(
      `${inputs.connectionsUrl} does not have the new values yet (${first?.title ?? 'no connection'}); checking again every ${PAUSE} seconds until ${new Date(end).toISOString()}.`,
    )
    await world.wait(PAUSE, 'the next check of the server')
  }
}
