import type { ServerObservation } from '../connections-server/index.ts'
import { loadDiscovery, loadReconcile } from '../entra/index.ts'
import { type Finding, finding, isDrift, type Place } from '../findings.ts'
import { DESKTOP_REDIRECT_URI, type FaultyInputs } from '../inputs/index.ts'
import { proxyFor, retrying } from '../network/index.ts'
import { throwIfAny } from '../problems.ts'
import type { ReportedRegistration } from '../report/index.ts'
import { type Run, together } from './run.ts'

/** What was seen outside of the repository. */
interface Seen {
  readonly checked: readonly Place[]
  /** @param repositoryIsAsWanted tells a server that is behind from a repository that is wrong; undefined where it is not known */
  findings(repositoryIsAsWanted: boolean | undefined): readonly Finding[]
}

/** The app registration, Entra's discovery document, the live server and its certificate. */
export interface Elsewhere extends Seen {
  /** The app registration as it was found; undefined where the run leaves it alone. */
  readonly registration: ReportedRegistration | undefined
  /** Gives the app registration what is missing; undefined where it is to stay as it is. @throws AppRegistrationError */
  readonly apply: (() => Promise<void>) | undefined
}

const NOTHING = { checked: [], findings: () => [] }

/**
 * Looks everywhere at the same time. A server that cannot be reached is a finding, never an error.
 * @throws AppRegistrationError; ProblemsError when the app registration is to be changed and cannot be given what is wanted
 */
export async function lookElsewhere(run: Run): Promise<Elsewhere> {
  const [registered, others] = await together(inspectRegistration(run), lookOutside(run))
  const seen = [registered, ...others]
  return {
    ...registered,
    checked: seen.flatMap(({ checked }) => checked),
    findings: (isAsWanted) => seen.flatMap(({ findings }) => findings(isAsWanted)),
  }
}

/** Asks what needs no sign-in: the discovery document, and the live server with its certificate. */
async function lookOutside(run: Run): Promise<Seen[]> {
  const seen = await Promise.all([askDiscovery(run), inspectServer(run)])
  run.progress.findings = [...run.progress.findings, ...seen.flatMap(({ findings }) => findings(undefined))]
  return seen
}

/** Reads the app registration and decides; nothing is loaded where the run leaves it alone. */
async function inspectRegistration(run: Run): Promise<Elsewhere> {
  const { request, progress, world, log, mask, signIns } = run
  if (!request) return { ...NOTHING, registration: undefined, apply: undefined }
  const { applyRegistration, planRegistration } = await loadReconcile()
  const surroundings = {
    fetchOnce: world.fetch,
    fetch: retrying(world.fetch, { warning: log.warning, wait: world.wait }),
    environment: world.environment,
    wait: world.wait,
    signIns,
    mask,
    changed: () => {
      progress.azure = 'changed'
    },
    inDoubt: (isInDoubt: boolean) => {
      progress.azure = isInDoubt ? 'in doubt' : 'unchanged'
    },
  }
  const planned = await planRegistration(request, surroundings)
  const { displayName, objectId } = planned.registration
  const { changes, problems } = planned.plan
  const { reconcile } = request
  const { clientId } = request.signIn
  const findings = [...(reconcile === 'check' ? planned.drift : []), ...planned.audit]
  const registration = { reconcile, clientId, displayName, objectId, changes, findings, isChanged: false }
  progress.findings = [...progress.findings, ...findings]
  progress.registration = registration
  const seen = { checked: ['azure'] as const, findings: () => findings, registration }
  if (reconcile === 'check') return { ...seen, apply: undefined }
  progress.differs ||= problems.length > 0
  throwIfAny(problems)
  return { ...seen, apply: () => applyRegistration(planned, request, surroundings) }
}

/** Whether Entra is asked about the endpoints: in mode check always, else where the run looks beyond the repository anyway. */
export function asksDiscovery({
  inputs,
  request,
}: Pick<Run, 'request'> & { readonly inputs: FaultyInputs }): boolean {
  return inputs.mode === 'check' || request !== undefined || inputs.connectionsUrl !== ''
}

