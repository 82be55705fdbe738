import { GraphError } from '@microsoft/microsoft-graph-client'
import type { Finding } from '../findings.ts'
import { type Fetch, secondsAfter, type Waiting } from '../network/index.ts'
import { throwIfAny } from '../problems.ts'
import { audit, driftFindings } from './audit.ts'
import { decide, type RegistrationPlan } from './decide.ts'
import { AppRegistrationError, NoAnswerError, UnexpectedAnswerError } from './errors.ts'
import { explain } from './explain.ts'
import { connectGraph, type GraphClient } from './graph.ts'
import type { Identity } from './identity.ts'
import type { AppRegistration } from './registration.ts'
import type { RegistrationRequest } from './request.ts'
import { serviceOver } from './service.ts'
import {
  type IdTokenEnvironment,
  type PresentedClaims,
  requestIdToken,
  type SignIn,
  signIn,
} from './sign-in.ts'

/** The world outside, as far as the app registration is concerned. */
export interface RegistrationWorld extends Pick<Waiting, 'wait'> {
  /** For what may be sent again when a service is not well. */
  readonly fetch: Fetch
  /** Sends once, for writes. */
  readonly fetchOnce: Fetch
  readonly environment: IdTokenEnvironment
  /** Those that the run has made already; undefined where none are shared. */
  readonly signIns?: SignIns | undefined
  /** Keeps a text out of the log. */
  mask(secret: string): void
  /** The app registration has been changed; what follows may still fail. */
  changed(): void
  /** Whether a change was sent of which nobody knows what became. */
  inDoubt(isInDoubt: boolean): void
}

/** What one sign-in gave, and what the job's token said; undefined for the other credentials. */
interface SignedIn extends SignIn {
  readonly claims: PresentedClaims | undefined
}

/** The sign-ins of a run by tenant and caller: each is made once, however many environments it is for. */
export type SignIns = Map<string, Promise<SignedIn>>

/** Everything that {@link applyRegistration} needs; nothing has been written yet. */
export interface PlannedRegistration {
  readonly registration: AppRegistration
  readonly plan: RegistrationPlan
  /** What the plan would change, for `azure-reconcile: check`. */
  readonly drift: readonly Finding[]
  readonly audit: readonly Finding[]
  readonly graph: GraphClient
  /** Throw what Graph has thrown as what people can act on. */
  readonly explain: {
    readonly reading: (error: unknown) => never
    readonly writing: (error: unknown) => never
  }
}

/**
 * Signs in, reads the app registration and decides.
 * @throws AppRegistrationError
 */
export async function planRegistration(
  { identity, signIn: requested, relyingParty, wanted }: RegistrationRequest,
  world: RegistrationWorld,
): Promise<PlannedRegistration> {
  const { clientId } = requested
  const { claims, accessToken, homeTenant } = await signedIn(identity, clientId, world)
  const explained =
    (isWriting: boolean) =>
    (error: unknown): never => {
      throw explain(error, { identity, clientId, claims, isWriting })
    }
  const [reading, writing] = [serviceOver(world.fetch), serviceOver(world.fetchOnce)]
  const graph = connectGraph(identity.graphUrl, accessToken, reading, writing)
  const registration = await graph.read(clientId).catch(explained(false))
  const plan = decide(registration, wanted)
  return {
    registration,
    plan,
    drift: driftFindings(registration, plan),
    audit: audit(registration, requested, relyingParty, homeTenant),
    graph,
    explain: { reading: explained(false), writing: explained(true) },
  }
}

/** Signs in, unless the run has done so for this tenant and caller. All environments of a run have the same credential. */
function signedIn(identity: Identity, clientId: string, world: RegistrationWorld): Promise<SignedIn> {
  const { authority, tenantId, clientId: caller, graphUrl } = identity
  const key = JSON.stringify([authority, tenantId.toLowerCase(), caller.toLowerCase(), graphUrl])
  const known = world.signIns?.get(key) ?? newSignIn(identity, clientId, world)
  world.signIns?.set(key, known)
  return known
}

