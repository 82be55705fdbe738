/** What a stand-in does instead of answering. */
export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  /** The connection is cut before an answer. */
  | { readonly destroy: true }
  /** The request is executed, and the connection is cut after that many bytes of the answer's body. */
  | { readonly destroyAfterBytes: number }
  /** Nothing ever comes. */
  | { readonly hang: true }
  | AlteredAnswer

/** The request is executed, and its answer gets lost or does not arrive as it was sent. */
export interface AlteredAnswer {
  readonly alter: (answer: WireAnswer) => WireAnswer | 'cut' | 'hang'
}

/** An answer as it goes over the wire. */
export interface WireAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** Bytes of the text after which the connection is cut; undefined for a whole answer. */
  readonly cutAfter?: number | undefined
}

/** Faults after which the stand-in executes the request all the same. */
export type LateFault = AlteredAnswer | { readonly destroyAfterBytes: number }

export function isLate(fault: Fault | undefined): fault is LateFault {
  return fault !== undefined && ('alter' in fault || 'destroyAfterBytes' in fault)
}
