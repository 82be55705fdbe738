import type { DesiredState } from '../desired-state/index.ts'
import type { RegistrationRequest, SignIns } from '../entra/index.ts'
import type { Finding } from '../findings.ts'
import type { Pace } from '../github/index.ts'
import type { InputCore, Inputs, Workspace } from '../inputs/index.ts'
import type { Deadline, Fetch } from '../network/index.ts'
import { ProblemsError } from '../problems.ts'
import type { Progress, Reporter, ReportingCore } from '../report/index.ts'
import type { Secrets } from '../text/secrets.ts'
import type { Elsewhere } from './elsewhere.ts'
import type { NewOrRendered } from './wanted-file.ts'

/** Everything outside of this action that a run reads or changes. */
export interface World {
  readonly core: InputCore & ReportingCore
  /** The runner's environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly currentFolder: string
  readonly fetch: Fetch
  /** Certificates (PEM) of the authorities that phones trust. */
  readonly publicRoots: readonly string[]
  /** When the run gives up; {@link fetch} and {@link wait} end with it. */
  readonly deadline: Deadline
  /** @param before what comes after the pause */
  wait(seconds: number, before: string): Promise<void>
  /** For the pauses that GitHub's client makes by itself. Undefined: as GitHub asks. */
  readonly pace?: Pace
}

/** What a run says on its way. */
export type Log = Pick<Reporter, 'debug' | 'info' | 'warning'>

/** What a run has before its inputs are read. */
export interface Surroundings {
  readonly world: World
  readonly log: Log
  readonly workspace: Workspace
  readonly secrets: Secrets
  /** Keeps a secret out of the log and of everything else. */
  readonly mask: (secret: string) => void
  readonly progress: Progress
  readonly signIns: SignIns
}

/** What the parts of a run share. */
export interface Run extends Surroundings {
  readonly inputs: Inputs
  readonly desired: DesiredState
  /** Undefined where the run leaves the app registration alone. */
  readonly request: RegistrationRequest | undefined
}

/** What a run starts with. What it finds on its way is told also where it fails over something else. */
export function noProgress(): Progress {
  return { azure: 'unchanged', writes: undefined, registration: undefined, findings: [] }
}

/** What simultaneous readings gave. @throws the first error that is not about problems, else the problems of both */
export async function together<A, B>(...readings: [Promise<A>, Promise<B>]): Promise<[A, B]> {
  const outcomes = await Promise.allSettled(readings)
  const failures = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []))
  const errors = [...new Set(failures)]
  const problems = errors.flatMap((error) => (error instanceof ProblemsError ? error.problems : []))
  if (errors.length > 0)
    throw errors.find((error) => !(error instanceof ProblemsError)) ?? new ProblemsError(problems)
  return Promise.all(readings)
}

/**
 * The part of a result that every mode has.
 * @param findings besides those about the inputs
 * @param elsewhere undefined where nothing but the file was looked at
 */
export function resultOf(
  { inputs, desired }: Pick<Run, 'inputs' | 'desired'>,
  { before, after, changes, origin }: NewOrRendered,
  findings: readonly Finding[],
  elsewhere?: Elsewhere,
) {
  return {
    provider: desired.provider,
    path: inputs.configPath,
    before,
    after,
    origin,
    changes,
    checked: [...desired.checked, 'file' as const, ...(elsewhere?.checked ?? [])],
    findings: [...desired.findings, ...findings],
    registration: elsewhere?.registration,
  }
}
