import { GraphError } from '@microsoft/microsoft-graph-client'
import { secondsAfter } from '../network/index.ts'
import { throwIfAny } from '../problems.ts'
import { decide } from './decide.ts'
import { AppRegistrationError, NoAnswerError, UnexpectedAnswerError } from './errors.ts'
import type { PlannedRegistration, RegistrationWorld } from './reconcile.ts'
import type { RegistrationRequest } from './request.ts'

/** How often the change is sent when Graph is not well. */
const ATTEMPTS = 3

/** Seconds between the looks at whether a change has taken; Graph's copies agree a little later. */
const READ_BACK = [0, 1, 2, 4, 8]

/**
 * Writes what is missing, with one request, and looks whether it has taken.
 * @throws AppRegistrationError; ProblemsError when it can't be given what is wanted any more
 */
export async function applyRegistration(
  planned: PlannedRegistration,
  request: RegistrationRequest,
  world: RegistrationWorld,
): Promise<void> {
  if (!planned.plan.patch) return
  await write(planned, request, world)
  await readBack(planned, request, world)
}

/**
 * Graph can't compare while it writes, and its PATCH replaces the list of redirect URIs. So the registration is read and decided
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
    if (attempt > ATTEMPTS) explain.writing(failure)
    inDoubt(true)
    try {
      await graph.update(registration.objectId, patch)
      changed()
      return
    } catch (error) {
      inDoubt(!isRefusal(error))
      const seconds = secondsToWait(error, attempt)
      if (seconds === undefined) explain.writing(error)
      failure = error
      await wait(seconds!, `the app registration of ${clientId} is changed again`)
    }
  }
}

async function readBack(
  { graph, explain }: PlannedRegistration,
  { signIn: { clientId }, wanted }: RegistrationRequest,
  { wait }: RegistrationWorld,
): Promise<void> {
  for (const seconds of READ_BACK) {
    await wait(seconds, `the next look whether the app registration of ${clientId} has changed`)
    const registration = await graph.read(clientId).catch((error: unknown) => {
      // A copy that does not have the change may not have the application either.
      if (error instanceof GraphError && error.statusCode === 404) return undefined
      return explain.reading(error)
    })
    if (registration && !decide(registration, wanted).patch) return
  }
  throw new AppRegistrationError(
    `Graph took the change of the app registration of ${clientId}, but it does not show after ${READ_BACK.length} looks. Run again in some minutes; a policy of the tenant may also undo it.`,
  )
}

/** Graph says that it did not do it. What is not Graph's own answer, or says that Graph is not well, says nothing. */
function isRefusal(error: unknown): boolean {
  return error instanceof GraphError && error.statusCode >= 400 && error.statusCode < 500
}

/** Undefined when sending the change again is of no use. */
function secondsToWait(error: unknown, attempt: number): number | undefined {
  const backoff = 2 ** (attempt - 1)
  if (error instanceof NoAnswerError) return backoff
  if (error instanceof UnexpectedAnswerError) return secondsAfter(error.status ?? 0, null, backoff)
  if (!(error instanceof GraphError)) return undefined
  return secondsAfter(error.statusCode, error.headers?.get('retry-after') ?? null, backoff)
}