async function newSignIn(
  identity: Identity,
  clientId: string,
  { fetch, environment, mask }: RegistrationWorld,
): Promise<SignedIn> {
  const service = serviceOver(fetch)
  let claims: PresentedClaims | undefined
  try {
    const isFederated = identity.credential.kind === 'federated'
    const idToken = isFederated ? await requestIdToken(environment, identity.clientId, service) : undefined
    if (idToken) mask(idToken.token)
    claims = idToken?.claims
    const token = await signIn(identity, idToken?.token, service, mask)
    mask(token.accessToken)
    return { ...token, claims }
  } catch (error) {
    throw explain(error, { identity, clientId, claims, isWriting: false })
  }
}

/** How often the change is sent when Graph is not well. */
const MAX_ATTEMPTS = 3

/** Seconds before each check whether a change has taken; Graph's copies agree a little later. */
const CHECK_PAUSES = [0, 1, 2, 4, 8]

/**
 * Writes what is missing, with one request, and checks that it has taken.
 * @throws AppRegistrationError; ProblemsError when it cannot be given what is wanted any more
 */
export async function applyRegistration(
  planned: PlannedRegistration,
  request: RegistrationRequest,
  world: RegistrationWorld,
): Promise<void> {
  if (!planned.plan.patch) return
  await write(planned, request, world)
  await checkWritten(planned, request, world)
}

/**
 * Graph cannot compare while it writes, and its PATCH replaces the list of redirect URIs. So the registration is read and decided
 * on anew right before each attempt: what an administrator has added meanwhile stays, and an attempt whose answer was lost is
 * found to have taken, or not.
 */
async function write(
  { graph, explain }: PlannedRegistration,
  { signIn: { clientId }, wanted }: RegistrationRequest,
  { changed, inDoubt, wait }: RegistrationWorld,
): Promise<void> {
  let failure: unknown
  for (let attempt = 1; ; attempt++) {
    const registration = await graph.read(clientId).catch(explain.reading)
    const { patch, problems } = decide(registration, wanted)
    if (!patch) {
      if (failure) changed()
      return
    }
    inDoubt(false)
    throwIfAny(problems)
    if (attempt > MAX_ATTEMPTS) explain.writing(failure)
    inDoubt(true)
    try {
      await graph.update(registration.objectId, patch)
      changed()
      return
    } catch (error) {
      // Only Graph itself can say that it did not do it, and what says that Graph is not well says nothing.
      inDoubt(!(error instanceof GraphError && error.statusCode >= 400 && error.statusCode < 500))
      const seconds = secondsToRetry(error, 2 ** (attempt - 1)) ?? explain.writing(error)
      failure = error
      await wait(seconds, `the app registration of ${clientId} is updated again`)
    }
  }
}

async function checkWritten(
  { graph, explain }: PlannedRegistration,
  { signIn: { clientId }, wanted }: RegistrationRequest,
  { wait }: RegistrationWorld,
): Promise<void> {
  for (const seconds of CHECK_PAUSES) {
    await wait(seconds, `the next check of whether the app registration of ${clientId} has changed`)
    const registration = await graph.read(clientId).catch((error: unknown) => {
      // A copy that does not have the change may not have the application either.
      if (error instanceof GraphError && error.statusCode === 404) return undefined
      return explain.reading(error)
    })
    if (registration && !decide(registration, wanted).patch) return
  }
  throw new AppRegistrationError(
    `Graph accepted the change to the app registration of ${clientId}, but it is still not visible after ${CHECK_PAUSES.length} checks. Run again in a few minutes. A policy of the tenant may also have undone it.`,
  )
}

/** Seconds; undefined when sending the change again is of no use. */
function secondsToRetry(error: unknown, backoff: number): number | undefined {
  if (error instanceof NoAnswerError) return backoff
  if (error instanceof UnexpectedAnswerError) return secondsAfter(error.status ?? 0, null, backoff)
  if (!(error instanceof GraphError)) return undefined
  return secondsAfter(error.statusCode, error.headers?.get('retry-after') ?? null, backoff)
}