async function askDiscovery(run: Run): Promise<Seen> {
  if (!asksDiscovery(run)) return NOTHING
  const { signIn } = run.desired
  const { discoveryFindings, readDiscovery } = await loadDiscovery()
  const answer = await readDiscovery(run.world.fetch, signIn)
  const findings = discoveryFindings(answer, signIn)
  // A note that nothing could be compared is not the same as a comparison.
  const isCompared = answer?.kind === 'document' || findings.some(({ severity }) => severity !== 'notice')
  return { checked: isCompared ? ['discovery'] : [], findings: () => findings }
}

type Question = Parameters<typeof import('../connections-server/index.ts')['observeServer']>[0]

async function inspectServer({ world, inputs, desired, log }: Run): Promise<Seen> {
  const { connectionsUrl: url, certificateWarningDays: warningDays } = inputs
  const { environment, deadline } = world
  if (!url) return NOTHING
  if (environment['MOBILE_SSO_TEST_ROOTS'])
    log.warning(
      'MOBILE_SSO_TEST_ROOTS is set: the certificate check trusts authorities that no phone trusts.',
    )
  const proxy = proxyFor(url, environment)?.host
  if (proxy)
    log.info(`The certificate and the configuration of ${url} are checked through the proxy ${proxy}.`)
  const server = await import('../connections-server/index.ts')
  const ask = <T>(send: (question: Question) => Promise<T>) =>
    deadline.during(`the Connections server ${url}`, () =>
      send({ url, roots: world.publicRoots, environment }),
    )
  const live = (observation: ServerObservation, isAsWanted: boolean | undefined) =>
    server.liveFindings(observation, desired.settings, isAsWanted, desired.interceptedBy)
  const observation = await untilLive({ world, inputs, log }, live, () => ask(server.observeServer))
  const certificate = server.certificateFindings(observation, { now: new Date(), warningDays })
  // A server that has not answered once would only be waited for again.
  const answers = observation.kind === 'connected' && observation.live.kind === 'answer'
  const arePlugInsWanted = inputs.redirectUris.includes(DESKTOP_REDIRECT_URI)
  const plugIns = answers
    ? server.plugInFindings(observation.address.openidConfigurationUrl, await ask(server.askForPlugIns), {
        signIn: desired.signIn,
        arePlugInsWanted,
      })
    : []
  const isCompared = hasSettings(observation, live(observation, true))
  const isSeen = !certificate.some(({ id }) => id === 'MSSO053')
  const isReached = observation.kind === 'connected' || !isSeen
  const isMissed = inputs.waitForServerMinutes > 0 && isReached && !isCompared
  return {
    checked: [...(isSeen ? (['certificate'] as const) : []), ...(isCompared ? (['server'] as const) : [])],
    findings: (isAsWanted) => [
      ...certificate,
      ...live(observation, isAsWanted),
      ...plugIns,
      ...(isMissed ? [waitedInVain(url, inputs.waitForServerMinutes)] : []),
    ],
  }
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
  { world, inputs, log }: Pick<Run, 'world' | 'inputs' | 'log'>,
  live: (observation: ServerObservation, isAsWanted: boolean) => readonly Finding[],
  look: () => Promise<ServerObservation>,
): Promise<ServerObservation> {
  const seconds = inputs.waitForServerMinutes * 60
  const end = Date.now() + seconds * 1000
  world.deadline.allow(seconds)
  for (let left = seconds / PAUSE; ; left--) {
    const observation = await look()
    const findings = live(observation, true)
    const isLive = hasSettings(observation, findings) && !findings.some(isDrift)
    if (isLive || left <= 0 || Date.now() >= end) return observation
    log.info(
      `${inputs.connectionsUrl} does not have the new values yet (${findings[0]?.title ?? 'no connection'}); checking again every ${PAUSE} seconds until ${new Date(end).toISOString()}.`,
    )
    await world.wait(PAUSE, 'the next check of the server')
  }
}
