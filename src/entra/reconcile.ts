import type { Finding } from '../findings.ts'
import type { Fetch } from '../network/index.ts'
import { audit, driftFindings } from './audit.ts'
import { decide, type RegistrationPlan } from './decide.ts'
import { explain } from './explain.ts'
import { connectGraph, type GraphClient } from './graph.ts'
import type { AppRegistration } from './registration.ts'
import type { RegistrationRequest } from './request.ts'
import { serviceOver } from './service.ts'
import { type IdTokenEnvironment, type PresentedClaims, requestIdToken, signIn } from './sign-in.ts'

/** The world outside, as far as the app registration is concerned. */
export interface RegistrationWorld {
  /** For what may be sent again when a service is not well. */
  readonly fetch: Fetch
  /** Sends once, for writes. */
  readonly fetchOnce: Fetch
  readonly environment: IdTokenEnvironment
  /** Keeps a text out of the log. */
  mask(secret: string): void
  /**
   * @param seconds how long
   * @param before what comes after the pause
   */
  wait(seconds: number, before: string): Promise<void>
  /** The app registration has been changed; what follows may still fail. */
  changed(): void
  /** Whether a change was sent of which nobody knows what became. */
  inDoubt(isInDoubt: boolean): void
}

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
  { fetch, fetchOnce, environment, mask }: RegistrationWorld,
): Promise<PlannedRegistration> {
  const { clientId } = requested
  const service = serviceOver(fetch)
  let claims: PresentedClaims | undefined
  const explained =
    (isWriting: boolean) =>
    (error: unknown): never => {
      throw explain(error, { identity, clientId, claims, isWriting })
    }
  const read = async () => {
    const isFederated = identity.credential.kind === 'federated'
    const idToken = isFederated ? await requestIdToken(environment, identity.clientId, service) : undefined
    if (idToken) mask(idToken.token)
    claims = idToken?.claims
    const { accessToken, homeTenant } = await signIn(identity, idToken?.token, service, mask)
    mask(accessToken)
    const graph = connectGraph(identity.graphUrl, accessToken, service, serviceOver(fetchOnce))
    return { graph, homeTenant, registration: await graph.read(clientId) }
  }
  const { graph, homeTenant, registration } = await read().catch(explained(false))
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

export { applyRegistration } from './apply.ts'
