import { loadReconcile, type RegistrationWorld } from '../entra/index.ts'
import { retrying } from '../network/index.ts'
import { throwIfAny } from '../problems.ts'
import type { ReportedRegistration } from '../report/index.ts'
import { masking, type Run } from './run.ts'

/** The app registration as it was found, and how to give it what is missing. */
export interface RegistrationStep {
  readonly reported: ReportedRegistration
  /** @throws AppRegistrationError */
  apply(): Promise<void>
}

/**
 * Reads the app registration and decides; nothing is loaded where the run leaves it alone.
 * @throws AppRegistrationError; ProblemsError when it is to be changed and cannot be given what is wanted
 */
export async function planRegistration(run: Run): Promise<RegistrationStep | undefined> {
  const { request, progress } = run
  if (!request) return undefined
  const { applyRegistration, planRegistration: plan } = await loadReconcile()
  const surroundings = surroundingsOf(run)
  const planned = await plan(request, surroundings)
  const { registration, drift, audit } = planned
  const findings = [...(request.reconcile === 'check' ? drift : []), ...audit]
  const reported: ReportedRegistration = {
    reconcile: request.reconcile,
    clientId: request.signIn.clientId,
    displayName: registration.displayName,
    objectId: registration.objectId,
    changes: planned.plan.changes,
    findings,
    isChanged: false,
  }
  progress.findings = [...progress.findings, ...findings]
  progress.registration = reported
  if (request.reconcile === 'apply') {
    progress.differs ||= planned.plan.problems.length > 0
    throwIfAny(planned.plan.problems)
  }
  return { reported, apply: () => applyRegistration(planned, request, surroundings) }
}

function surroundingsOf({ world, reporter, secrets, progress, signIns }: Run): RegistrationWorld {
  return {
    fetchOnce: world.fetch,
    environment: world.environment,
    signIns,
    fetch: retrying(world.fetch, { warning: reporter.warning, wait: world.wait }),
    mask: masking(world.core, secrets).setSecret,
    wait: world.wait,
    changed: () => {
      progress.azure = 'changed'
    },
    inDoubt: (isInDoubt) => {
      progress.azure = isInDoubt ? 'in doubt' : 'unchanged'
    },
  }
}
