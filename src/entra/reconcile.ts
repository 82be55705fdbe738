import { Client, type Context, GraphError } from '@microsoft/microsoft-graph-client'
import { type Fetch, type RequestOptions, secondsAfter, type Waiting } from '../network/index.ts'
import { throwIfAny } from '../problems.ts'
import { audit } from './audit.ts'
import { decide, driftFindings, type RegistrationPatch } from './decide.ts'
import { type Circumstances, explain } from './explain.ts'
import { readRegistration, SELECTED } from './registration.ts'
import type { RegistrationRequest } from './request.ts'
import { AppRegistrationError, exchange, ServiceError, throughLibrary } from './service.ts'
import { type SignInWorld, signIn } from './sign-in.ts'

/** The world outside, as far as the app registration is concerned. */
export interface RegistrationWorld extends SignInWorld, Pick<Waiting, 'wait'> {
  /** Sends once, for writes. */
  readonly fetchOnce: Fetch
  /** The app registration has been changed; what follows may still fail. */
  changed(): void
  /** Whether a change was sent of which nobody knows what became. */
  inDoubt(isInDoubt: boolean): void
}

/** Signs in, reads the app registration and decides; nothing is written yet. @throws AppRegistrationError */
export async function planRegistration(
  { identity, signIn: requested, relyingParty, wanted }: RegistrationRequest,
  world: RegistrationWorld,
) {
  const { clientId } = requested
  const { claims, accessToken, homeTenant } = await signIn(identity, clientId, world)
  const graph = connectGraph({ identity, clientId, claims }, accessToken, world)
  const registration = await graph.read()
  const plan = decide(registration, wanted)
  return {
    registration,
    plan,
    /** What the plan would change, for `azure-reconcile: check`. */
    drift: driftFindings(registration, plan),
    audit: audit(registration, requested, relyingParty, homeTenant),
    graph,
  }
}

type GraphClient = ReturnType<typeof connectGraph>

/** One app registration in Microsoft Graph v1.0. Both throw AppRegistrationError, caused by a GraphError or a ServiceError. */
function connectGraph(
  circumstances: Circumstances,
  accessToken: string,
  { fetch, fetchOnce }: RegistrationWorld,
) {
  const { identity, clientId } = circumstances
  const request = <T>(isWriting: boolean, work: (client: Client) => Promise<T>): Promise<T> =>
    throughLibrary((remember) => {
      const execute = async (context: Context) => {
        const { method = 'GET', headers, body } = context.options ?? {}
        // Graph's client makes an address, and an object of headers. It uses the part of a response that an answer has.
        const answer = askGraph(isWriting ? fetchOnce : fetch, context.request as string, {
          method,
          headers: { ...(headers as Record<string, string>), authorization: `Bearer ${accessToken}` },
          ...(body ? { body: String(body) } : {}),
        })
        context.response = (await remember(answer)) as Response
      }
      const baseUrl = `${identity.graphUrl}/`
      return work(Client.initWithMiddleware({ middleware: { execute }, baseUrl }))
    }).catch((error: unknown) => {
      throw explain(error, circumstances, isWriting)
    })
  return {
    /** @see https://learn.microsoft.com/en-us/graph/api/application-get */
    read: () =>
      request(false, async (client) =>
        readRegistration(await client.api(`/applications(appId='${clientId}')`).select(SELECTED).get()),
      ),
    /** @see https://learn.microsoft.com/en-us/graph/api/application-update */
    update: (objectId: string, patch: RegistrationPatch): Promise<void> =>
      request(true, (client) => client.api(`/applications/${objectId}`).patch(patch)),
  }
}

/** @see https://learn.microsoft.com/en-us/graph/errors#json-representation */
async function askGraph(fetch: Fetch, url: string, options: RequestOptions) {
  const { answer, content } = await exchange(fetch, url, options)
  const error = content?.['error'] as { readonly message?: unknown } | null | undefined
  if (answer.ok || typeof error?.message === 'string') return answer
  const what = `${new URL(url).origin} answered with ${answer.status}, without a reason in the form that Graph uses.`
  throw new ServiceError(what, answer.status)
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
  { plan, graph }: Awaited<ReturnType<typeof planRegistration>>,
  request: RegistrationRequest,
  world: RegistrationWorld,
): Promise<void> {
  if (!plan.patch) return
  await write(graph, request, world)
  await checkWritten(graph, request, world)
}

/**
 * Graph cannot compare while it writes, and its PATCH replaces the list of redirect URIs. So the registration is read and decided
 * on anew right before each attempt: what an administrator has added meanwhile stays, and an attempt whose answer was lost is
 * found to have taken, or not.
 */
async function write(
  graph: GraphClient,
  { signIn: { clientId }, wanted }: RegistrationRequest,
  { changed, inDoubt, wait }: RegistrationWorld,
): Promise<void> {
  let failure: unknown
  for (let attempt = 1; ; attempt++) {
    const registration = await graph.read()
    const { patch, problems } = decide(registration, wanted)
    if (!patch) {
      if (failure) changed()
      return
    }
    inDoubt(false)
    throwIfAny(problems)
    if (attempt > MAX_ATTEMPTS) throw failure
    inDoubt(true)
    try {
      await graph.update(registration.objectId, patch)
      changed()
      return
    } catch (error) {
      const { cause } = error as Error
      // Only Graph itself can say that it did not do it, and what says that Graph is not well says nothing.
      inDoubt(!(cause instanceof GraphError && cause.statusCode >= 400 && cause.statusCode < 500))
      const seconds = secondsToRetry(cause, 2 ** (attempt - 1))
      if (seconds === undefined) throw error
      failure = error
      await wait(seconds, `the app registration of ${clientId} is updated again`)
    }
  }
}

/** Undefined when sending the change again is of no use. */
function secondsToRetry(failure: unknown, backoff: number): number | undefined {
  if (failure instanceof GraphError)
    return secondsAfter(failure.statusCode, failure.headers?.get('retry-after') ?? null, backoff)
  if (!(failure instanceof ServiceError)) return undefined
  return failure.cause ? backoff : secondsAfter(failure.status ?? 0, null, backoff)
}

async function checkWritten(
  graph: GraphClient,
  { signIn: { clientId }, wanted }: RegistrationRequest,
  { wait }: RegistrationWorld,
): Promise<void> {
  for (const seconds of CHECK_PAUSES) {
    await wait(seconds, `the next check of whether the app registration of ${clientId} has changed`)
    const registration = await graph.read().catch((error: Error) => {
      // A copy that does not have the change may not have the application either.
      if (error.cause instanceof GraphError && error.cause.statusCode === 404) return undefined
      throw error
    })
    if (registration && !decide(registration, wanted).patch) return
  }
  throw new AppRegistrationError(
    `Graph accepted the change to the app registration of ${clientId}, but it is still not visible after ${CHECK_PAUSES.length} checks. Run again in a few minutes. A policy of the tenant may also have undone it.`,
  )
}
