import type { Finding } from '../findings.ts'
import type { Fetch } from '../network/index.ts'
import { audit, driftFindings } from './audit.ts'
import { decide, type RegistrationPlan } from './decide.ts'
import { AppRegistrationError } from './errors.ts'
import { explain } from './explain.ts'
import { connectGraph, type GraphClient } from './graph.ts'
import type { AppRegistration } from './registration.ts'
import type { RegistrationRequest } from './request.ts'
import { serviceOver } from './service.ts'
import { type GetIdToken, type PresentedClaims, requestIdToken, signIn } from './sign-in.ts'

/** The world outside, as far as the app registration is concerned. */
export interface RegistrationWorld {
  readonly fetch: Fetch
  readonly getIdToken: GetIdToken
  /** Keeps a text out of the log. */
  mask(secret: string): void
  /** @param seconds how long */
  wait(seconds: number): Promise<void>
  /** The app registration has been changed; what follows may still fail. */
  changed(): void
}

/** Everything that {@link applyRegistration} needs; nothing has been written yet. */
export interface PlannedRegistration {
  readonly registration: AppRegistration
  readonly plan: RegistrationPlan
  /** What the plan would change, for `azure-reconcile: check`. */
  readonly drift: readonly Finding[]
  readonly audit: readonly Finding[]
  readonly graph: GraphClient
  /** Turns what Graph throws into what people can act on. */
  readonly explainWrite: (error: unknown) => unknown
}

/** Seconds between the looks at whether a change has taken; Graph's copies agree a little later. */
const READ_BACK = [0, 1, 2, 4, 8]

/**
 * Signs in, reads the app registration and decides.
 * @throws AppRegistrationError
 */
export async function planRegistration(
  { identity, signIn: requested, wanted }: RegistrationRequest,
  { fetch, getIdToken, mask }: RegistrationWorld,
): Promise<PlannedRegistration> {
  const { clientId } = requested
  let claims: PresentedClaims | undefined
  const explained = (isWriting: boolean) => (error: unknown) =>
    explain(error, { identity, clientId, claims, isWriting })
  try {
    const idToken =
      identity.credential.kind === 'federated'
        ? await requestIdToken(getIdToken, identity.clientId)
        : undefined
    if (idToken) mask(idToken.token)
    claims = idToken?.claims
    const service = serviceOver(fetch)
    const { accessToken, homeTenant } = await signIn(identity, idToken?.token, service)
    mask(accessToken)
    const graph = connectGraph(identity.graphUrl, accessToken, service)
    const registration = await graph.read(clientId)
    const plan = decide(registration, wanted)
    return {
      registration,
      plan,
      drift: driftFindings(registration, plan),
      audit: audit(registration, requested, homeTenant),
      graph,
      explainWrite: explained(true),
    }
  } catch (error) {
    throw explained(false)(error)
  }
}

/**
 * Writes what is missing, with one request, and looks whether it has taken.
 * @throws AppRegistrationError
 */
export async function applyRegistration(
  { registration, plan, graph, explainWrite }: PlannedRegistration,
  { signIn: { clientId }, wanted }: RegistrationRequest,
  { wait, changed }: RegistrationWorld,
): Promise<void> {
  if (!plan.patch) return
  try {
    await graph.update(registration.objectId, plan.patch)
    changed()
    for (const seconds of READ_BACK) {
      await wait(seconds)
      if (!decide(await graph.read(clientId), wanted).patch) return
    }
  } catch (error) {
    throw explainWrite(error)
  }
  throw new AppRegistrationError(
    `Graph took the change of the app registration of ${clientId}, but it does not show after ${READ_BACK.length} looks. Run again in some minutes; a policy of the tenant may also undo it.`,
  )
}
