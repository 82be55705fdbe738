import type { LateFault } from '../faults.ts'
import type { Fault } from './faults.ts'

/** What is answered in the place of an answer. */
export type EarlyFault = Exclude<Fault, LateFault>

export interface RecordedRequest {
  readonly method: string
  /** "/repos/{owner}/{repo}/pulls" */
  readonly route: string
  /** Path and query as they came. */
  readonly path: string
  /** Full name of the repository that it is about. */
  readonly repository: string | undefined
  /** Of GraphQL: the fields of the operation itself, as "createRef", in their order. */
  readonly fields: readonly string[]
  readonly body: unknown
  status: number | undefined
  /** The whole answer has gone out. */
  isAnswered: boolean
}

export type BeforeHandler = (request: RecordedRequest) => Promise<Fault | undefined> | Fault | undefined

/** One field of a mutation, before it is carried out. */
export interface MutationField {
  readonly field: string
  /** Its place in the document. */
  readonly index: number
  readonly request: RecordedRequest
}

/** A fault is answered in the place of the whole document, of which this field and those after it are not carried out. */
export type BeforeMutation = (
  mutation: MutationField,
) => Promise<EarlyFault | undefined> | EarlyFault | undefined
